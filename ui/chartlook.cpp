#include "ui/chartlook.h"

#include "ui/statelook.h"

#include <QAbstractAxis>
#include <QChart>
#include <QLegend>

namespace cairn {

void dressChart(QChart &chart, const QPalette &palette, const QFont &font)
{
    const QColor text = palette.color(QPalette::Text);
    const QColor base = palette.color(QPalette::Base);
    QFont small = font;
    small.setPointSizeF(font.pointSizeF() * 0.9);
    chart.setBackgroundVisible(false);
    chart.setPlotAreaBackgroundVisible(false);
    chart.legend()->setLabelColor(quietInk(palette));
    chart.legend()->setFont(small);
    for (QAbstractAxis *axis : chart.axes()) {
        axis->setLabelsColor(quietInk(palette));
        axis->setLabelsFont(small);
        axis->setGridLinePen(QPen(blend(text, base, 0.10), 1));
        axis->setLinePen(QPen(blend(text, base, 0.30), 1));
    }
}

} // namespace cairn
