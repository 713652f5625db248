#include "store/sqliteupkeep.h"

#include "base/logging.h"
#include "store/migrations.h"
#include "store/resealing.h"
#include "store/rows.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <array>
#include <sys/file.h>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr int RowsAtOnce = 64;       ///< sealed anew in one transaction: 4 MiB at most
constexpr int RemovalsAtOnce = 64;   ///< files
constexpr int ErasuresAtOnce = 1000; ///< runs: for each such piece the store is searched once
constexpr int RemovedAtOnce = 32;    ///< runs, with all their rows: a commit that others hardly notice

/// Ids begin with the time (see RunId): another program may just have made one that is below the last.
constexpr qint64 TenMinutesOfIds = 600'000LL << 21;

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

template <typename Bind, typename Read>
auto allOf(SqliteConnection &connection, QLatin1String name, Bind bind, Read read)
    -> Result<QList<decltype(read(std::declval<Row &>()))>>
{
    const auto query = connection.prepared(name);
    if (!query)
        return tl::unexpected(query.error());
    Statement statement(**query, connection.database());
    bind(statement);
    return statement.all(read);
}

template <typename Bind, typename Read>
auto firstOf(SqliteConnection &connection, QLatin1String name, Bind bind, Read read)
    -> Result<std::optional<decltype(read(std::declval<Row &>()))>>
{
    const auto rows = allOf(connection, name, bind, read);
    if (!rows)
        return tl::unexpected(rows.error());
    return rows->isEmpty() ? std::nullopt : std::optional(rows->first());
}

constexpr auto NothingBound = [](Statement &) {};

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

QStringList plainCopiesIn(const QString &folder)
{
    QStringList copies;
    for (const QString &name : QDir(folder).entryList({u"store.sqlite.bak-v*"_s}, QDir::Files, QDir::Name)) {
        bool isNumber = false;
        const int schema = name.section("bak-v"_L1, 1).toInt(&isNumber);
        if (isNumber && schema < FirstSealedSchema)
            copies.append(QDir(folder).filePath(name));
    }
    return copies;
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

Result<Committed> SqliteUpkeep::commit(Write write, qint64 fence)
{
    Transaction transaction(std::move(write));
    transaction.fence = fence;
    return m_store.commitAndWait(std::move(transaction));
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
    how.plainCopies = plainCopiesIn(m_parts.location.folder);
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
    const auto count = firstOf(**connection, "count_pending_erasures"_L1, NothingBound, [](Row &row) { return row.integer(); });
    if (!count)
        return tl::unexpected(count.error());
    return count->value_or(0);
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

Result<qint64> SqliteUpkeep::removeRuns(const QString &pipeline, Timestamp endedBefore, const QString &reason, qint64 fence,
                                        Timestamp now)
{
    const auto held = lockUpkeep(m_parts.location, LOCK_EX | LOCK_NB);
    if (!held.isOpen())
        return 0; // a copy of the store is being made
    const auto done = commit(RemoveRuns{pipeline, endedBefore, RemovedAtOnce, reason, now}, fence);
    return done ? Result<qint64>(done->removedRuns) : tl::unexpected(done.error());
}

Result<void> SqliteUpkeep::backUp(const QString &path, Timestamp now, const BackupProgress &progress)
{
    const auto connection = SqliteConnection::open(m_parts.location, m_parts.catalog, SqliteConnection::Role::Plain);
    if (!connection)
        return tl::unexpected(connection.error());
    return writeBackup(**connection, *m_parts.keys, m_parts.location, path, now, progress);
}

Result<bool> SqliteUpkeep::work(qint64 fence, Timestamp now, const std::atomic<bool> &stop)
{
    const auto held = lockUpkeep(m_parts.location, LOCK_EX | LOCK_NB);
    if (!held.isOpen())
        return false; // a copy of the store is being made
    const auto connection = connect();
    if (!connection)
        return tl::unexpected(connection.error());
    // One thing that fails keeps the others from nothing: on a full disk it is the erasure that makes room.
    Result<bool> more = false;
    const auto add = [&more](const Result<bool> &part) {
        if (more)
            more = part ? Result<bool>(*more || *part) : part;
    };
    add(removeFiles(**connection, fence));
    if (!stop)
        add(reseal(**connection, fence, now, stop));
    if (!stop)
        add(erase(**connection, fence, now, stop));
    if (!stop && more && !*more)
        add(m_sweeping.goOn(**connection, now));
    return more;
}

Result<bool> SqliteUpkeep::removeFiles(SqliteConnection &connection, qint64 fence)
{
    const auto removals = allOf(
        connection, "file_removals"_L1, [](Statement &statement) { statement.integer(RemovalsAtOnce); }, readRemoval);
    if (!removals || removals->isEmpty())
        return removals ? Result<bool>(false) : tl::unexpected(removals.error());
    ForgetRemovals done;
    Result<bool> outcome = false; // of all that are just being recorded: later
    for (const Removal &removal : *removals) {
        const auto removed =
            removePayloadFile(m_parts.location.payloads(), removal.name, [&] { return isInUse(connection, removal); });
        if (!removed)
            outcome = removed;
        else if (*removed)
            done.removals.append(removal.id);
    }
    if (done.removals.isEmpty())
        return outcome;
    const auto committed = commit(std::move(done), fence);
    if (!committed)
        return tl::unexpected(committed.error());
    return outcome ? Result<bool>(true) : outcome;
}

Result<bool> SqliteUpkeep::reseal(SqliteConnection &connection, qint64 fence, Timestamp now, const std::atomic<bool> &stop)
{
    const auto under = firstOf(connection, "resealing"_L1, NothingBound, [](Row &) { return true; });
    if (!under || !*under)
        return under ? Result<bool>(false) : tl::unexpected(under.error());
    const auto done = commit(ResealRows{RowsAtOnce, now}, fence);
    if (!done)
        return tl::unexpected(done.error());
    if (done->resealNext)
        return resealFile(*done->resealNext, fence, stop);
    if (!done->resealMore)
        emptyLog();
    return done->resealMore;
}

Result<bool> SqliteUpkeep::resealFile(const StagedPayload &payload, qint64 fence, const std::atomic<bool> &stop)
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

/// What the log, and the file that it was not yet written into, still have of old rows is overwritten, as far as readers allow.
void SqliteUpkeep::emptyLog()
{
    const auto connection = SqliteConnection::open(m_parts.location, m_parts.catalog, SqliteConnection::Role::Plain);
    const auto query = connection ? (*connection)->prepared("empty_log"_L1) : tl::unexpected(connection.error());
    const auto done = query ? Statement(**query, (*connection)->database()).run() : tl::unexpected(query.error());
    if (!done)
        qCInfo(lcStore).noquote() << "the log could not be emptied:" << describe(done.error());
}

Result<bool> SqliteUpkeep::erase(SqliteConnection &connection, qint64 fence, Timestamp now, const std::atomic<bool> &stop)
{
    const auto pending = allOf(
        connection, "pending_erasures"_L1, [](Statement &statement) { statement.integer(ErasuresAtOnce); },
        [](Row &row) {
            Erasure erasure;
            erasure.run = RunId(row.integer());
            erasure.actor = row.text();
            erasure.reason = row.text();
            return erasure;
        });
    if (!pending || pending->isEmpty())
        return pending ? Result<bool>(false) : tl::unexpected(pending.error());
    QHash<RunId, Erasure> erasures;
    QHash<Digest, RunId> candidates;
    for (const Erasure &erasure : *pending) {
        erasures.insert(erasure.run, erasure);
        const auto digests = allOf(
            connection, "payloads_of_run"_L1, [&](Statement &statement) { statement.integer(erasure.run.value()); },
            [](Row &row) { return row.digest(); });
        if (!digests)
            return tl::unexpected(digests.error());
        for (const Digest &digest : *digests)
            candidates.insert(digest, erasure.run);
    }
    const auto searched = findOtherUses(connection, candidates, erasures, stop);
    if (!searched)
        return searched.error().kind == ErrorKind::Cancelled ? Result<bool>(true) : tl::unexpected(searched.error());
    const auto erased = commit(EraseRuns{erasures.values(), candidates, *searched, now}, fence);
    if (!erased)
        return tl::unexpected(erased.error());
    if (pending->size() < ErasuresAtOnce)
        emptyLog(); // it was the last piece
    return true;
}

Result<PayloadUses> findOtherUses(SqliteConnection &connection, QHash<Digest, RunId> &candidates, QHash<RunId, Erasure> &erasures,
                                  const std::atomic<bool> &stop)
{
    constexpr int PageOfUses = 5000;
    PayloadUses reached;
    struct Table
    {
        QLatin1String name;
        qint64 &place;
    };
    for (const Table &table :
         {Table{"inputs_after"_L1, reached.run}, Table{"attempt_payloads_after"_L1, reached.attempt},
          Table{"checkpoint_payloads_after"_L1, reached.checkpoint}, Table{"message_payloads_after"_L1, reached.message}}) {
        for (qsizetype found = PageOfUses; found == PageOfUses;) {
            if (stop)
                return failure(ErrorKind::Cancelled, u"Given up on request"_s);
            const auto page = allOf(
                connection, table.name, [&](Statement &statement) { statement.integer(table.place).integer(PageOfUses); },
                [&](Row &row) {
                    const qint64 id = row.integer();
                    for (const Digest &digest : {row.digest(), row.digest()}) {
                        if (digest.isValid() && candidates.contains(digest))
                            ++erasures[candidates.take(digest)].kept;
                    }
                    return id;
                });
            if (!page)
                return tl::unexpected(page.error());
            found = page->size();
            table.place = page->isEmpty() ? table.place : page->last();
        }
    }
    reached.run = std::max<qint64>(reached.run - TenMinutesOfIds, 0);
    return reached;
}

} // namespace cairn
