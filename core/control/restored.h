#pragma once

#include "store/store.h"

namespace cairn {

/// A store that was put back from a backup: of what was done since that was made, it knows nothing.
struct Restored
{
    Timestamp at;         ///< when it was put back
    Timestamp backedUpAt; ///< or a moment before
    qint64 paused = 0;    ///< runs that had not ended
};

/// Says in the audit that the store was put back, and lets nothing leave before somebody has looked: runs that would go on are
/// paused, and what of any may have been sent is noted as such; orders stop, and what was asked for is refused. The store is
/// nobody's yet. Waits. Errors: those of the store.
Result<Restored> settleRestored(Store &store, const QString &file, const QString &actor, const QString &reason, Timestamp now);

/// The last time that it was, without its runs; nothing: it never was. Errors: those of the store.
Result<std::optional<Restored>> readRestored(StoreReader &reader);
/// Runs that are paused for it still. Errors: those of the store.
Result<qint64> countPaused(StoreReader &reader, const Restored &restored);

/// "put back at … from a backup of …", with what that means. English.
QString describe(const Restored &restored);
/// What is to be done about runs that are paused for it. English.
QString remedyOf(const Restored &restored);

/// Why a file is not taken that was written before the store was put back: what a folder holds then may have been taken since the
/// backup, and so may what was put back with it.
Error writtenBefore(const Restored &restored, const QString &path);

} // namespace cairn
