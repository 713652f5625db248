#include "store/runbookrows.h"
#include "store/storedjson.h"
#include "store/writeexecutor.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace cairn {

using namespace Qt::StringLiterals;

// What people do by a runbook stands in three places, written as one: the session, its incident's history, the audit.

namespace {

QJsonArray idList(const QList<qint64> &ids)
{
    QJsonArray list;
    for (const qint64 id : ids)
        list.append(id);
    return list;
}

QJsonObject deedJson(const RunbookDeed &deed, const QJsonArray &commands, const QJsonArray &orders)
{
    QJsonObject json{{u"session"_s, deed.session}, {u"action"_s, deed.action}, {u"does"_s, deed.key}};
    if (!commands.isEmpty())
        json.insert(u"commands"_s, commands);
    if (!orders.isEmpty())
        json.insert(u"orders"_s, orders);
    if (!deed.result.isEmpty())
        json.insert(u"result"_s, deed.result);
    return json;
}

tl::unexpected<Error> tooLate(const QString &what, const QString &actor, Timestamp at)
{
    return failure(ErrorKind::Conflict, u"%1 came first at %2: %3"_s.arg(actor, toRfc3339(at), what), {},
                   u"Look at what came of it before you go on"_s);
}

} // namespace

Result<RunbookSession> WriteExecutor::runbookSession(qint64 id)
{
    const auto found = firstOf(
        m_connection, "runbook_session_by_id"_L1, [&](Statement &statement) { statement.integer(id); }, readRunbookSession);
    if (!found)
        return tl::unexpected(found.error());
    if (!*found)
        return failure(ErrorKind::NotFound, u"There is no runbook session %1"_s.arg(id));
    return **found;
}

/// A session of the same incident and text that goes on.
Result<std::optional<RunbookSession>> WriteExecutor::openRunbookSession(const RunbookSession &like)
{
    const auto sessions = allOf(
        m_connection, "runbook_sessions_of_incident"_L1,
        [&](Statement &statement) { statement.integer(like.incident).integer(20); }, readRunbookSession);
    if (!sessions)
        return tl::unexpected(sessions.error());
    for (const RunbookSession &session : *sessions) {
        if (!session.endedAt && session.runbook == like.runbook && session.digest == like.digest)
            return session;
    }
    return std::nullopt;
}

/// Adds to the incident's history and to the audit; `entry` says who, what, when, why and what is.
Result<void> WriteExecutor::tellOfRunbook(const RunbookSession &session, const AuditEntry &entry, const QString &told)
{
    AuditEntry whole = entry;
    whole.subject = u"incident/%1"_s.arg(session.incident);
    auto noted = carryOut(AddIncidentNote{{0, session.incident, entry.at, entry.actor, entry.action, told}});
    return noted ? carryOut(AddAudit{whole}) : noted;
}

Result<void> WriteExecutor::carryOut(const StartRunbook &write)
{
    const auto known = openRunbookSession(write.session);
    if (!known)
        return tl::unexpected(known.error());
    if (*known) {
        m_committed.runbookSession = (*known)->id;
        return {};
    }
    const auto incident =
        incidentBy("incident_by_id"_L1, [&](Statement &statement) { statement.integer(write.session.incident); });
    if (!incident)
        return tl::unexpected(incident.error());
    if (!*incident)
        return failure(ErrorKind::NotFound, u"There is no incident %1"_s.arg(write.session.incident));
    auto done =
        run("put_runbook_text"_L1, [&](Statement &statement) { statement.digest(write.session.digest).blob(write.text); });
    if (!done)
        return done;
    RunbookSession session = write.session;
    done = run(
        "insert_runbook_session"_L1,
        [&](Statement &statement) {
            statement.integer(session.incident)
                .text(session.runbook)
                .digest(session.digest)
                .text(session.actor)
                .time(session.startedAt);
        },
        [&](Statement &statement) {
            session.id = statement.insertedId();
            return Result<void>();
        });
    if (!done)
        return done;
    m_committed.runbookSession = session.id;
    const QJsonObject after{{u"session"_s, session.id}, {u"runbook"_s, session.runbook}, {u"digest"_s, session.digest.toHex()}};
    return tellOfRunbook(session, {0, session.startedAt, session.actor, u"runbook.started"_s, {}, {}, {}, storedJson(after)},
                         session.runbook);
}

Result<void> WriteExecutor::carryOut(const TickRunbook &write)
{
    const RunbookTick &tick = write.tick;
    const auto session = runbookSession(write.session);
    if (!session)
        return tl::unexpected(session.error());
    const auto last = firstOf(
        m_connection, "runbook_last_tick"_L1, [&](Statement &statement) { statement.integer(write.session).integer(tick.step); },
        readRunbookTick);
    if (!last)
        return tl::unexpected(last.error());
    const bool was = *last && (*last)->ticked;
    const QString what = tick.ticked ? u"step %1 is ticked"_s.arg(tick.step) : u"step %1 is not ticked"_s.arg(tick.step);
    if (was == tick.ticked && *last)
        return tooLate(what, (*last)->actor, (*last)->at);
    if (was == tick.ticked)
        return failure(ErrorKind::Conflict, what + u" as it is"_s, {}, u"Nothing is to be done"_s);
    const auto done = run("insert_runbook_tick"_L1, [&](Statement &statement) {
        statement.integer(write.session).integer(tick.step).integer(tick.ticked).text(tick.actor).time(tick.at);
    });
    if (!done)
        return done;
    const auto state = [&](bool ticked) {
        return storedJson({{u"session"_s, write.session}, {u"step"_s, tick.step}, {u"ticked"_s, ticked}});
    };
    const QString action = tick.ticked ? u"runbook.ticked"_s : u"runbook.unticked"_s;
    return tellOfRunbook(*session, {0, tick.at, tick.actor, action, {}, {}, state(was), state(tick.ticked)},
                         u"%1. %2"_s.arg(tick.step).arg(write.text));
}

Result<void> WriteExecutor::carryOut(const AddRunbookDeed &write)
{
    const RunbookDeed &deed = write.deed;
    const auto session = runbookSession(deed.session);
    if (!session)
        return tl::unexpected(session.error());
    const auto newer = firstOf(
        m_connection, "runbook_deed_since"_L1,
        [&](Statement &statement) { statement.integer(deed.session).integer(deed.action).integer(write.seen); }, readRunbookDeed);
    if (!newer)
        return tl::unexpected(newer.error());
    if (*newer)
        return tooLate((*newer)->label, (*newer)->actor, (*newer)->at);
    const QJsonArray commands = idList(m_committed.commands);
    const QJsonArray orders = idList(m_orders);
    const auto done = run("insert_runbook_deed"_L1, [&](Statement &statement) {
        statement.integer(deed.session)
            .integer(deed.action)
            .text(deed.key)
            .text(deed.label)
            .text(deed.actor)
            .text(deed.reason)
            .time(deed.at)
            .text(QString::fromUtf8(QJsonDocument(commands).toJson(QJsonDocument::Compact)))
            .text(QString::fromUtf8(QJsonDocument(orders).toJson(QJsonDocument::Compact)))
            .optionalText(deed.result);
    });
    if (!done)
        return done;
    return tellOfRunbook(
        *session,
        {0, deed.at, deed.actor, u"runbook.action"_s, {}, deed.reason, {}, storedJson(deedJson(deed, commands, orders))},
        deed.reason.isEmpty() ? deed.label : u"%1: %2"_s.arg(deed.label, deed.reason));
}

} // namespace cairn
