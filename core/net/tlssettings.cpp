#include "net/tlssettings.h"

#include <QCryptographicHash>

namespace cairn {

QSslConfiguration configurationOf(const TlsSettings &tls)
{
    QSslConfiguration configuration = QSslConfiguration::defaultConfiguration();
    configuration.setProtocol(QSsl::TlsV1_2OrLater);
    configuration.setPeerVerifyMode(QSslSocket::VerifyPeer);
    if (!tls.authorities.isEmpty())
        configuration.setCaCertificates(tls.authorities);
    if (!tls.certificate.isEmpty()) {
        configuration.setLocalCertificateChain(tls.certificate);
        configuration.setPrivateKey(tls.key);
    }
    return configuration;
}

bool isPinned(const QSslCertificate &certificate, const QList<QByteArray> &pins)
{
    return !certificate.isNull() &&
           pins.contains(QCryptographicHash::hash(certificate.publicKey().toDer(), QCryptographicHash::Sha256));
}

} // namespace cairn
