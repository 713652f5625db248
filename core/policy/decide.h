#pragma once

#include "model/service.h"
#include "policy/classify.h"

namespace cairn {

/// What came before, as far as the decision needs it.
struct DecisionContext
{
    int attempts = 1; ///< made so far, this one included
    Timestamp now;
    std::optional<Timestamp> deadline;           ///< of the run
    double random = 0;                           ///< uniform in [0, 1)
    std::optional<Timestamp> firstAttemptAt{};   ///< since the step was last let go by itself: its timeout counts from it
    std::optional<Timestamp> keyFirstUsedAt{};   ///< the idempotency key's lifetime counts from it
    std::optional<Milliseconds> previousDelay{}; ///< the wait before this attempt
    bool canRefresh = false;    ///< the credential can be renewed without a person, and has not been for this step
    bool mayBeUnderWay = false; ///< it is refused because the service may be working on an earlier attempt, of the same key
};

/// What is done about an outcome, and why, in words that are stored with the attempt.
struct Verdict
{
    Action action = Action::Succeed;
    Milliseconds delay{0}; ///< with Action::Retry
    QString reason;
};

/// Why an attempt that was put off may not be made any more; empty if it may. What waits for its service can wait too long.
QString whyTooLate(const Service &service, const DecisionContext &context);

/// The decision table (design.md §5). What may have happened at a service that is not idempotent, or did, is never repeated; a
/// category is retried if it is automatic, as often as it may be, and never past the step's or the run's deadline or the life of
/// the idempotency key: then the step blocks, durably, rather than wait for less than was asked. Whether a retry may start when
/// its time has come (budget, breaker, rate, concurrency) is admit()'s question: it is held then, and no attempt is used. An
/// answer that found no room on this machine's disk uses none either, where it is asked for again only once there is enough.
Verdict decide(const Outcome &outcome, const Service &service, const DecisionContext &context);

} // namespace cairn
