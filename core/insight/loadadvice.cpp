#include "insight/advicerules.h"

#include <algorithm>
#include <cmath>

// Advice about time limits, the breaker, and how much is sent at once.

namespace cairn::advicerules {

namespace {

constexpr qint64 LeastTooShort = 20;
constexpr double OftenCutShort = 0.01; ///< of the attempts: then their 99th percentile lies beyond the timeout
constexpr double NearTheLimit = 0.5;   ///< of the timeout: good answers take as long, so what is cut off is slow and not lost
constexpr qint64 LeastAnswers = 100;
constexpr double MostlySilent = 0.5; ///< of what the attempt timeout ended

constexpr qint64 LeastTooLong = 10;
constexpr double FarAbove = 10; ///< times the slowest of a thousand good answers
constexpr double RoomAbove = 4; ///< likewise, that is left
constexpr double LeastTimeout = 1'000;

constexpr qint64 LeastReopenings = 4;
constexpr double OftenReopened = 0.4; ///< of the openings

constexpr qint64 LeastPerLoad = 50; ///< good answers
constexpr double NearlyBest = 0.9;  ///< of the throughput
constexpr double MuchSlower = 2;    ///< times

constexpr qint64 LeastLimited = 20;
constexpr double OftenLimited = 0.01; ///< of the attempts
constexpr size_t LeastStretches = 10;
constexpr double BelowBorne = 0.9;
constexpr int LeastRate = 2; ///< in a stretch, or a longer one tells more

constexpr qint64 LeastFull = 60;
constexpr double OftenFull = 0.2; ///< of the busy stretches
constexpr double HardlySlower = 1.3;
constexpr double MoreRate = 1.5;

constexpr size_t LeastWaits = 20;
constexpr double ManyQuestions = 30;
constexpr double EnoughQuestions = 10;

Recommendation begin(AdviceKind kind, const Sightings &seen, qint64 among, qint64 least)
{
    Recommendation found;
    found.kind = kind;
    found.cases = seen.count;
    found.among = among;
    found.days = seen.days();
    found.confidence = confidenceFrom(seen.count, least, seen.days());
    return found;
}

void proposeTimeout(Recommendation &found, const Service &live, double ms)
{
    found.present = double(live.policy.timeout.attempt.count());
    found.proposed = ms;
    found.draft = live;
    found.draft->policy.timeout.attempt = Milliseconds(std::llround(ms));
}

/// But no more than a whole step may take.
Milliseconds twice(Milliseconds limit, const TimeoutPolicy &timeout)
{
    return timeout.step.count() > 0 ? std::min(2 * limit, timeout.step) : 2 * limit;
}

int medianOf(const std::vector<int> &sorted)
{
    return sorted[sorted.size() / 2];
}

/// What the service took of what was sent while it said "slow down"; nullopt if that was too little to tell.
std::optional<RatePolicy> borneRate(const LimitFacts &limits)
{
    for (const auto &[per, good] :
         {std::pair(Milliseconds(1'000), &limits.goodPerSecond), std::pair(Milliseconds(60'000), &limits.goodPerMinute)}) {
        if (good->size() < LeastStretches)
            continue;
        if (const int borne = int(BelowBorne * medianOf(*good)); borne >= LeastRate)
            return RatePolicy{per, borne, borne};
    }
    return std::nullopt;
}

double perMillisecond(const RatePolicy &rate)
{
    return double(rate.limit) / double(rate.per.count());
}

} // namespace

std::optional<Recommendation> timeoutTooShort(const Telemetry &telemetry, const Service &live)
{
    const TimeoutPolicy &timeout = live.policy.timeout;
    const auto p99 = telemetry.answers.quantile(0.99);
    if (telemetry.cutShort.count < LeastTooShort || telemetry.answers.count() < LeastAnswers ||
        double(telemetry.cutShort.count) < OftenCutShort * double(telemetry.ruled) ||
        double(p99->count()) < NearTheLimit * double(timeout.attempt.count()))
        return std::nullopt;
    const Milliseconds longer = twice(timeout.attempt, timeout);
    if (longer <= timeout.attempt)
        return std::nullopt;
    Recommendation found = begin(AdviceKind::TimeoutTooShort, telemetry.cutShort, telemetry.ruled, LeastTooShort);
    found.measured = double(p99->count());
    proposeTimeout(found, live, double(longer.count()));
    Milliseconds &idle = found.draft->policy.timeout.idle;
    if (double(telemetry.cutSilent) > MostlySilent * double(telemetry.cutShort.count))
        idle = std::max(idle, longer); // or it would end them where the attempt timeout has
    return found;
}

std::optional<Recommendation> idleTooShort(const Telemetry &telemetry, const Service &live)
{
    const TimeoutPolicy &timeout = live.policy.timeout;
    const std::vector<Milliseconds> &silences = telemetry.silences;
    if (telemetry.cutIdle.count < LeastTooShort || qint64(silences.size()) < LeastAnswers ||
        double(telemetry.cutIdle.count) < OftenCutShort * double(telemetry.ruled))
        return std::nullopt;
    const Milliseconds p99 = silences[silences.size() * 99 / 100];
    const Milliseconds longer = twice(timeout.idle, timeout);
    if (double(p99.count()) < NearTheLimit * double(timeout.idle.count()) || longer <= timeout.idle)
        return std::nullopt;
    Recommendation found = begin(AdviceKind::IdleTooShort, telemetry.cutIdle, telemetry.ruled, LeastTooShort);
    found.measured = double(p99.count());
    found.present = double(timeout.idle.count());
    found.proposed = double(longer.count());
    found.draft = live;
    found.draft->policy.timeout.idle = longer;
    found.draft->policy.timeout.attempt = std::max(timeout.attempt, longer);
    return found;
}

std::optional<Recommendation> timeoutTooLong(const Telemetry &telemetry, const Service &live)
{
    const auto slowest = telemetry.answers.quantile(0.999);
    if (telemetry.cutShort.count < LeastTooLong || telemetry.answers.count() < LeastAnswers)
        return std::nullopt;
    const double limit = double(live.policy.timeout.attempt.count());
    const double enough = double(roundedUp(std::max(RoomAbove * double(slowest->count()), LeastTimeout)).count());
    if (limit < FarAbove * double(slowest->count()) || 2 * enough > limit)
        return std::nullopt;
    Recommendation found = begin(AdviceKind::TimeoutTooLong, telemetry.cutShort, telemetry.ruled, LeastTooLong);
    found.measured = double(slowest->count());
    found.beside = double(telemetry.cutShort.count) * (limit - enough); // would have been waited less
    proposeTimeout(found, live, enough);
    return found;
}

std::optional<Recommendation> breakerFlaps(const Telemetry &telemetry, const Service &live)
{
    const qint64 openings = telemetry.openings.count;
    if (telemetry.reopenings.count < LeastReopenings || double(telemetry.reopenings.count) < OftenReopened * double(openings))
        return std::nullopt;
    Recommendation found = begin(AdviceKind::BreakerFlaps, telemetry.reopenings, openings, LeastReopenings);
    found.present = double(live.policy.breaker.open.count());
    found.proposed = 2 * found.present;
    found.draft = live;
    BreakerPolicy &breaker = found.draft->policy.breaker;
    breaker.open *= 2;
    breaker.openMax = std::max(breaker.openMax, breaker.open);
    return found;
}

/// Little's law (1961): requests in flight = throughput × the time each takes. Where more in flight bring no more throughput,
/// they only wait for each other.
std::optional<Recommendation> concurrencyTooHigh(const Telemetry &telemetry, const Service &live)
{
    QMap<int, double> throughput;
    for (auto it = telemetry.loads.cbegin(); it != telemetry.loads.cend(); ++it) {
        if (it->answers.count >= LeastPerLoad && it->took > 0)
            throughput.insert(it.key(), it->inFlight / it->took);
    }
    if (throughput.size() < 2)
        return std::nullopt;
    const double best = *std::max_element(throughput.cbegin(), throughput.cend());
    int knee = throughput.firstKey();
    while (throughput.value(knee) < NearlyBest * best)
        knee = throughput.upperBound(knee).key();
    const int top = throughput.lastKey();
    const double fast = telemetry.loads.value(knee).took;
    const double slow = telemetry.loads.value(top).took;
    if (top == knee || slow < MuchSlower * fast || live.policy.maxConcurrency <= knee)
        return std::nullopt;
    Sightings above;
    qint64 all = 0;
    for (auto it = telemetry.loads.cbegin(); it != telemetry.loads.cend(); ++it) {
        all += it->answers.count;
        if (it.key() > knee) {
            above.count += it->answers.count;
            above.dayNumbers.unite(it->answers.dayNumbers);
        }
    }
    Recommendation found = begin(AdviceKind::ConcurrencyTooHigh, above, all, LeastPerLoad);
    found.measured = slow;
    found.beside = fast;
    found.present = live.policy.maxConcurrency;
    found.proposed = knee;
    found.draft = live;
    found.draft->policy.maxConcurrency = knee;
    return found;
}

std::optional<Recommendation> rateTooHigh(const Telemetry &telemetry, const Service &live)
{
    const Sightings &limited = telemetry.limits.limited;
    if (limited.count < LeastLimited || double(limited.count) < OftenLimited * double(telemetry.facts))
        return std::nullopt;
    const auto borne = borneRate(telemetry.limits);
    if (!borne || (live.policy.rate && perMillisecond(*live.policy.rate) <= perMillisecond(*borne)))
        return std::nullopt;
    Recommendation found = begin(AdviceKind::RateTooHigh, limited, telemetry.facts, LeastLimited);
    found.measured = std::round(borne->limit / BelowBorne);
    found.beside = double(borne->per.count());
    found.present = live.policy.rate ? perMillisecond(*live.policy.rate) * found.beside : 0;
    found.proposed = borne->limit;
    found.draft = live;
    found.draft->policy.rate = borne;
    return found;
}

std::optional<Recommendation> rateTooLow(const Telemetry &telemetry, const Service &live)
{
    const RateFacts &rate = telemetry.rate;
    if (!live.policy.rate || telemetry.limits.limited.count > 0 || rate.full.count < LeastFull ||
        double(rate.full.count) < OftenFull * double(rate.busy) || rate.tookFull > HardlySlower * rate.tookBusy)
        return std::nullopt;
    Recommendation found = begin(AdviceKind::RateTooLow, rate.full, rate.busy, LeastFull);
    found.measured = rate.tookFull;
    found.beside = double(live.policy.rate->per.count());
    found.present = live.policy.rate->limit;
    found.proposed = std::ceil(MoreRate * found.present);
    found.draft = live;
    found.draft->policy.rate->limit = int(found.proposed);
    found.draft->policy.rate->burst = std::max(live.policy.rate->burst, int(found.proposed));
    return found;
}

QList<Recommendation> pollTooTight(const Telemetry &telemetry)
{
    QList<Recommendation> all;
    for (auto it = telemetry.polls.cbegin(); it != telemetry.polls.cend(); ++it) {
        const std::vector<Milliseconds> &waits = it->waits;
        if (waits.size() < LeastWaits)
            continue;
        const auto median = double(waits[waits.size() / 2].count());
        if (median < ManyQuestions * double(it->every.count()))
            continue;
        Recommendation found;
        found.kind = AdviceKind::PollTooTight;
        found.poll = it.key();
        found.cases = found.among = qint64(waits.size());
        found.days = int(it->dayNumbers.size());
        found.measured = median;
        found.beside = std::floor(median / double(it->every.count()));
        found.present = double(it->every.count());
        found.proposed = double(roundedUp(median / EnoughQuestions).count());
        found.confidence = confidenceFrom(found.cases, qint64(LeastWaits), found.days);
        all.append(found);
    }
    return all;
}

} // namespace cairn::advicerules
