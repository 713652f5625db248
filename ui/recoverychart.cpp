#include "ui/recoverychart.h"

#include "ui/chartlook.h"
#include "ui/durationscale.h"
#include "ui/statelook.h"
#include "ui/timedisplay.h"
#include "ui/wording.h"

#include <QBoxLayout>
#include <QCategoryAxis>
#include <QChart>
#include <QChartView>
#include <QDateTime>
#include <QEvent>
#include <QGraphicsLayout>
#include <QLegend>
#include <QLineSeries>
#include <QLocale>
#include <QToolTip>

#include <cmath>

namespace cairn {

using namespace Qt::StringLiterals;

RecoveryChart::RecoveryChart(QWidget *parent)
    : QWidget(parent), m_chart(new QChart), m_moments(new QCategoryAxis), m_durations(new QCategoryAxis)
{
    setObjectName(u"recoveryChart"_s);
    setAccessibleName(tr("Time to recovery by week"));
    build();
    dress();
}

void RecoveryChart::build()
{
    m_chart->setMargins({0, 0, 18, 0}); // half of the last label
    m_chart->layout()->setContentsMargins(0, 0, 0, 0);
    m_chart->legend()->setAlignment(Qt::AlignTop);
    for (QCategoryAxis *axis : {m_moments, m_durations}) {
        axis->setLabelsPosition(QCategoryAxis::AxisLabelsPositionOnValue);
        axis->setTruncateLabels(false);
    }
    m_moments->setGridLineVisible(false);
    m_chart->addAxis(m_moments, Qt::AlignBottom);
    m_chart->addAxis(m_durations, Qt::AlignLeft);
    auto *view = new QChartView(m_chart);
    view->setRenderHint(QPainter::Antialiasing);
    view->setFrameShape(QFrame::NoFrame);
    view->setFocusPolicy(Qt::NoFocus);
    view->setBackgroundRole(QPalette::Base);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(view);
}

void RecoveryChart::setWeeks(const QList<RecoveryWeek> &weeks)
{
    if (weeks == m_weeks && !m_chart->series().isEmpty())
        return;
    m_weeks = weeks;
    fill();
}

void RecoveryChart::fill()
{
    m_chart->removeAllSeries();
    clearAxis(*m_moments);
    clearAxis(*m_durations);
    double low = placeOnScale(Milliseconds(1'000));
    double high = placeOnScale(Milliseconds(60'000));
    for (int week = 0; week < m_weeks.size(); ++week) {
        const RecoveryWeek &one = m_weeks.at(week);
        const QDate monday = QDateTime::fromMSecsSinceEpoch(one.monday.time_since_epoch().count(), Qt::UTC).date();
        if (week % 2 == 1 || m_weeks.size() < 6)
            m_moments->append(shortDay(monday), week);
        low = one.median ? std::min(low, placeOnScale(*one.median)) : low;
        high = one.p90 ? std::max(high, placeOnScale(*one.p90)) : high;
    }
    m_moments->setRange(-0.3, double(m_weeks.size()) - 0.7);
    setDurationScale(*m_durations, low, high);
    addLine(tr("90 % within"), StateLook::ink(Look::WaitingRetry, palette()), &RecoveryWeek::p90);
    addLine(tr("Median"), StateLook::ink(Look::Running, palette()), &RecoveryWeek::median);
}

void RecoveryChart::addLine(const QString &name, const QColor &colour, std::optional<Milliseconds> RecoveryWeek::*value)
{
    auto *line = new QLineSeries;
    line->setName(name);
    line->setPen(QPen(colour, 2));
    line->setPointsVisible(true);
    for (int week = 0; week < m_weeks.size(); ++week) {
        if (const auto &duration = m_weeks.at(week).*value)
            line->append(week, placeOnScale(*duration));
    }
    connect(line, &QLineSeries::hovered, this, [this, name, value](const QPointF &point, bool over) {
        const int week = int(std::lround(point.x()));
        const bool known = over && week >= 0 && week < m_weeks.size() && m_weeks.at(week).*value;
        QToolTip::showText(QCursor::pos(),
                           known ? tr("%1: %2, of %Ln recoveries", nullptr, int(m_weeks.at(week).recoveries))
                                       .arg(name, durationText(*(m_weeks.at(week).*value)))
                                 : QString(),
                           this);
    });
    m_chart->addSeries(line);
    line->attachAxis(m_moments);
    line->attachAxis(m_durations);
}

void RecoveryChart::dress()
{
    dressChart(*m_chart, palette(), font());
    if (!m_weeks.isEmpty())
        fill();
}

void RecoveryChart::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        dress();
}

} // namespace cairn
