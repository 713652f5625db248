#include "call.h"
#include "net/requestrules.h"

#include <QtTest>

using namespace cairn;
using namespace Qt::StringLiterals;

class TestRequestRules : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void urls_data();
    void urls();
    void headersAndMethods_data();
    void headersAndMethods();
    void switchesOffWhatQtDoesUnasked();
    void callersHeadersWin();
    void contentLengthIsOurs();
    void repeatedFieldsAreJoined();
    void http2OnlyWhereAllowed_data();
    void http2OnlyWhereAllowed();
};

void TestRequestRules::urls_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<bool>("allowInsecure");
    QTest::addColumn<bool>("isAllowed");
    const auto row = [](const char *url, bool insecure, bool allowed) {
        QTest::addRow("%s%s", url, insecure ? " (insecure allowed)" : "") << QString::fromLatin1(url) << insecure << allowed;
    };
    row("https://example.net/a", false, true);
    row("http://localhost/a", false, true);
    row("http://LOCALHOST:81/a", false, true);
    row("http://127.0.0.1/", false, true);
    row("http://127.8.9.1:5/", false, true);
    row("http://[::1]:8080/", false, true);
    row("http://api.localhost:8080/", false, false); // a name server may be asked
    row("http://api.localhost:8080/", true, true);
    row("http://127.999.1.1/", false, false); // which is a name
    row("http://example.net/", false, false);
    row("http://10.0.0.1/", false, false);
    row("http://localhost.example.net/", false, false);
    row("http://127.0.0.1.example.net/", false, false);
    row("http://example.net/", true, true);
    row("ftp://example.net/", true, false);
    row("file:///etc/passwd", true, false);
    row("data:text/plain,x", true, false);
    row("qrc:/x", true, false);
    row("ws://localhost/", true, false);
    row("/relative", true, false);
    row("", true, false);
    row("https:///nohost", true, false);
    row("https://user:pass@example.net/", true, false);
    row("https://user@example.net/", true, false);
    row("http://user:pass@127.0.0.1/", true, false);
}

void TestRequestRules::urls()
{
    QFETCH(QString, url);
    QFETCH(bool, allowInsecure);
    QFETCH(bool, isAllowed);
    const auto reason = refusal(requestTo(QUrl(url)), allowInsecure);
    QCOMPARE(!reason, isAllowed);
    if (reason)
        QVERIFY(!reason->isEmpty() && !reason->contains("pass@"_L1));
}

void TestRequestRules::headersAndMethods_data()
{
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<bool>("isAllowed");
    QTest::newRow("plain") << QByteArray("GET") << QByteArray("X-A") << QByteArray("1") << true;
    QTest::newRow("any token is a method") << QByteArray("M-SEARCH") << QByteArray("x") << QByteArray() << true;
    QTest::newRow("UTF-8 value") << QByteArray("GET") << QByteArray("X-A") << QByteArray("\xc3\xb6") << true;
    QTest::newRow("CRLF in value") << QByteArray("GET") << QByteArray("X-A") << QByteArray("1\r\nX-Evil: 2") << false;
    QTest::newRow("LF in value") << QByteArray("GET") << QByteArray("X-A") << QByteArray("1\nX-Evil: 2") << false;
    QTest::newRow("NUL in value") << QByteArray("GET") << QByteArray("X-A") << QByteArray("1\0002", 3) << false;
    QTest::newRow("colon in name") << QByteArray("GET") << QByteArray("X-A:") << QByteArray("1") << false;
    QTest::newRow("empty name") << QByteArray("GET") << QByteArray() << QByteArray("1") << false;
    QTest::newRow("line break in name") << QByteArray("GET") << QByteArray("X\r\nY") << QByteArray("1") << false;
    QTest::newRow("space in method") << QByteArray("GET / HTTP/1.1\r\nX:") << QByteArray("x") << QByteArray("1") << false;
    QTest::newRow("no method") << QByteArray() << QByteArray("x") << QByteArray("1") << false;
}

void TestRequestRules::headersAndMethods()
{
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, value);
    QFETCH(bool, isAllowed);
    HttpRequest request = requestTo(QUrl(u"https://example.net/"_s), method);
    request.headers = {{name, value}};
    QCOMPARE(!refusal(request, false), isAllowed);
}

void TestRequestRules::switchesOffWhatQtDoesUnasked()
{
    const RequestTemplate common(HttpVersion::Auto);
    for (const char *url : {"https://example.net/", "http://localhost/"}) {
        const QNetworkRequest filled = common.fill(requestTo(QUrl(QString::fromLatin1(url))), 0);
        const auto attribute = [&](QNetworkRequest::Attribute code) { return filled.attribute(code); };
        QCOMPARE(attribute(QNetworkRequest::RedirectPolicyAttribute).toInt(), int(QNetworkRequest::ManualRedirectPolicy));
        QCOMPARE(attribute(QNetworkRequest::CookieLoadControlAttribute).toInt(), int(QNetworkRequest::Manual));
        QCOMPARE(attribute(QNetworkRequest::CookieSaveControlAttribute).toInt(), int(QNetworkRequest::Manual));
        QCOMPARE(attribute(QNetworkRequest::AuthenticationReuseAttribute).toInt(), int(QNetworkRequest::Manual));
        QCOMPARE(attribute(QNetworkRequest::CacheLoadControlAttribute).toInt(), int(QNetworkRequest::AlwaysNetwork));
        QCOMPARE(attribute(QNetworkRequest::CacheSaveControlAttribute).toBool(), false);
        QCOMPARE(attribute(QNetworkRequest::DoNotBufferUploadDataAttribute).toBool(), true);
        QCOMPARE(attribute(QNetworkRequest::Http2CleartextAllowedAttribute).toBool(), false);
        QVERIFY(!attribute(QNetworkRequest::HttpPipeliningAllowedAttribute).toBool());
        QCOMPARE(filled.rawHeader("accept-encoding"), QByteArray("identity"));
        QVERIFY(filled.rawHeader("user-agent").startsWith("Cairn/"));
        QCOMPARE(filled.transferTimeout(), 0);
    }
}

void TestRequestRules::callersHeadersWin()
{
    HttpRequest request = requestTo(QUrl(u"https://example.net/"_s));
    request.headers = {{"accept-encoding", "gzip"}, {"USER-AGENT", "mine"}};
    const QNetworkRequest filled = RequestTemplate().fill(request, 0);
    QCOMPARE(filled.rawHeader("Accept-Encoding"), QByteArray("gzip"));
    QCOMPARE(filled.rawHeader("User-Agent"), QByteArray("mine"));
}

void TestRequestRules::contentLengthIsOurs()
{
    HttpRequest request = requestTo(QUrl(u"https://example.net/"_s), "POST", "12345");
    request.headers = {{"content-length", "999"}, {"Transfer-Encoding", "chunked"}};
    const QNetworkRequest filled = RequestTemplate().fill(request, 5);
    QCOMPARE(filled.rawHeader("content-length"), QByteArray("5"));
    QVERIFY(!filled.hasRawHeader("transfer-encoding"));
    QCOMPARE(filled.header(QNetworkRequest::ContentLengthHeader).toLongLong(), 5); // or Qt buffers, and repeats
    QVERIFY(!RequestTemplate().fill(request, std::nullopt).hasRawHeader("content-length"));
}

void TestRequestRules::repeatedFieldsAreJoined()
{
    HttpRequest request = requestTo(QUrl(u"https://example.net/"_s));
    request.headers = {{"Accept", "a"}, {"accept", "b"}, {"cookie", "x=1"}, {"Cookie", "y=2"}};
    const QNetworkRequest filled = RequestTemplate().fill(request, 0);
    QCOMPARE(filled.rawHeader("accept"), QByteArray("a, b"));
    QCOMPARE(filled.rawHeader("cookie"), QByteArray("x=1; y=2"));
}

void TestRequestRules::http2OnlyWhereAllowed_data()
{
    QTest::addColumn<int>("version");
    QTest::addColumn<QString>("url");
    QTest::addColumn<bool>("allowed");
    QTest::addColumn<bool>("direct");
    const QString tls = u"https://example.net/"_s;
    const QString clear = u"http://127.0.0.1/"_s;
    QTest::newRow("1.1, TLS") << int(HttpVersion::Http11) << tls << false << false;
    QTest::newRow("1.1, clear") << int(HttpVersion::Http11) << clear << false << false;
    QTest::newRow("auto, TLS") << int(HttpVersion::Auto) << tls << true << false;
    QTest::newRow("auto, clear") << int(HttpVersion::Auto) << clear << false << false;
    QTest::newRow("2, TLS") << int(HttpVersion::Http2) << tls << true << false;
    QTest::newRow("2, clear") << int(HttpVersion::Http2) << clear << false << true;
}

void TestRequestRules::http2OnlyWhereAllowed()
{
    QFETCH(int, version);
    QFETCH(QString, url);
    const QNetworkRequest filled = RequestTemplate(HttpVersion(version)).fill(requestTo(QUrl(url)), 0);
    QTEST(filled.attribute(QNetworkRequest::Http2AllowedAttribute).toBool(), "allowed");
    QTEST(filled.attribute(QNetworkRequest::Http2DirectAttribute).toBool(), "direct");
}

QTEST_GUILESS_MAIN(TestRequestRules)
#include "tst_net_requestrules.moc"
