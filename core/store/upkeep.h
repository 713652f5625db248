#pragma once

#include "model/upkeep.h"
#include "store/backup.h"
#include "store/store.h"

#include <atomic>

namespace cairn {

/// What keeps a store in order beside its work: keys are changed, what is to be erased goes, copies are made. Every call waits
/// for the disk. Thread-safe.
class StoreUpkeep
{
public:
    virtual ~StoreUpkeep() = default;

    virtual Result<Encryption> encryption() = 0;
    /// Makes a new key, which all is sealed with from then on; what was sealed before is sealed anew by work(). Errors: Usage if
    /// the store is not encrypted, Conflict while that has not ended for the last one, those of the vault.
    virtual Result<int> changeKey(const QString &actor, const QString &reason, Timestamp now) = 0;
    /// Wraps the store's keys with the key of another vault, which is made there if it has none; the store is opened with that
    /// one from then on. Errors: as above.
    virtual Result<void> rewrap(Vault &to, const QString &actor, const QString &reason, Timestamp now) = 0;

    /// Notes that those of the runs that have ended are to lose their payloads; gives how many. Of runs that have lost them
    /// already those count to which something came since.
    virtual Result<qint64> askErasure(const QList<RunId> &runs, const QString &actor, const QString &reason, Timestamp now) = 0;
    virtual Result<std::optional<Erasure>> erasureOf(RunId run) = 0;
    /// Runs that are to be erased, files that are to be removed, and the log, which is to be emptied of what they were.
    virtual Result<qint64> pendingErasures() = 0;
    /// How many of these runs, and whether the log: what is left to be done before they are erased for good.
    virtual Result<qint64> pendingErasuresOf(const QList<RunId> &runs) = 0;
    /// Runs of a pipeline that ended before `until`, not before `from`, and keep their payloads; the oldest first, with when they
    /// ended.
    virtual Result<QList<std::pair<RunId, Timestamp>>> expired(const QString &pipeline, Timestamp from, Timestamp until,
                                                               int limit) = 0;

    /// Removes runs of a pipeline that ended in [from, until), whose payloads are erased, and which nobody needs any more: a few
    /// at a time, the oldest first, with a tombstone in the audit. `fence`: as for work(). Errors: as there.
    virtual Result<RemovedRuns> removeRuns(const QString &pipeline, Timestamp from, Timestamp until, const QString &reason,
                                           qint64 fence, Timestamp now) = 0;

    /// Writes a copy of the store into one file; see writeBackup. It is audited before it leaves: what cannot be said does not.
    virtual Result<QStringList> backUp(const QString &path, const QString &actor, const QString &reason, Timestamp now,
                                       const BackupProgress &progress) = 0;

    /// How many bytes of the database hold nothing, and how many it has: the file keeps what was erased or removed from it as
    /// room.
    virtual Result<std::pair<qint64, qint64>> room() = 0;
    /// Gives that room back to the disk, which must have as much free as is left, twice. Nobody can write meanwhile. `fence`: as
    /// for work(); `progress`: told bytes done, of about how many. Gives how many the database had, and has. It is audited
    /// before. Errors: LeaseLost, DiskFull (nothing was changed), Busy, those of the store.
    virtual Result<std::pair<qint64, qint64>> compact(const QString &actor, const QString &reason, qint64 fence, Timestamp now,
                                                      const std::function<void(qint64, qint64)> &progress) = 0;

    /// Does a small piece of what is to be done; true if there is more. `fence`: that of the lease of whoever carries the store;
    /// nullopt: of nobody, whom no runner that begins keeps from ending the piece (two at a time work on nothing, see
    /// lockUpkeep). Whatever is killed within it is done by the next call. Errors: LeaseLost, those of the store.
    virtual Result<bool> work(std::optional<qint64> fence, Timestamp now, const std::atomic<bool> &stop) = 0;
};

} // namespace cairn
