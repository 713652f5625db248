#pragma once

#include "security/vault.h"
#include "store/store.h"

#include <QString>

#include <memory>

namespace cairn {

/// How a store on SQLite is opened.
struct StoreOptions
{
    QString folder;        ///< the workspace's .cairn folder; made with mode 0700 if it is missing
    bool readOnly = false; ///< for viewers: nothing is made, migrated or written; commits fail
    std::shared_ptr<Vault>
        vault{}; ///< where the key is that wraps the store's; null: only stores that are not encrypted are opened
    std::function<bool()> encrypts{}; ///< asked if the store is not encrypted: whether it is to be; null: it stays as it is
    VaultByName
        vaultNamed{}; ///< for stores whose key is in another vault than the usual one; null: it is in that, whatever they say
    std::function<void()> whenCommitted{}; ///< called on the writer thread after each group of commits; null: nobody asks
};

/// Opens the store of a workspace, making or upgrading it first. Waits for the disk: not for the UI thread.
/// Errors: NewerStore, Damaged (or another key), Usage (another program's file), NotFound (read-only), Busy, DiskFull, Io (or the
/// key is not there).
Result<std::unique_ptr<Store>> openSqliteStore(const StoreOptions &options);

} // namespace cairn
