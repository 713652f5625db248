#include "call.h"
#include "localtools.h"
#include "rawserver.h"

#include <QSslConfiguration>
#include <QtTest>

using namespace cairn;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {
/// Makes certificates trusted as if the system's store held them, for as long as it lives.
class Trust
{
public:
    explicit Trust(const QSslCertificate &certificate) : m_before(QSslConfiguration::defaultConfiguration())
    {
        QSslConfiguration configuration = m_before;
        configuration.addCaCertificate(certificate);
        QSslConfiguration::setDefaultConfiguration(configuration);
    }
    ~Trust() { QSslConfiguration::setDefaultConfiguration(m_before); }

private:
    QSslConfiguration m_before;
};

HttpRequest secret(const QUrl &url, const QByteArray &method = "POST")
{
    HttpRequest request = requestTo(url, method, method == "POST" ? QByteArray("secret body") : QByteArray());
    request.headers = {{"Authorization", "Bearer secret"}};
    return request;
}
} // namespace

/// Whom a secret is told to.
class TestTls : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whoIsBelieved_data();
    void whoIsBelieved();
    void refusedAgainAndAgain();
    void noTlsThere_data();
    void noTlsThere();
    void handshakeThatStalls();
    void cutAnswers();

private:
    CertificateMaker m_certificates;
};

void TestTls::whoIsBelieved_data()
{
    QTest::addColumn<QString>("altName");
    QTest::addColumn<bool>("trusted");
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<bool>("believed");
    for (const char *method : {"POST", "GET"}) {
        const QByteArray verb(method);
        QTest::addRow("signed by itself, %s", method) << u"IP:127.0.0.1"_s << false << verb << false;
        QTest::addRow("trusted, %s", method) << u"IP:127.0.0.1"_s << true << verb << true;
        QTest::addRow("trusted, of another host, %s", method) << u"DNS:elsewhere.example"_s << true << verb << false;
        QTest::addRow("trusted, of another address, %s", method) << u"IP:127.0.0.2"_s << true << verb << false;
    }
}

void TestTls::whoIsBelieved()
{
    QFETCH(QString, altName);
    QFETCH(bool, trusted);
    QFETCH(QByteArray, method);
    QFETCH(bool, believed);
    const KeyPair pair = m_certificates.selfSigned(u"server"_s, altName);
    QVERIFY(!pair.key.isNull());
    std::optional<Trust> trust;
    if (trusted)
        trust.emplace(pair.certificate);
    RawServer server(answering());
    server.useTls(pair.certificate, pair.key);
    HttpClient client(serviceAt(server.url()));
    Call call(client, secret(server.url(), method));
    QVERIFY(call.wait());
    QCOMPARE(call.fault(), believed ? TransportFault::None : TransportFault::TlsFailed);
    QCOMPARE(call.exchange().maybeSent, believed);
    QCOMPARE(call.exchange().status, believed ? 200 : 0);
    QTest::qWait(50);
    QCOMPARE(server.requestCount(), believed ? 1 : 0);
    QCOMPARE(server.bytesReceived() > 0, believed); // decrypted ones: not a byte of the secret
    QCOMPARE(call.exchange().detail.isEmpty(), believed);
}

/// A refusal is not worn down by repeating it, on the same client or a new one.
void TestTls::refusedAgainAndAgain()
{
    const KeyPair pair = m_certificates.selfSigned(u"server"_s, u"IP:127.0.0.1"_s);
    RawServer server(answering());
    server.useTls(pair.certificate, pair.key);
    HttpClient client(serviceAt(server.url()));
    for (int i = 0; i < 5; ++i) {
        Call call(client, secret(server.url()));
        QVERIFY(call.wait());
        QCOMPARE(call.fault(), TransportFault::TlsFailed);
        QVERIFY(!call.exchange().maybeSent);
    }
    QCOMPARE(server.bytesReceived(), 0);
}

void TestTls::noTlsThere_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::newRow("HTTP") << QByteArray("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
    QTest::newRow("closes") << QByteArray();
}

void TestTls::noTlsThere()
{
    QFETCH(QByteArray, answer);
    RawServer server(answering());
    std::atomic<bool> leaked = false;
    server.setRaw([answer, &leaked](RawConnection &connection) {
        leaked = leaked || connection.buffer.contains("secret");
        if (!answer.isEmpty())
            connection.send(answer);
        connection.fin();
    });
    QUrl url = server.url();
    url.setScheme(u"https"_s);
    HttpClient client(serviceAt(url));
    Call call(client, secret(url));
    QVERIFY(call.wait());
    QVERIFY(call.fault() != TransportFault::None);
    QVERIFY(!call.exchange().maybeSent);
    QCOMPARE(call.exchange().status, 0);
    QVERIFY(!leaked);
}

void TestTls::handshakeThatStalls()
{
    RawServer server(answering());
    server.setRaw([](RawConnection &) {});
    QUrl url = server.url();
    url.setScheme(u"https"_s);
    for (const char *method : {"POST", "GET"}) {
        HttpClient client(serviceAt(url)); // Qt tells of a connection only to the request that it is opened for
        HttpRequest request = secret(url, method);
        request.timeout = {400ms, 30s, 30s};
        Call call(client, std::move(request));
        QVERIFY(call.wait());
        QCOMPARE(call.fault(), TransportFault::ConnectTimeout);
        QVERIFY(!call.exchange().maybeSent);
    }
}

void TestTls::cutAnswers()
{
    const KeyPair pair = m_certificates.selfSigned(u"server"_s, u"IP:127.0.0.1"_s);
    const Trust trust(pair.certificate);
    RawServer server([](RawConnection &connection, const RawRequest &request) {
        if (request.target == "/half")
            connection.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf");
        connection.later(30, [&connection, reset = request.target == "/reset"] { reset ? connection.rst() : connection.fin(); });
    });
    server.useTls(pair.certificate, pair.key);
    HttpClient client(serviceAt(server.url()));
    Call half(client, secret(server.url(u"/half"_s)));
    QVERIFY(half.wait());
    QCOMPARE(half.fault(), TransportFault::TruncatedBody);
    for (const char *target : {"/closed", "/reset"}) {
        Call call(client, secret(server.url(QLatin1String(target))));
        QVERIFY(call.wait());
        QCOMPARE(call.fault(), TransportFault::ConnectionClosed);
        QVERIFY(call.exchange().maybeSent);
        QCOMPARE(server.requestCount(target), 1);
    }
}

QTEST_GUILESS_MAIN(TestTls)
#include "tst_net_tls.moc"
