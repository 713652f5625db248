#include "store/sqlitestore.h"

#include "base/logging.h"
#include "store/migrations.h"
#include "store/payloadfolder.h"
#include "store/runnerlock.h"
#include "store/sqlitereader.h"
#include "store/writer.h"

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

tl::unexpected<Error> onlyViewed(const StoreLocation &location)
{
    return failure(ErrorKind::Io, u"The store is open for reading only"_s, location.folder,
                   u"Open the workspace with write access to change anything"_s);
}

class SqliteStore final : public Store
{
public:
    /// Without a writer the store is for viewing only.
    SqliteStore(StoreLocation location, std::shared_ptr<const SqlCatalog> catalog, std::unique_ptr<Writer> writer)
        : m_location(std::move(location)), m_catalog(std::move(catalog)), m_lock(m_location.lockFile()),
          m_writer(std::move(writer)), m_payloads(m_location.payloads())
    {
    }

    void commit(Transaction transaction, Done done) override
    {
        if (m_writer)
            m_writer->submit(std::move(transaction), std::move(done));
        else if (done)
            done(onlyViewed(m_location));
    }

    Result<std::unique_ptr<StoreReader>> reader() override { return SqliteReader::open(m_location, m_catalog); }
    PayloadStore &payloads() override { return m_payloads; }

    Result<Lease> acquireLease() override
    {
        if (!m_writer)
            return onlyViewed(m_location);
        const QString name = RunnerLock::ownName();
        if (auto locked = m_lock.take(name); !locked)
            return tl::unexpected(locked.error());
        const auto fence = m_writer->claimLease(name, SystemClock().now());
        if (!fence) {
            m_lock.release();
            return tl::unexpected(fence.error());
        }
        m_payloads.removeLeftOvers();
        qCInfo(lcStore).noquote() << name << "carries runs now, fence" << *fence;
        return Lease{*fence, name};
    }

    void releaseLease() override { m_lock.release(); }
    std::optional<QString> leaseHolder() override { return m_lock.holder(); }

    void onCommitted(std::function<void()> listener) override
    {
        if (m_writer)
            m_writer->setListener(std::move(listener));
    }

private:
    StoreLocation m_location;
    std::shared_ptr<const SqlCatalog> m_catalog;
    // Ended from the last to the first: payloads under way may still commit, and commits need the lease.
    RunnerLock m_lock;
    std::unique_ptr<Writer> m_writer;
    PayloadFolder m_payloads;
};

Result<std::unique_ptr<Store>> openForWriting(const QString &folder, std::shared_ptr<const SqlCatalog> catalog)
{
    const auto location = makeStoreFolder(folder);
    if (!location)
        return tl::unexpected(location.error());
    {
        const auto connection = SqliteConnection::open(*location, catalog, SqliteConnection::Role::Plain);
        if (!connection)
            return tl::unexpected(connection.error());
        if (auto migrated = migrate(**connection, catalog->migrations()); !migrated)
            return tl::unexpected(migrated.error());
    }
    auto writer = Writer::start(*location, catalog);
    if (!writer)
        return tl::unexpected(writer.error());
    return std::make_unique<SqliteStore>(*location, std::move(catalog), std::move(*writer));
}

Result<std::unique_ptr<Store>> openForViewing(const QString &folder, std::shared_ptr<const SqlCatalog> catalog)
{
    const auto location = findStoreFolder(folder);
    if (!location)
        return tl::unexpected(location.error());
    const auto connection = SqliteConnection::open(*location, catalog, SqliteConnection::Role::Reader);
    if (!connection)
        return tl::unexpected(connection.error());
    if (auto suitable = requireSchema(**connection, catalog->migrations().back().number); !suitable)
        return tl::unexpected(suitable.error());
    return std::make_unique<SqliteStore>(*location, std::move(catalog), nullptr);
}

} // namespace

Result<std::unique_ptr<Store>> openSqliteStore(const StoreOptions &options)
{
    auto catalog = std::make_shared<const SqlCatalog>();
    return options.readOnly ? openForViewing(options.folder, std::move(catalog))
                            : openForWriting(options.folder, std::move(catalog));
}

} // namespace cairn
