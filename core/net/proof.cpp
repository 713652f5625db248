#include "net/proof.h"

#include "net/secretcover.h"
#include "security/redaction.h"

#include <QDir>
#include <QFile>
#include <QUrlQuery>

#include <sodium.h>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 LargestPem = 1 << 20;

void setHeader(HeaderList &headers, const QByteArray &name, const QByteArray &value)
{
    headers.removeIf([&name](const auto &field) { return field.first.compare(name, Qt::CaseInsensitive) == 0; });
    headers.append({name, value});
}

/// As a query has it: everything but letters, digits and "-._~" in hexadecimal.
QByteArray inQuery(QByteArrayView secret)
{
    return secret.toByteArray().toPercentEncoding();
}

Result<QList<QSslCertificate>> readCertificates(const QString &workspaceRoot, const QString &file, const QString &what)
{
    QFile source(QDir(workspaceRoot).filePath(file));
    if (!source.open(QIODevice::ReadOnly))
        return failure(ErrorKind::NotFound, u"%1 cannot be read: %2"_s.arg(what, source.errorString()), file,
                       u"Put the PEM file there, or correct the service's definition"_s);
    const QList<QSslCertificate> certificates = QSslCertificate::fromData(source.read(LargestPem), QSsl::Pem);
    if (certificates.isEmpty() || certificates.contains(QSslCertificate()))
        return failure(ErrorKind::Usage, u"%1 is no certificate in PEM form"_s.arg(what), file,
                       u"Write it with -----BEGIN CERTIFICATE-----"_s);
    return certificates;
}

/// `key`: the private one, which the vault has as `name`.
Result<void> readClientCertificate(const CredentialRule &rule, const SecretBytes &key, const QString &name,
                                   const QString &workspaceRoot, Proof &proof)
{
    const auto certificates = readCertificates(workspaceRoot, rule.certificate, u"the client certificate"_s);
    if (!certificates)
        return tl::unexpected(certificates.error());
    proof.tls.certificate = *certificates;
    const auto algorithm = certificates->first().publicKey().algorithm();
    proof.tls.key = QSslKey(key.view().toByteArray(), algorithm, QSsl::Pem, QSsl::PrivateKey);
    if (proof.tls.key.isNull())
        return failure(ErrorKind::Usage,
                       u"credential %1 is no private key in PEM form of the certificate's kind, without a password"_s.arg(name),
                       rule.certificate, u"Set the key that belongs to the certificate"_s);
    return {};
}

} // namespace

bool needsProof(const Service &service)
{
    return service.credential.kind != CredentialKind::None || service.tls != TlsRule();
}

Result<std::shared_ptr<const Proof>> readProof(const Service &service, const Credentials &credentials,
                                               const QString &workspaceRoot, Timestamp now)
{
    const CredentialRule &rule = service.credential;
    auto proof = std::make_shared<Proof>();
    proof->tls.pins = service.tls.pins;
    if (!service.tls.ca.isEmpty()) {
        auto authorities = readCertificates(workspaceRoot, service.tls.ca, u"the authority's certificate"_s);
        if (!authorities)
            return tl::unexpected(authorities.error());
        proof->tls.authorities = std::move(*authorities);
    }
    if (rule.kind == CredentialKind::None)
        return proof;
    auto secret = credentials.read(rule.key);
    if (!secret)
        return tl::unexpected(secret.error());
    proof->secret = std::move(*secret);
    const QByteArrayView bytes = proof->secret.view();
    const bool inHeader = rule.kind == CredentialKind::Bearer || (rule.kind == CredentialKind::ApiKey && !rule.header.isEmpty());
    const auto isText = [](char c) { return (c >= ' ' && c <= '~') || static_cast<unsigned char>(c) >= 0x80; };
    if (bytes.isEmpty() || (inHeader && !std::all_of(bytes.begin(), bytes.end(), isText)))
        return failure(ErrorKind::Usage,
                       u"credential %1 has a line break or a control character inside, or is empty"_s.arg(rule.key), {},
                       u"Set it once more"_s);
    if (auto previous = credentials.readPrevious(rule.key, now))
        proof->previous = std::move(*previous);
    Result<void> shown;
    if (rule.kind == CredentialKind::Mtls)
        shown = readClientCertificate(rule, proof->secret, rule.key, workspaceRoot, *proof);
    if (!rule.certificateKey.isEmpty()) {
        const auto key = credentials.read(rule.certificateKey);
        shown = key ? readClientCertificate(rule, *key, rule.certificateKey, workspaceRoot, *proof) : tl::unexpected(key.error());
    }
    if (!shown)
        return tl::unexpected(shown.error());
    return proof;
}

QByteArray basicAuthorization(QByteArrayView user, QByteArrayView password)
{
    QByteArray both = user.toByteArray() + ':' + password.toByteArray();
    const QByteArray value = "Basic " + both.toBase64();
    sodium_memzero(both.data(), size_t(both.size()));
    return value;
}

void present(HttpRequest &request, const CredentialRule &rule, QByteArrayView secret)
{
    switch (rule.kind) {
    case CredentialKind::None:
    case CredentialKind::Mtls: // the connection shows it
    case CredentialKind::Hmac: // see signRequest
        return;
    case CredentialKind::Bearer:
    case CredentialKind::OAuth2: return setHeader(request.headers, "authorization", "Bearer " + secret.toByteArray());
    case CredentialKind::Basic:
        return setHeader(request.headers, "authorization", basicAuthorization(rule.user.toUtf8(), secret));
    case CredentialKind::ApiKey: break;
    }
    if (!rule.header.isEmpty())
        return setHeader(request.headers, rule.header, secret.toByteArray());
    QUrlQuery query(request.url);
    query.removeAllQueryItems(rule.query);
    QString text = query.toString(QUrl::FullyEncoded);
    text += (text.isEmpty() ? QString() : u"&"_s) + rule.query + u'=' + QString::fromLatin1(inQuery(secret));
    request.url.setQuery(text, QUrl::StrictMode);
}

void redactSecret(Exchange &exchange, const CredentialRule &rule, QByteArrayView secret)
{
    const QByteArray instead = RedactedText.toLatin1();
    for (const QByteArray &form : quotableForms(rule, secret)) {
        exchange.detail.replace(QString::fromUtf8(form), RedactedText);
        for (auto &[name, value] : exchange.headers)
            value.replace(form, instead);
    }
}

} // namespace cairn
