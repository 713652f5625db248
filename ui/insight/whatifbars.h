#pragma once

#include "ui/parts/tabledelegate.h"

namespace cairn {

/// Paints live above draft as two bars with the spread that chance makes. The model is a WhatIfModel.
class WhatIfBars : public TableDelegate
{
public:
    using TableDelegate::TableDelegate;
    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
};

} // namespace cairn
