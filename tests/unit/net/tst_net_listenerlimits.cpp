#include "listenerfixture.h"

#include <QDir>

using namespace cairn;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// What is refused, cut short or made to wait, before any handler hears of it.
class TestListenerLimits : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { m_fixture.init(); }
    void cleanup() { m_fixture.listener.reset(); }
    void refusals_data();
    void refusals();
    void refusedPeersDoNotStay();
    void bodiesUpToTheLimit();
    void largeUploadSeesItsRefusal();
    void slowClients_data();
    void slowClients();
    void connectionLimit();
    void burst();
    void fullMeansFull();
    void manyInARow();

private:
    ListenerFixture m_fixture;
};

void TestListenerLimits::refusals_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("status");
    QTest::newRow("GET") << QByteArray("GET /hook HTTP/1.1\r\nHost: h\r\n\r\n") << 405;
    QTest::newRow("HEAD") << QByteArray("HEAD /hook HTTP/1.1\r\nHost: h\r\n\r\n") << 405;
    QTest::newRow("PUT") << QByteArray("PUT /hook HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\n{}") << 405;
    QTest::newRow("endless header") << "POST /hook HTTP/1.1\r\nHost: h\r\nX: " + QByteArray(40'000, 'x') << 431;
    QTest::newRow("body over the limit, announced")
        << QByteArray("POST /hook HTTP/1.1\r\nHost: h\r\nContent-Length: 1001\r\n\r\n") << 413;
    QTest::newRow("body over the limit, in chunks") << "POST /hook HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n" +
                                                           ("64\r\n" + QByteArray(100, 'x') + "\r\n").repeated(11)
                                                    << 413;
    QTest::newRow("two lengths") << QByteArray(
                                        "POST /hook HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}")
                                 << 400;
    QTest::newRow("negative length") << QByteArray("POST /hook HTTP/1.1\r\nHost: h\r\nContent-Length: -2\r\n\r\n{}") << 400;
    QTest::newRow("not HTTP") << QByteArray("hello\r\n\r\n") << 400;
    QTest::newRow("websocket") << QByteArray(
                                      "POST /hook HTTP/1.1\r\nHost: h\r\nConnection: upgrade\r\nUpgrade: websocket\r\n\r\n")
                               << 501;
}

/// Never a handler's business, and nothing to read in the answer.
void TestListenerLimits::refusals()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, status);
    m_fixture.start({.maxBody = 1000});
    Peer peer(m_fixture.url(), bytes);
    QTRY_COMPARE(peer.status(), status);
    QVERIFY(peer.received.contains("\r\nContent-Length: 0\r\n"));
    QVERIFY(peer.received.endsWith("\r\n\r\n"));
    QVERIFY(!peer.received.toLower().contains("server:"));
    QCOMPARE(peer.received.contains("\r\nAllow: POST\r\n"), status == 405);
    QVERIFY(m_fixture.requests.isEmpty());
}

/// The peer should close; one that does not has a moment to read its answer, and no more.
void TestListenerLimits::refusedPeersDoNotStay()
{
    m_fixture.start();
    Peer peer(m_fixture.url(), "GET /hook HTTP/1.1\r\nHost: h\r\n\r\n");
    QTRY_VERIFY(peer.isAnswered());
}

void TestListenerLimits::bodiesUpToTheLimit()
{
    m_fixture.start({.maxBody = 300'000});
    const QByteArray body(300'000, 'x');
    Peer whole(m_fixture.url(), post(body));
    QTRY_COMPARE(whole.status(), 204);
    QVERIFY(!whole.received.contains("Content-Length"));
    Peer chunked(m_fixture.url(), "POST /hook HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n" +
                                      ("7530\r\n" + QByteArray(30'000, 'x') + "\r\n").repeated(10) + "0\r\n\r\n");
    QTRY_COMPARE(chunked.status(), 204);
    Peer larger(m_fixture.url(), post(body + 'x'));
    QTRY_COMPARE(larger.status(), 413);
    QCOMPARE(m_fixture.requests.size(), 2);
    QVERIFY(m_fixture.requests[0].body == body);
    QVERIFY(m_fixture.requests[1].body == body);
}

/// It is still sending when it is refused, and gets to know why instead of a reset.
void TestListenerLimits::largeUploadSeesItsRefusal()
{
    m_fixture.start();
    Peer peer(m_fixture.url(), post(QByteArray(20 << 20, 'x')));
    QTRY_COMPARE(peer.status(), 413);
    QVERIFY(m_fixture.requests.isEmpty());
}

void TestListenerLimits::slowClients_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("silent") << QByteArray();
    QTest::newRow("half a head") << QByteArray("POST /hook HTTP/1.1\r\n");
    QTest::newRow("half a body") << post("0123456789").chopped(5);
    QTest::newRow("half a chunk") << QByteArray("POST /hook HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab");
}

void TestListenerLimits::slowClients()
{
    QFETCH(QByteArray, bytes);
    m_fixture.start({.requestTimeout = 200ms});
    Peer silent(m_fixture.url(), bytes);
    Peer trickling(m_fixture.url(), "POST /hook HTTP/1.1\r\nX: ");
    QTimer trickle; // progress buys no time
    connect(&trickle, &QTimer::timeout, this, [&trickling] { trickling.send("x"); });
    trickle.start(10);
    QTRY_COMPARE_WITH_TIMEOUT(silent.status(), 408, 20'000);
    QTRY_COMPARE_WITH_TIMEOUT(trickling.status(), 408, 20'000);
    trickle.stop();
    QTRY_VERIFY(silent.closed && trickling.closed);
    QVERIFY(m_fixture.requests.isEmpty());
}

void TestListenerLimits::connectionLimit()
{
    m_fixture.start({.maxConnections = 2});
    Peer first(m_fixture.url());
    Peer second(m_fixture.url());
    QTest::qWait(20);
    Peer third(m_fixture.url(), post());
    QTest::qWait(100);
    QCOMPARE(third.status(), 0);
    QVERIFY(m_fixture.requests.isEmpty());
    first.leave();
    QTRY_COMPARE(third.status(), 204);
    second.send(post());
    QTRY_COMPARE(second.status(), 204);
}

/// All knock in the same moment, and nobody is turned away.
void TestListenerLimits::burst()
{
    m_fixture.handler = {};
    m_fixture.start({.maxConnections = 3});
    std::vector<std::unique_ptr<Peer>> peers;
    for (int i = 0; i < 40; ++i)
        peers.push_back(std::make_unique<Peer>(m_fixture.url(), post()));
    QTRY_COMPARE(m_fixture.open.size(), 3U);
    QTest::qWait(100);
    QCOMPARE(m_fixture.open.size(), 3U);
    m_fixture.handler = [](const Responder &responder) { QTimer::singleShot(1ms, [responder] { responder.answer(204); }); };
    m_fixture.open.clear(); // 500
    const auto with = [&peers](int status) {
        return std::count_if(peers.begin(), peers.end(),
                             [status](const auto &peer) { return peer->isAnswered() && peer->status() == status; });
    };
    QTRY_COMPARE(with(204), 37);
    QCOMPARE(with(500), 3);
}

/// Those whose turn it is not stay with the system, which turns nobody away either and costs no descriptors.
void TestListenerLimits::fullMeansFull()
{
    m_fixture.handler = {};
    m_fixture.start({.maxConnections = 1});
    Peer first(m_fixture.url(), post());
    QTRY_COMPARE(m_fixture.open.size(), 1U);
    const auto descriptors = [] { return QDir(u"/proc/self/fd"_s).entryList(QDir::AllEntries | QDir::System).size(); };
    const qsizetype before = descriptors();
    std::vector<std::unique_ptr<Peer>> peers;
    for (int i = 0; i < 20; ++i)
        peers.push_back(std::make_unique<Peer>(m_fixture.url(), post()));
    QTest::qWait(50);
    QCOMPARE(descriptors(), before + 20);
}

/// Each one gives its place back, however it ends.
void TestListenerLimits::manyInARow()
{
    m_fixture.start({.maxConnections = 1});
    for (int i = 0; i < 30; ++i) {
        Peer refused(m_fixture.url(), "GET / HTTP/1.1\r\nHost: h\r\n\r\n");
        QTRY_COMPARE(refused.status(), 405);
        refused.leave();
        Peer gone(m_fixture.url(), post().chopped(1));
        gone.leave();
        Peer peer(m_fixture.url(), post());
        QTRY_VERIFY(peer.isAnswered());
    }
    QCOMPARE(m_fixture.requests.size(), 30);
}

QTEST_GUILESS_MAIN(TestListenerLimits)
#include "tst_net_listenerlimits.moc"
