#include "store/sqlitestore.h"

#include "store/migrations.h"
#include "store/payloadfolder.h"
#include "store/runnerlock.h"
#include "store/sqlitereader.h"
#include "store/sqliteupkeep.h"
#include "store/writer.h"

#include <QThread>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr int MostTries = 10;
constexpr int BetweenTriesMs = 20;
constexpr int BetweenLooksMs = 100;
constexpr int LongestUpgradeMs = 60'000;
constexpr auto Upgrading = " (which upgrades the store)"_L1; ///< behind the name of who holds the lock for that

/// Who upgrades the store is done with the lock in a while. Another counts when he has it at two looks: he may not have written
/// his name yet at the first.
Result<void> takeLock(RunnerLock &lock, const QString &name)
{
    QString seen;
    for (int waitedMs = 0;; waitedMs += BetweenLooksMs) {
        auto taken = lock.take(name);
        if (taken || taken.error().kind != ErrorKind::Busy || waitedMs > LongestUpgradeMs)
            return taken;
        const QString holder = lock.holder().value_or(QString());
        if (!holder.isEmpty() && !holder.endsWith(Upgrading) && holder == seen)
            return taken;
        seen = holder;
        QThread::msleep(BetweenLooksMs);
    }
}

tl::unexpected<Error> onlyViewed(const StoreLocation &location)
{
    return failure(ErrorKind::Io, u"The store is open for reading only"_s, location.folder,
                   u"Open the workspace with write access to change anything"_s);
}

class SqliteStore final : public Store
{
public:
    /// Without a writer the store is for viewing only.
    SqliteStore(SqliteUpkeep::Parts parts, std::unique_ptr<Writer> writer)
        : m_parts(std::move(parts)), m_lock(m_parts.location.lockFile()), m_writer(std::move(writer)),
          m_payloads(m_parts.location.payloads(), m_parts.keys), m_upkeep(*this, m_payloads, m_parts)
    {
    }

    void commit(Transaction transaction, Done done) override
    {
        if (m_writer)
            m_writer->submit(std::move(transaction), std::move(done));
        else if (done)
            done(onlyViewed(m_parts.location));
    }

    Result<std::unique_ptr<StoreReader>> reader() override
    {
        return SqliteReader::open(m_parts.location, m_parts.catalog, m_parts.keys);
    }
    PayloadStore &payloads() override { return m_payloads; }
    StoreUpkeep *upkeep() override { return &m_upkeep; }

    Result<Lease> acquireLease() override
    {
        if (!m_writer)
            return onlyViewed(m_parts.location);
        const QString name = RunnerLock::ownName();
        if (auto locked = takeLock(m_lock, name); !locked)
            return tl::unexpected(locked.error());
        const auto fence = m_writer->claimLease(name, SystemClock().now());
        if (!fence) {
            m_lock.release();
            return tl::unexpected(fence.error());
        }
        m_payloads.removeLeftOvers();
        return Lease{*fence, name};
    }

    void releaseLease() override { m_lock.release(); }
    std::optional<QString> leaseHolder() override { return m_lock.holder(); }

private:
    SqliteUpkeep::Parts m_parts;
    // Ended from the last to the first: payloads under way may still commit, and commits need the lease.
    RunnerLock m_lock;
    std::unique_ptr<Writer> m_writer;
    PayloadFolder m_payloads;
    SqliteUpkeep m_upkeep;
};

/// Reads the store's keys; makes the first one if it is to be encrypted and is not.
Result<void> openKeys(StoreKeys &keys, SqliteConnection &connection, const StoreOptions &options)
{
    if (auto opened = keys.open(connection); !opened)
        return opened;
    if (keys.current() || options.readOnly || !options.vault || !options.encrypts || !options.encrypts())
        return {};
    return keys.begin(connection, SystemClock().now());
}

/// A database that was brought to the newest schema, and can be written to.
struct OpenedDatabase
{
    std::unique_ptr<SqliteConnection> connection;
    std::unique_ptr<Writer> writer;
};

tl::unexpected<Error> isCarried(int schema, const QString &holder, const StoreLocation &location)
{
    return failure(ErrorKind::Busy,
                   u"The store has an older schema (%1), and %2, which may be of an older version, carries runs in it: it could "
                   "write down nothing any more of what it has under way"_s.arg(schema)
                       .arg(holder),
                   location.database(), u"Stop that runner first, then open the store again; nothing was changed"_s);
}

tl::unexpected<Error> isBeingUpgraded(const QString &holder, const StoreLocation &location)
{
    return failure(ErrorKind::Busy,
                   u"The store is being upgraded by %1, which takes long"_s.arg(holder.chopped(Upgrading.size())),
                   location.database(), u"Wait until that is done, then open the store again; do not end that program"_s);
}

/// Nobody carries runs meanwhile. Another program may have been at the same, and a runner have begun after that: with the lock
/// not to be had, what counts is the schema that is there then.
Result<void> upgrade(SqliteConnection &connection, const StoreLocation &location, const std::vector<Migration> &migrations)
{
    const int newest = migrations.back().number;
    RunnerLock lock(location.lockFile());
    auto older = olderSchema(connection, newest);
    if (older && older->value_or(0) != 0) {
        const auto locked = takeLock(lock, RunnerLock::ownName() + Upgrading);
        if (!locked && locked.error().kind != ErrorKind::Busy)
            return locked;
        older = locked ? older : olderSchema(connection, newest);
        if (!locked && older && *older) {
            const QString holder = lock.holder().value_or(u"another process"_s);
            return holder.endsWith(Upgrading) ? isBeingUpgraded(holder, location) : isCarried(**older, holder, location);
        }
    }
    return older ? migrate(connection, migrations) : tl::unexpected(older.error());
}

Result<OpenedDatabase> openOnce(const StoreLocation &location, const std::shared_ptr<StoreKeys> &keys,
                                const std::shared_ptr<const SqlCatalog> &catalog, const StoreOptions &options)
{
    auto connection = SqliteConnection::open(location, catalog, SqliteConnection::Role::Plain);
    if (!connection)
        return tl::unexpected(connection.error());
    if (auto upgraded = upgrade(**connection, location, catalog->migrations()); !upgraded)
        return tl::unexpected(upgraded.error());
    auto writer = Writer::start(location, catalog, keys, options.whenCommitted);
    if (!writer)
        return tl::unexpected(writer.error());
    return OpenedDatabase{std::move(*connection), std::move(*writer)};
}

/// SQLite, for another user than the store's, makes the files beside the database first and gives the rights to them then. Who
/// opens them in between can only read, and could only read for as long as it has them open.
Result<OpenedDatabase> openPatiently(const StoreLocation &location, const std::shared_ptr<StoreKeys> &keys,
                                     const std::shared_ptr<const SqlCatalog> &catalog, const StoreOptions &options)
{
    for (int tries = 1;; ++tries) {
        auto opened = openOnce(location, keys, catalog, options);
        if (opened || opened.error().kind != ErrorKind::Io || tries == MostTries)
            return opened;
        QThread::msleep(BetweenTriesMs);
    }
}

/// Of an older store, before anything of it is changed: without its key somebody may want to go back to the version before. What
/// else is amiss is met again by who opens it.
Result<void> openKeysOfOlder(StoreKeys &keys, const StoreLocation &location, const std::shared_ptr<const SqlCatalog> &catalog)
{
    const auto connection = SqliteConnection::open(location, catalog, SqliteConnection::Role::Plain);
    const auto older = connection ? olderSchema(**connection, catalog->migrations().back().number) : Result<std::optional<int>>();
    return older && older->value_or(0) >= FirstSealedSchema ? keys.open(**connection) : Result<void>();
}

/// A vault is asked once, whatever it says: it may ask a person, or count wrong answers.
Result<std::unique_ptr<Store>> openForWriting(const StoreOptions &options, const std::shared_ptr<const SqlCatalog> &catalog)
{
    const auto location = makeStoreFolder(options.folder);
    if (!location)
        return tl::unexpected(location.error());
    const auto keys = std::make_shared<StoreKeys>(options.vault, options.vaultNamed);
    if (auto opened = openKeysOfOlder(*keys, *location, catalog); !opened)
        return tl::unexpected(opened.error());
    auto database = openPatiently(*location, keys, catalog, options);
    if (!database)
        return tl::unexpected(database.error());
    if (auto opened = openKeys(*keys, *database->connection, options); !opened)
        return tl::unexpected(opened.error());
    return std::make_unique<SqliteStore>(SqliteUpkeep::Parts{*location, catalog, keys}, std::move(database->writer));
}

Result<std::unique_ptr<Store>> view(const StoreLocation &location, const StoreOptions &options,
                                    std::shared_ptr<const SqlCatalog> catalog)
{
    const auto connection = SqliteConnection::open(location, catalog, SqliteConnection::Role::Reader);
    if (!connection)
        return tl::unexpected(connection.error());
    if (auto suitable = requireSchema(**connection, catalog->migrations().back().number); !suitable)
        return tl::unexpected(suitable.error());
    const auto keys = std::make_shared<StoreKeys>(options.vault, options.vaultNamed);
    if (auto opened = openKeys(*keys, **connection, options); !opened)
        return tl::unexpected(opened.error());
    return std::make_unique<SqliteStore>(SqliteUpkeep::Parts{location, std::move(catalog), keys}, nullptr);
}

Result<std::unique_ptr<Store>> openForViewing(const StoreOptions &options, const std::shared_ptr<const SqlCatalog> &catalog)
{
    const auto location = findStoreFolder(options.folder);
    if (!location)
        return tl::unexpected(location.error());
    auto viewed = view(*location, options, catalog);
    if (viewed || viewed.error().kind != ErrorKind::DiskFull)
        return viewed;
    const auto frozen = withoutRoom(*location);
    return frozen ? view(*frozen, options, catalog) : std::move(viewed);
}

} // namespace

Result<std::unique_ptr<Store>> openSqliteStore(const StoreOptions &options)
{
    auto catalog = std::make_shared<const SqlCatalog>();
    return options.readOnly ? openForViewing(options, catalog) : openForWriting(options, catalog);
}

} // namespace cairn
