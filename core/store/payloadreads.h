#pragma once

#include "store/payload.h"

namespace cairn {

/// Payloads: bytes that went in or came out. Of a StoreReader, whose errors and thread are theirs.
class PayloadReads
{
public:
    /// Opens a payload for reading once, from its start. The last bytes of a damaged one are withheld: reading fails instead.
    virtual Result<std::unique_ptr<QIODevice>> openPayload(const Digest &digest) = 0;
    /// Opens it likewise in any thread, as long as the store is open, though its file may be moved meanwhile.
    virtual Result<PayloadSource> payloadSource(const Digest &digest) = 0;
    /// Opens a payload for looking at any part of it, whatever has become of its bytes: nothing is verified. Only for showing it
    /// to people who are told so; what is read here is never handed on. Errors: NotFound, Damaged (its file is lost), Io.
    virtual Result<std::unique_ptr<QIODevice>> peekPayload(const Digest &digest) = 0;
    virtual Result<qint64> payloadSize(const Digest &digest) = 0;
    /// All payload digests above `after` in byte order, for integrity checks; at most `limit`.
    virtual Result<QList<PayloadRef>> payloads(const Digest &after, int limit) = 0;

protected:
    ~PayloadReads() = default;
};

} // namespace cairn
