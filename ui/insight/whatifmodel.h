#pragma once

#include "ui/insight/whatifwording.h"
#include "ui/parts/valuerows.h"

namespace cairn {

/// Live against draft, a figure a row.
class WhatIfModel : public ValueRows<WhatIfFigure>
{
    Q_OBJECT
public:
    enum Column { FigureColumn, PictureColumn, LiveColumn, DraftColumn, DifferenceColumn, ColumnCount };
    /// Least, median and most of live, then of draft, as shares (0 … 1) of the most of both; of a side that has none -1.
    static constexpr int SharesRole = Qt::UserRole + 2;

    explicit WhatIfModel(QObject *parent = nullptr) : ValueRows(ColumnCount, parent) {}

    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

    void setFigures(const QList<WhatIfFigure> &figures);

private:
    QVariant cell(const WhatIfFigure &figure, int column, int role) const override;
    QString head(int column) const override;
    QString text(const WhatIfFigure &figure, int column) const;
};

} // namespace cairn
