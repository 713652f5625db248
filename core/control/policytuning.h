#pragma once

#include "store/store.h"

#include <functional>

namespace cairn {

/// Who is recorded as having changed a policy where nobody did.
QString tuningActor();

/// Looks at a service whose `tuning:` has bounds, and gives what is to be committed: one change upon advice, or the end of a
/// trial (kept, rolled back, abandoned). Nothing if there is nothing to do. A change is simulated over the last week first, and
/// its reason tells the figures; one that is foreseen to make things worse is not made, which is noted, and asked anew a week
/// later. What somebody has undone is not made again for thirty days, nor what is dismissed until there is more to it. What a
/// trial is about is read from the audit, so that it goes on after a restart. For worker threads. `goOn` as in readTelemetry.
/// Errors: Cancelled, Definition (the text of the service cannot be changed in place), those of the store.
Result<std::optional<Transaction>> tuningStep(StoreReader &reader, const ServiceRevision &live, Timestamp now,
                                              const std::function<bool(double)> &goOn = {});

} // namespace cairn
