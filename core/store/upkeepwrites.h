#pragma once

#include "base/ids.h"
#include "base/timestamp.h"
#include "model/upkeep.h"
#include "store/payload.h"

#include <QHash>
#include <QList>
#include <QMap>

namespace cairn {

// Keys and erasure: made by StoreUpkeep, which says what they are for.

/// A key that is sealed with from then on, wrapped; audited. Conflict unless its number is the next one and no change is under
/// way.
struct AddStoreKey
{
    int number = 0;
    QByteArray wrapped;
    QString vault;
    QString actor;
    QString reason;
    Timestamp at;
};
/// The keys that are in use, wrapped by another key; audited. Conflict if they are not those.
struct RewrapStoreKeys
{
    QMap<int, QByteArray> wrapped;
    QString vault;
    QString actor;
    QString reason;
    Timestamp at;
};
/// Seals some more rows with the newest key. Commits in vain are harmless.
struct ResealRows
{
    int most = 0;
    Timestamp at;
};
/// The file of a payload is sealed with another key now. The same key: it could not be, and keeps it.
struct MovePayloadFile
{
    StagedPayload payload;
    int from = 0;
};
/// What was to be removed is gone from the disk.
struct ForgetRemovals
{
    QList<qint64> removals;
};
/// What was erased is no longer in the log either.
struct ForgetLog
{
};
/// Runs that have ended are to lose their payloads, also once more if something came since; audited. Others are left alone.
struct AskErasure
{
    QList<RunId> runs;
    QString actor;
    QString reason;
    Timestamp at;
};
/// How far the search for users of payloads went.
struct PayloadUses
{
    qint64 run = 0;
    qint64 attempt = 0;
    qint64 checkpoint = 0;
    qint64 message = 0;
    qint64 command = 0;
};
/// Erases some of what runs had: payloads that nobody else used up to `searched`, headers of rows. Others hardly notice such a
/// commit if it is a small one: see ErasurePieces. The end of a run's erasure is audited.
struct EraseRuns
{
    PayloadUses searched;
    Timestamp at;
    QHash<Digest, RunId> payloads{};
    QList<qint64> attempts{};
    QList<qint64> checkpoints{};
    QList<qint64> messages{};
    QHash<RunId, qint64> ended{}; ///< that was all of them; with how many payloads they had that others have as well
};
/// Runs of a pipeline go, with all that belongs to them alone, unless somebody needs them by now: see run_over. After `mostRows`
/// rows, with whichever run that is under way, the rest is left to the next such write. Audited.
struct RemoveRuns
{
    QList<RunId> runs;
    QString pipeline;
    int mostRows = 0;
    QString reason;
    Timestamp at;
};

} // namespace cairn
