#include "ui/overview/recoverychart.h"

#include "ui/look/chartlook.h"
#include "ui/look/durationscale.h"
#include "ui/look/statelook.h"
#include "ui/look/timedisplay.h"
#include "ui/look/wording.h"

#include <QBoxLayout>
#include <QCategoryAxis>
#include <QChart>
#include <QChartView>
#include <QDateTime>
#include <QEvent>
#include <QKeyEvent>
#include <QLegend>
#include <QLegendMarker>
#include <QLineSeries>
#include <QLocale>
#include <QMouseEvent>
#include <QScatterSeries>
#include <QToolTip>

#include <cmath>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {
constexpr double RingSize = 18;
}

RecoveryChart::RecoveryChart(QWidget *parent)
    : QWidget(parent), m_chart(new QChart), m_view(new QChartView(m_chart)), m_moments(new QCategoryAxis),
      m_durations(new QCategoryAxis)
{
    setObjectName(u"recoveryChart"_s);
    setAccessibleName(tr("Time to recovery by week"));
    setFocusPolicy(Qt::StrongFocus);
    build();
    dress();
}

void RecoveryChart::build()
{
    layOutChart(*m_chart, *m_view, *m_moments, *m_durations);
    m_view->viewport()->setCursor(Qt::PointingHandCursor);
    m_view->viewport()->installEventFilter(this);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_view);
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
    m_ring = nullptr;
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
    ringCurrent();
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

QString RecoveryChart::weekText(const RecoveryWeek &week) const
{
    const QDate monday = QDateTime::fromMSecsSinceEpoch(week.monday.time_since_epoch().count(), Qt::UTC).date();
    return tr("Week of %1: median %2, 90 % within %3, of %Ln recoveries", nullptr, int(week.recoveries))
        .arg(shortDay(monday), durationText(*week.median), durationText(week.p90.value_or(*week.median)));
}

/// To the first from there on of which something is known.
void RecoveryChart::moveTo(int from, int step)
{
    for (int week = from; week >= 0 && week < m_weeks.size(); week += step) {
        if (!m_weeks.at(week).median)
            continue;
        m_week = week;
        ringCurrent();
        const QPointF onChart = m_chart->mapToPosition(QPointF(week, placeOnScale(*m_weeks.at(week).median)), m_ring);
        QToolTip::showText(m_view->viewport()->mapToGlobal(m_view->mapFromScene(m_chart->mapToScene(onChart))),
                           accessibleDescription(), this);
        return;
    }
}

/// While the keys are here.
void RecoveryChart::ringCurrent()
{
    if (!m_ring) {
        m_ring = new QScatterSeries;
        m_ring->setMarkerSize(RingSize);
        m_ring->setColor(Qt::transparent);
        m_ring->setPen(QPen(palette().color(QPalette::Highlight), 2));
        m_chart->addSeries(m_ring);
        m_ring->attachAxis(m_moments);
        m_ring->attachAxis(m_durations);
        m_chart->legend()->markers(m_ring).first()->setVisible(false);
    }
    m_ring->clear();
    const bool stands = m_week >= 0 && m_week < m_weeks.size() && m_weeks.at(m_week).median;
    setAccessibleDescription(stands ? weekText(m_weeks.at(m_week)) : QString());
    if (stands && hasFocus())
        m_ring->append(m_week, placeOnScale(*m_weeks.at(m_week).median));
}

void RecoveryChart::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Left: return moveTo(m_week - 1, -1);
    case Qt::Key_Right: return moveTo(m_week + 1, 1);
    case Qt::Key_Home: return moveTo(0, 1);
    case Qt::Key_End: return moveTo(int(m_weeks.size()) - 1, -1);
    case Qt::Key_Return:
    case Qt::Key_Enter: Q_EMIT trendWanted(); return;
    default: QWidget::keyPressEvent(event);
    }
}

/// The newest comes first.
void RecoveryChart::focusInEvent(QFocusEvent *event)
{
    QWidget::focusInEvent(event);
    if (m_week < 0 && event->reason() != Qt::MouseFocusReason)
        moveTo(int(m_weeks.size()) - 1, -1);
    ringCurrent();
}

void RecoveryChart::focusOutEvent(QFocusEvent *event)
{
    QWidget::focusOutEvent(event);
    QToolTip::hideText();
    ringCurrent();
}

bool RecoveryChart::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::MouseButtonRelease && static_cast<QMouseEvent *>(event)->button() == Qt::LeftButton)
        Q_EMIT trendWanted();
    return QWidget::eventFilter(watched, event);
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
