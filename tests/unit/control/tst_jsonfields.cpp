#include "control/jsonfields.h"

#include <QTest>

using namespace cairn;
using namespace Qt::StringLiterals;

/// What is read of small JSON documents.
class TestJsonFields : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void anyValueIsRead_data();
    void anyValueIsRead();
};

void TestJsonFields::anyValueIsRead_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<std::optional<QJsonValue>>("value");
    const auto row = [](const char *json, std::optional<QJsonValue> value) { QTest::newRow(json) << QByteArray(json) << value; };
    row("{\"a\": 1}", QJsonObject{{u"a"_s, 1}});
    row("[1, 2]", QJsonArray{1, 2});
    row("true", true);
    row(" 7 ", 7);
    row("\"text\"", u"text"_s);
    row("null", QJsonValue(QJsonValue::Null));
    row("", {});
    row("1, 2", {});
    row("], [", {});
    row("{\"a\": }", {});
    row("nonsense", {});
}

void TestJsonFields::anyValueIsRead()
{
    QFETCH(const QByteArray, json);
    QTEST(anyJson(json), "value");
}

QTEST_GUILESS_MAIN(TestJsonFields)
#include "tst_jsonfields.moc"
