#pragma once

#include <QFileInfo>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QVariant>

#include <atomic>

namespace cairn::testing {

/// A store's database as another program has it open: what no command does is done behind the store's back, and what is in it is
/// asked, until this goes out of scope. What SQLite does not take ends the test program. Who includes this links Qt6::Sql.
class RawStore
{
public:
    /// `path`: the database, or the folder that it is in.
    explicit RawStore(const QString &path) : m_database(QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), uniqueName()))
    {
        m_database.setDatabaseName(QFileInfo(path).isDir() ? path + QStringLiteral("/store.sqlite") : path);
        if (!m_database.open())
            qFatal("%s: %s", qPrintable(path), qPrintable(m_database.lastError().text()));
    }
    ~RawStore()
    {
        const QString name = m_database.connectionName();
        m_database.close();
        m_database = QSqlDatabase();
        QSqlDatabase::removeDatabase(name);
    }
    RawStore(const RawStore &) = delete;
    RawStore &operator=(const RawStore &) = delete;

    /// The first value that it gives, if any.
    QVariant run(const QString &statement)
    {
        QSqlQuery query = ran(statement);
        return query.next() ? query.value(0) : QVariant();
    }
    void run(const QStringList &statements)
    {
        for (const QString &statement : statements)
            ran(statement);
    }
    /// How many rows are others now; none is a mistake.
    int change(const QString &statement)
    {
        const int rows = ran(statement).numRowsAffected();
        if (rows < 1)
            qFatal("it changes nothing: %s", qPrintable(statement));
        return rows;
    }
    bool refuses(const QString &statement) { return !QSqlQuery(m_database).exec(statement); }
    /// How SQLite would go about a query, whatever its places are bound to.
    QStringList plan(const QString &query)
    {
        QSqlQuery asked(m_database);
        if (!asked.prepare(QStringLiteral("EXPLAIN QUERY PLAN ") + query))
            qFatal("%s: %s", qPrintable(query), qPrintable(asked.lastError().text()));
        for (qsizetype place = 0; place < query.count(QLatin1Char('?')); ++place)
            asked.bindValue(int(place), 1);
        if (!asked.exec())
            qFatal("%s: %s", qPrintable(query), qPrintable(asked.lastError().text()));
        QStringList steps;
        while (asked.next())
            steps.append(asked.value(3).toString());
        return steps;
    }

private:
    static QString uniqueName()
    {
        static std::atomic<int> count = 0;
        return QStringLiteral("raw-store-%1").arg(++count);
    }

    QSqlQuery ran(const QString &statement)
    {
        QSqlQuery query(m_database);
        if (!query.exec(statement))
            qFatal("%s: %s", qPrintable(statement), qPrintable(query.lastError().text()));
        return query;
    }

    QSqlDatabase m_database;
};

} // namespace cairn::testing
