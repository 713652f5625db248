#include "ui/parts/tabledelegate.h"

#include "ui/look/statelook.h"

#include <QPainter>

namespace cairn {

namespace {

bool isLoud(const QStyleOptionViewItem &option)
{
    return option.state.testFlag(QStyle::State_Selected) && option.widget && option.widget->hasFocus();
}

} // namespace

void TableDelegate::paintGround(QPainter *painter, const QStyleOptionViewItem &option)
{
    const QPalette &palette = option.palette;
    QColor ground = palette.color(QPalette::Base);
    if (option.state.testFlag(QStyle::State_Selected))
        ground = isLoud(option) ? palette.color(QPalette::Active, QPalette::Highlight) : calmGround(palette);
    painter->fillRect(option.rect, ground);
    painter->fillRect(QRect(option.rect.left(), option.rect.bottom(), option.rect.width(), 1),
                      blend(palette.color(QPalette::Text), ground, 0.07)); // guides the eye along a wide row
}

QColor TableDelegate::calmGround(const QPalette &palette)
{
    return blend(palette.color(QPalette::Active, QPalette::Highlight), palette.color(QPalette::Base), 0.22);
}

void TableDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyleOptionViewItem cell(option);
    initStyleOption(&cell, index);
    paintGround(painter, cell);
    const QRect area = cell.rect.adjusted(Margin, 0, -Margin, 0);
    painter->save();
    painter->setFont(cell.font);
    painter->setPen(cell.palette.color(QPalette::Active, isLoud(cell) ? QPalette::HighlightedText : QPalette::Text));
    const QString line = QString(cell.text).replace(QChar::LineSeparator, QLatin1Char(' '));
    painter->drawText(area, int(cell.displayAlignment), cell.fontMetrics.elidedText(line, cell.textElideMode, area.width()));
    painter->restore();
}

QSize TableDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const int text = option.fontMetrics.horizontalAdvance(index.data().toString());
    return {text + 2 * Margin + 2, option.fontMetrics.height() + 2};
}

} // namespace cairn
