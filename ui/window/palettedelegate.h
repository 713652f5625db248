#pragma once

#include <QStyledItemDelegate>

namespace cairn {

/// Paints a row of the palette: icon, text with the hit letters marked, group or reason, shortcut.
class PaletteDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

} // namespace cairn
