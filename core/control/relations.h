#pragma once

#include "control/inbox.h"
#include "control/json.h"
#include "control/lineage.h"
#include "control/servicehealth.h"
#include "store/store.h"

namespace cairn {

/// What belongs to a run beside its own history.
struct RunRelations
{
    std::optional<RunRecord> original; ///< that it is a rerun of
    QList<RunRecord> reruns;
    std::optional<InputTaken> input; ///< where its input came from
    QList<Event> events;
    QList<Command> commands;                 ///< asked for it, whatever came of them
    QList<AuditEntry> audit;                 ///< about it or a step of it, newest first
    QMap<qint64, ServiceRevision> revisions; ///< that ruled its steps and attempts
    QList<HandledIncident> incidents;        ///< that steps of it belong to, newest first
    std::optional<ServiceHealth> gate;       ///< of a held run: the service that lets nothing of it in, as it stands now
};

/// Oldest first, the audit excepted; of reruns, events, commands and the audit a few hundred.
Result<RunRelations> readRunRelations(StoreReader &reader, const RunDetail &detail, Timestamp now);

} // namespace cairn
