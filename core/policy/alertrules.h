#pragma once

#include "model/alert.h"
#include "model/incident.h"

namespace cairn {

/// How an incident stands when a rule looks at it.
struct AlertStanding
{
    IncidentState state = IncidentState::Open;
    bool cameBack = false; ///< it was resolved before
    qint64 failures = 0;   ///< that count for the rule: see AlertRule::within
};

/// What a rule makes of it.
struct AlertVerdict
{
    AlertState state;
    std::optional<AlertNews> news; ///< nothing: nobody is told
    bool operator==(const AlertVerdict &) const = default;
};

/// An incident that came back so often, each time so soon after it was over, comes and goes: its end is told only once it has
/// been over for as long.
inline constexpr int FlappingStarts = 3;
inline constexpr Milliseconds FlappingWindow = std::chrono::minutes(10);

/// The rule is about incidents like this one. `pipelines`: whose runs belong to it.
bool concerns(const AlertRule &rule, const Incident &incident, const QStringList &pipelines);

/// Something happened to the incident: told once, until it is resolved. What people have acknowledged begins no alert, unless the
/// rule asks for that very occasion.
AlertVerdict onOccasion(const AlertRule &rule, const AlertState &state, AlertOccasion occasion, const AlertStanding &standing,
                        Timestamp now);
/// Steps failed that do not change the incident's state: there may be as many now as the rule wants.
AlertVerdict onGrowth(const AlertRule &rule, const AlertState &state, const AlertStanding &standing, Timestamp now);
/// Time passed: repetitions while nobody looks after it, ends that were held back.
AlertVerdict onTime(const AlertRule &rule, const AlertState &state, const AlertStanding &standing, Timestamp now);
/// When onTime() may have something to say next; nothing: not by itself.
std::optional<Timestamp> nextLook(const AlertRule &rule, const AlertState &state);

} // namespace cairn
