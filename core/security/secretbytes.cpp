#include "security/secretbytes.h"

#include <QByteArray>

#include <cstring>
#include <sodium.h>

namespace cairn {

SecretBytes::SecretBytes(qsizetype size) : m_size(size)
{
    if (size == 0)
        return;
    if (sodium_init() < 0)
        qFatal("libsodium does not work on this machine");
    m_bytes = static_cast<unsigned char *>(sodium_malloc(size_t(size)));
    if (!m_bytes)
        qFatal("no memory can be locked for a secret");
    std::memset(m_bytes, 0, size_t(size));
}

SecretBytes::~SecretBytes()
{
    sodium_free(m_bytes);
}

SecretBytes SecretBytes::copyOf(QByteArrayView bytes)
{
    SecretBytes copy(bytes.size());
    if (!bytes.isEmpty())
        std::memcpy(copy.m_bytes, bytes.data(), size_t(bytes.size()));
    return copy;
}

SecretBytes SecretBytes::taken(QByteArray &&bytes)
{
    SecretBytes copy = copyOf(bytes);
    if (!bytes.isEmpty() && bytes.isDetached())
        sodium_memzero(bytes.data(), size_t(bytes.size()));
    bytes.clear();
    return copy;
}

SecretBytes SecretBytes::random(qsizetype size)
{
    SecretBytes bytes(size);
    randombytes_buf(bytes.m_bytes, size_t(size));
    return bytes;
}

bool SecretBytes::equals(const SecretBytes &other) const
{
    return m_size == other.m_size && (m_size == 0 || sodium_memcmp(m_bytes, other.m_bytes, size_t(m_size)) == 0);
}

} // namespace cairn
