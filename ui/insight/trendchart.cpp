#include "ui/insight/trendchart.h"

#include "ui/insight/trendwording.h"
#include "ui/look/chartlook.h"
#include "ui/look/durationscale.h"
#include "ui/look/statelook.h"
#include "ui/look/timedisplay.h"

#include <QBoxLayout>
#include <QCategoryAxis>
#include <QChart>
#include <QChartView>
#include <QDateTime>
#include <QKeyEvent>
#include <QLegend>
#include <QLegendMarker>
#include <QLineSeries>
#include <QLocale>
#include <QMouseEvent>
#include <QScatterSeries>
#include <QToolTip>

#include <array>
#include <cmath>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr int Reach = 14; ///< of a click, in pixels
constexpr double Marker = 9;
constexpr double Star = 17;
constexpr double Ring = 20;
constexpr double LeastSpan = 0.4; ///< of a scale of durations, in decades
constexpr std::array<QScatterSeries::MarkerShape, 5> Shapes{
    QScatterSeries::MarkerShapeCircle, QScatterSeries::MarkerShapeRectangle, QScatterSeries::MarkerShapeTriangle,
    QScatterSeries::MarkerShapeRotatedRectangle, QScatterSeries::MarkerShapePentagon};

/// 1, 2 or 5 times a power of ten, the first with at most five steps up to `most`.
double stepUpTo(double most)
{
    const double power = std::pow(10.0, std::floor(std::log10(most / 5)));
    for (const double factor : {1.0, 2.0, 5.0}) {
        if (most / (factor * power) <= 5)
            return factor * power;
    }
    return 10 * power;
}

} // namespace

TrendChart::TrendChart(QWidget *parent)
    : QWidget(parent), m_chart(new QChart), m_view(new QChartView(m_chart)), m_moments(new QCategoryAxis),
      m_values(new QCategoryAxis)
{
    setObjectName(u"trendChart"_s);
    setAccessibleName(tr("Trend"));
    setFocusPolicy(Qt::StrongFocus);
    build();
    dress();
}

void TrendChart::build()
{
    layOutChart(*m_chart, *m_view, *m_moments, *m_values);
    m_chart->legend()->setMarkerShape(QLegend::MarkerShapeFromSeries);
    m_view->viewport()->setMouseTracking(true);
    m_view->viewport()->installEventFilter(this);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_view);
}

void TrendChart::setTrends(const Trends &trends)
{
    if (trends == m_trends)
        return;
    const bool another = !(trends.question == m_trends.question);
    m_trends = trends;
    fill();
    if (another)
        setCurrent(0, m_trends.question.bars - 1);
    else
        setCurrent(m_line, m_bar);
}

void TrendChart::fill()
{
    m_ring = nullptr;
    m_chart->removeAllSeries();
    fillMoments();
    fillValues();
    addBudget();
    for (int line = 0; line < shownLines(); ++line)
        addLine(line);
    addUnusual();
    ringCurrent();
}

void TrendChart::fillMoments()
{
    clearAxis(*m_moments);
    const int bars = m_trends.question.bars;
    const int every = std::max(1, (bars + 6) / 7);
    for (int bar = (bars - 1) % every; bar < bars && shownLines() > 0; bar += every) {
        const Timestamp start = m_trends.lines.first().points.at(bar).start;
        const QDate day = QDateTime::fromMSecsSinceEpoch(start.time_since_epoch().count(), Qt::UTC).date();
        m_moments->append(shortDay(day), bar);
    }
    m_moments->setRange(-0.4, bars - 0.6);
}

/// Durations stand on decades, shares and ratios on even steps from nought.
double TrendChart::heightOf(double value) const
{
    return unitOf(m_trends.question.figure) == TrendUnit::Duration ? placeOnScale(Milliseconds(qRound64(value))) : value;
}

void TrendChart::fillValues()
{
    clearAxis(*m_values);
    QList<double> heights;
    for (int line = 0; line < shownLines(); ++line) {
        for (const TrendPoint &point : m_trends.lines.at(line).points) {
            if (point.value)
                heights.append(heightOf(*point.value));
        }
    }
    for (const auto &budget : std::as_const(m_trends.budgets)) {
        if (budget)
            heights.append(heightOf(double(budget->count())));
    }
    const auto [low, high] = std::minmax_element(heights.cbegin(), heights.cend());
    if (unitOf(m_trends.question.figure) == TrendUnit::Duration) {
        const double least = heights.isEmpty() ? placeOnScale(Milliseconds(1'000)) : *low;
        const double most = heights.isEmpty() ? least + 1 : *high;
        const double widened = std::max(0.0, LeastSpan - (most - least)) / 2; // what hardly changes is not blown up
        return setDurationScale(*m_values, least - widened, most + widened);
    }
    const double most = heights.isEmpty() || *high <= 0 ? 0.01 : *high * 1.08;
    const double step = stepUpTo(most);
    const double top = std::ceil(most / step) * step;
    m_values->setRange(0, top);
    for (int i = 0; i * step <= top * 1.001; ++i)
        m_values->append(valueText(m_trends.question.figure, i * step), i * step);
}

void TrendChart::attach(QXYSeries *series)
{
    m_chart->addSeries(series);
    series->attachAxis(m_moments);
    series->attachAxis(m_values);
}

/// Its points in a shape of its own; a stroke between those that follow one another.
void TrendChart::addLine(int line)
{
    const QColor ink = lineInk(line, palette());
    auto *stroke = new QLineSeries;
    stroke->setPen(QPen(ink, 1.6));
    auto *points = new QScatterSeries;
    points->setName(lineText(m_trends.question, m_trends.lines.at(line)));
    points->setMarkerShape(Shapes.at(size_t(line) % Shapes.size()));
    points->setMarkerSize(Marker);
    points->setColor(ink);
    points->setBorderColor(palette().color(QPalette::Base));
    for (int bar = 0; bar < m_trends.question.bars; ++bar) {
        const auto &value = point(line, bar)->value;
        if (!value)
            continue;
        points->append(bar, heightOf(*value));
        stroke->append(bar, heightOf(*value));
    }
    attach(stroke);
    attach(points);
    m_chart->legend()->markers(stroke).first()->setVisible(false);
}

void TrendChart::addUnusual()
{
    auto *stars = new QScatterSeries;
    stars->setName(tr("Unusual"));
    stars->setMarkerShape(QScatterSeries::MarkerShapeStar);
    stars->setMarkerSize(Star);
    stars->setColor(StateLook::ink(Look::Blocked, palette()));
    stars->setBorderColor(palette().color(QPalette::Base));
    stars->setPointLabelsFormat(tr("unusual"));
    stars->setPointLabelsColor(StateLook::ink(Look::Blocked, palette()));
    stars->setPointLabelsVisible(true);
    stars->setPointLabelsClipping(false);
    for (int line = 0; line < shownLines(); ++line) {
        for (int bar = 0; bar < m_trends.question.bars; ++bar) {
            if (const TrendPoint &at = *point(line, bar); at.anomaly)
                stars->append(bar, heightOf(*at.value));
        }
    }
    if (stars->count() > 0)
        attach(stars);
    else
        delete stars;
}

void TrendChart::addBudget()
{
    if (m_trends.budgets.isEmpty())
        return;
    auto *promise = new QLineSeries;
    promise->setName(tr("Promised"));
    promise->setPen(QPen(quietInk(palette()), 1.5, Qt::DashLine));
    for (int bar = 0; bar < m_trends.budgets.size(); ++bar) {
        if (const auto &budget = m_trends.budgets.at(bar)) {
            promise->append(bar - 0.5, heightOf(double(budget->count())));
            promise->append(bar + 0.5, heightOf(double(budget->count())));
        }
    }
    attach(promise);
}

/// Around the current point, while the keys are here.
void TrendChart::ringCurrent()
{
    if (!m_ring) {
        m_ring = new QScatterSeries;
        m_ring->setMarkerSize(Ring);
        m_ring->setColor(Qt::transparent);
        m_ring->setPen(QPen(palette().color(QPalette::Highlight), 2));
        attach(m_ring);
        m_chart->legend()->markers(m_ring).first()->setVisible(false);
    }
    m_ring->clear();
    const TrendPoint *at = point(m_line, m_bar);
    if (hasFocus() && at && at->value)
        m_ring->append(m_bar, heightOf(*at->value));
}

const TrendPoint *TrendChart::point(int line, int bar) const
{
    if (line < 0 || line >= shownLines() || bar < 0 || bar >= m_trends.question.bars)
        return nullptr;
    return &m_trends.lines.at(line).points.at(bar);
}

std::optional<QPoint> TrendChart::placeOf(int line, int bar) const
{
    const TrendPoint *at = point(line, bar);
    if (!at || !at->value)
        return std::nullopt;
    const QPointF onChart = m_chart->mapToPosition(QPointF(bar, heightOf(*at->value)), m_ring);
    return m_view->viewport()->mapTo(this, m_view->mapFromScene(m_chart->mapToScene(onChart)));
}

TrendChart::Place TrendChart::nearest(const QPoint &at) const
{
    Place found;
    int least = Reach * Reach;
    for (int line = 0; line < shownLines(); ++line) {
        for (int bar = 0; bar < m_trends.question.bars; ++bar) {
            const auto place = placeOf(line, bar);
            if (!place)
                continue;
            const QPoint away = *place - at;
            if (const int square = QPoint::dotProduct(away, away); square < least) {
                least = square;
                found = {line, bar};
            }
        }
    }
    return found;
}

void TrendChart::setCurrent(int line, int bar)
{
    m_line = std::clamp(line, 0, std::max(0, shownLines() - 1));
    m_bar = std::clamp(bar, 0, std::max(0, m_trends.question.bars - 1));
    ringCurrent();
    const TrendPoint *at = point(m_line, m_bar);
    setAccessibleDescription(at ? pointText(m_trends.question, m_trends.lines.at(m_line), *at) : QString());
    Q_EMIT currentChanged(m_line, m_bar);
}

void TrendChart::move(int lines, int bars)
{
    setCurrent(m_line + lines, m_bar + bars);
}

void TrendChart::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Left: return move(0, -1);
    case Qt::Key_Right: return move(0, 1);
    case Qt::Key_Up: return move(-1, 0);
    case Qt::Key_Down: return move(1, 0);
    case Qt::Key_Home: return setCurrent(m_line, 0);
    case Qt::Key_End: return setCurrent(m_line, m_trends.question.bars - 1);
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (point(m_line, m_bar))
            Q_EMIT activated(m_line, m_bar);
        return;
    default: QWidget::keyPressEvent(event);
    }
}

bool TrendChart::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::MouseMove && event->type() != QEvent::MouseButtonPress)
        return QWidget::eventFilter(watched, event);
    const auto *mouse = static_cast<QMouseEvent *>(event);
    const Place place = nearest(m_view->viewport()->mapTo(this, mouse->position().toPoint()));
    const TrendPoint *at = point(place.line, place.bar);
    m_view->viewport()->setCursor(at ? Qt::PointingHandCursor : Qt::ArrowCursor);
    if (event->type() == QEvent::MouseMove) {
        QToolTip::showText(mouse->globalPosition().toPoint(),
                           at ? pointText(m_trends.question, m_trends.lines.at(place.line), *at) : QString(), this);
    } else if (at && mouse->button() == Qt::LeftButton) {
        setFocus(Qt::MouseFocusReason);
        setCurrent(place.line, place.bar);
        Q_EMIT activated(place.line, place.bar);
    }
    return QWidget::eventFilter(watched, event);
}

QImage TrendChart::picture()
{
    constexpr int Scale = 2;
    QImage image(size() * Scale, QImage::Format_RGB32);
    image.setDevicePixelRatio(Scale);
    image.fill(palette().color(QPalette::Base));
    render(&image);
    return image;
}

void TrendChart::dress()
{
    dressChart(*m_chart, palette(), font());
    if (!m_trends.lines.isEmpty())
        fill();
}

void TrendChart::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::FontChange)
        dress();
}

void TrendChart::focusInEvent(QFocusEvent *event)
{
    QWidget::focusInEvent(event);
    ringCurrent();
}

void TrendChart::focusOutEvent(QFocusEvent *event)
{
    QWidget::focusOutEvent(event);
    ringCurrent();
}

} // namespace cairn
