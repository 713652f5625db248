#include "security/datakey.h"

#include <QtEndian>

#include <sodium.h>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr char Format = 1;                ///< no JSON text begins so: what is sealed is told from what is not
constexpr char Derivation[] = "CairnKey"; ///< crypto_kdf_CONTEXTBYTES
constexpr qsizetype KeyBytes = 32;
constexpr qsizetype NonceBytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr qsizetype TagBytes = crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr qsizetype HeadBytes = 1 + 4;

static_assert(crypto_kdf_KEYBYTES == KeyBytes && crypto_kdf_CONTEXTBYTES == sizeof Derivation - 1);
static_assert(crypto_aead_xchacha20poly1305_ietf_KEYBYTES == KeyBytes);
static_assert(DataKey::Overhead == HeadBytes + NonceBytes + TagBytes);

enum Use : quint64 { Rows = 1, Files = 2, Names = 3 };

SecretBytes derived(const SecretBytes &master, Use use)
{
    SecretBytes key(KeyBytes);
    crypto_kdf_derive_from_key(key.data(), KeyBytes, use, Derivation, master.data());
    return key;
}

const unsigned char *unsignedBytes(QByteArrayView bytes)
{
    return reinterpret_cast<const unsigned char *>(bytes.data());
}

QByteArray sealWith(const SecretBytes &key, int number, QByteArrayView bytes, QByteArrayView context)
{
    QByteArray sealed(DataKey::Overhead + bytes.size(), Qt::Uninitialized);
    auto *at = reinterpret_cast<unsigned char *>(sealed.data());
    at[0] = Format;
    qToLittleEndian(quint32(number), at + 1);
    randombytes_buf(at + HeadBytes, NonceBytes);
    crypto_aead_xchacha20poly1305_ietf_encrypt(at + HeadBytes + NonceBytes, nullptr, unsignedBytes(bytes), size_t(bytes.size()),
                                               unsignedBytes(context), size_t(context.size()), nullptr, at + HeadBytes,
                                               key.data());
    return sealed;
}

/// `out` has room for what comes.
bool unsealWith(const SecretBytes &key, QByteArrayView sealed, QByteArrayView context, unsigned char *out)
{
    const auto *at = unsignedBytes(sealed);
    return crypto_aead_xchacha20poly1305_ietf_decrypt(out, nullptr, nullptr, at + HeadBytes + NonceBytes,
                                                      size_t(sealed.size() - HeadBytes - NonceBytes), unsignedBytes(context),
                                                      size_t(context.size()), at + HeadBytes, key.data()) == 0;
}

QByteArray wrappingContext(int number)
{
    return "cairn-store-key/" + QByteArray::number(number);
}

} // namespace

DataKey::DataKey(int number, SecretBytes master)
    : m_number(number), m_master(std::move(master)), m_rows(derived(m_master, Rows)), m_files(derived(m_master, Files)),
      m_names(derived(m_master, Names))
{
}

std::shared_ptr<const DataKey> DataKey::make(int number)
{
    return std::shared_ptr<const DataKey>(new DataKey(number, SecretBytes::random(KeyBytes)));
}

Result<std::shared_ptr<const DataKey>> DataKey::unwrap(int number, QByteArrayView wrapped, const SecretBytes &wrapping)
{
    SecretBytes master(KeyBytes);
    const bool fits = wrapping.size() == KeyBytes && wrapped.size() == KeyBytes + Overhead && numberIn(wrapped) == number;
    if (!fits || !unsealWith(wrapping, wrapped, wrappingContext(number), master.data()))
        return failure(ErrorKind::Damaged, u"The key is not the one that this store was sealed with"_s, {},
                       u"Put back the key that this store was made with"_s);
    return std::shared_ptr<const DataKey>(new DataKey(number, std::move(master)));
}

QByteArray DataKey::wrappedBy(const SecretBytes &wrapping) const
{
    Q_ASSERT(wrapping.size() == KeyBytes);
    return sealWith(wrapping, m_number, m_master.view(), wrappingContext(m_number));
}

QByteArray DataKey::seal(QByteArrayView bytes, QByteArrayView context) const
{
    return sealWith(m_rows, m_number, bytes, context);
}

std::optional<QByteArray> DataKey::unseal(QByteArrayView sealed, QByteArrayView context) const
{
    if (sealed.size() < Overhead || numberIn(sealed) != m_number)
        return std::nullopt;
    QByteArray bytes(sealed.size() - Overhead, Qt::Uninitialized);
    if (!unsealWith(m_rows, sealed, context, reinterpret_cast<unsigned char *>(bytes.data())))
        return std::nullopt;
    return bytes;
}

int DataKey::numberIn(QByteArrayView sealed)
{
    if (sealed.size() < Overhead || sealed[0] != Format)
        return 0;
    return int(qFromLittleEndian<quint32>(sealed.data() + 1));
}

QByteArray DataKey::nameOf(const Digest &digest) const
{
    const QByteArray address = digest.toBytes();
    QByteArray name(Digest::Size, Qt::Uninitialized);
    crypto_generichash(reinterpret_cast<unsigned char *>(name.data()), size_t(name.size()), unsignedBytes(address),
                       size_t(address.size()), m_names.data(), size_t(m_names.size()));
    return name;
}

} // namespace cairn
