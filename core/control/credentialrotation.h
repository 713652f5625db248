#pragma once

#include "control/credentialbook.h"

namespace cairn {

// Secrets that services themselves replace: `rotate` of a credential.

/// The live service that says how it is asked for a new secret in place of that; nullopt: none does. Errors: those of the store;
/// Usage if several say it.
Result<std::optional<Service>> rotatingService(StoreReader &reader, const QString &key);

/// What a service gave.
struct GivenSecret
{
    SecretBytes secret;
    std::optional<Timestamp> expiresAt{};
};

/// Asks the service once for a new secret, shown the one that is in use. Waits for vaults and the network, in an event loop of
/// its own: not for the UI thread. Errors say whether there may be a new secret that nobody has.
Result<GivenSecret> askForSecret(const Service &service, const Credentials &credentials, const QString &workspaceRoot,
                                 const Clock &clock);

/// The whole of it: notes in the audit that the service is to be asked, asks, and puts what it gives into the vault as
/// rotateCredential does. `change.expiresAt`: in place of what the service says. Waits as above. Errors: those of both.
Result<VaultPlace> rotateByService(Store &store, const Credentials &credentials, CredentialChange change, Milliseconds overlap,
                                   const Service &service, const QString &workspaceRoot, const Clock &clock);

/// A service was asked, and what became of it nobody knows: whoever asked was killed. nullopt: no such thing.
Result<std::optional<AuditEntry>> unendedRotation(StoreReader &reader, const QString &key);

/// What is to be told of it.
Error describeUnended(const AuditEntry &asked, const QString &key);

} // namespace cairn
