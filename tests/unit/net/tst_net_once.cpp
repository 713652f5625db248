#include "call.h"
#include "rawserver.h"

#include <QtTest>

using namespace cairn;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// The promise: a server that reads a request and then breaks the connection has seen it once per attempt, never more.
class TestOnce : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void eachRequestArrivesOnce_data();
    void eachRequestArrivesOnce();
    void repeatedlyOnTheSameClient();
    void lostBeforeTheStatusLineIsWhole_data();
    void lostBeforeTheStatusLineIsWhole();
    void listenerGoneAfterwards_data();
    void listenerGoneAfterwards();
    void challengesAreNotAnswered_data();
    void challengesAreNotAnswered();
    void staleConnectionIsReplaced();
    void strayAnswersAreNobodys_data();
    void strayAnswersAreNobodys();
    void strayAnswersAfterSeveral();
    void connectionsAreReused();
    void interruptedByItself();
};

void TestOnce::eachRequestArrivesOnce_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<qint64>("size"); // -1: no body
    QTest::addColumn<bool>("reused");
    QTest::addColumn<bool>("byReset");
    const QList<QByteArray> methods{"GET", "HEAD", "OPTIONS", "DELETE", "MKCOL", "COPY", "POST", "PUT", "PATCH"};
    for (const QByteArray &method : methods) {
        for (const qint64 size : {-1, 0, 10, 300'000}) {
            for (const bool reused : {false, true}) {
                for (const bool byReset : {false, true})
                    QTest::addRow("%s %lld %s %s", method.constData(), size, reused ? "reused" : "new", byReset ? "RST" : "FIN")
                        << method << size << reused << byReset;
            }
        }
    }
}

void TestOnce::eachRequestArrivesOnce()
{
    QFETCH(QByteArray, method);
    QFETCH(qint64, size);
    QFETCH(bool, reused);
    QFETCH(bool, byReset);
    RawServer server([byReset](RawConnection &connection, const RawRequest &request) {
        if (request.target == "/warm")
            connection.send(okResponse());
        else if (byReset)
            connection.rst();
        else
            connection.fin();
    });
    HttpClient client(serviceAt(server.url()));
    if (reused) {
        Call warm(client, requestTo(server.url(u"/warm"_s)));
        QVERIFY(warm.wait());
        QCOMPARE(warm.fault(), TransportFault::None);
    }
    HttpRequest request = requestTo(server.url(u"/x"_s), method);
    if (size >= 0)
        request.body = OutgoingBody::ofBytes(QByteArray(size, 'b'));
    Call call(client, std::move(request));
    QVERIFY(call.wait());
    QCOMPARE(call.fault(), TransportFault::ConnectionClosed);
    QCOMPARE(call.exchange().maybeSent, true);
    QCOMPARE(call.exchange().status, 0);
    QTest::qWait(20); // a repetition would come at once
    QCOMPARE(server.requestCount("/x"), 1);
    QCOMPARE(server.requests().last().bodySize, qMax<qint64>(size, 0));
    QCOMPARE(server.connections(), 1);
}

void TestOnce::repeatedlyOnTheSameClient()
{
    // Qt counts reconnects per channel: the protection must not wear out.
    RawServer server([](RawConnection &connection, const RawRequest &) { connection.rst(); });
    HttpClient client(serviceAt(server.url()));
    for (int i = 1; i <= 20; ++i) {
        Call call(client,
                  requestTo(server.url(u"/%1"_s.arg(i)), i % 2 ? "POST" : "GET", i % 2 ? QByteArray("body") : QByteArray()));
        QVERIFY(call.wait());
        QCOMPARE(call.fault(), TransportFault::ConnectionClosed);
        QVERIFY(call.exchange().maybeSent);
        QCOMPARE(server.requestCount(), i);
    }
}

void TestOnce::lostBeforeTheStatusLineIsWhole_data()
{
    QTest::addColumn<QByteArray>("sent");
    QTest::newRow("half a status line") << QByteArray("HTTP/1.1 200");
    QTest::newRow("half the headers") << QByteArray("HTTP/1.1 200 OK\r\nX-A: ");
    QTest::newRow("not HTTP") << QByteArray("hello, this is no HTTP\r\n\r\n");
    QTest::newRow("binary") << QByteArray("\x16\x03\x01\x00\x00\r\n\r\n", 9);
    QTest::newRow("only 100") << QByteArray("HTTP/1.1 100 Continue\r\n\r\n");
}

void TestOnce::lostBeforeTheStatusLineIsWhole()
{
    QFETCH(QByteArray, sent);
    RawServer server([sent](RawConnection &connection, const RawRequest &) {
        connection.send(sent);
        connection.later(30, [&connection] { connection.fin(); });
    });
    HttpClient client(serviceAt(server.url()));
    Call call(client, requestTo(server.url(), "POST", "body"));
    QVERIFY(call.wait());
    QVERIFY(call.fault() == TransportFault::ConnectionClosed || call.fault() == TransportFault::InvalidResponse);
    QVERIFY(call.exchange().maybeSent);
    QTest::qWait(20);
    QCOMPARE(server.requestCount(), 1);
}

void TestOnce::listenerGoneAfterwards_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("GET") << QByteArray("GET") << QByteArray();
    QTest::newRow("POST") << QByteArray("POST") << QByteArray("body");
    QTest::newRow("empty POST") << QByteArray("POST") << QByteArray("");
}

void TestOnce::listenerGoneAfterwards()
{
    // A reconnect would be refused, and "refused" claims that nothing was sent.
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, body);
    std::atomic<RawServer *> self = nullptr;
    RawServer server([&self](RawConnection &connection, const RawRequest &) {
        self.load()->stopListening();
        connection.rst();
    });
    self = &server;
    HttpClient client(serviceAt(server.url()));
    Call call(client, requestTo(server.url(), method, body));
    QVERIFY(call.wait());
    QCOMPARE(call.fault(), TransportFault::ConnectionClosed);
    QVERIFY(call.exchange().maybeSent);
    QCOMPARE(server.requestCount(), 1);
}

void TestOnce::challengesAreNotAnswered_data()
{
    QTest::addColumn<QByteArray>("challenge");
    QTest::addColumn<QByteArray>("method");
    for (const char *challenge : {"Basic realm=\"x\"", "Digest realm=\"x\", nonce=\"abc\", qop=\"auth\"", "NTLM", "Negotiate"}) {
        for (const char *method : {"GET", "POST"})
            QTest::addRow("%s %s", method, challenge) << QByteArray(challenge) << QByteArray(method);
    }
}

void TestOnce::challengesAreNotAnswered()
{
    QFETCH(QByteArray, challenge);
    QFETCH(QByteArray, method);
    RawServer server(answering("HTTP/1.1 401 No\r\nWWW-Authenticate: " + challenge + "\r\nContent-Length: 6\r\n\r\nnobody"));
    HttpClient client(serviceAt(server.url()));
    Call call(client, requestTo(server.url(), method, method == "POST" ? QByteArray("b") : QByteArray()));
    QVERIFY(call.wait());
    QCOMPARE(call.fault(), TransportFault::None);
    QCOMPARE(call.exchange().status, 401);
    QCOMPARE(call.sink.bytes, QByteArray("nobody"));
    QCOMPARE(server.requestCount(), 1);
    QVERIFY(server.requests().first().header("authorization").isEmpty());
}

void TestOnce::staleConnectionIsReplaced()
{
    RawServer server([](RawConnection &connection, const RawRequest &) {
        connection.send(okResponse());
        connection.later(20, [&connection] { connection.fin(); });
    });
    HttpClient client(serviceAt(server.url()));
    for (int i = 1; i <= 3; ++i) {
        Call call(client, requestTo(server.url(), "POST", "b"));
        QVERIFY(call.wait());
        QCOMPARE(call.fault(), TransportFault::None);
        QCOMPARE(server.connections(), i);
        QVERIFY(waitUntil([&server] { return server.connectionsOfClients() == 0; })); // the server's close has been taken up
    }
}

void TestOnce::strayAnswersAreNobodys_data()
{
    QTest::addColumn<QByteArray>("stray");
    QTest::newRow("a second answer") << okResponse("stray");
    QTest::newRow("an error, after all") << "HTTP/1.1 500 Oops\r\nContent-Length: 0\r\n\r\n"_ba;
    QTest::newRow("the request was too slow") << "HTTP/1.1 408 Request Timeout\r\nContent-Length: 0\r\n\r\n"_ba;
    QTest::newRow("more than was announced") << "xy"_ba;
}

/// What comes on a connection on which nothing was asked answers nothing that is asked later.
void TestOnce::strayAnswersAreNobodys()
{
    QFETCH(const QByteArray, stray);
    std::atomic<int> strays = 0;
    RawServer server([stray, &strays](RawConnection &connection, const RawRequest &request) {
        connection.send(okResponse(request.target));
        connection.later(50, [&connection, stray, &strays] {
            connection.send(stray);
            ++strays;
        });
    });
    HttpClient client(serviceAt(server.url()));
    for (const QString &target : {u"/1"_s, u"/2"_s, u"/3"_s}) {
        Call call(client, requestTo(server.url(target), "POST", "b"));
        QVERIFY(call.wait());
        QCOMPARE(call.fault(), TransportFault::None);
        QCOMPARE(call.exchange().status, 200);
        QCOMPARE(call.sink.bytes, target.toLatin1());
        QVERIFY(waitUntil([&] { return strays == server.requestCount(); }));
        QTest::qWait(20); // and has come
    }
    QCOMPARE(server.requestCount(), 3);
}

/// Neither where several exchanges went over connections that were known before.
void TestOnce::strayAnswersAfterSeveral()
{
    std::atomic<int> strays = 0;
    RawServer server([&strays](RawConnection &connection, const RawRequest &request) {
        connection.later(50, [&connection, request] { connection.send(okResponse(request.target)); });
        if (!request.target.startsWith("/second"))
            return;
        connection.later(100, [&connection, &strays] {
            connection.send(okResponse("stray"));
            ++strays;
        });
    });
    HttpClient client(serviceAt(server.url()));
    for (const QByteArray &round : {"/first"_ba, "/second"_ba, "/third"_ba}) {
        Call one(client, requestTo(server.url(QString::fromLatin1(round + "/1")), "POST", "b"));
        Call other(client, requestTo(server.url(QString::fromLatin1(round + "/2")), "POST", "b"));
        QVERIFY(one.wait());
        QVERIFY(other.wait());
        QCOMPARE(one.sink.bytes, round + "/1");
        QCOMPARE(other.sink.bytes, round + "/2");
        QCOMPARE(server.connections(), round == "/third" ? 4 : 2);
        QVERIFY(round != "/second" || waitUntil([&strays] { return strays == 2; }));
        QTest::qWait(20); // and they have come
    }
}

void TestOnce::connectionsAreReused()
{
    RawServer server(answering());
    HttpClient client(serviceAt(server.url()));
    for (int i = 0; i < 20; ++i) {
        Call call(client, requestTo(server.url(), i % 2 ? "POST" : "GET", i % 2 ? QByteArray(5'000, 'b') : QByteArray()));
        QVERIFY(call.wait());
        QCOMPARE(call.fault(), TransportFault::None);
    }
    QCOMPARE(server.connections(), 1);
    QCOMPARE(server.requestCount(), 20);
}

void TestOnce::interruptedByItself()
{
    // "Connection: close" without closing, and answers that come before the body was sent.
    RawServer server(answering("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 2\r\n\r\nok"));
    HttpClient client(serviceAt(server.url()));
    for (int i = 1; i <= 8; ++i) {
        Call call(client, requestTo(server.url(), "POST", "b"));
        QVERIFY(call.wait());
        QCOMPARE(call.fault(), TransportFault::None);
        QCOMPARE(server.requestCount(), i);
    }
}

QTEST_GUILESS_MAIN(TestOnce)
#include "tst_net_once.moc"
