#include "base/hasher.h"

#include <openssl/evp.h>

namespace cairn {

namespace {

/// Fetched once: OpenSSL 3 looks EVP_sha256() up by its name whenever a context is initialised with it.
const EVP_MD *sha256()
{
    static const EVP_MD *fetched = EVP_MD_fetch(nullptr, "SHA256", nullptr);
    return fetched;
}

} // namespace

void Hasher::Free::operator()(evp_md_ctx_st *context) const
{
    EVP_MD_CTX_free(context);
}

Hasher::Hasher() : m_context(EVP_MD_CTX_new())
{
    EVP_DigestInit_ex(m_context.get(), sha256(), nullptr);
}

Hasher::~Hasher() = default;
Hasher::Hasher(Hasher &&) noexcept = default;
Hasher &Hasher::operator=(Hasher &&) noexcept = default;

void Hasher::add(QByteArrayView bytes)
{
    EVP_DigestUpdate(m_context.get(), bytes.data(), size_t(bytes.size()));
}

Digest Hasher::finish()
{
    unsigned char bytes[EVP_MAX_MD_SIZE];
    unsigned int size = 0;
    EVP_DigestFinal_ex(m_context.get(), bytes, &size);
    EVP_DigestInit_ex(m_context.get(), sha256(), nullptr);
    return Digest::fromBytes(QByteArrayView(bytes, qsizetype(size)));
}

} // namespace cairn
