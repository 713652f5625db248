#pragma once

#include "control/credentialbook.h"
#include "control/desk.h"

namespace cairn {

/// A Desk's side for credentials. Vaults are asked on threads of the pool; which ones there are, cairn.yaml says at that moment.
class CredentialDesk
{
public:
    CredentialDesk(Desk &desk, QString workspaceRoot) : m_desk(desk), m_root(std::move(workspaceRoot)) {}

    QFuture<Result<QList<CredentialUse>>> list();
    /// See setCredential and rotateCredential. The secret is wiped when it is done.
    QFuture<Result<VaultPlace>> set(const CredentialChange &change, VaultPlace place, SecretBytes secret);
    QFuture<Result<VaultPlace>> rotate(const CredentialChange &change, Milliseconds overlap, SecretBytes secret);
    /// By asking the service that says how; see rotateByService.
    QFuture<Result<VaultPlace>> rotateByService(const CredentialChange &change, Milliseconds overlap);
    QFuture<Result<VaultPlace>> remove(const CredentialChange &change);
    const Clock &clock() const { return m_desk.clock(); }

private:
    Desk &m_desk;
    QString m_root;
};

} // namespace cairn
