#pragma once

#include "base/timestamp.h"
#include "model/exchange.h"

#include <optional>

namespace cairn {

/// How long a service asks to be left alone, and in which header it said so.
struct Advice
{
    Milliseconds wait{0};
    QString by; ///< "Retry-After", "RateLimit", …
};

/// What a failed answer's headers advise. Retry-After (RFC 9110 §10.2.3) takes precedence; then RateLimit in its structured form
/// (draft-ietf-httpapi-ratelimit-headers-08 and later: `"default";r=0;t=30`) or its older one (`limit=9, remaining=0, reset=30`),
/// RateLimit-Remaining with RateLimit-Reset (drafts up to 02), and X-RateLimit-*. Those others count when nothing remains, or
/// when the status is 429 and what remains is not said. Nonsense is no advice; at most one year.
std::optional<Advice> adviceFrom(const HeaderList &headers, int status, Timestamp now);

} // namespace cairn
