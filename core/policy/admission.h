#pragma once

#include "policy/breaker.h"
#include "policy/budget.h"
#include "policy/limiter.h"

namespace cairn {

/// A service that has refused a request for its limits is left alone for a while.
struct Silence
{
    Timestamp from; ///< when it refused; 1970: it has not
    Timestamp until;
    bool ofQuota = false; ///< one is used up, and the service did not say until when
    /// Once it is over one call at a time finds out whether the service takes calls again, before all others go.
    bool isTested = false;
    bool operator==(const Silence &) const = default;
};

/// All that is remembered of one service in order to treat it well. One per service; survives restarts as JSON.
struct ServiceState
{
    Breaker breaker;
    RetryBudget budget;
    ConcurrencyLimit concurrency;
    std::optional<RateBucket> rate; ///< nullopt: no request was counted yet
    Silence silence;
    bool operator==(const ServiceState &) const = default;
};

/// The state of a service that nothing is known of: full budget and bucket, closed breaker.
ServiceState freshState(const Policy &policy, Timestamp now);

/// Until when the service is left alone for its limits, whatever its breaker says; nullopt: it is not.
std::optional<Timestamp> quietUntil(const ServiceState &state, const Policy &policy, Timestamp now);
/// Somebody knows that it takes calls again.
void endSilence(ServiceState &state, Timestamp now);
/// As many exchanges with it may be under way.
int mostInFlight(const ServiceState &state, const Policy &policy);

/// A request that wants to start.
struct Candidate
{
    std::optional<Category> retryAfter; ///< the failure that it repeats; nullopt: a first attempt, which the budget leaves alone
    int inFlight = 0;                   ///< exchanges with the service now
};

/// Whether a request may start. Held steps use up no attempt, and ask again at `until` or when an exchange ends.
struct Admission
{
    bool admitted = false;
    qint64 probe = 0;               ///< to be handed to settle()
    std::optional<Timestamp> until; ///< held: ask no sooner; nullopt: when an exchange with the service has ended
    HoldReason reason{};
};

/// Asks breaker, the service's advice, budget, rate and concurrency in this order, and takes what the request needs only if all
/// agree.
Admission admit(ServiceState &state, const Policy &policy, const Candidate &candidate, Timestamp now);

/// How an exchange ended, for the state.
struct Settled
{
    qint64 probe = 0;
    std::optional<Category> category{}; ///< nullopt: it succeeded
    int status = 0;
    bool cancelled = false;
    std::optional<Milliseconds> advised{};
    Timestamp startedAt{};
    Milliseconds duration{0};
    int inFlight = 0;                     ///< this one included
    std::optional<Category> retryAfter{}; ///< the failure that it repeated
    bool quotaSpent = false;              ///< it was refused because a quota is used up
};

void settle(ServiceState &state, const Policy &policy, const Settled &settled, Timestamp now);

/// Longest that a probe can be under way: an attempt's own timeouts, and time to record it.
Milliseconds probeLease(const TimeoutPolicy &timeout);

QJsonObject toJson(const ServiceState &state);
/// What can be read of it; parts that cannot are fresh, because a service's state is worth less than running at all.
ServiceState serviceStateFromJson(const QJsonObject &json, const Policy &policy, Timestamp now);

} // namespace cairn
