#include "net/requestframe.h"

#include <QtTest>

using namespace cairn;

namespace {
constexpr FrameLimits Limits{400, 100};

QByteArray post(const QByteArray &fields, const QByteArray &body = {})
{
    return "POST /hook HTTP/1.1\r\nHost: h\r\n" + fields + "\r\n" + body;
}

QByteArray chunked(const QByteArray &body)
{
    return post("Transfer-Encoding: chunked\r\n", body);
}
} // namespace

class TestRequestFrame : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void requests_data();
    void requests();
    void endsExactly();
    void continues();
};

void TestRequestFrame::requests_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("status"); ///< 0: whole, -1: more is needed
    const auto whole = [](const char *name, const QByteArray &bytes) { QTest::newRow(name) << bytes << 0; };
    const auto partial = [](const char *name, const QByteArray &bytes) { QTest::newRow(name) << bytes << -1; };
    const auto refused = [](const char *name, const QByteArray &bytes, int status) { QTest::newRow(name) << bytes << status; };

    whole("no length", post(""));
    whole("length 0", post("Content-Length: 0\r\n"));
    whole("length", post("Content-Length: 3\r\n", "abc"));
    whole("length, old version", "POST / HTTP/1.0\r\nContent-Length: 3\r\n\r\nabc");
    whole("largest body", post("Content-Length: 100\r\n", QByteArray(100, 'x')));
    whole("largest head", post("X: " + QByteArray(363, 'x') + "\r\n"));
    whole("chunks", chunked("3\r\nabc\r\nA;ext=1\r\n0123456789\r\n0\r\n\r\n"));
    whole("largest chunks", chunked("32\r\n" + QByteArray(50, 'x') + "\r\n32\r\n" + QByteArray(50, 'x') + "\r\n0\r\n\r\n"));
    whole("no chunk", chunked("0\r\n\r\n"));
    whole("trailer", chunked("1\r\na\r\n0\r\nX: y\r\n\r\n"));
    whole("line breaks in a chunk", chunked("4\r\n\r\n\r\n\r\n0\r\n\r\n"));
    whole("another method's words", post("X-Y: GET / HTTP/1.1\r\n"));

    partial("nothing yet", "");
    partial("half a head", "POST /hook HTTP/1.1\r\nHost: h\r\n");
    partial("half a body", post("Content-Length: 3\r\n", "ab"));
    partial("half a chunk", chunked("3\r\nab"));
    partial("no last chunk", chunked("3\r\nabc\r\n"));
    partial("no end of trailers", chunked("0\r\nX: y\r\n"));

    refused("head too large", post("X: " + QByteArray(364, 'x') + "\r\n"), 431);
    refused("endless line", QByteArray(400, 'x'), 431);
    refused("endless fields", "POST / HTTP/1.1\r\n" + QByteArray("X: y\r\n").repeated(100), 431);
    refused("body too large", post("Content-Length: 101\r\n"), 413);
    refused("length beyond numbers", post("Content-Length: 99999999999999999999\r\n"), 413);
    refused("chunk too large", chunked("65\r\n"), 413);
    refused("chunks too large", chunked("32\r\n" + QByteArray(50, 'x') + "\r\n33\r\n"), 413);
    refused("many tiny chunks", chunked(QByteArray("1\r\nx\r\n").repeated(101)), 413);
    refused("endless trailers", chunked("0\r\n" + QByteArray("X: y\r\n").repeated(1000)), 413);
    refused("endless extension", chunked("1;" + QByteArray(300, 'x')), 413);

    refused("GET", "GET / HTTP/1.1\r\nHost: h\r\n\r\n", 405);
    refused("HEAD", "HEAD / HTTP/1.1\r\nHost: h\r\n\r\n", 405);
    refused("lower-case post", "post / HTTP/1.1\r\nHost: h\r\n\r\n", 405);
    refused("HTTP/2 preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505);
    refused("TLS where none is", QByteArray("\x16\x03\x01\x02\r\n\r\n"), 400);
    refused("no version", "POST /\r\nHost: h\r\n\r\n", 400);
    refused("two spaces", "POST  / HTTP/1.1\r\nHost: h\r\n\r\n", 400);
    refused("proxy's target", "POST http://h/ HTTP/1.1\r\nHost: h\r\n\r\n", 400);
    refused("host in the path", "POST //evil/hook HTTP/1.1\r\nHost: h\r\n\r\n", 400);
    refused("fragment", "POST /a#b HTTP/1.1\r\nHost: h\r\n\r\n", 400);
    refused("NUL in the target", QByteArray("POST /a\0b HTTP/1.1\r\nHost: h\r\n\r\n", 31), 400);
    refused("no host", "POST / HTTP/1.1\r\n\r\n", 400);
    refused("two hosts", post("Host: i\r\n"), 400);
    refused("empty line first", "\r\n" + post(""), 400);
    refused("bare line feeds", "POST / HTTP/1.1\nHost: h\n\r\n\r\n", 400);
    refused("folded field", post("X: a\r\n b\r\n"), 400);
    refused("space before the colon", post("Content-Length : 3\r\n", "abc"), 400);
    refused("field without a name", post(": x\r\n"), 400);
    refused("field without a colon", post("x\r\n"), 400);

    refused("two lengths", post("Content-Length: 3\r\nContent-Length: 3\r\n", "abc"), 400);
    refused("list of lengths", post("Content-Length: 3, 3\r\n", "abc"), 400);
    refused("negative length", post("Content-Length: -1\r\n"), 400);
    refused("length with a sign", post("Content-Length: +3\r\n"), 400);
    refused("empty length", post("Content-Length:\r\n"), 400);
    refused("length and chunks", post("Content-Length: 3\r\nTransfer-Encoding: chunked\r\n"), 400);
    refused("chunks and length", post("Transfer-Encoding: chunked\r\nContent-Length: 3\r\n"), 400);
    refused("chunked twice", post("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n"), 400);
    refused("chunks in the old version", "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n", 400);
    refused("compressed chunks", post("Transfer-Encoding: gzip, chunked\r\n"), 501);
    refused("negative chunk", chunked("-1\r\n"), 400);
    refused("chunk with 0x", chunked("0x1\r\na\r\n"), 400);
    refused("chunk without a size", chunked("\r\n"), 400);
    refused("chunk beyond numbers", chunked("FFFFFFFFFFFFFFFF\r\n"), 400);
    refused("chunk longer than said", chunked("1\r\nab\r\n"), 400);
    refused("chunk ended by a line feed", chunked("1\na\n"), 400);
    refused("carriage return in an extension", chunked("1;a\rb\r\n"), 400);
    refused("other expectation", post("Expect: coffee\r\n"), 417);
    refused("websocket", post("Connection: upgrade\r\nUpgrade: websocket\r\n"), 501);
}

/// The same whether it comes at once or byte by byte.
void TestRequestFrame::requests()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, status);
    const auto expected = status == 0    ? RequestFrame::State::Whole
                          : status == -1 ? RequestFrame::State::Incomplete
                                         : RequestFrame::State::Refused;
    for (const qsizetype step : {bytes.size() + 1, qsizetype(1), qsizetype(7)}) {
        RequestFrame frame(Limits);
        RequestFrame::State state = RequestFrame::State::Incomplete;
        for (qsizetype at = 0; at < bytes.size(); at += step)
            state = frame.feed(bytes.mid(at, step));
        QCOMPARE(state, expected);
        QCOMPARE(frame.status(), std::max(0, status));
    }
}

/// Neither a byte too early nor any interest in what follows.
void TestRequestFrame::endsExactly()
{
    for (const QByteArray &request : {post("Content-Length: 3\r\n", "abc"), chunked("3\r\nabc\r\n0\r\n\r\n")}) {
        RequestFrame frame(Limits);
        QCOMPARE(frame.feed(request.chopped(1)), RequestFrame::State::Incomplete);
        QCOMPARE(frame.feed(request.right(1) + "\r\n\r\nGET"), RequestFrame::State::Whole);
        QCOMPARE(frame.feed("more"), RequestFrame::State::Whole);
    }
}

void TestRequestFrame::continues()
{
    const QByteArray fields = "Expect: 100-continue\r\nContent-Length: 3\r\n";
    RequestFrame waiting(Limits);
    waiting.feed(post(fields).chopped(1));
    QVERIFY(!waiting.awaitsContinue());
    waiting.feed("\n");
    QVERIFY(waiting.awaitsContinue());
    waiting.feed("a");
    QVERIFY(!waiting.awaitsContinue());

    RequestFrame together(Limits);
    together.feed(post(fields, "a"));
    QVERIFY(!together.awaitsContinue());

    RequestFrame tooLarge(Limits);
    tooLarge.feed(post("Expect: 100-continue\r\nContent-Length: 101\r\n"));
    QVERIFY(!tooLarge.awaitsContinue());
    QCOMPARE(tooLarge.status(), 413);
}

QTEST_GUILESS_MAIN(TestRequestFrame)
#include "tst_net_requestframe.moc"
