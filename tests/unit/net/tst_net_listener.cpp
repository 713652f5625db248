#include "listenerfixture.h"
#include "localtools.h"

#include <QSslConfiguration>
#include <QSslSocket>

#include <thread>

using namespace cairn;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// Requests that are taken in, and the ways to answer them.
class TestListener : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { m_fixture.init(); }
    void cleanup() { m_fixture.listener.reset(); }
    void goodRequest();
    void bodyByteByByte();
    void waitsForContinue();
    void pipelinedRequests();
    void answers_data();
    void answers();
    void onlyTheFirstAnswerCounts();
    void answersFromAnotherThread();
    void forgottenAnswer();
    void answerThatNeverComes();
    void peerGoneBeforeTheAnswer();
    void listenerGoneBeforeTheAnswer();
    void tls();
    void aRenewedCertificateIsShown();
    void whatCannotBeReadYetIsLookedAtAgain();
    void startRefusals_data();
    void startRefusals();
    void portInUse();
    void restarts();

private:
    ListenerFixture m_fixture;
    CertificateMaker m_certificates;
};

void TestListener::goodRequest()
{
    m_fixture.handler = [](const Responder &responder) { responder.answer(202, QJsonObject{{u"accepted"_s, true}}); };
    m_fixture.start();
    QCOMPARE(m_fixture.url().scheme(), u"http"_s);
    QCOMPARE(m_fixture.url().host(), u"127.0.0.1"_s);
    const QByteArray body("\0\r\n\xff", 4);
    Peer peer(m_fixture.url(), "POST /hooks/a%2Fb?x=1&y=%20z HTTP/1.1\r\nHOST: h\r\nWebhook-Id: one\r\nX-Twice: 1\r\n"
                               "x-twice: 2\r\nConnection: keep-alive\r\nContent-Length: 4\r\n\r\n" +
                                   body);
    QTRY_VERIFY(peer.isAnswered());
    QCOMPARE(m_fixture.requests.size(), 1);
    const ListenerRequest &request = m_fixture.requests.first();
    QCOMPARE(request.method, "POST");
    QCOMPARE(request.path, u"/hooks/a%2Fb"_s);
    QCOMPARE(request.query.queryItemValue(u"y"_s, QUrl::FullyDecoded), u" z"_s);
    QCOMPARE(request.body, body);
    QVERIFY(request.peer.isLoopback());
    const HeaderList expected{{"host", "h"},    {"webhook-id", "one"},        {"x-twice", "1"},
                              {"x-twice", "2"}, {"connection", "keep-alive"}, {"content-length", "4"}};
    QCOMPARE(request.headers, expected);
    // All of it: neither a program nor a version is named.
    QCOMPARE(peer.received, "HTTP/1.1 202 Accepted\r\nConnection: close\r\nContent-Length: 17\r\n"
                            "Content-Type: application/json\r\n\r\n{\"accepted\":true}");
}

/// QtHttpServer 6.4 by itself loses its way when a chunk's line break comes in two pieces.
void TestListener::bodyByteByByte()
{
    m_fixture.start();
    Peer peer(m_fixture.url());
    const QByteArray bytes =
        "POST /hook HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2;x=y\r\nde\r\n0\r\n\r\n";
    for (const char byte : bytes) {
        QVERIFY(m_fixture.requests.isEmpty());
        peer.send(QByteArray(1, byte));
        QTest::qWait(1);
    }
    QTRY_COMPARE(peer.status(), 204);
    QCOMPARE(m_fixture.requests.size(), 1);
    QCOMPARE(m_fixture.requests.first().body, "abcde");
}

void TestListener::waitsForContinue()
{
    m_fixture.start({.maxBody = 1000});
    Peer peer(m_fixture.url(), "POST /hook HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n");
    QTRY_COMPARE(peer.received, "HTTP/1.1 100 Continue\r\n\r\n");
    peer.received.clear();
    peer.send("abc");
    QTRY_COMPARE(peer.status(), 204);
    QCOMPARE(m_fixture.requests.value(0).body, "abc");
    Peer tooLarge(m_fixture.url(), "POST /hook HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nContent-Length: 1001\r\n\r\n");
    QTRY_COMPARE(tooLarge.status(), 413);
}

/// One request a connection: "Connection: close" tells the peer that the others were not heard.
void TestListener::pipelinedRequests()
{
    m_fixture.handler = {};
    m_fixture.start();
    Peer peer(m_fixture.url(), post("1", "/first") + post("2", "/second"));
    QTRY_COMPARE(m_fixture.requests.size(), 1);
    peer.send(post("3", "/third"));
    QTest::qWait(30);
    m_fixture.open.at(0).answer(200);
    QTRY_VERIFY(peer.isAnswered());
    QTest::qWait(30);
    QCOMPARE(m_fixture.requests.size(), 1);
    QCOMPARE(m_fixture.requests.first().path, u"/first"_s);
    QCOMPARE(peer.received.count("HTTP/1.1"), 1);
}

void TestListener::answers_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<bool>("late");
    for (const int status : {200, 202, 204, 401, 404, 410, 425, 503, 599}) {
        QTest::addRow("%d at once", status) << status << false;
        QTest::addRow("%d later", status) << status << true;
    }
}

void TestListener::answers()
{
    QFETCH(int, status);
    QFETCH(bool, late);
    m_fixture.handler = {};
    if (!late)
        m_fixture.handler = [status](const Responder &responder) { responder.answer(status); };
    m_fixture.start();
    Peer peer(m_fixture.url(), post());
    QTRY_COMPARE(m_fixture.requests.size(), 1);
    if (late) {
        QTest::qWait(50);
        QVERIFY(peer.received.isEmpty());
        m_fixture.open.at(0).answer(status);
    }
    QTRY_VERIFY(peer.isAnswered());
    QCOMPARE(peer.status(), status);
    QVERIFY(peer.received.endsWith("\r\n\r\n"));
}

void TestListener::onlyTheFirstAnswerCounts()
{
    m_fixture.handler = [](const Responder &responder) {
        const Responder copy = responder; // NOLINT(performance-unnecessary-copy-initialization)
        copy.answer(201);
        responder.answer(404);
    };
    m_fixture.start();
    Peer peer(m_fixture.url(), post());
    QTRY_VERIFY(peer.isAnswered());
    QTest::qWait(20);
    QCOMPARE(peer.status(), 201);
    QCOMPARE(peer.received.count("HTTP/1.1"), 1);
}

void TestListener::answersFromAnotherThread()
{
    std::vector<std::thread> threads;
    m_fixture.handler = [&threads](Responder responder) {
        threads.emplace_back([responder = std::move(responder), nth = threads.size()] {
            if (nth % 2 == 0)
                responder.answer(202, QJsonObject{{u"nth"_s, int(nth)}});
        });
    };
    m_fixture.start();
    std::vector<std::unique_ptr<Peer>> peers;
    for (int i = 0; i < 20; ++i)
        peers.push_back(std::make_unique<Peer>(m_fixture.url(), post()));
    for (const auto &peer : peers)
        QTRY_VERIFY(peer->isAnswered());
    for (std::thread &thread : threads)
        thread.join();
    QCOMPARE(std::count_if(peers.begin(), peers.end(), [](const auto &peer) { return peer->status() == 202; }), 10);
    QCOMPARE(std::count_if(peers.begin(), peers.end(), [](const auto &peer) { return peer->status() == 500; }), 10);
}

void TestListener::forgottenAnswer()
{
    m_fixture.handler = [](const Responder &) {};
    m_fixture.start();
    Peer peer(m_fixture.url(), post());
    QTRY_VERIFY(peer.isAnswered());
    QCOMPARE(peer.status(), 500);
    QVERIFY(peer.received.endsWith("\r\n\r\n"));
}

void TestListener::answerThatNeverComes()
{
    m_fixture.handler = {};
    m_fixture.start({.requestTimeout = 1s, .answerTimeout = 2s});
    Peer peer(m_fixture.url(), post());
    QTRY_VERIFY_WITH_TIMEOUT(peer.isAnswered(), 20'000);
    QCOMPARE(peer.status(), 503); // not 408: the time for the request is not the time for the answer
    m_fixture.open.at(0).answer(200);
    Peer next(m_fixture.url(), post());
    QTRY_COMPARE(m_fixture.requests.size(), 2);
}

void TestListener::peerGoneBeforeTheAnswer()
{
    m_fixture.handler = {};
    m_fixture.start({.maxConnections = 1});
    for (int i = 0; i < 5; ++i) {
        Peer peer(m_fixture.url(), post());
        QTRY_COMPARE(m_fixture.requests.size(), i + 1);
        peer.leave();
    }
    m_fixture.handler = [](const Responder &responder) { responder.answer(204); };
    Peer next(m_fixture.url(), post()); // so those before have left for certain: one connection at a time
    QTRY_VERIFY(next.isAnswered());
    for (const Responder &responder : m_fixture.open)
        responder.answer(200, QJsonObject{});
    m_fixture.open.clear();
    Peer last(m_fixture.url(), post());
    QTRY_VERIFY(last.isAnswered());
}

void TestListener::listenerGoneBeforeTheAnswer()
{
    m_fixture.handler = {};
    m_fixture.start();
    Peer peer(m_fixture.url(), post());
    Peer half(m_fixture.url(), post().chopped(1));
    QTRY_COMPARE(m_fixture.open.size(), 1U);
    m_fixture.listener->stop();
    QVERIFY(m_fixture.url().isEmpty());
    m_fixture.open.at(0).answer(200);
    m_fixture.open.clear();
    QTRY_VERIFY(peer.closed && half.closed);
    QVERIFY(peer.received.isEmpty() && half.received.isEmpty());
}

void TestListener::tls()
{
    m_fixture.handler = {};
    const KeyPair pair = m_certificates.selfSigned(u"listener"_s, u"IP:127.0.0.1"_s);
    m_fixture.start(
        {.certificateFile = pair.certificateFile, .keyFile = pair.keyFile, .requestTimeout = 400ms, .maxConnections = 1});
    QCOMPARE(m_fixture.url().scheme(), u"https"_s);
    Peer plain(m_fixture.url(), post());
    QTRY_VERIFY(plain.closed);
    Peer silent(m_fixture.url()); // never shakes hands
    QTRY_VERIFY(silent.closed);
    QVERIFY(plain.status() == 0 && m_fixture.requests.isEmpty());

    m_fixture.listener->stop();
    m_fixture.start({.certificateFile = pair.certificateFile, .keyFile = pair.keyFile, .maxConnections = 1});
    QSslSocket client;
    QSslConfiguration trusting = client.sslConfiguration();
    trusting.setCaCertificates({pair.certificate});
    client.setSslConfiguration(trusting);
    client.connectToHostEncrypted(u"127.0.0.1"_s, quint16(m_fixture.url().port()));
    QSignalSpy encrypted(&client, &QSslSocket::encrypted);
    QVERIFY(encrypted.wait(20'000));
    const QByteArray body(200'000, 'x');
    client.write(post(body));
    QTRY_COMPARE(m_fixture.open.size(), 1U);
    QVERIFY(m_fixture.requests.first().body == body);
    m_fixture.open.front().answer(202, QJsonObject{{u"ok"_s, true}});
    QTRY_COMPARE(client.state(), QAbstractSocket::UnconnectedState);
    QVERIFY(client.readAll().endsWith("{\"ok\":true}"));
}

namespace {

bool putFile(const QString &from, const QString &to)
{
    QFile::remove(to);
    return QFile::copy(from, to);
}

/// Which anybody is shown there.
QSslCertificate certificateAt(const QUrl &url)
{
    QSslSocket client;
    client.setPeerVerifyMode(QSslSocket::VerifyNone);
    QSignalSpy encrypted(&client, &QSslSocket::encrypted);
    client.connectToHostEncrypted(u"127.0.0.1"_s, quint16(url.port()));
    return encrypted.wait(20'000) ? client.peerCertificate() : QSslCertificate();
}

} // namespace

void TestListener::aRenewedCertificateIsShown()
{
    const KeyPair old = m_certificates.selfSigned(u"old"_s, u"IP:127.0.0.1"_s);
    const KeyPair renewed = m_certificates.selfSigned(u"renewed"_s, u"DNS:localhost,IP:127.0.0.1"_s);
    const QString certificate = m_certificates.path(u"live.pem"_s);
    const QString key = m_certificates.path(u"live.key"_s);
    QVERIFY(putFile(old.certificateFile, certificate) && putFile(old.keyFile, key));
    m_fixture.start({.certificateFile = certificate, .keyFile = key, .certificateAge = 0ms});
    QCOMPARE(certificateAt(m_fixture.url()), old.certificate);
    QVERIFY(putFile(renewed.certificateFile, certificate));
    QCOMPARE(certificateAt(m_fixture.url()), old.certificate); // its key is not there yet
    QVERIFY(putFile(renewed.keyFile, key));
    QCOMPARE(certificateAt(m_fixture.url()), renewed.certificate);
}

/// As where its owner is given it after it was put there, which changes neither its time nor its size.
void TestListener::whatCannotBeReadYetIsLookedAtAgain()
{
    const KeyPair old = m_certificates.selfSigned(u"former"_s, u"IP:127.0.0.1"_s);
    const KeyPair renewed = m_certificates.selfSigned(u"next"_s, u"DNS:localhost,IP:127.0.0.1"_s);
    const QString certificate = m_certificates.path(u"shown.pem"_s);
    const QString key = m_certificates.path(u"shown.key"_s);
    QVERIFY(putFile(old.certificateFile, certificate) && putFile(old.keyFile, key));
    m_fixture.start({.certificateFile = certificate, .keyFile = key, .certificateAge = 0ms});
    QVERIFY(putFile(renewed.certificateFile, certificate) && putFile(renewed.keyFile, key));
    const QDateTime stamp = QFileInfo(key).lastModified();
    QFile file(key);
    const auto put = [&](const QByteArray &bytes) {
        const bool isWritten = file.open(QIODevice::ReadWrite) && file.write(bytes) == bytes.size() && file.flush() &&
                               file.setFileTime(stamp, QFileDevice::FileModificationTime);
        file.close();
        return isWritten;
    };
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray good = file.readAll();
    file.close();
    QVERIFY(put(QByteArray(good.size(), 'x')));
    QCOMPARE(certificateAt(m_fixture.url()), old.certificate);
    QCOMPARE(certificateAt(m_fixture.url()), old.certificate);
    QVERIFY(put(good));
    QCOMPARE(certificateAt(m_fixture.url()), renewed.certificate);
}

void TestListener::startRefusals_data()
{
    QTest::addColumn<ListenerOptions>("options");
    QTest::addColumn<ErrorKind>("kind");
    const KeyPair pair = m_certificates.selfSigned(u"one"_s, u"IP:127.0.0.1"_s);
    const KeyPair other = m_certificates.selfSigned(u"two"_s, u"IP:127.0.0.1"_s);
    const QString nowhere = u"/nowhere/listener.pem"_s;
    const auto with = [](const QString &certificate, const QString &key, const QString &address = u"127.0.0.1"_s) {
        return ListenerOptions{.address = QHostAddress(address), .certificateFile = certificate, .keyFile = key};
    };
    QTest::newRow("plain for everybody") << with({}, {}, u"0.0.0.0"_s) << ErrorKind::Usage;
    QTest::newRow("plain for everybody, IPv6") << with({}, {}, u"::"_s) << ErrorKind::Usage;
    QTest::newRow("plain for a network") << with({}, {}, u"192.168.1.2"_s) << ErrorKind::Usage;
    QTest::newRow("no address") << with({}, {}, u"nonsense"_s) << ErrorKind::Usage;
    QTest::newRow("no key") << with(pair.certificateFile, {}) << ErrorKind::Usage;
    QTest::newRow("no certificate") << with({}, pair.keyFile) << ErrorKind::Usage;
    QTest::newRow("certificate missing") << with(nowhere, pair.keyFile) << ErrorKind::Io;
    QTest::newRow("key missing") << with(pair.certificateFile, nowhere) << ErrorKind::Io;
    QTest::newRow("key for a certificate") << with(pair.keyFile, pair.keyFile) << ErrorKind::Io;
    QTest::newRow("certificate for a key") << with(pair.certificateFile, pair.certificateFile) << ErrorKind::Io;
    QTest::newRow("another's key") << with(pair.certificateFile, other.keyFile) << ErrorKind::Io;
    QTest::newRow("another machine's address") << with(pair.certificateFile, pair.keyFile, u"192.0.2.1"_s) << ErrorKind::NotFound;
}

void TestListener::startRefusals()
{
    QFETCH(ListenerOptions, options);
    QFETCH(ErrorKind, kind);
    const Result<void> started = m_fixture.listener->start(options);
    QVERIFY(!started);
    QVERIFY2(started.error().kind == kind, qPrintable(describe(started.error())));
    QVERIFY(!started.error().remedy.isEmpty());
    QVERIFY(m_fixture.url().isEmpty());
}

void TestListener::portInUse()
{
    m_fixture.start();
    Listener second([](const ListenerRequest &, const Responder &) {});
    const Result<void> started = second.start({.port = quint16(m_fixture.url().port())});
    QVERIFY(!started);
    QCOMPARE(started.error().kind, ErrorKind::Busy);
    QVERIFY(started.error().where.contains(QString::number(m_fixture.url().port())));
    QVERIFY(!started.error().remedy.isEmpty());
}

void TestListener::restarts()
{
    m_fixture.start();
    const auto port = quint16(m_fixture.url().port());
    Peer before(m_fixture.url(), post());
    QTRY_VERIFY(before.isAnswered());
    m_fixture.start({.port = port});
    QCOMPARE(m_fixture.url().port(), int(port));
    Peer after(m_fixture.url(), post());
    QTRY_VERIFY(after.isAnswered());
}

QTEST_GUILESS_MAIN(TestListener)
#include "tst_net_listener.moc"
