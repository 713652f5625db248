#include "security/signingkey.h"

#include "base/folder.h"
#include "base/outputfile.h"

#include <QFile>
#include <QFileInfo>

#include <sodium.h>
#include <unistd.h>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

Result<QByteArray> readSeed(QFile &file)
{
    const QString path = file.fileName();
    if (!file.open(QIODevice::ReadOnly))
        return failure(ErrorKind::Io, u"The signing key cannot be read: %1"_s.arg(file.errorString()), path,
                       u"Give the user that runs Cairn access to it"_s);
    const auto others = QFileDevice::ReadGroup | QFileDevice::WriteGroup | QFileDevice::ReadOther | QFileDevice::WriteOther;
    if (file.permissions() & others)
        return failure(ErrorKind::Usage, u"Others than its owner may read the signing key"_s, path, u"chmod 600 %1"_s.arg(path));
    QByteArray seed = QByteArray::fromBase64(file.read(256).trimmed());
    if (seed.size() != crypto_sign_SEEDBYTES)
        return failure(ErrorKind::Damaged, u"The signing key is not one"_s, path,
                       u"Restore it from a backup, or move it away for a new one to be made"_s);
    return seed;
}

Result<QByteArray> createSeed(const QString &path)
{
    QByteArray seed(crypto_sign_SEEDBYTES, '\0');
    randombytes_buf(seed.data(), size_t(seed.size()));
    if (const auto written = writeOutput(path, seed.toBase64() + '\n'); !written)
        return tl::unexpected(written.error());
    // Its folder as well: what is sealed with it must not outlive it.
    if (const auto synced = syncFolder(QFileInfo(path).absolutePath()); !synced)
        return tl::unexpected(synced.error());
    return seed;
}

/// As earlier versions left it on a full disk: nothing can be signed with it, so nothing is lost with it.
bool isLeftEmpty(const QFileInfo &file)
{
    return file.isFile() && file.size() == 0 && file.ownerId() == ::geteuid();
}

} // namespace

Result<SigningKey> SigningKey::openOrCreate(const QString &path)
{
    if (sodium_init() < 0)
        return failure(ErrorKind::Internal, u"libsodium does not work on this machine"_s);
    QFile file(path);
    auto seed = file.exists() && !isLeftEmpty(QFileInfo(path)) ? readSeed(file) : createSeed(path);
    if (!seed)
        return tl::unexpected(seed.error());
    SigningKey key;
    key.m_public.resize(crypto_sign_PUBLICKEYBYTES);
    key.m_secret.resize(crypto_sign_SECRETKEYBYTES);
    crypto_sign_seed_keypair(reinterpret_cast<unsigned char *>(key.m_public.data()),
                             reinterpret_cast<unsigned char *>(key.m_secret.data()),
                             reinterpret_cast<const unsigned char *>(seed->constData()));
    sodium_memzero(seed->data(), size_t(seed->size()));
    return key;
}

SigningKey::SigningKey(SigningKey &&other) noexcept
{
    *this = std::move(other);
}

SigningKey &SigningKey::operator=(SigningKey &&other) noexcept
{
    m_public.swap(other.m_public);
    m_secret.swap(other.m_secret);
    return *this;
}

SigningKey::~SigningKey()
{
    if (!m_secret.isEmpty())
        sodium_memzero(m_secret.data(), size_t(m_secret.size()));
}

QByteArray SigningKey::sign(const QByteArray &message) const
{
    QByteArray signature(crypto_sign_BYTES, '\0');
    crypto_sign_detached(reinterpret_cast<unsigned char *>(signature.data()), nullptr,
                         reinterpret_cast<const unsigned char *>(message.constData()), size_t(message.size()),
                         reinterpret_cast<const unsigned char *>(m_secret.constData()));
    return signature;
}

bool SigningKey::verify(const QByteArray &message, const QByteArray &signature, const QByteArray &key)
{
    return signature.size() == crypto_sign_BYTES && key.size() == crypto_sign_PUBLICKEYBYTES &&
           crypto_sign_verify_detached(reinterpret_cast<const unsigned char *>(signature.constData()),
                                       reinterpret_cast<const unsigned char *>(message.constData()), size_t(message.size()),
                                       reinterpret_cast<const unsigned char *>(key.constData())) == 0;
}

} // namespace cairn
