#include "insight/advicerules.h"
#include "model/wordtable.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr WordTable<AdviceKind, 12> AdviceWords{{
    {AdviceKind::RetriesNeverHelp, "retries_never_help"_L1},
    {AdviceKind::BudgetEmpty, "budget_empty"_L1},
    {AdviceKind::TimeoutTooShort, "timeout_too_short"_L1},
    {AdviceKind::IdleTooShort, "idle_too_short"_L1},
    {AdviceKind::TimeoutTooLong, "timeout_too_long"_L1},
    {AdviceKind::BreakerFlaps, "breaker_flaps"_L1},
    {AdviceKind::RetryAfterCut, "retry_after_cut"_L1},
    {AdviceKind::ConcurrencyTooHigh, "concurrency_too_high"_L1},
    {AdviceKind::RateTooHigh, "rate_too_high"_L1},
    {AdviceKind::RateTooLow, "rate_too_low"_L1},
    {AdviceKind::NoJitter, "no_jitter"_L1},
    {AdviceKind::PollTooTight, "poll_too_tight"_L1},
}};

} // namespace

QString word(AdviceKind kind)
{
    return wordIn(AdviceWords, kind);
}

QString word(Confidence confidence)
{
    return confidence == Confidence::Strong ? u"strong"_s : confidence == Confidence::Fair ? u"fair"_s : u"weak"_s;
}

QString Recommendation::key() const
{
    if (category)
        return u"%1:%2"_s.arg(word(kind), word(*category));
    if (!poll.first.isEmpty())
        return u"%1:%2/%3"_s.arg(word(kind), poll.first, poll.second);
    return word(kind);
}

QList<Recommendation> recommend(const Telemetry &telemetry, const Service &live)
{
    using namespace advicerules;
    if (telemetry.facts < LeastAttempts)
        return {};
    QList<Recommendation> all = retriesNeverHelp(telemetry, live);
    for (const auto rule : {budgetEmpty, timeoutTooShort, idleTooShort, timeoutTooLong, breakerFlaps, retryAfterCut,
                            concurrencyTooHigh, rateTooHigh, rateTooLow, noJitter}) {
        if (auto found = rule(telemetry, live))
            all.append(std::move(*found));
    }
    all.append(pollTooTight(telemetry));
    std::stable_sort(all.begin(), all.end(),
                     [](const Recommendation &a, const Recommendation &b) { return a.confidence > b.confidence; });
    return all;
}

namespace advicerules {

Confidence confidenceFrom(qint64 cases, qint64 least, int days)
{
    if (cases >= 5 * least && days >= 3)
        return Confidence::Strong;
    return cases >= 2 * least && days >= 2 ? Confidence::Fair : Confidence::Weak;
}

Milliseconds roundedUp(double ms)
{
    constexpr std::array Steps{1.0, 1.5, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0};
    constexpr double Minute = 60'000;
    constexpr double Hour = 60 * Minute;
    const double unit = ms <= Minute ? 1 : ms <= Hour ? Minute : Hour; // people count in tens of the unit at hand
    const double decade = std::max(std::pow(10, std::floor(std::log10(std::max(ms / unit, 1.0)))), unit > 1 ? 1.0 : 10.0);
    for (const double step : Steps) {
        if (const double value = step * decade * unit; value >= ms)
            return Milliseconds(std::llround(value));
    }
    return Milliseconds(std::llround(ms));
}

} // namespace advicerules

} // namespace cairn
