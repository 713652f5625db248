#pragma once

#include "store/store.h"

namespace cairn {

/// One target of an order about many.
struct BulkTarget
{
    Command command;
    BulkPlace place;              ///< where the order stands once this is asked for
    qint64 pipelineVersionId = 0; ///< of its run; 0: not known
    StepId step;                  ///< at which it stands; empty: not known
};

/// Some targets, as far as the search for them went.
struct BulkPage
{
    QList<BulkTarget> targets;
    BulkPlace end;     ///< where the order stands once all of them are asked for
    bool last = false; ///< there are no more
};

/// What a filter line means for a command of that kind: runs in whose state it can be asked for. Without states: it can be asked
/// for none that match. Errors: Usage.
Result<RunFilter> runsMeantBy(const QString &filter, CommandKind kind, Timestamp createdAt);

/// Whether it can be asked for a failing step that stands like that: first it is decided whether what may have happened did.
bool suits(CommandKind kind, StepState failing);

/// The next targets of an order, at most `limit`. What failed after `now` by the clock failed before it was set back, and before
/// the order. Errors: Usage, NotFound, those of the store.
Result<BulkPage> nextTargets(StoreReader &reader, const Bulk &bulk, int limit, Timestamp now = Timestamp::max());

} // namespace cairn
