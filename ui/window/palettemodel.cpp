#include "ui/window/palettemodel.h"

namespace cairn {

using namespace Qt::StringLiterals;

void PaletteModel::setRows(const QList<PaletteRow> &rows)
{
    beginResetModel();
    m_rows = rows;
    endResetModel();
}

int PaletteModel::entryFrom(int number, int step) const
{
    while (number >= 0 && number < m_rows.size() && m_rows.at(number).heading)
        number += step;
    return number >= 0 && number < m_rows.size() ? number : -1;
}

int PaletteModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant PaletteModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const PaletteRow &row = m_rows.at(index.row());
    switch (role) {
    case Qt::DisplayRole: return row.entry.text;
    case Qt::ToolTipRole: return row.entry.why;
    case Qt::AccessibleTextRole: {
        if (row.heading)
            return row.entry.text;
        const QString state = row.entry.enabled ? QString() : tr("not available now");
        QStringList parts{row.entry.text, row.entry.group, row.entry.shortcut, state, row.entry.why};
        parts.removeAll(QString());
        return parts.join(u", "_s);
    }
    default: return {};
    }
}

Qt::ItemFlags PaletteModel::flags(const QModelIndex &index) const
{
    if (!index.isValid())
        return Qt::NoItemFlags;
    if (m_rows.at(index.row()).heading)
        return Qt::ItemNeverHasChildren;
    return Qt::ItemNeverHasChildren | Qt::ItemIsSelectable | Qt::ItemIsEnabled;
}

} // namespace cairn
