#include "insight/anomaly.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace cairn {

namespace {

constexpr double PerMedianDeviation = 1.4826; ///< a normal distribution's standard deviation in MADs, 1 / 0.6745
constexpr double PerMeanDeviation = 1.2533;   ///< in mean absolute deviations

double median(QList<double> values)
{
    const auto middle = values.begin() + values.size() / 2;
    std::nth_element(values.begin(), middle, values.end());
    if (values.size() % 2 == 1)
        return *middle;
    return (*middle + *std::max_element(values.begin(), middle)) / 2;
}

/// What stands for the standard deviation of `values` about `centre`; 0 if they are all alike.
double spread(const QList<double> &values, double centre)
{
    QList<double> deviations;
    double sum = 0;
    for (const double value : values) {
        deviations.append(std::abs(value - centre));
        sum += deviations.last();
    }
    const double typical = median(deviations);
    return typical > 0 ? PerMedianDeviation * typical : PerMeanDeviation * sum / double(values.size());
}

} // namespace

std::optional<Anomaly> anomalyOf(const QList<double> &before, double value)
{
    if (before.size() < LeastBefore)
        return std::nullopt;
    const double usual = median(before);
    const double away = value - usual;
    if (away == 0 || std::abs(away) < LeastShare * std::abs(usual))
        return std::nullopt;
    const double deviation = spread(before, usual);
    const double score = deviation > 0 ? away / deviation : std::copysign(std::numeric_limits<double>::infinity(), away);
    if (std::abs(score) <= FarOff)
        return std::nullopt;
    return Anomaly{usual, score, int(before.size())};
}

} // namespace cairn
