#include "ui/run/timelinegeometry.h"

#include <algorithm>
#include <cstdlib>

namespace cairn {

namespace {
constexpr int Reach = 3; ///< pixels that a click may miss a bar by
} // namespace

const TimelineSpan *spanAt(const Timeline &timeline, const TimelinePlace &place)
{
    if (place.row < 0 || place.row >= timeline.rows.size())
        return nullptr;
    const QList<TimelineSpan> &spans = timeline.rows[place.row].spans;
    return place.span >= 0 && place.span < spans.size() ? &spans[place.span] : nullptr;
}

int rowOf(const Timeline &timeline, const StepKey &key)
{
    const auto found =
        std::find_if(timeline.rows.begin(), timeline.rows.end(), [&](const TimelineRow &row) { return row.key == key; });
    return found == timeline.rows.end() ? -1 : int(found - timeline.rows.begin());
}

TimelinePlace placeOfAttempt(const Timeline &timeline, int attempt)
{
    for (int row = 0; attempt >= 0 && row < timeline.rows.size(); ++row) {
        const QList<TimelineSpan> &spans = timeline.rows[row].spans;
        for (int span = 0; span < spans.size(); ++span) {
            if (spans[span].attempt == attempt)
                return {row, span};
        }
    }
    return {};
}

TimelinePlace neighbour(const Timeline &timeline, const TimelinePlace &from, int rows, int spans)
{
    const TimelineSpan *span = spanAt(timeline, from);
    if (!span)
        return spanAt(timeline, {0, 0}) ? TimelinePlace{0, 0} : TimelinePlace();
    const TimelinePlace beside{from.row, from.span + spans};
    if (rows == 0)
        return spanAt(timeline, beside) ? beside : from;
    for (int row = from.row + rows; row >= 0 && row < timeline.rows.size(); row += rows) {
        const QList<TimelineSpan> &there = timeline.rows[row].spans;
        const auto distance = [span](const TimelineSpan &other) { return std::abs((other.from - span->from).count()); };
        const auto nearest =
            std::min_element(there.begin(), there.end(), [&](const auto &a, const auto &b) { return distance(a) < distance(b); });
        if (nearest != there.end())
            return {row, int(nearest - there.begin())};
    }
    return from;
}

QRect TimelineGeometry::area(const TimelineSpan &span, int number) const
{
    const double left = nearX(span.from), right = nearX(span.until);
    return {qRound(left), top(number), std::max(1, qRound(right - left)), row};
}

TimelinePlace TimelineGeometry::placeAt(const Timeline &timeline, const QPoint &point) const
{
    if (!chart().contains(point))
        return {};
    const int number = (point.y() - axis + scrolled.y()) / row;
    TimelinePlace found;
    for (int span = 0; number < timeline.rows.size() && span < timeline.rows[number].spans.size(); ++span) {
        const TimelineSpan &candidate = timeline.rows[number].spans[span];
        const TimelineSpan *before = spanAt(timeline, found);
        if (area(candidate, number).adjusted(-Reach, 0, Reach, 0).contains(point) &&
            (!before || before->attempt < 0 || candidate.attempt >= 0))
            found = {number, span};
    }
    return found;
}

} // namespace cairn
