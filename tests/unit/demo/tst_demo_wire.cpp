// HTTP/1.1 as the relay in front of the services speaks it: framing, limits, connections.

#include "demoprocess.h"

#include <QTest>

#include <memory>
#include <vector>

using namespace Qt::StringLiterals;

class TestDemoWire : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void keepsConnectionsOpen();
    void answersEarlyRequestsInOrder();
    void takesAHeadByteByByte();
    void takesChunkedBodies();
    void invitesBodies();
    void closesWhenAsked_data();
    void closesWhenAsked();
    void answersHeadWithoutABody();
    void refusesLargeBodiesAtOnce();
    void takesTheLargestBody();
    void refusesEndlessChunks();
    void refusesMalformedRequests_data();
    void refusesMalformedRequests();
    void hidesItsOwnHeader();
    void survivesClientsThatLeave();
    void servesManyAtOnce();

private:
    DemoProcess m_demo;
};

static const qint64 Limit = 64 << 20;

void TestDemoWire::initTestCase()
{
    QVERIFY(m_demo.start());
}

static int bytesSeen(const Answer &answer)
{
    return answer.status == 200 ? answer.json()[u"bytes"_s].toInt(-1) : -answer.status;
}

void TestDemoWire::keepsConnectionsOpen()
{
    RawClient client(m_demo.port());
    for (int size : {5, 0, 100'000, 1}) {
        QVERIFY(client.send(rawRequest("POST", "/scan/v1/scan", QByteArray(size, 'x'))));
        QCOMPARE(bytesSeen(client.readAnswer()), size);
    }
    QCOMPARE(client.end(), RawClient::End::Open);
}

void TestDemoWire::answersEarlyRequestsInOrder()
{
    RawClient client(m_demo.port());
    QByteArray all;
    for (int size = 1; size <= 20; ++size)
        all += rawRequest("POST", "/scan/v1/scan", QByteArray(size, 'x'));
    QVERIFY(client.send(all));
    for (int size = 1; size <= 20; ++size)
        QCOMPARE(bytesSeen(client.readAnswer()), size);
}

void TestDemoWire::takesAHeadByteByByte()
{
    RawClient client(m_demo.port());
    const QByteArray request = rawRequest("POST", "/scan/v1/scan", "abc");
    for (const char c : request)
        QVERIFY(client.send(QByteArray(1, c)));
    QCOMPARE(bytesSeen(client.readAnswer()), 3);
}

void TestDemoWire::takesChunkedBodies()
{
    RawClient client(m_demo.port());
    const QByteArray head = "POST /scan/v1/scan HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";
    for (int i = 0; i < 2; ++i) { // the second on the same connection
        QVERIFY(client.send(head + "4\r\nabcd\r\n"));
        QVERIFY(client.send("3\r\nefg\r\n0\r\n\r\n"));
        QCOMPARE(bytesSeen(client.readAnswer()), 7);
    }
}

void TestDemoWire::invitesBodies()
{
    RawClient client(m_demo.port());
    QVERIFY(client.send("POST /scan/v1/scan HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\nExpect: 100-continue\r\n\r\n"));
    QCOMPARE(client.readAnswer().status, 100);
    QVERIFY(client.send("abc"));
    QCOMPARE(bytesSeen(client.readAnswer()), 3);
}

void TestDemoWire::closesWhenAsked_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::newRow("Connection: close") << rawRequest("POST", "/scan/v1/scan", "abc", {{"Connection", "close"}});
    QTest::newRow("HTTP/1.0") << rawRequest("POST", "/scan/v1/scan", "abc").replace("HTTP/1.1", "HTTP/1.0");
}

void TestDemoWire::closesWhenAsked()
{
    QFETCH(QByteArray, request);
    RawClient client(m_demo.port());
    QVERIFY(client.send(request));
    QCOMPARE(bytesSeen(client.readAnswer()), 3);
    QCOMPARE(client.readAll(), QByteArray());
    QCOMPARE(client.end(), RawClient::End::Closed);
}

void TestDemoWire::answersHeadWithoutABody()
{
    RawClient client(m_demo.port());
    QVERIFY(client.send(rawRequest("HEAD", "/health") + rawRequest("GET", "/health")));
    QCOMPARE(client.readAnswer(false).status, 405);
    QCOMPARE(client.readAnswer().json()[u"status"_s].toString(), u"ok"_s);
}

void TestDemoWire::refusesLargeBodiesAtOnce()
{
    RawClient client(m_demo.port());
    QVERIFY(client.send("POST /scan/v1/scan HTTP/1.1\r\nHost: x\r\nContent-Length: " + QByteArray::number(Limit + 1) +
                        "\r\n\r\nabc"));
    const Answer answer = client.readAnswer();
    QCOMPARE(answer.status, 413);
    QCOMPARE(answer.header("connection"), QByteArray("close"));
    QVERIFY(client.send(QByteArray(8 << 20, 'x'))); // what is on its way is still read: the answer is not lost in a reset
    QCOMPARE(client.readAll(), QByteArray());
    QCOMPARE(client.end(), RawClient::End::Closed);
}

void TestDemoWire::takesTheLargestBody()
{
    RawClient client(m_demo.port());
    QVERIFY(client.send(rawRequest("POST", "/scan/v1/scan", QByteArray(Limit, 'x'))));
    QCOMPARE(bytesSeen(client.readAnswer()), int(Limit));
}

void TestDemoWire::refusesEndlessChunks()
{
    RawClient client(m_demo.port());
    QVERIFY(client.send("POST /scan/v1/scan HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"));
    const QByteArray chunk = "100000\r\n" + QByteArray(1 << 20, 'x') + "\r\n";
    for (int i = 0; i < 66; ++i) {
        if (!client.send(chunk))
            break;
    }
    QCOMPARE(client.readAnswer().status, 413);
}

void TestDemoWire::refusesMalformedRequests_data()
{
    QTest::addColumn<QByteArray>("request");
    QTest::addColumn<int>("status");
    QTest::newRow("not HTTP") << QByteArray("\x16\x03\x01 hello\r\n\r\n") << 400;
    QTest::newRow("no version") << QByteArray("GET /health\r\nHost: x\r\n\r\n") << 400;
    QTest::newRow("two lengths") << QByteArray("POST /scan/v1/scan HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\na")
                                 << 400;
    QTest::newRow("endless head") << "GET /health HTTP/1.1\r\nX: " + QByteArray(70'000, 'x') << 431;
}

void TestDemoWire::refusesMalformedRequests()
{
    QFETCH(QByteArray, request);
    RawClient client(m_demo.port());
    QVERIFY(client.send(request));
    QTEST(client.readAnswer().status, "status");
    client.readAll();
    QCOMPARE(client.end(), RawClient::End::Closed);
}

void TestDemoWire::hidesItsOwnHeader()
{
    RawClient client(m_demo.port());
    QVERIFY(client.send(rawRequest("GET", "/health", {}, {{"Connection", "close"}, {"X-Demo-Fault", "0 0 1"}})));
    const QByteArray all = client.readAll();
    QVERIFY(all.startsWith("HTTP/1.1 200 "));
    QVERIFY(!all.toLower().contains("x-demo"));
}

void TestDemoWire::survivesClientsThatLeave()
{
    QVERIFY(m_demo.setFaults(u"scan"_s, {{u"latency_ms"_s, 50}, {u"trickle_ms_per_byte"_s, 1}}));
    const QByteArray request = rawRequest("POST", "/scan/v1/scan", QByteArray(5000, 'x'));
    for (qsizetype part : {qsizetype(3), qsizetype(30), request.size() - 1, request.size()}) {
        for (int i = 0; i < 10; ++i) {
            RawClient client(m_demo.port());
            QVERIFY(client.send(request.left(part)));
        }
    }
    QCOMPARE(m_demo.call("DELETE", u"/faults"_s).status, 204);
    QCOMPARE(m_demo.get(u"/health"_s).status, 200);
}

void TestDemoWire::servesManyAtOnce()
{
    std::vector<std::unique_ptr<RawClient>> clients;
    for (int i = 0; i < 290; ++i) { // more than it takes at a time: the last ones wait for the first to leave
        clients.push_back(std::make_unique<RawClient>(m_demo.port()));
        QVERIFY(clients.back()->isConnected());
        QVERIFY(clients.back()->send(rawRequest("POST", "/scan/v1/scan", QByteArray(i, 'x'))));
    }
    for (int i = 0; i < 290; ++i) {
        QCOMPARE(bytesSeen(clients[size_t(i)]->readAnswer()), i);
        clients[size_t(i)].reset();
    }
}

QTEST_GUILESS_MAIN(TestDemoWire)
#include "tst_demo_wire.moc"
