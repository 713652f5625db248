#pragma once

#include <QAbstractTableModel>

#include <algorithm>

namespace cairn {

/// The base of models over a list of values: it counts rows and columns and tells views what changes; a model says its cells and
/// what stands above them. Where rows have an identity of their own, see KeyedRows.
template <typename Row> class ValueRows : public QAbstractTableModel
{
public:
    explicit ValueRows(int columns, QObject *parent = nullptr) : QAbstractTableModel(parent), m_columns(columns) {}

    const QList<Row> &rows() const { return m_rows; }

    int rowCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : int(m_rows.size()); }
    int columnCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : m_columns; }
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override
    {
        if (!checkIndex(index, CheckIndexOption::IndexIsValid))
            return {};
        return cell(m_rows.at(index.row()), index.column(), role);
    }
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override
    {
        if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
            return {};
        return head(section);
    }

protected:
    virtual QVariant cell(const Row &row, int column, int role) const = 0;
    virtual QString head(int column) const = 0;

    /// Begins anew: nothing stays chosen.
    void reset(const QList<Row> &rows) { reset(rows, m_columns); }
    void reset(const QList<Row> &rows, int columns)
    {
        beginResetModel();
        m_rows = rows;
        m_columns = columns;
        endResetModel();
    }
    /// As many rows, and the same ones: what is chosen stays so, and nothing jumps.
    void change(const QList<Row> &rows)
    {
        m_rows = rows;
        if (!m_rows.isEmpty())
            Q_EMIT dataChanged(index(0, 0), index(int(m_rows.size()) - 1, m_columns - 1));
    }
    void change(int at, const Row &row)
    {
        m_rows[at] = row;
        Q_EMIT dataChanged(index(at, 0), index(at, m_columns - 1));
    }
    /// Rows that never change, and only ever get more: those that are shown stay where they are, if `rows` begins with them.
    template <typename Same> void grow(const QList<Row> &rows, Same same)
    {
        const qsizetype shown = m_rows.size();
        if (rows.size() < shown || !std::equal(m_rows.begin(), m_rows.end(), rows.begin(), same))
            return reset(rows);
        if (rows.size() == shown)
            return;
        beginInsertRows({}, int(shown), int(rows.size()) - 1);
        m_rows = rows;
        endInsertRows();
    }

private:
    QList<Row> m_rows;
    int m_columns;
};

} // namespace cairn
