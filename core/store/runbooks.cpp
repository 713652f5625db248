#include "store/runbookrows.h"
#include "store/sqlitereader.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

QList<qint64> readIds(Row &row)
{
    QList<qint64> ids;
    const QJsonArray list = QJsonDocument::fromJson(row.text().toUtf8()).array();
    for (const QJsonValue &id : list)
        ids.append(id.toInteger());
    return ids;
}

PastDeed readPastDeed(Row &row)
{
    PastDeed deed;
    deed.incident = row.integer();
    deed.print.service = row.text();
    deed.print.step = StepId(row.text());
    deed.print.category = row.word(categoryFromWord);
    deed.print.code = row.text();
    deed.key = row.text();
    deed.at = row.time();
    deed.resolvedAt = row.optionalTime();
    return deed;
}

} // namespace

RunbookSession readRunbookSession(Row &row)
{
    RunbookSession session;
    session.id = row.integer();
    session.incident = row.integer();
    session.runbook = row.text();
    session.digest = row.digest();
    session.actor = row.text();
    session.startedAt = row.time();
    session.endedAt = row.optionalTime();
    return session;
}

RunbookTick readRunbookTick(Row &row)
{
    return {row.number(), row.flag(), row.text(), row.time()};
}

RunbookDeed readRunbookDeed(Row &row)
{
    RunbookDeed deed;
    deed.id = row.integer();
    deed.session = row.integer();
    deed.action = row.number();
    deed.key = row.text();
    deed.label = row.text();
    deed.actor = row.text();
    deed.reason = row.text();
    deed.at = row.time();
    deed.commands = readIds(row);
    deed.orders = readIds(row);
    deed.result = row.text();
    return deed;
}

Result<QList<RunbookSession>> SqliteReader::runbookSessions(qint64 incident, int limit)
{
    return all(
        "runbook_sessions_of_incident"_L1, [&](Statement &statement) { statement.integer(incident).integer(limit); },
        readRunbookSession);
}

Result<RunbookSession> SqliteReader::runbookSession(qint64 id)
{
    const auto found = first(
        "runbook_session_by_id"_L1, [&](Statement &statement) { statement.integer(id); }, readRunbookSession);
    if (!found)
        return tl::unexpected(found.error());
    if (!*found)
        return failure(ErrorKind::NotFound, u"There is no runbook session %1"_s.arg(id), {},
                       u"`cairn runbook start INCIDENT` begins one"_s);
    return **found;
}

Result<QByteArray> SqliteReader::runbookText(const Digest &digest)
{
    const auto found = first(
        "runbook_text"_L1, [&](Statement &statement) { statement.digest(digest); }, [](Row &row) { return row.blob(); });
    if (!found)
        return tl::unexpected(found.error());
    if (!*found)
        return failure(ErrorKind::NotFound, u"The runbook's text %1 is not recorded"_s.arg(digest.brief()));
    return **found;
}

Result<QList<RunbookTick>> SqliteReader::runbookTicks(qint64 session)
{
    return all(
        "runbook_ticks"_L1, [&](Statement &statement) { statement.integer(session); }, readRunbookTick);
}

Result<QList<RunbookDeed>> SqliteReader::runbookDeeds(qint64 session)
{
    return all(
        "runbook_deeds"_L1, [&](Statement &statement) { statement.integer(session); }, readRunbookDeed);
}

Result<QList<PastDeed>> SqliteReader::pastRunbookDeeds(Category category, int limit)
{
    return all(
        "past_runbook_deeds"_L1, [&](Statement &statement) { statement.text(word(category)).integer(limit); }, readPastDeed);
}

} // namespace cairn
