#pragma once

#include "terminal.h"

#include "control/bulkdesk.h"

namespace cairn {

// What an order about many targets would mean, in words.

/// "4 eligible (4 blocked), 2 not: 2 succeeded".
QString textOf(const BulkPreview &preview);
/// Who is left out: "2 succeeded".
QString othersText(const BulkPreview &preview);
/// "4 runs".
QString meantText(const BulkPreview &preview, const BulkOrder &order);
/// The answer to a dry run.
Exit tellPreview(const Terminal &terminal, const BulkPreview &preview);

} // namespace cairn
