#include "store/payloadfolder.h"
#include "store/rows.h"
#include "store/sealedrows.h"
#include "store/sqlitereader.h"

#include <QBuffer>

namespace cairn {

using namespace Qt::StringLiterals;

// What is sealed in the store, or may be: bodies and headers.

namespace {

constexpr int MostTries = 5;

std::unique_ptr<QIODevice> deviceOver(const QByteArray &bytes)
{
    auto buffer = std::make_unique<QBuffer>();
    buffer->setData(bytes);
    buffer->open(QIODevice::ReadOnly);
    return buffer;
}

} // namespace

struct SqliteReader::StoredPayload
{
    qint64 size = 0;
    int key = 0;
    bool isFile = false;
    QByteArray bytes;
};

Result<SqliteReader::StoredPayload> SqliteReader::storedPayload(const Digest &digest)
{
    auto stored = first(
        "payload_by_digest"_L1, [&](Statement &statement) { statement.digest(digest); },
        [](Row &row) {
            return StoredPayload{row.integer(), row.number(), row.flag(), row.blob()};
        });
    if (!stored)
        return tl::unexpected(stored.error());
    if (!*stored)
        return noSuchPayload(digest);
    if ((*stored)->isFile)
        return std::move(**stored);
    const auto key = m_keys->key((*stored)->key, *m_connection);
    if (!key)
        return tl::unexpected(key.error());
    if (!*key)
        return std::move(**stored);
    auto opened = (*key)->unseal((*stored)->bytes, payloadContext({digest, (*stored)->size}));
    if (!opened)
        return failure(ErrorKind::Damaged, u"The payload's encrypted bytes in the store are not what was stored"_s,
                       digest.toHex(), u"Restore the store from a backup, or rerun from the input file"_s);
    (*stored)->bytes = std::move(*opened);
    return std::move(**stored);
}

/// A key's change moves files: the row tells where it is now.
Result<std::unique_ptr<QIODevice>> SqliteReader::openFile(const Digest &digest, StoredPayload stored, OpenFile openIt)
{
    for (int tries = 1;; ++tries) {
        const auto key = m_keys->key(stored.key, *m_connection);
        if (!key)
            return tl::unexpected(key.error());
        auto opened = openIt(m_payloadFolder, {digest, stored.size}, *key);
        if (opened || tries == MostTries)
            return opened;
        auto now = storedPayload(digest);
        if (!now)
            return tl::unexpected(now.error());
        if (now->key == stored.key)
            return opened;
        stored = std::move(*now);
    }
}

Result<std::unique_ptr<QIODevice>> SqliteReader::openPayload(const Digest &digest)
{
    auto stored = storedPayload(digest);
    if (!stored)
        return tl::unexpected(stored.error());
    if (stored->isFile)
        return openFile(digest, std::move(*stored), openVerified);
    // Small enough to be looked at whole: altered bytes are never served.
    if (Digest::of(stored->bytes) != digest)
        return failure(ErrorKind::Damaged, u"The payload's bytes in the store are not what was stored"_s, digest.toHex(),
                       u"Restore the store from a backup, or rerun from the input file"_s);
    return deviceOver(stored->bytes);
}

Result<PayloadSource> SqliteReader::payloadSource(const Digest &digest)
{
    const auto stored = storedPayload(digest);
    if (!stored)
        return tl::unexpected(stored.error());
    const auto key = m_keys->key(stored->key, *m_connection);
    if (!key)
        return tl::unexpected(key.error());
    return [folder = m_payloadFolder, another = m_another, isFile = stored->isFile, ref = PayloadRef{digest, stored->size},
            key = *key] {
        auto opened = isFile ? openVerified(folder, ref, key) : failure(ErrorKind::NotFound, QString());
        if (opened)
            return opened;
        const auto reader = another(); // its key has changed meanwhile, perhaps
        return reader ? (*reader)->openPayload(ref.digest) : tl::unexpected(reader.error());
    };
}

Result<std::unique_ptr<QIODevice>> SqliteReader::peekPayload(const Digest &digest)
{
    auto stored = storedPayload(digest);
    if (!stored)
        return tl::unexpected(stored.error());
    if (!stored->isFile)
        return deviceOver(stored->bytes);
    return openFile(digest, std::move(*stored), openUnverified);
}

Result<qint64> SqliteReader::payloadSize(const Digest &digest)
{
    const auto size = first(
        "payload_size"_L1, [&](Statement &statement) { statement.digest(digest); }, [](Row &row) { return row.integer(); });
    if (!size)
        return tl::unexpected(size.error());
    if (!*size)
        return noSuchPayload(digest);
    return **size;
}

tl::unexpected<Error> SqliteReader::noSuchPayload(const Digest &digest)
{
    const auto erased = first(
        "erasure_of_payload"_L1, [&](Statement &statement) { statement.digest(digest); }, readErasure);
    if (!erased)
        return tl::unexpected(erased.error());
    if (!*erased)
        return failure(ErrorKind::NotFound, u"The store holds no such payload"_s, digest.toHex());
    return failure(ErrorKind::NotFound, describe(**erased), digest.toHex(), u"Submit the file again if it is needed"_s);
}

Result<void> SqliteReader::unsealHeaders(QByteArray &headers, const QByteArray &context, RunId run)
{
    auto opened = m_keys->unseal(headers, context, *m_connection);
    if (!opened) {
        Error error = opened.error();
        error.where = u"headers of run %1"_s.arg(run.toString());
        return tl::unexpected(error);
    }
    headers = std::move(*opened);
    return {};
}

Result<QList<Attempt>> SqliteReader::unsealed(Result<QList<Attempt>> attempts)
{
    if (!attempts)
        return attempts;
    for (Attempt &attempt : *attempts) {
        auto opened = unsealHeaders(attempt.requestHeaders, requestHeadersContext(attempt), attempt.run);
        if (opened)
            opened = unsealHeaders(attempt.responseHeaders, responseHeadersContext(attempt), attempt.run);
        if (!opened)
            return tl::unexpected(opened.error());
    }
    return attempts;
}

Result<QList<Checkpoint>> SqliteReader::unsealed(Result<QList<Checkpoint>> checkpoints)
{
    if (!checkpoints)
        return checkpoints;
    for (Checkpoint &checkpoint : *checkpoints) {
        if (auto opened = unsealHeaders(checkpoint.outputHeaders, outputHeadersContext(checkpoint), checkpoint.run); !opened)
            return tl::unexpected(opened.error());
    }
    return checkpoints;
}

Result<QList<Checkpoint>> SqliteReader::checkpoints(qint64 afterSeq, int limit)
{
    const auto withoutHeaders = [](Row &row) {
        Checkpoint checkpoint = readCheckpoint(row);
        checkpoint.outputHeaders.clear(); // those of one that are damaged would keep all others back
        return checkpoint;
    };
    return readable(
        "checkpoints_after"_L1, [&](Statement &statement, int asked) { statement.integer(afterSeq).integer(asked); },
        withoutHeaders, limit);
}

Result<QList<Message>> SqliteReader::callbackMessages(const QString &id, int limit)
{
    auto messages = all(
        "callback_messages"_L1, [&](Statement &statement) { statement.text(id).integer(limit); }, readMessage);
    if (!messages)
        return messages;
    for (Message &message : *messages) {
        auto opened = m_keys->unseal(message.headers, messageHeadersContext(id, message.id), *m_connection);
        if (!opened)
            return tl::unexpected(opened.error());
        message.headers = std::move(*opened);
    }
    return messages;
}

} // namespace cairn
