#include "call.h"
#include "rawserver.h"

#include <QtTest>

using namespace cairn;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// What goes out and comes back in headers, and where it may not go.
class TestHeads : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void redirects_data();
    void redirects();
    void redirectsTakeNothingElsewhere();
    void headersAreLowerCaseAndCookiesApart();
    void gzipThatWasAskedForIsLeftAlone();
    void cookiesAreNotKept();
    void tenMegabytesOfHeaders();
    void severalHeadersAreBounded();
    void whatGoesOut();
};

void TestHeads::redirects_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<bool>("location");
    QTest::addColumn<int>("fault");
    for (const int status : {301, 302, 303, 307, 308}) {
        QTest::addRow("%d", status) << status << true << int(TransportFault::Redirected);
        QTest::addRow("%d without Location", status) << status << false << int(TransportFault::None);
    }
    for (const int status : {201, 300, 304, 305})
        QTest::addRow("%d", status) << status << true << int(TransportFault::None);
}

void TestHeads::redirects()
{
    QFETCH(int, status);
    QFETCH(bool, location);
    RawServer server([status, location](RawConnection &connection, const RawRequest &) {
        connection.send("HTTP/1.1 " + QByteArray::number(status) + " X\r\n" + (location ? "Location: /elsewhere\r\n" : "") +
                        (status == 304 ? "\r\n" : "Content-Length: 4\r\n\r\nbody"));
    });
    HttpClient client(serviceAt(server.url()));
    Call call(client, requestTo(server.url(), "POST", "b"));
    QVERIFY(call.wait());
    QTEST(int(call.fault()), "fault");
    QCOMPARE(call.exchange().status, status);
    QCOMPARE(headerValue(call.exchange().headers, "location"), location ? QByteArray("/elsewhere") : QByteArray());
    QTest::qWait(20);
    QCOMPARE(server.requestCount(), 1);
}

void TestHeads::redirectsTakeNothingElsewhere()
{
    RawServer other(answering());
    RawServer server(
        answering("HTTP/1.1 302 Found\r\nLocation: " + other.url(u"/stolen"_s).toEncoded() + "\r\nContent-Length: 0\r\n\r\n"));
    HttpClient client(serviceAt(server.url()));
    HttpRequest request = requestTo(server.url(), "POST", "secret body");
    request.headers = {{"Authorization", "Bearer secret"}};
    Call call(client, std::move(request));
    QVERIFY(call.wait());
    QCOMPARE(call.fault(), TransportFault::Redirected);
    QCOMPARE(server.requests().first().header("authorization"), QByteArray("Bearer secret"));
    QTest::qWait(50);
    QCOMPARE(other.connections(), 0);
}

void TestHeads::headersAreLowerCaseAndCookiesApart()
{
    RawServer server(answering(
        "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nX-Request-ID: Ab\r\nSet-Cookie: a=1; Expires=Wed, 21 Oct 2026 07:28:00 GMT\r\n"
        "set-cookie: b=2\r\nVary: a\r\nVary: b\r\nX-Empty:\r\n\r\n"));
    HttpClient client(serviceAt(server.url()));
    Call call(client, requestTo(server.url()));
    QVERIFY(call.wait());
    const HeaderList &headers = call.exchange().headers;
    QCOMPARE(headerValue(headers, "x-request-id"), QByteArray("Ab"));
    QCOMPARE(headerValue(headers, "vary"), QByteArray("a, b")); // Qt joins; the same by RFC 9110 section 5.3
    QByteArrayList cookies;
    for (const auto &[name, value] : headers) {
        QCOMPARE(name, name.toLower());
        QVERIFY(!value.contains('\n'));
        if (name == "set-cookie")
            cookies.append(value);
    }
    QCOMPARE(cookies, (QByteArrayList{"a=1; Expires=Wed, 21 Oct 2026 07:28:00 GMT", "b=2"}));
}

void TestHeads::gzipThatWasAskedForIsLeftAlone()
{
    const QByteArray zipped =
        QByteArray::fromHex("1f8b0800000000000203cb48cdc9c95728cf2fca49010085114a0d0b000000"); // "hello world"
    RawServer server(answering("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: " +
                               QByteArray::number(zipped.size()) + "\r\n\r\n" + zipped));
    HttpClient client(serviceAt(server.url()));
    Call unasked(client, requestTo(server.url()));
    QVERIFY(unasked.wait());
    QCOMPARE(unasked.fault(), TransportFault::InvalidResponse);
    HttpRequest request = requestTo(server.url());
    request.headers = {{"Accept-Encoding", "gzip"}};
    Call call(client, std::move(request));
    QVERIFY(call.wait());
    QCOMPARE(call.sink.bytes, zipped);
    QCOMPARE(headerValue(call.exchange().headers, "content-encoding"), QByteArray("gzip"));
    QCOMPARE(headerValue(call.exchange().headers, "content-length"), QByteArray::number(zipped.size()));
    QCOMPARE(server.requests().first().header("accept-encoding"), QByteArray("identity"));
    QCOMPARE(server.requests().last().header("accept-encoding"), QByteArray("gzip"));
}

void TestHeads::cookiesAreNotKept()
{
    RawServer server(answering("HTTP/1.1 200 OK\r\nSet-Cookie: session=1; Path=/\r\nContent-Length: 0\r\n\r\n"));
    HttpClient client(serviceAt(server.url()));
    for (int i = 0; i < 2; ++i) {
        Call call(client, requestTo(server.url()));
        QVERIFY(call.wait());
    }
    QVERIFY(server.requests().last().header("cookie").isEmpty());
    HttpRequest own = requestTo(server.url());
    own.headers = {{"Cookie", "mine=1"}};
    Call call(client, std::move(own));
    QVERIFY(call.wait());
    QCOMPARE(server.requests().last().header("cookie"), QByteArray("mine=1"));
}

void TestHeads::tenMegabytesOfHeaders()
{
    QByteArray head = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n";
    for (int i = 0; i < 10'000; ++i)
        head += "X-" + QByteArray::number(i) + ": " + QByteArray(1'000, 'h') + "\r\n";
    head += "\r\nok";
    RawServer server(answering(head));
    HttpClient client(serviceAt(server.url()));
    const qint64 before = residentBytes();
    Call call(client, requestTo(server.url()));
    QVERIFY(call.wait(60'000));
    QVERIFY(call.fault() != TransportFault::None);
    QVERIFY(call.exchange().headers.isEmpty());
    const qint64 grown = residentBytes() - before;
    QVERIFY2(grown < 64 << 20, qPrintable(u"grew by %1 KiB"_s.arg(grown / 1024)));
    Call next(client, requestTo(server.url(), "HEAD"));
    QVERIFY(next.wait(60'000));
}

void TestHeads::severalHeadersAreBounded()
{
    QByteArray head = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n";
    for (int i = 0; i < 300; ++i)
        head += "X-" + QByteArray::number(i) + ": " + QByteArray(1'000, 'h') + "\r\n";
    RawServer server(answering(head + "\r\nok"));
    HttpClient client(serviceAt(server.url()));
    Call call(client, requestTo(server.url()));
    QVERIFY(call.wait());
    QCOMPARE(call.fault(), TransportFault::InvalidResponse);
    QVERIFY(call.exchange().headers.isEmpty());
}

void TestHeads::whatGoesOut()
{
    RawServer server(answering());
    HttpClient client(serviceAt(server.url()));
    HttpRequest request = requestTo(server.url(u"/a%20b/c?q=%22x%22&y=1#fragment"_s), "POST", "{\"a\":1}");
    request.headers = {{"Idempotency-Key", "\"k1\""}, {"content-type", "application/json"}, {"X-Twice", "1"}, {"X-Twice", "2"}};
    Call call(client, std::move(request));
    QVERIFY(call.wait());
    const RawRequest seen = server.requests().first();
    QCOMPARE(seen.target, QByteArray("/a%20b/c?q=%22x%22&y=1"));
    QCOMPARE(seen.body, QByteArray("{\"a\":1}"));
    QCOMPARE(seen.header("content-length"), QByteArray("7"));
    QCOMPARE(seen.header("idempotency-key"), QByteArray("\"k1\""));
    QCOMPARE(seen.header("x-twice"), QByteArray("1, 2"));
    QCOMPARE(seen.header("host"), "127.0.0.1:" + QByteArray::number(server.port()));
    QVERIFY(!seen.head.contains("Mozilla"));
    QVERIFY(seen.header("upgrade").isEmpty()); // no h2c

    Call plain(client, requestTo(server.url(), "POST", "x"));
    QVERIFY(plain.wait());
    QVERIFY(server.requests().last().header("content-type").isEmpty()); // Qt's own POST would claim a form
}

QTEST_GUILESS_MAIN(TestHeads)
#include "tst_net_heads.moc"
