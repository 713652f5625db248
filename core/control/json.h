#pragma once

#include "policy/progress.h"
#include "store/store.h"

#include <QJsonObject>

namespace cairn {

/// The numbers of services' revisions, by the ids of the policies that they are in the store.
using RevisionNumbers = QHash<qint64, int>;

/// Those that ruled these; one that cannot be read is left out.
RevisionNumbers readRevisionNumbers(StoreReader &reader, const RunHistory &history);

/// A run with all that explains it.
struct RunDetail
{
    RunRecord run;
    PipelineVersion version;
    RunHistory history;
    RunProgress progress;
    RevisionNumbers revisions{};
};

class Cover;

/// Reads a run, its history and its pipeline version as one picture.
Result<RunDetail> readRunDetail(StoreReader &reader, RunId id);

/// What it has is the list that it was fanned out over, and not what came of it.
inline bool holdsItsList(const StepProgress &step)
{
    return step.items && step.state != StepState::Succeeded && step.state != StepState::Degraded;
}

// The documents of `cairn … --json` (their fields are a promise, see the man page) and of "copy as JSON".
/// `attempts`: of all its steps, ever.
QJsonObject toJson(const RunRecord &run, qint64 attempts);
/// `cover`: of its attempts, see covered().
QJsonObject toJson(const RunDetail &detail, const Cover &cover);
QJsonObject toJson(const Attempt &attempt, const RevisionNumbers &revisions);
QJsonObject toJson(const Checkpoint &checkpoint, const RevisionNumbers &revisions);
QJsonObject toJson(const Bulk &bulk);
QJsonObject toJson(const Error &error); ///< {"error":{category,message,where,remedy}}

} // namespace cairn
