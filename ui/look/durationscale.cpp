#include "ui/look/durationscale.h"

#include "ui/look/wording.h"

#include <QCategoryAxis>

#include <algorithm>
#include <cmath>
#include <iterator>

namespace cairn {

using namespace std::chrono_literals;

namespace {

constexpr double Room = 0.05;
constexpr int FewestLines = 3;
constexpr int MostLines = 8;

using Marks = std::initializer_list<Milliseconds>;

/// From the coarsest to the finest; 168h are a week, 720h a month.
const Marks Scales[] = {{10ms, 100ms, 1s, 10s, 1min, 10min, 1h, 8h, 24h, 168h, 720h},
                        {10ms, 30ms, 100ms, 300ms, 1s, 3s, 10s, 30s, 1min, 3min, 10min, 30min, 1h, 3h, 8h, 24h, 72h, 168h, 720h},
                        {10ms,  20ms,  50ms,  100ms, 200ms, 500ms, 1s, 2s,  5s,  10s, 20s, 30s,  1min, 2min, 5min,
                         10min, 20min, 30min, 1h,    2h,    4h,    8h, 12h, 24h, 48h, 96h, 168h, 336h, 720h}};
constexpr Milliseconds Steps[] = {1ms, 2ms, 5ms,  10ms, 20ms, 50ms,  100ms, 200ms, 500ms, 1s, 2s, 5s,  10s,
                                  15s, 30s, 1min, 2min, 5min, 10min, 15min, 30min, 1h,    2h, 4h, 12h, 24h};

/// Those of even steps, at most MostLines, between two durations.
QList<Milliseconds> evenMarks(double from, double to)
{
    const auto *step = std::find_if(std::begin(Steps), std::end(Steps) - 1,
                                    [&](Milliseconds one) { return (to - from) / double(one.count()) <= MostLines - 1; });
    QList<Milliseconds> marks;
    for (Milliseconds at = qint64(std::ceil(from / double(step->count()))) * *step; double(at.count()) <= to; at += *step)
        marks.append(at);
    return marks;
}

} // namespace

double placeOnScale(Milliseconds duration)
{
    return std::log10(double(std::max<qint64>(duration.count(), 1)));
}

QList<Milliseconds> durationMarks(double low, double high)
{
    const double from = std::pow(10.0, low);
    const double to = std::pow(10.0, high);
    QList<Milliseconds> found;
    for (const Marks &scale : Scales) {
        QList<Milliseconds> marks;
        std::copy_if(scale.begin(), scale.end(), std::back_inserter(marks),
                     [&](Milliseconds at) { return double(at.count()) >= from && double(at.count()) <= to; });
        if (!found.isEmpty() && marks.size() > MostLines)
            break;
        found = marks;
    }
    return found.size() < FewestLines ? evenMarks(from, to) : found;
}

void setDurationScale(QCategoryAxis &axis, double low, double high)
{
    const double room = std::max(Room, (high - low) * Room);
    axis.setRange(low - room, high + room);
    for (const Milliseconds mark : durationMarks(low - room, high + room))
        axis.append(durationText(mark), placeOnScale(mark));
}

void clearAxis(QCategoryAxis &axis)
{
    const QStringList old = axis.categoriesLabels();
    for (const QString &label : old)
        axis.remove(label);
}

} // namespace cairn
