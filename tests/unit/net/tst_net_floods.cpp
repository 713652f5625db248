#include "call.h"
#include "rawserver.h"

#include <QElapsedTimer>
#include <QFile>
#include <QtEndian>
#include <QtTest>

using namespace cairn;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr qint64 MostGrowth = 512LL << 20; ///< of all that comes within the idle limit it is a fraction
constexpr int Soon = 15'000;               ///< before anything else ends it

/// Sends `unit` again and again until the client has enough.
void flood(RawConnection &connection, const QByteArray &unit)
{
    const auto more = [&connection, unit] {
        while (connection.socket()->state() == QAbstractSocket::ConnectedState &&
               connection.socket()->bytesToWrite() < 512 * 1024)
            connection.socket()->write(unit);
    };
    QObject::connect(connection.socket(), &QTcpSocket::bytesWritten, &connection, more);
    more();
}

QByteArray frame(char type, char flags, quint32 stream, const QByteArray &payload)
{
    QByteArray head(9, '\0');
    qToBigEndian(quint32(payload.size()) << 8, head.data());
    head[3] = type;
    head[4] = flags;
    qToBigEndian(stream, head.data() + 5);
    return head + payload;
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
    void besideOthers();
    void largeAnswersPass_data();
    void largeAnswersPass();
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
        flood(connection, unit);
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
    const QByteArray settings = frame(4, 0, 0, {}) + frame(4, 1, 0, {});
    const QByteArray field = QByteArray("\0\1a\1b", 5);
    QTest::newRow("CONTINUATION") << settings + frame(1, 0, 1, "\x88" + field) << frame(9, 0, 1, field.repeated(3'200));
    QTest::newRow("PING") << settings << frame(6, 0, 0, "12345678").repeated(500);
    QTest::newRow("SETTINGS") << settings << frame(4, 0, 0, QByteArray("\0\3\0\0\0\144", 6).repeated(50)).repeated(100);
}

void TestFloods::overHttp2()
{
    QFETCH(const QByteArray, start);
    QFETCH(const QByteArray, unit);
    RawServer server(answering());
    server.setRaw([=](RawConnection &connection) {
        connection.buffer.clear();
        if (connection.requests++ > 0)
            return;
        connection.send(start); // the request comes meanwhile
        connection.later(50, [&connection, unit] {
            connection.stopReading(); // acknowledgements pile up
            flood(connection, unit);
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

/// Whoever shares the service with it is neither ended nor blamed.
void TestFloods::besideOthers()
{
    RawServer server([](RawConnection &connection, const RawRequest &request) {
        if (request.target == "/quick")
            return connection.send(okResponse(QByteArray(200'000, 'b')));
        if (request.target == "/slow")
            return connection.later(2'500, [&connection] { connection.send(okResponse()); });
        connection.send(Head + "X-Endless: ");
        flood(connection, QByteArray(64 * 1024, 'x'));
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

void TestFloods::largeAnswersPass_data()
{
    QTest::addColumn<QByteArray>("head");
    QTest::addColumn<QByteArray>("unit");
    QTest::newRow("small chunks") << ChunkedHead << "10\r\n0123456789abcdef\r\n"_ba.repeated(3'000);
    QTest::newRow("large chunks") << ChunkedHead << "10000\r\n" + QByteArray(65'536, 'x') + "\r\n";
    QTest::newRow("until the connection ends") << Head + "X-Some: header\r\n\r\n" << QByteArray(65'536, 'x');
}

/// Far more than a flood may be, framed in a way that costs more than the answer itself.
void TestFloods::largeAnswersPass()
{
    QFETCH(const QByteArray, head);
    QFETCH(const QByteArray, unit);
    constexpr qint64 Enough = 48LL << 20;
    RawServer server([=](RawConnection &connection, const RawRequest &) {
        connection.send(head);
        flood(connection, unit);
    });
    HttpClient client(serviceAt(server.url()));
    MemorySink sink;
    sink.keeps = false;
    HttpRequest request = requestTo(server.url(), "GET");
    request.maxResponse = Enough;
    Call call(client, std::move(request), std::move(sink));
    QVERIFY(call.wait(60'000));
    QCOMPARE(call.fault(), TransportFault::BodyTooLarge);
}

QTEST_GUILESS_MAIN(TestFloods)
#include "tst_net_floods.moc"
