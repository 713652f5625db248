#include "control/bundlejson.h"

#include "control/jsonfields.h"

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

QJsonObject noteJson(const IncidentNote &note)
{
    return {{u"at"_s, toRfc3339(note.at)}, {u"actor"_s, note.actor}, {u"kind"_s, note.kind}, {u"detail"_s, note.detail}};
}

QJsonObject countsJson(const MemberCounts &counts)
{
    return {{u"failing"_s, counts.failing},
            {u"moving"_s, counts.moving},
            {u"passed"_s, counts.passed},
            {u"left"_s, counts.left},
            {u"cancelled"_s, counts.cancelled}};
}

QJsonArray payloadsJson(const QList<PayloadRef> &payloads)
{
    QJsonArray array;
    for (const PayloadRef &payload : payloads)
        array.append(jsonOf(payload));
    return array;
}

MemberCounts readCounts(JsonFields &fields)
{
    JsonFields counts(fields.object("counts"_L1));
    return {counts.integer("failing"_L1), counts.integer("moving"_L1), counts.integer("passed"_L1), counts.integer("left"_L1),
            counts.integer("cancelled"_L1)};
}

void readFacts(JsonFields &fields, Incident &incident)
{
    incident.id = fields.integer("id"_L1);
    incident.fingerprint.service = fields.text("service"_L1);
    incident.fingerprint.step = StepId(fields.text("step"_L1));
    incident.fingerprint.category = fields.word("category"_L1, categoryFromWord);
    incident.fingerprint.code = fields.text("code"_L1);
    incident.handling = fields.word("handling"_L1, incidentStateFromWord);
    incident.assignee = fields.text("assignee"_L1);
    incident.counts = readCounts(fields);
    incident.firstAt = fields.time("first_at"_L1);
    incident.lastAt = fields.time("last_at"_L1);
    incident.resolvedAt = fields.optionalTime("resolved_at"_L1);
    incident.reopened = fields.number("reopened"_L1);
    incident.newest = fields.run("newest_run"_L1);
    incident.cause = fields.text("cause"_L1);
}

Result<QList<IncidentNote>> readNotes(const QJsonArray &array, qint64 incident)
{
    QList<IncidentNote> notes;
    for (const QJsonValue &one : array) {
        JsonFields fields(one.toObject());
        IncidentNote note{
            0, incident, fields.time("at"_L1), fields.text("actor"_L1), fields.text("kind"_L1), fields.text("detail"_L1)};
        if (auto good = fields.check(u"a note"_s); !good)
            return tl::unexpected(good.error());
        notes.append(std::move(note));
    }
    return notes;
}

Result<QList<PayloadRef>> readPayloads(const QJsonArray &array)
{
    QList<PayloadRef> payloads;
    for (const QJsonValue &one : array) {
        JsonFields fields(QJsonObject{{u"payload"_s, one}});
        payloads.append(fields.payload("payload"_L1));
        if (auto good = fields.check(u"the list of payloads"_s); !good)
            return tl::unexpected(good.error());
    }
    return payloads;
}

} // namespace

QJsonObject incidentJson(const IncidentBundle &bundle)
{
    const Incident &incident = bundle.about.incident;
    QJsonObject pipelines;
    for (auto it = bundle.about.pipelines.cbegin(); it != bundle.about.pipelines.cend(); ++it)
        pipelines.insert(it.key(), it.value());
    QJsonArray notes;
    for (const IncidentNote &note : bundle.about.notes)
        notes.append(noteJson(note));
    return {{u"id"_s, incident.id},
            {u"service"_s, incident.fingerprint.service},
            {u"step"_s, incident.fingerprint.step.name()},
            {u"category"_s, word(incident.fingerprint.category)},
            {u"code"_s, incident.fingerprint.code},
            {u"state"_s, word(incident.state())},
            {u"handling"_s, word(incident.handling)},
            {u"assignee"_s, incident.assignee},
            {u"counts"_s, countsJson(incident.counts)},
            {u"first_at"_s, toRfc3339(incident.firstAt)},
            {u"last_at"_s, toRfc3339(incident.lastAt)},
            {u"resolved_at"_s, jsonOf(incident.resolvedAt)},
            {u"reopened"_s, incident.reopened},
            {u"newest_run"_s, jsonOf(incident.newest)},
            {u"cause"_s, incident.cause},
            {u"owner"_s, bundle.about.responsibility.owner},
            {u"escalate_to"_s, bundle.about.responsibility.escalateTo},
            {u"escalate_at_once"_s, bundle.about.responsibility.atOnce},
            {u"pipelines"_s, pipelines},
            {u"notes"_s, notes},
            {u"notes_shortened"_s, bundle.notesShortened},
            {u"runs_left_out"_s, bundle.runsLeftOut},
            {u"payloads"_s, payloadsJson(bundle.payloads)},
            {u"payloads_left_out"_s, bundle.payloadsLeftOut}};
}

Result<void> readIncident(const QJsonObject &json, IncidentBundle &bundle)
{
    JsonFields fields(json);
    readFacts(fields, bundle.about.incident);
    bundle.about.responsibility = {fields.text("owner"_L1), fields.text("escalate_to"_L1), fields.flag("escalate_at_once"_L1)};
    const QJsonObject pipelines = fields.object("pipelines"_L1);
    for (auto it = pipelines.begin(); it != pipelines.end(); ++it)
        bundle.about.pipelines.insert(it.key(), it->toInteger());
    bundle.notesShortened = fields.flag("notes_shortened"_L1);
    bundle.runsLeftOut = fields.integer("runs_left_out"_L1);
    bundle.payloadsLeftOut = fields.integer("payloads_left_out"_L1);
    auto notes = readNotes(fields.array("notes"_L1), bundle.about.incident.id);
    auto payloads = readPayloads(fields.array("payloads"_L1));
    if (auto good = fields.check(u"incident.json"_s); !good)
        return good;
    if (!notes || !payloads)
        return tl::unexpected(notes ? payloads.error() : notes.error());
    bundle.about.notes = std::move(*notes);
    bundle.payloads = std::move(*payloads);
    return {};
}

QJsonObject auditJson(const AuditEntry &entry)
{
    return {{u"seq"_s, entry.seq},
            {u"at"_s, toRfc3339(entry.at)},
            {u"actor"_s, entry.actor},
            {u"action"_s, entry.action},
            {u"subject"_s, entry.subject},
            {u"reason"_s, entry.reason},
            {u"before"_s, parsedObject(entry.before)},
            {u"after"_s, parsedObject(entry.after)},
            {u"previous"_s, jsonOf(entry.previous)},
            {u"hash"_s, jsonOf(entry.hash)}};
}

Result<AuditEntry> readAudit(const QJsonObject &json)
{
    JsonFields fields(json);
    AuditEntry entry;
    entry.seq = fields.integer("seq"_L1);
    entry.at = fields.time("at"_L1);
    entry.actor = fields.text("actor"_L1);
    entry.action = fields.text("action"_L1);
    entry.subject = fields.text("subject"_L1);
    entry.reason = fields.text("reason"_L1);
    entry.before = compactObject(fields.object("before"_L1));
    entry.after = compactObject(fields.object("after"_L1));
    entry.previous = fields.digest("previous"_L1);
    entry.hash = fields.digest("hash"_L1);
    return fields.check(u"an entry of the audit"_s).map([&] { return entry; });
}

} // namespace cairn
