#include "control/credentialdesk.h"

#include "control/credentialrotation.h"

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

/// The vaults, once it is known that the secret will do.
Result<Credentials> vaultsFor(Store &store, const QString &root, const QString &key, const SecretBytes &secret)
{
    const auto reader = store.reader();
    if (!reader)
        return tl::unexpected(reader.error());
    const Workspace files = loadWorkspace(root);
    return checkSecret(**reader, files, key, secret).map([&] { return Credentials(root, files.settings.vaultCommand); });
}

} // namespace

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
    return m_desk.work<VaultPlace>([&store = m_desk.store(), root = m_root, change, place, kept]() -> Result<VaultPlace> {
        const auto vaults = vaultsFor(store, root, change.key, *kept);
        return vaults ? setCredential(store, *vaults, change, place, *kept) : tl::unexpected(vaults.error());
    });
}

QFuture<Result<VaultPlace>> CredentialDesk::rotate(const CredentialChange &change, Milliseconds overlap, SecretBytes secret)
{
    const auto kept = std::make_shared<SecretBytes>(std::move(secret));
    return m_desk.work<VaultPlace>([&store = m_desk.store(), root = m_root, change, overlap, kept]() -> Result<VaultPlace> {
        const auto vaults = vaultsFor(store, root, change.key, *kept);
        return vaults ? rotateCredential(store, *vaults, change, overlap, *kept) : tl::unexpected(vaults.error());
    });
}

QFuture<Result<VaultPlace>> CredentialDesk::rotateByService(const CredentialChange &change, Milliseconds overlap)
{
    return m_desk.work<VaultPlace>(
        [&store = m_desk.store(), &clock = m_desk.clock(), root = m_root, change, overlap]() -> Result<VaultPlace> {
            const auto reader = store.reader();
            const auto service = reader ? rotatingService(**reader, change.key) : tl::unexpected(reader.error());
            if (!service)
                return tl::unexpected(service.error());
            if (!*service)
                return failure(ErrorKind::Conflict, u"no service says any more how %1 is rotated"_s.arg(change.key), {},
                               u"Give the new secret yourself"_s);
            const Credentials credentials(root, loadWorkspace(root).settings.vaultCommand);
            return cairn::rotateByService(store, credentials, change, overlap, **service, root, clock);
        });
}

QFuture<Result<VaultPlace>> CredentialDesk::remove(const CredentialChange &change)
{
    return m_desk.work<VaultPlace>([&store = m_desk.store(), root = m_root, change] {
        return removeCredential(store, Credentials(root, loadWorkspace(root).settings.vaultCommand), change);
    });
}

} // namespace cairn
