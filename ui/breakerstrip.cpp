#include "ui/breakerstrip.h"

#include "ui/breakerwording.h"
#include "ui/wording.h"

#include <QDateTime>
#include <QHelpEvent>
#include <QLocale>
#include <QPainter>
#include <QToolTip>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {
constexpr int Height = 26;
constexpr int Marks = 6;
} // namespace

BreakerStrip::BreakerStrip(QWidget *parent) : QWidget(parent)
{
    setObjectName(u"breakerStrip"_s);
    setAccessibleName(tr("How the breaker stood over time"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

QSize BreakerStrip::sizeHint() const
{
    return {320, Height + fontMetrics().height() + 8};
}

void BreakerStrip::setMoments(const QList<BreakerMoment> &moments, bool whole)
{
    m_moments = moments;
    m_whole = whole;
    describe();
    update();
}

void BreakerStrip::setSpan(Timestamp from, Timestamp until)
{
    m_from = from;
    m_until = until;
    describe();
    update();
}

QList<BreakerStrip::Piece> BreakerStrip::pieces() const
{
    QList<Piece> pieces;
    Timestamp end = m_until;
    for (const BreakerMoment &moment : m_moments) { // from the newest back
        if (moment.at < end)
            pieces.prepend({std::max(moment.at, m_from), end, moment.state, moment.cause});
        end = std::min(end, moment.at);
        if (end <= m_from)
            return pieces;
    }
    pieces.prepend({m_from, end, m_whole ? std::optional(BreakerState::Closed) : std::nullopt, {}});
    return pieces;
}

/// For those who cannot see it: how long it was open.
void BreakerStrip::describe()
{
    Milliseconds open{0};
    int openings = 0;
    const auto all = pieces();
    for (const Piece &piece : all) {
        if (piece.state != BreakerState::Open)
            continue;
        open += piece.until - piece.from;
        ++openings;
    }
    setAccessibleDescription(tr("Open %Ln time(s), for %1 in all", nullptr, openings).arg(durationText(open)));
}

QRectF BreakerStrip::band() const
{
    return {0, 2, double(width()), double(Height)};
}

double BreakerStrip::placeOf(Timestamp moment) const
{
    const double share = double((moment - m_from).count()) / double(std::max<qint64>((m_until - m_from).count(), 1));
    return band().left() + share * band().width();
}

void BreakerStrip::paintPiece(QPainter &painter, const Piece &piece) const
{
    const double left = placeOf(piece.from);
    QRectF area(left, band().top(), std::max(placeOf(piece.until) - left, 2.0), band().height());
    if (!piece.state)
        return painter.fillRect(area, QBrush(quietInk(palette()), Qt::Dense7Pattern));
    const Look look = lookOf(*piece.state);
    const double share = *piece.state == BreakerState::Open ? 1.0 : *piece.state == BreakerState::HalfOpen ? 0.6 : 0.25;
    area.setTop(area.bottom() - share * area.height());
    const QColor ink = StateLook::ink(look, palette());
    if (*piece.state != BreakerState::HalfOpen)
        return painter.fillRect(area, ink);
    painter.fillRect(area, StateLook::wash(look, palette()));
    painter.fillRect(area, QBrush(ink, Qt::BDiagPattern));
}

void BreakerStrip::paintAxis(QPainter &painter) const
{
    painter.setPen(quietInk(palette()));
    const bool days = m_until - m_from > std::chrono::hours(48);
    const int top = Height + 4;
    for (int mark = 0; mark <= Marks; ++mark) {
        const Timestamp at = m_from + (m_until - m_from) * mark / Marks;
        const QDateTime moment = QDateTime::fromMSecsSinceEpoch(at.time_since_epoch().count());
        const QString text = mark == Marks ? tr("now")
                             : days        ? QLocale().toString(moment, u"ddd d HH:mm"_s)
                                           : QLocale().toString(moment.time(), u"HH:mm"_s);
        const int wide = fontMetrics().horizontalAdvance(text);
        const int left = std::clamp(int(placeOf(at)) - wide / 2, 0, std::max(0, width() - wide));
        painter.drawText(QRect(left, top, wide + 1, fontMetrics().height()), Qt::AlignLeft, text);
    }
}

void BreakerStrip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setPen(QPen(blend(palette().color(QPalette::Text), palette().color(QPalette::Base), 0.3), 1));
    painter.drawLine(band().bottomLeft(), band().bottomRight());
    const auto all = pieces();
    for (const Piece &piece : all)
        paintPiece(painter, piece);
    paintAxis(painter);
}

bool BreakerStrip::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    QString text;
    const auto all = pieces();
    for (const Piece &piece : all) {
        if (help->x() < placeOf(piece.from) || help->x() > std::max(placeOf(piece.until), placeOf(piece.from) + 2))
            continue;
        const QString state = piece.state ? stateText(*piece.state) : tr("Not loaded");
        text = tr("%1 from %2, for %3").arg(state, localTimeExact(piece.from), durationText(piece.until - piece.from));
        text += piece.cause.isEmpty() ? QString() : u'\n' + piece.cause;
    }
    QToolTip::showText(help->globalPos(), text, this);
    return true;
}

} // namespace cairn
