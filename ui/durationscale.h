#pragma once

#include "base/timestamp.h"

class QCategoryAxis;

namespace cairn {

// A scale of decades for durations, with lines at those that people know: 10ms … 1s, 10s, 1m, 10m, 1h, 8h, 1d, 7d.

/// Where a duration stands on it.
double placeOnScale(Milliseconds duration);
/// Gives the axis the range, with a little room, and the lines within it.
void setDurationScale(QCategoryAxis &axis, double low, double high);
/// Takes all lines of an axis away.
void clearAxis(QCategoryAxis &axis);

} // namespace cairn
