#pragma once

#include "model/runbook.h"
#include "store/statement.h"

namespace cairn {

// Each reads the columns of the query of the same name in sql/runbooks.sql, in their order.
RunbookSession readRunbookSession(Row &row);
RunbookTick readRunbookTick(Row &row);
RunbookDeed readRunbookDeed(Row &row);

} // namespace cairn
