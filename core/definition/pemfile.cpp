#include "definition/pemfile.h"

#include <QFile>

#include <memory>
#include <vector>

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 LargestPemFile = 1 << 20;

template <auto Free> struct Freeing
{
    template <typename T> void operator()(T *one) const { Free(one); }
};
using Bio = std::unique_ptr<BIO, Freeing<BIO_free_all>>;
using Certificate = std::unique_ptr<X509, Freeing<X509_free>>;
using Key = std::unique_ptr<EVP_PKEY, Freeing<EVP_PKEY_free>>;

Result<QByteArray> contentOf(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return failure(ErrorKind::NotFound, u"it cannot be read: %1"_s.arg(file.errorString()), path,
                       u"Put the PEM file there, let the user that runs Cairn read it, or write another path"_s);
    return file.read(LargestPemFile);
}

std::optional<Timestamp> timeOf(const ASN1_TIME *time)
{
    tm parts{};
    if (ASN1_TIME_to_tm(time, &parts) != 1)
        return std::nullopt;
    return Timestamp(std::chrono::seconds(::timegm(&parts)));
}

/// No password is asked for on the terminal.
int noPassword(char *, int, int, void *)
{
    return 0;
}

Result<std::vector<Certificate>> certificatesOf(const QString &path)
{
    const auto content = contentOf(path);
    if (!content)
        return tl::unexpected(content.error());
    const Bio source(BIO_new_mem_buf(content->constData(), int(content->size())));
    std::vector<Certificate> certificates;
    while (Certificate one{PEM_read_bio_X509(source.get(), nullptr, noPassword, nullptr)})
        certificates.push_back(std::move(one));
    // at the end there is no further one; anything else is damage
    const bool isEnd = ERR_GET_REASON(ERR_peek_last_error()) == PEM_R_NO_START_LINE;
    ERR_clear_error();
    if (certificates.empty() || !isEnd)
        return failure(ErrorKind::Usage, u"it holds no certificate in PEM form, or a damaged one"_s, path,
                       u"Write it with -----BEGIN CERTIFICATE-----"_s);
    return certificates;
}

} // namespace

Result<CertificateFacts> readCertificateFile(const QString &path)
{
    const auto certificates = certificatesOf(path);
    if (!certificates)
        return tl::unexpected(certificates.error());
    CertificateFacts facts{int(certificates->size()), Timestamp::min(), Timestamp::max()};
    for (const Certificate &one : *certificates) {
        facts.validFrom = std::max(facts.validFrom, timeOf(X509_get0_notBefore(one.get())).value_or(facts.validFrom));
        facts.validUntil = std::min(facts.validUntil, timeOf(X509_get0_notAfter(one.get())).value_or(facts.validUntil));
    }
    return facts;
}

Result<void> checkKeyFile(const QString &path, const QString &certificate)
{
    const auto content = contentOf(path);
    if (!content)
        return tl::unexpected(content.error());
    const Bio source(BIO_new_mem_buf(content->constData(), int(content->size())));
    const Key key(PEM_read_bio_PrivateKey(source.get(), nullptr, noPassword, nullptr));
    ERR_clear_error();
    if (!key)
        return failure(ErrorKind::Usage, u"it holds no private key in PEM form without a password"_s, path,
                       u"Write it with -----BEGIN PRIVATE KEY-----"_s);
    const auto certificates = certificatesOf(certificate);
    if (!certificates)
        return {}; // which is told of that file
    const bool belongs = X509_check_private_key(certificates->front().get(), key.get()) == 1;
    ERR_clear_error();
    if (!belongs)
        return failure(ErrorKind::Usage, u"it is not the key of the certificate beside it"_s, path,
                       u"Name the key that the certificate was made for"_s);
    return {};
}

} // namespace cairn
