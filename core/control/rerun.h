#pragma once

#include "base/timestamp.h"
#include "control/json.h"
#include "store/store.h"

namespace cairn {

/// Why what is done by steps that do not need `from` cannot be taken over by another version of the pipeline: it changes one of
/// them. Empty if it can; `from` empty: nothing is taken over.
QString whyNotTakenOver(const RunDetail &old, const Pipeline &next, const StepId &from);

/// What a run that is to begin at `from` does first: steps that one needs and that are not done, in their order.
QStringList undoneBefore(const RunProgress &progress, const Pipeline &pipeline, const StepId &from);
/// The same in English, a sentence without a full stop; empty if there are none.
QString toldUndone(const StepId &from, const QStringList &undone);

/// The cause of a run that begins with what another one did, until a runner has begun it: nothing of it has been sent.
QString notBegunYet();

/// A new run of the same input, linked to the old one, waiting until it is durable. With `from`, it takes over what was done by
/// steps that do not need that one, and begins there; empty: from the start. `latest`: on the newest version of the pipeline.
/// Errors: NotFound; Conflict, if its payloads are erased or are to be; Usage, if the version has no such step or does something
/// that is taken over in another way.
Result<RunId> rerun(Store &store, StoreReader &reader, RunId old, const StepId &from, bool latest, const Clock &clock,
                    const QString &actor, const QString &reason);

} // namespace cairn
