#include "net/hmacsha256.h"

#include <sodium.h>

namespace cairn {

QByteArray hmacSha256(std::initializer_list<QByteArrayView> parts, QByteArrayView key)
{
    const auto octets = [](QByteArrayView bytes) { return reinterpret_cast<const unsigned char *>(bytes.data()); };
    crypto_auth_hmacsha256_state state;
    crypto_auth_hmacsha256_init(&state, octets(key), size_t(key.size()));
    for (const QByteArrayView part : parts)
        crypto_auth_hmacsha256_update(&state, octets(part), static_cast<unsigned long long>(part.size()));
    QByteArray code(crypto_auth_hmacsha256_BYTES, Qt::Uninitialized);
    crypto_auth_hmacsha256_final(&state, reinterpret_cast<unsigned char *>(code.data()));
    sodium_memzero(&state, sizeof state);
    return code;
}

} // namespace cairn
