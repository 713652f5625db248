#pragma once

#include "model/runbook.h"

#include <QAbstractTableModel>

namespace cairn {

/// The runbooks at hand.
class RunbooksModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { TitleColumn, SeverityColumn, MatchColumn, ColumnCount };
    enum Role {
        NameRole = Qt::UserRole + 10,
        SearchRole, ///< all that somebody may look for
    };

    using QAbstractTableModel::QAbstractTableModel;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    void setRunbooks(const QList<Runbook> &runbooks);
    const Runbook *find(const QString &name) const;

private:
    QList<Runbook> m_runbooks;
};

} // namespace cairn
