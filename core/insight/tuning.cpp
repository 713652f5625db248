#include "insight/tuning.h"

#include <algorithm>
#include <cmath>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr int MostTrials = 7; ///< times the trial's time, while there is too little to tell
constexpr double MoreLeft = 1.25;
constexpr double MuchMoreLeft = 2;
constexpr double MuchMoreLeftShare = 0.05;
constexpr double SlowerRecovery = 1.5;

double leftShare(const TrialFigures &figures)
{
    return double(figures.left) / double(figures.steps);
}

double requestsPerStep(const TrialFigures &figures)
{
    return double(figures.requests) / double(figures.steps);
}

QString percent(double share)
{
    return u"%1 %"_s.arg(100 * share, 0, 'f', 1);
}

/// Why it is worse than before; empty if it is not. Both tell something.
QString whatIsWorse(const TrialFigures &before, const TrialFigures &during)
{
    if (leftShare(during) > MoreLeft * leftShare(before) + Harm::LeftShare)
        return u"%1 of the steps are left to people, where it was %2"_s.arg(percent(leftShare(during)),
                                                                            percent(leftShare(before)));
    if (requestsPerStep(during) > Harm::MoreRequests * requestsPerStep(before))
        return u"a step takes %1 requests, where it was %2"_s.arg(requestsPerStep(during), 0, 'f', 2)
            .arg(requestsPerStep(before), 0, 'f', 2);
    if (before.recoveryP90 && during.recoveryP90 &&
        double(during.recoveryP90->count()) > SlowerRecovery * double(before.recoveryP90->count()) &&
        *during.recoveryP90 - *before.recoveryP90 > Harm::HardlySlower)
        return u"nine of ten recoveries take up to %1, where it was %2"_s.arg(toText(*during.recoveryP90),
                                                                              toText(*before.recoveryP90));
    return {};
}

bool isMuchWorse(const TrialFigures &before, const TrialFigures &during)
{
    return leftShare(during) > MuchMoreLeft * leftShare(before) + MuchMoreLeftShare;
}

TuningMove judge(const TuningView &view)
{
    const Milliseconds trial = view.live.service.tuning.trial;
    const bool tells = view.before.steps >= LeastTrialSteps && view.during.steps >= LeastTrialSteps;
    const QString worse = tells ? whatIsWorse(view.before, view.during) : QString();
    const Timestamp end = view.trial->since + trial;
    if (tells && isMuchWorse(view.before, view.during))
        return {TuningMove::RollBack, {}, {}, {}, worse};
    if (view.now < end)
        return {};
    if (!worse.isEmpty())
        return {TuningMove::RollBack, {}, {}, {}, worse};
    if (tells)
        return {TuningMove::Keep, {}, {}, {}, u"it was no worse than before"_s};
    if (view.now < view.trial->since + MostTrials * trial)
        return {};
    return {TuningMove::RollBack, {}, {}, {}, u"too little was asked of the service to tell whether it helps"_s};
}

/// Changes that only follow another: they are made with it.
bool follows(const QString &path)
{
    return path == "policy.rate.burst"_L1 || path == "policy.breaker.open_max"_L1;
}

void assign(Policy &policy, const QString &setting, double value)
{
    const auto number = int(std::llround(value));
    const Milliseconds duration(std::llround(value));
    if (setting == "timeout.attempt"_L1) {
        policy.timeout.attempt = duration;
    } else if (setting == "retry.attempts"_L1) {
        policy.retry.attempts = number;
    } else if (setting == "retry.retry_after_max"_L1) {
        policy.retry.retryAfterMax = duration;
    } else if (setting == "budget.capacity"_L1) {
        policy.budget.capacity = number;
    } else if (setting == "breaker.open"_L1) {
        policy.breaker.open = duration;
        policy.breaker.openMax = std::max(policy.breaker.openMax, duration);
    } else if (setting == "concurrency.max"_L1) {
        policy.maxConcurrency = number;
    } else if (setting == "rate.limit"_L1 && policy.rate) {
        policy.rate->limit = number;
        policy.rate->burst = std::max(policy.rate->burst, number);
    } else if (const auto category = categoryFromWord(setting.section(u'.', -1)); category) {
        policy.retry.perCategory.insert(*category, number);
    }
}

/// The change that advice asks for, as far as the bounds allow it; nothing if that is none.
std::optional<TuningMove> changeFor(const Recommendation &advice, const Service &live)
{
    if (!advice.draft || advice.confidence == Confidence::Weak)
        return std::nullopt;
    QList<ServiceChange> changes = serviceChanges(live, *advice.draft);
    changes.removeIf([](const ServiceChange &change) { return follows(change.path); });
    if (changes.size() != 1)
        return std::nullopt;
    const QString setting = changes.first().path.section(u'.', 1);
    const QList<TuningBound> &bounds = live.tuning.bounds;
    const auto bound =
        std::find_if(bounds.cbegin(), bounds.cend(), [&](const TuningBound &one) { return one.setting == setting; });
    const ServiceField *field = tunableField(setting);
    if (bound == bounds.cend() || !field)
        return std::nullopt;
    const auto wanted = numberIn(*field, changes.first().after);
    if (!wanted)
        return std::nullopt;
    TuningMove move{TuningMove::Begin, advice.key(), setting, live, {}};
    assign(move.next.policy, setting, std::clamp(*wanted, bound->least, bound->most));
    const QString after = field->text(move.next);
    if (after == changes.first().before)
        return std::nullopt;
    move.why = u"%1: %2 from %3 to %4"_s.arg(advice.key(), setting,
                                             changes.first().before.isEmpty() ? u"none"_s : changes.first().before, after);
    return move;
}

QString timeText(double ms)
{
    return toText(Milliseconds(std::llround(ms)));
}

} // namespace

QString foreseenText(const WhatIf &foreseen)
{
    const WhatIfSide &live = foreseen.live;
    const WhatIfSide &draft = foreseen.draft;
    QString text = u"%1 calls left to people instead of %2, %3 requests instead of %4"_s.arg(draft.left.median, 0, 'f', 0)
                       .arg(live.left.median, 0, 'f', 0)
                       .arg(draft.requests.median, 0, 'f', 0)
                       .arg(live.requests.median, 0, 'f', 0);
    if (draft.recoveryP90 && live.recoveryP90)
        text += u", nine of ten recoveries within %1 instead of %2"_s.arg(timeText(draft.recoveryP90->median),
                                                                          timeText(live.recoveryP90->median));
    return text;
}

TrialFigures trialFigures(const Telemetry &telemetry)
{
    TrialFigures figures{telemetry.steps, telemetry.left, telemetry.facts, {}};
    const std::vector<Milliseconds> &recoveries = telemetry.recoveries;
    if (!recoveries.empty())
        figures.recoveryP90 = recoveries[std::min(recoveries.size() * 9 / 10, recoveries.size() - 1)];
    return figures;
}

TuningMove nextMove(const TuningView &view)
{
    const Tuning &tuning = view.live.service.tuning;
    if (view.trial)
        return view.live.revision == view.trial->revision
                   ? judge(view)
                   : TuningMove{TuningMove::Abandon, {}, {}, {}, u"revision %1 came after it"_s.arg(view.live.revision)};
    if (tuning.bounds.isEmpty() || (view.lastEnd && view.now < *view.lastEnd + tuning.trial))
        return {};
    for (const Recommendation &advice : view.advice) {
        if (view.refused.contains(advice.key()))
            continue;
        if (auto move = changeFor(advice, view.live.service))
            return *move;
    }
    return {};
}

} // namespace cairn
