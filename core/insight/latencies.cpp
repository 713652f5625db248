#include "insight/latencies.h"

#include <array>
#include <cmath>

namespace cairn {

void Latencies::add(Milliseconds classFrom, qint64 count)
{
    m_counts[classFrom.count()] += count;
    m_total += count;
}

void Latencies::add(const Latencies &others)
{
    for (auto it = others.m_counts.begin(); it != others.m_counts.end(); ++it)
        add(Milliseconds(it.key()), it.value());
}

std::optional<Milliseconds> Latencies::quantile(double share) const
{
    if (m_total == 0)
        return std::nullopt;
    const double wanted = std::clamp(share, 0.0, 1.0) * double(m_total);
    double below = 0;
    for (auto it = m_counts.begin(); it != m_counts.end(); ++it) {
        const auto count = double(it.value());
        if (below + count >= wanted && count > 0) {
            const double within = (wanted - below) / count;
            const auto end = double(classEnd(Milliseconds(it.key())).count());
            return Milliseconds(std::llround(double(it.key()) + within * (end - double(it.key()))));
        }
        below += count;
    }
    return classEnd(Milliseconds(m_counts.lastKey()));
}

double Latencies::over(Milliseconds limit) const
{
    double sum = 0;
    for (auto it = m_counts.begin(); it != m_counts.end(); ++it) {
        const auto from = double(it.key());
        const auto end = double(classEnd(Milliseconds(it.key())).count());
        const double beyond = std::clamp((end - double(limit.count())) / (end - from), 0.0, 1.0);
        sum += beyond * double(it.value());
    }
    return sum;
}

Milliseconds Latencies::classEnd(Milliseconds classFrom)
{
    constexpr std::array<qint64, 10> Steps{100, 125, 160, 200, 250, 315, 400, 500, 630, 800};
    const qint64 from = classFrom.count();
    if (from < 6)
        return Milliseconds(from + 1);
    if (from < 10)
        return Milliseconds(from < 8 ? 8 : 10);
    for (qint64 factor = 1;; factor *= 10) {
        for (const qint64 step : Steps) {
            if (const qint64 bound = factor * step / 10; bound > from)
                return Milliseconds(bound);
        }
    }
}

} // namespace cairn
