#pragma once

#include "model/exchange.h"
#include "model/pipeline.h"
#include "model/words.h"

#include <optional>

namespace cairn {

/// What an exchange means: success, or a category with its cause.
struct Outcome
{
    std::optional<Category> category;    ///< nullopt: it succeeded
    QString cause;                       ///< one sentence, English
    bool maybeHappened = false;          ///< failed, but the service may have done what was asked
    std::optional<Milliseconds> advised; ///< the service asked to wait that long

    bool succeeded() const { return !category; }
};

/// Judges an exchange by transport fault and status (design.md §5). `rule.status` names the statuses that count as success;
/// empty means 2xx. Content (expect, digests) is judged by the runner, which has the body.
Outcome classify(const Exchange &exchange, const ResponseRule &rule, Timestamp now);

} // namespace cairn
