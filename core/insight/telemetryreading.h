#pragma once

#include "insight/telemetry.h"
#include "store/store.h"

#include <functional>

namespace cairn {

/// Recorded attempts that are looked at one by one; of older ones only the counts.
inline constexpr qint64 MostFacts = 300'000;

/// What was recorded of a service from `since` until `until`. `goOn` is asked now and then with the share that is done (0 … 1);
/// false gives it up. `most`: when so many attempts have been looked at one by one, it is enough. Belongs to the reader's thread.
/// Errors: Cancelled, those of the store.
Result<Telemetry> readTelemetry(StoreReader &reader, const ServiceRevision &live, Timestamp since, Timestamp until,
                                const std::function<bool(double)> &goOn = {}, qint64 most = MostFacts);

/// Whether a breaker did what an operator ordered, which says nothing about what it would have done by itself.
bool isByOrder(const Event &ofBreaker);

} // namespace cairn
