#include "store/incidentrows.h"
#include "store/storedjson.h"
#include "store/writeexecutor.h"

// What people do about incidents as a whole.

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

QJsonObject handlingOf(const Incident &incident)
{
    QJsonObject json{{u"handling"_s, word(incident.handling)}};
    if (!incident.assignee.isEmpty())
        json.insert(u"assignee"_s, incident.assignee);
    return json;
}

/// The newest note that a query finds of an incident.
Result<std::optional<IncidentNote>> lastNote(SqliteConnection &connection, QLatin1String name, qint64 incident)
{
    return firstOf(
        connection, name, [&](Statement &statement) { statement.integer(incident); }, readIncidentNote);
}

/// Nothing would be another than it is. An incident is handed on to whoever comes next as often as it takes, and whoever has been
/// told of it takes it on.
bool isIdle(const Incident &incident, const HandleIncident &write, const std::optional<IncidentNote> &escalation)
{
    if (write.act == IncidentAct::Acknowledge)
        return incident.handling == IncidentState::Acknowledged;
    if (write.act != IncidentAct::Escalate || incident.handling != IncidentState::Escalated)
        return false;
    const bool isToSame =
        escalation && (escalation->detail == write.detail || escalation->detail.startsWith(write.detail + u": "_s));
    return write.detail.isEmpty() || isToSame;
}

} // namespace

/// Why an act comes too late; nothing if it does not.
Result<QString> WriteExecutor::whyTooLate(const Incident &incident, const HandleIncident &write)
{
    const bool isLate = write.expectedRevision && *write.expectedRevision != incident.revision;
    const bool handles = write.act == IncidentAct::Acknowledge || write.act == IncidentAct::Escalate;
    if (handles && incident.state() == IncidentState::Resolved)
        return u"it is resolved already (%1)"_s.arg(tellCounts(incident.counts));
    const auto escalation = lastNote(m_connection, "last_escalation_of_incident"_L1, incident.id);
    if (!escalation)
        return tl::unexpected(escalation.error());
    if (!isLate && !isIdle(incident, write, *escalation))
        return QString();
    const auto last = lastNote(m_connection, "last_act_on_incident"_L1, incident.id);
    if (!last)
        return tl::unexpected(last.error());
    if (!*last)
        return u"it is %1 already"_s.arg(word(incident.handling));
    const QString detail = (*last)->detail.isEmpty() ? QString() : u": "_s + (*last)->detail;
    return u"%1 came first at %2 (%3%4)"_s.arg((*last)->actor, toRfc3339((*last)->at), (*last)->kind, detail);
}

Result<void> WriteExecutor::carryOut(const HandleIncident &write)
{
    auto found = incidentBy("incident_by_id"_L1, [&](Statement &statement) { statement.integer(write.incident); });
    if (!found)
        return tl::unexpected(found.error());
    if (!*found)
        return failure(ErrorKind::NotFound, u"There is no incident %1"_s.arg(write.incident));
    Incident incident = **found;
    const QJsonObject before = handlingOf(incident);
    const auto late = whyTooLate(incident, write);
    if (!late)
        return tl::unexpected(late.error());
    if (!late->isEmpty())
        return failure(ErrorKind::Conflict, u"Incident %1: %2"_s.arg(QString::number(incident.id), *late), {},
                       u"Look at it again before you act"_s);
    if (write.act == IncidentAct::Acknowledge)
        incident.handling = IncidentState::Acknowledged;
    if (write.act == IncidentAct::Escalate)
        incident.handling = IncidentState::Escalated;
    if (write.act == IncidentAct::Assign)
        incident.assignee = write.detail;
    incident.revision += 1;
    auto done = updateIncident(incident, incident.state(), write.at);
    if (done)
        done =
            carryOut(AddIncidentNote{{0, incident.id, write.at, write.actor, word(write.act),
                                      write.detail.isEmpty() || write.reason.isEmpty() ? write.detail + write.reason
                                                                                       : write.detail + u": "_s + write.reason}});
    if (!done)
        return done;
    QJsonObject after = handlingOf(incident);
    if (!write.detail.isEmpty() && write.act != IncidentAct::Assign)
        after.insert(write.act == IncidentAct::Note ? u"note"_s : u"to"_s, write.detail);
    return carryOut(AddAudit{{0, write.at, write.actor, u"incident."_s + word(write.act), u"incident/%1"_s.arg(incident.id),
                              write.reason, storedJson(before), storedJson(after)}});
}

} // namespace cairn
