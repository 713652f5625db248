#include "policy/limiter.h"

#include <algorithm>
#include <cmath>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr int FirstLimit = 20;
constexpr double Decrease = 0.9;

double tokensAt(const RateBucket &bucket, const RatePolicy &policy, Timestamp now)
{
    const auto passed = double(std::max(Milliseconds(0), now - bucket.updated).count());
    const double perMillisecond = double(policy.limit) / double(policy.per.count());
    return std::clamp(bucket.tokens + passed * perMillisecond, 0.0, double(policy.burst));
}

// sums of fractions stay a little short of whole tokens
constexpr double WholeToken = 1 - 1e-9;

} // namespace

ConcurrencyLimit initialLimit(const Policy &policy)
{
    return {std::min(policy.maxConcurrency, FirstLimit), 0, {}};
}

int allowedInFlight(const ConcurrencyLimit &limit, const Policy &policy)
{
    return policy.adaptiveConcurrency ? std::clamp(limit.limit, 1, policy.maxConcurrency) : policy.maxConcurrency;
}

void succeeded(ConcurrencyLimit &limit, const Policy &policy, int inFlight)
{
    if (!policy.adaptiveConcurrency || inFlight * 2 < limit.limit)
        return;
    if (++limit.successes < limit.limit)
        return;
    limit.successes = 0;
    limit.limit = std::min(limit.limit + 1, policy.maxConcurrency);
}

void overloaded(ConcurrencyLimit &limit, const Policy &policy, Timestamp startedAt, Timestamp now)
{
    // all that are in flight meet the same overload, which must not count as many times
    const bool known = startedAt < limit.decreasedAt && limit.decreasedAt <= now;
    if (!policy.adaptiveConcurrency || known)
        return;
    limit.limit = std::clamp(int(limit.limit * Decrease), 1, policy.maxConcurrency);
    limit.successes = 0;
    limit.decreasedAt = now;
}

bool meansOverload(Category category, int status)
{
    return category == Category::Timeout || category == Category::RateLimit || status == 429 || status == 503;
}

RateBucket fullBucket(const RatePolicy &policy, Timestamp now)
{
    return {double(policy.burst), now};
}

Timestamp earliest(const RateBucket &bucket, const RatePolicy &policy, Timestamp now)
{
    const double missing = 1 - tokensAt(bucket, policy, now);
    if (missing <= 1 - WholeToken)
        return now;
    return now + Milliseconds(std::llround(std::ceil(missing * double(policy.per.count()) / double(policy.limit))));
}

bool take(RateBucket &bucket, const RatePolicy &policy, Timestamp now)
{
    bucket.tokens = tokensAt(bucket, policy, now);
    bucket.updated = now;
    if (bucket.tokens < WholeToken)
        return false;
    bucket.tokens = std::max(0.0, bucket.tokens - 1);
    return true;
}

QJsonObject toJson(const ConcurrencyLimit &limit)
{
    return {{u"limit"_s, limit.limit},
            {u"successes"_s, limit.successes},
            {u"decreased_ms"_s, qint64(limit.decreasedAt.time_since_epoch().count())}};
}

std::optional<ConcurrencyLimit> concurrencyFromJson(const QJsonObject &json)
{
    const ConcurrencyLimit limit{json.value(u"limit"_s).toInt(), json.value(u"successes"_s).toInt(-1),
                                 Timestamp(Milliseconds(json.value(u"decreased_ms"_s).toInteger()))};
    return limit.limit >= 1 && limit.successes >= 0 ? std::optional(limit) : std::nullopt;
}

QJsonObject toJson(const RateBucket &bucket)
{
    return {{u"tokens"_s, bucket.tokens}, {u"updated_ms"_s, qint64(bucket.updated.time_since_epoch().count())}};
}

std::optional<RateBucket> rateFromJson(const QJsonObject &json)
{
    const QJsonValue tokens = json.value(u"tokens"_s);
    const QJsonValue updated = json.value(u"updated_ms"_s);
    if (!tokens.isDouble() || !updated.isDouble() || tokens.toDouble() < 0)
        return std::nullopt;
    return RateBucket{tokens.toDouble(), Timestamp(Milliseconds(updated.toInteger()))};
}

} // namespace cairn
