#pragma once

#include <QPalette>

class QCategoryAxis;
class QChart;
class QChartView;

namespace cairn {

/// Lays out a chart of lines: its legend above it, moments from left to right, values from below, each label at its value.
void layOutChart(QChart &chart, QChartView &view, QCategoryAxis &moments, QCategoryAxis &values);

/// Dresses a chart and its axes in a palette: no ground of its own, thin lines, text of second rank.
void dressChart(QChart &chart, const QPalette &palette, const QFont &font);

/// The colour of a chart's line that stands for no state, told apart also by those who see no red (M. Okabe, K. Ito, "Color
/// Universal Design", 2008), darkened or lightened to be seen on the palette's base. Lines are told apart by the shape of their
/// points as well.
QColor lineInk(int line, const QPalette &palette);

/// As many lines as are told apart.
inline constexpr int LineInks = 7;

} // namespace cairn
