#include "control/credentialdesk.h"

namespace cairn {

QFuture<Result<QList<CredentialUse>>> CredentialDesk::list()
{
    return m_desk.work<QList<CredentialUse>>([&store = m_desk.store(), root = m_root]() -> Result<QList<CredentialUse>> {
        auto reader = store.reader();
        if (!reader)
            return tl::unexpected(reader.error());
        const Workspace files = loadWorkspace(root);
        return listCredentials(**reader, files, Credentials(root, files.settings.vaultCommand));
    });
}

QFuture<Result<VaultPlace>> CredentialDesk::set(const CredentialChange &change, VaultPlace place, SecretBytes secret)
{
    const auto kept = std::make_shared<SecretBytes>(std::move(secret));
    return m_desk.work<VaultPlace>([&store = m_desk.store(), root = m_root, change, place, kept] {
        return setCredential(store, Credentials(root, loadWorkspace(root).settings.vaultCommand), change, place, *kept);
    });
}

QFuture<Result<VaultPlace>> CredentialDesk::rotate(const CredentialChange &change, Milliseconds overlap, SecretBytes secret)
{
    const auto kept = std::make_shared<SecretBytes>(std::move(secret));
    return m_desk.work<VaultPlace>([&store = m_desk.store(), root = m_root, change, overlap, kept] {
        return rotateCredential(store, Credentials(root, loadWorkspace(root).settings.vaultCommand), change, overlap, *kept);
    });
}

QFuture<Result<VaultPlace>> CredentialDesk::remove(const CredentialChange &change)
{
    return m_desk.work<VaultPlace>([&store = m_desk.store(), root = m_root, change] {
        return removeCredential(store, Credentials(root, loadWorkspace(root).settings.vaultCommand), change);
    });
}

} // namespace cairn
