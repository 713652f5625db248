#pragma once

#include "model/records.h"
#include "ui/parts/valuerows.h"

namespace cairn {

/// The checkpoints of one run, in the order they were committed.
class CheckpointsModel : public ValueRows<Checkpoint>
{
    Q_OBJECT
public:
    enum Column { AtColumn, StepColumn, StateColumn, StatusColumn, ReasonColumn, OutputColumn, ActorColumn, ColumnCount };

    explicit CheckpointsModel(QObject *parent = nullptr) : ValueRows(ColumnCount, parent) {}

    /// Checkpoints are only ever added: those of the same run that are shown already stay where they are.
    void setCheckpoints(const QList<Checkpoint> &checkpoints);

private:
    QVariant cell(const Checkpoint &checkpoint, int column, int role) const override;
    QString head(int column) const override;
    QVariant text(const Checkpoint &checkpoint, int column) const;
    QString tip(const Checkpoint &checkpoint, int column) const;
};

} // namespace cairn
