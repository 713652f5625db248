#include "ui/services/schedulepicture.h"

#include "ui/look/statelook.h"
#include "ui/look/timeticks.h"
#include "ui/look/wording.h"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr int Margin = 10;
constexpr int TickWidth = 72;     ///< at least, between marks of the axis
constexpr double LeastWidth = 3;  ///< an attempt is seen, however short
constexpr int MostRows = 24;      ///< more attempts are summed up
constexpr double Headroom = 1.06; ///< right of the last end
constexpr double Reach = 1.5;     ///< limits that are not further than this times the end are on the axis

} // namespace

SchedulePicture::SchedulePicture(QWidget *parent) : QWidget(parent)
{
    setObjectName(u"schedulePicture"_s);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    setAccessibleName(tr("Schedule of the attempts"));
}

void SchedulePicture::setSchedule(const Schedule &schedule, Milliseconds attemptLimit)
{
    m_schedule = schedule;
    m_attemptLimit = attemptLimit;
    updateGeometry();
    update();
}

int SchedulePicture::rowHeight() const
{
    return fontMetrics().height() + 6;
}

QSize SchedulePicture::sizeHint() const
{
    const int rows = std::min<int>(MostRows, int(m_schedule.attempts.size()));
    return {420, (rows + 3) * rowHeight() + 2 * Margin};
}

QSize SchedulePicture::minimumSizeHint() const
{
    return {260, sizeHint().height()};
}

/// Below the names of the limits and the axis.
QRect SchedulePicture::chart() const
{
    const int left = Margin + fontMetrics().horizontalAdvance(tr("%1.").arg(100)) + 8;
    return rect().adjusted(left, Margin + 2 * rowHeight(), -Margin - fontMetrics().horizontalAdvance(u"≤ 23h 59m"_s) - 8,
                           -Margin);
}

Milliseconds SchedulePicture::span() const
{
    Milliseconds end(1);
    for (const ScheduledAttempt &attempt : m_schedule.attempts) {
        if (!attempt.never) // those would leave no room for the others
            end = std::max(end, attempt.most + std::max(m_schedule.each, std::min(m_attemptLimit, attempt.most)));
    }
    Milliseconds whole = end;
    for (const auto &limit : {m_schedule.step, m_schedule.key}) {
        if (limit && double(limit->count()) <= double(end.count()) * Reach)
            whole = std::max(whole, *limit);
    }
    return Milliseconds(qint64(double(whole.count()) * Headroom));
}

double SchedulePicture::xOf(Milliseconds at) const
{
    return chart().left() + double(at.count()) / double(std::max<qint64>(1, span().count())) * chart().width();
}

QList<SchedulePicture::Limit> SchedulePicture::limits() const
{
    QList<Limit> all;
    if (m_schedule.step)
        all.append({*m_schedule.step, tr("step ends, %1").arg(durationText(*m_schedule.step))});
    if (m_schedule.key)
        all.append({*m_schedule.key, tr("key forgotten, %1").arg(durationText(*m_schedule.key))});
    return all;
}

void SchedulePicture::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    paintAxis(painter);
    const int rows = std::min<int>(MostRows, int(m_schedule.attempts.size()));
    for (int row = 0; row < rows; ++row)
        paintAttempt(painter, m_schedule.attempts.at(row), row);
    paintLimits(painter);
    if (rows < m_schedule.attempts.size()) {
        painter.setPen(quietInk(palette()));
        painter.drawText(QRect(chart().left(), chart().top() + rows * rowHeight(), chart().width(), rowHeight()),
                         Qt::AlignLeft | Qt::AlignVCenter, tr("and %Ln more", nullptr, int(m_schedule.attempts.size()) - rows));
    }
}

void SchedulePicture::paintAxis(QPainter &painter)
{
    const QRect area = chart();
    const QColor line = blend(palette().color(QPalette::Text), palette().color(QPalette::Base), 0.12);
    for (const TimeTick &tick : timeTicks(Milliseconds(0), span(), std::max(2, area.width() / TickWidth))) {
        const int x = qRound(xOf(tick.at));
        painter.fillRect(x, area.top() - 3, 1, area.height() + 3, line);
        painter.setPen(quietInk(palette()));
        painter.drawText(QRect(x, area.top() - 3 - rowHeight(), TickWidth, rowHeight()), Qt::AlignLeft | Qt::AlignVCenter,
                         tick.label);
    }
}

/// Names of limits stand above the axis; those beyond its end at the end, with an arrow.
void SchedulePicture::paintLimits(QPainter &painter)
{
    const QColor ink = StateLook::ink(Look::Blocked, palette());
    double right = width() - Margin;
    const int top = Margin;
    QList<Limit> all = limits();
    std::sort(all.begin(), all.end(), [](const Limit &a, const Limit &b) { return a.at > b.at; });
    for (const Limit &limit : all) {
        const bool shown = limit.at <= span();
        const QString name = shown ? limit.name : limit.name + u" →"_s;
        const double wide = fontMetrics().horizontalAdvance(name) + 4;
        const double x = shown ? xOf(limit.at) : right;
        const double left = std::max(double(Margin), std::min(shown ? x - wide / 2 : x - wide, right - wide));
        painter.setPen(shown ? ink : quietInk(palette()));
        painter.drawText(QRectF(left, top, wide, rowHeight()), Qt::AlignLeft | Qt::AlignVCenter, name);
        right = left - 14;
        if (!shown)
            continue;
        painter.setPen(QPen(ink, 1.4, Qt::DashLine));
        painter.drawLine(QPointF(x, top + rowHeight()), QPointF(x, chart().bottom()));
    }
}

void SchedulePicture::paintAttempt(QPainter &painter, const ScheduledAttempt &attempt, int row)
{
    const QRect area = chart();
    const double top = area.top() + row * rowHeight();
    const double middle = top + rowHeight() / 2.0;
    const Look look = attempt.never              ? Look::Cancelled
                      : attempt.held.count() > 0 ? Look::Held
                      : attempt.seldom           ? Look::WaitingRetry
                                                 : Look::Running;
    const QColor ink = StateLook::ink(look, palette());
    painter.setPen(attempt.never ? quietInk(palette()) : palette().color(QPalette::Text));
    painter.drawText(QRectF(Margin, top, area.left() - Margin - 8, rowHeight()), Qt::AlignRight | Qt::AlignVCenter,
                     tr("%1.").arg(attempt.number));

    const double least = xOf(attempt.least), expected = xOf(attempt.expected), most = xOf(attempt.most);
    painter.save();
    painter.setClipRect(QRectF(area.left(), top, area.width() + 1, rowHeight())); // what is never made may be far beyond
    painter.setPen(Qt::NoPen);
    painter.setBrush(blend(ink, palette().color(QPalette::Base), 0.24)); // where the jitter may place its start
    painter.drawRoundedRect(QRectF(least, middle - 6, std::max(LeastWidth, most - least), 12), 3, 3);
    painter.setBrush(Qt::NoBrush); // how long it may take
    painter.setPen(QPen(blend(ink, palette().color(QPalette::Base), 0.6), 1, Qt::DotLine));
    const double limit = std::min(xOf(attempt.expected + m_attemptLimit), double(area.right()));
    painter.drawLine(QPointF(expected, middle), QPointF(limit, middle));
    if (xOf(attempt.expected + m_attemptLimit) <= area.right())
        painter.drawLine(QPointF(limit, middle - 4), QPointF(limit, middle + 4));
    painter.setPen(attempt.never ? QPen(ink, 1, Qt::DashLine) : QPen(Qt::NoPen));
    painter.setBrush(attempt.never ? QBrush(Qt::NoBrush) : QBrush(ink));
    painter.drawRoundedRect(
        QRectF(expected, middle - 4, std::max(LeastWidth, xOf(attempt.expected + m_schedule.each) - expected), 8), 2, 2);

    painter.restore();
    painter.setPen(quietInk(palette()));
    const bool atOnce = attempt.most + m_schedule.each <= Milliseconds(0);
    const QString end = attempt.never ? tr("never")
                        : atOnce      ? tr("at once")
                                      : tr("≤ %1").arg(durationText(attempt.most + m_schedule.each));
    painter.drawText(QRectF(area.right() + 8, top, width() - area.right() - 8, rowHeight()), Qt::AlignLeft | Qt::AlignVCenter,
                     end);
}

QString SchedulePicture::tipOf(const ScheduledAttempt &attempt) const
{
    QString tip = attempt.number == 1
                      ? tr("Attempt 1 starts at once")
                      : tr("Attempt %1 starts after %2 to %3, about %4")
                            .arg(attempt.number)
                            .arg(durationText(attempt.least), durationText(attempt.most), durationText(attempt.expected));
    tip += u'\n' + tr("It may take %1").arg(durationText(m_attemptLimit));
    if (attempt.held.count() > 0)
        tip += u'\n' + tr("Of these it is held for %1 because the retry budget is used up").arg(durationText(attempt.held));
    if (attempt.never)
        tip += u'\n' + tr("It comes too late, and is not made");
    else if (attempt.seldom)
        tip += u'\n' + tr("It is not made where the jitter places it too late");
    return tip;
}

bool SchedulePicture::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    const int row = (help->pos().y() - chart().top()) / std::max(1, rowHeight());
    if (help->pos().y() >= chart().top() && row < std::min<int>(MostRows, int(m_schedule.attempts.size())))
        QToolTip::showText(help->globalPos(), tipOf(m_schedule.attempts.at(row)), this);
    else
        QToolTip::hideText();
    return true;
}

} // namespace cairn
