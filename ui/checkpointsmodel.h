#pragma once

#include "model/records.h"

#include <QAbstractTableModel>

namespace cairn {

/// The checkpoints of one run, in the order they were committed.
class CheckpointsModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { AtColumn, StepColumn, StateColumn, StatusColumn, ReasonColumn, OutputColumn, ActorColumn, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    /// Checkpoints are only ever added: those of the same run that are shown already stay where they are.
    void setCheckpoints(const QList<Checkpoint> &checkpoints);
    const QList<Checkpoint> &checkpoints() const { return m_checkpoints; }

private:
    QVariant text(const Checkpoint &checkpoint, int column) const;
    QString tip(const Checkpoint &checkpoint, int column) const;

    QList<Checkpoint> m_checkpoints;
};

} // namespace cairn
