#pragma once

#include "insight/trends.h"

#include <QString>

namespace cairn {

// Trends as people read them, translated.

QString figureText(TrendFigure figure);
QString groupText(TrendGroup group);
/// "4.2s", "3.1 %", "0.14", by the locale.
QString valueText(TrendFigure figure, double value);
/// "publish", "Timeout" of a cause; what is of no service has no name.
QString lineText(const TrendQuestion &question, const TrendLine &line);
/// "Week from 23 November", "23 November".
QString timeText(const TrendQuestion &question, const TrendPoint &point);
/// All that is known of a point: its line, its time, its value, of how many, whether that is unusual, and whether it is over.
QString pointText(const TrendQuestion &question, const TrendLine &line, const TrendPoint &point);
/// "unusually high: 4.2s, when 1.2s was usual over the 11 weeks before"; empty if it is not.
QString unusualText(const TrendQuestion &question, const TrendPoint &point);

} // namespace cairn
