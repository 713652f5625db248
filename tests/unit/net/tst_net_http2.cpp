#include "call.h"
#include "frames.h"
#include "localtools.h"

#include <QElapsedTimer>
#include <QSet>
#include <QtTest>

#include <csignal>

using namespace cairn;
using namespace frames;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {
/// One port that speaks HTTP/2 in the clear and tells which connection it was asked over; /back is answered by `backend`.
QByteArray serverBlock(quint16 port, quint16 backend)
{
    return QByteArray(
               "server { listen 127.0.0.1:PORT http2; location / { return 200 \"$server_protocol $connection\"; }\n"
               "location /back { proxy_pass http://127.0.0.1:BACKEND; proxy_buffering off; proxy_request_buffering off; }\n"
               "location /file { root FOLDER; dav_methods PUT DELETE; } }")
        .replace("PORT", QByteArray::number(port))
        .replace("BACKEND", QByteArray::number(backend));
}

HttpRequest hasty(const QUrl &url)
{
    HttpRequest request = requestTo(url, "POST", "b");
    request.timeout = {800ms, 800ms, 20s};
    return request;
}

enum Code : quint32 {
    NoErrorCode = 0,
    InternalError = 2,
    RefusedStream = 7,
    Cancel = 8,
    EnhanceYourCalm = 11,
    InadequateSecurity = 12
};

QByteArray goAway(quint32 lastStream, Code code)
{
    return frame(GoAway, NoFlag, 0, bigEndian(lastStream) + bigEndian(code));
}
} // namespace

/// HTTP/2 by prior knowledge, against nginx.
class TestHttp2 : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void oneConnectionCarriesAll();
    void bodiesBothWays_data();
    void bodiesBothWays();
    void resetStreamsAreNoAnswers();
    void resetByAnyCode_data();
    void resetByAnyCode();
    void goingAway_data();
    void goingAway();
    void startedAfterItWentAway();
    void sentOnce();
    void killedServerIsNoticed();
    void stoppedServerIsNoticed();
    void serverOfTheOldKind();
    void elsewhereItIsNotPresumed();
    void moreThanWasAnnounced();
    void tooLargeForASlowDisk();

private:
    QUrl url(const QString &path = u"/"_s) const { return QUrl(u"http://127.0.0.1:%1%2"_s.arg(m_port).arg(path)); }
    Service service(int concurrency = 16) const { return serviceAt(url(), HttpVersion::Http2, concurrency); }
    void restart();
    QByteArray connectionOf(const Call &call) const { return call.sink.bytes.split(' ').value(1); }

    quint16 m_port = 0;
    std::unique_ptr<RawServer> m_backend;
    std::unique_ptr<Nginx> m_nginx;
};

void TestHttp2::init()
{
    m_port = freePort();
    m_backend = std::make_unique<RawServer>([](RawConnection &connection, const RawRequest &request) {
        if (request.target == "/back/cut") {
            connection.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf");
            connection.later(30, [&connection] { connection.fin(); });
        } else if (request.target == "/back/close") {
            connection.fin();
        }
    });
    restart();
    QVERIFY2(m_nginx->problem().isEmpty(), m_nginx->problem().constData());
}

void TestHttp2::cleanup()
{
    m_nginx.reset();
    m_backend.reset();
}

void TestHttp2::restart()
{
    m_nginx.reset();
    m_nginx = std::make_unique<Nginx>(serverBlock(m_port, m_backend->port()));
}

void TestHttp2::oneConnectionCarriesAll()
{
    HttpClient client(service(64));
    std::vector<std::unique_ptr<Call>> calls;
    for (int i = 0; i < 64; ++i)
        calls.push_back(
            std::make_unique<Call>(client, requestTo(url(), i % 2 ? "POST" : "GET", i % 2 ? QByteArray("b") : QByteArray())));
    QSet<QByteArray> connections;
    for (const auto &call : calls) {
        QVERIFY(call->wait());
        QCOMPARE(call->fault(), TransportFault::None);
        QVERIFY2(call->sink.bytes.startsWith("HTTP/2.0 "), call->sink.bytes.constData());
        connections.insert(connectionOf(*call));
    }
    QCOMPARE(connections.size(), 1);
}

void TestHttp2::bodiesBothWays_data()
{
    QTest::addColumn<int>("size");
    for (const int size : {0, 1, 16'384, 16'385, 65'535, 65'536, 1'000'000, 5'000'000})
        QTest::addRow("%d", size) << size;
}

void TestHttp2::bodiesBothWays()
{
    QFETCH(int, size);
    QByteArray body(size, Qt::Uninitialized);
    for (int i = 0; i < size; ++i)
        body[i] = char(i * 31 + i / 251);
    QVERIFY(QDir(m_nginx->folder()).mkpath(u"file"_s));
    HttpClient client(service());
    Call put(client, requestTo(url(u"/file/x"_s), "PUT", body));
    QVERIFY(put.wait());
    QCOMPARE(put.fault(), TransportFault::None);
    QCOMPARE(put.exchange().status, 201);
    QCOMPARE(put.exchange().requestSize, size);
    Call get(client, requestTo(url(u"/file/x"_s)));
    QVERIFY(get.wait());
    QCOMPARE(get.fault(), TransportFault::None);
    QVERIFY(get.sink.bytes == body);
}

void TestHttp2::resetStreamsAreNoAnswers()
{
    HttpClient client(service());
    Call cut(client, requestTo(url(u"/back/cut"_s), "POST", "b"));
    QVERIFY(cut.wait());
    QCOMPARE(cut.fault(), TransportFault::TruncatedBody);
    QCOMPARE(cut.exchange().status, 200);
}

void TestHttp2::resetByAnyCode_data()
{
    QTest::addColumn<QByteArray>("before"); // what comes of the answer until the reset
    QTest::addColumn<quint32>("code");
    QTest::addColumn<int>("fault");
    QTest::addColumn<int>("status");
    QTest::addColumn<bool>("maybeSent");
    const QByteArray half = answerHead(1) + frame(Data, NoFlag, 1, "{\"ok\":tr");
    using F = TransportFault;
    for (const Code code :
         {NoErrorCode, InternalError, RefusedStream, Cancel, EnhanceYourCalm, InadequateSecurity, Code(13), Code(77)}) {
        QTest::addRow("half a body, %u", code) << half << quint32(code) << int(F::TruncatedBody) << 200 << true;
        QTest::addRow("a head, %u", code) << answerHead(1) << quint32(code) << int(F::TruncatedBody) << 200 << true;
        QTest::addRow("nothing, %u", code) << QByteArray() << quint32(code) << int(F::ConnectionClosed) << 0
                                           << (code != RefusedStream);
    }
    QTest::addRow("whole before") << half + frame(Data, EndStream, 1, "ue}") << quint32(NoErrorCode) << int(F::None) << 200
                                  << true;
}

/// Qt reports some codes as if an error's status had come, one as no error at all.
void TestHttp2::resetByAnyCode()
{
    QFETCH(QByteArray, before);
    QFETCH(quint32, code);
    RawServer server(answering());
    server.setRaw(speakingFrames([before, code](RawConnection &connection, quint32 stream) {
        connection.send(before + frame(Reset, NoFlag, stream, bigEndian(code)));
    }));
    HttpClient client(serviceAt(server.url(), HttpVersion::Http2));
    Call call(client, requestTo(server.url(), "POST", "b"));
    QVERIFY(call.wait());
    QTEST(int(call.fault()), "fault");
    QTEST(call.exchange().status, "status");
    QTEST(call.exchange().maybeSent, "maybeSent");
    QCOMPARE(call.exchange().detail.isEmpty(), call.fault() == TransportFault::None);
    QCOMPARE(server.connections(), 1);
}

void TestHttp2::goingAway_data()
{
    QTest::addColumn<quint32>("lastStream");
    QTest::addColumn<quint32>("code");
    QTest::addColumn<bool>("answers");
    QTest::addColumn<int>("fault");
    QTest::addColumn<bool>("maybeSent");
    using F = TransportFault;
    QTest::addRow("not taken up") << 0u << quint32(NoErrorCode) << false << int(F::ConnectionClosed) << false;
    QTest::addRow("refused") << 0u << quint32(RefusedStream) << false << int(F::ConnectionClosed) << false;
    // What Qt says is then the same as of a stream that was reset after it was worked on.
    QTest::addRow("not taken up, for an error") << 0u << quint32(InternalError) << false << int(F::ConnectionClosed) << true;
    QTest::addRow("the last one, and cut") << 1u << quint32(NoErrorCode) << false << int(F::ConnectionClosed) << true;
    QTest::addRow("the last one, and answered") << 1u << quint32(NoErrorCode) << true << int(F::None) << true;
    QTest::addRow("no more after these") << 0x7fffffffu << quint32(NoErrorCode) << true << int(F::None) << true;
}

/// RFC 9113 section 8.7: a request above the last stream that GOAWAY names was not processed, so that no outcome is unknown.
void TestHttp2::goingAway()
{
    QFETCH(quint32, lastStream);
    QFETCH(quint32, code);
    QFETCH(bool, answers);
    RawServer server(answering());
    server.setRaw(speakingFrames([=](RawConnection &connection, quint32 stream) {
        connection.send(goAway(lastStream, Code(code)));
        if (answers)
            connection.send(answerHead(stream) + frame(Data, EndStream, stream, "done"));
        connection.later(30, [&connection] { connection.fin(); });
    }));
    HttpClient client(serviceAt(server.url(), HttpVersion::Http2));
    Call call(client, requestTo(server.url(), "POST", "b"));
    QVERIFY(call.wait());
    QTEST(int(call.fault()), "fault");
    QTEST(call.exchange().maybeSent, "maybeSent");
}

/// While another stream keeps the connection open, Qt begins nothing more on it: nothing was sent, and what follows has another
/// one.
void TestHttp2::startedAfterItWentAway()
{
    RawServer server(answering());
    std::atomic<int> requests = 0;
    server.setRaw(speakingFrames([&requests](RawConnection &connection, quint32 stream) {
        if (++requests == 1)
            connection.send(goAway(stream, NoErrorCode) + answerHead(stream) + frame(Data, NoFlag, stream, "x")); // and no end
        else
            connection.send(answerHead(stream) + frame(Data, EndStream, stream, "done"));
    }));
    HttpClient client(serviceAt(server.url(), HttpVersion::Http2));
    Call first(client, requestTo(server.url(), "POST", "b"));
    QVERIFY(waitUntil([&] { return first.sink.pieces == 1; })); // Qt tells nothing of the GOAWAY, which came before that
    Call second(client, hasty(server.url()));
    QVERIFY(second.wait());
    QVERIFY(second.fault() == TransportFault::ConnectTimeout || second.fault() == TransportFault::ConnectionClosed);
    QVERIFY(!second.exchange().maybeSent);
    QCOMPARE(requests.load(), 1);
    Call third(client, requestTo(server.url(), "POST", "b"));
    QVERIFY(third.wait());
    QCOMPARE(third.fault(), TransportFault::None);
    QCOMPARE(third.sink.bytes, QByteArray("done"));
}

void TestHttp2::sentOnce()
{
    HttpClient client(service());
    Call closed(client, requestTo(url(u"/back/close"_s), "POST", "b"));
    QVERIFY(closed.wait());
    QCOMPARE(closed.exchange().status, 502); // nginx says what became of it
    QTest::qWait(50);
    QCOMPARE(m_backend->requestCount("/back/close"), 1);
}

/// Qt 6.4 sees nothing of it: our timers do, and the next exchange must not go the same way.
void TestHttp2::killedServerIsNoticed()
{
    HttpClient client(service());
    Call before(client, requestTo(url(), "POST", "b"));
    QVERIFY(before.wait());
    QCOMPARE(before.fault(), TransportFault::None);

    Call underWay(client, hasty(url(u"/back/silent"_s)));
    QVERIFY(waitUntil([&] { return m_backend->requestCount("/back/silent") == 1; }));
    restart();
    QVERIFY2(m_nginx->problem().isEmpty(), m_nginx->problem().constData());
    QVERIFY(underWay.wait());
    QVERIFY(underWay.fault() == TransportFault::IdleTimeout || underWay.fault() == TransportFault::ConnectionClosed);
    QVERIFY(underWay.exchange().maybeSent);
    QCOMPARE(m_backend->requestCount("/back/silent"), 1);

    QElapsedTimer timer;
    timer.start();
    Call next(client, requestTo(url(), "POST", "b"));
    QVERIFY(next.wait());
    QCOMPARE(next.fault(), TransportFault::None);
    QVERIFY(timer.elapsed() < 2'000);
}

void TestHttp2::stoppedServerIsNoticed()
{
    HttpClient client(service());
    Call before(client, requestTo(url(), "POST", "b"));
    QVERIFY(before.wait());
    ::kill(pid_t(m_nginx->processId()), SIGSTOP);
    Call stalled(client, hasty(url()));
    const bool isOver = stalled.wait();
    ::kill(pid_t(m_nginx->processId()), SIGCONT);
    QVERIFY(isOver);
    QCOMPARE(stalled.fault(), TransportFault::IdleTimeout);
    QVERIFY(stalled.exchange().maybeSent);
    Call next(client, requestTo(url(), "POST", "b"));
    QVERIFY(next.wait());
    QCOMPARE(next.fault(), TransportFault::None);
    QVERIFY(connectionOf(next) != connectionOf(before)); // a lane of its own
}

/// What is told to speak HTTP/2 and does not is a fault in time, not a wait.
void TestHttp2::serverOfTheOldKind()
{
    RawServer old(answering());
    old.setRaw([](RawConnection &connection) {
        connection.send("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        connection.fin();
    });
    HttpClient client(serviceAt(old.url(), HttpVersion::Http2));
    Call call(client, hasty(old.url()));
    QVERIFY(call.wait(10'000));
    QVERIFY(call.fault() != TransportFault::None);
    QCOMPARE(call.exchange().status, 0);
}

void TestHttp2::elsewhereItIsNotPresumed()
{
    RawServer other(answering(okResponse("old")));
    HttpClient client(service());
    Call call(client, requestTo(other.url(), "POST", "b"));
    QVERIFY(call.wait());
    QCOMPARE(call.fault(), TransportFault::None);
    QCOMPARE(call.sink.bytes, QByteArray("old"));
    Call own(client, requestTo(url(), "POST", "b"));
    QVERIFY(own.wait());
    QVERIFY(own.sink.bytes.startsWith("HTTP/2.0"));
}

/// Malformed, by RFC 9113. What Qt holds of it in the end takes several turns to pass on: the judgement waits for all of it.
void TestHttp2::moreThanWasAnnounced()
{
    constexpr int Size = 3 << 20;
    RawServer server(answering());
    server.setRaw(speakingFrames([](RawConnection &connection, quint32 stream) {
        connection.send(answerHead(stream, "\x88\x0f\x0d\x01"
                                           "5") +
                        frame(Data, NoFlag, stream, QByteArray(16'384, 'x')).repeated(Size / 16'384) +
                        frame(Data, EndStream, stream));
    }));
    HttpClient client(serviceAt(server.url(), HttpVersion::Http2));
    Call call(client, hasty(server.url()));
    QVERIFY(call.wait());
    QCOMPARE(call.exchange().status, 200);
    QCOMPARE(call.fault(), TransportFault::InvalidResponse);
    QCOMPARE(call.exchange().detail, u"3145728 bytes came, 5 were announced");
    QCOMPARE(call.sink.size, Size);
}

/// Qt takes in all that comes meanwhile: what it holds counts, not what has been written away.
void TestHttp2::tooLargeForASlowDisk()
{
    RawServer server(answering());
    server.setRaw(speakingFrames([](RawConnection &connection, quint32 stream) {
        connection.send(answerHead(stream) + frame(Data, NoFlag, stream, QByteArray(16'384, 'x')).repeated(64 * 64));
    }));
    HttpClient client(serviceAt(server.url(), HttpVersion::Http2));
    MemorySink sink;
    sink.onAccept = []() -> Result<void> {
        QThread::msleep(100);
        return {};
    };
    HttpRequest request = requestTo(server.url());
    request.maxResponse = 10 << 20;
    Call call(client, std::move(request), sink);
    QVERIFY(call.wait());
    QCOMPARE(call.fault(), TransportFault::BodyTooLarge);
    QVERIFY2(call.sink.size < 4 << 20, QByteArray::number(call.sink.size).constData());
}

QTEST_GUILESS_MAIN(TestHttp2)
#include "tst_net_http2.moc"
