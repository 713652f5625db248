#pragma once

#include "base/timestamp.h"

#include <QList>
#include <QString>

namespace cairn {

/// A mark on an axis of time.
struct TimeTick
{
    Milliseconds at{0}; ///< since the axis's beginning
    QString label;
};

/// Marks between two moments at round distances (1, 2, 5 × 10 ms …; 1, 2, 5, 10, 15, 30 s; likewise minutes; 1, 2, 6, 12 h;
/// days), at most `most` of them.
QList<TimeTick> timeTicks(Milliseconds from, Milliseconds until, int most);

} // namespace cairn
