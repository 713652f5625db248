#pragma once

#include "model/records.h"

#include <QAbstractTableModel>

namespace cairn {

/// The attempts of one run, in the order they were made.
class AttemptsModel : public QAbstractTableModel
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

    using QAbstractTableModel::QAbstractTableModel;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    /// Attempts are only ever added: those of the same run that are shown already stay where they are.
    void setAttempts(const QList<Attempt> &attempts);
    const QList<Attempt> &attempts() const { return m_attempts; }

private:
    QVariant text(const Attempt &attempt, int column) const;
    QString tip(const Attempt &attempt, int column) const;

    QList<Attempt> m_attempts;
};

} // namespace cairn
