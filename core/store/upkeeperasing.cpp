#include "store/queries.h"
#include "store/rows.h"
#include "store/sqliteupkeep.h"

#include "base/logging.h"

#include <QElapsedTimer>
#include <QThread>

namespace cairn {

using namespace Qt::StringLiterals;

// Erasure as the carrier of a store goes about it: the store is searched once for many runs, in a reader; what is then erased is
// committed by small pieces, between which others write, and after the last one the log is emptied.

namespace {

constexpr int ErasuresAtOnce = 50'000;          ///< runs: for each such lot the whole store is searched once
constexpr qsizetype CandidatesAtOnce = 250'000; ///< payloads, likewise
constexpr int HeadersAtOnce = 1'000;            ///< rows
constexpr qint64 PieceBytes = 4 << 20;          ///< a commit that others hardly notice
constexpr qint64 RowBytes = 4'096;              ///< what a row adds to a commit beside its payload: a page

/// Ids begin with the time (see RunId): another program may just have made one that is below the last.
constexpr qint64 TenMinutesOfIds = 600'000LL << 21;

/// Gathers what is to be erased, and has it committed whenever that is enough for one commit.
class ErasurePieces
{
public:
    using Commit = std::function<Result<void>(EraseRuns)>;
    ErasurePieces(EraseRuns empty, Commit commit) : m_empty(std::move(empty)), m_piece(m_empty), m_commit(std::move(commit)) {}

    /// The piece that something of that size goes into.
    Result<EraseRuns *> withRoomFor(qint64 bytes)
    {
        if (m_bytes > 0 && m_bytes + bytes > PieceBytes) {
            if (auto done = commit(); !done)
                return tl::unexpected(done.error());
        }
        m_bytes += bytes;
        return &m_piece;
    }

    Result<void> commit()
    {
        if (std::exchange(m_bytes, 0) == 0)
            return {};
        return m_commit(std::exchange(m_piece, m_empty));
    }

private:
    const EraseRuns m_empty;
    EraseRuns m_piece;
    qint64 m_bytes = 0;
    Commit m_commit;
};

Result<void> gatherPayloads(SqliteConnection &connection, const QHash<Digest, RunId> &payloads, ErasurePieces &pieces)
{
    for (auto it = payloads.cbegin(); it != payloads.cend(); ++it) {
        const auto size = firstOf(
            connection, "payload_place"_L1, [&](Statement &statement) { statement.digest(it.key()); },
            [](Row &row) {
                const qint64 bytes = row.integer();
                row.number();
                return row.flag() ? 0 : bytes;
            });
        if (!size)
            return tl::unexpected(size.error());
        const auto piece = pieces.withRoomFor(size->value_or(0) + RowBytes);
        if (!piece)
            return tl::unexpected(piece.error());
        (*piece)->payloads.insert(it.key(), it.value());
    }
    return {};
}

Result<void> gatherHeaders(SqliteConnection &connection, RunId run, QLatin1String rows, QList<qint64> EraseRuns::*into,
                           ErasurePieces &pieces)
{
    qint64 place = 0;
    for (qsizetype found = HeadersAtOnce; found == HeadersAtOnce;) {
        const auto page = allOf(
            connection, rows, [&](Statement &statement) { statement.integer(run.value()).integer(place).integer(HeadersAtOnce); },
            [](Row &row) { return row.integer(); });
        if (!page)
            return tl::unexpected(page.error());
        for (const qint64 row : *page) {
            const auto piece = pieces.withRoomFor(RowBytes);
            if (!piece)
                return tl::unexpected(piece.error());
            ((*piece)->*into).append(row);
        }
        found = page->size();
        place = page->isEmpty() ? place : page->last();
    }
    return {};
}

/// The rest of a run, whose payloads have gone.
Result<void> gatherEnd(SqliteConnection &connection, RunId run, ErasurePieces &pieces)
{
    for (const auto &[rows, into] : {std::pair("headers_of_attempts"_L1, &EraseRuns::attempts),
                                     {"headers_of_checkpoints"_L1, &EraseRuns::checkpoints},
                                     {"headers_of_messages"_L1, &EraseRuns::messages}}) {
        if (auto gathered = gatherHeaders(connection, run, rows, into, pieces); !gathered)
            return gathered;
    }
    const auto kept = numberOf(connection, "stored_of_run"_L1, [&](Statement &statement) { statement.integer(run.value()); });
    const auto piece = kept ? pieces.withRoomFor(RowBytes) : tl::unexpected(kept.error());
    if (!piece)
        return tl::unexpected(piece.error());
    (*piece)->ended.insert(run, *kept);
    return {};
}

/// Of the candidates those are left that no run uses but those that are erased, or are to be; gives how far that was looked for.
/// Rests for as long as it works: the runs come first. Errors: Cancelled.
Result<PayloadUses> findOtherUses(SqliteConnection &connection, QHash<Digest, RunId> &candidates, const std::atomic<bool> &stop)
{
    constexpr int PageOfUses = 5000;
    QElapsedTimer worked;
    PayloadUses reached;
    struct Table
    {
        QLatin1String name;
        qint64 &place;
    };
    for (const Table &table :
         {Table{"inputs_after"_L1, reached.run}, Table{"attempt_payloads_after"_L1, reached.attempt},
          Table{"checkpoint_payloads_after"_L1, reached.checkpoint}, Table{"message_payloads_after"_L1, reached.message},
          Table{"command_payloads_after"_L1, reached.command}}) {
        for (qsizetype found = PageOfUses; found == PageOfUses;) {
            if (stop)
                return failure(ErrorKind::Cancelled, u"Given up on request"_s);
            worked.start();
            const auto page = allOf(
                connection, table.name, [&](Statement &statement) { statement.integer(table.place).integer(PageOfUses); },
                [&](Row &row) {
                    const qint64 id = row.integer();
                    for (const Digest &digest : {row.digest(), row.digest()}) {
                        if (digest.isValid())
                            candidates.remove(digest);
                    }
                    return id;
                });
            if (!page)
                return tl::unexpected(page.error());
            found = page->size();
            table.place = page->isEmpty() ? table.place : page->last();
            QThread::msleep(quint64(worked.elapsed()));
        }
    }
    reached.run = std::max<qint64>(reached.run - TenMinutesOfIds, 0);
    const auto edited = editedForOrders(connection, "orders_under_way"_L1);
    if (!edited)
        return tl::unexpected(edited.error());
    for (const Digest &digest : *edited)
        candidates.remove(digest);
    return reached;
}

/// What was given to orders that are over, and may never have come to a run. It goes with a run that is erased.
Result<void> addLeftByOrders(SqliteConnection &connection, RunId with, QHash<Digest, RunId> &candidates)
{
    const auto edited = editedForOrders(connection, "orders_over"_L1);
    if (!edited)
        return tl::unexpected(edited.error());
    for (const Digest &digest : *edited) {
        const auto stored = firstOf(
            connection, "payload_size"_L1, [&](Statement &statement) { statement.digest(digest); }, [](Row &) { return true; });
        if (!stored)
            return tl::unexpected(stored.error());
        if (*stored && !candidates.contains(digest))
            candidates.insert(digest, with);
    }
    return {};
}

} // namespace

Result<bool> SqliteUpkeep::erase(SqliteConnection &connection, std::optional<qint64> fence, Timestamp now,
                                 const std::atomic<bool> &stop)
{
    const auto pending = allOf(
        connection, "pending_erasures"_L1, [](Statement &statement) { statement.integer(ErasuresAtOnce); },
        [](Row &row) { return RunId(row.integer()); });
    if (!pending || pending->isEmpty())
        return pending ? Result<bool>(false) : tl::unexpected(pending.error());
    QList<RunId> runs;
    QHash<Digest, RunId> candidates;
    for (const RunId run : *pending) {
        if (stop)
            return true;
        if (candidates.size() >= CandidatesAtOnce)
            break; // the others with the next lot
        const auto digests = allOf(
            connection, "payloads_of_run"_L1, [&](Statement &statement) { statement.integer(run.value()); },
            [](Row &row) { return row.digest(); });
        if (!digests)
            return tl::unexpected(digests.error());
        for (const Digest &digest : *digests)
            candidates.insert(digest, run);
        runs.append(run);
    }
    if (auto added = addLeftByOrders(connection, runs.first(), candidates); !added)
        return tl::unexpected(added.error());
    const auto searched = findOtherUses(connection, candidates, stop);
    auto done = searched ? Result<void>() : tl::unexpected(searched.error());
    if (done)
        done = erase(connection, runs, candidates, EraseRuns{*searched, now}, [&](EraseRuns piece) -> Result<void> {
            if (stop)
                return failure(ErrorKind::Cancelled, u"Given up on request"_s);
            return commit(std::move(piece), fence).map([](const Committed &) {});
        });
    if (!done && done.error().kind != ErrorKind::Cancelled)
        return tl::unexpected(done.error());
    return true;
}

/// Payloads go first: how many others have is known by what is left then.
Result<void> SqliteUpkeep::erase(SqliteConnection &connection, const QList<RunId> &runs, const QHash<Digest, RunId> &payloads,
                                 EraseRuns empty, std::function<Result<void>(EraseRuns)> commit)
{
    ErasurePieces pieces(std::move(empty), std::move(commit));
    auto gathered = gatherPayloads(connection, payloads, pieces);
    if (gathered)
        gathered = pieces.commit();
    for (const RunId run : runs) {
        if (gathered)
            gathered = gatherEnd(connection, run, pieces);
    }
    return gathered ? pieces.commit() : gathered;
}

/// What the log, and the file that it was not yet written into, still have of what was erased is overwritten. Where somebody who
/// reads still sees how it was, or many write, that cannot be: it is tried again at the next look.
Result<bool> SqliteUpkeep::emptyLog(SqliteConnection &connection, std::optional<qint64> fence)
{
    const auto remains = firstOf(connection, "log_remains"_L1, NothingBound, [](Row &row) { return row.flag(); });
    if (!remains || !remains->value_or(false))
        return remains ? Result<bool>(false) : tl::unexpected(remains.error());
    const auto plain = SqliteConnection::open(m_parts.location, m_parts.catalog, SqliteConnection::Role::Plain);
    if (!plain)
        return tl::unexpected(plain.error());
    if (auto set = (*plain)->runOnce((*plain)->catalog().statements("configure_emptying"_L1)); !set)
        return tl::unexpected(set.error());
    const auto busy = firstOf(**plain, "empty_log"_L1, NothingBound, [](Row &row) { return row.flag(); });
    if (!busy)
        return busy.error().kind == ErrorKind::Busy ? Result<bool>(false) : tl::unexpected(busy.error());
    if (busy->value_or(true))
        return false;
    return commit(ForgetLog(), fence).map([](const Committed &) { return true; });
}

} // namespace cairn
