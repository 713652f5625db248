#pragma once

#include "ui/whatifwording.h"

#include <QAbstractTableModel>

namespace cairn {

/// Live against draft, a figure a row.
class WhatIfModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { FigureColumn, PictureColumn, LiveColumn, DraftColumn, DifferenceColumn, ColumnCount };
    /// Least, median and most of live, then of draft, as shares (0 … 1) of the most of both; of a side that has none -1.
    static constexpr int SharesRole = Qt::UserRole + 2;

    using QAbstractTableModel::QAbstractTableModel;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    void setFigures(const QList<WhatIfFigure> &figures);

private:
    QList<WhatIfFigure> m_figures;
};

} // namespace cairn
