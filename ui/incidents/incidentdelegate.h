#pragma once

#include "ui/parts/tabledelegate.h"

namespace cairn {

/// Paints an incident of the inbox: where and when, what and how many, why, and whose it is.
class IncidentDelegate : public TableDelegate
{
    Q_OBJECT
public:
    using TableDelegate::TableDelegate;
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

} // namespace cairn
