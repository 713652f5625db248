#pragma once

#include "base/folder.h"

#include <QString>

namespace cairn {

/// Where a store lies and how this process may use it.
struct StoreLocation
{
    enum class Access {
        Full,
        Read,   ///< a viewer; SQLite may still need its -shm file
        Frozen, ///< a viewer of files that nobody can change: no locks, no -shm
    };

    QString folder;
    Access access = Access::Full;

    QString database() const { return folder + QStringLiteral("/store.sqlite"); }
    QString payloads() const { return folder + QStringLiteral("/payloads"); }
    QString lockFile() const { return folder + QStringLiteral("/runner.lock"); }
};

/// Makes the folder (0700) and an empty database file (0600) where they are missing, durably.
Result<StoreLocation> makeStoreFolder(const QString &folder);

/// An existing store for a viewer; decides between Read and Frozen. Errors: NotFound, Io.
Result<StoreLocation> findStoreFolder(const QString &folder);

/// Makes one folder if it is missing (0700). True if it was.
Result<bool> makePrivateFolder(const QString &folder);

} // namespace cairn
