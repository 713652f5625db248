#pragma once

#include "model/service.h"

#include <QAbstractTableModel>

namespace cairn {

/// The revisions of one service, the newest first: the live one.
class RevisionsModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { RevisionColumn, RecordedColumn, ActorColumn, ReasonColumn, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    void setRevisions(const QList<ServiceRevision> &revisions);
    const QList<ServiceRevision> &revisions() const { return m_revisions; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    QString text(int row, int column) const;

    QList<ServiceRevision> m_revisions;
    QList<int> m_same; ///< of each: the newest before it that means the same; 0: there is none
};

} // namespace cairn
