#pragma once

#include "model/audit.h"

#include <QAbstractTableModel>

namespace cairn {

/// Entries of the audit that have been loaded so far, newest first. Holds values only; pages are given to it (see AuditFeed).
class AuditModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { AtColumn, ActorColumn, ActionColumn, SubjectColumn, ReasonColumn, NumberColumn, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;

    const QList<AuditEntry> &entries() const { return m_entries; }

    /// Begins anew; `whole`: there are no older ones.
    void reset(const QList<AuditEntry> &newest, bool whole);
    void append(const QList<AuditEntry> &older, bool whole);
    void prepend(const QList<AuditEntry> &newer);
    /// Forgets the oldest rows; they can be fetched again.
    void trim(int rows);
    /// All there is of one thing, newest first; what is shown already stays where it is.
    void setEntries(const QList<AuditEntry> &all);

Q_SIGNALS:
    void moreWanted();

private:
    QList<AuditEntry> m_entries;
    bool m_whole = true;
};

} // namespace cairn
