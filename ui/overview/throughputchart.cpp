#include "ui/overview/throughputchart.h"

#include "ui/look/chartlook.h"
#include "ui/look/statelook.h"
#include "ui/look/timedisplay.h"

#include <QBarSet>
#include <QBoxLayout>
#include <QCategoryAxis>
#include <QChart>
#include <QChartView>
#include <QDateTime>
#include <QEvent>
#include <QGraphicsLayout>
#include <QKeyEvent>
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
    : QWidget(parent), m_chart(new QChart), m_view(new QChartView(m_chart)), m_moments(new QCategoryAxis),
      m_counts(new QValueAxis)
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
    m_view->setRenderHint(QPainter::Antialiasing);
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setFocusPolicy(Qt::NoFocus); // the keys are this widget's
    m_view->setBackgroundRole(QPalette::Base);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_view);
}

void ThroughputChart::setThroughput(const Bars &bars, const QList<Outcomes> &throughput)
{
    if (bars == m_bars && throughput == m_throughput && !m_chart->series().isEmpty())
        return;
    const bool moved = !(bars == m_bars);
    if (m_bar >= 0)
        m_bar = bars.at(m_bars.start(m_bar)); // the same time; it may have gone
    m_bars = bars;
    m_throughput = throughput;
    fill();
    setFocusPolicy(nearestBar(0, 1) >= 0 ? Qt::StrongFocus : Qt::NoFocus); // else there is nothing to go to
    if (moved)
        labelMoments();
}

/// The whole series is made anew: changing values one by one lays the chart out anew for each of them.
void ThroughputChart::fill()
{
    unsetCursor(); // the bar under it goes
    m_pieces.clear();
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
        set->setSelectedColor(palette().color(QPalette::Highlight));
        connect(set, &QBarSet::clicked, this, [this, state](int bar) { ask(bar, state); });
        connect(set, &QBarSet::hovered, this, [this, state](bool over, int bar) {
            setCursor(over ? Qt::PointingHandCursor : Qt::ArrowCursor);
            QToolTip::showText(QCursor::pos(), over ? barText(bar, state) : QString(), this);
        });
        series->append(set);
        m_pieces.append(set);
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
    markCurrent();
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
    return tr("%1: %2\n%3 to %4")
        .arg(StateLook::word(lookOf(state)), locale.toString(m_throughput.at(bar).value(state)), moment(m_bars.start(bar)),
             moment(m_bars.start(bar + 1)));
}

void ThroughputChart::ask(int bar, RunState state)
{
    Q_EMIT outcomeWanted(state, m_bars.start(bar), m_bars.start(bar + 1));
}

bool ThroughputChart::hasPiece(int bar, int piece) const
{
    return bar >= 0 && bar < m_throughput.size() && piece >= 0 && piece < int(std::size(Shown)) &&
           m_throughput.at(bar).value(Shown[piece]) > 0;
}

/// From there on, itself included; -1: none in which anything came to something.
int ThroughputChart::nearestBar(int from, int step) const
{
    for (int bar = from; bar >= 0 && bar < m_throughput.size(); bar += step) {
        if (nearestPiece(bar, 0, 1) >= 0)
            return bar;
    }
    return -1;
}

int ThroughputChart::nearestPiece(int bar, int from, int step) const
{
    for (int piece = from; piece >= 0 && piece < int(std::size(Shown)); piece += step) {
        if (hasPiece(bar, piece))
            return piece;
    }
    return -1;
}

/// Nothing where there is no such bar or piece.
void ThroughputChart::moveTo(int bar, int piece)
{
    if (bar < 0 || piece < 0)
        return;
    m_bar = bar;
    m_piece = hasPiece(bar, piece) ? piece : nearestPiece(bar, 0, 1);
    markCurrent();
    const QPointF onChart = m_chart->mapToPosition(QPointF(m_bar, 0), m_chart->series().value(0));
    const QPoint place = m_view->viewport()->mapToGlobal(m_view->mapFromScene(m_chart->mapToScene(onChart)));
    QToolTip::showText(place, accessibleDescription(), this);
}

/// While the keys are here.
void ThroughputChart::markCurrent()
{
    for (QBarSet *piece : std::as_const(m_pieces))
        piece->deselectAllBars();
    const bool stands = hasPiece(m_bar, m_piece);
    setAccessibleDescription(stands ? barText(m_bar, Shown[m_piece]) : QString());
    if (stands && hasFocus())
        m_pieces.at(m_piece)->selectBar(m_bar);
}

void ThroughputChart::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Left: return moveTo(nearestBar(m_bar - 1, -1), m_piece);
    case Qt::Key_Right: return moveTo(nearestBar(m_bar + 1, 1), m_piece);
    case Qt::Key_Home: return moveTo(nearestBar(0, 1), m_piece);
    case Qt::Key_End: return moveTo(nearestBar(int(m_throughput.size()) - 1, -1), m_piece);
    case Qt::Key_Up: return moveTo(m_bar, nearestPiece(m_bar, m_piece + 1, 1));
    case Qt::Key_Down: return moveTo(m_bar, nearestPiece(m_bar, m_piece - 1, -1));
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (hasPiece(m_bar, m_piece))
            ask(m_bar, Shown[m_piece]);
        return;
    default: QWidget::keyPressEvent(event);
    }
}

/// The newest comes first.
void ThroughputChart::focusInEvent(QFocusEvent *event)
{
    QWidget::focusInEvent(event);
    if (!hasPiece(m_bar, m_piece) && event->reason() != Qt::MouseFocusReason)
        moveTo(nearestBar(int(m_throughput.size()) - 1, -1), m_piece);
    markCurrent();
}

void ThroughputChart::focusOutEvent(QFocusEvent *event)
{
    QWidget::focusOutEvent(event);
    QToolTip::hideText();
    markCurrent();
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
