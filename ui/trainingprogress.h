#pragma once

#include "control/traininglog.h"
#include "ui/statelook.h"

#include <QAbstractTableModel>

namespace cairn {

/// All tries of the exercises, the newest first.
class TrainingProgressModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column {
        OutcomeColumn,
        ExerciseColumn,
        StartedColumn,
        TookColumn,
        DoneColumn,
        HintsColumn,
        MistakesColumn,
        ColumnCount
    };

    explicit TrainingProgressModel(const QList<Exercise> &exercises, QObject *parent = nullptr);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    void setLog(const TrainingLog &log);

private:
    QVariant text(const ExerciseTry &one, int column) const;
    QString tip(const ExerciseTry &one, int column) const;
    const Exercise *exerciseOf(const ExerciseTry &one) const;

    const QList<Exercise> m_exercises;
    TrainingLog m_log;
};

} // namespace cairn
