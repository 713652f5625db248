#include "store/queries.h"
#include "store/sqliteupkeep.h"
#include "store/storedjson.h"

#include <QFile>
#include <QFileInfo>
#include <QStorageInfo>

#include <chrono>
#include <future>
#include <sys/file.h>
#include <sys/stat.h>

namespace cairn {

using namespace Qt::StringLiterals;

// SQLite's VACUUM. It writes what the database holds into a file without a name, from there into the log, as one commit, and that
// into the database, which is cut off behind it: whoever is killed meanwhile leaves either the old one or the new one. It takes
// as much room twice. Others may read all the while; none can write, which is why nobody may carry runs. (To give pages back by
// the way, SQLite would have had to keep account of all of them from the first row on, with every commit.)

namespace {

constexpr auto BetweenLooks = std::chrono::milliseconds(200);
constexpr qint64 SpareRoom = 16 << 20; ///< for the log's own words, and what others write on that disk

Result<void> vacuum(const StoreLocation &location, const std::shared_ptr<const SqlCatalog> &catalog)
{
    const auto connection = SqliteConnection::open(location, catalog, SqliteConnection::Role::Plain);
    if (!connection)
        return tl::unexpected(connection.error());
    // Not where others keep temporary files: names and causes are not encrypted, and it is another disk's room.
    const QString folder = QString(location.folder).replace(u'\'', "''"_L1);
    auto done = (*connection)->runOnce({catalog->text("set_temporary_folder"_L1).arg(folder)});
    if (done)
        done = (*connection)->runOnce({catalog->text("vacuum"_L1)});
    if (!done)
        return done;
    // Where somebody still reads how it was, the next one who empties the log cuts the file off.
    const auto emptied = firstOf(**connection, "empty_log"_L1, NothingBound, [](Row &row) { return row.flag(); });
    return emptied || emptied.error().kind == ErrorKind::Busy ? Result<void>() : tl::unexpected(emptied.error());
}

/// How much this process has in files on that disk that have no name any more.
qint64 bytesWithoutName(const QString &folder)
{
    struct stat place;
    if (::stat(QFile::encodeName(folder).constData(), &place) != 0)
        return 0;
    constexpr int MostFiles = 1'024;
    qint64 bytes = 0;
    for (int file = 0; file < MostFiles; ++file) {
        struct stat found;
        if (::fstat(file, &found) == 0 && S_ISREG(found.st_mode) && found.st_nlink == 0 && found.st_dev == place.st_dev)
            bytes += found.st_size;
    }
    return bytes;
}

} // namespace

Result<std::pair<qint64, qint64>> SqliteUpkeep::compact(const QString &actor, const QString &reason, qint64 fence, Timestamp now,
                                                        const std::function<void(qint64, qint64)> &progress)
{
    const auto held = lockUpkeep(m_parts.location, LOCK_EX | LOCK_NB);
    if (!held.isOpen())
        return failure(ErrorKind::Busy, u"A copy of the store is being made"_s, m_parts.location.folder, u"Wait for it"_s);
    const auto before = room();
    if (!before)
        return tl::unexpected(before.error());
    const auto &[empty, all] = *before;
    const qint64 twice = 2 * (all - empty);
    const qint64 free = QStorageInfo(m_parts.location.folder).bytesAvailable();
    if (free < twice + SpareRoom)
        return failure(ErrorKind::DiskFull,
                       u"To become smaller, the database needs %1 MiB of its disk for a while, and %2 are free"_s
                           .arg((twice + SpareRoom) >> 20)
                           .arg(free >> 20),
                       m_parts.location.database(), u"Free some space there; nothing was changed"_s);
    const auto tell = [&](const QString &action, const QJsonObject &after) {
        return commit(AddAudit{{0, now, actor, action, u"store"_s, reason, {}, storedJson(after)}}, fence);
    };
    if (const auto told = tell(u"store.compacted"_s, {{u"bytes"_s, all}, {u"empty"_s, empty}}); !told)
        return tl::unexpected(told.error());
    auto ended = std::async(std::launch::async, [this] { return vacuum(m_parts.location, m_parts.catalog); });
    qint64 written = 0; // what has no name goes before the end
    while (ended.wait_for(BetweenLooks) != std::future_status::ready) {
        written = std::max(written, bytesWithoutName(m_parts.location.folder) + QFileInfo(m_parts.location.logFile()).size());
        progress(written, twice);
    }
    if (const auto done = ended.get(); !done) {
        std::ignore = tell(u"store.compact_failed"_s, {{u"why"_s, done.error().detail}});
        return tl::unexpected(done.error());
    }
    return room().map([all = all](const auto &after) { return std::pair(all, after.second); });
}

} // namespace cairn
