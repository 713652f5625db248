#pragma once

#include "ui/parts/tabledelegate.h"

namespace cairn {

/// Paints a pipeline in three lines: its name and version, its runs by state, its last run.
class PipelineDelegate : public TableDelegate
{
    Q_OBJECT
public:
    using TableDelegate::TableDelegate;

    /// The row that files hover over; -1: none.
    void setDropRow(int row) { m_dropRow = row; }
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;

private:
    int m_dropRow = -1;
};

} // namespace cairn
