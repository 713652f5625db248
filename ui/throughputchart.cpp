#include "ui/throughputchart.h"

#include "ui/chartlook.h"
#include "ui/statelook.h"
#include "ui/timedisplay.h"

#include <QBarSet>
#include <QBoxLayout>
#include <QCategoryAxis>
#include <QChart>
#include <QChartView>
#include <QDateTime>
#include <QEvent>
#include <QGraphicsLayout>
#include <QLegend>
#include <QLocale>
#include <QStackedBarSeries>
#include <QToolTip>
#include <QValueAxis>

#include <cmath>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

/// What stands at the bottom first.
constexpr RunState Shown[] = {RunState::Succeeded, RunState::Degraded, RunState::Cancelled, RunState::Blocked,
                              RunState::OutcomeUnknown};

/// In the zone in which the console shows times.
QDateTime shown(Timestamp moment)
{
    const bool utc = TimeDisplay::form() == TimeForm::Utc;
    return QDateTime::fromMSecsSinceEpoch(moment.time_since_epoch().count(), utc ? Qt::UTC : Qt::LocalTime);
}

/// 1, 2 or 5 times a power of ten, the first with at most five steps up to `most`.
double tickStep(double most)
{
    const double power = std::pow(10.0, std::floor(std::log10(std::max(most, 1.0) / 5)));
    for (const double factor : {1.0, 2.0, 5.0, 10.0}) {
        if (most / (factor * power) <= 5)
            return std::max(factor * power, 1.0);
    }
    return std::max(10 * power, 1.0);
}

} // namespace

ThroughputChart::ThroughputChart(QWidget *parent)
    : QWidget(parent), m_chart(new QChart), m_moments(new QCategoryAxis), m_counts(new QValueAxis)
{
    setObjectName(u"throughputChart"_s);
    setAccessibleName(tr("Runs by outcome over time"));
    build();
    dress();
}

void ThroughputChart::build()
{
    m_chart->setMargins({0, 0, fontMetrics().horizontalAdvance(u"00:00"_s) / 2, 0}); // the last label stands on the edge
    m_chart->layout()->setContentsMargins(0, 0, 0, 0);
    m_chart->legend()->setAlignment(Qt::AlignTop);
    m_chart->legend()->setMarkerShape(QLegend::MarkerShapeRectangle);
    m_moments->setLabelsPosition(QCategoryAxis::AxisLabelsPositionOnValue);
    m_moments->setGridLineVisible(false);
    m_moments->setTruncateLabels(false);
    m_counts->setLabelFormat(u"%d"_s);
    m_chart->addAxis(m_moments, Qt::AlignBottom);
    m_chart->addAxis(m_counts, Qt::AlignLeft);
    auto *view = new QChartView(m_chart);
    view->setRenderHint(QPainter::Antialiasing);
    view->setFrameShape(QFrame::NoFrame);
    view->setFocusPolicy(Qt::NoFocus); // the tiles and bars beside it list the same by keyboard
    view->setBackgroundRole(QPalette::Base);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(view);
}

void ThroughputChart::setThroughput(const Bars &bars, const QList<Outcomes> &throughput)
{
    if (bars == m_bars && throughput == m_throughput && !m_chart->series().isEmpty())
        return;
    const bool moved = !(bars == m_bars);
    m_bars = bars;
    m_throughput = throughput;
    fill();
    if (moved)
        labelMoments();
}

/// The whole series is made anew: changing values one by one lays the chart out anew for each of them.
void ThroughputChart::fill()
{
    unsetCursor(); // the bar under it goes
    auto *series = new QStackedBarSeries;
    series->setBarWidth(0.82);
    qint64 most = 1;
    for (const Outcomes &bar : std::as_const(m_throughput)) {
        qint64 sum = 0;
        for (const RunState state : Shown)
            sum += bar.value(state);
        most = std::max(most, sum);
    }
    for (const RunState state : Shown) {
        auto *set = new QBarSet(StateLook::word(lookOf(state)));
        set->setColor(StateLook::ink(lookOf(state), palette()));
        set->setBorderColor(Qt::transparent);
        for (const Outcomes &bar : std::as_const(m_throughput))
            set->append(double(bar.value(state)));
        connect(set, &QBarSet::clicked, this,
                [this, state](int bar) { Q_EMIT outcomeWanted(state, m_bars.start(bar), m_bars.start(bar + 1)); });
        connect(set, &QBarSet::hovered, this, [this, state](bool over, int bar) {
            setCursor(over ? Qt::PointingHandCursor : Qt::ArrowCursor);
            QToolTip::showText(QCursor::pos(), over ? barText(bar, state) : QString(), this);
        });
        series->append(set);
    }
    m_chart->removeAllSeries();
    m_chart->addSeries(series);
    series->attachAxis(m_moments);
    series->attachAxis(m_counts);
    const double step = tickStep(double(most));
    m_counts->setTickType(QValueAxis::TicksDynamic);
    m_counts->setTickAnchor(0);
    m_counts->setTickInterval(step);
    m_counts->setRange(0, std::ceil(double(most) / step) * step);
    m_moments->setRange(-0.5, m_bars.count - 0.5);
}

/// A label on whole hours, quarters of a day, or days, by what is shown.
void ThroughputChart::labelMoments()
{
    const QStringList old = m_moments->categoriesLabels();
    for (const QString &label : old)
        m_moments->remove(label);
    const Milliseconds whole = m_bars.every * m_bars.count;
    const bool days = whole > std::chrono::days(2);
    const int every = days ? 0 : whole > std::chrono::hours(2) ? 4 * 60 : 10; // minutes
    const QLocale locale;
    for (int bar = 0; bar < m_bars.count; ++bar) {
        const QDateTime moment = shown(m_bars.start(bar));
        const int minute = moment.time().hour() * 60 + moment.time().minute();
        const int wide =
            int(m_bars.every / std::chrono::minutes(1)); // the first bar after each boundary: not every zone has whole hours
        const bool labelled = days ? minute < wide : minute % every < wide;
        if (labelled) // a bar begins at its left edge
            m_moments->append(days ? locale.toString(moment.date(), u"ddd d"_s) : hourAndMinute(moment.time()), bar - 0.5);
    }
}

QString ThroughputChart::barText(int bar, RunState state) const
{
    if (bar < 0 || bar >= m_throughput.size())
        return {};
    const QLocale locale;
    const auto moment = [&](Timestamp time) { return locale.toString(shown(time), QLocale::ShortFormat); };
    const QString counted = tr("%1: %2\n%3 to %4")
                                .arg(StateLook::word(lookOf(state)), locale.toString(m_throughput.at(bar).value(state)),
                                     moment(m_bars.start(bar)), moment(m_bars.start(bar + 1)));
    return isFinished(state) ? counted : counted + u'\n' + tr("They may have gone on since: no list shows them");
}

void ThroughputChart::dress()
{
    dressChart(*m_chart, palette(), font());
    if (!m_throughput.isEmpty())
        fill();
}

void ThroughputChart::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        dress();
    if (event->type() == QEvent::LocaleChange && m_bars.count > 0)
        labelMoments();
}

} // namespace cairn
