#pragma once

#include <QPalette>

class QChart;

namespace cairn {

/// Dresses a chart and its axes in a palette: no ground of its own, thin lines, text of second rank.
void dressChart(QChart &chart, const QPalette &palette, const QFont &font);

} // namespace cairn
