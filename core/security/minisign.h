#pragma once

#include "base/error.h"

#include <QByteArray>
#include <QString>

#include <memory>

namespace cairn {

/// A public key of minisign: the line that begins with "RW".
struct MinisignKey
{
    QByteArray id;  ///< 8 bytes
    QByteArray key; ///< 32 bytes, Ed25519

    /// Errors: Usage.
    static Result<MinisignKey> fromText(const QString &line);
    /// As minisign prints it: 16 hexadecimal digits.
    static QString idText(const QByteArray &id);
};

/// The contents of a .minisig file (https://jedisct1.github.io/minisign/): a detached signature, and a signed comment.
struct MinisignSignature
{
    bool prehashed = false; ///< of the file's BLAKE2b digest (today's form) rather than of the file itself
    QByteArray keyId;       ///< 8 bytes
    QByteArray signature;   ///< 64 bytes
    QByteArray comment;     ///< the trusted one, as it is signed
    QByteArray ofComment;   ///< 64 bytes: of the signature and the comment

    /// Errors: Damaged.
    static Result<MinisignSignature> fromFile(const QByteArray &contents);
};

/// Takes a file's bytes and tells whether a key signed them. Constant memory; of the old form, which needs all bytes at once, at
/// most MostLegacy. One thread.
class MinisignVerifier
{
public:
    static constexpr qsizetype MostLegacy = 64 << 20;

    explicit MinisignVerifier(MinisignSignature signature);
    ~MinisignVerifier();

    /// Errors: Usage, when there are too many bytes for the old form.
    Result<void> add(QByteArrayView bytes);
    /// Once, after all bytes. Errors: Usage (another key), Damaged (the file or the comment is not what was signed).
    Result<void> verify(const MinisignKey &key);

private:
    struct Hash;

    MinisignSignature m_signature;
    std::unique_ptr<Hash> m_hash;
    QByteArray m_bytes; ///< of the old form
};

} // namespace cairn
