#pragma once
// Room `policy`: pure decisions. What kind of failure is this, is it tried again, and when. No I/O, no event loop; time and
// randomness come in as arguments, so every table of cases can be tested.

#include "base/timestamp.h"
#include "model/service.h"

#include <QByteArrayView>

#include <optional>

namespace cairn {

/// Wait before retry number `retry` (1 = the first repeat): initial · factor^(retry-1), at most max, spread by the policy's
/// jitter. `random` is uniform in [0, 1). The jitters are those of "Exponential Backoff And Jitter" (AWS, 2015); the decorrelated
/// one grows from `previous`, the wait before this one (none: initial).
Milliseconds backoffDelay(const RetryPolicy &policy, int retry, double random, std::optional<Milliseconds> previous = {});

/// What a service asked for: max(own, advised) plus up to a tenth of the advice, so that those told the same second do not
/// come back in the same millisecond.
Milliseconds adviseDelay(Milliseconds own, Milliseconds advised, double random);

/// RFC 9110 §10.2.3: delay in seconds or an HTTP date; dates in the past give zero, nonsense nullopt. Capped at one year.
std::optional<Milliseconds> parseRetryAfter(QByteArrayView value, Timestamp now);

} // namespace cairn
