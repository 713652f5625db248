#pragma once

#include "base/timestamp.h"

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>
#include <QUrl>

#include <optional>

namespace cairn {

/// How a service is shown who calls.
enum class CredentialKind {
    None,
    Bearer, ///< Authorization: Bearer SECRET (RFC 6750)
    Basic,  ///< Authorization: Basic (RFC 7617)
    ApiKey, ///< a header or a query parameter holds the secret
    OAuth2, ///< a token that is fetched with the secret (RFC 6749 section 4.4, client credentials)
    Mtls,   ///< a client certificate (TLS), whose private key is the secret
    Hmac,   ///< requests are signed with the secret (RFC 9421, hmac-sha256)
};

/// How a service is asked for a new secret, shown the one that is in use.
struct RotationRule
{
    QByteArray method{}; ///< empty: the service is not asked, people give the new one
    QString path{};      ///< relative to the service's base URL
    QByteArray json{};   ///< body, compact; empty: none
    QString secret{};    ///< jq over the answer's body: the new secret, a text
    QString expires{};   ///< the same: until when it is good (RFC 3339 or a day); empty: it does not say
    bool isDeclared() const { return !method.isEmpty(); }
    bool operator==(const RotationRule &) const = default;
};

/// What a service's definition says of its credential: everything but the secret, which a vault keeps under `key`.
struct CredentialRule
{
    CredentialKind kind = CredentialKind::None;
    QString key;              ///< of the secret
    QString user{};           ///< Basic
    QByteArray header{};      ///< ApiKey: name, lower case; empty: it goes into the query
    QString query{};          ///< ApiKey: the parameter's name
    QUrl tokenUrl{};          ///< OAuth2
    QString clientId{};       ///< OAuth2
    QStringList scopes{};     ///< OAuth2
    QString certificate{};    ///< Mtls, OAuth2: a PEM file, relative to the workspace
    QString keyId{};          ///< Hmac: what the signature calls the secret; empty: as the vault does
    QString certificateKey{}; ///< OAuth2: key of the certificate's private key; empty: no certificate is shown
    RotationRule rotation{};
    bool operator==(const CredentialRule &) const = default;
};

/// Whom a service's address is believed to be, beyond what the system's authorities say.
struct TlsRule
{
    QString ca{}; ///< PEM file of the authorities that are believed instead of the system's, relative to the workspace
    QList<QByteArray>
        pins{}; ///< SHA-256 of the public keys (SubjectPublicKeyInfo, RFC 7469) that its certificate may have; none: any
    bool operator==(const TlsRule &) const = default;
};

/// What is remembered of a secret: never itself, nor anything that it could be guessed by.
struct CredentialRecord
{
    QString key;
    QString kind; ///< "bearer", or "secret" where no definition says what it is for
    Timestamp setAt{};
    QString setBy{};
    std::optional<Timestamp> expiresAt{};
    std::optional<Timestamp> previousUntil{}; ///< until then the one before it may be used as well
};

/// How long before its end a secret counts as expiring.
inline constexpr std::chrono::days ExpiryWarning{14};

QString word(CredentialKind kind);
std::optional<CredentialKind> credentialKindFromWord(const QString &word);

/// The key under which a vault keeps the secret that `key` had before it was rotated.
QString previousKey(const QString &key);

} // namespace cairn
