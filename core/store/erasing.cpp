#include "store/rows.h"
#include "store/writeexecutor.h"

namespace cairn {

using namespace Qt::StringLiterals;

// What is erased: rows of payloads go at once, overwritten (secure_delete; that the log they were in is to be emptied is noted
// with them), their files by and by, and what the runs' headers were. The run itself stays, with a tombstone.

namespace {

struct PayloadPlace
{
    qint64 size = 0;
    int key = 0;
    bool isFile = false;
};

/// All that may have come since the search.
constexpr int MostSince = 1'000'000'000;

QString counted(qint64 payloads, qint64 bytes, qint64 kept)
{
    return u"%1 payloads, %2 bytes; kept because other runs or orders have them: %3"_s.arg(payloads).arg(bytes).arg(kept);
}

} // namespace

Result<void> WriteExecutor::carryOut(const AskErasure &write)
{
    m_committed.erasures = 0;
    for (const RunId id : write.runs) {
        int asked = 0;
        auto done = run(
            "ask_erasure"_L1,
            [&](Statement &statement) { statement.text(write.actor).text(write.reason).time(write.at).integer(id.value()); },
            [&](Statement &statement) {
                asked = statement.affectedRows();
                return Result<void>();
            });
        if (done && asked > 0)
            done = auditUpkeep(u"run.erase"_s, id.toString(), write.actor, write.reason, {}, write.at);
        if (!done)
            return done;
        m_committed.erasures += asked;
    }
    return {};
}

/// Of the payloads those that somebody began to use after the search had passed.
Result<QSet<Digest>> WriteExecutor::usedSince(const EraseRuns &write)
{
    QSet<Digest> used;
    const PayloadUses &place = write.searched;
    for (const auto &[name, after] : {std::pair("inputs_after"_L1, place.run),
                                      {"attempt_payloads_after"_L1, place.attempt},
                                      {"checkpoint_payloads_after"_L1, place.checkpoint},
                                      {"message_payloads_after"_L1, place.message},
                                      {"command_payloads_after"_L1, place.command}}) {
        const auto read = allOf(
            m_connection, name, [&](Statement &statement) { statement.integer(after).integer(MostSince); },
            [&](Row &row) {
                row.integer();
                for (const Digest &digest : {row.digest(), row.digest()}) {
                    if (digest.isValid() && write.payloads.contains(digest))
                        used.insert(digest);
                }
                return 0;
            });
        if (!read)
            return tl::unexpected(read.error());
    }
    const auto edited = editedForOrders(m_connection, "orders_under_way"_L1);
    if (!edited)
        return tl::unexpected(edited.error());
    used.unite(QSet<Digest>(edited->cbegin(), edited->cend()));
    return used;
}

Result<void> WriteExecutor::carryOut(const EraseRuns &write)
{
    auto done = erasePayloads(write);
    if (done)
        done = eraseHeaders(write);
    for (auto it = write.ended.cbegin(); done && it != write.ended.cend(); ++it)
        done = endErasure(it.key(), it.value(), write.at);
    return done ? run("note_log_remains"_L1, NothingBound) : done;
}

Result<void> WriteExecutor::carryOut(const ForgetLog &)
{
    return run("forget_log"_L1, NothingBound);
}

Result<void> WriteExecutor::erasePayloads(const EraseRuns &write)
{
    if (write.payloads.isEmpty())
        return {};
    const auto used = usedSince(write);
    if (!used)
        return tl::unexpected(used.error());
    QHash<RunId, Erasure> erasures;
    for (auto it = write.payloads.cbegin(); it != write.payloads.cend(); ++it) {
        if (used->contains(it.key()))
            continue;
        const auto bytes = erasePayload(it.key(), *it);
        if (!bytes)
            return tl::unexpected(bytes.error());
        erasures[*it].payloads += *bytes < 0 ? 0 : 1;
        erasures[*it].bytes += std::max<qint64>(*bytes, 0);
    }
    Result<void> noted;
    for (auto it = erasures.cbegin(); noted && it != erasures.cend(); ++it)
        noted = run("count_erased"_L1,
                    [&](Statement &statement) { statement.integer(it->payloads).integer(it->bytes).integer(it.key().value()); });
    return noted;
}

/// How many bytes it had; -1 if it is gone already.
Result<qint64> WriteExecutor::erasePayload(const Digest &digest, RunId run)
{
    const auto found = firstOf(
        m_connection, "payload_place"_L1, [&](Statement &statement) { statement.digest(digest); },
        [](Row &row) {
            return PayloadPlace{row.integer(), row.number(), row.flag()}; // braces: from left to right
        });
    if (!found || !*found)
        return found ? Result<qint64>(-1) : tl::unexpected(found.error());
    auto done = (*found)->isFile ? addRemoval(digest, (*found)->key) : Result<void>();
    if (done)
        done = this->run("delete_payload"_L1, [&](Statement &statement) { statement.digest(digest); });
    if (done)
        done = this->run("put_erased_payload"_L1, [&](Statement &statement) { statement.digest(digest).integer(run.value()); });
    return done ? Result<qint64>((*found)->size) : tl::unexpected(done.error());
}

Result<void> WriteExecutor::eraseHeaders(const EraseRuns &write)
{
    Result<void> done;
    for (const qint64 row : write.attempts) {
        if (done)
            done = run("put_attempt_headers"_L1, [&](Statement &statement) { statement.null().null().integer(row); });
    }
    for (const auto &[name, rows] :
         {std::pair("put_checkpoint_headers"_L1, &write.checkpoints), {"put_message_headers"_L1, &write.messages}}) {
        for (const qint64 row : *rows) {
            if (done)
                done = run(name, [&](Statement &statement) { statement.null().integer(row); });
        }
    }
    return done;
}

Result<std::optional<Erasure>> WriteExecutor::erasureOf(RunId run)
{
    return firstOf(
        m_connection, "erasure_of_run"_L1, [&](Statement &statement) { statement.integer(run.value()); }, readErasure);
}

Result<void> WriteExecutor::endErasure(RunId id, qint64 kept, Timestamp at)
{
    auto done = run("end_erasure"_L1, [&](Statement &statement) { statement.time(at).integer(kept).integer(id.value()); });
    const auto erasure = done ? erasureOf(id) : tl::unexpected(done.error());
    if (!erasure || !*erasure)
        return erasure ? Result<void>() : tl::unexpected(erasure.error());
    const Erasure &e = **erasure;
    done = carryOut(AddEvent{{0, at, u"run.erased"_s, e.run, counted(e.payloads, e.bytes, e.kept)}});
    if (done)
        done =
            auditUpkeep(u"run.erased"_s, e.run.toString(), u"runner"_s, e.reason,
                        {{u"payloads"_s, e.payloads}, {u"bytes"_s, e.bytes}, {u"kept"_s, e.kept}, {u"asked_by"_s, e.actor}}, at);
    return done;
}

} // namespace cairn
