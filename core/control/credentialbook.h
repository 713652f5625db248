#pragma once

#include "definition/workspace.h"
#include "security/credentials.h"
#include "store/store.h"

#include <QJsonObject>

namespace cairn {

/// One secret that definitions name, or that was set: everything about it but itself.
struct CredentialUse
{
    QString key;
    QString kind;         ///< "bearer", "webhook", or "secret" where nothing says what it is for
    QString rotatedBy{};  ///< the service that gives a new one when it is asked (its `rotate`); empty: people do
    bool signs = false;   ///< messages are signed with it: it must be a webhook's secret
    QStringList usedBy{}; ///< "service ocr", "pipeline intake (webhook)", "alert route oncall"; none: nothing names it
    std::optional<VaultPlace> place{};        ///< nullopt: it is not to be had
    QString placeName{};                      ///< for people
    Error trouble{};                          ///< why it is not, or cannot be used as it is
    std::optional<CredentialRecord> record{}; ///< nullopt: it was not set through Cairn
};

/// Whether a credential can be used, and for how long.
enum class CredentialState {
    Good,
    Expiring, ///< in less than ExpiryWarning
    Expired,
    Missing,  ///< it is named and not to be had
    Unusable, ///< it is no webhook's secret, and has to be
};
CredentialState stateOf(const CredentialUse &use, Timestamp now);
QString word(CredentialState state); ///< "good"

/// All of them by key. Asks the vaults: may take seconds. Errors: those of the store.
Result<QList<CredentialUse>> listCredentials(StoreReader &reader, const Workspace &files, const Credentials &credentials);

/// Whether those who name the key can use that secret. Errors: Usage; those of the store.
Result<void> checkSecret(StoreReader &reader, const Workspace &files, const QString &key, const SecretBytes &secret);

QJsonObject toJson(const CredentialUse &use, Timestamp now);

/// What is done about a secret, by whom and why.
struct CredentialChange
{
    QString key;
    QString actor;
    QString reason;
    Timestamp at{};
    std::optional<Timestamp> expiresAt{};
};

// Each puts the secret into a vault first, then records and audits that it did: where the record fails, its error says so. All
// ask vaults and the store's disk. Errors: those of Credentials and of the store; Usage.

Result<VaultPlace> setCredential(Store &store, const Credentials &credentials, const CredentialChange &change, VaultPlace place,
                                 const SecretBytes &secret);
/// In the place where it is; the old one may be used as well for as long as `overlap` is.
Result<VaultPlace> rotateCredential(Store &store, const Credentials &credentials, const CredentialChange &change,
                                    Milliseconds overlap, const SecretBytes &secret);
Result<VaultPlace> removeCredential(Store &store, const Credentials &credentials, const CredentialChange &change);
/// What is recorded of one whose secret is nowhere any more. Errors: NotFound if there is no record either, and those above.
Result<void> forgetCredential(Store &store, const Credentials &credentials, const CredentialChange &change);

} // namespace cairn
