#include "store/resealing.h"

#include "base/logging.h"
#include "store/sealedrows.h"
#include "store/storedjson.h"
#include "store/writeexecutor.h"

namespace cairn {

using namespace Qt::StringLiterals;

// A change of keys. From its commit on all is written with the new key; what was there is gone through once, table by table, in
// the order of its rows, a few rows a transaction, and how far that went is written with them. So it ends, and whatever is killed
// goes on from there. What is damaged keeps its key, and that key is kept with it: it may be put back from a backup.

namespace {

struct AttemptHeaders
{
    Attempt attempt;
    qint64 id = 0;
};

struct MessageHeaders
{
    qint64 seq = 0;
    QString callback;
    QString message;
    QByteArray headers;
};

struct PayloadRow
{
    PayloadRef ref;
    int key = 0;
    bool isFile = false;
    QByteArray bytes;
};

AttemptHeaders readAttemptHeaders(Row &row)
{
    AttemptHeaders read;
    read.id = row.integer();
    read.attempt.run = RunId(row.integer());
    read.attempt.step = StepId(row.text());
    read.attempt.item = row.number();
    read.attempt.generation = row.number();
    read.attempt.number = row.number();
    read.attempt.requestHeaders = row.blob();
    read.attempt.responseHeaders = row.blob();
    return read;
}

Checkpoint readCheckpointHeaders(Row &row)
{
    Checkpoint read;
    read.seq = row.integer();
    read.run = RunId(row.integer());
    read.step = StepId(row.text());
    read.item = row.number();
    read.generation = row.number();
    read.attempts = row.number();
    read.at = row.time();
    read.output.digest = row.digest();
    read.outputHeaders = row.blob();
    return read;
}

MessageHeaders readMessageHeaders(Row &row)
{
    return {row.integer(), row.text(), row.text(), row.blob()}; // braces: from left to right
}

PayloadRow readPayloadRow(Row &row)
{
    return {row.payload(), row.number(), row.flag(), row.blob()}; // braces: from left to right
}

/// Rows beyond `after`, at most `most`.
template <typename After, typename Read>
auto rowsAfter(SqliteConnection &connection, QLatin1String name, const After &after, int most, Read read)
    -> Result<QList<decltype(read(std::declval<Row &>()))>>
{
    const auto bind = [&](Statement &statement) {
        if constexpr (std::is_same_v<After, QByteArray>)
            statement.blob(after).integer(most);
        else
            statement.integer(after).integer(most);
    };
    return allOf(connection, name, bind, read);
}

/// Of whatever is sealed. Reads all of the store.
Result<QSet<int>> keysInUse(SqliteConnection &connection)
{
    const auto beginnings = allOf(connection, "beginnings_of_sealed"_L1, NothingBound, [](Row &row) { return row.blob(); });
    const auto ofPayloads = beginnings
                                ? allOf(connection, "keys_of_payloads"_L1, NothingBound, [](Row &row) { return row.number(); })
                                : tl::unexpected(beginnings.error());
    if (!ofPayloads)
        return tl::unexpected(ofPayloads.error());
    QSet<int> keys(ofPayloads->begin(), ofPayloads->end());
    for (const QByteArray &beginning : *beginnings)
        keys.insert(DataKey::numberIn(beginning.leftJustified(DataKey::Overhead)));
    return keys;
}

tl::unexpected<Error> keysMovedOn()
{
    return failure(ErrorKind::Conflict, u"The keys of this store are being changed already, or were just now"_s, {},
                   u"See how far that is (`cairn store keys`)"_s);
}

} // namespace

Result<void> WriteExecutor::auditUpkeep(const QString &action, const QString &subject, const QString &actor,
                                        const QString &reason, const QJsonObject &after, Timestamp at)
{
    return carryOut(AddAudit{{0, at, actor, action, subject, reason, {}, storedJson(after)}});
}

Result<std::optional<Resealing>> WriteExecutor::resealing()
{
    return firstOf(m_connection, "resealing"_L1, NothingBound, readResealing);
}

Result<void> WriteExecutor::carryOut(const AddStoreKey &write)
{
    const auto current = m_keys.current();
    const auto under = resealing();
    if (!under)
        return tl::unexpected(under.error());
    const auto rows = readStoreKeys(m_connection);
    if (!rows)
        return tl::unexpected(rows.error());
    const StoreKeyRow *last = keyInUse(*rows);
    const bool isMoved = !last || last->vault != write.vault; // to another vault, after the new one was wrapped like it
    if (*under || isMoved || !current || write.number != current->number() + 1)
        return keysMovedOn();
    auto added = run("insert_store_key"_L1, [&](Statement &statement) {
        statement.integer(write.number).blob(write.wrapped).text(write.vault).time(write.at);
    });
    if (added)
        added = run("begin_resealing"_L1, [&](Statement &statement) { statement.integer(write.number).time(write.at); });
    if (added)
        added = auditUpkeep(u"store.key_changed"_s, u"store"_s, write.actor, write.reason, {{u"key"_s, write.number}}, write.at);
    return added;
}

Result<void> WriteExecutor::carryOut(const RewrapStoreKeys &write)
{
    int found = 0;
    for (auto it = write.wrapped.cbegin(); it != write.wrapped.cend(); ++it) {
        auto done = run(
            "rewrap_store_key"_L1, [&](Statement &statement) { statement.blob(*it).text(write.vault).integer(it.key()); },
            [&](Statement &statement) {
                found += statement.affectedRows();
                return Result<void>();
            });
        if (!done)
            return done;
    }
    const auto current = m_keys.current();
    if (found != write.wrapped.size() || !current || !write.wrapped.contains(current->number()))
        return keysMovedOn();
    return auditUpkeep(u"store.key_moved"_s, u"store"_s, write.actor, write.reason, {{u"vault"_s, write.vault}}, write.at);
}

Result<void> WriteExecutor::carryOut(const ResealRows &write)
{
    auto how = resealing();
    if (!how || !*how)
        return how ? Result<void>() : tl::unexpected(how.error());
    m_committed.resealMore = true;
    using Piece = Result<bool> (WriteExecutor::*)(Resealing &, int);
    for (const Piece piece : {&WriteExecutor::resealAttempts, &WriteExecutor::resealCheckpoints, &WriteExecutor::resealMessages,
                              &WriteExecutor::resealPayloads}) {
        const auto did = (this->*piece)(**how, write.most);
        if (!did)
            return tl::unexpected(did.error());
        if (*did)
            return putResealing(**how);
    }
    m_committed.resealMore = false;
    return endResealing(**how, write.at);
}

Result<void> WriteExecutor::putResealing(const Resealing &how)
{
    return run("put_resealing"_L1, [&](Statement &statement) {
        statement.integer(how.attempt)
            .integer(how.checkpoint)
            .integer(how.message)
            .blob(how.payload)
            .integer(how.payloads)
            .integer(how.skipped);
    });
}

Result<void> WriteExecutor::endResealing(const Resealing &how, Timestamp at)
{
    auto ended = run("end_resealing"_L1, NothingBound);
    const auto kept = how.skipped > 0 ? keysInUse(m_connection) : Result<QSet<int>>(QSet<int>());
    if (ended)
        ended = kept ? retireKeysBefore(how.toKey, *kept, at) : tl::unexpected(kept.error());
    if (ended)
        ended = run("note_log_remains"_L1, NothingBound);
    if (!ended)
        return ended;
    qCInfo(lcStore) << "all is encrypted with key" << how.toKey << "now; damaged and left alone:" << how.skipped;
    return auditUpkeep(u"store.resealed"_s, u"store"_s, u"runner"_s, {}, {{u"key"_s, how.toKey}, {u"damaged"_s, how.skipped}},
                       at);
}

Result<void> WriteExecutor::retireKeysBefore(int number, const QSet<int> &kept, Timestamp at)
{
    const auto keys = readStoreKeys(m_connection);
    auto retired = keys ? Result<void>() : tl::unexpected(keys.error());
    for (const StoreKeyRow &key : keys.value_or(QList<StoreKeyRow>())) {
        if (retired && key.number < number && !kept.contains(key.number))
            retired = run("retire_store_key"_L1, [&](Statement &statement) { statement.time(at).integer(key.number); });
    }
    return retired;
}

/// Nothing: it is to stay as it is.
std::optional<QByteArray> WriteExecutor::resealed(const QByteArray &bytes, const QByteArray &context, Resealing &how)
{
    const int from = DataKey::numberIn(bytes);
    if (bytes.isEmpty() || from == how.toKey)
        return std::nullopt;
    const auto oldKey = m_keys.known(from);
    const auto newKey = m_keys.known(how.toKey);
    const auto opened = oldKey ? oldKey->unseal(bytes, context) : from == 0 ? std::optional(bytes) : std::nullopt;
    if (!opened || !newKey) {
        ++how.skipped;
        return std::nullopt;
    }
    return newKey->seal(*opened, context);
}

Result<bool> WriteExecutor::resealAttempts(Resealing &how, int most)
{
    const auto rows = rowsAfter(m_connection, "attempts_to_reseal"_L1, how.attempt, most, readAttemptHeaders);
    if (!rows)
        return tl::unexpected(rows.error());
    for (const auto &[attempt, id] : *rows) {
        how.attempt = id;
        const auto request = resealed(attempt.requestHeaders, requestHeadersContext(attempt), how);
        const auto response = resealed(attempt.responseHeaders, responseHeadersContext(attempt), how);
        if (!request && !response)
            continue;
        auto put = run("put_attempt_headers"_L1, [&, &attempt = attempt, id = id](Statement &statement) {
            statement.optionalBlob(request.value_or(attempt.requestHeaders))
                .optionalBlob(response.value_or(attempt.responseHeaders))
                .integer(id);
        });
        if (!put)
            return tl::unexpected(put.error());
    }
    return !rows->isEmpty();
}

Result<bool> WriteExecutor::resealCheckpoints(Resealing &how, int most)
{
    const auto rows = rowsAfter(m_connection, "checkpoints_to_reseal"_L1, how.checkpoint, most, readCheckpointHeaders);
    if (!rows)
        return tl::unexpected(rows.error());
    for (const Checkpoint &checkpoint : *rows) {
        how.checkpoint = checkpoint.seq;
        const auto headers = resealed(checkpoint.outputHeaders, outputHeadersContext(checkpoint), how);
        if (!headers)
            continue;
        auto put =
            run("put_checkpoint_headers"_L1, [&](Statement &statement) { statement.blob(*headers).integer(checkpoint.seq); });
        if (!put)
            return tl::unexpected(put.error());
    }
    return !rows->isEmpty();
}

Result<bool> WriteExecutor::resealMessages(Resealing &how, int most)
{
    const auto rows = rowsAfter(m_connection, "messages_to_reseal"_L1, how.message, most, readMessageHeaders);
    if (!rows)
        return tl::unexpected(rows.error());
    for (const MessageHeaders &one : *rows) {
        how.message = one.seq;
        const auto headers = resealed(one.headers, messageHeadersContext(one.callback, one.message), how);
        if (!headers)
            continue;
        auto put = run("put_message_headers"_L1, [&](Statement &statement) { statement.blob(*headers).integer(one.seq); });
        if (!put)
            return tl::unexpected(put.error());
    }
    return !rows->isEmpty();
}

/// Stops before a file, which is written anew elsewhere: that takes too long for a transaction.
Result<bool> WriteExecutor::resealPayloads(Resealing &how, int most)
{
    const auto rows = rowsAfter(m_connection, "payloads_to_reseal"_L1, how.payload, most, readPayloadRow);
    if (!rows)
        return tl::unexpected(rows.error());
    for (const PayloadRow &row : *rows) {
        if (row.isFile && row.key != how.toKey) {
            m_committed.resealNext = StagedPayload{row.ref, {}, true, row.key};
            return true;
        }
        how.payload = row.ref.digest.toBytes();
        ++how.payloads;
        if (row.isFile || row.key == how.toKey)
            continue;
        const auto oldKey = m_keys.known(row.key);
        const auto newKey = m_keys.known(how.toKey);
        const QByteArray context = payloadContext(row.ref);
        const auto opened = oldKey ? oldKey->unseal(row.bytes, context) : row.key == 0 ? std::optional(row.bytes) : std::nullopt;
        if (!opened || !newKey || Digest::of(*opened) != row.ref.digest) {
            ++how.skipped;
            continue;
        }
        auto put = run("put_payload_bytes"_L1, [&](Statement &statement) {
            statement.blob(newKey->seal(*opened, context)).integer(how.toKey).digest(row.ref.digest);
        });
        if (!put)
            return tl::unexpected(put.error());
    }
    return !rows->isEmpty();
}

Result<void> WriteExecutor::carryOut(const MovePayloadFile &write)
{
    const Digest &digest = write.payload.ref.digest;
    auto how = resealing();
    if (!how)
        return tl::unexpected(how.error());
    if (write.payload.key != write.from) {
        int moved = 0;
        auto done = run(
            "move_payload_file"_L1,
            [&](Statement &statement) { statement.integer(write.payload.key).digest(digest).integer(write.from); },
            [&](Statement &statement) {
                moved = statement.affectedRows();
                return Result<void>();
            });
        if (done) // of what was erased meanwhile the new file goes
            done = moved ? addRemoval(digest, write.from) : addRemoval(digest, write.payload.key);
        if (!done)
            return done;
    }
    if (!*how)
        return {};
    (*how)->payload = digest.toBytes();
    ++(*how)->payloads;
    (*how)->skipped += write.payload.key == write.from ? 1 : 0;
    return putResealing(**how);
}

/// Whether anybody uses it is looked at when it is removed.
Result<void> WriteExecutor::addRemoval(const Digest &digest, int key)
{
    const auto sealedBy = m_keys.known(key);
    if (key != 0 && !sealedBy)
        return {};
    return run("add_file_removal"_L1,
               [&](Statement &statement) { statement.blob(payloadName(digest, sealedBy.get())).digest(digest).integer(key); });
}

Result<void> WriteExecutor::carryOut(const ForgetRemovals &write)
{
    for (const qint64 removal : write.removals) {
        if (auto done = run("forget_file_removal"_L1, [&](Statement &statement) { statement.integer(removal); }); !done)
            return done;
    }
    return {};
}

} // namespace cairn
