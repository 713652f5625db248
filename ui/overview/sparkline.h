#pragma once

#include "ui/parts/tabledelegate.h"

namespace cairn {

/// Paints a row's attempts over time as thin bars, the failed part of each in red at its bottom. The model is a ServicesModel.
class SparklineDelegate : public TableDelegate
{
public:
    using TableDelegate::TableDelegate;
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

} // namespace cairn
