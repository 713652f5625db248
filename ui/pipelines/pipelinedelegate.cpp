#include "ui/pipelines/pipelinedelegate.h"

#include "ui/look/statelook.h"
#include "ui/look/tintedicon.h"
#include "ui/look/wording.h"
#include "ui/pipelines/pipelinesmodel.h"

#include <QLocale>
#include <QPainter>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr int Side = 12; ///< left and right of the lines
constexpr int Above = 8; ///< and below
constexpr int Between = 3;
constexpr int ChipGap = 10;

/// What the lines of one pipeline are drawn with.
struct Inks
{
    QColor text;
    QColor quiet;
    bool loud = false; ///< the ground is that of a choice: states have no colours of their own there
    QPalette palette;

    QColor of(RunState state) const { return loud ? text : StateLook::ink(lookOf(state), palette); }
};

Inks inksFor(const QStyleOptionViewItem &option)
{
    const QPalette &palette = option.palette;
    if (option.state.testFlag(QStyle::State_Selected) && option.widget && option.widget->hasFocus()) {
        const QColor text = palette.color(QPalette::Active, QPalette::HighlightedText);
        return {text, text, true, palette};
    }
    return {palette.color(QPalette::Active, QPalette::Text), quietInk(palette), false, palette};
}

QString lastRunText(const PipelineUse &use)
{
    const QString versions = PipelineDelegate::tr("%Ln version(s)", nullptr, int(use.versions.size()));
    if (!use.lastRun)
        return versions;
    return PipelineDelegate::tr("%1, last run %2").arg(versions, localTime(use.lastRun->submittedAt));
}

void paintTitle(QPainter &painter, const QRect &line, const PipelineUse &use, const Inks &inks)
{
    const bool isRetired = use.head().isRetired;
    const QString version =
        isRetired ? PipelineDelegate::tr("retired") : PipelineDelegate::tr("version %1").arg(use.head().version);
    const int versionWidth = painter.fontMetrics().horizontalAdvance(version);
    painter.setPen(inks.quiet);
    painter.drawText(line, Qt::AlignRight | Qt::AlignVCenter, version);
    QFont bold = painter.font();
    const QFont plain = bold;
    bold.setBold(true);
    painter.setFont(bold);
    painter.setPen(isRetired ? inks.quiet : inks.text);
    const QRect room = line.adjusted(0, 0, -versionWidth - ChipGap, 0);
    painter.drawText(room, Qt::AlignLeft | Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(use.head().name, Qt::ElideMiddle, room.width()));
    painter.setFont(plain);
}

/// Those that need a person are never the ones for which there is no room.
void paintCounts(QPainter &painter, const QRect &line, const PipelineUse &use, const Inks &inks)
{
    const QMap<RunState, qint64> runs = use.runs();
    if (runs.isEmpty()) {
        painter.setPen(inks.quiet);
        painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter, PipelineDelegate::tr("no runs yet"));
    }
    const int side = painter.fontMetrics().ascent();
    int x = line.left();
    for (RunState state : StatesByUrgency) {
        if (!runs.contains(state))
            continue;
        const QString count = QLocale().toString(runs.value(state));
        const int width = side + 4 + painter.fontMetrics().horizontalAdvance(count);
        if (x + width > line.right())
            return;
        paintIcon(painter, QRectF(x, line.top() + (line.height() - side) / 2.0, side, side), StateLook::iconName(lookOf(state)),
                  inks.of(state));
        painter.setPen(inks.of(state));
        painter.drawText(QRect(x + side + 4, line.top(), width, line.height()), Qt::AlignLeft | Qt::AlignVCenter, count);
        x += width + ChipGap;
    }
}

/// And at the right that the workspace's file says something else.
void paintLast(QPainter &painter, QRect line, const PipelineUse &use, const Inks &inks)
{
    if (use.fileDiffers) {
        const QString differs = PipelineDelegate::tr("file differs");
        painter.setPen(inks.loud ? inks.text : StateLook::ink(Look::WaitingRetry, inks.palette));
        painter.drawText(line, Qt::AlignRight | Qt::AlignVCenter, differs);
        line.setRight(line.right() - painter.fontMetrics().horizontalAdvance(differs) - ChipGap);
    }
    painter.setPen(inks.quiet);
    painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter,
                     painter.fontMetrics().elidedText(lastRunText(use), Qt::ElideRight, line.width()));
}

} // namespace

void PipelineDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyleOptionViewItem cell(option);
    initStyleOption(&cell, index);
    paintGround(painter, cell);
    const auto use = index.data(PipelinesModel::UseRole).value<PipelineUse>();
    if (use.versions.isEmpty())
        return;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setRenderHint(QPainter::SmoothPixmapTransform);
    painter->setFont(cell.font);
    const Inks inks = inksFor(cell);
    const int height = cell.fontMetrics.height();
    QRect line(cell.rect.left() + Side, cell.rect.top() + Above, cell.rect.width() - 2 * Side, height);
    paintTitle(*painter, line, use, inks);
    line.translate(0, height + Between);
    paintCounts(*painter, line, use, inks);
    line.translate(0, height + Between);
    paintLast(*painter, line, use, inks);
    if (index.row() == m_dropRow) {
        painter->setPen(QPen(StateLook::ink(Look::Running, cell.palette), 2, Qt::DashLine));
        painter->drawRoundedRect(QRectF(cell.rect).adjusted(3, 3, -3, -4), 6, 6);
    }
    painter->restore();
}

QSize PipelineDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    return {180, 3 * option.fontMetrics.height() + 2 * Between + 2 * Above};
}

} // namespace cairn
