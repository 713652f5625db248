#include "call.h"
#include "localtools.h"
#include "rawserver.h"

#include <QElapsedTimer>
#include <QSet>
#include <QtTest>

#include <csignal>

using namespace cairn;
using namespace std::chrono_literals;

namespace {
/// One port that speaks HTTP/2 in the clear and tells which connection it was asked over; /back is answered by `backend`.
QByteArray serverBlock(quint16 port, quint16 backend)
{
    return QByteArray("server { listen 127.0.0.1:PORT http2; location / { return 200 \"$server_protocol $connection\"; }\n"
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
    void sentOnce();
    void killedServerIsNoticed();
    void stoppedServerIsNoticed();
    void serverOfTheOldKind();
    void elsewhereItIsNotPresumed();

private:
    QUrl url(const QString &path = QStringLiteral("/")) const { return QUrl(QStringLiteral("http://127.0.0.1:%1%2").arg(m_port).arg(path)); }
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
        calls.push_back(std::make_unique<Call>(client, requestTo(url(), i % 2 ? "POST" : "GET", i % 2 ? QByteArray("b") : QByteArray())));
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
    QVERIFY(QDir(m_nginx->folder()).mkpath(QStringLiteral("file")));
    HttpClient client(service());
    Call put(client, requestTo(url(QStringLiteral("/file/x")), "PUT", body));
    QVERIFY(put.wait());
    QCOMPARE(put.fault(), TransportFault::None);
    QCOMPARE(put.exchange().status, 201);
    QCOMPARE(put.exchange().requestSize, size);
    Call get(client, requestTo(url(QStringLiteral("/file/x"))));
    QVERIFY(get.wait());
    QCOMPARE(get.fault(), TransportFault::None);
    QVERIFY(get.sink.bytes == body);
}

void TestHttp2::resetStreamsAreNoAnswers()
{
    HttpClient client(service());
    Call cut(client, requestTo(url(QStringLiteral("/back/cut")), "POST", "b"));
    QVERIFY(cut.wait());
    QCOMPARE(cut.fault(), TransportFault::TruncatedBody);
    QCOMPARE(cut.exchange().status, 200);
}

void TestHttp2::sentOnce()
{
    HttpClient client(service());
    Call closed(client, requestTo(url(QStringLiteral("/back/close")), "POST", "b"));
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

    Call underWay(client, hasty(url(QStringLiteral("/back/silent"))));
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

QTEST_GUILESS_MAIN(TestHttp2)
#include "tst_net_http2.moc"
