#pragma once

#include "base/timestamp.h"
#include "control/access.h"
#include "control/actor.h"
#include "definition/workspace.h"
#include "runner/runner.h"
#include "security/vault.h"
#include "store/store.h"

#include <QString>

#include <memory>

namespace cairn {

/// The folder that is named, or the nearest one upward of here with cairn.yaml. Errors: Usage.
Result<QString> workspaceRoot(const QString &named);

/// A workspace with its store open: what every program of Cairn is built upon. The one place that knows which kind of store
/// stands behind the interfaces.
class Session
{
public:
    enum class Use {
        Working,
        Looking, ///< where the store cannot be written, it is viewed as it is
    };
    /// `folder` as workspaceRoot takes it. Errors: Usage, and those of the store.
    static Result<std::unique_ptr<Session>> open(const QString &folder, Use use = Use::Working);

    const QString &root() const { return m_root; }
    QString storeFolder() const;
    /// As the role of whoever started this program allows.
    Store &store() { return *m_permitted; }
    /// For a runner: what runs need is written whoever started it, if their role lets them carry runs at all.
    Store &carriersStore() { return m_access.role >= Role::Operator ? *m_store : *m_permitted; }
    /// Why the store cannot be written, if it is only viewed.
    const std::optional<Error> &onlyViewed() const { return m_onlyViewed; }
    const Access &access() const { return m_access; }
    /// Whether whoever started this program may do what the store itself does not refuse; a refusal is audited. Errors:
    /// Forbidden.
    Result<void> require(Role least, const QString &what) { return m_permitted->require(least, what); }
    const Clock &clock() const { return m_clock; }
    /// A place that the store's key can be moved to (see StoreUpkeep::rewrap): "keychain", "file" or "command". Errors: Usage.
    Result<std::unique_ptr<Vault>> storeVault(const QString &place) const;
    /// A runner's options, as the workspace's cairn.yaml says at this moment.
    RunnerOptions runnerOptions() const;

    /// Applies the workspace's files if nothing was ever applied, so that a new workspace runs as it is, for whom applying is
    /// allowed to; otherwise leaves the store's revisions alone. Returns what differs between files and store ("pipeline
    /// intake"), for a hint.
    Result<QStringList> applyAtFirstUse();

private:
    Session() = default;

    QString m_root;
    SystemClock m_clock;
    Access m_access;
    std::optional<Error> m_onlyViewed;
    std::unique_ptr<Store> m_store;
    std::unique_ptr<PermittedStore> m_permitted;
};

/// The store in a folder, as that of a workspace is opened. Waits for the disk.
Result<std::unique_ptr<Store>> openStoreAt(const QString &folder);

/// An empty store in a folder, for what is looked at for a while. Waits for the disk.
Result<std::unique_ptr<Store>> makeScratchStore(const QString &folder);

} // namespace cairn
