#pragma once

#include "ui/run/timelinelayout.h"

#include <QRect>

namespace cairn {

/// One bar of a timeline.
struct TimelinePlace
{
    int row = -1;
    int span = -1;
    bool operator==(const TimelinePlace &) const = default;
};

const TimelineSpan *spanAt(const Timeline &timeline, const TimelinePlace &place);
/// -1 if it has none.
int rowOf(const Timeline &timeline, const StepKey &key);
TimelinePlace placeOfAttempt(const Timeline &timeline, int attempt);
/// The bar next to `from` in its row, or, by `rows`, the nearest one of another row; `from` if there is none.
TimelinePlace neighbour(const Timeline &timeline, const TimelinePlace &from, int rows, int spans);

/// What is where in a timeline's window: names on the left, an axis above, a line of text below.
struct TimelineGeometry
{
    static constexpr int EndMargin = 16; ///< after what is shown last

    Timestamp from;
    double scale = 0.1; ///< pixels a millisecond
    QSize window;
    QPoint scrolled;
    int labels = 0; ///< width
    int row = 0;    ///< height
    int axis = 0;   ///< height, also of the line below

    int bottom() const { return window.height() - axis; }
    QRect chart() const { return {labels, axis, window.width() - labels, bottom() - axis}; }
    /// For the time between its beginning and what is shown last.
    double room() const { return std::max(40, window.width() - labels - EndMargin); }
    double x(Timestamp time) const { return labels + double((time - from).count()) * scale - scrolled.x(); }
    /// `x` for painting, where coordinates must not be huge.
    double nearX(Timestamp time) const { return std::clamp(x(time), -1e4, window.width() + 1e4); }
    int top(int number) const { return axis + number * row - scrolled.y(); }
    QRect area(const TimelineSpan &span, int number) const;
    /// The bar under a point, or a few pixels beside it; attempts lie above waits.
    TimelinePlace placeAt(const Timeline &timeline, const QPoint &point) const;
};

} // namespace cairn
