#include "call.h"
#include "localtools.h"
#include "rawserver.h"

#include <QElapsedTimer>
#include <QTimer>
#include <QtTest>

using namespace cairn;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {
/// More than a limit is kept to: its timer's interval and a busy machine.
constexpr qint64 Slack = 2'000;
constexpr auto Ample = 30s;
} // namespace

/// Each limit ends what it is about, says so, and nothing else.
class TestLimits : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void connecting_data();
    void connecting();
    void connectedInTime();
    void silence_data();
    void silence();
    void uploadThatNobodyReads();
    void slowUploadIsNotIdle();
    void movementIsNotIdle_data();
    void movementIsNotIdle();
    void trickleMeetsTheAttemptsEnd_data();
    void trickleMeetsTheAttemptsEnd();
    void waitingForAPlaceCounts();
    void bodySize_data();
    void bodySize();
    void refusedBodyIsNotTakenIn();
};

void TestLimits::connecting_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<TimeoutPolicy>("limits");
    QTest::addColumn<int>("fault");
    QTest::addColumn<bool>("maybeSent");
    const auto row = [](const char *name, const char *method, const QByteArray &body, TimeoutPolicy limits, TransportFault fault,
                        bool maybeSent) {
        QTest::newRow(name) << QByteArray(method) << body << limits << int(fault) << maybeSent;
    };
    row("upload", "POST", "body", {300ms, Ample, Ample}, TransportFault::ConnectTimeout, false);
    // Qt shows nothing of the connection of a request without a body: then the idle limit stands in, and nothing is certain.
    row("no body", "GET", {}, {300ms, 600ms, Ample}, TransportFault::IdleTimeout, true);
    row("attempt first", "POST", "body", {Ample, Ample, 300ms}, TransportFault::AttemptTimeout, false);
}

void TestLimits::connecting()
{
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, body);
    QFETCH(TimeoutPolicy, limits);
    DeafPort deaf;
    const QUrl url(u"http://127.0.0.1:%1/"_s.arg(deaf.port()));
    HttpClient client(serviceAt(url));
    HttpRequest request = requestTo(url, method, body);
    request.timeout = limits;
    QElapsedTimer timer;
    timer.start();
    Call call(client, std::move(request));
    QVERIFY(call.wait());
    QTEST(int(call.fault()), "fault");
    QTEST(call.exchange().maybeSent, "maybeSent");
    QCOMPARE(call.exchange().status, 0);
    QVERIFY(timer.elapsed() >= 300);
    QVERIFY(timer.elapsed() < 600 + Slack);
    QVERIFY(!call.exchange().detail.isEmpty());
    QCOMPARE(call.resumed(), 1);
}

/// The connect limit ends with the connection, however long the answer takes.
void TestLimits::connectedInTime()
{
    RawServer server([](RawConnection &connection, const RawRequest &) {
        connection.later(900, [&connection] { connection.send(okResponse()); });
    });
    HttpClient client(serviceAt(server.url()));
    HttpRequest request = requestTo(server.url(), "POST", "body");
    request.timeout = {400ms, Ample, Ample};
    Call call(client, std::move(request));
    QVERIFY(call.wait());
    QCOMPARE(call.fault(), TransportFault::None);
}

void TestLimits::silence_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<int>("status");
    QTest::newRow("no answer") << QByteArray() << 0;
    QTest::newRow("half a status line") << QByteArray("HTTP/1.1 20") << 0;
    QTest::newRow("headers without end") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n") << 0;
    QTest::newRow("headers alone") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n") << 200;
    QTest::newRow("half a body") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhe") << 200;
    QTest::newRow("half a chunk") << QByteArray("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhe") << 200;
}

void TestLimits::silence()
{
    QFETCH(QByteArray, answer);
    RawServer server(answering(answer));
    HttpClient client(serviceAt(server.url()));
    HttpRequest request = requestTo(server.url(), "POST", "body");
    request.timeout = {Ample, 400ms, Ample};
    QElapsedTimer timer;
    timer.start();
    Call call(client, std::move(request));
    QVERIFY(call.wait());
    QCOMPARE(call.fault(), TransportFault::IdleTimeout);
    QTEST(call.exchange().status, "status");
    QVERIFY(call.exchange().maybeSent);
    QVERIFY(timer.elapsed() >= 400);
    QVERIFY(timer.elapsed() < 400 + Slack);
    QCOMPARE(server.requestCount(), 1);
}

void TestLimits::uploadThatNobodyReads()
{
    RawServer server(answering());
    server.setOnHead([](RawConnection &connection, const RawRequest &) { connection.stopReading(); });
    HttpClient client(serviceAt(server.url()));
    HttpRequest request = requestTo(server.url(), "PUT", QByteArray(64 << 20, 'u'));
    request.timeout = {Ample, 500ms, Ample};
    Call call(client, std::move(request));
    QVERIFY(call.wait());
    QCOMPARE(call.fault(), TransportFault::IdleTimeout);
    QVERIFY(call.exchange().maybeSent);
    QVERIFY(call.exchange().requestSize < 64 << 20);
    QCOMPARE(server.requestCount(), 0);
}

/// Megabytes of it lie in the kernel's send buffer, of which Qt shows nothing: they go on moving when all of it was handed over.
void TestLimits::slowUploadIsNotIdle()
{
    constexpr int Size = 8 << 20;
    RawServer server(answering());
    server.setOnConnection([](RawConnection &connection) {
        connection.deaf = true; // read here, in small portions
        connection.socket()->setSocketOption(QAbstractSocket::ReceiveBufferSizeSocketOption, 64 * 1024);
        connection.socket()->setReadBufferSize(64 * 1024);
        auto *pace = new QTimer(&connection);
        QObject::connect(pace, &QTimer::timeout, &connection, [&connection, pace, read = qint64(0)]() mutable {
            read += connection.socket()->read(25'000).size();
            if (read < Size)
                return;
            pace->stop();
            connection.send(okResponse());
        });
        pace->start(10);
    });
    HttpClient client(serviceAt(server.url()));
    HttpRequest request = requestTo(server.url(), "PUT", QByteArray(Size, 'u'));
    request.timeout = {Ample, 400ms, Ample};
    Call call(client, std::move(request));
    QVERIFY(call.wait());
    QCOMPARE(call.fault(), TransportFault::None);
}

void TestLimits::movementIsNotIdle_data()
{
    QTest::addColumn<QByteArray>("framing");
    QTest::newRow("length") << QByteArray("Content-Length: 12");
    QTest::newRow("until the connection closes") << QByteArray("X-Length: none");
}

/// A byte in time is enough: the exchange lasts far longer than the idle limit.
void TestLimits::movementIsNotIdle()
{
    QFETCH(QByteArray, framing);
    RawServer server([framing](RawConnection &connection, const RawRequest &) {
        connection.send("HTTP/1.1 200 OK\r\n" + framing + "\r\n\r\n");
        for (int i = 1; i <= 12; ++i)
            connection.later(i * 100, [&connection] { connection.send("x"); });
        connection.later(1'300, [&connection] { connection.fin(); });
    });
    HttpClient client(serviceAt(server.url()));
    HttpRequest request = requestTo(server.url());
    request.timeout = {Ample, 700ms, Ample};
    Call call(client, std::move(request));
    QVERIFY(call.wait());
    QCOMPARE(call.fault(), TransportFault::None);
    QCOMPARE(call.sink.bytes, QByteArray(12, 'x'));
    QVERIFY(call.exchange().timing.total >= 1'100ms);
}

void TestLimits::trickleMeetsTheAttemptsEnd_data()
{
    QTest::addColumn<QByteArray>("start");
    QTest::addColumn<int>("status");
    QTest::newRow("body") << QByteArray("HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n") << 200;
    QTest::newRow("body without length") << QByteArray("HTTP/1.1 200 OK\r\nServer: x\r\n\r\n") << 200;
    QTest::newRow("a header's value") << QByteArray("HTTP/1.1 200 OK\r\nX-Slow: ") << 0;
    QTest::newRow("the reason") << QByteArray("HTTP/1.1 200 ") << 0;
}

/// A service that sends a byte now and then cannot hold an exchange for ever.
void TestLimits::trickleMeetsTheAttemptsEnd()
{
    QFETCH(QByteArray, start);
    RawServer server([start](RawConnection &connection, const RawRequest &) {
        connection.send(start);
        for (int i = 1; i <= 200; ++i)
            connection.later(i * 50, [&connection] { connection.send("y"); });
    });
    HttpClient client(serviceAt(server.url()));
    HttpRequest request = requestTo(server.url(), "POST", "body");
    request.timeout = {Ample, 5s, 1s};
    QElapsedTimer timer;
    timer.start();
    Call call(client, std::move(request));
    QVERIFY(call.wait());
    QCOMPARE(call.fault(), TransportFault::AttemptTimeout);
    QTEST(call.exchange().status, "status");
    QVERIFY(call.exchange().maybeSent);
    QVERIFY(timer.elapsed() >= 1'000);
    QVERIFY(timer.elapsed() < 1'000 + Slack);
}

void TestLimits::waitingForAPlaceCounts()
{
    RawServer server([](RawConnection &, const RawRequest &) {});
    HttpClient client(serviceAt(server.url(), HttpVersion::Http11, 1));
    std::vector<std::unique_ptr<Call>> holding;
    for (int i = 0; i < 6; ++i)
        holding.push_back(std::make_unique<Call>(client, requestTo(server.url(u"/hold"_s), "POST", "b")));
    HttpRequest request = requestTo(server.url(u"/late"_s), "POST", "b");
    request.timeout = {100ms, 100ms, 500ms}; // the first two begin with the exchange
    Call late(client, std::move(request));
    QVERIFY(late.wait());
    QCOMPARE(late.fault(), TransportFault::AttemptTimeout);
    QVERIFY(!late.exchange().maybeSent);
    QVERIFY(late.exchange().timing.queued >= 500ms);
    QCOMPARE(server.requestCount("/late"), 0);
}

void TestLimits::bodySize_data()
{
    QTest::addColumn<QByteArray>("framing");
    QTest::addColumn<int>("size");
    QTest::addColumn<bool>("accepted");
    for (const char *framing : {"length", "chunked", "close"}) {
        QTest::addRow("%s, just fits", framing) << QByteArray(framing) << 1'000 << true;
        QTest::addRow("%s, one too many", framing) << QByteArray(framing) << 1'001 << false;
        QTest::addRow("%s, far too many", framing) << QByteArray(framing) << 5'000'000 << false;
    }
}

void TestLimits::bodySize()
{
    QFETCH(QByteArray, framing);
    QFETCH(int, size);
    QFETCH(bool, accepted);
    RawServer server([framing, size](RawConnection &connection, const RawRequest &) {
        const QByteArray number = QByteArray::number(size);
        const QByteArray field = framing == "length"    ? "Content-Length: " + number
                                 : framing == "chunked" ? "Transfer-Encoding: chunked"
                                                        : "X-A: b";
        QByteArray body(size, 'z');
        if (framing == "chunked")
            body = QByteArray::number(size, 16) + "\r\n" + body + "\r\n0\r\n\r\n";
        connection.send("HTTP/1.1 200 OK\r\n" + field + "\r\n\r\n" + body);
        if (framing == "close")
            connection.fin();
    });
    HttpClient client(serviceAt(server.url()));
    HttpRequest request = requestTo(server.url());
    request.maxResponse = 1'000;
    Call call(client, std::move(request));
    QVERIFY(call.wait());
    QCOMPARE(call.fault(), accepted ? TransportFault::None : TransportFault::BodyTooLarge);
    QVERIFY(call.sink.size <= 1'000);
    QCOMPARE(call.exchange().status, 200);
}

/// What is announced as too large is not waited for: the connection goes, and the server is rid of it.
void TestLimits::refusedBodyIsNotTakenIn()
{
    std::atomic<bool> gone = false;
    std::atomic<bool> poured = false;
    RawServer server([&](RawConnection &connection, const RawRequest &) {
        connect(connection.socket(), &QTcpSocket::disconnected, &connection, [&gone] { gone = true; });
        connection.send("HTTP/1.1 200 OK\r\nContent-Length: 4000000000\r\n\r\n");
        connection.pour(4'000'000'000, [&poured] { poured = true; });
    });
    HttpClient client(serviceAt(server.url()));
    Call call(client, requestTo(server.url()));
    QVERIFY(call.wait());
    QCOMPARE(call.fault(), TransportFault::BodyTooLarge);
    QCOMPARE(call.sink.size, 0);
    QVERIFY(waitUntil([&] { return gone.load(); }));
    QVERIFY(!poured);
}

QTEST_GUILESS_MAIN(TestLimits)
#include "tst_net_limits.moc"
