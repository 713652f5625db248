#include "store/sqliteupkeep.h"

#include "base/logging.h"
#include "store/migrations.h"
#include "store/queries.h"
#include "store/resealing.h"
#include "store/rows.h"
#include "store/storedjson.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QThread>

#include <array>
#include <sys/file.h>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr int RowsAtOnce = 64;           ///< sealed anew in one transaction: 4 MiB at most
constexpr int RemovalsAtOnce = 64;       ///< files
constexpr int RemovedAtOnce = 32;        ///< runs
constexpr int RemovedRowsAtOnce = 2'000; ///< of theirs: a commit that others hardly notice
constexpr qint64 LongestRestMs = 250;

struct Removal
{
    qint64 id = 0;
    QByteArray name;
    Digest digest;
    int key = 0;
};

Removal readRemoval(Row &row)
{
    return {row.integer(), row.blob(), row.digest(), row.number()}; // braces: from left to right
}

/// A row refers to the file.
Result<bool> isInUse(SqliteConnection &connection, const Removal &removal)
{
    const auto place = firstOf(
        connection, "payload_place"_L1, [&](Statement &statement) { statement.digest(removal.digest); },
        [](Row &row) {
            row.integer();
            const int key = row.number();
            return std::pair(key, row.flag());
        });
    if (!place)
        return tl::unexpected(place.error());
    return *place && (*place)->first == removal.key && (*place)->second;
}

/// Copies of the database from before upgrades, to those that know encryption and those that did not.
void listCopiesIn(const QString &folder, Encryption &how)
{
    for (const QString &name : QDir(folder).entryList({u"store.sqlite.bak-v*"_s}, QDir::Files, QDir::Name)) {
        bool isNumber = false;
        const int schema = name.section("bak-v"_L1, 1).toInt(&isNumber);
        if (isNumber)
            (schema < FirstSealedSchema ? how.plainCopies : how.otherCopies).append(QDir(folder).filePath(name));
    }
}

tl::unexpected<Error> isPlain(const QString &folder)
{
    return failure(ErrorKind::Usage, u"The store is not encrypted"_s, folder,
                   u"Take `encryption: off` out of cairn.yaml; the next command begins to encrypt it"_s);
}

} // namespace

Result<std::unique_ptr<SqliteConnection>> SqliteUpkeep::connect() const
{
    return SqliteConnection::open(m_parts.location, m_parts.catalog, SqliteConnection::Role::Reader);
}

/// One commit after the other would leave other processes, which look whether they may write now and then, no room between: they
/// have as long as the last one took.
Result<Committed> SqliteUpkeep::commit(Write write, std::optional<qint64> fence)
{
    if (const qint64 rest = m_sinceCommit.isValid() ? m_restMs - m_sinceCommit.elapsed() : 0; rest > 0)
        QThread::msleep(quint64(rest));
    Transaction transaction(std::move(write));
    transaction.fence = fence;
    m_sinceCommit.start();
    auto committed = m_store.commitAndWait(std::move(transaction));
    m_restMs = std::min(m_sinceCommit.restart(), LongestRestMs);
    return committed;
}

Result<Encryption> SqliteUpkeep::encryption()
{
    const auto connection = connect();
    if (!connection)
        return tl::unexpected(connection.error());
    const auto snapshot = Snapshot::take(**connection);
    const auto rows = readStoreKeys(**connection);
    const auto under = firstOf(**connection, "resealing"_L1, NothingBound, readResealing);
    const auto ends = firstOf(**connection, "resealing_ends"_L1, NothingBound, [](Row &row) {
        return std::array{row.integer(), row.integer(), row.integer()}; // braces: from left to right
    });
    if (!rows || !under || !ends)
        return tl::unexpected(!rows ? rows.error() : !under ? under.error() : ends.error());
    Encryption how;
    const StoreKeyRow *inUse = keyInUse(*rows);
    how.vault = m_parts.keys->vaultName(inUse ? inUse->vault : QString());
    listCopiesIn(m_parts.location.folder, how);
    for (const StoreKeyRow &row : *rows)
        how.keys.append({row.number, row.vault, row.madeAt, row.retiredAt});
    if (*under) {
        const Resealing &r = **under;
        const auto &[attempts, checkpoints, messages] = **ends;
        how.change = KeyChange{
            r.toKey, r.begunAt, r.attempt + r.checkpoint + r.message + r.payloads,
            std::max(attempts + checkpoints + messages + r.total, r.attempt + r.checkpoint + r.message + r.payloads), r.skipped};
    }
    return how;
}

Result<int> SqliteUpkeep::changeKey(const QString &actor, const QString &reason, Timestamp now)
{
    const auto current = m_parts.keys->current();
    if (!current)
        return isPlain(m_parts.location.folder);
    const auto connection = connect();
    const auto rows = connection ? readStoreKeys(**connection) : tl::unexpected(connection.error());
    if (!rows)
        return tl::unexpected(rows.error());
    const StoreKeyRow *last = keyInUse(*rows); // which another program may have moved
    if (!last)
        return isPlain(m_parts.location.folder);
    const auto key = DataKey::make(current->number() + 1);
    const auto wrapped = m_parts.keys->wrappedLike(*last, *key);
    if (!wrapped)
        return tl::unexpected(wrapped.error());
    const auto done = m_store.commitAndWait(Transaction(AddStoreKey{key->number(), *wrapped, last->vault, actor, reason, now}));
    return done ? Result<int>(key->number()) : tl::unexpected(done.error());
}

Result<void> SqliteUpkeep::rewrap(Vault &to, const QString &actor, const QString &reason, Timestamp now)
{
    const auto connection = connect();
    if (!connection)
        return tl::unexpected(connection.error());
    const auto rows = readStoreKeys(**connection);
    if (!rows)
        return tl::unexpected(rows.error());
    if (!keyInUse(*rows))
        return isPlain(m_parts.location.folder);
    const StoreKeys there(std::shared_ptr<Vault>(std::shared_ptr<void>(), &to));
    const auto wrapping = there.wrappingKey(true);
    if (!wrapping)
        return tl::unexpected(wrapping.error());
    RewrapStoreKeys write{{}, to.name(), actor, reason, now};
    for (const StoreKeyRow &row : *rows) {
        if (row.wrapped.isEmpty())
            continue;
        const auto key = m_parts.keys->key(row.number, **connection);
        if (!key)
            return tl::unexpected(key.error());
        write.wrapped.insert(row.number, (*key)->wrappedBy(*wrapping));
    }
    return m_store.commitAndWait(Transaction(std::move(write))).map([](const Committed &) {});
}

Result<qint64> SqliteUpkeep::askErasure(const QList<RunId> &runs, const QString &actor, const QString &reason, Timestamp now)
{
    const auto done = m_store.commitAndWait(Transaction(AskErasure{runs, actor, reason, now}));
    return done ? Result<qint64>(done->erasures) : tl::unexpected(done.error());
}

Result<std::optional<Erasure>> SqliteUpkeep::erasureOf(RunId run)
{
    const auto connection = connect();
    if (!connection)
        return tl::unexpected(connection.error());
    return firstOf(
        **connection, "erasure_of_run"_L1, [&](Statement &statement) { statement.integer(run.value()); }, readErasure);
}

Result<qint64> SqliteUpkeep::pendingErasures()
{
    const auto connection = connect();
    if (!connection)
        return tl::unexpected(connection.error());
    return numberOf(**connection, "count_pending_erasures"_L1, NothingBound);
}

Result<qint64> SqliteUpkeep::pendingErasuresOf(const QList<RunId> &runs)
{
    const auto connection = connect();
    if (!connection)
        return tl::unexpected(connection.error());
    const auto snapshot = Snapshot::take(**connection);
    const auto pending =
        allOf(**connection, "runs_under_erasure"_L1, NothingBound, [](Row &row) { return RunId(row.integer()); });
    const auto log = numberOf(**connection, "log_remains"_L1, NothingBound);
    if (!pending || !log)
        return tl::unexpected(pending ? log.error() : pending.error());
    const QSet<RunId> own(runs.cbegin(), runs.cend());
    return std::count_if(pending->begin(), pending->end(), [&](RunId run) { return own.contains(run); }) + *log;
}

Result<QList<std::pair<RunId, Timestamp>>> SqliteUpkeep::expired(const QString &pipeline, Timestamp from, Timestamp until,
                                                                 int limit)
{
    const auto connection = connect();
    if (!connection)
        return tl::unexpected(connection.error());
    return allOf(
        **connection, "finished_unerased"_L1,
        [&](Statement &statement) { statement.time(from).time(until).text(pipeline).integer(limit); },
        [](Row &row) {
            const RunId id(row.integer());
            return std::pair(id, row.time());
        });
}

/// They are looked for in a reader: whoever writes does not wait for that.
Result<RemovedRuns> SqliteUpkeep::removeRuns(const QString &pipeline, Timestamp from, Timestamp until, const QString &reason,
                                             qint64 fence, Timestamp now)
{
    const auto held = lockUpkeep(m_parts.location, LOCK_EX | LOCK_NB);
    if (!held.isOpen())
        return RemovedRuns(); // a copy of the store is being made
    const auto connection = connect();
    if (!connection)
        return tl::unexpected(connection.error());
    Timestamp last = from;
    const auto over = allOf(
        **connection, "runs_to_remove"_L1,
        [&](Statement &statement) { statement.text(pipeline).time(from).time(until).integer(RemovedAtOnce); },
        [&](Row &row) {
            const RunId id(row.integer());
            row.text();
            row.time();
            last = row.time();
            return id;
        });
    if (!over || over->isEmpty())
        return over ? Result<RemovedRuns>(RemovedRuns()) : tl::unexpected(over.error());
    const auto done = commit(RemoveRuns{*over, pipeline, RemovedRowsAtOnce, reason, now}, fence);
    if (!done)
        return tl::unexpected(done.error());
    return RemovedRuns{done->removedRuns, done->removeMore ? from : last};
}

Result<QStringList> SqliteUpkeep::backUp(const QString &path, const QString &actor, const QString &reason, Timestamp now,
                                         const BackupProgress &progress)
{
    if (const auto place = checkBackupPlace(path, m_parts.location); !place)
        return tl::unexpected(place.error());
    const auto connection = SqliteConnection::open(m_parts.location, m_parts.catalog, SqliteConnection::Role::Plain);
    if (!connection)
        return tl::unexpected(connection.error());
    const auto tell = [&](const QString &action, const QJsonObject &after) {
        return m_store.commitAndWait(Transaction(AddAudit{{0, now, actor, action, u"store"_s, reason, {}, storedJson(after)}}));
    };
    const QString file = QFileInfo(path).absoluteFilePath();
    if (const auto told = tell(u"store.backed_up"_s, {{u"file"_s, file}}); !told)
        return tl::unexpected(told.error());
    const auto written = writeBackup(**connection, *m_parts.keys, m_parts.location, path, now, progress);
    if (!written)
        std::ignore = tell(u"store.backup_failed"_s, {{u"file"_s, file}, {u"why"_s, written.error().detail}});
    return written;
}

Result<std::pair<qint64, qint64>> SqliteUpkeep::room()
{
    const auto connection = connect();
    if (!connection)
        return tl::unexpected(connection.error());
    return orEmpty(firstOf(**connection, "room_in_database"_L1, NothingBound, [](Row &row) {
        const qint64 free = row.integer();
        return std::pair(free, row.integer());
    }));
}

Result<bool> SqliteUpkeep::work(std::optional<qint64> fence, Timestamp now, const std::atomic<bool> &stop)
{
    const auto held = lockUpkeep(m_parts.location, LOCK_EX | LOCK_NB);
    if (!held.isOpen())
        return false; // a copy of the store is being made
    const auto connection = connect();
    if (!connection)
        return tl::unexpected(connection.error());
    // One thing that fails keeps the others from nothing: on a full disk it is the erasure that makes room.
    bool more = false;
    std::optional<Error> trouble;
    const auto add = [&](const Result<bool> &part) {
        more = more || (part && *part);
        if (!part && !trouble)
            trouble = part.error();
    };
    add(removeFiles(**connection, fence));
    if (!stop)
        add(reseal(**connection, fence, now, stop));
    const auto erased = stop ? Result<bool>(true) : erase(**connection, fence, now, stop);
    add(erased);
    if (!stop && !(erased && *erased)) // whoever erased waits for that, and not for a change of keys as well
        add(emptyLog(**connection, fence));
    if (!stop && !more)
        add(m_sweeping.goOn(**connection, now));
    if (trouble && !more) // it is told once nothing else is left to be done
        return tl::unexpected(*trouble);
    return more;
}

/// A page of them, each at its turn: those that cannot be removed keep no others from it.
Result<bool> SqliteUpkeep::removeFiles(SqliteConnection &connection, std::optional<qint64> fence)
{
    const auto removals = allOf(
        connection, "file_removals"_L1, [&](Statement &statement) { statement.integer(m_removedTo).integer(RemovalsAtOnce); },
        readRemoval);
    if (!removals)
        return tl::unexpected(removals.error());
    const bool isLast = removals->size() < RemovalsAtOnce;
    m_removedTo = isLast ? 0 : removals->last().id;
    ForgetRemovals done;
    std::optional<Error> trouble;
    for (const Removal &removal : *removals) {
        const auto removed =
            removePayloadFile(m_parts.location.payloads(), removal.name, [&] { return isInUse(connection, removal); });
        if (!removed)
            trouble = removed.error();
        else if (*removed)
            done.removals.append(removal.id);
    }
    const bool didSome = !done.removals.isEmpty();
    if (didSome) {
        if (const auto committed = commit(std::move(done), fence); !committed)
            return tl::unexpected(committed.error());
    }
    if (trouble)
        return tl::unexpected(*trouble);
    return didSome || !isLast; // of all that are just being recorded: later
}

Result<bool> SqliteUpkeep::reseal(SqliteConnection &connection, std::optional<qint64> fence, Timestamp now,
                                  const std::atomic<bool> &stop)
{
    const auto under = firstOf(connection, "resealing"_L1, NothingBound, [](Row &) { return true; });
    if (!under || !*under)
        return under ? Result<bool>(false) : tl::unexpected(under.error());
    const auto done = commit(ResealRows{RowsAtOnce, now}, fence);
    if (!done)
        return tl::unexpected(done.error());
    if (done->resealNext)
        return resealFile(*done->resealNext, fence, stop);
    return done->resealMore;
}

Result<bool> SqliteUpkeep::resealFile(const StagedPayload &payload, std::optional<qint64> fence, const std::atomic<bool> &stop)
{
    auto restaged = m_files.restage(payload, stop);
    if (!restaged && restaged.error().kind == ErrorKind::Damaged) {
        qCWarning(lcStore).noquote() << "left as it is:" << describe(restaged.error());
        restaged = payload;
    }
    if (!restaged)
        return tl::unexpected(restaged.error());
    const auto moved = commit(MovePayloadFile{std::move(*restaged), payload.key}, fence);
    return moved ? Result<bool>(true) : tl::unexpected(moved.error());
}

} // namespace cairn
