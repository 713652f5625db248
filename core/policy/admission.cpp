#include "policy/admission.h"

#include <algorithm>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

Admission hold(std::optional<Timestamp> until, HoldReason reason)
{
    return {false, 0, until, std::move(reason)};
}

/// Advice that a clock set back has moved far into the future is no longer advice.
bool isQuiet(const ServiceState &state, const Policy &policy, Timestamp now)
{
    return now < state.quietUntil && state.quietUntil - now <= policy.retry.retryAfterMax;
}

/// How long nobody asks a service that has refused one for its limits. Advice beyond retry_after_max blocks the step that got it;
/// others would get the same, and wait as long as advice is followed before one of them finds out. Of a quota that is used up,
/// and nothing advised, one finds out after the longest backoff.
Milliseconds silenceAfter(const Policy &policy, const Settled &settled)
{
    if (settled.category != Category::RateLimit || (!settled.advised && !settled.quotaSpent))
        return Milliseconds(0);
    return std::min(settled.advised.value_or(policy.retry.max), policy.retry.retryAfterMax);
}

/// Tokens come back from now on where the clock was set back: else none would until it shows the old time again.
void countFromNow(ServiceState &state, Timestamp now)
{
    state.budget.updated = std::min(state.budget.updated, now);
    if (state.rate)
        state.rate->updated = std::min(state.rate->updated, now);
}

std::optional<Admission> whatHolds(const ServiceState &state, const Policy &policy, const Candidate &candidate, Timestamp now)
{
    if (const auto held = state.breaker.held(policy.breaker, now))
        return hold(held->until, held->reason);
    if (isQuiet(state, policy, now))
        return hold(state.quietUntil, {HoldReason::Quiet});
    if (candidate.retryAfter) {
        const Timestamp paid = affordableAt(state.budget, policy.budget, *candidate.retryAfter, now);
        if (paid > now)
            return hold(paid, {HoldReason::Budget});
    }
    if (policy.rate && state.rate) {
        const Timestamp next = earliest(*state.rate, *policy.rate, now);
        if (next > now)
            return hold(next, {HoldReason::Rate, policy.rate->limit, policy.rate->per.count()});
    }
    const int most = allowedInFlight(state.concurrency, policy);
    if (candidate.inFlight >= most)
        return hold(std::nullopt, {HoldReason::Concurrency, candidate.inFlight, most});
    return std::nullopt;
}

} // namespace

ServiceState freshState(const Policy &policy, Timestamp now)
{
    ServiceState state;
    state.budget = fullBudget(policy.budget, now);
    state.concurrency = initialLimit(policy);
    return state;
}

Admission admit(ServiceState &state, const Policy &policy, const Candidate &candidate, Timestamp now)
{
    countFromNow(state, now);
    if (const auto held = whatHolds(state, policy, candidate, now))
        return *held;
    if (candidate.retryAfter)
        withdraw(state.budget, policy.budget, *candidate.retryAfter, now);
    if (policy.rate) {
        if (!state.rate)
            state.rate = fullBucket(*policy.rate, now);
        take(*state.rate, *policy.rate, now);
    }
    return {true, state.breaker.admit(policy.breaker, probeLease(policy.timeout), now).probe, now};
}

void settle(ServiceState &state, const Policy &policy, const Settled &settled, Timestamp now)
{
    state.breaker.record(policy.breaker, settled.probe, callResult(settled.category, settled.cancelled), settled.duration, now);
    if (settled.cancelled)
        return;
    if (!settled.category) {
        deposit(state.budget, policy.budget, settled.retryAfter, now);
        succeeded(state.concurrency, policy, settled.inFlight);
        return;
    }
    if (meansOverload(*settled.category, settled.status))
        overloaded(state.concurrency, policy, settled.startedAt, now);
    if (const Milliseconds silence = silenceAfter(policy, settled); silence.count() > 0)
        state.quietUntil = isQuiet(state, policy, now) ? std::max(state.quietUntil, now + silence) : now + silence;
}

Milliseconds probeLease(const TimeoutPolicy &timeout)
{
    constexpr Milliseconds Recording(10'000);
    return timeout.connect + timeout.attempt + Recording;
}

QJsonObject toJson(const ServiceState &state)
{
    QJsonObject json{{u"breaker"_s, state.breaker.toJson()},
                     {u"budget"_s, toJson(state.budget)},
                     {u"concurrency"_s, toJson(state.concurrency)},
                     {u"quiet_until_ms"_s, qint64(state.quietUntil.time_since_epoch().count())}};
    if (state.rate)
        json.insert(u"rate"_s, toJson(*state.rate));
    return json;
}

ServiceState serviceStateFromJson(const QJsonObject &json, const Policy &policy, Timestamp now)
{
    ServiceState state = freshState(policy, now);
    state.breaker = Breaker::fromJson(json.value(u"breaker"_s).toObject()).value_or(state.breaker);
    state.budget = budgetFromJson(json.value(u"budget"_s).toObject()).value_or(state.budget);
    state.concurrency = concurrencyFromJson(json.value(u"concurrency"_s).toObject()).value_or(state.concurrency);
    state.rate = rateFromJson(json.value(u"rate"_s).toObject());
    state.quietUntil = Timestamp(Milliseconds(json.value(u"quiet_until_ms"_s).toInteger()));
    return state;
}

} // namespace cairn
