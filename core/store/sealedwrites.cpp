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
    return run("put_payload"_L1, [&](Statement &statement) {
        statement.payload(payload.ref);
        payload.isFile ? statement.null()
                       : statement.blob(key ? key->seal(payload.bytes, payloadContext(payload.ref)) : payload.bytes);
        statement.integer(number);
    });
}

QByteArray WriteExecutor::sealed(const QByteArray &bytes, const QByteArray &context) const
{
    const auto key = m_keys.current();
    return bytes.isEmpty() || !key ? bytes : key->seal(bytes, context);
}

} // namespace cairn
