#include "control/incidenttimeline.h"

#include "store/faultword.h"

#include <algorithm>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

using Kind = IncidentMoment::Kind;

QString answerOf(const Attempt &attempt)
{
    if (attempt.status > 0)
        return u"HTTP %1"_s.arg(attempt.status);
    return attempt.fault == TransportFault::None ? u"no answer"_s : storedFault(attempt.fault);
}

IncidentMoment momentOf(const Attempt &attempt)
{
    const QString tried = u"attempt %1: %2, %3"_s.arg(QString::number(attempt.number), answerOf(attempt), word(attempt.decision));
    return {attempt.startedAt, Kind::Attempt, u"runner"_s, attempt.run, attempt.key().toString(), tried, attempt.cause};
}

IncidentMoment momentOf(const Checkpoint &checkpoint)
{
    const QString why = checkpoint.reason.isEmpty() ? checkpoint.cause : checkpoint.reason;
    const QString edited = checkpoint.edited.isValid() ? u" with an edited payload"_s : QString();
    return {checkpoint.at,
            Kind::State,
            checkpoint.actor,
            checkpoint.run,
            checkpoint.key().toString(),
            word(checkpoint.state) + edited,
            why,
            checkpoint.state};
}

void addCommand(QList<IncidentMoment> &moments, const Command &command)
{
    const QString step = command.step.isEmpty() ? QString() : StepKey(command.step, command.item).toString();
    moments.append({command.createdAt, Kind::Command, command.actor, command.run, step, word(command.kind), command.reason});
    if (command.done)
        moments.append({command.doneAt.value_or(command.createdAt), Kind::Outcome, u"runner"_s, command.run, step,
                        word(command.kind) + (command.accepted ? u" done"_s : u" refused"_s), command.result});
}

/// Commands, and what people did about the incident as a whole, are told from their own records.
bool isToldElsewhere(const AuditEntry &entry, const Incident &incident)
{
    const bool ofRun = RunId::fromString(entry.subject.section(u'/', 0, 0)).has_value();
    return (ofRun && entry.action.startsWith("command."_L1)) || entry.subject == u"incident/%1"_s.arg(incident.id);
}

} // namespace

QString word(IncidentMoment::Kind kind)
{
    switch (kind) {
    case Kind::Incident: return u"incident"_s;
    case Kind::Attempt: return u"attempt"_s;
    case Kind::State: return u"state"_s;
    case Kind::Command: return u"command"_s;
    case Kind::Outcome: return u"outcome"_s;
    case Kind::Audit: return u"audit"_s;
    }
    Q_UNREACHABLE();
    return {};
}

QList<IncidentMoment> timelineOf(const IncidentBundle &bundle)
{
    QList<IncidentMoment> moments;
    for (const IncidentNote &note : bundle.about.notes)
        moments.append({note.at, Kind::Incident, note.actor, {}, {}, note.kind, note.detail});
    const StepId &step = bundle.about.incident.fingerprint.step;
    for (const BundledRun &run : bundle.runs) {
        for (const Attempt &attempt : run.history.attempts) {
            if (attempt.step == step)
                moments.append(momentOf(attempt));
        }
        for (const Checkpoint &checkpoint : run.history.checkpoints) {
            if (checkpoint.step == step)
                moments.append(momentOf(checkpoint));
        }
        for (const Command &command : run.commands)
            addCommand(moments, command);
    }
    for (const AuditEntry &entry : bundle.audit) {
        if (!isToldElsewhere(entry, bundle.about.incident))
            moments.append(
                {entry.at, Kind::Audit, entry.actor, {}, {}, u"%1 %2"_s.arg(entry.action, entry.subject), entry.reason});
    }
    std::stable_sort(moments.begin(), moments.end(),
                     [](const IncidentMoment &a, const IncidentMoment &b) { return a.at < b.at; });
    return moments;
}

QJsonObject toJson(const IncidentMoment &moment)
{
    return {{u"at"_s, toRfc3339(moment.at)}, {u"kind"_s, word(moment.kind)},
            {u"actor"_s, moment.actor},      {u"run"_s, moment.run.isValid() ? QJsonValue(moment.run.toString()) : QJsonValue()},
            {u"step"_s, moment.step},        {u"what"_s, moment.what},
            {u"why"_s, moment.why}};
}

} // namespace cairn
