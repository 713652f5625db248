#pragma once

#include "insight/telemetry.h"

namespace cairn {

/// What may be wrong with a policy.
enum class AdviceKind {
    RetriesNeverHelp,   ///< repeats after failures of one category, from some number on, never pass
    BudgetEmpty,        ///< retries wait for the retry budget
    TimeoutTooShort,    ///< our timeout ends attempts that good answers are about as long as
    IdleTooShort,       ///< our idle timeout ends attempts that good answers are silent for about as long as
    TimeoutTooLong,     ///< attempts that hang are waited for far beyond what any good answer takes
    BreakerFlaps,       ///< the breaker opens again soon after it has closed
    RetryAfterCut,      ///< the service asks for longer silence than is followed: steps block
    ConcurrencyTooHigh, ///< more in flight brings no more answers, only later ones
    RateTooHigh,        ///< the service says "slow down"
    RateTooLow,         ///< the rate holds back what the service would take
    NoJitter,           ///< retries come back together
    PollTooTight,       ///< a job is asked about many times before it can be done
};
QString word(AdviceKind kind);

/// How sure evidence makes: by how much there is, and on how many days it was seen.
enum class Confidence { Weak, Fair, Strong };
QString word(Confidence confidence);

/// One thing that history says about a policy, with its evidence and what to change. Which of the figures are used depends on the
/// kind.
struct Recommendation
{
    AdviceKind kind = AdviceKind::RetriesNeverHelp;
    std::optional<Category> category{}; ///< RetriesNeverHelp
    PollKey poll{};                     ///< PollTooTight
    qint64 cases = 0;                   ///< how often it was seen …
    qint64 among = 0;                   ///< … of so many
    int days = 0;                       ///< on how many days
    double measured = 0;                ///< what was found: ms, or a number
    double present = 0;                 ///< the setting it is held against: ms, or a number
    double proposed = 0;                ///< what it should be: ms, or a number
    double beside = 0;                  ///< a second figure: see adviceEvidence()
    Confidence confidence = Confidence::Weak;
    std::optional<Service> draft{}; ///< the service with the change made; nullopt: it is not the service's policy that needs one

    /// The same for the same thing wrong, whatever the figures: "retries_never_help:timeout".
    QString key() const;
};

/// All that the telemetry gives reason for, the surest first. Says nothing where there is too little to go by. Pure.
QList<Recommendation> recommend(const Telemetry &telemetry, const Service &live);

/// Fewer recorded attempts than this give no advice at all.
inline constexpr qint64 LeastAttempts = 50;

} // namespace cairn
