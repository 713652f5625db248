#pragma once

#include "base/ids.h"

#include <QByteArrayView>

#include <memory>

struct evp_md_ctx_st;

namespace cairn {

/// Incremental SHA-256 over a stream. OpenSSL's, because it uses the processor's SHA instructions: on payloads of
/// gigabytes it is seven times faster than QCryptographicHash of Qt 6.4.
class Hasher
{
public:
    Hasher();
    ~Hasher();
    Hasher(Hasher &&) noexcept;
    Hasher &operator=(Hasher &&) noexcept;

    void add(QByteArrayView bytes);
    /// The digest of all that was added; the hasher starts afresh.
    Digest finish();

private:
    struct Free
    {
        void operator()(evp_md_ctx_st *context) const;
    };
    std::unique_ptr<evp_md_ctx_st, Free> m_context;
};

} // namespace cairn
