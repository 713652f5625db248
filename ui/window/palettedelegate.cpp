#include "ui/window/palettedelegate.h"

#include "ui/look/statelook.h"
#include "ui/window/palettemodel.h"

#include <QPainter>
#include <QTextLayout>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr int Margin = 12;
constexpr int IconSide = 16;
constexpr int Gap = 10;

const PaletteRow *rowAt(const QModelIndex &index)
{
    const auto *model = qobject_cast<const PaletteModel *>(index.model());
    return model ? &model->row(index.row()) : nullptr;
}

struct Inks
{
    QColor text, quiet;
};

Inks inksOf(const QStyleOptionViewItem &option, bool enabled)
{
    const QPalette &palette = option.palette;
    const bool chosen = option.state.testFlag(QStyle::State_Selected);
    const QColor text = palette.color(QPalette::Active, chosen ? QPalette::HighlightedText : QPalette::Text);
    const QColor quiet = chosen ? text : quietInk(palette);
    return {enabled ? text : quiet, quiet};
}

/// The hit letters stand out in bold; returns how far the text went.
int drawText(QPainter &painter, const QRect &area, const PaletteRow &row, const QFont &font)
{
    QTextLayout layout(row.entry.text, font, painter.device());
    QList<QTextLayout::FormatRange> ranges;
    QTextCharFormat hit;
    hit.setFontWeight(QFont::Bold);
    for (int at : row.hits)
        ranges.append({at, 1, hit});
    layout.setFormats(ranges);
    layout.beginLayout();
    QTextLine line = layout.createLine();
    line.setNumColumns(int(row.entry.text.size()));
    layout.endLayout();
    painter.save();
    painter.setClipRect(area);
    line.draw(&painter, QPointF(area.left(), area.top() + (area.height() - line.height()) / 2));
    painter.restore();
    return int(std::ceil(line.naturalTextWidth()));
}

int drawShortcut(QPainter &painter, const QRect &area, const QString &keys, const QColor &ink, const QFontMetrics &metrics)
{
    if (keys.isEmpty())
        return 0;
    const int width = metrics.horizontalAdvance(keys) + 12;
    const int height = metrics.height() + 4;
    const int top = area.center().y() - height / 2;
    const QRectF box(area.right() - width, top + 0.5, width, height);
    painter.setPen(blend(ink, Qt::transparent, 1));
    QColor frame = ink;
    frame.setAlphaF(0.45f);
    painter.setPen(frame);
    painter.setBrush(Qt::NoBrush);
    painter.drawRoundedRect(box, 3, 3);
    painter.setPen(ink);
    painter.drawText(box, Qt::AlignCenter, keys);
    return width + Gap;
}

void drawHeading(QPainter &painter, const QStyleOptionViewItem &option, const PaletteRow &row)
{
    QFont small = option.font;
    small.setPointSizeF(small.pointSizeF() * 0.9);
    small.setBold(true);
    painter.setFont(small);
    painter.setPen(quietInk(option.palette));
    painter.drawText(option.rect.adjusted(Margin, 6, -Margin, -2), Qt::AlignLeft | Qt::AlignBottom, row.entry.text);
}

} // namespace

void PaletteDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const PaletteRow *row = rowAt(index);
    if (!row)
        return;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setRenderHint(QPainter::SmoothPixmapTransform);
    if (row->heading) {
        drawHeading(*painter, option, *row);
        painter->restore();
        return;
    }
    const bool chosen = option.state.testFlag(QStyle::State_Selected);
    if (chosen) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(option.palette.color(QPalette::Active, QPalette::Highlight));
        painter->drawRoundedRect(option.rect.adjusted(4, 0, -4, 0), 4, 4);
    }
    const Inks inks = inksOf(option, row->entry.enabled);
    QRect area = option.rect.adjusted(Margin, 0, -Margin, 0);
    const QRect icon(area.left(), area.center().y() - IconSide / 2 + 1, IconSide, IconSide);
    painter->setOpacity(row->entry.enabled ? 1 : 0.55);
    row->entry.icon.paint(painter, icon, Qt::AlignCenter, chosen ? QIcon::Selected : QIcon::Normal);
    painter->setOpacity(1);
    area.setLeft(icon.right() + Gap);
    painter->setFont(option.font);
    area.setRight(area.right() - drawShortcut(*painter, area, row->entry.shortcut, inks.quiet, option.fontMetrics));
    painter->setPen(inks.text);
    const int used = drawText(*painter, area, *row, option.font);
    const QString note = !row->entry.enabled && !row->entry.why.isEmpty() ? row->entry.why : row->entry.group;
    const QRect rest = area.adjusted(used + Gap, 0, 0, 0);
    const PaletteRow *first = rowAt(index.siblingAtRow(0));
    if (!first->heading || note != row->entry.group) { // else its group stands above
        painter->setPen(inks.quiet);
        painter->drawText(rest, Qt::AlignVCenter | Qt::AlignLeft,
                          option.fontMetrics.elidedText(note, Qt::ElideRight, rest.width()));
    }
    painter->restore();
}

QSize PaletteDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &) const
{
    return {0, option.fontMetrics.height() + 14};
}

} // namespace cairn
