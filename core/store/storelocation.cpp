#include "store/storelocation.h"

#include "base/outputfile.h"
#include "store/filedescriptor.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

/// Nobody can change it: a read-only medium, or a copy whose write permissions were all taken away.
bool isFrozen(const QByteArray &database)
{
    struct statvfs disk = {};
    if (::statvfs(database.constData(), &disk) == 0 && (disk.f_flag & ST_RDONLY))
        return true;
    struct stat file = {};
    return ::stat(database.constData(), &file) == 0 && (file.st_mode & 0222) == 0;
}

bool hasLog(const StoreLocation &location)
{
    return QFileInfo(location.logFile()).size() > 0;
}

bool makeFile(const QByteArray &path)
{
#ifdef Q_OS_LINUX
    // Without a descriptor: closing one would drop the locks that SQLite has on that file in another thread by then.
    return ::mknod(path.constData(), S_IFREG | 0600, 0) == 0;
#else
    return FileDescriptor(::open(path.constData(), O_RDONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600)).isOpen();
#endif
}

Result<void> makeDatabaseFile(const StoreLocation &location)
{
    if (makeFile(QFile::encodeName(location.database())))
        return syncFolder(location.folder);
    if (errno == EEXIST)
        return {};
    return tl::unexpected(systemError(errno, u"The store cannot be created"_s, location.database()));
}

/// Whoever keeps the workspace in git adds all of it: neither the keys and secrets nor the store may be among that. What cannot
/// be written now is written when the store is opened next; `cairn doctor --security` tells.
void keepOutOfGit(const QString &folder)
{
    const QString path = folder + "/.gitignore"_L1;
    if (!QFileInfo::exists(path))
        static_cast<void>(writeOutput(path, "*\n"));
}

/// Another file that is there only if the database had something in it before; empty: there is none.
QString traceOfContent(const StoreLocation &location)
{
    for (const QString &later : {location.payloads(), location.lockFile(), auditKeyIn(location.folder)}) {
        if (QFileInfo::exists(later))
            return later;
    }
    return hasLog(location) ? location.logFile() : QString();
}

/// SQLite takes no file, or an empty one, for a new database, and throws away the log beside it.
Result<void> refuseLostDatabase(const StoreLocation &location)
{
    // In this order: who makes the store at this moment fills the database before there is a trace of it.
    const QString trace = traceOfContent(location);
    if (trace.isEmpty() || QFileInfo(location.database()).size() > 0)
        return {};
    return failure(ErrorKind::DamagedStore,
                   u"The store's database is %1, but %2 is there: it had something in it"_s.arg(
                       QFileInfo::exists(location.database()) ? u"empty"_s : u"gone"_s, QFileInfo(trace).fileName()),
                   location.database(),
                   u"Move the .cairn folder away, then put back a backup (`cairn restore`) or begin with an empty store"_s);
}

} // namespace

QString storeFolderOf(const QString &workspaceRoot)
{
    return workspaceRoot + "/.cairn"_L1;
}

QString auditKeyIn(const QString &storeFolder)
{
    return storeFolder + "/audit.key"_L1;
}

Result<bool> makePrivateFolder(const QString &folder)
{
    if (::mkdir(QFile::encodeName(folder).constData(), 0700) == 0)
        return true;
    if (errno == EEXIST && QFileInfo(folder).isDir())
        return false;
    return tl::unexpected(systemError(errno, u"The folder cannot be created"_s, folder));
}

Result<StoreLocation> makeStoreFolder(const QString &folder)
{
    const StoreLocation location{QDir::cleanPath(QFileInfo(folder).absoluteFilePath()), StoreLocation::Access::Full};
    const QString parent = QFileInfo(location.folder).path();
    if (!QDir().mkpath(parent))
        return failure(ErrorKind::Io, u"The folder cannot be created"_s, parent, u"Check its name and who may write there"_s);
    const auto made = makePrivateFolder(location.folder);
    if (!made)
        return tl::unexpected(made.error());
    if (*made) {
        if (auto synced = syncFolder(parent); !synced)
            return tl::unexpected(synced.error());
    }
    if (auto lost = refuseLostDatabase(location); !lost)
        return tl::unexpected(lost.error());
    if (auto file = makeDatabaseFile(location); !file)
        return tl::unexpected(file.error());
    keepOutOfGit(location.folder);
    return location;
}

Result<StoreLocation> findStoreFolder(const QString &folder)
{
    StoreLocation location{QDir::cleanPath(QFileInfo(folder).absoluteFilePath()), StoreLocation::Access::Read};
    const QString database = location.database();
    const QByteArray path = QFile::encodeName(database);
    if (auto lost = refuseLostDatabase(location); !lost)
        return tl::unexpected(lost.error());
    if (!QFileInfo::exists(database))
        return failure(ErrorKind::NotFound, u"There is no store"_s, database,
                       u"Apply or submit something first; that makes one"_s);
    if (::access(path.constData(), R_OK) != 0)
        return tl::unexpected(systemError(errno, u"The store cannot be read"_s, database));
    if (::access(QFile::encodeName(location.folder).constData(), W_OK) == 0)
        return location;
    if (hasLog(location))
        return location; // its -shm file is there as well, or SQLite says what it misses
    if (!isFrozen(path))
        return failure(ErrorKind::Io, u"The store cannot be read safely: its folder is not writable, but others may change it"_s,
                       location.folder, u"Get write access to the .cairn folder, or view a copy of it made read-only"_s);
    location.access = StoreLocation::Access::Frozen;
    return location;
}

std::optional<StoreLocation> withoutRoom(StoreLocation location)
{
    // Nobody can change it as long as there is no room: that takes a log. What is written once there is some is not seen.
    location.access = StoreLocation::Access::Frozen;
    return hasLog(location) ? std::nullopt : std::optional(location);
}

} // namespace cairn
