#include "call.h"
#include "rawserver.h"

#include <QtTest>

using namespace cairn;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {
using Calls = std::vector<std::unique_ptr<Call>>;

/// Holds every request until it is released, and remembers how many it held at most.
class HoldingServer
{
    std::atomic<int> m_held = 0;
    std::atomic<int> m_most = 0;
    std::atomic<int> m_answerAfter = -1;

public:
    RawServer server{[this](RawConnection &connection, const RawRequest &) { take(connection); }};
    int most() const { return m_most; }
    int held() const { return m_held; }
    /// Answers everything from now on, in about `ms` each.
    void release(int ms) { m_answerAfter = ms; }

private:
    void take(RawConnection &connection)
    {
        m_most = std::max<int>(m_most, ++m_held);
        poll(connection);
    }
    void poll(RawConnection &connection)
    {
        connection.later(m_answerAfter < 0 ? 5 : m_answerAfter.load(), [this, &connection] {
            if (m_answerAfter < 0)
                return poll(connection);
            --m_held;
            connection.send(okResponse());
        });
    }
};

void start(Calls &calls, HttpClient &client, const QUrl &url, int count)
{
    for (int i = 0; i < count; ++i)
        calls.push_back(std::make_unique<Call>(client, requestTo(url, "POST", "b")));
}

bool allOver(const Calls &calls)
{
    return std::all_of(calls.begin(), calls.end(), [](const auto &call) { return call->isOver(); });
}
} // namespace

/// How many exchanges of one service are on the wire at once.
class TestPool : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void opensWhatTheServiceAllows_data();
    void opensWhatTheServiceAllows();
    void neverOpensMore();
    void inOrderOfTheirStart();
    void placesComeBackFromWhateverEnds();
    void aRaisedLimitLetsInWhatWaits();
    void cancelledWhileWaiting();
    void closedWhileSomeWaitAndSomeRun();
};

void TestPool::opensWhatTheServiceAllows_data()
{
    QTest::addColumn<int>("concurrency");
    QTest::addColumn<QByteArray>("method");
    for (const int concurrency : {1, 6, 12, 24, 60}) {
        QTest::addRow("%d, POST", concurrency) << concurrency << QByteArray("POST");
        QTest::addRow("%d, GET", concurrency) << concurrency << QByteArray("GET");
    }
}

void TestPool::opensWhatTheServiceAllows()
{
    QFETCH(int, concurrency);
    QFETCH(QByteArray, method);
    HoldingServer holding;
    HttpClient client(serviceAt(holding.server.url(), HttpVersion::Http11, concurrency));
    Calls calls;
    for (int i = 0; i < concurrency; ++i)
        calls.push_back(std::make_unique<Call>(
            client, requestTo(holding.server.url(), method, method == "POST" ? QByteArray("b") : QByteArray())));
    // All of them, while none has been answered: Qt alone would have stopped at six.
    QVERIFY(waitUntil([&] { return holding.held() == concurrency; }));
    QCOMPARE(holding.server.connections(), concurrency);
    holding.release(0);
    QVERIFY(waitUntil([&] { return allOver(calls); }));
    for (const auto &call : calls)
        QCOMPARE(call->fault(), TransportFault::None);
}

/// The caller is to start no more than the service allows. If it does, the lanes' multiple of six is the end of it.
void TestPool::neverOpensMore()
{
    HoldingServer holding;
    HttpClient client(serviceAt(holding.server.url(), HttpVersion::Http11, 12));
    Calls calls;
    start(calls, client, holding.server.url(), 60);
    QVERIFY(waitUntil([&] { return holding.held() == 12; }));
    QTest::qWait(200);
    QCOMPARE(holding.held(), 12);
    holding.release(10);
    QVERIFY(waitUntil([&] { return allOver(calls); }));
    QCOMPARE(holding.most(), 12);
    QCOMPARE(holding.server.requestCount(), 60);
    QCOMPARE(holding.server.connections(), 12); // kept alive from one exchange to the next
}

void TestPool::inOrderOfTheirStart()
{
    RawServer server([](RawConnection &connection, const RawRequest &) {
        connection.later(20, [&connection] { connection.send(okResponse()); });
    });
    HttpClient client(serviceAt(server.url(), HttpVersion::Http11, 1));
    Calls calls;
    for (int i = 0; i < 24; ++i)
        calls.push_back(std::make_unique<Call>(client, requestTo(server.url(u"/%1"_s.arg(i)), "POST", "b")));
    QVERIFY(waitUntil([&] { return allOver(calls); }));
    QCOMPARE(server.requestCount(), 24);
    const QList<RawRequest> requests = server.requests();
    for (int i = 0; i < 24; ++i) {
        // Side by side within the six of a lane, never a later six before an earlier one.
        QVERIFY2(std::abs(requests[i].target.mid(1).toInt() - i) <= 6, requests[i].target.constData());
    }
}

void TestPool::placesComeBackFromWhateverEnds()
{
    RawServer server([](RawConnection &connection, const RawRequest &request) {
        const QByteArray kind = request.target.mid(1);
        if (kind == "reset")
            connection.rst();
        else if (kind == "truncate")
            connection.send("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nx"), connection.fin();
        else if (kind == "redirect")
            connection.send("HTTP/1.1 302 X\r\nLocation: /a\r\nContent-Length: 0\r\n\r\n");
        else if (kind == "fine")
            connection.send(okResponse());
    });
    HttpClient client(serviceAt(server.url(), HttpVersion::Http11, 6));
    Calls calls;
    for (int round = 0; round < 8; ++round) {
        for (const char *kind : {"reset", "truncate", "redirect", "silent", "cancelled", "destroyed"}) {
            HttpRequest request = requestTo(server.url(QLatin1Char('/') + QLatin1String(kind)), "POST", "b");
            request.timeout = {5s, 200ms, 20s};
            calls.push_back(std::make_unique<Call>(client, std::move(request)));
            if (qstrcmp(kind, "cancelled") == 0)
                calls.back()->cancel();
            if (qstrcmp(kind, "destroyed") == 0) {
                calls.back()->destroy();
                calls.pop_back();
            }
        }
    }
    QVERIFY(waitUntil([&] { return allOver(calls); }, 30'000));
    Calls after;
    for (int i = 0; i < 6; ++i)
        after.push_back(std::make_unique<Call>(client, requestTo(server.url(u"/fine"_s), "POST", "b")));
    QVERIFY(waitUntil([&] { return allOver(after); }));
    for (const auto &call : after)
        QCOMPARE(call->fault(), TransportFault::None);
}

void TestPool::aRaisedLimitLetsInWhatWaits()
{
    HoldingServer holding;
    HttpClient client(serviceAt(holding.server.url(), HttpVersion::Http11, 6));
    Calls calls;
    start(calls, client, holding.server.url(), 18);
    QVERIFY(waitUntil([&] { return holding.held() == 6; }));
    client.setService(serviceAt(holding.server.url(), HttpVersion::Http11, 18));
    QVERIFY(waitUntil([&] { return holding.held() == 18; }));
    holding.release(0);
    QVERIFY(waitUntil([&] { return allOver(calls); }));
}

void TestPool::cancelledWhileWaiting()
{
    HoldingServer holding;
    HttpClient client(serviceAt(holding.server.url(), HttpVersion::Http11, 6));
    Calls calls;
    start(calls, client, holding.server.url(), 6);
    Call waiting(client, requestTo(holding.server.url(u"/waiting"_s), "POST", "b"));
    waiting.cancel();
    QVERIFY(waiting.wait());
    QCOMPARE(waiting.fault(), TransportFault::Cancelled);
    QVERIFY(!waiting.exchange().maybeSent);
    holding.release(0);
    QVERIFY(waitUntil([&] { return allOver(calls); }));
    QCOMPARE(holding.server.requestCount("/waiting"), 0);
}

void TestPool::closedWhileSomeWaitAndSomeRun()
{
    HoldingServer holding;
    auto client = std::make_unique<HttpClient>(serviceAt(holding.server.url(), HttpVersion::Http11, 6));
    Calls calls;
    start(calls, *client, holding.server.url(), 12);
    QVERIFY(waitUntil([&] { return holding.held() == 6; }));
    client.reset();
    QVERIFY(waitUntil([&] { return allOver(calls); }));
    for (size_t i = 0; i < calls.size(); ++i) {
        QCOMPARE(calls[i]->fault(), TransportFault::Cancelled);
        QCOMPARE(calls[i]->exchange().maybeSent, i < 6);
        QCOMPARE(calls[i]->resumed(), 1);
    }
}

QTEST_GUILESS_MAIN(TestPool)
#include "tst_net_pool.moc"
