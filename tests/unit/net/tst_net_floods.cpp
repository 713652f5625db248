#include "call.h"
#include "frames.h"

#include <QElapsedTimer>
#include <QFile>
#include <QTimer>
#include <QtTest>

using namespace cairn;
using namespace frames;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// Of all that comes within the idle limit it is a fraction.
#if defined(__SANITIZE_THREAD__) || defined(__SANITIZE_ADDRESS__)
constexpr qint64 MostGrowth = 2'560LL << 20; // with the sanitizer's own, which grows with what is touched
constexpr int Soon = 60'000;
#else
constexpr qint64 MostGrowth = 512LL << 20;
constexpr int Soon = 15'000; ///< before anything else ends it
#endif

constexpr qint64 DripUnit = 16'384; ///< bytes of an answer, 0x4000

/// Sends `unit` every few milliseconds until it is `enough`, and then `end`.
void drip(RawConnection &connection, const QByteArray &unit, const QByteArray &end, const std::atomic<bool> &enough)
{
    auto *timer = new QTimer(&connection);
    QObject::connect(timer, &QTimer::timeout, &connection, [=, &connection, &enough] {
        connection.socket()->write(enough ? end : unit);
        if (enough)
            timer->stop();
    });
    timer->start(8);
}

/// The most memory that the process has held since forgetPeak().
qint64 peakBytes()
{
    QFile file(u"/proc/self/status"_s);
    std::ignore = file.open(QIODevice::ReadOnly);
    for (const QByteArray &line : file.readAll().split('\n')) {
        if (line.startsWith("VmHWM:"))
            return line.mid(6).simplified().split(' ').first().toLongLong() * 1024;
    }
    return 0;
}

void forgetPeak()
{
    QFile file(u"/proc/self/clear_refs"_s);
    if (file.open(QIODevice::WriteOnly | QIODevice::Unbuffered))
        file.write("5");
}

const QByteArray Head = "HTTP/1.1 200 OK\r\n";
const QByteArray ChunkedHead = Head + "Transfer-Encoding: chunked\r\n\r\n";

} // namespace

/// Of what no answer comes Qt keeps all and shows nothing: it is cut off, long before a timeout.
class TestFloods : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void overHttp1_data();
    void overHttp1();
    void overHttp2_data();
    void overHttp2();
    void interimAnswers();
    void afterTheAnswer();
    void besideOthers();
    void besideLargeAnswers_data();
    void besideLargeAnswers();
};

void TestFloods::overHttp1_data()
{
    QTest::addColumn<QByteArray>("start");
    QTest::addColumn<QByteArray>("unit");
    QTest::addColumn<int>("status");
    const QByteArray many(64 * 1024, 'x');
    QTest::newRow("a field's value") << Head + "X-Endless: " << many << 0;
    QTest::newRow("the status line") << "HTTP/1.1 200 "_ba << many << 0;
    QTest::newRow("fields") << Head << "X-Field: some value, as many have\r\n"_ba.repeated(1'000) << 0;
    QTest::newRow("a chunk's extension") << ChunkedHead + "1;x=" << many << 200;
}

void TestFloods::overHttp1()
{
    QFETCH(const QByteArray, start);
    QFETCH(const QByteArray, unit);
    QFETCH(const int, status);
    RawServer server([=](RawConnection &connection, const RawRequest &) {
        connection.send(start);
        connection.flood(unit);
    });
    HttpClient client(serviceAt(server.url()));
    forgetPeak();
    const qint64 before = residentBytes();
    QElapsedTimer timer;
    timer.start();
    Call call(client, requestTo(server.url(), "POST", "b"));
    QVERIFY(call.wait(Soon));
    qInfo("ended after %lld ms, with %lld MiB", timer.elapsed(), (peakBytes() - before) >> 20);
    QCOMPARE(call.fault(), TransportFault::InvalidResponse);
    QCOMPARE(call.exchange().status, status);
    QVERIFY(call.exchange().maybeSent);
    QVERIFY(peakBytes() - before < MostGrowth);
    QCOMPARE(server.connections(), 1);
}

void TestFloods::overHttp2_data()
{
    QTest::addColumn<QByteArray>("start");
    QTest::addColumn<QByteArray>("unit");
    const QByteArray settings = frame(Settings, NoFlag, 0) + frame(Settings, Ack, 0);
    const QByteArray field = QByteArray("\0\1a\1b", 5);
    const QByteArray fields = frame(Continuation, NoFlag, 1, field.repeated(3'200));
    QTest::newRow("CONTINUATION") << settings + frame(Headers, NoFlag, 1, "\x88" + field) << fields;
    QTest::newRow("CONTINUATION of a trailer")
        << settings + answerHead(1) + frame(Data, NoFlag, 1, "x") + frame(Headers, EndStream, 1, field) << fields;
    const QByteArray longer = QByteArray("\0\1a\144", 4) + QByteArray(100, 'x');
    QTest::newRow("interim answers") << settings
                                     << frame(Headers, EndHeaders, 1,
                                              "\x08\x03"
                                              "103" +
                                                  longer.repeated(150));
    QTest::newRow("PING") << settings << frame(Ping, NoFlag, 0, "12345678").repeated(500);
    const QByteArray setting = QByteArray("\0\3\0\0\0\144", 6);
    QTest::newRow("SETTINGS") << settings << frame(Settings, NoFlag, 0, setting.repeated(50)).repeated(100);
}

void TestFloods::overHttp2()
{
    QFETCH(const QByteArray, start);
    QFETCH(const QByteArray, unit);
#ifdef __SANITIZE_THREAD__
    if (QTest::currentDataTag() == "interim answers"_ba)
        QSKIP("Qt joins their fields one by one, each time by a copy of all, which takes the sanitizer half an hour");
#endif
    RawServer server(answering());
    server.setRaw([=](RawConnection &connection) {
        connection.buffer.clear();
        if (connection.requests++ > 0)
            return;
        connection.send(start); // the request comes meanwhile
        connection.later(50, [&connection, unit] {
            connection.stopReading(); // acknowledgements pile up
            connection.flood(unit);
        });
    });
    HttpClient client(serviceAt(server.url(), HttpVersion::Http2));
    forgetPeak();
    const qint64 before = residentBytes();
    QElapsedTimer timer;
    timer.start();
    Call call(client, requestTo(server.url(), "POST", "b"));
    QVERIFY(call.wait(Soon));
    qInfo("ended after %lld ms, with %lld MiB", timer.elapsed(), (peakBytes() - before) >> 20);
    QCOMPARE(call.fault(), TransportFault::InvalidResponse);
    QVERIFY(peakBytes() - before < MostGrowth);
}

/// Over HTTP/1.1 Qt keeps none of them: they are no flood, and no sign of life either.
void TestFloods::interimAnswers()
{
    RawServer server([](RawConnection &connection, const RawRequest &) {
        connection.flood("HTTP/1.1 100 Continue\r\nX-Field: " + QByteArray(1'000, 'x') + "\r\n\r\n");
    });
    HttpClient client(serviceAt(server.url()));
    forgetPeak();
    const qint64 before = residentBytes();
    HttpRequest request = requestTo(server.url(), "POST", "b");
    request.timeout.idle = 1s;
    Call call(client, std::move(request));
    QVERIFY(call.wait(Soon));
    QCOMPARE(call.fault(), TransportFault::IdleTimeout);
    QVERIFY(peakBytes() - before < MostGrowth);
}

/// Nobody waits for anything any more; the connection is kept for what may come.
void TestFloods::afterTheAnswer()
{
    std::atomic<bool> isGone = false;
    RawServer server(answering());
    server.setRaw(speakingFrames([&isGone](RawConnection &connection, quint32 stream) {
        connection.send(answerHead(stream) + frame(Data, EndStream, stream, "done"));
        connection.later(100, [&] {
            connection.stopReading();
            connection.flood(frame(Ping, NoFlag, 0, "12345678").repeated(500));
        });
        QObject::connect(connection.socket(), &QTcpSocket::disconnected, &connection, [&isGone] { isGone = true; });
    }));
    HttpClient client(serviceAt(server.url(), HttpVersion::Http2));
    forgetPeak();
    const qint64 before = residentBytes();
    Call call(client, requestTo(server.url(), "POST", "b"));
    QVERIFY(call.wait());
    QCOMPARE(call.fault(), TransportFault::None);
    QVERIFY(waitUntil([&isGone] { return isGone.load(); }));
    QVERIFY(peakBytes() - before < MostGrowth);
}

/// Whoever shares the service with it is neither ended nor blamed.
void TestFloods::besideOthers()
{
    RawServer server([](RawConnection &connection, const RawRequest &request) {
        if (request.target == "/quick")
            return connection.send(okResponse(QByteArray(200'000, 'b')));
        if (request.target == "/slow")
            return connection.later(2'500, [&connection] { connection.send(okResponse()); });
        connection.send(Head + "X-Endless: ");
        connection.flood(QByteArray(64 * 1024, 'x'));
    });
    HttpClient client(serviceAt(server.url()));
    Call slow(client, requestTo(server.url(u"/slow"_s), "POST", "b"));
    Call flooded(client, requestTo(server.url(u"/flood"_s), "POST", "b"));
    while (!flooded.isOver()) {
        Call quick(client, requestTo(server.url(u"/quick"_s), "POST", "b"));
        QVERIFY(quick.wait(Soon));
        QCOMPARE(quick.fault(), TransportFault::None);
        QTest::qWait(20);
    }
    QCOMPARE(flooded.fault(), TransportFault::InvalidResponse);
    QVERIFY(slow.wait(Soon));
    QCOMPARE(slow.fault(), TransportFault::None);
}

void TestFloods::besideLargeAnswers_data()
{
    QTest::addColumn<int>("http");
    QTest::newRow("HTTP/1.1") << int(HttpVersion::Http11);
    QTest::newRow("HTTP/2") << int(HttpVersion::Http2);
}

/// A download of another service on the same port goes on, and hides it not for long.
void TestFloods::besideLargeAnswers()
{
    QFETCH(const int, http);
    std::atomic<bool> enough = false;
    RawServer server(answering());
    const RawServer::RawHandler answer = speakingFrames([&enough](RawConnection &connection, quint32 stream) {
        connection.send(answerHead(stream));
        drip(connection, frame(Data, NoFlag, stream, QByteArray(DripUnit, 'x')), frame(Data, EndStream, stream), enough);
    });
    server.setRaw([answer, &enough](RawConnection &connection) {
        if (connection.buffer.startsWith("PRI") || connection.requests > 0)
            return answer(connection);
        if (!std::exchange(connection.deaf, true) && connection.buffer.startsWith("GET")) {
            connection.send(ChunkedHead);
            drip(connection, "4000\r\n" + QByteArray(DripUnit, 'x') + "\r\n", "0\r\n\r\n", enough);
        } else {
            connection.send(Head + "X-Endless: ");
            connection.flood(QByteArray(64 * 1024, 'x'));
        }
    });
    HttpClient client(serviceAt(server.url(), HttpVersion(http)));
    HttpClient hostile(serviceAt(server.url()));
    MemorySink sink;
    sink.keeps = false;
    Call download(client, requestTo(server.url(), "GET"), sink);
    QVERIFY(waitUntil([&download] { return download.sink.pieces > 0; }));
    forgetPeak();
    const qint64 before = residentBytes();
    Call flooded(hostile, requestTo(server.url(), "POST", "b"));
    QVERIFY(flooded.wait(Soon));
    qInfo("grew by %lld MiB", (peakBytes() - before) >> 20);
    QVERIFY(!download.isOver());
    QCOMPARE(flooded.fault(), TransportFault::InvalidResponse);
    QVERIFY(peakBytes() - before < MostGrowth);
    enough = true;
    QVERIFY(download.wait());
    QCOMPARE(download.fault(), TransportFault::None);
    QCOMPARE(download.sink.size % DripUnit, 0);
}

QTEST_GUILESS_MAIN(TestFloods)
#include "tst_net_floods.moc"
