#pragma once

#include "control/traininglog.h"
#include "ui/look/statelook.h"
#include "ui/parts/valuerows.h"

namespace cairn {

/// All tries of the exercises, the newest first.
class TrainingProgressModel : public ValueRows<ExerciseTry>
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

    void setLog(const TrainingLog &log);

private:
    QVariant cell(const ExerciseTry &one, int column, int role) const override;
    QString head(int column) const override;
    QVariant text(const ExerciseTry &one, int column) const;
    QString tip(const ExerciseTry &one, int column) const;

    const QList<Exercise> m_exercises;
};

} // namespace cairn
