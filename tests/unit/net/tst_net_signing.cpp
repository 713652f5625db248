#include "net/requestsigning.h"

#include <QTest>

using namespace cairn;
using namespace Qt::StringLiterals;

/// Signed requests, by the examples that their RFCs print.
class TestSigning : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theExampleOfRfc9421();
    void theDigestOfRfc9530();
    void componentsOfRequests_data();
    void componentsOfRequests();
    void whatOursCover();
    void whatIsMissingCannotBeSigned();

private:
    static HttpRequest exampleRequest();
};

/// Appendix B.2's request.
HttpRequest TestSigning::exampleRequest()
{
    HttpRequest request;
    request.method = "POST";
    request.url = QUrl(u"https://example.com/foo?param=Value&Pet=dog"_s);
    request.headers = {{"Date", "Tue, 20 Apr 2021 02:07:55 GMT"}, {"Content-Type", "application/json"}, {"Content-Length", "18"}};
    return request;
}

/// Appendix B.2.5, "Signing a Request using hmac-sha256", with the shared secret of B.1.5.
void TestSigning::theExampleOfRfc9421()
{
    SignatureTerms terms;
    terms.label = "sig-b25";
    terms.components = {"date", "@authority", "content-type"};
    terms.created = Timestamp(std::chrono::seconds(1618884473));
    terms.keyId = "test-shared-secret";
    const auto base = signatureBase(exampleRequest(), terms);
    QVERIFY(base);
    QCOMPARE(*base, QByteArray("\"date\": Tue, 20 Apr 2021 02:07:55 GMT\n"
                               "\"@authority\": example.com\n"
                               "\"content-type\": application/json\n"
                               "\"@signature-params\": (\"date\" \"@authority\" \"content-type\");created=1618884473;"
                               "keyid=\"test-shared-secret\""));
    const QByteArray secret =
        QByteArray::fromBase64("uzvJfB4u3N0Jy4T7NZ75MDVcr8zSTInedJtkgcu46YW4XByzNJjxBdtjUkdJPBtbmHhIDi6pcl8jsasjlTMtDQ==");
    const auto fields = signatureFields(exampleRequest(), terms, secret);
    QVERIFY(fields);
    QCOMPARE(headerValue(*fields, "signature"), QByteArray("sig-b25=:pxcQw6G3AjtMBQjwo8XzkZf/bws5LelbaMk5rGIGtE8=:"));
    QCOMPARE(headerValue(*fields, "signature-input"),
             QByteArray("sig-b25=(\"date\" \"@authority\" \"content-type\");created=1618884473;keyid=\"test-shared-secret\""));
}

/// Section 2.1's example: {"hello": "world"} and a line feed.
void TestSigning::theDigestOfRfc9530()
{
    QCOMPARE(contentDigest(Digest::of("{\"hello\": \"world\"}\n")),
             QByteArray("sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:"));
}

void TestSigning::componentsOfRequests_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QByteArray>("component");
    QTest::addColumn<QByteArray>("value");
    QTest::newRow("method") << u"https://e.net/a"_s << QByteArray("@method") << QByteArray("POST");
    QTest::newRow("own port") << u"https://E.net:443/a"_s << QByteArray("@authority") << QByteArray("e.net");
    QTest::newRow("other port") << u"https://e.net:8443/a"_s << QByteArray("@authority") << QByteArray("e.net:8443");
    QTest::newRow("IPv6") << u"http://[::1]:81/a"_s << QByteArray("@authority") << QByteArray("[::1]:81");
    QTest::newRow("path") << u"https://e.net/a%20b/c"_s << QByteArray("@path") << QByteArray("/a%20b/c");
    QTest::newRow("no path") << u"https://e.net"_s << QByteArray("@path") << QByteArray("/");
    QTest::newRow("query") << u"https://e.net/a?x=1&y=%20"_s << QByteArray("@query") << QByteArray("?x=1&y=%20");
    QTest::newRow("no query") << u"https://e.net/a"_s << QByteArray("@query") << QByteArray("?");
    QTest::newRow("repeated field") << u"https://e.net/a"_s << QByteArray("x-many") << QByteArray("one, two");
}

void TestSigning::componentsOfRequests()
{
    QFETCH(QString, url);
    QFETCH(QByteArray, component);
    QFETCH(QByteArray, value);
    HttpRequest request = exampleRequest();
    request.url = QUrl(url);
    request.headers += HeaderList{{"X-Many", " one "}, {"x-many", "two"}};
    SignatureTerms terms;
    terms.components = {component};
    const auto base = signatureBase(request, terms);
    QVERIFY(base);
    QCOMPARE(base->split('\n').first(), '"' + component + "\": " + value);
}

void TestSigning::whatOursCover()
{
    HttpRequest request = exampleRequest();
    request.headers += HeaderList{{"Idempotency-Key", "\"k\""}, {"Content-Digest", "sha-256=:forged:"}};
    QVERIFY(signRequest(request, Digest::of("body"), "partner", Timestamp(std::chrono::seconds(7)), "secret"));
    QCOMPARE(headerValue(request.headers, "content-digest"), contentDigest(Digest::of("body")));
    QCOMPARE(headerValue(request.headers, "signature-input"),
             QByteArray("cairn=(\"@method\" \"@authority\" \"@path\" \"@query\" \"content-digest\" \"content-type\" "
                        "\"idempotency-key\");created=7;keyid=\"partner\""));
    for (const auto &[name, value] : request.headers)
        QVERIFY2(!value.contains("forged") && !value.contains("secret"), value.constData());

    HttpRequest bare;
    bare.method = "GET";
    bare.url = QUrl(u"https://e.net/"_s);
    QVERIFY(signRequest(bare, {}, "partner", Timestamp(std::chrono::seconds(7)), "secret"));
    QVERIFY(headerValue(bare.headers, "content-digest").isEmpty());
}

void TestSigning::whatIsMissingCannotBeSigned()
{
    SignatureTerms terms;
    for (const char *component : {"x-absent", "@status", "@made-up"}) {
        terms.components = {component};
        const auto base = signatureBase(exampleRequest(), terms);
        QVERIFY(!base);
        QCOMPARE(base.error().kind, ErrorKind::Usage);
    }
}

QTEST_APPLESS_MAIN(TestSigning)
#include "tst_net_signing.moc"
