#pragma once

#include "control/exercise.h"
#include "store/store.h"

namespace cairn {

/// All that an exercise is judged by: what was recorded of its runs and their incidents, and the services' own ledger.
struct ExerciseEvidence
{
    QList<RunRecord> runs;
    QMap<RunId, RunHistory> histories;
    QList<IncidentNote> notes;  ///< of the incidents that steps of the runs belong to, since the start
    QMap<QString, int> notices; ///< by reference: the run's id
    std::optional<Timestamp> repairedAt;
};

/// Where one check stands.
struct CheckFinding
{
    enum State { Open, Done, Missed }; ///< Missed: it cannot be reached any more, not in this try
    State state = Open;
    std::optional<Timestamp> at; ///< since when it is done
    int reached = 0;             ///< of `wanted`, where it is a matter of number
    int wanted = 0;
    bool operator==(const CheckFinding &) const = default;
};

/// How far a try has come, and what went wrong on the way.
struct ExerciseFindings
{
    QList<CheckFinding> checks; ///< as the exercise's
    QList<int> mistakes;        ///< how often each was made
    bool isOver() const;        ///< nothing is open any more
    bool isReached() const;     ///< everything is done
    bool operator==(const ExerciseFindings &) const = default;
};

/// What was recorded of `runs` since `since`. Errors: those of the store.
Result<ExerciseEvidence> readEvidence(StoreReader &reader, const QList<RunId> &runs, Timestamp since);

/// Pure: the same evidence, the same findings.
ExerciseFindings judge(const Exercise &exercise, const ExerciseEvidence &evidence);

} // namespace cairn
