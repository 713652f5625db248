#include "insight/encounter.h"

#include <algorithm>

namespace cairn {

namespace {

/// A timer is never exact: what was cut off as long after as this share more than the limit was cut off by that limit.
constexpr int TimerShare = 20;

bool needsMoreThanStatus(const CategoryRule &rule)
{
    return !rule.header.isEmpty() || !rule.problemType.isEmpty() || !rule.test.isEmpty();
}

/// The rule that would judge, or judged, an answer of this status.
const CategoryRule *ruleFor(const QList<CategoryRule> &rules, int status, Category judged)
{
    for (const CategoryRule &rule : rules) {
        if (rule.status != 0 && rule.status != status)
            continue;
        if (!needsMoreThanStatus(rule) || rule.as == judged)
            return &rule;
    }
    return nullptr;
}

void timeOut(Encounter &encounter, Milliseconds after)
{
    encounter.category = Category::Timeout;
    encounter.status = 0;
    encounter.maybeHappened = true;
    encounter.advised.reset();
    encounter.took = after;
}

/// When an attempt like this one is given up: that nothing moved is only known of the time before an answer began.
Milliseconds limitFor(const TimeoutPolicy &timeout, const Meeting &met)
{
    const bool answered = met.status > 0;
    const bool cutSilent = met.fault == TransportFault::IdleTimeout ||
                           (met.fault == TransportFault::AttemptTimeout && !answered && met.silent.count() > 0);
    const bool isSilent = cutSilent || (answered && met.silent > timeout.idle);
    return isSilent ? std::min(timeout.idle, timeout.attempt) : timeout.attempt;
}

/// It was cut off, and this policy would have waited on.
void waitLonger(Encounter &encounter, const Weather::Forecast &met, Milliseconds limit)
{
    encounter.isEstimate = true;
    if (!met.uncut || *met.uncut >= limit)
        return timeOut(encounter, limit);
    encounter = {std::nullopt, 200, false, true, *met.uncut};
}

} // namespace

Encounter Encounters::of(const Weather::Forecast &met) const
{
    Encounter encounter{met.meeting.category, met.meeting.status, met.meeting.maybeHappened, met.isEstimate, met.meeting.took};
    encounter.advised = met.meeting.advised;
    limit(encounter, met);
    if (encounter.category && encounter.status > 0)
        applyRules(encounter);
    return encounter;
}

void Encounters::limit(Encounter &encounter, const Weather::Forecast &met) const
{
    const TimeoutPolicy &timeout = m_policy.timeout;
    switch (met.meeting.fault) {
    case TransportFault::ConnectTimeout: encounter.took = timeout.connect; return;
    case TransportFault::IdleTimeout:
    case TransportFault::AttemptTimeout: {
        const Milliseconds limit = limitFor(timeout, met.meeting);
        if (limit > encounter.took + encounter.took / TimerShare)
            return waitLonger(encounter, met, limit);
        encounter.took = std::min(encounter.took, limit);
        return;
    }
    default:
        if (const Milliseconds limit = limitFor(timeout, met.meeting); encounter.took > limit)
            timeOut(encounter, limit);
    }
}

void Encounters::applyRules(Encounter &encounter) const
{
    const CategoryRule *rule = ruleFor(m_policy.categories, encounter.status, *encounter.category);
    if (!rule)
        return;
    encounter.category = rule->as;
    encounter.automatic = rule->automatic;
    encounter.attempts = rule->attempts;
}

} // namespace cairn
