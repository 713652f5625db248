#pragma once

#include "model/incident.h"
#include "store/statement.h"

namespace cairn {

// Each reads the columns of the query of the same name in sql/read.sql, in their order.
Incident readIncident(Row &row);
IncidentNote readIncidentNote(Row &row);

/// What became of an incident's failures, in words.
QString tellCounts(const MemberCounts &counts);

} // namespace cairn
