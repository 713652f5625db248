#pragma once

#include "control/incidentdesk.h"

namespace cairn {

/// Deeds in the order in which they were done (they come newest first); what somebody asked for of several in one go is one.
QList<IncidentDeed> inOneGo(const QList<IncidentDeed> &deeds);

/// What happened and what people asked for, oldest first; in English, of kinds as in the audit ("command.retry", "bulk.skip").
QList<IncidentNote> historyOf(const IncidentDetail &detail);

} // namespace cairn
