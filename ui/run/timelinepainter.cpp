#include "ui/run/timelinepainter.h"

#include "ui/look/timeticks.h"

#include <QCoreApplication>
#include <QPainterPath>

#include <cmath>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr int Margin = 10;
constexpr int ItemIndent = 14;
constexpr int TickWidth = 78; ///< at least, between marks of the axis
constexpr double BarHeight = 13;
constexpr double LeastWidth = 4;                   ///< an attempt is seen, however short
constexpr double Hatch = 6;                        ///< between its lines
constexpr double Phases[] = {0.12, 0.32, 0.62, 1}; ///< how strong: queued, connecting, waiting for the answer, receiving it

class Localized
{
    Q_DECLARE_TR_FUNCTIONS(Timeline)
};

/// "photos", with how many of its items have no row; the items' own are their numbers.
QString nameOf(const TimelineRow &row)
{
    if (row.key.item != NoItem)
        return QString::number(row.key.item);
    return row.leftOut > 0 ? Localized::tr("%1 (+%L2)").arg(row.key.step.name()).arg(row.leftOut) : row.key.step.name();
}

/// In the middle of its row.
QRectF barIn(const QRectF &area)
{
    QRectF bar(area.left(), 0, area.width(), BarHeight);
    bar.moveTop(area.center().y() - BarHeight / 2);
    return bar;
}

} // namespace

int TimelinePainter::labelWidth(const Timeline &timeline, const QFontMetrics &metrics)
{
    int widest = 0;
    for (const TimelineRow &row : timeline.rows)
        widest = std::max(widest, metrics.horizontalAdvance(nameOf(row)) + (row.key.item == NoItem ? 0 : ItemIndent));
    return std::clamp(widest + 4, 60, 170) + 2 * Margin; // painted text may be a little wider than measured
}

void TimelinePainter::paint(const Timeline &timeline, const TimelinePlace &current)
{
    m_painter.fillRect(QRect(QPoint(), m_geometry.window), base());
    paintAxis();
    const int first = m_geometry.scrolled.y() / m_geometry.row;
    const int last = (m_geometry.scrolled.y() + m_geometry.chart().height()) / m_geometry.row;
    for (int number = first; number <= last && number < timeline.rows.size(); ++number) {
        paintName(timeline.rows[number], number);
        paintRow(timeline.rows[number], number, current.row == number ? current.span : -1);
    }
    m_painter.setClipping(false);
    if (timeline.isOpen)
        paintNow(timeline.until);
    paintFoot(spanAt(timeline, current));
}

void TimelinePainter::paintAxis()
{
    const QRect chart = m_geometry.chart();
    const Milliseconds left(qint64(m_geometry.scrolled.x() / m_geometry.scale));
    const Milliseconds right = left + Milliseconds(qint64(chart.width() / m_geometry.scale));
    for (const TimeTick &tick : timeTicks(left, right, std::max(2, chart.width() / TickWidth))) {
        const int x = qRound(m_geometry.x(m_geometry.from + tick.at));
        m_painter.fillRect(x, chart.top() - 5, 1, chart.height() + 5, line(0.09));
        m_painter.setPen(quietInk(m_palette));
        const int room = m_painter.fontMetrics().horizontalAdvance(tick.label) + 2; // the last one is not cut
        const QRect place(std::min(x, m_geometry.window.width() - room), 0, TickWidth, chart.top() - 5);
        m_painter.drawText(place, Qt::AlignLeft | Qt::AlignVCenter, tick.label);
    }
    m_painter.fillRect(0, chart.top() - 1, m_geometry.window.width(), 1, line(0.25));
}

void TimelinePainter::paintName(const TimelineRow &row, int number)
{
    const int top = m_geometry.top(number), indent = row.key.item == NoItem ? 0 : ItemIndent;
    m_painter.setClipRect(QRect(0, m_geometry.axis, m_geometry.window.width(), m_geometry.chart().height()));
    m_painter.fillRect(0, top + m_geometry.row - 1, m_geometry.window.width(), 1, line(0.06));
    const QRect place(Margin + indent, top, m_geometry.labels - 2 * Margin - indent, m_geometry.row);
    m_painter.setPen(indent > 0 ? quietInk(m_palette) : m_palette.color(QPalette::Text));
    m_painter.drawText(place, Qt::AlignLeft | Qt::AlignVCenter,
                       m_painter.fontMetrics().elidedText(nameOf(row), Qt::ElideRight, place.width()));
}

/// Attempts above what else there is.
void TimelinePainter::paintRow(const TimelineRow &row, int number, int current)
{
    const QRectF chart = m_geometry.chart().adjusted(-6, 0, 0, 0);
    m_painter.setClipRect(chart);
    QList<double> room(row.spans.size()); // of each, until the next bar
    double next = m_geometry.window.width();
    for (qsizetype span = row.spans.size() - 1; span >= 0; --span) {
        room[span] = next;
        if (row.spans[span].kind != TimelineSpan::Wait)
            next = std::min(next, m_geometry.nearX(row.spans[span].from));
    }
    for (const bool attempts : {false, true}) {
        for (int span = 0; span < row.spans.size(); ++span) {
            const QRectF area = m_geometry.area(row.spans[span], number);
            const bool seen = area.right() >= chart.left() && area.left() <= chart.right();
            if (seen && (row.spans[span].attempt >= 0) == attempts)
                paintSpan(row.spans[span], area, room[span], span == current);
        }
    }
}

void TimelinePainter::paintNow(Timestamp now)
{
    const int x = qRound(m_geometry.nearX(now));
    if (x >= m_geometry.labels && x <= m_geometry.window.width())
        m_painter.fillRect(x, m_geometry.axis - 5, 1, m_geometry.chart().height() + 5, StateLook::ink(Look::Running, m_palette));
}

/// What is to be said of the current bar; without one, what the shades mean.
void TimelinePainter::paintFoot(const TimelineSpan *current)
{
    const int width = m_geometry.window.width();
    m_painter.fillRect(0, m_geometry.bottom(), width, 1, line(0.12));
    const QRect foot(Margin, m_geometry.bottom() + 1, width - 2 * Margin, m_geometry.axis - 1);
    if (!current) {
        paintLegend(foot);
        return;
    }
    const QString text = current->text.split(QLatin1Char('\n')).mid(0, 3).join(u" · "_s);
    m_painter.setPen(m_palette.color(QPalette::Text));
    m_painter.drawText(foot, Qt::AlignLeft | Qt::AlignVCenter,
                       m_painter.fontMetrics().elidedText(text, Qt::ElideRight, foot.width()));
}

void TimelinePainter::paintSpan(const TimelineSpan &span, const QRectF &area, double room, bool current)
{
    QRectF bar = barIn(area);
    m_painter.save();
    switch (span.kind) {
    case TimelineSpan::Attempt:
        bar.setWidth(std::max(bar.width(), LeastWidth));
        paintAttempt(span, bar);
        break;
    case TimelineSpan::Wait: paintWait(bar, span.look, span.open); break;
    case TimelineSpan::Work:
        m_painter.fillRect(bar.adjusted(0, 4, 0, -4), blend(StateLook::ink(span.look, m_palette), base(), 0.55));
        break;
    case TimelineSpan::Moment: paintMoment(area, span.look); break;
    }
    if (current) {
        m_painter.setRenderHint(QPainter::Antialiasing);
        m_painter.setPen(QPen(m_palette.color(QPalette::Active, QPalette::Highlight), 1.8));
        m_painter.setBrush(Qt::NoBrush);
        const QRectF around = span.kind == TimelineSpan::Moment ? QRectF(bar.left() - 7, bar.top(), 14, bar.height()) : bar;
        m_painter.drawRoundedRect(around.adjusted(-2, -2, 2, 2), 3, 3);
    }
    paintLabel(span, bar, room);
    m_painter.restore();
}

/// Beside the bar, if nothing comes in its way.
void TimelinePainter::paintLabel(const TimelineSpan &span, const QRectF &bar, double room)
{
    const double width = m_painter.fontMetrics().horizontalAdvance(span.label) + 6;
    if (span.label.isEmpty() || bar.right() + 3 + width > room)
        return;
    const QRectF plate(bar.right() + 3, bar.top() - 1, width, bar.height() + 2);
    m_painter.fillRect(plate, base());
    m_painter.setPen(StateLook::ink(span.look, m_palette));
    m_painter.drawText(plate, Qt::AlignCenter, span.label);
}

void TimelinePainter::paintPhase(const QRectF &area, const QColor &ink, int phase)
{
    m_painter.fillRect(area, blend(ink, base(), Phases[phase]));
}

void TimelinePainter::paintAttempt(const TimelineSpan &span, const QRectF &bar)
{
    const QColor ink = StateLook::ink(span.look, m_palette);
    QPainterPath rounded;
    rounded.addRoundedRect(bar, 2.5, 2.5);
    m_painter.save();
    m_painter.setRenderHint(QPainter::Antialiasing);
    m_painter.setClipPath(rounded, Qt::IntersectClip);
    m_painter.fillRect(bar, blend(ink, base(), Phases[2])); // too short for phases
    if (bar.width() > LeastWidth) {
        const double ends[] = {m_geometry.nearX(span.connecting), m_geometry.nearX(span.asking), m_geometry.nearX(span.answering),
                               bar.right()};
        double left = bar.left();
        for (int phase = 0; phase < 4; ++phase) {
            paintPhase(QRectF(left, bar.top(), std::max(0.0, ends[phase] - left), bar.height()), ink, phase);
            left = std::max(left, ends[phase]);
        }
    }
    m_painter.setBrush(Qt::NoBrush);
    m_painter.setPen(QPen(ink, 1.6)); // half of it is clipped away
    m_painter.drawPath(rounded);
    m_painter.restore();
}

void TimelinePainter::paintWait(const QRectF &bar, Look look, bool open)
{
    const QColor ink = StateLook::ink(look, m_palette);
    const QRectF area = bar.adjusted(0, 2, 0, -2);
    m_painter.fillRect(area, StateLook::wash(look, m_palette));
    m_painter.save();
    m_painter.setRenderHint(QPainter::Antialiasing);
    m_painter.setClipRect(area, Qt::IntersectClip);
    m_painter.setPen(QPen(blend(ink, base(), 0.5), 1));
    const QRectF seen = area.intersected(m_painter.clipBoundingRect()); // it may be far wider than the screen
    for (double left = std::floor(seen.left() / Hatch) * Hatch - area.height(); left < seen.right(); left += Hatch)
        m_painter.drawLine(QPointF(left, area.bottom()), QPointF(left + area.height(), area.top()));
    m_painter.restore();
    m_painter.setPen(QPen(blend(ink, base(), 0.7), 1));
    m_painter.drawLine(area.topLeft(), area.bottomLeft());
    if (!open)
        m_painter.drawLine(area.topRight(), area.bottomRight());
}

void TimelinePainter::paintMoment(const QRectF &area, Look look)
{
    const QPointF middle(area.left(), area.center().y());
    m_painter.setRenderHint(QPainter::Antialiasing);
    m_painter.setPen(Qt::NoPen);
    m_painter.setBrush(StateLook::ink(look, m_palette));
    m_painter.drawPolygon(
        QPolygonF({middle + QPointF(0, -5.5), middle + QPointF(5.5, 0), middle + QPointF(0, 5.5), middle - QPointF(5.5, 0)}));
}

void TimelinePainter::paintLegend(const QRectF &area)
{
    const QFontMetrics metrics(m_painter.font());
    const QString words[] = {Localized::tr("queued"), Localized::tr("connecting"), Localized::tr("waiting for the answer"),
                             Localized::tr("receiving it")};
    const QColor ink = StateLook::ink(Look::Succeeded, m_palette);
    double left = area.left();
    const auto entry = [&](const QString &word, const std::function<void(const QRectF &)> &sample) {
        const QRectF swatch(left, area.center().y() - BarHeight / 2 + 1, 16, BarHeight - 2);
        const double width = swatch.width() + 5 + metrics.horizontalAdvance(word);
        if (left + width > area.right())
            return;
        m_painter.save();
        sample(swatch);
        m_painter.restore();
        m_painter.setPen(quietInk(m_palette));
        m_painter.drawText(QRectF(swatch.right() + 5, area.top(), width, area.height()), Qt::AlignVCenter | Qt::AlignLeft, word);
        left += width + 14;
    };
    for (int phase = 0; phase < 4; ++phase) {
        entry(words[phase], [&](const QRectF &swatch) {
            paintPhase(swatch, ink, phase);
            m_painter.setPen(ink);
            m_painter.drawRect(swatch.adjusted(0, 0, -1, -1));
        });
    }
    entry(Localized::tr("waits"),
          [&](const QRectF &swatch) { paintWait(swatch.adjusted(0, -1, 0, 1), Look::WaitingRetry, false); });
    entry(Localized::tr("settled without a request"),
          [&](const QRectF &swatch) { paintMoment(swatch.translated(swatch.width() / 2, 0), Look::Succeeded); });
}

} // namespace cairn
