#pragma once

#include "control/doctor.h"

#include <QAbstractTableModel>

namespace cairn {

/// What an examination found, the bad first.
class FindingsModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { SeverityColumn, SubjectColumn, DetailColumn, RemedyColumn, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    void setFindings(const QList<Finding> &findings);
    /// As lines of text, to be sent to somebody.
    QString report() const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    QList<Finding> m_findings;
};

} // namespace cairn
