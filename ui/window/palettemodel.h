#pragma once

#include "ui/parts/paletteentry.h"

#include <QAbstractListModel>

namespace cairn {

/// The palette's rows as a list; headings cannot be chosen.
class PaletteModel : public QAbstractListModel
{
    Q_OBJECT
public:
    using QAbstractListModel::QAbstractListModel;

    void setRows(const QList<PaletteRow> &rows);
    const PaletteRow &row(int number) const { return m_rows.at(number); }
    /// The nearest entry from `number` on in steps of +1 or -1, or -1.
    int entryFrom(int number, int step) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

private:
    QList<PaletteRow> m_rows;
};

} // namespace cairn
