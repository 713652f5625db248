#include "store/sealedrows.h"
#include "store/writeexecutor.h"

namespace cairn {

using namespace Qt::StringLiterals;

// What waits for services and tells the world: callbacks, webhooks, schemas, events sent.

Result<void> WriteExecutor::carryOut(const PutCallback &write)
{
    const Callback &c = write.callback;
    return run("insert_callback"_L1, [&](Statement &statement) {
        statement.text(c.id)
            .integer(c.run.value())
            .text(c.key.step.name())
            .integer(c.key.item)
            .integer(c.generation)
            .text(c.url)
            .time(c.createdAt);
    });
}

Result<void> WriteExecutor::carryOut(const AddCallbackMessage &write)
{
    const Message &m = write.message;
    bool isErased = false;
    auto added = run(
        "run_is_erased"_L1, [&](Statement &statement) { statement.integer(write.run.value()); },
        [&](Statement &statement) {
            const auto found = statement.next();
            isErased = found && *found && statement.row().flag();
            return found ? Result<void>() : tl::unexpected(found.error());
        });
    if (!added)
        return added;
    if (isErased)
        return failure(ErrorKind::Conflict, u"The run is erased, or is to be: nothing that comes for it is kept"_s,
                       write.run.toString());
    added = run("insert_callback_message"_L1, [&](Statement &statement) {
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

Result<void> WriteExecutor::carryOut(const WakeHeld &write)
{
    const QString gate = write.service.isEmpty() ? QString() : write.service + u'\n';
    return run("wake_held"_L1, [&](Statement &statement) { statement.time(write.at).time(write.at).text(gate); });
}

Result<void> WriteExecutor::carryOut(const WakeAhead &write)
{
    return run("wake_ahead"_L1, [&](Statement &statement) { statement.time(write.at).time(write.at).time(write.at); });
}

Result<void> WriteExecutor::carryOut(const EndLease &write)
{
    return run("end_lease"_L1, [&](Statement &statement) { statement.optionalTime(write.lostAt).optionalTime(write.lostAt); });
}

Result<void> WriteExecutor::carryOut(const MarkWebhook &write)
{
    return run("insert_webhook_message"_L1, [&](Statement &statement) {
        statement.text(write.pipeline).text(write.message).integer(write.run.value()).time(write.at);
    });
}

Result<void> WriteExecutor::carryOut(const MoveRun &write)
{
    const auto noted = run("note_earlier_version"_L1, [&](Statement &statement) { statement.integer(write.run.value()); });
    if (!noted)
        return noted;
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
