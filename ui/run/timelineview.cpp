#include "ui/run/timelineview.h"

#include "ui/parts/focusmark.h"
#include "ui/parts/plaintip.h"
#include "ui/run/timelinepainter.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QScrollBar>
#include <QToolTip>

#include <cmath>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr double ZoomStep = 1.25;
constexpr double MostScale = 20; ///< pixels a millisecond
constexpr double MostPixels = 1e8;

double count(Milliseconds time)
{
    return double(time.count());
}

} // namespace

TimelineView::TimelineView(QWidget *parent) : QAbstractScrollArea(parent)
{
    setObjectName(u"timeline"_s);
    setAccessibleName(tr("Timeline"));
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setBackgroundRole(QPalette::Base);
    viewport()->setBackgroundRole(QPalette::Base);
    viewport()->setMouseTracking(true);
    connect(horizontalScrollBar(), &QScrollBar::valueChanged, this, [this](int value) {
        if (value > 0)
            m_isHome = false;
    });
}

void TimelineView::setTimeline(const Timeline &timeline, bool another)
{
    const TimelineSpan *kept = another ? nullptr : current();
    const int attempt = kept ? kept->attempt : -1;
    const StepKey key = kept ? m_timeline.rows[m_current.row].key : StepKey();
    m_timeline = timeline;
    if (attempt >= 0)
        m_current = placeOfAttempt(timeline, attempt);
    else
        m_current.row = kept ? rowOf(timeline, key) : -1;
    if (another || m_isHome)
        home();
    else
        updateBars();
    viewport()->update();
}

void TimelineView::setCurrentAttempt(int attempt)
{
    m_current = placeOfAttempt(m_timeline, attempt);
    viewport()->update();
}

TimelineGeometry TimelineView::geometry() const
{
    TimelineGeometry geometry;
    geometry.from = m_timeline.from;
    geometry.scale = m_scale;
    geometry.window = viewport()->size();
    geometry.scrolled = QPoint(horizontalScrollBar()->value(), verticalScrollBar()->value());
    geometry.labels = TimelinePainter::labelWidth(m_timeline, fontMetrics());
    geometry.row = std::max(fontMetrics().height() + 7, 22);
    geometry.axis = fontMetrics().height() + 10;
    return geometry;
}

void TimelineView::fitTo(Timestamp end)
{
    m_scale = std::min(geometry().room() / std::max(1.0, count(end - m_timeline.from)), MostScale);
    updateBars();
    horizontalScrollBar()->setValue(0);
    viewport()->update();
}

void TimelineView::home()
{
    fitTo(homeEnd(m_timeline));
    m_isHome = true; // not before: the bar moves meanwhile
}

void TimelineView::showAll()
{
    m_isHome = false;
    fitTo(m_timeline.until);
}

void TimelineView::updateBars()
{
    const TimelineGeometry place = geometry();
    const QSize chart = place.chart().size().expandedTo({1, 1});
    const double content = count(m_timeline.until - m_timeline.from) * m_scale + TimelineGeometry::EndMargin;
    horizontalScrollBar()->setRange(0, std::max(0, int(std::min(content, MostPixels)) - chart.width()));
    horizontalScrollBar()->setPageStep(chart.width());
    horizontalScrollBar()->setSingleStep(chart.width() / 10 + 1);
    verticalScrollBar()->setRange(0, std::max(0, int(m_timeline.rows.size()) * place.row - chart.height()));
    verticalScrollBar()->setPageStep(chart.height());
    verticalScrollBar()->setSingleStep(place.row);
}

/// Around the current bar if it is seen.
void TimelineView::zoomBy(double factor)
{
    const QRect chart = geometry().chart();
    const int x = current() ? int(geometry().nearX(current()->from)) : chart.center().x();
    zoomAround(factor, x >= chart.left() && x <= chart.right() ? x : chart.center().x());
}

/// The moment under `x` stays there.
void TimelineView::zoomAround(double factor, int x)
{
    m_isHome = false;
    const TimelineGeometry place = geometry();
    const double span = std::max(1.0, count(m_timeline.until - m_timeline.from));
    const double moment = (x - place.labels + place.scrolled.x()) / m_scale;
    const double least = std::min(place.room() / span, MostScale);
    m_scale = std::clamp(m_scale * factor, least, std::max(least, std::min(MostScale, MostPixels / span)));
    updateBars();
    horizontalScrollBar()->setValue(qRound(moment * m_scale - (x - place.labels)));
    viewport()->update();
}

QRect TimelineView::spanArea(int row, int span) const
{
    return geometry().area(m_timeline.rows[row].spans[span], row);
}

void TimelineView::choose(const TimelinePlace &place)
{
    const TimelineSpan *span = spanAt(m_timeline, place);
    if (!span || place == m_current)
        return;
    m_current = place;
    setAccessibleDescription(span->text);
    reveal();
    viewport()->update();
    if (span->attempt >= 0)
        Q_EMIT attemptChosen(span->attempt);
}

void TimelineView::reveal()
{
    const QRect area = spanArea(m_current.row, m_current.span), chart = geometry().chart();
    if (area.top() < chart.top())
        verticalScrollBar()->setValue(verticalScrollBar()->value() - (chart.top() - area.top()));
    else if (area.bottom() > chart.bottom())
        verticalScrollBar()->setValue(verticalScrollBar()->value() + area.bottom() - chart.bottom());
    if (area.left() < chart.left() || area.left() > chart.right() - TimelineGeometry::EndMargin)
        horizontalScrollBar()->setValue(horizontalScrollBar()->value() + area.left() - chart.left() - chart.width() / 4);
}

void TimelineView::paintEvent(QPaintEvent *)
{
    QPainter painter(viewport());
    TimelinePainter(painter, palette(), geometry()).paint(m_timeline, m_current);
    painter.end();
    if (hasFocus())
        paintFocusFrame(*viewport());
}

void TimelineView::focusInEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusInEvent(event);
    viewport()->update();
}

void TimelineView::focusOutEvent(QFocusEvent *event)
{
    QAbstractScrollArea::focusOutEvent(event);
    viewport()->update();
}

bool TimelineView::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        if (const TimelineSpan *span = spanAt(m_timeline, geometry().placeAt(m_timeline, help->pos())))
            QToolTip::showText(help->globalPos(), plainTip(span->text), viewport());
        else
            QToolTip::hideText();
        return true;
    }
    return QAbstractScrollArea::viewportEvent(event);
}

void TimelineView::resizeEvent(QResizeEvent *event)
{
    QAbstractScrollArea::resizeEvent(event);
    if (m_isHome)
        home();
    else
        updateBars();
}

void TimelineView::keyPressEvent(QKeyEvent *event)
{
    switch (event->key()) {
    case Qt::Key_Left: choose(neighbour(m_timeline, m_current, 0, -1)); break;
    case Qt::Key_Right: choose(neighbour(m_timeline, m_current, 0, 1)); break;
    case Qt::Key_Up: choose(neighbour(m_timeline, m_current, -1, 0)); break;
    case Qt::Key_Down: choose(neighbour(m_timeline, m_current, 1, 0)); break;
    case Qt::Key_Plus:
    case Qt::Key_Equal: zoomBy(ZoomStep); break;
    case Qt::Key_Minus: zoomBy(1 / ZoomStep); break;
    case Qt::Key_0: showAll(); break;
    case Qt::Key_Home: home(); break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (current() && current()->attempt >= 0)
            Q_EMIT attemptOpened(current()->attempt);
        break;
    default: event->ignore();
    }
}

void TimelineView::wheelEvent(QWheelEvent *event)
{
    const QPoint turned = event->angleDelta();
    if (event->position().x() < geometry().labels || turned.y() == 0 || event->modifiers().testFlag(Qt::ShiftModifier)) {
        QAbstractScrollArea::wheelEvent(event);
        return;
    }
    zoomAround(std::pow(ZoomStep, turned.y() / 120.0), int(event->position().x()));
    event->accept();
}

void TimelineView::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    choose(geometry().placeAt(m_timeline, event->pos()));
    m_dragFrom = event->pos();
    m_dragBars = QPoint(horizontalScrollBar()->value(), verticalScrollBar()->value());
}

void TimelineView::mouseMoveEvent(QMouseEvent *event)
{
    if (m_dragFrom) {
        const QPoint moved = event->pos() - *m_dragFrom;
        horizontalScrollBar()->setValue(m_dragBars.x() - moved.x());
        verticalScrollBar()->setValue(m_dragBars.y() - moved.y());
        return;
    }
    const TimelineSpan *span = spanAt(m_timeline, geometry().placeAt(m_timeline, event->pos()));
    viewport()->setCursor(span && span->attempt >= 0 ? Qt::PointingHandCursor : Qt::ArrowCursor);
}

void TimelineView::mouseReleaseEvent(QMouseEvent *)
{
    m_dragFrom.reset();
}

void TimelineView::mouseDoubleClickEvent(QMouseEvent *event)
{
    const TimelineSpan *span = spanAt(m_timeline, geometry().placeAt(m_timeline, event->pos()));
    if (span && span->attempt >= 0)
        Q_EMIT attemptOpened(span->attempt);
}

} // namespace cairn
