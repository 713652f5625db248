#include "store/sealedrows.h"
#include "store/writeexecutor.h"

namespace cairn {

using namespace Qt::StringLiterals;

// What waits for services and tells the world: callbacks, webhooks, schemas, events sent.

Result<void> WriteExecutor::carryOut(const PutCallback &write)
{
    const Callback &c = write.callback;
    return run("insert_callback"_L1, [&](Statement &statement) {
        statement.text(c.id).integer(c.run.value()).text(c.key.step.name()).integer(c.key.item).integer(c.generation).text(c.url)
            .time(c.createdAt);
    });
}

Result<void> WriteExecutor::carryOut(const AddCallbackMessage &write)
{
    const Message &m = write.message;
    auto added = run("insert_callback_message"_L1, [&](Statement &statement) {
        statement.text(write.callback)
            .text(m.id)
            .optionalBlob(sealed(m.headers, messageHeadersContext(write.callback, m.id)))
            .payload(m.body)
            .time(m.at);
    });
    if (!added)
        return added;
    return run("wake_run"_L1, [&](Statement &statement) { statement.time(m.at).integer(write.run.value()); });
}

Result<void> WriteExecutor::carryOut(const WakeMessaged &write)
{
    return run("wake_messaged"_L1, [&](Statement &statement) { statement.time(write.at); });
}

Result<void> WriteExecutor::carryOut(const MarkWebhook &write)
{
    return run("insert_webhook_message"_L1, [&](Statement &statement) {
        statement.text(write.pipeline).text(write.message).integer(write.run.value()).time(write.at);
    });
}

Result<void> WriteExecutor::carryOut(const PutSchema &write)
{
    const SchemaRecord &s = write.schema;
    const auto query = m_connection.prepared("find_schema"_L1);
    if (!query)
        return tl::unexpected(query.error());
    const auto known = Statement(**query, m_connection.database()).text(s.name).integer(s.version).first([](Row &row) {
        return row.digest();
    });
    if (!known)
        return tl::unexpected(known.error());
    m_newDefinition = !*known;
    if (*known && **known == s.digest)
        return {};
    if (*known)
        return failure(ErrorKind::Conflict, u"Schema %1@%2 is recorded already, and differs"_s.arg(s.name).arg(s.version), {},
                       u"Versions are immutable: write it as %1@%2"_s.arg(s.name).arg(s.version + 1));
    return run("insert_schema"_L1, [&](Statement &statement) {
        statement.text(s.name).integer(s.version).digest(s.digest).blob(s.document).time(write.at);
    });
}

Result<void> WriteExecutor::carryOut(const MoveRun &write)
{
    return run("move_run"_L1,
               [&](Statement &statement) { statement.integer(write.pipelineVersionId).integer(write.run.value()); });
}

Result<void> WriteExecutor::carryOut(const PutEventCursor &write)
{
    return run("put_event_cursor"_L1, [&](Statement &statement) {
        statement.text(write.sink).integer(write.cursor.checkpoint).integer(write.cursor.event);
    });
}

} // namespace cairn
