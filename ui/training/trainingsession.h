#pragma once

#include "control/faultboard.h"
#include "control/traininglog.h"

#include <QObject>
#include <QTimer>

namespace cairn {

/// The exercises that are shipped, in their order.
QList<Exercise> shippedExercises();

/// The training mode of one workspace: which exercise is under way, what the services' faults are, and what was reached. Looks
/// again twice a second while an exercise is under way or somebody watches.
class TrainingSession : public QObject
{
    Q_OBJECT
public:
    /// `folder`: the workspace's .cairn, where progress is kept.
    TrainingSession(Desk &desk, FaultBoard &board, const QString &folder, QObject *parent = nullptr);

    const QList<Exercise> &exercises() const { return m_exercises; }
    const TrainingLog &log() const { return m_log; }
    /// The try that is under way, or nothing.
    const ExerciseTry *current() const;
    /// The latest of an exercise, or nothing.
    const ExerciseTry *latest(const QString &exercise) const;
    const FaultState &faults() const { return m_faults; }
    bool isBusy() const { return m_starting || !m_loaded; }

    /// Switches its faults on and submits its files; what was under way ends.
    void start(const Exercise &exercise);
    /// Switches off the faults of the exercise that is under way.
    void repair();
    void giveUp();
    void showHint();
    void setFault(const QString &service, const FaultSwitch &fault, bool on);
    void clearFaults();
    void setWatched(bool watched);

Q_SIGNALS:
    void changed();
    void failed(const cairn::Error &error);

private:
    void look();
    void takeFaults(const Result<FaultState> &state);
    void takeEvidence(const Result<ExerciseEvidence> &evidence);
    void switchOn(const Exercise &exercise, QStringList services);
    void submit(const Exercise &exercise);
    void close(bool reached);
    void end(bool reached);
    void noteRepair();
    void keep();
    void pace();
    void tellTrouble(const Error &error);

    Desk &m_desk;
    FaultBoard &m_board;
    TrainingDesk m_training;
    const QList<Exercise> m_exercises;
    TrainingLog m_log;
    FaultState m_faults;
    QTimer m_timer;
    std::optional<Error> m_trouble; ///< told once, until it is over
    bool m_loaded = false;
    bool m_watched = false;
    bool m_starting = false;
    bool m_looking = false;
    bool m_keeping = false;
    bool m_keepAgain = false;
};

} // namespace cairn
