#include "store/sqliteconnection.h"

#include "store/sqliteerror.h"

#include <QSqlError>
#include <QUrl>

#include <atomic>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr auto Driver = "QSQLITE"_L1;

QString uniqueName()
{
    static std::atomic<quint64> count = 0;
    return u"cairn-store-%1"_s.arg(++count);
}

QString connectOptions(const StoreLocation &location)
{
    QString options = u"QSQLITE_BUSY_TIMEOUT=10000"_s;
    if (location.access != StoreLocation::Access::Full)
        options += ";QSQLITE_OPEN_READONLY"_L1;
    if (location.access == StoreLocation::Access::Frozen)
        options += ";QSQLITE_OPEN_URI"_L1;
    return options;
}

QString databaseName(const StoreLocation &location)
{
    if (location.access != StoreLocation::Access::Frozen)
        return location.database();
    return QString::fromLatin1(QUrl::fromLocalFile(location.database()).toEncoded()) + "?immutable=1"_L1;
}

} // namespace

Result<std::unique_ptr<SqliteConnection>> SqliteConnection::open(const StoreLocation &location,
                                                                 std::shared_ptr<const SqlCatalog> catalog, Role role)
{
    std::unique_ptr<SqliteConnection> self(
        new SqliteConnection(QSqlDatabase::addDatabase(Driver, uniqueName()), location.database(), std::move(catalog)));
    QSqlDatabase &connection = self->m_connection;
    if (!connection.isValid())
        return failure(ErrorKind::Internal, u"Qt's SQLite driver is missing"_s, {},
                       u"Install it (Debian: libqt6sql6-sqlite) and start Cairn again"_s);
    connection.setConnectOptions(connectOptions(location));
    connection.setDatabaseName(databaseName(location));
    if (!connection.open())
        return tl::unexpected(sqliteError(connection.lastError(), location.database()));
    if (role == Role::Plain)
        return self;
    const auto settings = role == Role::Writer ? "configure_writer"_L1 : "configure_reader"_L1;
    if (auto configured = self->runOnce(self->catalog().statements(settings)); !configured)
        return tl::unexpected(configured.error());
    return self;
}

SqliteConnection::SqliteConnection(QSqlDatabase connection, QString database, std::shared_ptr<const SqlCatalog> catalog)
    : m_connection(std::move(connection)), m_database(std::move(database)), m_catalog(std::move(catalog))
{
}

SqliteConnection::~SqliteConnection()
{
    m_named.clear();
    m_composed.clear();
    const QString name = m_connection.connectionName();
    m_connection.close();
    m_connection = QSqlDatabase();
    QSqlDatabase::removeDatabase(name);
}

Result<std::unique_ptr<QSqlQuery>> SqliteConnection::prepare(const QString &sql)
{
    auto query = std::make_unique<QSqlQuery>(m_connection);
    query->setForwardOnly(true);
    if (!query->prepare(withPlaceholders(sql)))
        return tl::unexpected(sqliteError(query->lastError(), m_database));
    return query;
}

Result<QSqlQuery *> SqliteConnection::prepared(QLatin1String name)
{
    const QString &sql = m_catalog->text(name);
    auto &query = m_named[&sql];
    if (!query) {
        auto fresh = prepare(sql);
        if (!fresh)
            return tl::unexpected(fresh.error());
        query = std::move(*fresh);
    }
    return query.get();
}

Result<QSqlQuery *> SqliteConnection::prepared(const QString &key, const QString &sql)
{
    auto &query = m_composed[key];
    if (!query) {
        auto fresh = prepare(sql);
        if (!fresh)
            return tl::unexpected(fresh.error());
        query = std::move(*fresh);
    }
    return query.get();
}

Result<void> SqliteConnection::run(QLatin1String name)
{
    const auto query = prepared(name);
    if (!query)
        return tl::unexpected(query.error());
    return Statement(**query, m_database).run();
}

Result<void> SqliteConnection::runOnce(const QStringList &statements)
{
    for (const QString &sql : statements) {
        auto query = prepare(sql);
        if (!query)
            return tl::unexpected(query.error());
        if (auto ran = Statement(**query, m_database).run(); !ran)
            return ran;
    }
    return {};
}

Result<Snapshot> Snapshot::take(SqliteConnection &connection)
{
    if (auto begun = connection.run("begin_read"_L1); !begun)
        return tl::unexpected(begun.error());
    return Snapshot(connection);
}

Snapshot::~Snapshot()
{
    if (m_connection)
        std::ignore = m_connection->run("commit"_L1);
}

} // namespace cairn
