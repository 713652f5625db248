#include "ui/recoverychart.h"

#include "ui/chartlook.h"
#include "ui/statelook.h"

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

namespace {

/// Durations that people know, as the lines of the scale.
struct Mark
{
    Milliseconds at;
    const char *text;
};
constexpr Mark Marks[] = {{Milliseconds(10), "10ms"},       {Milliseconds(100), "100ms"},     {Milliseconds(1'000), "1s"},
                          {Milliseconds(10'000), "10s"},    {Milliseconds(60'000), "1m"},     {Milliseconds(600'000), "10m"},
                          {Milliseconds(3'600'000), "1h"},  {Milliseconds(28'800'000), "8h"}, {Milliseconds(86'400'000), "1d"},
                          {Milliseconds(604'800'000), "7d"}};

double place(Milliseconds duration)
{
    return std::log10(double(std::max<qint64>(duration.count(), 1)));
}

} // namespace

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
    for (QCategoryAxis *axis : {m_moments, m_durations}) {
        const QStringList old = axis->categoriesLabels();
        for (const QString &label : old)
            axis->remove(label);
    }
    const QLocale locale;
    double low = place(Milliseconds(1'000));
    double high = place(Milliseconds(60'000));
    for (int week = 0; week < m_weeks.size(); ++week) {
        const RecoveryWeek &one = m_weeks.at(week);
        const QDate monday = QDateTime::fromMSecsSinceEpoch(one.monday.time_since_epoch().count(), Qt::UTC).date();
        if (week % 2 == 1 || m_weeks.size() < 6)
            m_moments->append(locale.toString(monday, u"d MMM"_s), week);
        low = one.median ? std::min(low, place(*one.median)) : low;
        high = one.p90 ? std::max(high, place(*one.p90)) : high;
    }
    m_moments->setRange(-0.3, double(m_weeks.size()) - 0.7);
    m_durations->setRange(low - 0.15, high + 0.15);
    for (const Mark &mark : Marks) {
        if (place(mark.at) >= low - 0.15 && place(mark.at) <= high + 0.15)
            m_durations->append(QString::fromLatin1(mark.text), place(mark.at));
    }
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
            line->append(week, place(*duration));
    }
    connect(line, &QLineSeries::hovered, this, [this, name, value](const QPointF &point, bool over) {
        const int week = int(std::lround(point.x()));
        const bool known = over && week >= 0 && week < m_weeks.size() && m_weeks.at(week).*value;
        QToolTip::showText(QCursor::pos(),
                           known ? tr("%1: %2, of %Ln recoveries", nullptr, int(m_weeks.at(week).recoveries))
                                       .arg(name, toText(*(m_weeks.at(week).*value)))
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
