#pragma once

#include "control/incidentdesk.h"
#include "runbook/experience.h"
#include "runbook/shelf.h"

namespace cairn {

/// How far an action has come that somebody asked for.
struct DeedOutcome
{
    enum State {
        Waiting,  ///< the runner has not carried all of it out yet
        UnderWay, ///< an order about many targets, of some of which it is not known yet what became of them
        Done,
        Refused, ///< none of it could be carried out
    };
    RunbookDeed deed;
    State state = Done;
    QString text; ///< in words, English
};

/// A runbook as it is followed about one incident, or as it would be.
struct FollowedRunbook
{
    IncidentDetail incident;
    Runbook runbook;       ///< of a session: its text as it was when that began
    bool outdated = false; ///< the file says something else by now
    QStringList others;    ///< names of further runbooks that fit, the most specific first
    std::optional<RunbookSession> session;
    QMap<int, RunbookTick> ticks;  ///< by step, those that are ticked
    QList<DeedOutcome> deeds;      ///< oldest first
    QHash<QString, Helped> helped; ///< by RunbookAction::key()

    /// The newest deed of an action; nullptr if there is none.
    const DeedOutcome *lastOf(int action) const;
    qint64 lastDeed() const { return deeds.isEmpty() ? 0 : deeds.last().deed.id; }
};

/// What of an incident runbooks are compared with.
Symptoms symptomsOf(const IncidentDetail &detail);
/// The runbook of that name, or (empty) the one that is being followed, or else the one that fits best. Errors: NotFound.
Result<FollowedRunbook> readFollowedRunbook(StoreReader &reader, const RunbookShelf &shelf, qint64 incident, const QString &name);
/// As a session has it, also one that has ended.
Result<FollowedRunbook> readSession(StoreReader &reader, const RunbookShelf &shelf, qint64 session);

} // namespace cairn
