#include "security/minisign.h"

#include "security/signingkey.h"

#include <QList>
#include <QtEndian>

#include <sodium.h>

#include <algorithm>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype AlgorithmSize = 2;
constexpr qsizetype KeyIdSize = 8;
constexpr QByteArrayView UntrustedPrefix = "untrusted comment: ";
constexpr QByteArrayView TrustedPrefix = "trusted comment: ";

QByteArray decoded(const QByteArray &line, qsizetype size)
{
    const auto bytes = QByteArray::fromBase64Encoding(line, QByteArray::AbortOnBase64DecodingErrors);
    return bytes && (*bytes).size() == size ? *bytes : QByteArray();
}

tl::unexpected<Error> noSignature()
{
    return failure(ErrorKind::Damaged, u"it is not a signature of minisign"_s, {}, u"Sign the file again: minisign -S -m FILE"_s);
}

} // namespace

struct MinisignVerifier::Hash
{
    crypto_generichash_blake2b_state state;
};

Result<MinisignKey> MinisignKey::fromText(const QString &line)
{
    const QByteArray bytes = decoded(line.trimmed().toLatin1(), AlgorithmSize + KeyIdSize + crypto_sign_PUBLICKEYBYTES);
    if (!bytes.startsWith("Ed"))
        return failure(ErrorKind::Usage, u"it is not a public key of minisign"_s, {},
                       u"It begins with RW and has 56 characters"_s);
    return MinisignKey{bytes.mid(AlgorithmSize, KeyIdSize), bytes.mid(AlgorithmSize + KeyIdSize)};
}

QString MinisignKey::idText(const QByteArray &id)
{
    // a number, the least significant byte first, that minisign tells without zeros before it
    return QString::number(qFromLittleEndian<quint64>(id.leftJustified(KeyIdSize, '\0').constData()), 16).toUpper();
}

Result<MinisignSignature> MinisignSignature::fromFile(const QByteArray &contents)
{
    QList<QByteArray> lines = contents.split('\n');
    for (QByteArray &line : lines) {
        if (line.endsWith('\r'))
            line.chop(1);
    }
    if (lines.size() < 4 || !lines[0].startsWith(UntrustedPrefix) || !lines[2].startsWith(TrustedPrefix))
        return noSignature();
    const QByteArray signature = decoded(lines[1], AlgorithmSize + KeyIdSize + crypto_sign_BYTES);
    MinisignSignature read;
    read.prehashed = signature.startsWith("ED");
    read.keyId = signature.mid(AlgorithmSize, KeyIdSize);
    read.signature = signature.mid(AlgorithmSize + KeyIdSize);
    read.comment = lines[2].mid(TrustedPrefix.size());
    read.ofComment = decoded(lines[3], crypto_sign_BYTES);
    if ((!read.prehashed && !signature.startsWith("Ed")) || read.ofComment.isEmpty())
        return noSignature();
    return read;
}

MinisignVerifier::MinisignVerifier(MinisignSignature signature)
    : m_signature(std::move(signature)), m_hash(std::make_unique<Hash>())
{
    crypto_generichash_blake2b_init(&m_hash->state, nullptr, 0, crypto_generichash_blake2b_BYTES_MAX);
}

MinisignVerifier::~MinisignVerifier() = default;

Result<void> MinisignVerifier::add(QByteArrayView bytes)
{
    if (m_signature.prehashed) {
        crypto_generichash_blake2b_update(&m_hash->state, reinterpret_cast<const unsigned char *>(bytes.data()),
                                          size_t(bytes.size()));
        return {};
    }
    if (m_bytes.size() + bytes.size() > MostLegacy)
        return failure(ErrorKind::Usage, u"the signature is of the old form, which is checked for files of at most 64 MiB"_s, {},
                       u"Sign it with minisign 0.10 or newer, which signs the file's digest"_s);
    m_bytes.append(bytes.data(), bytes.size());
    return {};
}

Result<void> MinisignVerifier::verify(const MinisignKey &key)
{
    if (key.id != m_signature.keyId)
        return failure(ErrorKind::Usage, u"it is signed by key %1, and %2 is trusted"_s.arg(
                                             MinisignKey::idText(m_signature.keyId), MinisignKey::idText(key.id)));
    QByteArray message = m_bytes;
    if (m_signature.prehashed) {
        message.resize(crypto_generichash_blake2b_BYTES_MAX);
        crypto_generichash_blake2b_state last = m_hash->state; // several keys may be tried
        crypto_generichash_blake2b_final(&last, reinterpret_cast<unsigned char *>(message.data()), size_t(message.size()));
    }
    if (!SigningKey::verify(message, m_signature.signature, key.key))
        return failure(ErrorKind::Damaged, u"the file is not the one that was signed"_s);
    if (!SigningKey::verify(m_signature.signature + m_signature.comment, m_signature.ofComment, key.key))
        return failure(ErrorKind::Damaged, u"the signature's trusted comment was changed"_s);
    return {};
}

} // namespace cairn
