#pragma once

#include "base/error.h"
#include "base/ids.h"
#include "security/secretbytes.h"

#include <QByteArray>

#include <memory>
#include <optional>

namespace cairn {

/// One of the numbered keys that a store's bytes are sealed with. From the random key itself others are derived (crypto_kdf of
/// libsodium), one for each use: rows, files, names of files. All is XChaCha20-Poly1305 (draft-irtf-cfrg-xchacha), whose nonces
/// are long enough to be drawn at random. Immutable: any thread.
class DataKey
{
public:
    /// Bytes that sealing adds.
    static constexpr qsizetype Overhead = 1 + 4 + 24 + 16;

    static std::shared_ptr<const DataKey> make(int number); ///< a new one, from 1
    /// Errors: Damaged if it was wrapped by another key, or altered.
    static Result<std::shared_ptr<const DataKey>> unwrap(int number, QByteArrayView wrapped, const SecretBytes &wrapping);
    /// The key itself, sealed by another of 32 bytes.
    QByteArray wrappedBy(const SecretBytes &wrapping) const;

    int number() const { return m_number; }

    /// Seals what is small enough to be held whole. It is opened under the same `context` alone, which says what it is and where
    /// it belongs: nothing can be taken for anything else.
    QByteArray seal(QByteArrayView bytes, QByteArrayView context) const;
    /// Nothing if they were altered, belong elsewhere or are sealed by another key.
    std::optional<QByteArray> unseal(QByteArrayView sealed, QByteArrayView context) const;
    /// The number of the key that they say to be sealed by; 0: they do not look sealed.
    static int numberIn(QByteArrayView sealed);

    /// By which name a payload's file goes: 32 bytes that tell nobody without the key which payload it is, or whether another
    /// store has the same.
    QByteArray nameOf(const Digest &digest) const;
    const SecretBytes &forFiles() const { return m_files; }

private:
    DataKey(int number, SecretBytes master);

    int m_number;
    SecretBytes m_master;
    SecretBytes m_rows;
    SecretBytes m_files;
    SecretBytes m_names;
};

} // namespace cairn
