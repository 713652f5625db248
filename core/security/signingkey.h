#pragma once

#include "base/error.h"

#include <QByteArray>
#include <QString>

namespace cairn {

/// An Ed25519 key pair (RFC 8032, by libsodium) that lives in a file only its owner can read. The secret half is wiped from
/// memory with this object. One thread.
class SigningKey
{
public:
    /// Reads the key; makes one if there is no such file, or nothing in it. Errors: Usage if others than its owner may read the
    /// file; Io, DiskFull, Damaged.
    static Result<SigningKey> openOrCreate(const QString &path);

    SigningKey(SigningKey &&other) noexcept;
    SigningKey &operator=(SigningKey &&other) noexcept;
    ~SigningKey();

    QByteArray publicKey() const { return m_public; } ///< 32 bytes
    QByteArray sign(const QByteArray &message) const; ///< 64 bytes

    /// Whether `key`'s holder signed exactly this. Any thread.
    static bool verify(const QByteArray &message, const QByteArray &signature, const QByteArray &key);

private:
    SigningKey() = default;

    QByteArray m_public;
    QByteArray m_secret; ///< 64 bytes as libsodium has it
};

} // namespace cairn
