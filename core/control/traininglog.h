#pragma once

#include "control/desk.h"
#include "control/exercisechecks.h"

namespace cairn {

/// One time that somebody took up an exercise, and how far it came.
struct ExerciseTry
{
    QString exercise;
    Timestamp startedAt{};
    QList<RunId> runs;
    std::optional<Timestamp> repairedAt;
    std::optional<Timestamp> endedAt; ///< nullopt: under way
    bool reached = false;             ///< it ended with everything done
    int hints = 0;                    ///< how many were shown
    ExerciseFindings findings;        ///< as they were last
    bool operator==(const ExerciseTry &) const = default;
};

/// What it was that somebody took up; nullptr if it is not among them.
const Exercise *exerciseOf(const QList<Exercise> &exercises, const ExerciseTry &one);

/// All tries in a workspace, oldest first.
using TrainingLog = QList<ExerciseTry>;

QByteArray toJson(const TrainingLog &log);
/// Nothing if it is none of ours.
std::optional<TrainingLog> trainingLogFromJson(const QByteArray &json);

/// A Desk's side for the training mode. Progress is kept in `folder`, the workspace's .cairn, as training.json.
class TrainingDesk
{
public:
    TrainingDesk(Desk &desk, const QString &folder);

    /// Empty if nothing was kept. Errors: Io, Damaged.
    QFuture<Result<TrainingLog>> log() const;
    QFuture<Result<bool>> keep(const TrainingLog &log) const;
    /// Submits an exercise's files; brings the try, which is to be kept by whoever asked. Errors: those of submitFile.
    QFuture<Result<ExerciseTry>> begin(const Exercise &exercise) const;
    QFuture<Result<ExerciseEvidence>> evidence(const ExerciseTry &about) const;
    /// Has those of its runs cancelled that have not come to an end, so that they are in nobody's way; brings how many.
    QFuture<Result<qint64>> abandon(const ExerciseTry &about, const QString &actor) const;

private:
    Desk &m_desk;
    QString m_file;
};

} // namespace cairn
