#include "security/filesealing.h"

#include <QtEndian>

#include <array>
#include <limits>
#include <openssl/evp.h>
#include <sodium.h>

namespace cairn {

namespace {

constexpr char Magic[] = "CairnPl1";
constexpr qsizetype MagicBytes = sizeof Magic - 1;
constexpr qsizetype SaltBytes = 16;
constexpr qsizetype SaltAt = SealedHeadBytes - SaltBytes;
constexpr quint64 EndPlace = std::numeric_limits<quint64>::max();

static_assert(crypto_core_hchacha20_INPUTBYTES == SaltBytes);

const unsigned char *raw(QByteArrayView bytes)
{
    return reinterpret_cast<const unsigned char *>(bytes.data());
}

unsigned char *raw(char *bytes)
{
    return reinterpret_cast<unsigned char *>(bytes);
}

QByteArray newHead(int key)
{
    QByteArray head(SealedHeadBytes, '\0');
    std::copy_n(Magic, MagicBytes, head.begin());
    qToLittleEndian(quint32(key), head.data() + MagicBytes);
    randombytes_buf(head.data() + SaltAt, SaltBytes);
    return head;
}

QByteArray endContext(const QByteArray &head, const Digest &digest, qint64 size)
{
    QByteArray length(8, Qt::Uninitialized);
    qToLittleEndian(size, length.data());
    return head + digest.toBytes() + length;
}

} // namespace

qint64 sealedFileSize(qint64 size)
{
    const qint64 pieces = (size + SealedPiece - 1) / SealedPiece;
    return SealedHeadBytes + size + pieces * (SealedPieceBytes - SealedPiece) + SealedEndBytes;
}

PieceCipher::PieceCipher(const DataKey &key, QByteArrayView salt)
    : m_key(crypto_core_hchacha20_OUTPUTBYTES), m_context(EVP_CIPHER_CTX_new())
{
    crypto_core_hchacha20(m_key.data(), raw(salt), key.forFiles().data(), nullptr);
    if (!m_context || EVP_CipherInit_ex(m_context.get(), EVP_chacha20_poly1305(), nullptr, m_key.data(), nullptr, 1) != 1)
        qFatal("OpenSSL has no ChaCha20-Poly1305 on this machine");
}

void PieceCipher::Free::operator()(evp_cipher_ctx_st *context) const
{
    EVP_CIPHER_CTX_free(context); // which wipes it
}

bool PieceCipher::begin(quint64 place, QByteArrayView context, int sealing)
{
    std::array<unsigned char, 12> nonce{}; // four zeros and the place: draft-irtf-cfrg-xchacha, 2.3
    qToLittleEndian(place, nonce.data() + 4);
    int done = 0;
    return EVP_CipherInit_ex(m_context.get(), nullptr, nullptr, nullptr, nonce.data(), sealing) == 1 &&
           EVP_CipherUpdate(m_context.get(), nullptr, &done, raw(context), int(context.size())) == 1;
}

void PieceCipher::seal(quint64 place, QByteArrayView bytes, QByteArrayView context, char *out)
{
    int done = 0;
    const bool sealed =
        begin(place, context, 1) &&
        (bytes.isEmpty() || EVP_CipherUpdate(m_context.get(), raw(out), &done, raw(bytes), int(bytes.size())) == 1) &&
        EVP_CipherFinal_ex(m_context.get(), raw(out) + bytes.size(), &done) == 1 &&
        EVP_CIPHER_CTX_ctrl(m_context.get(), EVP_CTRL_AEAD_GET_TAG, SealedEndBytes, out + bytes.size()) == 1;
    if (!sealed)
        qFatal("OpenSSL does not encrypt");
}

bool PieceCipher::open(quint64 place, QByteArrayView sealed, QByteArrayView context, char *out)
{
    if (sealed.size() < SealedEndBytes)
        return false;
    QByteArray tag = sealed.last(SealedEndBytes).toByteArray();
    const QByteArrayView bytes = sealed.chopped(SealedEndBytes);
    int done = 0;
    return begin(place, context, 0) &&
           (bytes.isEmpty() || EVP_CipherUpdate(m_context.get(), raw(out), &done, raw(bytes), int(bytes.size())) == 1) &&
           EVP_CIPHER_CTX_ctrl(m_context.get(), EVP_CTRL_AEAD_SET_TAG, SealedEndBytes, tag.data()) == 1 &&
           EVP_CipherFinal_ex(m_context.get(), raw(out) + bytes.size(), &done) == 1;
}

FileSealer::FileSealer(std::shared_ptr<const DataKey> key)
    : m_key(std::move(key)), m_head(newHead(m_key->number())), m_cipher(*m_key, QByteArrayView(m_head).last(SaltBytes))
{
}

void FileSealer::add(QByteArrayView bytes, QByteArray &out)
{
    if (!m_rest.isEmpty()) {
        const qsizetype missing = std::min(SealedPiece - m_rest.size(), bytes.size());
        m_rest.append(bytes.first(missing));
        bytes = bytes.sliced(missing);
        if (m_rest.size() < SealedPiece)
            return;
        sealPiece(m_rest, out);
        m_rest.resize(0); // keeps its memory
    }
    while (bytes.size() >= SealedPiece) {
        sealPiece(bytes.first(SealedPiece), out);
        bytes = bytes.sliced(SealedPiece);
    }
    m_rest.append(bytes);
}

void FileSealer::sealPiece(QByteArrayView piece, QByteArray &out)
{
    const qsizetype start = out.size();
    out.resize(start + piece.size() + SealedEndBytes);
    m_cipher.seal(m_pieces++, piece, m_head, out.data() + start);
}

void FileSealer::finish(const Digest &digest, qint64 size, QByteArray &out)
{
    if (!m_rest.isEmpty())
        sealPiece(m_rest, out);
    const qsizetype start = out.size();
    out.resize(start + SealedEndBytes);
    m_cipher.seal(EndPlace, {}, endContext(m_head, digest, size), out.data() + start);
}

FileOpener::FileOpener(const DataKey &key, QByteArray head)
    : m_head(std::move(head)), m_cipher(key, QByteArrayView(m_head).last(SaltBytes))
{
}

std::optional<FileOpener> FileOpener::of(const DataKey &key, const QByteArray &head)
{
    const bool good = head.size() == SealedHeadBytes && head.startsWith(QByteArrayView(Magic, MagicBytes)) &&
                      qFromLittleEndian<quint32>(head.constData() + MagicBytes) == quint32(key.number());
    return good ? std::optional(FileOpener(key, head)) : std::nullopt;
}

bool FileOpener::isEnd(QByteArrayView end, const Digest &digest, qint64 size)
{
    char nothing = 0;
    return end.size() == SealedEndBytes && m_cipher.open(EndPlace, end, endContext(m_head, digest, size), &nothing);
}

bool FileOpener::openPiece(quint64 place, QByteArrayView sealed, char *out)
{
    return m_cipher.open(place, sealed, m_head, out);
}

} // namespace cairn
