#pragma once

#include "control/incidentbundle.h"

namespace cairn {

/// One line of what happened in an incident.
struct IncidentMoment
{
    enum class Kind {
        Incident, ///< it was opened, acknowledged, …
        Attempt,  ///< a try of the step that fails
        State,    ///< a step came to another state
        Command,  ///< an operator asked for something
        Outcome,  ///< what came of that
        Audit,    ///< anything else that somebody did: to the service, by a runbook
    };
    Timestamp at{};
    Kind kind = Kind::Incident;
    QString actor;
    RunId run;    ///< invalid: the incident as a whole
    QString step; ///< "extract", "pages/17"; empty: none
    QString what; ///< English, as recorded
    QString why;
    std::optional<StepState> state{}; ///< of kind State
};
QString word(IncidentMoment::Kind kind);

/// All that the bundle tells, in order; what is recorded twice is told once. Pure.
QList<IncidentMoment> timelineOf(const IncidentBundle &bundle);

QJsonObject toJson(const IncidentMoment &moment);

} // namespace cairn
