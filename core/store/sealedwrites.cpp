#include "base/logging.h"
#include "store/sealedrows.h"
#include "store/writeexecutor.h"

namespace cairn {

using namespace Qt::StringLiterals;

// What is sealed as it is written.

Result<void> WriteExecutor::carryOut(const PutPayload &write)
{
    const StagedPayload &payload = write.payload;
    if (!payload.ref.isValid())
        return failure(ErrorKind::Internal, u"A payload without a digest cannot be recorded"_s);
    const auto key = m_keys.current();
    const int number = key ? key->number() : 0;
    if (payload.isFile && payload.key != number) { // its file was written just before the key was changed
        const auto restaged = m_files.restage(payload);
        if (!restaged)
            return tl::unexpected(restaged.error());
        if (auto noted = addRemoval(payload.ref.digest, payload.key); !noted)
            return noted;
        return carryOut(PutPayload{*restaged});
    }
    int added = 0;
    auto done = run(
        "put_payload"_L1,
        [&](Statement &statement) {
            statement.payload(payload.ref);
            payload.isFile ? statement.null()
                           : statement.blob(key ? key->seal(payload.bytes, payloadContext(payload.ref)) : payload.bytes);
            statement.integer(number);
        },
        [&](Statement &statement) {
            added = statement.affectedRows();
            return Result<void>();
        });
    return done && added == 0 ? mendPayload(payload) : done;
}

/// A row that is there already, and bytes that are known to be right: what is stored may be damaged, or its file not have been
/// sealed anew for that in a change of the key.
Result<void> WriteExecutor::mendPayload(const StagedPayload &good)
{
    const auto found = orEmpty(firstOf(
        m_connection, "payload_by_digest"_L1, [&](Statement &statement) { statement.digest(good.ref.digest); },
        [](Row &row) {
            StagedPayload payload;
            row.integer();
            payload.key = row.number();
            payload.isFile = row.flag();
            payload.bytes = row.blob();
            return payload;
        }));
    if (!found)
        return tl::unexpected(found.error());
    const StagedPayload &stored = *found;
    const auto key = m_keys.current();
    const int number = key ? key->number() : 0;
    if (stored.isFile != good.isFile)
        return {};
    if (stored.isFile) {
        if (stored.key == number)
            return {};
        auto moved = run("move_payload_file"_L1,
                         [&](Statement &statement) { statement.integer(number).digest(good.ref.digest).integer(stored.key); });
        return moved ? addRemoval(good.ref.digest, stored.key) : moved;
    }
    const auto sealedBy = m_keys.known(stored.key);
    const auto bytes = sealedBy ? sealedBy->unseal(stored.bytes, payloadContext(good.ref)) : std::optional(stored.bytes);
    if (bytes && *bytes == good.bytes)
        return {};
    qCWarning(lcStore) << "a damaged payload was mended:" << good.ref.digest.toHex();
    return run("put_payload_bytes"_L1, [&](Statement &statement) {
        statement.blob(key ? key->seal(good.bytes, payloadContext(good.ref)) : good.bytes)
            .integer(number)
            .digest(good.ref.digest);
    });
}

QByteArray WriteExecutor::sealed(const QByteArray &bytes, const QByteArray &context) const
{
    const auto key = m_keys.current();
    return bytes.isEmpty() || !key ? bytes : key->seal(bytes, context);
}

} // namespace cairn
