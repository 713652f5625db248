#include "store/migrations.h"

#include "base/folder.h"
#include "base/logging.h"
#include "store/filedescriptor.h"
#include "store/queries.h"

#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QThread>

#include <atomic>
#include <cerrno>
#include <cstdio>
#include <fcntl.h>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr int PatienceMs = 10'000;

struct Identity
{
    qint64 application = 0;
    int schema = 0;
    qint64 objects = 0; ///< tables, indexes, …
};

Result<Identity> identify(SqliteConnection &connection)
{
    return orEmpty(firstOf(connection, "identity"_L1, NothingBound, [](Row &row) {
        return Identity{row.integer(), row.number(), row.integer()}; // braces: from left to right
    }));
}

Result<Identity> identifyStore(SqliteConnection &connection)
{
    const auto identity = identify(connection);
    if (!identity)
        return identity;
    const bool isEmpty = identity->application == 0 && identity->schema == 0 && identity->objects == 0;
    if (identity->application != StoreApplicationId && !isEmpty)
        return failure(ErrorKind::Usage, u"This is an SQLite database of another program, not a Cairn store"_s,
                       connection.database(), u"Move that file away, or choose another workspace folder"_s);
    return identity;
}

/// SQLite does not wait by itself while another connection changes the journal mode as well.
Result<void> switchToWal(SqliteConnection &connection)
{
    QElapsedTimer waited;
    waited.start();
    for (;;) {
        auto switched = connection.runOnce(connection.catalog().statements("use_wal"_L1));
        if (switched || switched.error().kind != ErrorKind::Busy || waited.elapsed() > PatienceMs)
            return switched;
        QThread::msleep(10);
    }
}

/// Copies a store of schema `number` aside, unless somebody else has taken it further meanwhile.
Result<void> backUp(SqliteConnection &connection, int number)
{
    // Another process or another thread of this one may be at the same: each writes a file of its own.
    static std::atomic<int> copies = 0;
    const QString backup = connection.database() + u".bak-v%1"_s.arg(number);
    const QString unfinished = backup + u".%1-%2"_s.arg(::getpid()).arg(++copies);
    if (auto copied = copyDatabase(connection, unfinished); !copied) {
        QFile::remove(unfinished);
        return copied;
    }
    const auto now = schemaNumber(connection);
    if (!now || *now != number) {
        QFile::remove(unfinished);
        return now ? Result<void>() : tl::unexpected(now.error());
    }
    if (std::rename(QFile::encodeName(unfinished).constData(), QFile::encodeName(backup).constData()) != 0)
        return tl::unexpected(systemError(errno, u"The backup cannot be written"_s, backup));
    qCInfo(lcStore) << "schema" << number << "was copied to" << backup;
    return syncFolder(QFileInfo(backup).path());
}

Result<void> inWriteTransaction(SqliteConnection &connection, const std::function<Result<void>()> &work)
{
    if (auto begun = connection.run("begin_write"_L1); !begun)
        return begun;
    auto outcome = work();
    if (outcome)
        outcome = connection.run("commit"_L1);
    if (!outcome)
        std::ignore = connection.run("rollback"_L1);
    return outcome;
}

Result<void> setSchemaNumber(SqliteConnection &connection, int number)
{
    return connection.runOnce({connection.catalog().text("set_user_version"_L1).arg(number)});
}

Result<void> applyMigration(SqliteConnection &connection, const Migration &migration)
{
    return inWriteTransaction(connection, [&]() -> Result<void> {
        const auto number = schemaNumber(connection);
        if (!number)
            return tl::unexpected(number.error());
        if (*number >= migration.number)
            return {}; // another process was faster
        if (auto changed = connection.runOnce(migration.statements); !changed)
            return changed;
        return setSchemaNumber(connection, migration.number);
    });
}

} // namespace

Result<void> proveWritable(SqliteConnection &connection)
{
    auto proved = connection.run("begin_write"_L1); // which SQLite lets pass where it can only read
    if (proved) {
        const auto number = schemaNumber(connection);
        proved = number ? setSchemaNumber(connection, *number) : tl::unexpected(number.error());
        std::ignore = connection.run("rollback"_L1);
    }
    return proved || proved.error().kind != ErrorKind::Io ? Result<void>() : proved;
}

Result<void> copyDatabase(SqliteConnection &connection, const QString &path)
{
    QFile::remove(path);
    const FileDescriptor file(::open(QFile::encodeName(path).constData(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
    if (!file.isOpen())
        return tl::unexpected(systemError(errno, u"The backup cannot be written"_s, path));
    {
        const auto query = connection.prepared("backup_into"_L1);
        if (!query)
            return tl::unexpected(query.error());
        if (auto copied = Statement(**query, connection.database()).text(path).run(); !copied)
            return copied;
    }
    return syncFile(file.get(), path);
}

Error newerStoreError(int found, int newest, const QString &database)
{
    const QString ours = database + u".bak-v%1"_s.arg(newest);
    const QString back = QFile::exists(ours) ? u"put back %1, from before the upgrade"_s.arg(QFileInfo(ours).fileName())
                                             : u"put back a backup of that time"_s;
    return {
        ErrorKind::NewerStore,
        u"The store was written by a newer version of Cairn (schema %1; this version knows up to %2)"_s.arg(found).arg(newest),
        database, u"Install the newer version, or %1"_s.arg(back)};
}

Result<int> schemaNumber(SqliteConnection &connection)
{
    return orEmpty(firstOf(connection, "user_version"_L1, NothingBound, [](Row &row) { return row.number(); }));
}

Result<std::optional<int>> olderSchema(SqliteConnection &connection, int newest)
{
    const auto identity = identifyStore(connection);
    if (!identity)
        return tl::unexpected(identity.error());
    if (identity->schema > newest)
        return tl::unexpected(newerStoreError(identity->schema, newest, connection.database()));
    return identity->schema < newest ? std::optional(identity->schema) : std::nullopt;
}

Result<void> migrate(SqliteConnection &connection, const std::vector<Migration> &migrations)
{
    const auto identity = identifyStore(connection);
    if (!identity)
        return tl::unexpected(identity.error());
    const int newest = migrations.empty() ? 0 : migrations.back().number;
    if (identity->schema > newest)
        return tl::unexpected(newerStoreError(identity->schema, newest, connection.database()));
    if (auto switched = switchToWal(connection); !switched)
        return switched;
    if (identity->schema > 0 && identity->schema < newest) {
        auto backedUp = proveWritable(connection); // or the copy would be made for nothing, at each try
        if (backedUp)
            backedUp = backUp(connection, identity->schema);
        if (!backedUp)
            return backedUp;
    }
    for (const Migration &migration : migrations) {
        if (migration.number <= identity->schema)
            continue;
        if (auto applied = applyMigration(connection, migration); !applied)
            return applied;
    }
    if (identity->schema < newest)
        qCInfo(lcStore) << "schema is now" << newest;
    return {};
}

Result<void> requireSchema(SqliteConnection &connection, int newest)
{
    const auto older = olderSchema(connection, newest);
    if (!older)
        return tl::unexpected(older.error());
    if (*older)
        return failure(ErrorKind::Conflict,
                       u"The store has an older schema (%1) and cannot be upgraded while it is only viewed"_s.arg(**older),
                       connection.database(), u"Open it once with write access; that upgrades it"_s);
    return {};
}

} // namespace cairn
