#include "ui/insight/whatifbars.h"

#include "ui/insight/whatifmodel.h"
#include "ui/look/statelook.h"

#include <QPainter>

namespace cairn {

namespace {

constexpr double Gap = 3;

/// Live is an outline, the draft filled: told apart without colour, too.
void paintBar(QPainter *painter, const QRectF &line, const QVariantList &shares, bool isDraft, const QPalette &palette)
{
    const double median = shares.at(1).toDouble();
    if (shares.at(2).toDouble() <= 0)
        return; // there is none, or it is nothing
    const QColor ink = isDraft ? StateLook::ink(Look::Running, palette)
                               : blend(palette.color(QPalette::Text), palette.color(QPalette::Base), 0.55);
    const QRectF bar(line.left(), line.top(), std::max(line.width() * median, 2.0), line.height());
    painter->setPen(QPen(ink, 1));
    painter->setBrush(isDraft ? QBrush(blend(ink, palette.color(QPalette::Base), 0.75)) : QBrush(Qt::NoBrush));
    painter->drawRect(bar);
    const double least = line.left() + line.width() * shares.at(0).toDouble();
    const double most = line.left() + line.width() * shares.at(2).toDouble();
    if (most - least < 1)
        return;
    const double middle = line.center().y();
    painter->setPen(QPen(palette.color(QPalette::Text), 1));
    painter->drawLine(QPointF(least, middle), QPointF(most, middle));
    for (const double end : {least, most})
        painter->drawLine(QPointF(end, middle - 2), QPointF(end, middle + 2));
}

} // namespace

void WhatIfBars::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyleOptionViewItem cell(option);
    initStyleOption(&cell, index);
    paintGround(painter, cell);
    const QVariantList shares = index.data(WhatIfModel::SharesRole).toList();
    if (shares.size() != 6)
        return;
    const QRectF area = QRectF(cell.rect).adjusted(Margin + 0.5, 5.5, -Margin - 0.5, -5.5);
    const double height = (area.height() - Gap) / 2;
    painter->save();
    for (const bool isDraft : {false, true})
        paintBar(painter, QRectF(area.left(), area.top() + (isDraft ? height + Gap : 0), area.width(), height),
                 shares.mid(isDraft ? 3 : 0, 3), isDraft, cell.palette);
    painter->restore();
}

} // namespace cairn
