#include "credentialsetup.h"
#include "localtools.h"
#include "rawserver.h"

#include <QCryptographicHash>
#include <QTest>

using namespace cairn;
using namespace Qt::StringLiterals;

namespace {

QByteArray contentsOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// What `openssl` says that a certificate's public key is: the pin as people make it.
QByteArray pinByOpenssl(const QString &certificate)
{
    QProcess shell;
    shell.start(u"sh"_s,
                {u"-c"_s,
                 u"openssl x509 -in \"$0\" -pubkey -noout | openssl pkey -pubin -outform der | openssl dgst -sha256 -binary"_s,
                 certificate});
    shell.waitForFinished();
    return shell.readAllStandardOutput();
}

} // namespace

/// Both sides of TLS: an authority of one's own, pinned keys, and certificates of clients, before the real nginx.
class TestMutualTls : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void anAuthorityOfOnesOwn();
    void pins_data();
    void pins();
    void noRequestGoesToAnUnpinnedKeyLater();
    void clientCertificates_data();
    void clientCertificates();
    void tokensBoundToACertificate_data();
    void tokensBoundToACertificate();
    void aKeyOfAnotherCertificate();
    void filesThatAreNotThere();

private:
    CertificateMaker m_maker;
    KeyPair m_authority;
    KeyPair m_server;
    KeyPair m_client;
};

void TestMutualTls::initTestCase()
{
    m_authority = m_maker.selfSigned(u"authority"_s, u"DNS:authority.example"_s);
    m_server = m_maker.signedBy(m_authority, u"server"_s, u"IP:127.0.0.1"_s);
    m_client = m_maker.signedBy(m_authority, u"client"_s, u"DNS:client.example"_s);
    QVERIFY(!m_server.certificate.isNull() && !m_client.certificate.isNull());
    QCOMPARE(m_server.certificate.issuerDisplayName(), u"authority"_s);
}

void TestMutualTls::anAuthorityOfOnesOwn()
{
    RawServer server(answering());
    server.useTls(m_server.certificate, m_server.key);
    CredentialSetup setup(server.url(), {});
    Call stranger(setup.transport(), requestTo(server.url()));
    QVERIFY(stranger.wait());
    QCOMPARE(stranger.fault(), TransportFault::TlsFailed);
    QVERIFY2(stranger.exchange().detail.contains(u"tls: { ca: FILE }"_s), qPrintable(stranger.exchange().detail));

    QVERIFY(QFile::copy(m_authority.certificateFile, setup.folder.filePath(u"ca.pem"_s)));
    setup.service.tls.ca = u"ca.pem"_s;
    setup.transport().setService(setup.service);
    Call believed(setup.transport(), requestTo(server.url()));
    QVERIFY(believed.wait());
    QCOMPARE(believed.fault(), TransportFault::None);
    QCOMPARE(believed.exchange().status, 200);
}

void TestMutualTls::pins_data()
{
    QTest::addColumn<QList<QByteArray>>("pins");
    QTest::addColumn<bool>("believed");
    const QByteArray right = pinByOpenssl(m_server.certificateFile);
    const QByteArray wrong = pinByOpenssl(m_client.certificateFile);
    QCOMPARE(right.size(), 32);
    QTest::newRow("the key") << QList<QByteArray>{right} << true;
    QTest::newRow("one of two") << QList<QByteArray>{wrong, right} << true;
    QTest::newRow("another") << QList<QByteArray>{wrong} << false;
    QTest::newRow("the authority's") << QList<QByteArray>{pinByOpenssl(m_authority.certificateFile)} << false;
}

void TestMutualTls::pins()
{
    QFETCH(QList<QByteArray>, pins);
    QFETCH(bool, believed);
    RawServer server(answering());
    server.useTls(m_server.certificate, m_server.key);
    CredentialSetup setup(server.url(), {CredentialKind::Bearer, u"token"_s});
    setup.put(u"token"_s, "planted");
    QVERIFY(QFile::copy(m_authority.certificateFile, setup.folder.filePath(u"ca.pem"_s)));
    setup.service.tls = {u"ca.pem"_s, pins};
    for (int i = 0; i < 3; ++i) {
        Call call(setup.transport(), requestTo(server.url(), "POST", "body"));
        QVERIFY(call.wait());
        QCOMPARE(call.fault(), believed ? TransportFault::None : TransportFault::TlsFailed);
        QCOMPARE(call.exchange().maybeSent, believed);
    }
    QCOMPARE(server.bytesReceived() > 0, believed); // decrypted ones: not a byte of the request
    QCOMPARE(server.requestCount(), believed ? 3 : 0);
}

/// Many at once: connections are opened that no request has been told of.
void TestMutualTls::noRequestGoesToAnUnpinnedKeyLater()
{
    RawServer server(answering());
    server.useTls(m_server.certificate, m_server.key);
    CredentialSetup setup(server.url(), {});
    QVERIFY(QFile::copy(m_authority.certificateFile, setup.folder.filePath(u"ca.pem"_s)));
    setup.service.tls = {u"ca.pem"_s, {QByteArray(32, 'x')}};
    for (int round = 0; round < 3; ++round) {
        std::vector<std::unique_ptr<Call>> calls;
        for (int i = 0; i < 8; ++i)
            calls.push_back(std::make_unique<Call>(setup.transport(), requestTo(server.url(), "POST", "body")));
        calls[0]->cancel();
        calls[1]->destroy();
        for (size_t i = 2; i < calls.size(); ++i) {
            QVERIFY(calls[i]->wait());
            QCOMPARE(calls[i]->fault(), TransportFault::TlsFailed);
        }
    }
    QCOMPARE(server.bytesReceived(), 0);
}

void TestMutualTls::clientCertificates_data()
{
    QTest::addColumn<bool>("shown");
    QTest::addColumn<int>("status");
    QTest::newRow("shown") << true << 200;
    QTest::newRow("not shown") << false << 400; // as nginx answers
}

void TestMutualTls::clientCertificates()
{
    QFETCH(bool, shown);
    QFETCH(int, status);
    const quint16 port = freePort();
    Nginx nginx("server { listen 127.0.0.1:" + QByteArray::number(port) + " ssl; ssl_certificate " +
                m_server.certificateFile.toUtf8() + "; ssl_certificate_key " + m_server.keyFile.toUtf8() +
                "; ssl_client_certificate " + m_authority.certificateFile.toUtf8() +
                "; ssl_verify_client on; location / { return 200 $ssl_client_s_dn; } }");
    QVERIFY2(nginx.problem().isEmpty(), nginx.problem().constData());
    const QUrl url(u"https://127.0.0.1:%1/"_s.arg(port));
    CredentialRule rule;
    if (shown) {
        rule = {CredentialKind::Mtls, u"client-key"_s};
        rule.certificate = u"certificates/client.pem"_s;
    }
    CredentialSetup setup(url, rule);
    setup.put(u"client-key"_s, contentsOf(m_client.keyFile));
    QVERIFY(QDir(setup.folder.path()).mkpath(u"certificates"_s));
    QVERIFY(QFile::copy(m_client.certificateFile, setup.folder.filePath(u"certificates/client.pem"_s)));
    QVERIFY(QFile::copy(m_authority.certificateFile, setup.folder.filePath(u"ca.pem"_s)));
    setup.service.tls.ca = u"ca.pem"_s;
    Call call(setup.transport(), requestTo(url));
    QVERIFY(call.wait());
    QCOMPARE(call.fault(), TransportFault::None);
    QCOMPARE(call.exchange().status, status);
    if (shown)
        QCOMPARE(call.sink.bytes, QByteArray("CN=client"));
}

void TestMutualTls::tokensBoundToACertificate_data()
{
    clientCertificates_data();
}

/// RFC 8705: the authorisation server and the service both ask for it.
void TestMutualTls::tokensBoundToACertificate()
{
    QFETCH(bool, shown);
    const quint16 port = freePort();
    Nginx nginx("server { listen 127.0.0.1:" + QByteArray::number(port) + " ssl; ssl_certificate " +
                m_server.certificateFile.toUtf8() + "; ssl_certificate_key " + m_server.keyFile.toUtf8() +
                "; ssl_client_certificate " + m_authority.certificateFile.toUtf8() +
                "; ssl_verify_client on; location /token { default_type application/json; return 200 "
                "'{\"access_token\":\"for-$ssl_client_s_dn\",\"token_type\":\"Bearer\",\"expires_in\":600}'; } "
                "location / { return 200 '$http_authorization, $ssl_client_s_dn'; } }");
    QVERIFY2(nginx.problem().isEmpty(), nginx.problem().constData());
    const QUrl url(u"https://127.0.0.1:%1/"_s.arg(port));
    CredentialRule rule{CredentialKind::OAuth2, u"client-secret"_s};
    rule.tokenUrl = url.resolved(QUrl(u"token"_s));
    rule.clientId = u"cairn"_s;
    if (shown) {
        rule.certificate = u"client.pem"_s;
        rule.certificateKey = u"client-key"_s;
    }
    CredentialSetup setup(url, rule);
    setup.put(u"client-secret"_s, "planted");
    setup.put(u"client-key"_s, contentsOf(m_client.keyFile));
    QVERIFY(QFile::copy(m_client.certificateFile, setup.folder.filePath(u"client.pem"_s)));
    QVERIFY(QFile::copy(m_authority.certificateFile, setup.folder.filePath(u"ca.pem"_s)));
    setup.service.tls.ca = u"ca.pem"_s;
    Call call(setup.transport(), requestTo(url));
    QVERIFY(call.wait());
    QCOMPARE(call.fault(), shown ? TransportFault::None : TransportFault::CredentialUnusable); // no token, nothing sent
    if (shown)
        QCOMPARE(call.sink.bytes, QByteArray("Bearer for-CN=client, CN=client"));
}

void TestMutualTls::aKeyOfAnotherCertificate()
{
    CredentialRule rule{CredentialKind::Mtls, u"client-key"_s};
    rule.certificate = u"client.pem"_s;
    CredentialSetup setup(QUrl(u"https://127.0.0.1:1/"_s), rule);
    setup.put(u"client-key"_s, "-----BEGIN PRIVATE KEY-----\nnonsense\n-----END PRIVATE KEY-----\n");
    QVERIFY(QFile::copy(m_client.certificateFile, setup.folder.filePath(u"client.pem"_s)));
    Call call(setup.transport(), requestTo(setup.service.baseUrl));
    QVERIFY(call.wait());
    QCOMPARE(call.fault(), TransportFault::CredentialUnusable);
    QVERIFY2(call.exchange().detail.contains(u"private key"_s), qPrintable(call.exchange().detail));
    QVERIFY(!call.exchange().detail.contains(u"nonsense"_s));
}

void TestMutualTls::filesThatAreNotThere()
{
    CredentialSetup setup(QUrl(u"https://127.0.0.1:1/"_s), {});
    setup.service.tls.ca = u"nowhere.pem"_s;
    Call call(setup.transport(), requestTo(setup.service.baseUrl));
    QVERIFY(call.wait());
    QCOMPARE(call.fault(), TransportFault::CredentialUnusable);
    QVERIFY2(call.exchange().detail.contains(u"nowhere.pem"_s), qPrintable(call.exchange().detail));
}

QTEST_GUILESS_MAIN(TestMutualTls)
#include "tst_net_mutualtls.moc"
