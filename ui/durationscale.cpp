#include "ui/durationscale.h"

#include <QCategoryAxis>

#include <cmath>

namespace cairn {

namespace {

constexpr double Room = 0.15;

struct Mark
{
    Milliseconds at;
    const char *text;
};
constexpr Mark Marks[] = {{Milliseconds(10), "10ms"},       {Milliseconds(100), "100ms"},     {Milliseconds(1'000), "1s"},
                          {Milliseconds(10'000), "10s"},    {Milliseconds(60'000), "1m"},     {Milliseconds(600'000), "10m"},
                          {Milliseconds(3'600'000), "1h"},  {Milliseconds(28'800'000), "8h"}, {Milliseconds(86'400'000), "1d"},
                          {Milliseconds(604'800'000), "7d"}};

} // namespace

double placeOnScale(Milliseconds duration)
{
    return std::log10(double(std::max<qint64>(duration.count(), 1)));
}

void setDurationScale(QCategoryAxis &axis, double low, double high)
{
    axis.setRange(low - Room, high + Room);
    for (const Mark &mark : Marks) {
        const double place = placeOnScale(mark.at);
        if (place >= low - Room && place <= high + Room)
            axis.append(QString::fromLatin1(mark.text), place);
    }
}

void clearAxis(QCategoryAxis &axis)
{
    const QStringList old = axis.categoriesLabels();
    for (const QString &label : old)
        axis.remove(label);
}

} // namespace cairn
