#pragma once

#include "ui/parts/tabledelegate.h"

namespace cairn {

/// Paints a service of a ServicesModel in two lines: its name and how it does, and what its breaker says.
class ServiceDelegate : public TableDelegate
{
public:
    using TableDelegate::TableDelegate;
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QSize sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

} // namespace cairn
