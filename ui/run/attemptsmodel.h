#pragma once

#include "model/records.h"
#include "ui/parts/valuerows.h"

namespace cairn {

/// The attempts of one run, in the order they were made.
class AttemptsModel : public ValueRows<Attempt>
{
    Q_OBJECT
public:
    enum Column {
        StartedColumn,
        StepColumn,
        NumberColumn,
        AnswerColumn,
        CategoryColumn,
        DecisionColumn,
        TookColumn,
        RequestColumn,
        ColumnCount
    };

    explicit AttemptsModel(QObject *parent = nullptr) : ValueRows(ColumnCount, parent) {}

    /// Attempts are only ever added: those of the same run that are shown already stay where they are.
    void setAttempts(const QList<Attempt> &attempts);

private:
    QVariant cell(const Attempt &attempt, int column, int role) const override;
    QString head(int column) const override;
    QVariant text(const Attempt &attempt, int column) const;
    QString tip(const Attempt &attempt, int column) const;
};

} // namespace cairn
