#include "policy/alertrules.h"

namespace cairn {

namespace {

AlertVerdict fire(AlertState state, AlertOccasion occasion, Timestamp now)
{
    const bool soon = state.endedAt && now - *state.endedAt < FlappingWindow;
    state.starts = soon ? state.starts + 1 : 1;
    state.active = true;
    state.told = occasion;
    state.firedAt = now;
    state.sentAt = now;
    state.endedAt.reset();
    state.calmSince.reset();
    return {state, AlertNews::Fired};
}

AlertVerdict end(AlertState state, Timestamp now)
{
    state.active = false;
    state.told = AlertOccasion::Resolved;
    state.sentAt = now;
    state.endedAt = now;
    state.calmSince.reset();
    return {state, AlertNews::Resolved};
}

AlertVerdict onResolved(const AlertRule &rule, AlertState state, Timestamp now)
{
    if (!state.active) {
        if (!rule.on.contains(AlertOccasion::Resolved))
            return {state, {}};
        state.told = AlertOccasion::Resolved;
        state.sentAt = now;
        return {state, AlertNews::Resolved};
    }
    if (state.starts < FlappingStarts)
        return end(state, now);
    state.calmSince = now;
    return {state, {}};
}

/// What fails, and whether that begins an alert.
AlertVerdict onFailing(const AlertRule &rule, const AlertState &state, AlertOccasion occasion, const AlertStanding &standing,
                       Timestamp now)
{
    const bool looksAfter = standing.state == IncidentState::Acknowledged;
    if (state.active || looksAfter || !rule.on.contains(occasion) || standing.failures < rule.count)
        return {state, {}};
    return fire(state, occasion, now);
}

/// Nobody looks after it yet.
bool isUrgent(IncidentState state)
{
    return state == IncidentState::Open || state == IncidentState::Escalated;
}

} // namespace

bool concerns(const AlertRule &rule, const Incident &incident, const QStringList &pipelines)
{
    const Fingerprint &print = incident.fingerprint;
    return (rule.service.isEmpty() || rule.service == print.service) && (!rule.category || *rule.category == print.category) &&
           (rule.pipeline.isEmpty() || pipelines.contains(rule.pipeline));
}

AlertVerdict onOccasion(const AlertRule &rule, const AlertState &state, AlertOccasion occasion, const AlertStanding &standing,
                        Timestamp now)
{
    if (occasion == AlertOccasion::Resolved)
        return onResolved(rule, state, now);
    if (occasion == AlertOccasion::Reopened && state.calmSince) {
        AlertState back = state; // it was never told to be over
        back.calmSince.reset();
        return {back, {}};
    }
    if (occasion == AlertOccasion::Open || occasion == AlertOccasion::Reopened)
        return onFailing(rule, state, occasion, standing, now);
    if (!rule.on.contains(occasion) || (state.active && state.told == occasion))
        return {state, {}};
    if (!state.active)
        return fire(state, occasion, now);
    AlertState changed = state;
    changed.told = occasion;
    changed.sentAt = now;
    return {changed, AlertNews::Changed};
}

AlertVerdict onGrowth(const AlertRule &rule, const AlertState &state, const AlertStanding &standing, Timestamp now)
{
    if (!isUrgent(standing.state))
        return {state, {}};
    return onFailing(rule, state, standing.cameBack ? AlertOccasion::Reopened : AlertOccasion::Open, standing, now);
}

AlertVerdict onTime(const AlertRule &rule, const AlertState &state, const AlertStanding &standing, Timestamp now)
{
    if (!state.active)
        return {state, {}};
    if (state.calmSince)
        return now - *state.calmSince >= FlappingWindow ? end(state, now) : AlertVerdict{state, {}};
    if (standing.state == IncidentState::Resolved) // which a rule of another time was told of
        return end(state, now);
    if (rule.repeat.count() == 0 || now - state.sentAt < rule.repeat || !isUrgent(standing.state))
        return {state, {}};
    AlertState again = state;
    again.sentAt = now;
    return {again, AlertNews::Repeated};
}

std::optional<Timestamp> nextLook(const AlertRule &rule, const AlertState &state)
{
    if (!state.active)
        return std::nullopt;
    if (state.calmSince)
        return *state.calmSince + FlappingWindow;
    if (rule.repeat.count() > 0)
        return state.sentAt + rule.repeat;
    return std::nullopt;
}

} // namespace cairn
