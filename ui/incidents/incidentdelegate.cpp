#include "ui/incidents/incidentdelegate.h"

#include "ui/incidents/incidentsmodel.h"
#include "ui/look/incidentwording.h"
#include "ui/look/tintedicon.h"
#include "ui/look/wording.h"
#include "ui/parts/statepill.h"

#include <QLocale>
#include <QPainter>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr int Side = 12;     ///< left and right of the lines
constexpr int TopMargin = 9; ///< and below
constexpr int Between = 3;
constexpr int Gap = 8;

/// What the lines of one incident are drawn with.
struct Pen
{
    QPainter &painter;
    const QPalette &palette;
    QColor text;
    QColor quiet;
    bool loud = false; ///< the ground is that of a choice: states have no colours of their own there

    QFontMetrics metrics() const { return painter.fontMetrics(); }
    /// At the right of `line`, which becomes so much shorter.
    void right(QRect &line, const QString &words, const QColor &ink) const
    {
        painter.setPen(ink);
        painter.drawText(line, Qt::AlignRight | Qt::AlignVCenter, words);
        line.setRight(line.right() - metrics().horizontalAdvance(words) - Gap);
    }
    void left(const QRect &line, const QString &words, const QColor &ink) const
    {
        painter.setPen(ink);
        painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter, metrics().elidedText(words, Qt::ElideRight, line.width()));
    }
};

/// In bold where, and at the right when it failed last.
void paintPlace(const Pen &pen, QRect line, const IncidentSummary &summary)
{
    pen.right(line, localTime(summary.incident.lastAt), pen.quiet);
    const QFont plain = pen.painter.font();
    QFont bold = plain;
    bold.setBold(true);
    pen.painter.setFont(bold);
    pen.left(line, placeText(summary.incident.fingerprint), pen.text);
    pen.painter.setFont(plain);
}

/// How it stands, what it is, and at the right how many need a person.
void paintState(const Pen &pen, QRect line, const IncidentSummary &summary)
{
    const Look look = lookOf(summary.incident.state());
    const QSize pill = pillSize(look, pen.painter.font());
    paintPill(pen.painter, {line.left(), line.top() + (line.height() - pill.height()) / 2, pill.width(), pill.height()}, look,
              pen.palette, pen.painter.font());
    line.setLeft(line.left() + pill.width() + Gap);
    const MemberCounts &counts = summary.incident.counts;
    if (counts.failing > 0 || counts.moving > 0)
        pen.right(line, countsText({counts.failing, counts.moving, 0, 0}), pen.text);
    if (summary.responsibility.atOnce && summary.incident.handling != IncidentState::Escalated) {
        const int side = pen.metrics().ascent();
        const QColor ink = pen.loud ? pen.text : StateLook::ink(Look::Escalated, pen.palette);
        paintIcon(pen.painter, QRectF(line.left(), line.top() + (line.height() - side) / 2.0, side, side), u"escalated"_s, ink);
        line.setLeft(line.left() + side + Gap / 2);
    }
    pen.left(line, troubleText(summary.incident.fingerprint), pen.text);
}

/// In which pipelines, and at the right whose it is.
void paintOwner(const Pen &pen, QRect line, const IncidentSummary &summary)
{
    const QString &assignee = summary.incident.assignee;
    pen.right(line, assignee.isEmpty() ? summary.responsibility.owner : IncidentDelegate::tr("%1’s").arg(assignee), pen.quiet);
    pen.left(line, summary.pipelines.join(u", "_s), pen.quiet);
}

} // namespace

void IncidentDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyleOptionViewItem cell(option);
    initStyleOption(&cell, index);
    paintGround(painter, cell);
    const auto summary = index.data(IncidentsModel::SummaryRole).value<IncidentSummary>();
    const bool loud = cell.state.testFlag(QStyle::State_Selected) && cell.widget && cell.widget->hasFocus();
    const QColor text = cell.palette.color(QPalette::Active, loud ? QPalette::HighlightedText : QPalette::Text);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setRenderHint(QPainter::SmoothPixmapTransform);
    painter->setFont(cell.font);
    const Pen pen{*painter, cell.palette, text, loud ? text : quietInk(cell.palette), loud};
    const int height = cell.fontMetrics.height();
    QRect line(cell.rect.left() + Side, cell.rect.top() + TopMargin, cell.rect.width() - 2 * Side, height);
    paintPlace(pen, line, summary);
    line.translate(0, height + 2 * Between);
    paintState(pen, line, summary);
    line.translate(0, height + 2 * Between);
    pen.left(line, QString(summary.incident.cause).replace(u'\n', u' '), pen.quiet);
    line.translate(0, height + Between);
    paintOwner(pen, line, summary);
    painter->restore();
}

QSize IncidentDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    return {220, 4 * option.fontMetrics.height() + 5 * Between + 2 * TopMargin};
}

} // namespace cairn
