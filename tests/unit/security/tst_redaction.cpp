#include "security/redaction.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace cairn;
using namespace Qt::StringLiterals;

/// What leaves the house loses what looks like a secret, and nothing else.
class TestRedaction : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void texts_data();
    void texts();
    void names_data();
    void names();
    void objects();
    void addresses_data();
    void addresses();
    void twiceIsAsOnce();
};

void TestRedaction::texts_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("kept");
    QTest::newRow("query") << u"https://ocr.example.net/v1?token=abc123&page=2"_s
                           << u"https://ocr.example.net/v1?token=[redacted]&page=2"_s;
    QTest::newRow("last parameter") << u"GET /v1?page=2&api_key=s3cr3t failed"_s << u"GET /v1?page=2&api_key=[redacted] failed"_s;
    QTest::newRow("encoded name") << u"https://a/b?api%5Fkey=zzz"_s << u"https://a/b?api%5Fkey=[redacted]"_s;
    QTest::newRow("user in a URL") << u"https://ann:pw@host/path"_s << u"https://[redacted]@host/path"_s;
    QTest::newRow("bearer") << u"sent Authorization: Bearer eyJh.bGci-x_= and got 401"_s
                            << u"sent Authorization: Bearer [redacted] and got 401"_s;
    QTest::newRow("assigned") << u"login with password=hunter2, user=ann"_s << u"login with password=[redacted], user=ann"_s;
    QTest::newRow("json") << u"{\"token\": \"abc\", \"page\": \"2\"}"_s << u"{\"token\": \"[redacted]\", \"page\": \"2\"}"_s;
    QTest::newRow("a patch") << u". | .password = \"hunter2 \\\"secret\\\"\" | {password: \"other-secret\", page: 1} + ."_s
                             << u". | .password = \"[redacted]\" | {password: \"[redacted]\", page: 1} + ."_s;
    QTest::newRow("an update") << u".api[\"token\"] |= \"a b\" | .secret //= 'x y' | .key == \"z\""_s
                               << u".api[\"token\"] |= \"[redacted]\" | .secret //= '[redacted]' | .key == \"[redacted]\""_s;
    QTest::newRow("a sentence") << u"passphrase: \"correct horse battery\"; set \"password\": \"two words\" now"_s
                                << u"passphrase: \"[redacted]\"; set \"password\": \"[redacted]\" now"_s;
    QTest::newRow("unquoted") << u"password: x, X-Api-Key: abc, \"token\": 123456, \"page\": 7"_s
                              << u"password: [redacted], X-Api-Key: [redacted], \"token\": [redacted], \"page\": 7"_s;
    QTest::newRow("json in json") << u"{\"body\":\"{\\\"password\\\":\\\"x y\\\",\\\"page\\\":7}\"}"_s
                                  << u"{\"body\":\"{\\\"password\\\":\\\"[redacted]\\\",\\\"page\\\":7}\"}"_s;
    QTest::newRow("after another name") << u"note: password=hunter2"_s << u"note: password=[redacted]"_s;
    QTest::newRow("nothing") << u"HTTP 503 from https://ocr.example.net/v1/jobs?lang=en; the key is missing"_s
                             << u"HTTP 503 from https://ocr.example.net/v1/jobs?lang=en; the key is missing"_s;
    QTest::newRow("idempotency key") << u"?idempotency=1&keyboard=qwertz"_s << u"?idempotency=1&keyboard=qwertz"_s;
    QTest::newRow("empty") << QString() << QString();
}

void TestRedaction::texts()
{
    QFETCH(QString, text);
    QTEST(redactText(text), "kept");
}

void TestRedaction::names_data()
{
    QTest::addColumn<bool>("isSecret");
    for (const char *name : {"Authorization", "proxy-authorization", "Cookie", "Set-Cookie", "X-Api-Key", "api_key", "apikey",
                             "password", "client_secret", "access_token", "X-Auth-Token", "signature", "key", "sig", "sessionid",
                             "x-session", "Session-Id", "x-auth"})
        QTest::newRow(name) << true;
    for (const char *name :
         {"Content-Type", "idempotency-key", "traceparent", "author", "page", "keyboard", "monkey", "etag", "sessions"})
        QTest::newRow(name) << false;
}

void TestRedaction::names()
{
    QTEST(isSecretName(QString::fromLatin1(QTest::currentDataTag())), "isSecret");
}

void TestRedaction::objects()
{
    const QJsonObject headers{{u"authorization"_s, u"Bearer abcdef"_s},
                              {u"content-type"_s, u"application/json"_s},
                              {u"deep"_s, QJsonObject{{u"list"_s, QJsonArray{u"https://h/p?token=abc"_s, 7}}, {u"pwd"_s, 12}}}};
    const QJsonObject kept = redactJson(headers);
    QCOMPARE(kept.value(u"authorization"_s).toString(), RedactedText);
    QCOMPARE(kept.value(u"content-type"_s).toString(), u"application/json"_s);
    const QJsonObject deep = kept.value(u"deep"_s).toObject();
    QCOMPARE(deep.value(u"pwd"_s).toString(), RedactedText);
    QCOMPARE(deep.value(u"list"_s).toArray().at(0).toString(), u"https://h/p?token=[redacted]"_s);
    QCOMPARE(deep.value(u"list"_s).toArray().at(1).toInt(), 7);
    QCOMPARE(redactJsonText({}), QByteArray());
    QCOMPARE(redactJsonText(R"({"cookie":"a=b"})"), QByteArray(R"({"cookie":"[redacted]"})"));
}

void TestRedaction::addresses_data()
{
    QTest::addColumn<QString>("kept");
    const auto row = [](const char *url, const char *kept) { QTest::newRow(url) << QString::fromLatin1(kept); };
    row("https://a/cards/4111111111111111", "https://a/cards/************1111");
    row("https://a/cards/4111111111111111?x=1", "https://a/cards/************1111?x=1");
    row("https://a/x?q=4111%201111%201111%201111&p=2", "https://a/x?q=****%20****%20****%201111&p=2");
    row("https://a/x?q=4111+1111+1111+1111", "https://a/x?q=****%20****%20****%201111");
    row("https://a/%34111111111111111/y", "https://a/************1111/y");
    row("https://a/x?q=%74oken%3Dabc&token=abc", "https://a/x?q=token%3Dabc&token=[redacted]");
    row("https://a/docs/f%C3%BCr%20Ann+Bob/7", "https://a/docs/f%C3%BCr%20Ann+Bob/7");
}

void TestRedaction::addresses()
{
    QTEST(redactedUrl(QUrl::fromEncoded(QTest::currentDataTag()).toString(QUrl::FullyEncoded)), "kept");
}

void TestRedaction::twiceIsAsOnce()
{
    const QString once =
        redactText(u"https://u:p@h/x?token=abc&sig=9 Bearer abcdefgh password=x, \"token\": \"x y\", secret: z"_s);
    QCOMPARE(redactText(once), once);
    QVERIFY(!once.contains("abc"_L1));
}

QTEST_GUILESS_MAIN(TestRedaction)
#include "tst_redaction.moc"
