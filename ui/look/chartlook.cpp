#include "ui/look/chartlook.h"

#include "ui/look/statelook.h"

#include <QCategoryAxis>
#include <QChart>
#include <QChartView>
#include <QGraphicsLayout>
#include <QLegend>

#include <array>

namespace cairn {

void layOutChart(QChart &chart, QChartView &view, QCategoryAxis &moments, QCategoryAxis &values)
{
    chart.setMargins({0, 0, 18, 0}); // half of the last label
    chart.layout()->setContentsMargins(0, 0, 0, 0);
    chart.legend()->setAlignment(Qt::AlignTop);
    for (QCategoryAxis *axis : {&moments, &values}) {
        axis->setLabelsPosition(QCategoryAxis::AxisLabelsPositionOnValue);
        axis->setTruncateLabels(false);
    }
    moments.setGridLineVisible(false);
    chart.addAxis(&moments, Qt::AlignBottom);
    chart.addAxis(&values, Qt::AlignLeft);
    view.setRenderHint(QPainter::Antialiasing);
    view.setFrameShape(QFrame::NoFrame);
    view.setFocusPolicy(Qt::NoFocus);
    view.setBackgroundRole(QPalette::Base);
}

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

QColor lineInk(int line, const QPalette &palette)
{
    struct Ink
    {
        QRgb light;
        QRgb dark;
    };
    constexpr std::array<Ink, LineInks> Inks{{{0xff0072b2, 0xff56b4e9},
                                              {0xffb45309, 0xffe69f00},
                                              {0xff00795c, 0xff2fc49a},
                                              {0xffa8487f, 0xffe39ac2},
                                              {0xff6b5f00, 0xfff0e442},
                                              {0xffb84a00, 0xffff8a4c},
                                              {0xff4a4a4a, 0xffc8c8c8}}};
    const Ink &ink = Inks.at(size_t(line % LineInks));
    return QColor(isDark(palette) ? ink.dark : ink.light);
}

} // namespace cairn
