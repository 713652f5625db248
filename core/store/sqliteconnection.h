#pragma once

#include "base/error.h"
#include "store/sqlcatalog.h"
#include "store/statement.h"
#include "store/storelocation.h"

#include <QSqlDatabase>
#include <QSqlQuery>

#include <memory>
#include <unordered_map>

namespace cairn {

/// One connection to the store's database, with its prepared queries. Belongs to the thread that opened it.
class SqliteConnection
{
public:
    enum class Role {
        Writer, ///< durable commits
        Reader, ///< cannot change anything
        Plain,  ///< as SQLite makes it; for preparing the store
    };

    static Result<std::unique_ptr<SqliteConnection>> open(const StoreLocation &location,
                                                          std::shared_ptr<const SqlCatalog> catalog, Role role);
    ~SqliteConnection();
    SqliteConnection(const SqliteConnection &) = delete;
    SqliteConnection &operator=(const SqliteConnection &) = delete;

    /// A query of the catalog, prepared at its first use. One use of the same name at a time.
    Result<QSqlQuery *> prepared(QLatin1String name);
    /// The same for a text that was put together from parts of the catalog; `key` tells it from others.
    Result<QSqlQuery *> prepared(const QString &key, const QString &sql);

    /// Runs a query of the catalog that takes and gives nothing.
    Result<void> run(QLatin1String name);
    /// Runs statements that are not worth keeping.
    Result<void> runOnce(const QStringList &statements);

    const SqlCatalog &catalog() const { return *m_catalog; }
    std::shared_ptr<const SqlCatalog> sharedCatalog() const { return m_catalog; }
    const QString &database() const { return m_database; }

private:
    SqliteConnection(QSqlDatabase connection, QString database, std::shared_ptr<const SqlCatalog> catalog);
    Result<std::unique_ptr<QSqlQuery>> prepare(const QString &sql);

    QSqlDatabase m_connection;
    QString m_database;
    std::shared_ptr<const SqlCatalog> m_catalog;
    std::unordered_map<const QString *, std::unique_ptr<QSqlQuery>> m_named; ///< by their text in the catalog
    std::unordered_map<QString, std::unique_ptr<QSqlQuery>> m_composed;
};

/// Keeps one state of the database in sight of a reading connection until it goes out of scope.
class Snapshot
{
public:
    static Result<Snapshot> take(SqliteConnection &connection);
    ~Snapshot();
    Snapshot(Snapshot &&other) noexcept : m_connection(std::exchange(other.m_connection, nullptr)) {}
    Snapshot &operator=(Snapshot &&) = delete;

private:
    explicit Snapshot(SqliteConnection &connection) : m_connection(&connection) {}
    SqliteConnection *m_connection;
};

} // namespace cairn
