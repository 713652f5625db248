#include "control/incidentjson.h"

#include "control/incidenthistory.h"
#include "control/jsonfields.h"

#include <QJsonArray>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

QJsonObject toJson(const Incident &incident, const Responsibility &responsibility)
{
    const Fingerprint &print = incident.fingerprint;
    const MemberCounts &counts = incident.counts;
    return {{u"id"_s, incident.id},
            {u"state"_s, word(incident.state())},
            {u"service"_s, textOrNull(print.service)},
            {u"step"_s, print.step.name()},
            {u"category"_s, word(print.category)},
            {u"code"_s, textOrNull(print.code)},
            {u"failing"_s, counts.failing},
            {u"moving"_s, counts.moving},
            {u"passed"_s, counts.passed},
            {u"left"_s, counts.left},
            {u"cancelled"_s, counts.cancelled},
            {u"first_at"_s, toRfc3339(incident.firstAt)},
            {u"last_at"_s, toRfc3339(incident.lastAt)},
            {u"resolved_at"_s, incident.resolvedAt ? QJsonValue(toRfc3339(*incident.resolvedAt)) : QJsonValue()},
            {u"reopened"_s, incident.reopened},
            {u"newest_run"_s, incident.newest.toString()},
            {u"cause"_s, incident.cause},
            {u"assignee"_s, textOrNull(incident.assignee)},
            {u"owner"_s, responsibility.owner},
            {u"escalate_to"_s, textOrNull(responsibility.escalateTo)},
            {u"escalate_at_once"_s, responsibility.atOnce}};
}

QJsonObject toJson(const IncidentNote &note)
{
    return {{u"at"_s, toRfc3339(note.at)}, {u"actor"_s, note.actor}, {u"kind"_s, note.kind}, {u"detail"_s, note.detail}};
}

QJsonObject toJson(const MemberSummary &summary)
{
    const IncidentMember &member = summary.member;
    return {{u"run"_s, member.run.toString()},
            {u"input"_s, summary.inputName},
            {u"pipeline"_s, summary.pipeline},
            {u"step"_s, member.key.step.name()},
            {u"item"_s, member.key.item == NoItem ? QJsonValue() : QJsonValue(member.key.item)},
            {u"fate"_s, word(member.fate)},
            {u"outcome_unknown"_s, summary.isUndecided},
            {u"at"_s, toRfc3339(member.at)}};
}

} // namespace

QJsonObject toJson(const IncidentSummary &summary)
{
    QJsonObject json = toJson(summary.incident, summary.responsibility);
    json.insert(u"pipelines"_s, QJsonArray::fromStringList(summary.pipelines));
    return json;
}

QJsonObject toJson(const IncidentDetail &detail, const QList<MemberSummary> &members)
{
    QJsonObject json = toJson(detail.incident, detail.responsibility);
    json.insert(u"pipelines"_s, QJsonArray::fromStringList(detail.pipelines.keys()));
    json.insert(u"outcome_unknown"_s, detail.undecided.count);
    json.insert(u"remedy"_s, remedyFor(detail.incident, detail.undecided));
    QJsonArray history;
    const QList<IncidentNote> told = historyOf(detail);
    for (const IncidentNote &note : told)
        history.append(toJson(note));
    json.insert(u"history"_s, history);
    json.insert(u"history_shortened"_s, detail.hasOlderDeeds);
    QJsonArray failing;
    for (const MemberSummary &member : members)
        failing.append(toJson(member));
    json.insert(u"members"_s, failing);
    return json;
}

} // namespace cairn
