#pragma once

#include "model/incident.h"
#include "store/sqliteconnection.h"
#include "store/statement.h"

namespace cairn {

// Each reads the columns of the query of the same name in sql/read.sql, in their order.
// Of those that are left out the row has one number: tellCancelled() parts them.
Incident readIncident(Row &row);
IncidentNote readIncidentNote(Row &row);

/// What became of an incident's failures, in words.
QString tellCounts(const MemberCounts &counts);
/// Says how many of those that an incident's row counts as left out were cancelled: as many as its members are.
Result<void> tellCancelled(SqliteConnection &connection, Incident &incident);

} // namespace cairn
