#include "control/storedheaders.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace cairn;

class TestStoredHeaders : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyOctetIsSpelledAsByQt();
    void fieldsAreMergedInOrder();
    void whatWasStoredIsRead();
    void whatIsNoHeadersGivesNone();
};

namespace {

QByteArray byQt(const HeaderList &headers)
{
    QJsonObject object;
    for (const auto &[name, value] : headers)
        object.insert(QString::fromLatin1(name), QString::fromLatin1(value));
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

} // namespace

void TestStoredHeaders::everyOctetIsSpelledAsByQt()
{
    QByteArray all;
    for (int octet = 0; octet < 256; ++octet) {
        const HeaderList one{{"x-octet", QByteArray(1, char(octet))}};
        QCOMPARE(storedHeaders(one), byQt(one));
        all += char(octet);
    }
    const HeaderList headers{{"a", all}, {"b", {}}};
    QCOMPARE(storedHeaders(headers), byQt(headers));
    QCOMPARE(storedHeaders({}), byQt({}));
}

void TestStoredHeaders::fieldsAreMergedInOrder()
{
    const HeaderList came{{"via", "1.1 b"}, {"set-cookie", "s=1"}, {"via", "1.1 a"}, {"etag", "\"x\""}, {"set-cookie", "t=2"}};
    const HeaderList expected{{"etag", "\"x\""}, {"set-cookie", "s=1, t=2"}, {"via", "1.1 b, 1.1 a"}};
    QCOMPARE(merged(came), expected);
    QCOMPARE(storedHeaders(merged(came)), QByteArray(R"({"etag":"\"x\"","set-cookie":"s=1, t=2","via":"1.1 b, 1.1 a"})"));
}

void TestStoredHeaders::whatWasStoredIsRead()
{
    const HeaderList headers{{"a", "J\xf6rg \t \"q\""}, {"b", {}}, {"content-type", "application/json"}};
    QCOMPARE(readHeaders(storedHeaders(headers)), headers);
    QCOMPARE(merged(headers), headers);
}

void TestStoredHeaders::whatIsNoHeadersGivesNone()
{
    QCOMPARE(readHeaders("[1,2]"), HeaderList());
    QCOMPARE(readHeaders("{\"a\":"), HeaderList());
    QCOMPARE(readHeaders({}), HeaderList());
}

QTEST_APPLESS_MAIN(TestStoredHeaders)
#include "tst_storedheaders.moc"
