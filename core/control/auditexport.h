#pragma once

#include "control/longwork.h"
#include "store/store.h"

namespace cairn {

/// Writes the entries that match into a file of JSON lines (0600), oldest first; brings how many. The file appears when it is
/// whole: until then, and for ever if it is given up, what stood there before stays. Waits for the disk. Errors: those of the
/// store, Io, DiskFull, Cancelled.
Result<qint64> exportAudit(StoreReader &reader, const AuditFilter &filter, const QString &path, LongWork &work);

} // namespace cairn
