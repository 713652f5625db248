#pragma once

#include <QStyledItemDelegate>

namespace cairn {

/// Paints the cells of our tables: whole rows are chosen, not cells, and a choice in a table without the focus is shown, but
/// does not shout.
class TableDelegate : public QStyledItemDelegate
{
public:
    static constexpr int Margin = 8; ///< left and right of a cell's contents

    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    /// Under what is chosen in a view without the focus.
    static QColor calmGround(const QPalette &palette);

protected:
    /// What lies under a cell's contents.
    static void paintGround(QPainter *painter, const QStyleOptionViewItem &option);
};

} // namespace cairn
