#pragma once

#include "base/timestamp.h"

#include <QList>

class QCategoryAxis;

namespace cairn {

// A scale of decades for durations, with three to eight lines at those that people know: from 10ms over 1s, 1m and 1h to 30d, the
// more of those between them the narrower it is; narrower still, with even steps.

/// Where a duration stands on it.
double placeOnScale(Milliseconds duration);
/// Where lines stand between two places of it.
QList<Milliseconds> durationMarks(double low, double high);
/// Gives the axis the range, with a little room, and the lines within it.
void setDurationScale(QCategoryAxis &axis, double low, double high);
/// Takes all lines of an axis away.
void clearAxis(QCategoryAxis &axis);

} // namespace cairn
