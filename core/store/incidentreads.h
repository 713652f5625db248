#pragma once

#include "base/error.h"
#include "model/incident.h"
#include "model/records.h"

namespace cairn {

/// Which incidents are asked for. All conditions hold together; empty ones do not restrict.
struct IncidentFilter
{
    QList<IncidentState> states;
    QString service;
    QString pipeline;
    std::optional<Category> category;
    QString text; ///< part of step, service, code, cause or assignee
    bool operator==(const IncidentFilter &) const = default;
};

/// A step or an item at which a run stands.
struct StandingStep
{
    RunId run;
    StepKey key;     ///< its step is empty where none explains why the run stands
    StepState state; ///< blocked, of unknown outcome, held, or waiting
    Timestamp at;    ///< since when; the epoch: not known
    QString service; ///< empty: none
    std::optional<Category> category;
};

/// What somebody asked for about failures of an incident: by a command, or by an order of many.
struct IncidentDeed
{
    Command command;     ///< the first of them; without id and run if those of an order are to come, or gone with their runs
    QString inputName;   ///< of its run
    qint64 commands = 1; ///< of an order as many as were asked for, about failures of this incident
    qint64 refused = 0;  ///< of these
};

/// Incidents, their members and their notes. Of a StoreReader, whose errors and thread are theirs.
class IncidentReads
{
public:
    /// The newest failure first, those below `before` (its lastAt and id) only, at most `limit`.
    virtual Result<QList<Incident>> incidents(const IncidentFilter &filter, const std::optional<Incident> &before, int limit) = 0;
    /// The same, by urgency, and the newest failure first among what is as urgent; behind `before` as that was listed (its
    /// urgency as well). Sorts what matches: there are as many incidents as there were ways to fail, not as there were failures.
    virtual Result<QList<Incident>> urgentIncidents(const IncidentFilter &filter, const std::optional<Incident> &before,
                                                    int limit) = 0;
    virtual Result<Incident> incident(qint64 id) = 0;
    virtual Result<QMap<IncidentState, qint64>> countIncidents() = 0;
    /// Of one fate (nullopt: all), in order of run, step and item, those after `after` only.
    virtual Result<QList<IncidentMember>> incidentMembers(qint64 incident, std::optional<MemberFate> fate,
                                                          const std::optional<IncidentMember> &after, int limit) = 0;
    /// At what these runs stand, in order of run, step and item: what needs a person, and else what explains their state.
    virtual Result<QList<StandingStep>> standingIn(const QList<RunId> &runs) = 0;
    /// How many of its failing steps wait for somebody to say whether they happened.
    virtual Result<qint64> failingOfUnknownOutcome(qint64 incident) = 0;
    /// How many of its steps came to need a person in [since, until).
    virtual Result<qint64> incidentFailures(qint64 incident, Timestamp since, Timestamp until) = 0;
    virtual Result<QMap<QString, qint64>> incidentPipelines(qint64 incident) = 0;       ///< failures by pipeline, ever
    virtual Result<QList<IncidentNote>> incidentNotes(qint64 incident, int limit) = 0;  ///< the newest, oldest first
    virtual Result<QList<IncidentDeed>> incidentDeeds(qint64 incident, int limit) = 0;  ///< the newest, newest first
    virtual Result<QList<IncidentNote>> incidentNotesAfter(qint64 note, int limit) = 0; ///< of all incidents
    virtual Result<qint64> lastIncidentNote() = 0;                                      ///< 0: there is none
    /// How many steps of an incident fail that came to do so at or after `since`; counts no further than `most`.
    virtual Result<qint64> failuresSince(qint64 incident, Timestamp since, int most) = 0;

protected:
    ~IncidentReads() = default;
};

} // namespace cairn
