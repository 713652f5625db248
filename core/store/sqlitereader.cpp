#include "store/sqlitereader.h"

#include "definition/nearest.h"
#include "store/rows.h"
#include "store/runquery.h"

#include <QJsonDocument>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr auto AllOfThem = [](Statement &, int) {};

tl::unexpected<Error> notFound(const QString &detail, const QString &where, const QString &remedy = {})
{
    return failure(ErrorKind::NotFound, detail, where, remedy);
}

/// As statements look names up in it: each between line ends.
QString lines(const QStringList &names)
{
    return u'\n' + names.join(u'\n') + u'\n';
}

/// Parses what was read, and leaves out what cannot be.
template <typename T>
Result<QList<T>> parseAll(const Result<QList<StoredDefinition>> &stored, Result<T> (*parse)(const StoredDefinition &),
                          const QString &database)
{
    if (!stored)
        return tl::unexpected(stored.error());
    QList<T> parsed;
    for (const StoredDefinition &one : *stored) {
        auto value = parse(one);
        if (value)
            parsed.append(std::move(*value));
        else
            tellLeftOut(value.error(), database);
    }
    return parsed;
}

/// What somebody can do who wants a service that is not recorded.
QString otherThan(const QString &service, const QList<ServiceRevision> &live)
{
    QStringList names;
    for (const ServiceRevision &one : live)
        names.append(one.service.name);
    const QString near = nearest(service, names);
    return near.isEmpty() ? u"Apply its definition first (`cairn apply`)"_s : u"Did you mean '%1'?"_s.arg(near);
}

} // namespace

Result<std::unique_ptr<StoreReader>> SqliteReader::open(const StoreLocation &location, std::shared_ptr<const SqlCatalog> catalog,
                                                        std::shared_ptr<StoreKeys> keys)
{
    auto connection = SqliteConnection::open(location, catalog, SqliteConnection::Role::Reader);
    if (!connection)
        return tl::unexpected(connection.error());
    const Another another = [location, catalog, keys] { return open(location, catalog, keys); };
    return std::unique_ptr<StoreReader>(new SqliteReader(std::move(*connection), location.payloads(), std::move(keys), another));
}

SqliteReader::SqliteReader(std::unique_ptr<SqliteConnection> connection, QString payloadFolder, std::shared_ptr<StoreKeys> keys,
                           Another another)
    : m_connection(std::move(connection)), m_payloadFolder(std::move(payloadFolder)), m_keys(std::move(keys)),
      m_another(std::move(another))
{
}

Result<RunRecord> SqliteReader::run(RunId id)
{
    auto found = first(
        "run_by_id"_L1, [&](Statement &statement) { statement.integer(id.value()); }, readRun);
    if (!found)
        return tl::unexpected(found.error());
    if (!*found)
        return notFound(u"There is no run %1"_s.arg(id.toString()), id.toString(), u"`cairn runs` lists them"_s);
    return std::move(**found);
}

Result<RunHistory> SqliteReader::history(RunId id)
{
    const auto snapshot = Snapshot::take(*m_connection);
    if (!snapshot)
        return tl::unexpected(snapshot.error());
    const auto known = run(id);
    if (!known)
        return tl::unexpected(known.error());
    const auto ofRun = [&](Statement &statement) { statement.integer(id.value()); };
    auto checkpoints = unsealed(all("checkpoints_of_run"_L1, ofRun, readCheckpoint));
    if (!checkpoints)
        return tl::unexpected(checkpoints.error());
    auto attempts = unsealed(all("attempts_of_run"_L1, ofRun, readAttempt));
    if (!attempts)
        return tl::unexpected(attempts.error());
    auto sendings = all("sendings_of_run"_L1, ofRun, readSending);
    if (!sendings)
        return tl::unexpected(sendings.error());
    auto earlier = all("earlier_versions_of_run"_L1, ofRun, readEarlierVersion);
    if (!earlier)
        return tl::unexpected(earlier.error());
    return RunHistory{std::move(*checkpoints), std::move(*attempts), std::move(*sendings), std::move(*earlier)};
}

Result<qint64> SqliteReader::countAttempts(RunId run)
{
    return number("count_attempts_of_run"_L1, [&](Statement &statement) { statement.integer(run.value()); });
}

Result<QList<RunRecord>> SqliteReader::runnable(const QString &pipeline, Timestamp now, int limit, const FullServices &full,
                                                const QList<RunId> &butNot)
{
    const QString leftOut = idsText(butNot);
    const auto bind = [&](Statement &statement, int asked) { statement.text(pipeline).time(now).text(leftOut).integer(asked); };
    const auto bindParked = [&](Statement &statement, int asked) {
        statement.text(pipeline).time(now).text(leftOut);
        statement.text(lines(full.forRetries)).text(lines(full.forFirst)).time(now).integer(asked);
    };
    auto parked = readable("parked_runs"_L1, bindParked, readRun, limit);
    if (!parked || parked->size() >= limit)
        return parked;
    auto others = readable("runnable_runs"_L1, bind, readRun, limit - int(parked->size()));
    return others ? *parked + *others : others;
}

Result<QMap<QString, Timestamp>> SqliteReader::duePipelines()
{
    const auto due = all("due_pipelines"_L1, NothingBound, [](Row &row) {
        QString name = row.text();
        return std::pair(std::move(name), row.time());
    });
    if (!due)
        return tl::unexpected(due.error());
    QMap<QString, Timestamp> byName;
    for (const auto &[name, at] : *due)
        byName.insert(name, at);
    return byName;
}

Result<LeaseEnd> SqliteReader::leaseEnd()
{
    return orEmpty(first("lease_end"_L1, NothingBound, [](Row &row) { return LeaseEnd{row.integer(), row.time()}; }));
}

Result<std::optional<Timestamp>> SqliteReader::oldestDue(Timestamp now)
{
    return orEmpty(first(
        "oldest_due"_L1, [&](Statement &statement) { statement.time(now); }, [](Row &row) { return row.optionalTime(); }));
}

Result<QList<RunRecord>> SqliteReader::heldRuns(const QString &service, bool failedBefore, int limit, const QStringList &butOf)
{
    const auto bind = [&](Statement &statement, int asked) {
        statement.text(service).integer(failedBefore).text(lines(butOf)).integer(asked);
    };
    return readable("held_runs"_L1, bind, readRun, limit);
}

Result<QStringList> SqliteReader::holdingServices()
{
    return all("holding_services"_L1, NothingBound, [](Row &row) { return row.text(); });
}

Result<QJsonObject> SqliteReader::serviceState(const QString &service)
{
    return orEmpty(first(
        "service_state"_L1, [&](Statement &statement) { statement.text(service); },
        [](Row &row) { return QJsonDocument::fromJson(row.blob()).object(); }));
}

Result<QList<RunRecord>> SqliteReader::runs(const RunFilter &filter, RunId before, int limit)
{
    const auto snapshot = Snapshot::take(*m_connection);
    if (!snapshot)
        return tl::unexpected(snapshot.error());
    return RunQuery(*m_connection, filter).list(before, limit);
}

Result<qint64> SqliteReader::countRuns(const RunFilter &filter)
{
    const auto ofStates = countOfStates(filter);
    if (!ofStates)
        return tl::unexpected(ofStates.error());
    if (*ofStates)
        return **ofStates;
    const auto snapshot = Snapshot::take(*m_connection);
    if (!snapshot)
        return tl::unexpected(snapshot.error());
    return RunQuery(*m_connection, filter).count();
}

Result<RunPage> SqliteReader::searchRuns(const RunFilter &filter, RunId before, int limit, int rows)
{
    const auto snapshot = Snapshot::take(*m_connection);
    if (!snapshot)
        return tl::unexpected(snapshot.error());
    return RunQuery(*m_connection, filter).search(before, limit, rows);
}

/// What asks for states alone, or for nothing, is counted at once.
Result<std::optional<qint64>> SqliteReader::countOfStates(const RunFilter &filter)
{
    RunFilter rest = filter;
    rest.states = {}; // clear() keeps room, and Qt hands memcmp a null pointer where the other has none
    if (rest != RunFilter())
        return std::nullopt;
    const auto byState = countByState();
    if (!byState)
        return tl::unexpected(byState.error());
    qint64 matching = 0;
    for (auto it = byState->cbegin(); it != byState->cend(); ++it)
        matching += filter.states.isEmpty() || filter.states.contains(it.key()) ? it.value() : 0;
    return matching;
}

Result<RunCount> SqliteReader::countSome(const RunFilter &filter, RunId before, int rows)
{
    if (!before.isValid()) {
        const auto ofStates = countOfStates(filter);
        if (!ofStates)
            return tl::unexpected(ofStates.error());
        if (*ofStates)
            return RunCount{**ofStates, {}};
    }
    const auto snapshot = Snapshot::take(*m_connection);
    if (!snapshot)
        return tl::unexpected(snapshot.error());
    return RunQuery(*m_connection, filter).countSome(before, rows);
}

Result<QMap<RunState, qint64>> SqliteReader::countByState()
{
    const auto snapshot = Snapshot::take(*m_connection);
    if (!snapshot)
        return tl::unexpected(snapshot.error());
    const auto total = number("count_all"_L1, NothingBound);
    if (!total)
        return tl::unexpected(total.error());
    qint64 others = 0; // also those that are left out
    const auto counts = readable("count_by_other_state"_L1, AllOfThem, [&](Row &row) {
        const RunState state = row.word(runStateFromWord);
        const qint64 count = row.integer();
        others += count;
        return std::pair(state, count);
    });
    if (!counts)
        return tl::unexpected(counts.error());
    QMap<RunState, qint64> byState;
    for (const auto &[state, count] : *counts)
        byState.insert(state, count);
    if (const qint64 rest = *total - others; rest > 0)
        byState.insert(RunState::Succeeded, rest);
    return byState;
}

Result<QList<PipelineVersion>> SqliteReader::pipelines()
{
    return parseAll(all("newest_pipelines"_L1, NothingBound, readPipelineVersion), parsePipeline, m_connection->database());
}

template <typename Bind> Result<PipelineVersion> SqliteReader::onePipeline(QLatin1String name, Bind bind, const QString &what)
{
    const auto stored = first(name, bind, readPipelineVersion);
    if (!stored)
        return tl::unexpected(stored.error());
    if (!*stored)
        return notFound(u"There is no %1"_s.arg(what), {}, u"Apply its definition first (`cairn apply`)"_s);
    return parsePipeline(**stored);
}

Result<PipelineVersion> SqliteReader::pipeline(const QString &name)
{
    return onePipeline(
        "pipeline_by_name"_L1, [&](Statement &statement) { statement.text(name); }, u"pipeline '%1'"_s.arg(name));
}

Result<PipelineVersion> SqliteReader::pipelineVersion(qint64 id)
{
    return onePipeline(
        "pipeline_by_id"_L1, [&](Statement &statement) { statement.integer(id); }, u"pipeline version %1"_s.arg(id));
}

Result<QList<PipelineHead>> SqliteReader::pipelineHeads()
{
    return all("pipeline_heads"_L1, NothingBound, [](Row &row) {
        return PipelineHead{row.integer(), row.text(), row.number(),
                            row.digest(),  row.time(), row.flag()}; // braces: left to right
    });
}

Result<QList<VersionCount>> SqliteReader::runsByVersion()
{
    return readable("count_by_version"_L1, AllOfThem, [](Row &row) {
        return VersionCount{row.integer(), row.word(runStateFromWord), row.integer(), RunId(row.integer())};
    });
}

Result<QList<ServiceRevision>> SqliteReader::services()
{
    return parseAll(all("live_services"_L1, NothingBound, readServiceRevision), parseService, m_connection->database());
}

Result<QList<ServiceRevision>> SqliteReader::serviceHistory(const QString &service, int limit)
{
    const auto ofService = [&](Statement &statement) { statement.text(service).integer(limit); };
    return parseAll(all("service_history"_L1, ofService, readServiceRevision), parseService, m_connection->database());
}

Result<ServiceRevision> SqliteReader::service(const QString &name)
{
    const auto stored = first(
        "service_by_name"_L1, [&](Statement &statement) { statement.text(name); }, readServiceRevision);
    if (!stored)
        return tl::unexpected(stored.error());
    if (!*stored) {
        const auto live = name.isEmpty() ? QList<ServiceRevision>() : services().value_or(QList<ServiceRevision>());
        return notFound(u"There is no service '%1'"_s.arg(name), {}, otherThan(name, live));
    }
    return parseService(**stored);
}

Result<QList<Command>> SqliteReader::pendingCommands(int limit)
{
    return readable(
        "pending_commands"_L1, [](Statement &statement, int asked) { statement.integer(asked); }, readCommand, limit);
}

Result<Command> SqliteReader::command(qint64 id)
{
    auto found = first(
        "command_by_id"_L1, [&](Statement &statement) { statement.integer(id); }, readCommand);
    if (!found)
        return tl::unexpected(found.error());
    if (!*found)
        return notFound(u"There is no command %1"_s.arg(id), {});
    return std::move(**found);
}

Result<QList<Event>> SqliteReader::events(qint64 afterId, int limit)
{
    return all(
        "events_after"_L1, [&](Statement &statement) { statement.integer(afterId).integer(limit); }, readEvent);
}

Result<bool> SqliteReader::isTaken(const MarkTaken &file)
{
    return orEmpty(first(
        "is_taken"_L1,
        [&](Statement &statement) {
            statement.text(file.pipeline).text(file.path).integer(file.size).integer(file.modifiedMs).integer(qint64(file.inode));
        },
        [](Row &row) { return row.flag(); }));
}

Result<QList<RefusedFile>> SqliteReader::refusedFiles(const std::optional<RefusedFile> &after, int limit)
{
    return all(
        "refused_files"_L1,
        [&](Statement &statement) {
            statement.time(after ? after->since : Timestamp(Milliseconds::min()))
                .text(after ? after->pipeline : QString())
                .text(after ? after->path : QString())
                .integer(limit);
        },
        [](Row &row) {
            return RefusedFile{row.text(), row.text(), row.text(), row.time()}; // braces: from left to right
        });
}

Result<QList<PayloadRef>> SqliteReader::payloads(const Digest &after, int limit)
{
    return all(
        "payloads_after"_L1, [&](Statement &statement) { statement.blob(after.toBytes()).integer(limit); },
        [](Row &row) { return row.payload(); });
}

Result<qint64> SqliteReader::changeCounter()
{
    return number("change_counter"_L1, NothingBound);
}

Result<QStringList> SqliteReader::checkIntegrity()
{
    QStringList defects;
    for (const auto name : {"integrity_check"_L1, "foreign_key_check"_L1}) {
        const auto lines = all(name, NothingBound, [](Row &row) { return row.text(); });
        if (!lines)
            return tl::unexpected(lines.error());
        defects += *lines;
    }
    defects.removeAll(u"ok"_s);
    return defects;
}

} // namespace cairn
