#include "store/auditchain.h"
#include "store/rows.h"
#include "store/sqlitereader.h"
#include "store/storedjson.h"
#include "store/writeexecutor.h"

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

/// As the database gives it back, which is what the hash is to be of: SQLite drops a byte order mark at the start and mends what
/// is no character.
QString storable(const QString &text)
{
    QString kept = QString::fromUtf8(text.toUtf8()).remove(QChar::Null);
    while (kept.startsWith(QChar::ByteOrderMark))
        kept.remove(0, 1);
    return kept;
}

AuditSeal readSeal(Row &row)
{
    return {row.integer(), row.digest(), row.time(), row.blob(), row.blob()};
}

QString subjectOf(const Command &command)
{
    if (isAboutService(command.kind))
        return command.service;
    QString subject = command.run.toString();
    if (!command.step.isEmpty())
        subject += u'/' + command.step.name();
    if (command.item != NoItem)
        subject += u'/' + QString::number(command.item);
    return subject;
}

} // namespace

AuditEntry readAuditEntry(Row &row)
{
    return {row.integer(), row.time(), row.text(), row.text(),   row.text(),
            row.text(),    row.blob(), row.blob(), row.digest(), row.digest()};
}

Result<void> WriteExecutor::carryOut(const AddAudit &write)
{
    if (write.onlyIfNew && !m_newDefinition)
        return {};
    AuditEntry entry = write.entry;
    for (QString *text : {&entry.actor, &entry.action, &entry.subject, &entry.reason})
        *text = storable(*text);
    const auto last = firstOf(m_connection, "last_audit"_L1, NothingBound, readAuditEntry);
    if (!last)
        return tl::unexpected(last.error());
    entry.seq = *last ? (*last)->seq + 1 : 1;
    entry.previous = *last ? (*last)->hash : auditOrigin();
    entry.hash = auditHash(entry);
    return run("insert_audit"_L1, [&](Statement &statement) {
        statement.integer(entry.seq)
            .time(entry.at)
            .text(entry.actor)
            .text(entry.action)
            .text(entry.subject)
            .text(entry.reason)
            .optionalBlob(entry.before)
            .optionalBlob(entry.after)
            .digest(entry.previous)
            .digest(entry.hash);
    });
}

Result<void> WriteExecutor::carryOut(const PutAuditSeal &write)
{
    const AuditSeal &s = write.seal;
    return run("insert_audit_seal"_L1,
               [&](Statement &statement) { statement.integer(s.seq).digest(s.hash).time(s.at).blob(s.key).blob(s.signature); });
}

Result<void> WriteExecutor::auditRequest(const Command &command)
{
    QJsonObject after{{u"command"_s, m_committed.commands.last()}};
    if (command.bulk != 0)
        after.insert(u"bulk"_s, command.bulk);
    QJsonObject arguments = command.arguments;
    const QJsonValue body = arguments.take("before"_L1); // of a request that somebody has edited
    if (!arguments.isEmpty())
        after.insert(u"arguments"_s, arguments);
    return carryOut(
        AddAudit{{0, command.createdAt, command.actor, u"command."_s + word(command.kind), subjectOf(command), command.reason,
                  body.isString() ? storedJson(QJsonObject{{u"body"_s, body}}) : QByteArray(), storedJson(after)}});
}

/// The end of a command, told of whom it was; gives the command.
Result<std::optional<Command>> WriteExecutor::auditEnd(const FinishCommand &finish)
{
    const auto command = firstOf(
        m_connection, "command_by_id"_L1, [&](Statement &statement) { statement.integer(finish.id); }, readCommand);
    if (!command || !*command)
        return command;
    QJsonObject after = finish.after;
    after.insert(u"command"_s, finish.id);
    after.insert(u"result"_s, finish.result);
    const QString how = finish.accepted ? u"done"_s : u"refused"_s;
    const auto audited = carryOut(AddAudit{{0,
                                            finish.at,
                                            u"runner"_s,
                                            u"command.%1.%2"_s.arg(word((*command)->kind), how),
                                            subjectOf(**command),
                                            {},
                                            finish.before.isEmpty() ? QByteArray() : storedJson(finish.before),
                                            storedJson(after)}});
    if (!audited)
        return tl::unexpected(audited.error());
    return command;
}

Result<QList<AuditEntry>> SqliteReader::auditEntries(qint64 afterSeq, int limit)
{
    return all(
        "audit_after"_L1, [&](Statement &statement) { statement.integer(afterSeq).integer(limit); }, readAuditEntry);
}

Result<std::optional<AuditEntry>> SqliteReader::lastAuditEntry()
{
    return first("last_audit"_L1, NothingBound, readAuditEntry);
}

Result<QList<AuditSeal>> SqliteReader::auditSeals(qint64 afterSeq, int limit)
{
    return all(
        "audit_seals_after"_L1, [&](Statement &statement) { statement.integer(afterSeq).integer(limit); }, readSeal);
}

} // namespace cairn
