#pragma once

#include "model/service.h"
#include "policy/classify.h"

namespace cairn {

/// What came before, as far as the decision needs it.
struct DecisionContext
{
    int attempts = 1; ///< made so far, this one included
    Timestamp now;
    std::optional<Timestamp> deadline; ///< of the run
    double random = 0;                 ///< uniform in [0, 1)
};

/// What is done about an outcome, and why, in words that are stored with the attempt.
struct Verdict
{
    Action action = Action::Succeed;
    Milliseconds delay{0}; ///< with Action::Retry
    QString reason;
};

/// The first decision table: retries network, timeout, rate_limit, service and passing internal failures under the service's
/// retry policy; never repeats what may have happened at a service that is not idempotent; blocks everything else.
Verdict decide(const Outcome &outcome, const Service &service, const DecisionContext &context);

} // namespace cairn
