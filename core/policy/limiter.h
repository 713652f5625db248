#pragma once

#include "model/service.h"

#include <QJsonObject>

namespace cairn {

/// How many exchanges a service bears at once, found out by additive increase and multiplicative decrease: ×0.9 on overload, +1
/// after as many successes as the limit, while at least half of it is used (Netflix concurrency-limits, AIMDLimit). Starts at
/// `max`, at most 20.
struct ConcurrencyLimit
{
    int limit = 20;
    int successes = 0;     ///< since the last change
    Timestamp decreasedAt; ///< overload of exchanges that began before it tells nothing new
    bool operator==(const ConcurrencyLimit &) const = default;
};

ConcurrencyLimit initialLimit(const Policy &policy);
/// Exchanges that may be in flight: `max`, unless it is adaptive.
int allowedInFlight(const ConcurrencyLimit &limit, const Policy &policy);
void succeeded(ConcurrencyLimit &limit, const Policy &policy, int inFlight);
/// After 429, 503 or a timeout of an exchange that began at `startedAt`.
void overloaded(ConcurrencyLimit &limit, const Policy &policy, Timestamp startedAt, Timestamp now);
/// Whether an outcome says that the service has too much to do.
bool meansOverload(Category category, int status);

/// A token bucket over requests: `limit` in `per` on average, `burst` at once.
struct RateBucket
{
    double tokens = 0;
    Timestamp updated;
    bool operator==(const RateBucket &) const = default;
};

RateBucket fullBucket(const RatePolicy &policy, Timestamp now);
/// When the next request may go; `now` if at once. Takes nothing.
Timestamp earliest(const RateBucket &bucket, const RatePolicy &policy, Timestamp now);
/// Takes a request's token; false, and nothing taken, if it must wait.
bool take(RateBucket &bucket, const RatePolicy &policy, Timestamp now);

QJsonObject toJson(const ConcurrencyLimit &limit);
std::optional<ConcurrencyLimit> concurrencyFromJson(const QJsonObject &json);
QJsonObject toJson(const RateBucket &bucket);
std::optional<RateBucket> rateFromJson(const QJsonObject &json);

} // namespace cairn
