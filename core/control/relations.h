#pragma once

#include "control/json.h"
#include "store/store.h"

namespace cairn {

/// What belongs to a run beside its own history.
struct RunRelations
{
    std::optional<RunRecord> original; ///< that it is a rerun of
    QList<RunRecord> reruns;
    QList<Event> events;
    QList<Command> commands;                 ///< asked for it, whatever came of them
    QMap<qint64, ServiceRevision> revisions; ///< that ruled its steps and attempts
};

/// Oldest first; of reruns, events and commands a few hundred.
Result<RunRelations> readRunRelations(StoreReader &reader, const RunDetail &detail);

} // namespace cairn
