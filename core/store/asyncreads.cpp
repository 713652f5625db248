#include "store/rows.h"
#include "store/sqlitereader.h"

namespace cairn {

using namespace Qt::StringLiterals;

// What waits for services and tells the world: callbacks, webhooks, schemas, events sent.

Result<EventCursor> SqliteReader::lastEvent()
{
    return orEmpty(first("last_event"_L1, NothingBound, [](Row &row) { return EventCursor{row.integer(), row.integer()}; }));
}

Result<std::optional<EventCursor>> SqliteReader::eventCursor(const QString &sink)
{
    return first(
        "event_cursor"_L1, [&](Statement &statement) { statement.text(sink); },
        [](Row &row) {
            return EventCursor{row.integer(), row.integer()};
        });
}

Result<Callback> SqliteReader::callback(const QString &id)
{
    auto found = first(
        "callback_by_id"_L1, [&](Statement &statement) { statement.text(id); }, readCallback);
    if (!found)
        return tl::unexpected(found.error());
    if (!*found)
        return failure(ErrorKind::NotFound, u"There is no such callback"_s);
    return std::move(**found);
}

Result<std::optional<Callback>> SqliteReader::callbackOf(RunId run, const StepKey &step, int generation)
{
    return first(
        "callback_of_step"_L1,
        [&](Statement &statement) {
            statement.integer(run.value()).text(step.step.name()).integer(step.item).integer(generation);
        },
        readCallback);
}

Result<QList<Callback>> SqliteReader::answeredCallbacks(RunId run)
{
    return all(
        "answered_callbacks"_L1, [&](Statement &statement) { statement.integer(run.value()); }, readCallback);
}

Result<std::optional<RunId>> SqliteReader::runOfWebhook(const QString &pipeline, const QString &message)
{
    return first(
        "run_of_webhook"_L1, [&](Statement &statement) { statement.text(pipeline).text(message); },
        [](Row &row) { return RunId(row.integer()); });
}

Result<SchemaRecord> SqliteReader::schema(const QString &name, int version)
{
    auto found = first(
        "schema_by_ref"_L1, [&](Statement &statement) { statement.text(name).integer(version); }, readSchema);
    if (!found)
        return tl::unexpected(found.error());
    if (!*found)
        return failure(ErrorKind::NotFound, u"There is no schema %1@%2"_s.arg(name).arg(version), {},
                       u"Apply the workspace first (`cairn apply`)"_s);
    return std::move(**found);
}

Result<ServiceRevision> SqliteReader::serviceRevision(qint64 id)
{
    const auto stored = first(
        "service_by_id"_L1, [&](Statement &statement) { statement.integer(id); }, readServiceRevision);
    if (!stored)
        return tl::unexpected(stored.error());
    if (!*stored)
        return failure(ErrorKind::NotFound, u"There is no service revision %1"_s.arg(id));
    return parseService(**stored);
}

Result<QList<RunRecord>> SqliteReader::rerunsOf(RunId run, int limit)
{
    return all(
        "reruns_of_run"_L1, [&](Statement &statement) { statement.integer(run.value()).integer(limit); }, readRun);
}

Result<QList<Event>> SqliteReader::eventsOf(RunId run, int limit)
{
    return all(
        "events_of_run"_L1, [&](Statement &statement) { statement.integer(run.value()).integer(limit); }, readEvent);
}

Result<QList<Command>> SqliteReader::commandsOf(RunId run, int limit)
{
    return all(
        "commands_of_run"_L1, [&](Statement &statement) { statement.integer(run.value()).integer(limit); }, readCommand);
}

} // namespace cairn
