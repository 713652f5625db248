#include "store/conditions.h"
#include "store/incidentrows.h"
#include "store/likepattern.h"
#include "store/rows.h"
#include "store/sqlitereader.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <limits>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

IncidentMember readMember(Row &row)
{
    IncidentMember member;
    member.run = RunId(row.integer());
    member.key.step = StepId(row.text());
    member.key.item = row.number();
    member.fate = row.word(memberFateFromWord);
    member.at = row.time();
    member.stands = row.word(stepStateFromWord);
    return member;
}

QByteArray stateList(const QList<IncidentState> &states)
{
    QJsonArray words;
    for (const IncidentState state : states)
        words.append(word(state));
    return QJsonDocument(words).toJson(QJsonDocument::Compact);
}

Conditions conditionsOf(const IncidentFilter &filter, const SqlCatalog &catalog)
{
    Conditions all(catalog);
    all.add(!filter.states.isEmpty(), 's', "incident_where_state"_L1,
            [&filter](Statement &s) { s.text(QString::fromUtf8(stateList(filter.states))); });
    all.add(!filter.service.isEmpty(), 'v', "incident_where_service"_L1, [&filter](Statement &s) { s.text(filter.service); });
    all.add(filter.category.has_value(), 'c', "incident_where_category"_L1,
            [&filter](Statement &s) { s.text(word(*filter.category)); });
    all.add(!filter.pipeline.isEmpty(), 'p', "incident_where_pipeline"_L1, [&filter](Statement &s) { s.text(filter.pipeline); });
    all.add(!filter.text.isEmpty(), 'x', "incident_where_text"_L1, [&filter](Statement &s) { s.text(likePattern(filter.text)); });
    return all;
}

Incident readUrgentIncident(Row &row)
{
    Incident incident = readIncident(row);
    incident.urgency = Urgency(row.number());
    return incident;
}

} // namespace

Incident readIncident(Row &row)
{
    Incident incident;
    incident.id = row.integer();
    incident.fingerprint.service = row.text();
    incident.fingerprint.step = StepId(row.text());
    incident.fingerprint.category = row.word(categoryFromWord);
    incident.fingerprint.code = row.text();
    incident.handling = row.word(incidentStateFromWord);
    incident.assignee = row.text();
    incident.counts = {row.integer(), row.integer(), row.integer(), row.integer(), row.integer()}; // braces: from left to right
    incident.firstAt = row.time();
    incident.lastAt = row.time();
    incident.resolvedAt = row.optionalTime();
    incident.reopened = row.number();
    incident.newest = RunId(row.integer());
    incident.cause = row.text();
    incident.revision = row.number();
    return incident;
}

IncidentNote readIncidentNote(Row &row)
{
    return {row.integer(), row.integer(), row.time(), row.text(), row.text(), row.text()};
}

Result<QList<Incident>> SqliteReader::incidents(const IncidentFilter &filter, const std::optional<Incident> &before, int limit)
{
    const SqlCatalog &catalog = m_connection->catalog();
    const Conditions conditions = conditionsOf(filter, catalog);
    const auto query =
        m_connection->prepared(u"incidents:"_s + conditions.key(), catalog.text("incident_list"_L1) + conditions.text() + u'\n' +
                                                                       catalog.text("incident_list_tail"_L1));
    const auto bind = [&](Statement &statement, int asked) {
        statement.time(before ? before->lastAt : Timestamp(Milliseconds::max()))
            .integer(before ? before->id : std::numeric_limits<qint64>::max());
        conditions.bind(statement);
        statement.integer(asked);
    };
    return readableRows(query, m_connection->database(), bind, readIncident, limit);
}

Result<QList<Incident>> SqliteReader::urgentIncidents(const IncidentFilter &filter, const std::optional<Incident> &before,
                                                      int limit)
{
    const SqlCatalog &catalog = m_connection->catalog();
    const Conditions conditions = conditionsOf(filter, catalog);
    const auto query =
        m_connection->prepared(u"urgent:"_s + conditions.key(), catalog.text("urgent_incidents"_L1) + conditions.text() + u'\n' +
                                                                    catalog.text("urgent_incidents_tail"_L1));
    const auto bind = [&](Statement &statement, int asked) {
        conditions.bind(statement);
        statement.integer(before ? int(before->urgency) : -1)
            .time(before ? before->lastAt : Timestamp(Milliseconds::max()))
            .integer(before ? before->id : std::numeric_limits<qint64>::max())
            .integer(asked);
    };
    return readableRows(query, m_connection->database(), bind, readUrgentIncident, limit);
}

Result<Incident> SqliteReader::incident(qint64 id)
{
    auto found = first(
        "incident_by_id"_L1, [&](Statement &statement) { statement.integer(id); }, readIncident);
    if (!found)
        return tl::unexpected(found.error());
    if (!*found)
        return failure(ErrorKind::NotFound, u"There is no incident %1"_s.arg(id), {}, u"`cairn incident list` shows all"_s);
    return std::move(**found);
}

Result<QMap<IncidentState, qint64>> SqliteReader::countIncidents()
{
    using Count = std::pair<IncidentState, qint64>;
    const auto counts = readable(
        "count_incidents"_L1, [](Statement &, int) {},
        [](Row &row) {
            return Count{row.word(incidentStateFromWord), row.integer()};
        });
    if (!counts)
        return tl::unexpected(counts.error());
    QMap<IncidentState, qint64> byState;
    for (const auto &[state, count] : *counts)
        byState.insert(state, count);
    return byState;
}

Result<QList<Incident>> SqliteReader::incidentsOf(RunId run)
{
    return readable(
        "incidents_of_run"_L1, [&](Statement &statement, int) { statement.integer(run.value()); }, readIncident);
}

Result<QList<IncidentMember>> SqliteReader::incidentMembers(qint64 incident, std::optional<MemberFate> fate,
                                                            const std::optional<IncidentMember> &after, int limit)
{
    return readable(
        fate ? "incident_members_of_fate"_L1 : "incident_members"_L1,
        [&](Statement &statement, int asked) {
            statement.integer(incident);
            if (fate)
                statement.text(word(*fate));
            statement.integer(after ? after->run.value() : -1)
                .text(after ? after->key.step.name() : QString())
                .integer(after ? after->key.item : std::numeric_limits<int>::min())
                .integer(asked);
        },
        readMember, limit);
}

Result<QList<StandingStep>> SqliteReader::standingIn(const QList<RunId> &runs)
{
    return all(
        "standing_in_runs"_L1, [&](Statement &statement) { statement.text(idsText(runs)); },
        [](Row &row) {
            return StandingStep{RunId(row.integer()), {StepId(row.text()), row.number()}, row.word(stepStateFromWord), row.time(),
                                row.text(),           row.optionalWord(categoryFromWord)};
        });
}

Result<qint64> SqliteReader::failingOfUnknownOutcome(qint64 incident)
{
    return number("failing_of_unknown_outcome"_L1, [&](Statement &statement) { statement.integer(incident); });
}

Result<qint64> SqliteReader::incidentFailures(qint64 incident, Timestamp since, Timestamp until)
{
    return number("incident_failures"_L1, [&](Statement &statement) { statement.integer(incident).time(since).time(until); });
}

Result<QMap<QString, qint64>> SqliteReader::incidentPipelines(qint64 incident)
{
    using Count = std::pair<QString, qint64>;
    const auto counts = all(
        "incident_pipelines"_L1, [&](Statement &statement) { statement.integer(incident); },
        [](Row &row) {
            return Count{row.text(), row.integer()};
        });
    if (!counts)
        return tl::unexpected(counts.error());
    QMap<QString, qint64> byPipeline;
    for (const auto &[pipeline, count] : *counts)
        byPipeline.insert(pipeline, count);
    return byPipeline;
}

Result<QList<IncidentNote>> SqliteReader::incidentNotes(qint64 incident, int limit)
{
    auto notes = all(
        "incident_notes"_L1, [&](Statement &statement) { statement.integer(incident).integer(limit); }, readIncidentNote);
    if (notes)
        std::reverse(notes->begin(), notes->end());
    return notes;
}

Result<QList<IncidentNote>> SqliteReader::incidentNotesAfter(qint64 note, int limit)
{
    return all(
        "incident_notes_after"_L1, [&](Statement &statement) { statement.integer(note).integer(limit); }, readIncidentNote);
}

} // namespace cairn
