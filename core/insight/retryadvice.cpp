#include "insight/advicerules.h"

#include "definition/servicefields.h"
#include "policy/taxonomy.h"

#include <algorithm>

// Advice about retries: when they do not help, cannot be paid for, come too early, or come all at once.

namespace cairn::advicerules {

namespace {

constexpr qint64 LeastRepeats = 30;
constexpr double HardlyEver = 0.01; ///< of repeats that pass
/// One outage of a day says nothing about the next one.
constexpr int LeastDays = 2;

constexpr qint64 LeastUnpaid = 20;
constexpr double OftenUnpaid = 0.2; ///< of the retries
constexpr double MostlyWasted = 0.5;

constexpr qint64 LeastCut = 5;
constexpr double MostAdvice = 0.9; ///< share of the advice that the new limit follows

constexpr qint64 LeastBunched = 50;

/// Repeats with a number above `attempts`.
struct Later
{
    qint64 made = 0;
    qint64 passed = 0;
    QSet<qint64> days;
};

Later laterThan(const RepeatFacts &repeats, int attempts)
{
    Later later;
    for (auto it = repeats.made.upperBound(attempts); it != repeats.made.cend(); ++it) {
        later.made += it->count;
        later.days.unite(it->dayNumbers);
    }
    for (auto it = repeats.passed.upperBound(attempts); it != repeats.passed.cend(); ++it)
        later.passed += *it;
    return later;
}

std::optional<Recommendation> uselessAfter(Category category, const RepeatFacts &repeats, const Service &live)
{
    const int present = mostAttempts(category, live.policy.retry);
    for (int attempts = 1; attempts < present; ++attempts) {
        const Later later = laterThan(repeats, attempts);
        const bool enough = later.made >= LeastRepeats && later.days.size() >= LeastDays;
        if (!enough || double(later.passed) > HardlyEver * double(later.made))
            continue;
        Recommendation found;
        found.kind = AdviceKind::RetriesNeverHelp;
        found.category = category;
        found.cases = later.made - later.passed;
        found.among = later.made;
        found.days = int(later.days.size());
        found.present = present;
        found.proposed = attempts;
        found.confidence = confidenceFrom(found.cases, LeastRepeats, found.days);
        found.draft = live;
        found.draft->policy.retry.perCategory.insert(category, attempts);
        return found;
    }
    return std::nullopt;
}

} // namespace

QList<Recommendation> retriesNeverHelp(const Telemetry &telemetry, const Service &live)
{
    QList<Recommendation> all;
    for (auto it = telemetry.repeats.cbegin(); it != telemetry.repeats.cend(); ++it) {
        if (auto found = uselessAfter(it.key(), *it, live))
            all.append(std::move(*found));
    }
    return all;
}

std::optional<Recommendation> budgetEmpty(const Telemetry &telemetry, const Service &live)
{
    const qint64 asked = telemetry.unpaid.count + telemetry.paid;
    const int capacity = live.policy.budget.capacity;
    if (telemetry.unpaid.count < LeastUnpaid || double(telemetry.unpaid.count) < OftenUnpaid * double(asked) ||
        capacity >= MostTokens)
        return std::nullopt;
    if (double(telemetry.wasted) > MostlyWasted * double(telemetry.retries))
        return std::nullopt; // it holds back what is better held back
    Recommendation found;
    found.kind = AdviceKind::BudgetEmpty;
    found.cases = telemetry.unpaid.count;
    found.among = asked;
    found.days = telemetry.unpaid.days();
    found.present = capacity;
    found.proposed = std::min(2 * capacity, MostTokens);
    found.confidence = confidenceFrom(found.cases, LeastUnpaid, found.days);
    found.draft = live;
    found.draft->policy.budget.capacity = int(found.proposed);
    return found;
}

std::optional<Recommendation> retryAfterCut(const Telemetry &telemetry, const Service &live)
{
    if (telemetry.beyondCap.count < LeastCut)
        return std::nullopt;
    const std::vector<Milliseconds> &beyond = telemetry.advisedBeyond;
    const Milliseconds wanted = beyond[std::min(size_t(MostAdvice * double(beyond.size())), beyond.size() - 1)];
    // beyond the key's life a repeat would be a new request
    const Milliseconds limit = std::min(roundedUp(double(wanted.count())), live.idempotencyLifetime);
    if (limit <= live.policy.retry.retryAfterMax)
        return std::nullopt;
    Recommendation found;
    found.kind = AdviceKind::RetryAfterCut;
    found.cases = telemetry.beyondCap.count;
    found.among = telemetry.advised;
    found.days = telemetry.beyondCap.days();
    found.measured = double(wanted.count());
    found.beside = double(beyond.back().count());
    found.present = double(live.policy.retry.retryAfterMax.count());
    found.proposed = double(limit.count());
    found.confidence = confidenceFrom(found.cases, LeastCut, found.days);
    found.draft = live;
    found.draft->policy.retry.retryAfterMax = limit;
    return found;
}

std::optional<Recommendation> noJitter(const Telemetry &telemetry, const Service &live)
{
    if (live.policy.retry.jitter != Jitter::None || telemetry.bunched.count < LeastBunched)
        return std::nullopt;
    Recommendation found;
    found.kind = AdviceKind::NoJitter;
    found.cases = telemetry.bunched.count;
    found.among = telemetry.retries;
    found.days = telemetry.bunched.days();
    found.confidence = confidenceFrom(found.cases, LeastBunched, found.days);
    found.draft = live;
    found.draft->policy.retry.jitter = Jitter::Full;
    return found;
}

} // namespace cairn::advicerules
