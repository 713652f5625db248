#pragma once

#include "base/folder.h"

#include <QString>

#include <optional>

namespace cairn {

/// Where a store lies and how this process may use it.
struct StoreLocation
{
    enum class Access {
        Full,
        Read,   ///< a viewer; SQLite may still need its -shm file
        Frozen, ///< a viewer of files that nobody can change at the time: no locks, no -shm
    };

    QString folder;
    Access access = Access::Full;
    QString file = QStringLiteral("store.sqlite"); ///< of the database

    QString database() const { return folder + u'/' + file; }
    QString logFile() const { return database() + QStringLiteral("-wal"); }
    QString payloads() const { return folder + QStringLiteral("/payloads"); }
    QString lockFile() const { return folder + QStringLiteral("/runner.lock"); }
};

/// The folder in a workspace that its store is in.
QString storeFolderOf(const QString &workspaceRoot);
/// Where the key lies that seals the audit of the store in that folder.
QString auditKeyIn(const QString &storeFolder);

/// Makes the folder (0700), an empty database file (0600) and a .gitignore of all of it where they are missing, durably. Errors:
/// Damaged (there was something in the database once), Io, DiskFull.
Result<StoreLocation> makeStoreFolder(const QString &folder);

/// An existing store for a viewer; decides between Read and Frozen. Errors: NotFound, Damaged, Io.
Result<StoreLocation> findStoreFolder(const QString &folder);

/// The same store for a viewer who found no room on the disk for what SQLite makes beside it, good for a look: it is not told of
/// what is written once there is some. Nothing if it has a log, without which it cannot be read.
std::optional<StoreLocation> withoutRoom(StoreLocation location);

/// Makes one folder if it is missing (0700). True if it was.
Result<bool> makePrivateFolder(const QString &folder);

} // namespace cairn
