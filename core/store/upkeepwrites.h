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
struct ForgetRemovals
{
    QList<qint64> removals;
};
/// Runs that have ended are to lose their payloads; audited. Others are left alone.
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
};
/// Erases payloads of runs that nobody else used up to `searched`, and what the runs' headers were; audited.
struct EraseRuns
{
    QList<Erasure> erasures;
    QHash<Digest, RunId> payloads;
    PayloadUses searched;
    Timestamp at;
};
/// Runs of a pipeline that ended before and whose payloads are erased go, the oldest first, with all that belongs to them alone;
/// audited. Those that somebody may still need stay: see runs_to_remove.
struct RemoveRuns
{
    QString pipeline;
    Timestamp endedBefore;
    int most = 0;
    QString reason;
    Timestamp at;
};

} // namespace cairn
