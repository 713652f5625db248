#pragma once

#include "control/masked.h"
#include "ui/payload/jsonindex.h"

#include <QAbstractItemModel>
#include <QHash>

#include <memory>

namespace cairn {

/// A JSON document as a tree: rows appear as they are looked at. Values of more than MostRows show their first ones.
class JsonTreeModel : public QAbstractItemModel
{
    Q_OBJECT
public:
    enum Column { NameColumn, ValueColumn, ColumnCount };
    static constexpr int RowsAtOnce = 500;
    static constexpr int MostRows = 50'000;

    using QAbstractItemModel::QAbstractItemModel;

    void setDocument(std::shared_ptr<const JsonIndex> document);
    const std::shared_ptr<const JsonIndex> &document() const { return m_document; }
    /// Sensitive data in names and values is covered with asterisks.
    void setCover(const Cover &cover) { m_cover = cover; }
    /// What stands under a value's name, as it may be seen: some data is recognised by what it is called.
    QString covered(int value, const QString &text) const;
    /// Looks for the next value whose name or scalar contains `text` as it may be seen, whatever its case; see JsonIndex::search.
    /// Takes its time; any thread.
    std::function<int()> search(const QString &text, int from, bool backwards) const;
    /// As jq writes it, as it may be seen.
    QString path(int value) const;
    /// What is wrong with values, by their number.
    void setRemarks(const QHash<int, QString> &remarks);

    /// The number of the value that a row shows; -1 for an invalid index.
    static int valueOf(const QModelIndex &index) { return index.isValid() ? int(index.internalId()) : -1; }
    /// Its row, brought about if need be; invalid if it is beyond MostRows.
    QModelIndex indexOf(int value);

    QModelIndex index(int row, int column, const QModelIndex &parent = {}) const override;
    QModelIndex parent(const QModelIndex &index) const override;
    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    bool hasChildren(const QModelIndex &parent = {}) const override;
    bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    void fetch(const QModelIndex &parent, int rows);
    QModelIndex placed(int value, int column = NameColumn) const;
    QString name(int value) const;
    QString shown(int value) const;
    QString scalar(int value) const;
    QVariant ink(int value, int column) const;
    static QString covered(const JsonIndex &document, const Cover &cover, int value, const QString &text);

    std::shared_ptr<const JsonIndex> m_document;
    QHash<int, QList<int>> m_children; ///< of values whose rows have been asked for, as many as are shown
    QHash<int, QString> m_remarks;
    Cover m_cover;
};

} // namespace cairn
