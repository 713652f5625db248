#pragma once

#include "net/httpclient.h"
#include "net/tlssettings.h"
#include "security/credentials.h"

namespace cairn {

/// What a service is shown who calls, and by which it is believed: the secrets and files that its definition names. Immutable.
struct Proof
{
    SecretBytes secret;   ///< none for services without a credential
    SecretBytes previous; ///< the one before it, while it may be used as well
    TlsSettings tls;
};

/// A service of which something has to be read before it can be called.
bool needsProof(const Service &service);

/// Reads it: waits for vaults and the disk. Errors, with a remedy: those of Credentials::read; Usage, NotFound for files.
Result<std::shared_ptr<const Proof>> readProof(const Service &service, const Credentials &credentials,
                                               const QString &workspaceRoot, Timestamp now);

/// Puts the secret where the rule says (Bearer with a token for OAuth2), in place of what the request has there.
void present(HttpRequest &request, const CredentialRule &rule, QByteArrayView secret);

/// Authorization: Basic (RFC 7617), or the client's own authentication (RFC 6749 section 2.3.1) if both are encoded before.
QByteArray basicAuthorization(QByteArrayView user, QByteArrayView password);

/// Takes a secret out of what is told of an exchange: transports quote addresses, services quote what they were sent.
void redactSecret(Exchange &exchange, const CredentialRule &rule, QByteArrayView secret);

} // namespace cairn
