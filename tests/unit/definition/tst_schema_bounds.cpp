#include "definition/schemacompat.h"
#include "schematesting.h"

#include <QElapsedTimer>
#include <QTest>

#include <array>
#include <thread>

using namespace cairn;
using namespace Qt::StringLiterals;

/// Nothing that a value or a schema holds makes checking endless, or ends the process.
class TestSchemaBounds : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void violationsAreBounded();
    void longTextsAreMatched();
    void hardPatternsEnd_data();
    void hardPatternsEnd();
    void branchingEnds();
    void depthEnds();
    void manyItemsAreCompared();
    void schemasAreBounded();
    void longChainsOfReferences();
    void manyWarnings();
    void threadsShareOne();
    void cost();
};

void TestSchemaBounds::violationsAreBounded()
{
    QJsonArray many;
    for (int i = 0; i < 200'000; ++i)
        many.append(i);
    const auto found = compiled(json(R"({"items":{"type":"string"}})")).validate(many);
    QCOMPARE(found.size(), qsizetype(Schema::MaxViolations));
    QCOMPARE(found.last().pointer, u"/19"_s);
    const QJsonObject deep{{QString(5'000, QLatin1Char('n')), 1}};
    QVERIFY(compiled(json(R"({"additionalProperties":false})")).validate(deep).first().pointer.size() <= 1'001);
}

void TestSchemaBounds::longTextsAreMatched()
{
    // std::regex ends the process on these
    const QString text(1'000'000, QLatin1Char('a'));
    QVERIFY(compiled(json(R"({"pattern":"^[ab]*$"})")).validate(text).isEmpty());
    QCOMPARE(texts(compiled(json(R"({"pattern":"^[ab]*[cd]$"})")).validate(text)),
             QStringList{u": does not match the pattern ^[ab]*[cd]$"_s});
    QCOMPARE(texts(compiled(json(R"j({"pattern":"^(a|b)*$"})j")).validate(text)),
             QStringList{u": the string takes too much work to be matched against the pattern ^(a|b)*$"_s});
    QVERIFY(compiled(json(R"j({"pattern":"^(a|b)*$"})j")).validate(text.left(5'000)).isEmpty());
    const QJsonObject named{{text, 1}};
    QVERIFY(compiled(json(R"({"patternProperties":{"^[ab]*$":{"type":"number"}}})")).validate(named).isEmpty());
    QCOMPARE(texts(compiled(json(R"({"pattern":"b"})")).validate(text)),
             QStringList{u": the string is too long to be matched against the pattern b"_s});
    // what cannot be matched is not taken for what does not match
    QCOMPARE(compiled(json(R"({"not":{"pattern":"b"}})")).validate(text).size(), 1);
}

void TestSchemaBounds::hardPatternsEnd_data()
{
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<int>("length");
    QTest::newRow("exponential") << u"^(a+)+$"_s << 5'000;
    QTest::newRow("exponential anywhere") << u"(a+)+$"_s << 5'000;
    QTest::newRow("polynomial") << u"a*a*a*a*b"_s << 16'000;
    QTest::newRow("quadratic") << u"a*b"_s << 16'000;
}

void TestSchemaBounds::hardPatternsEnd()
{
    QFETCH(QString, pattern);
    QFETCH(int, length);
    const Schema schema = compiled(QJsonObject{{u"items"_s, QJsonObject{{u"pattern"_s, pattern}}}});
    QJsonArray hostile;
    for (int i = 0; i < 15; ++i)
        hostile.append(QString(length, QLatin1Char('a')) + QLatin1Char('!'));
    QElapsedTimer timer;
    timer.start();
    QVERIFY(!schema.validate(hostile).isEmpty());
    QVERIFY2(timer.elapsed() < 10'000, qPrintable(QString::number(timer.elapsed())));
}

void TestSchemaBounds::branchingEnds()
{
    // thirty schemas, each of which asks the next one twice: a thousand million questions
    QJsonObject definitions;
    for (int i = 0; i < 30; ++i) {
        const QJsonObject next{{u"$ref"_s, u"#/definitions/d%1"_s.arg(i + 1)}};
        definitions.insert(u"d%1"_s.arg(i), QJsonObject{{u"allOf"_s, QJsonArray{next, next}}});
    }
    definitions.insert(u"d30"_s, true);
    const Schema schema =
        compiled(QJsonObject{{u"definitions"_s, definitions}, {u"items"_s, QJsonObject{{u"$ref"_s, u"#/definitions/d0"_s}}}});
    QCOMPARE(texts(schema.validate(QJsonArray{1, 2})), QStringList{u"/0: the value takes more than 10000000 steps to check"_s});
}

void TestSchemaBounds::depthEnds()
{
    const Schema schema = compiled(json(R"({"anyOf":[{"items":{"allOf":[{"oneOf":[{"$ref":"#"}]}]}}]})"));
    const auto nested = [](int depth) { return json(QByteArray(depth, '[') + QByteArray(depth, ']')); };
    QVERIFY(schema.validate(nested(200)).isEmpty());
    const QStringList found = texts(schema.validate(nested(1'000)));
    QCOMPARE(found.size(), 1);
    QVERIFY(found.first().endsWith(u"the value is nested too deeply to be checked"_s));
}

void TestSchemaBounds::manyItemsAreCompared()
{
    QJsonArray many;
    for (int i = 0; i < 100'000; ++i)
        many.append(QJsonObject{{u"n"_s, i}});
    const Schema schema = compiled(json(R"({"uniqueItems":true})"));
    QVERIFY(schema.validate(many).isEmpty());
    many.append(many.first());
    QCOMPARE(schema.validate(many).size(), 1);
}

void TestSchemaBounds::schemasAreBounded()
{
    const QByteArray open = R"({"items":)";
    const QByteArray tooDeep = open.repeated(65) + "true" + QByteArray(65, '}');
    QVERIFY(Schema::compile(Ref, json(tooDeep)).error().first().what.contains(u"deeper than 64 levels"_s));
    QVERIFY(Schema::compile(Ref, json(open.repeated(64) + "true" + QByteArray(64, '}'))));
    const QJsonObject large{{u"$comment"_s, QString(Schema::MaxBytes, QLatin1Char('x'))}};
    QVERIFY(Schema::compile(Ref, large).error().first().what.contains(u"larger than 1 MiB"_s));
    QJsonObject properties;
    for (int i = 0; i < 60'000; ++i)
        properties.insert(QString::number(i), QJsonObject());
    const auto crowded = Schema::compile(Ref, QJsonObject{{u"properties"_s, properties}});
    QVERIFY(crowded.error().first().what.contains(u"more than 50000 schemas"_s));
}

void TestSchemaBounds::longChainsOfReferences()
{
    constexpr int Length = 10'000;
    QJsonObject definitions;
    for (int i = 0; i < Length; ++i) {
        const QJsonObject next{{u"$ref"_s, u"#/definitions/d%1"_s.arg(i + 1)}};
        definitions.insert(u"d%1"_s.arg(i), QJsonObject{{u"items"_s, next}});
    }
    definitions.insert(u"d%1"_s.arg(Length), QJsonObject{{u"type"_s, u"null"_s}});
    const QJsonObject document{{u"definitions"_s, definitions},
                               {u"allOf"_s, QJsonArray{QJsonObject{{u"$ref"_s, u"#/definitions/d9999"_s}},
                                                       QJsonObject{{u"$ref"_s, u"#/definitions/d0"_s}}}}};
    QCOMPARE(texts(compiled(document).validate(json("[1]"))), QStringList{u"/0: must be null, and is number"_s});
    QVERIFY(!compatibility(document, QJsonObject{{u"minItems"_s, 1}}).backward);
    QVERIFY(compatibility(document, QJsonObject()).backward);
    compatibility(document, document); // ends, whatever it can show
}

void TestSchemaBounds::manyWarnings()
{
    QJsonObject document{{u"type"_s, u"null"_s}};
    for (int i = 0; i < 20'000; ++i)
        document.insert(u"z%1"_s.arg(i), 1); // each like no keyword
    QJsonObject inner;
    for (int i = 0; i < 200; ++i)
        inner.insert(QString::number(i), QJsonObject{{u"requierd"_s, 1}});
    document.insert(u"properties"_s, inner);
    const Schema schema = compiled(document);
    QCOMPARE(schema.warnings().size(), 50);
    QCOMPARE(schema.validate(1).size(), 1); // and is checked all the same
}

void TestSchemaBounds::threadsShareOne()
{
    const Schema schema = compiled(json(R"({"items":{"pattern":"^[a-z]+$","format":"hostname","enum":["a","b"]}})"));
    std::array<qsizetype, 4> found{};
    {
        std::vector<std::jthread> threads;
        for (qsizetype &count : found)
            threads.emplace_back([&count, copy = schema] {
                for (int i = 0; i < 500; ++i)
                    count += copy.validate(json(R"(["a","B"])")).size();
            });
    }
    for (const qsizetype count : found)
        QCOMPARE(count, 1'000);
}

void TestSchemaBounds::cost()
{
    const Schema schema =
        compiled(json(R"({"type":"object","required":["id","total","lines"],"additionalProperties":false,"properties":{
        "id":{"type":"string","pattern":"^INV-[0-9]{6}$"},"total":{"type":"number","minimum":0},"date":{"format":"date"},
        "lines":{"type":"array","items":{"type":"object","required":["sku"],"properties":{"sku":{"type":"string","maxLength":20},
        "count":{"type":"integer","minimum":1}}}}}})"));
    const QJsonValue value = json(R"({"id":"INV-000123","total":19.9,"date":"2024-05-06",
        "lines":[{"sku":"a","count":1},{"sku":"b","count":2},{"sku":"c"}]})");
    QVERIFY(schema.validate(value).isEmpty());
    QBENCHMARK
    {
        schema.validate(value);
    }
}

QTEST_GUILESS_MAIN(TestSchemaBounds)
#include "tst_schema_bounds.moc"
