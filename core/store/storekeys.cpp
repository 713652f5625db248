#include "store/storekeys.h"

#include "base/logging.h"
#include "security/keyfile.h"
#include "store/filedescriptor.h"
#include "store/queries.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <cerrno>
#include <fcntl.h>
#include <sodium.h>
#include <sys/file.h>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype WrappingKeyBytes = 32;

StoreKeyRow readStoreKey(Row &row)
{
    return {row.number(), row.blob(), row.text(), row.time(), row.optionalTime()}; // braces: from left to right
}

/// `said`: where it is, as the store says.
tl::unexpected<Error> keyIsMissing(const Error &why, const QString &vault, const QString &said)
{
    const QString where = why.where.isEmpty() ? vault : why.where;
    const QString what = u"The store is encrypted, and its key '%1' is not there: %2"_s.arg(WrappingKeyName, why.detail);
    if (!said.isEmpty() && said != vault)
        return failure(ErrorKind::Io, u"%1; the store says that it is in %2"_s.arg(what, said), where,
                       u"Put the key there, or make it possible to ask %1: a command has to be in the workspace's cairn.yaml "
                       "(vault: { command: … }); nothing was changed"_s.arg(said));
    return failure(ErrorKind::Io, what, where, u"Put the key back there from where its copy is kept; nothing was changed"_s);
}

/// The keychain is locked, or there is none where this program runs: the store's key may be had otherwise.
bool isClosed(ErrorKind vaultSays)
{
    return vaultSays == ErrorKind::Busy || vaultSays == ErrorKind::Io;
}

tl::unexpected<Error> vaultIsClosed(const Error &why)
{
    const QString first = why.remedy.isEmpty() ? u"Open the store in a session that has it"_s : why.remedy;
    return failure(
        why.kind, u"The store is encrypted, and its key '%1' cannot be had: %2"_s.arg(WrappingKeyName, why.detail), why.where,
        u"%1; or have the service manager hand the key over (LoadCredential=%2:FILE), or move it from a session that has it "
        "(`cairn store move-key file`)"_s.arg(first, WrappingKeyName));
}

tl::unexpected<Error> cannotBeMade(const Error &why, const QString &vault)
{
    if (why.kind != ErrorKind::Usage)
        return tl::unexpected(why);
    return failure(ErrorKind::Usage,
                   u"There is no key '%1' in %2, and none can be put there from here"_s.arg(WrappingKeyName, vault), why.where,
                   u"Put one there first: `openssl rand -base64 32` makes it"_s);
}

tl::unexpected<Error> otherKey(const QString &database, const QString &asked, const QString &said)
{
    QString what = u"The key '%1' in %2 is not the one that the store was encrypted with"_s.arg(WrappingKeyName, asked);
    if (said != asked)
        what += u", which was in %1"_s.arg(said);
    return failure(ErrorKind::Damaged, what, database, u"Put back the key that this store was made with; nothing was changed"_s);
}

/// What keeps texts alone may hold it in Base64.
SecretBytes decodedKey(SecretBytes key)
{
    SecretBytes plain(WrappingKeyBytes);
    size_t size = 0;
    if (key.size() <= WrappingKeyBytes ||
        sodium_base642bin(plain.data(), size_t(plain.size()), key.view().data(), size_t(key.size()), "\r\n", &size, nullptr,
                          sodium_base64_VARIANT_ORIGINAL) != 0 ||
        size != size_t(WrappingKeyBytes))
        return key;
    return plain;
}

tl::unexpected<Error> notSealed(const QString &what)
{
    return failure(ErrorKind::Damaged, what, {},
                   u"Move the store's folder away, and put a backup in its place (cairn restore)"_s);
}

/// Held while a user's first key is made: two programs that start at once must not make one each.
FileDescriptor lockKeyMaking()
{
    const QString folder = QFileInfo(KeyFile::userFolder()).path();
    QDir().mkpath(folder);
    const QByteArray path = QFile::encodeName(folder + "/store-key.lock"_L1);
    FileDescriptor lock(::open(path.constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
    if (lock.isOpen())
        ::flock(lock.get(), LOCK_EX);
    return lock;
}

/// The one that is there, or a new one.
Result<SecretBytes> madeKey(Vault &vault)
{
    auto key = vault.read(WrappingKeyName);
    if (key || key.error().kind != ErrorKind::NotFound)
        return key;
    const FileDescriptor lock = lockKeyMaking();
    key = vault.read(WrappingKeyName);
    if (key || key.error().kind != ErrorKind::NotFound)
        return key;
    if (const auto written = vault.write(WrappingKeyName, SecretBytes::random(WrappingKeyBytes)); !written)
        return cannotBeMade(written.error(), vault.name());
    qCInfo(lcStore).noquote() << "made the key" << WrappingKeyName << "in" << vault.name();
    return vault.read(WrappingKeyName); // what others will find counts
}

Result<bool> holdsRows(SqliteConnection &connection)
{
    return orEmpty(firstOf(connection, "holds_rows"_L1, NothingBound, [](Row &row) { return row.flag(); }));
}

Result<void> insertFirstKey(SqliteConnection &connection, const DataKey &key, const SecretBytes &wrapping, const QString &vault,
                            Timestamp now)
{
    const auto insert = connection.prepared("insert_store_key"_L1);
    if (!insert)
        return tl::unexpected(insert.error());
    if (auto done = Statement(**insert, connection.database())
                        .integer(key.number())
                        .blob(key.wrappedBy(wrapping))
                        .text(vault)
                        .time(now)
                        .run();
        !done)
        return done;
    const auto converts = holdsRows(connection);
    if (!converts || !*converts)
        return converts ? Result<void>() : tl::unexpected(converts.error());
    const auto begin = connection.prepared("begin_resealing"_L1);
    if (!begin)
        return tl::unexpected(begin.error());
    return Statement(**begin, connection.database()).integer(key.number()).time(now).run();
}

Result<int> newestNumber(SqliteConnection &connection)
{
    return orEmpty(firstOf(connection, "newest_store_key"_L1, NothingBound, [](Row &row) { return row.number(); }));
}

} // namespace

Result<QList<StoreKeyRow>> readStoreKeys(SqliteConnection &connection)
{
    return allOf(connection, "store_keys"_L1, NothingBound, readStoreKey);
}

const StoreKeyRow *keyInUse(const QList<StoreKeyRow> &rows)
{
    const auto last = std::find_if(rows.rbegin(), rows.rend(), [](const StoreKeyRow &row) { return !row.wrapped.isEmpty(); });
    return last == rows.rend() ? nullptr : &*last;
}

std::shared_ptr<Vault> StoreKeys::vaultFor(const QString &said) const
{
    if (said.isEmpty() || !m_elsewhere || (m_vault && said == m_vault->name()))
        return m_vault;
    auto named = m_elsewhere(said);
    return named ? named : m_vault;
}

QString StoreKeys::vaultName(const QString &said) const
{
    const auto vault = vaultFor(said);
    return vault ? vault->name() : QString();
}

Result<SecretBytes> StoreKeys::wrappingKey(bool make, const QString &said) const
{
    const auto vault = vaultFor(said);
    if (!vault)
        return keyIsMissing({ErrorKind::NotFound, u"no place for keys was named"_s, {}, {}}, u"this program"_s, said);
    auto key = make ? madeKey(*vault) : vault->read(WrappingKeyName);
    if (!key && key.error().kind == ErrorKind::NotFound)
        return keyIsMissing(key.error(), vault->name(), said);
    if (!key)
        return isClosed(key.error().kind) ? vaultIsClosed(key.error()) : tl::unexpected(key.error());
    SecretBytes plain = decodedKey(std::move(*key));
    if (plain.size() != WrappingKeyBytes)
        return failure(ErrorKind::Damaged,
                       u"The key '%1' has %2 bytes instead of %3"_s.arg(WrappingKeyName).arg(plain.size()).arg(WrappingKeyBytes),
                       vault->name(), u"Put the key back there from where its copy is kept"_s);
    return plain;
}

Result<QByteArray> StoreKeys::wrappedLike(const StoreKeyRow &row, const DataKey &key) const
{
    const auto wrapping = wrappingKey(false, row.vault);
    if (!wrapping)
        return tl::unexpected(wrapping.error());
    if (!DataKey::unwrap(row.number, row.wrapped, *wrapping))
        return otherKey({}, vaultName(row.vault), row.vault);
    return key.wrappedBy(*wrapping);
}

Result<void> StoreKeys::open(SqliteConnection &connection)
{
    const auto rows = readStoreKeys(connection);
    if (!rows)
        return tl::unexpected(rows.error());
    std::map<QString, SecretBytes> wrapping; // by the vault
    for (const StoreKeyRow &row : *rows) {
        if (row.wrapped.isEmpty() || known(row.number))
            continue;
        auto found = wrapping.find(row.vault);
        if (found == wrapping.end()) {
            auto read = wrappingKey(false, row.vault);
            if (!read)
                return tl::unexpected(read.error());
            found = wrapping.emplace(row.vault, std::move(*read)).first;
        }
        auto key = DataKey::unwrap(row.number, row.wrapped, found->second);
        if (!key)
            return otherKey(connection.database(), vaultName(row.vault), row.vault);
        const std::scoped_lock lock(m_mutex);
        m_keys.emplace(row.number, std::move(*key));
        m_current = std::max(m_current, row.number);
    }
    return {};
}

Result<void> StoreKeys::follow(SqliteConnection &connection)
{
    const auto newest = newestNumber(connection);
    if (!newest)
        return tl::unexpected(newest.error());
    {
        const std::scoped_lock lock(m_mutex);
        if (*newest <= m_current)
            return {};
    }
    return open(connection);
}

Result<void> StoreKeys::begin(SqliteConnection &connection, Timestamp now)
{
    const auto wrapping = wrappingKey(true);
    if (!wrapping)
        return tl::unexpected(wrapping.error());
    const auto key = DataKey::make(1);
    if (auto begun = connection.run("begin_write"_L1); !begun)
        return begun;
    const auto newest = newestNumber(connection); // another process may have been faster
    auto made = newest ? Result<void>() : tl::unexpected(newest.error());
    if (newest && *newest == 0)
        made = insertFirstKey(connection, *key, *wrapping, m_vault->name(), now);
    if (made)
        made = connection.run("commit"_L1);
    if (!made) {
        std::ignore = connection.run("rollback"_L1);
        return made;
    }
    return open(connection);
}

std::shared_ptr<const DataKey> StoreKeys::current() const
{
    const std::scoped_lock lock(m_mutex);
    const auto found = m_keys.find(m_current);
    return found == m_keys.end() ? nullptr : found->second;
}

std::shared_ptr<const DataKey> StoreKeys::known(int number) const
{
    const std::scoped_lock lock(m_mutex);
    const auto found = m_keys.find(number);
    return found == m_keys.end() ? nullptr : found->second;
}

Result<bool> StoreKeys::takesPlain(SqliteConnection &connection)
{
    const auto rows = readStoreKeys(connection);
    const auto under = firstOf(connection, "resealing"_L1, NothingBound, [](Row &row) { return row.number(); });
    if (!rows || !under)
        return tl::unexpected(rows ? under.error() : rows.error());
    return under->has_value() && **under == rows->first().number; // the first key: it replaces none
}

Result<std::shared_ptr<const DataKey>> StoreKeys::key(int number, SqliteConnection &connection)
{
    if (number == 0) {
        if (!current())
            return std::shared_ptr<const DataKey>();
        const auto plain = takesPlain(connection);
        if (!plain)
            return tl::unexpected(plain.error());
        if (!*plain)
            return notSealed(
                u"It is not encrypted, as all of this store is: it was damaged before that was, or put there by something "
                "else than Cairn"_s);
        return std::shared_ptr<const DataKey>();
    }
    if (auto found = known(number))
        return found;
    if (auto read = open(connection); !read)
        return tl::unexpected(read.error());
    if (auto found = known(number))
        return found;
    return notSealed(u"It is encrypted with key %1, which is erased or was never one of this store"_s.arg(number));
}

Result<QByteArray> StoreKeys::unseal(const QByteArray &bytes, const QByteArray &context, SqliteConnection &connection)
{
    if (bytes.isEmpty())
        return bytes;
    const auto sealedBy = key(DataKey::numberIn(bytes), connection);
    if (!sealedBy)
        return tl::unexpected(sealedBy.error());
    if (!*sealedBy)
        return bytes;
    auto opened = (*sealedBy)->unseal(bytes, context);
    if (!opened)
        return notSealed(u"Its encrypted bytes were altered, or belong elsewhere"_s);
    return std::move(*opened);
}

} // namespace cairn
