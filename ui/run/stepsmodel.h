#pragma once

#include "policy/progress.h"
#include "ui/parts/keyedrows.h"

namespace cairn {

/// The steps of one run as they stand.
class StepsModel : public KeyedRows<StepProgress>
{
    Q_OBJECT
public:
    enum Column { StateColumn, StepColumn, AttemptsColumn, NextColumn, CategoryColumn, CauseColumn, ColumnCount };

    using KeyedRows::KeyedRows;

    int columnCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : ColumnCount; }
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    /// What is chosen stays so, as long as it is among them.
    void setSteps(const QList<StepProgress> &steps) { merge(steps, true); }
    const StepProgress &step(int row) const { return rows().at(row); }
    /// The row of the step itself; -1 if there is none.
    int rowOf(const StepId &step) const;
    /// The moment that countdowns count from.
    void setNow(Timestamp now);

protected:
    bool sameRow(const StepProgress &a, const StepProgress &b) const override { return a.key() == b.key(); }
    bool sameContent(const StepProgress &a, const StepProgress &b) const override;
    void askForMore() override {} // there never is

private:
    QVariant text(const StepProgress &step, int column) const;
    QString tip(const StepProgress &step, int column) const;

    Timestamp m_now;
};

} // namespace cairn
