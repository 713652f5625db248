#pragma once

#include "security/datakey.h"

struct evp_cipher_ctx_st;

namespace cairn {

// How a payload's file is sealed. Any part of it can be read by itself, because people look at large payloads page by page: so it
// is no libsodium secretstream, which is opened from its start only. A head of 32 bytes (format, number of the key, 16 random
// bytes that no other file has) is followed by pieces of 64 KiB, each sealed with its place in the nonce and the head as
// additional data, and by an end that binds all of it to the payload's digest and size. A piece cannot be altered, moved or taken
// from another file; nor can a file be cut off or stand in for another.

inline constexpr qsizetype SealedPiece = 64 * 1024; ///< bytes of the payload in each piece but the last
inline constexpr qsizetype SealedPieceBytes = SealedPiece + 16;
inline constexpr qsizetype SealedHeadBytes = 32;
inline constexpr qsizetype SealedEndBytes = 16;

/// How long the file of a payload is.
qint64 sealedFileSize(qint64 size);

/// XChaCha20-Poly1305 under nonces that all begin with the same 16 bytes: HChaCha20 makes a key of these (by libsodium), and what
/// is left is ChaCha20-Poly1305 of RFC 8439, for which OpenSSL uses the processor's widest registers: on large files it is twice
/// as fast as libsodium 1.0.18. One thread.
class PieceCipher
{
public:
    PieceCipher(const DataKey &key, QByteArrayView salt);

    /// Writes the bytes and 16 more to `out`.
    void seal(quint64 place, QByteArrayView bytes, QByteArrayView context, char *out);
    /// The other way round. False if they are not what was sealed there.
    bool open(quint64 place, QByteArrayView sealed, QByteArrayView context, char *out);

private:
    bool begin(quint64 place, QByteArrayView context, int sealing);

    struct Free
    {
        void operator()(evp_cipher_ctx_st *context) const;
    };
    SecretBytes m_key;
    std::unique_ptr<evp_cipher_ctx_st, Free> m_context;
};

/// Seals one file as its bytes come. One thread.
class FileSealer
{
public:
    explicit FileSealer(std::shared_ptr<const DataKey> key);

    const QByteArray &head() const { return m_head; } ///< what the file begins with
    /// Appends to `out` what is to be written next.
    void add(QByteArrayView bytes, QByteArray &out);
    /// The same for what is left, and the end.
    void finish(const Digest &digest, qint64 size, QByteArray &out);

private:
    void sealPiece(QByteArrayView piece, QByteArray &out);

    std::shared_ptr<const DataKey> m_key;
    QByteArray m_head;
    PieceCipher m_cipher;
    QByteArray m_rest; ///< less than a piece
    quint64 m_pieces = 0;
};

/// Opens pieces of one sealed file. One thread.
class FileOpener
{
public:
    /// Nothing if it is no head that was made with this key.
    static std::optional<FileOpener> of(const DataKey &key, const QByteArray &head);

    /// Whether it is the end of the whole file of that payload.
    bool isEnd(QByteArrayView end, const Digest &digest, qint64 size);
    /// The bytes of a piece into `out`, which has room for them. False if it is not what was sealed as piece number `place`.
    bool openPiece(quint64 place, QByteArrayView sealed, char *out);

private:
    FileOpener(const DataKey &key, QByteArray head);

    QByteArray m_head;
    PieceCipher m_cipher;
};

} // namespace cairn
