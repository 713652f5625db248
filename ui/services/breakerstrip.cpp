#include "ui/services/breakerstrip.h"

#include "ui/look/timedisplay.h"
#include "ui/look/wording.h"
#include "ui/services/breakerwording.h"

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

void BreakerStrip::setBeginning(Timestamp beginning)
{
    m_beginning = beginning;
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
    const Timestamp start = std::max(m_from, m_beginning);
    if (start < end)
        pieces.prepend({start, end, m_whole ? std::optional(BreakerState::Closed) : std::nullopt, {}});
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

Timestamp BreakerStrip::moment(int mark) const
{
    return m_from + (m_until - m_from) * mark / Marks;
}

QStringList BreakerStrip::axisTexts() const
{
    const bool days = m_until - m_from > std::chrono::hours(48);
    const TimeForm form = TimeDisplay::form();
    QStringList texts;
    for (int mark = 0; mark < Marks; ++mark) {
        const QDateTime local = QDateTime::fromMSecsSinceEpoch(moment(mark).time_since_epoch().count());
        const QDateTime shown = form == TimeForm::Utc ? local.toUTC() : local;
        texts.append(form == TimeForm::Relative ? relativeTime(moment(mark), m_until)
                     : days                     ? QLocale().toString(shown, u"ddd d "_s) + hourAndMinute(shown.time())
                                                : hourAndMinute(shown.time()));
    }
    texts.append(form == TimeForm::Utc ? tr("now, UTC") : tr("now"));
    return texts;
}

void BreakerStrip::paintAxis(QPainter &painter) const
{
    painter.setPen(quietInk(palette()));
    const int top = Height + 4;
    const QStringList texts = axisTexts();
    for (int mark = 0; mark <= Marks; ++mark) {
        const QString &text = texts.at(mark);
        const int wide = fontMetrics().horizontalAdvance(text);
        const int left = std::clamp(int(placeOf(moment(mark))) - wide / 2, 0, std::max(0, width() - wide));
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
        text += piece.cause.isEmpty() ? QString() : u'\n' + causeText(piece.cause);
    }
    QToolTip::showText(help->globalPos(), text, this);
    return true;
}

} // namespace cairn
