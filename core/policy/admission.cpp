#include "policy/admission.h"

#include <algorithm>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

Admission hold(std::optional<Timestamp> until, HoldReason reason)
{
    return {false, 0, until, std::move(reason)};
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

/// Asked sooner than the service wanted, or without a word of when, each call is likely to be refused, and to block its step.
bool maybeTooShort(const Policy &policy, const Settled &settled)
{
    return settled.quotaSpent || settled.advised.value_or(Milliseconds(0)) > policy.retry.retryAfterMax;
}

void keepSilent(ServiceState &state, const Policy &policy, const Settled &settled, Timestamp now)
{
    const Milliseconds silence = silenceAfter(policy, settled);
    if (silence.count() == 0)
        return;
    const bool isTested = state.silence.isTested || maybeTooShort(policy, settled);
    if (const auto known = quietUntil(state, policy, now); known && *known >= now + silence)
        state.silence.from = now;
    else
        state.silence = {now, now + silence, !settled.advised};
    state.silence.isTested = isTested;
}

/// A call that began before the service refused one knows nothing of what comes after. (Where the clock was set back, nobody can
/// tell.)
bool tellsOfEnd(const Silence &silence, const Settled &settled, Timestamp now)
{
    return settled.category != Category::RateLimit && (settled.startedAt >= silence.from || now < silence.from);
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
    if (const auto quiet = quietUntil(state, policy, now))
        return hold(*quiet, {state.silence.ofQuota ? HoldReason::NoQuota : HoldReason::Quiet});
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
    const int most = mostInFlight(state, policy);
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

/// Advice that a clock set back has moved far into the future is no longer advice.
std::optional<Timestamp> quietUntil(const ServiceState &state, const Policy &policy, Timestamp now)
{
    const Timestamp until = state.silence.until;
    return now < until && until - now <= policy.retry.retryAfterMax ? std::optional(until) : std::nullopt;
}

void endSilence(ServiceState &state, Timestamp now)
{
    state.silence.until = std::min(state.silence.until, now);
}

int mostInFlight(const ServiceState &state, const Policy &policy)
{
    return state.silence.isTested ? 1 : allowedInFlight(state.concurrency, policy);
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
    if (tellsOfEnd(state.silence, settled, now))
        state.silence.isTested = false;
    if (!settled.category) {
        deposit(state.budget, policy.budget, settled.retryAfter, now);
        succeeded(state.concurrency, policy, settled.inFlight);
        return;
    }
    if (meansOverload(*settled.category, settled.status))
        overloaded(state.concurrency, policy, settled.startedAt, now);
    keepSilent(state, policy, settled, now);
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
                     {u"quiet_until_ms"_s, qint64(state.silence.until.time_since_epoch().count())},
                     {u"quiet_from_ms"_s, qint64(state.silence.from.time_since_epoch().count())},
                     {u"quiet_of_quota"_s, state.silence.ofQuota},
                     {u"quiet_is_tested"_s, state.silence.isTested}};
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
    const auto timeIn = [&](const QString &key) { return Timestamp(Milliseconds(json.value(key).toInteger())); };
    state.silence = {timeIn(u"quiet_from_ms"_s), timeIn(u"quiet_until_ms"_s), json.value(u"quiet_of_quota"_s).toBool(),
                     json.value(u"quiet_is_tested"_s).toBool()};
    return state;
}

} // namespace cairn
