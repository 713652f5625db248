#include "call.h"
#include "frames.h"

#include <QThread>
#include <QTimer>
#include <QtTest>

using namespace cairn;
using namespace frames;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// Answers a stream with so many bytes, as fast as they are taken.
void pourFrames(RawConnection &connection, quint32 stream, qint64 size)
{
    constexpr qint64 Batch = 16 * 16'384;
    const QByteArray batch = frame(Data, NoFlag, stream, QByteArray(16'384, 'x')).repeated(16);
    connection.send(answerHead(stream));
    const auto left = std::make_shared<qint64>(size);
    const auto more = [&connection, stream, batch, left] {
        if (*left <= 0 || connection.socket()->bytesToWrite() > 8 * Batch)
            return;
        connection.socket()->write(batch);
        *left -= Batch;
        if (*left <= 0)
            connection.socket()->write(frame(Data, EndStream, stream));
    };
    QObject::connect(connection.socket(), &QTcpSocket::bytesWritten, &connection, more);
    more();
}

const QByteArray Head = "HTTP/1.1 200 OK\r\n";
const QByteArray ChunkedHead = Head + "Transfer-Encoding: chunked\r\n\r\n";

} // namespace

/// What looks like a flood (FloodGuard) and is none: answers that are large, fast or slow to write away, and others' misfortunes.
class TestNoFloods : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void largeAnswersPass_data();
    void largeAnswersPass();
    void fastAnswersPass_data();
    void fastAnswersPass();
    void givenUpAnswersAreNone();
    void lossesOfOthersAreNone_data();
    void lossesOfOthersAreNone();
};

void TestNoFloods::largeAnswersPass_data()
{
    QTest::addColumn<QByteArray>("head");
    QTest::addColumn<QByteArray>("unit");
    QTest::newRow("small chunks") << ChunkedHead << "10\r\n0123456789abcdef\r\n"_ba.repeated(3'000);
    QTest::newRow("large chunks") << ChunkedHead << "10000\r\n" + QByteArray(65'536, 'x') + "\r\n";
    QTest::newRow("until the connection ends") << Head + "X-Some: header\r\n\r\n" << QByteArray(65'536, 'x');
}

/// Far more than a flood may be, framed in a way that costs more than the answer itself.
void TestNoFloods::largeAnswersPass()
{
    QFETCH(const QByteArray, head);
    QFETCH(const QByteArray, unit);
    constexpr qint64 Enough = 48LL << 20;
    RawServer server([=](RawConnection &connection, const RawRequest &) {
        connection.send(head);
        connection.flood(unit);
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

void TestNoFloods::fastAnswersPass_data()
{
    QTest::addColumn<int>("http");
    QTest::addColumn<int>("count");
    QTest::addColumn<qint64>("size");
    QTest::addColumn<int>("unit");  // after so many pieces (of up to 64 KiB) the disk takes
    QTest::addColumn<int>("pause"); // so many milliseconds for them
    constexpr qint64 MiB = 1 << 20;
    for (const auto &[name, http] : {std::pair("HTTP/1.1", HttpVersion::Http11), std::pair("HTTP/2", HttpVersion::Http2)}) {
        QTest::addRow("%s", name) << int(http) << 1 << 320 * MiB << 16 << 0;
        QTest::addRow("%s, a slow disk", name) << int(http) << 1 << 160 * MiB << 16 << 15;
        QTest::addRow("%s, a disk that halts", name) << int(http) << 1 << 256 * MiB << 1000 << 700;
        QTest::addRow("%s, many", name) << int(http) << 6 << 64 * MiB << 16 << 0;
        QTest::addRow("%s, many, a slow disk", name) << int(http) << 6 << 32 * MiB << 16 << 10;
        QTest::addRow("%s, many, a disk that halts", name) << int(http) << 6 << 64 * MiB << 1000 << 500;
    }
}

/// However fast it comes, and however slowly it is written away: over HTTP/2 nothing makes the service wait for that.
void TestNoFloods::fastAnswersPass()
{
    QFETCH(const int, http);
    QFETCH(const int, count);
    QFETCH(const qint64, size);
    QFETCH(const int, unit);
    QFETCH(const int, pause);
    RawServer server([size](RawConnection &connection, const RawRequest &) {
        connection.send(Head + "Content-Length: " + QByteArray::number(size) + "\r\n\r\n");
        connection.pour(size);
    });
    if (HttpVersion(http) == HttpVersion::Http2)
        server.setRaw(
            speakingFrames([size](RawConnection &connection, quint32 stream) { pourFrames(connection, stream, size); }));
    HttpClient client(serviceAt(server.url(), HttpVersion(http)));
    MemorySink sink;
    sink.keeps = false;
    sink.onAccept = [unit, pause, taken = std::make_shared<int>(0)]() -> Result<void> { // all in one thread, to one disk
        if (++*taken % unit == 0)
            QThread::msleep(pause);
        return {};
    };
    std::vector<std::unique_ptr<Call>> calls;
    for (int i = 0; i < count; ++i)
        calls.push_back(std::make_unique<Call>(client, requestTo(server.url(), "GET"), sink));
    for (const auto &call : calls) {
        QVERIFY(call->wait(60'000));
        QVERIFY2(call->fault() == TransportFault::None, qPrintable(call->exchange().detail));
        QCOMPARE(call->sink.size, size);
    }
}

/// What was on its way of an answer that is given up is not handed on to anybody, and not kept either; its connection is others'
/// as well.
void TestNoFloods::givenUpAnswersAreNone()
{
    RawServer server(answering());
    server.setRaw(speakingFrames([](RawConnection &connection, quint32 stream) {
        if (stream > 1)
            return pourFrames(connection, stream, 256 << 20);
        connection.send(answerHead(stream) + frame(Data, NoFlag, stream, "x"));
        connection.later(2'500, [&connection, stream] { connection.send(frame(Data, EndStream, stream, "y")); });
    }));
    HttpClient client(serviceAt(server.url(), HttpVersion::Http2));
    Call other(client, requestTo(server.url(), "GET"));
    QVERIFY(waitUntil([&other] { return other.sink.pieces == 1; }));
    MemorySink sink;
    sink.onAccept = []() -> Result<void> {
        QThread::msleep(700);
        return {};
    };
    HttpRequest request = requestTo(server.url(), "GET");
    request.maxResponse = 20'000;
    Call large(client, std::move(request), std::move(sink));
    QVERIFY(large.wait());
    QCOMPARE(large.fault(), TransportFault::BodyTooLarge);
    QVERIFY(other.wait());
    QCOMPARE(other.fault(), TransportFault::None);
}

void TestNoFloods::lossesOfOthersAreNone_data()
{
    QTest::addColumn<QString>("host");
    QTest::addColumn<int>("after");
    QTest::newRow("another host") << u"127.0.0.2"_s << 0;
    QTest::newRow("the same host, later") << u"127.0.0.1"_s << 3'000;
}

/// Who loses a connection when somebody else's was cut is not to blame: it is a network's failure, and tried again.
void TestNoFloods::lossesOfOthersAreNone()
{
    QFETCH(const QString, host);
    QFETCH(const int, after);
    std::atomic<bool> isCut = false;
    const RawServer::Handler handler = [&isCut](RawConnection &connection, const RawRequest &request) {
        if (request.target == "/flood") {
            connection.send(Head + "X-Endless: ");
            return connection.flood(QByteArray(64 * 1024, 'x'));
        }
        auto *timer = new QTimer(&connection);
        QObject::connect(timer, &QTimer::timeout, &connection, [&] {
            if (isCut)
                connection.rst();
        });
        timer->start(10);
    };
    RawServer server(handler);
    std::optional<RawServer> second;
    if (host != server.url().host())
        second.emplace(handler, QHostAddress(host), server.port());
    RawServer &other = second ? *second : server;
    HttpClient client(serviceAt(server.url()));
    HttpClient otherClient(serviceAt(other.url()));
    Call lost(otherClient, requestTo(other.url(), "POST", "b"));
    QVERIFY(waitUntil([&other] { return other.requestCount("/") == 1; }));
    Call flooded(client, requestTo(server.url(u"/flood"_s), "POST", "b"));
    QVERIFY(flooded.wait(15'000));
    QCOMPARE(flooded.fault(), TransportFault::InvalidResponse);
    QTest::qWait(after);
    isCut = true;
    QVERIFY(lost.wait());
    QCOMPARE(lost.fault(), TransportFault::ConnectionClosed);
}

QTEST_GUILESS_MAIN(TestNoFloods)
#include "tst_net_nofloods.moc"
