#pragma once

#include "store/store.h"

#include <QString>

#include <memory>

namespace cairn {

/// How a store on SQLite is opened.
struct StoreOptions
{
    QString folder;        ///< the workspace's .cairn folder; made with mode 0700 if it is missing
    bool readOnly = false; ///< for viewers: nothing is made, migrated or written; commits fail
};

/// Opens the store of a workspace, making or upgrading it first. Waits for the disk: not for the UI thread.
/// Errors: NewerStore, Damaged, Usage (another program's file), NotFound (read-only), Busy, DiskFull, Io.
Result<std::unique_ptr<Store>> openSqliteStore(const StoreOptions &options);

} // namespace cairn
