#pragma once

#include <QByteArray>
#include <QList>
#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslKey>

namespace cairn {

/// What TLS with one service takes beyond the rule for all: TLS 1.2 or later, and a certificate for its host that is verified.
struct TlsSettings
{
    QList<QSslCertificate> authorities{}; ///< believed instead of the system's; none: the system's
    QList<QSslCertificate> certificate{}; ///< that we show, with those above it; none: we show nothing
    QSslKey key{};                        ///< of the first of them
    QList<QByteArray> pins{};             ///< SHA-256 of public keys, see TlsRule
    bool operator==(const TlsSettings &) const = default;
};

QSslConfiguration configurationOf(const TlsSettings &tls);

/// Whether the certificate's public key (as SubjectPublicKeyInfo, RFC 7469 section 2.4) is among those pinned. Only the service's
/// own certificate is looked at: what it sends beside it nobody has verified to be above it.
bool isPinned(const QSslCertificate &certificate, const QList<QByteArray> &pins);

} // namespace cairn
