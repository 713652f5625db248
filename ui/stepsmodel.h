#pragma once

#include "policy/progress.h"

#include <QAbstractTableModel>

namespace cairn {

/// The steps of one run as they stand.
class StepsModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { StateColumn, StepColumn, AttemptsColumn, NextColumn, CategoryColumn, CauseColumn, ColumnCount };

    using QAbstractTableModel::QAbstractTableModel;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    void setSteps(const QList<StepProgress> &steps);
    const StepProgress &step(int row) const { return m_steps.at(row); }
    /// The row of the step itself; -1 if there is none.
    int rowOf(const StepId &step) const;
    /// The moment that countdowns count from.
    void setNow(Timestamp now);

private:
    QVariant text(const StepProgress &step, int column) const;
    QVariant tip(const StepProgress &step, int column) const;

    QList<StepProgress> m_steps;
    Timestamp m_now;
};

} // namespace cairn
