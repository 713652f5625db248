#include "schematesting.h"

#include <QTest>

using namespace cairn;
using namespace Qt::StringLiterals;

/// What schemas accept, how they say why not, and what is no schema.
class TestSchema : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void values_data();
    void values();
    void bigNumbers_data();
    void bigNumbers();
    void faults_data();
    void faults();
    void warningsDoNotHinder();
    void canonicalFormIgnoresWriting();
    void recordedSchemas();
    void otherSchemas();
    void faultsInOtherSchemas();
    void valuesAreNotRepeated();
};

namespace {

QStringList check(const QByteArray &schema, const QByteArray &value)
{
    return texts(compiled(json(schema)).validate(json(value)));
}

} // namespace

void TestSchema::values_data()
{
    QTest::addColumn<QByteArray>("schema");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<QString>("violations");
    const auto row = [](const char *name, const QByteArray &schema, const QByteArray &value, const char *violations) {
        QTest::newRow(name) << schema << value << QString::fromUtf8(violations);
    };
    row("anything", "{}", "[1, null]", "");
    row("true", "true", "1", "");
    row("false", "false", "1", ": is not allowed here");
    row("type", R"({"type":["string","null"]})", "3", ": must be null or string, and is number");
    row("whole number", R"({"type":"integer"})", "3.0", "");
    row("fraction", R"({"type":"integer"})", "3.5", ": must be integer, and is number");
    row("pointer", R"({"properties":{"a/b":{"items":{"properties":{"~":{"type":"string"}}}}}})", R"({"a/b":[{},{"~":1}]})",
        "/a~1b/1/~0: must be string, and is number");
    row("several", R"({"required":["a","b"],"properties":{"c":{"type":"null"}}})", R"({"c":1})",
        "/c: must be null, and is number|: lacks the property 'a'|: lacks the property 'b'");
    row("additional", R"({"properties":{"a":true},"additionalProperties":false})", R"({"a":1,"b":2})",
        "/b: is a property that the schema does not allow");
    row("additional schema", R"({"additionalProperties":{"type":"string"}})", R"({"a":1})", "/a: must be string, and is number");
    row("forbidden property", R"({"properties":{"a":false}})", R"({"a":1})", "/a: is not allowed here");
    row("pattern properties", R"({"patternProperties":{"^x-":{"type":"string"}},"additionalProperties":false})",
        R"({"x-a":1,"y":1})", "/x-a: must be string, and is number|/y: is a property that the schema does not allow");
    row("property names", R"({"propertyNames":{"maxLength":2}})", R"({"abc":1,"ab":1})",
        "/abc: has a name that is not allowed (propertyNames)");
    row("enum", R"({"enum":["draft","final",3]})", R"("other")", ": must be one of \"draft\", \"final\", 3");
    row("enum of numbers", R"({"enum":[{"a":1.0}]})", R"({"a":1})", "");
    row("const", R"({"const":"x"})", R"("y")", ": must be \"x\"");
    row("const in enum", R"({"const":1,"enum":[1,2]})", "2", ": must be 1");
    row("const beside enum", R"({"const":3,"enum":[1,2]})", "3", ": must be what no value is");
    row("minimum", R"({"minimum":0.5})", "0.25", ": must be at least 0.5");
    row("exclusive maximum", R"({"exclusiveMaximum":10})", "10", ": must be less than 10");
    row("multiple of a cent", R"({"multipleOf":0.01})", "19.99", "");
    row("no multiple", R"({"multipleOf":0.01})", "19.995", ": must be a multiple of 0.01");
    row("fraction of whole", R"({"multipleOf":7})", "7.5", ": must be a multiple of 7");
    row("characters, not units", R"({"maxLength":2})", R"("😀😀")", "");
    row("length", R"({"minLength":3})", R"("😀😀")", ": must have at least 3 characters, and has 2");
    row("items", R"({"maxItems":1})", "[1,2]", ": must have at most 1 items, and has 2");
    row("properties", R"({"minProperties":1})", "{}", ": must have at least 1 properties, and has 0");
    row("pattern", R"({"pattern":"^\\d+$"})", R"("12\n")", ": does not match the pattern ^\\d+$");
    row("pattern of characters", R"({"pattern":"^.{2}$"})", R"("é😀")", "");
    row("pattern of escapes", R"({"pattern":"^\\u00e9[\\s\\uD83D\\uDE00]$"})", R"("é😀")", "");
    row("format", R"({"format":"date"})", R"("2023-02-29")", ": is not in the format 'date'");
    row("unknown format", R"({"format":"colour"})", R"("x")", "");
    row("tuple", R"({"items":[{"type":"string"}],"additionalItems":false})", R"([1,2])",
        "/0: must be string, and is number|: must have at most 1 items, and has 2");
    row("contains", R"({"contains":{"type":"string"}})", "[1]", ": has no item of the kind that it must have (contains)");
    row("unique", R"({"uniqueItems":true})", R"([1,"1",{"a":1,"b":2},{"b":2,"a":1}])",
        ": must not have equal items, and item 3 repeats one before it");
    row("unique numbers", R"({"uniqueItems":true})", "[1, 1.0]", ": must not have equal items, and item 1 repeats one before it");
    row("dependency", R"({"dependencies":{"a":["b"],"c":{"required":["d"]}}})", R"({"a":1,"c":1})",
        ": lacks the property 'b'|: lacks the property 'd'");
    row("not", R"({"not":{"type":"string"}})", R"("x")", ": is what the schema says it must not be (not)");
    row("any of", R"({"anyOf":[{"type":"string"},{"required":["k"]}]})", "{}",
        ": fits no alternative (1:  must be string, and is object; 2:  lacks the property 'k')");
    row("one of both", R"({"oneOf":[{"minimum":1},{"minimum":2}]})", "3",
        ": fits 2 alternatives, and must fit exactly one (oneOf)");
    row("if", R"({"if":{"properties":{"k":{"const":1}}},"then":{"required":["a"]},"else":{"required":["b"]}})", R"({"k":2})",
        ": lacks the property 'b'");
    row("local reference", R"({"properties":{"a":{"$ref":"#/definitions/a%25~1"}},"definitions":{"a%/":{"type":"null"}}})",
        R"({"a":1})", "/a: must be null, and is number");
    row("recursion", R"({"properties":{"next":{"$ref":"#"}},"additionalProperties":false})", R"({"next":{"next":{"x":1}}})",
        "/next/next/x: is a property that the schema does not allow");
    row("reference by $id", R"({"items":{"$ref":"#name"},"definitions":{"n":{"$id":"#name","type":"null"}}})", "[1]",
        "/0: must be null, and is number");
    row("zero in a name", "{\"enum\":[\"a\\u0000b\"]}", "\"a\\u0000c\"", ": must be \"a\\u0000b\"");
}

void TestSchema::values()
{
    QFETCH(QByteArray, schema);
    QFETCH(QByteArray, value);
    QFETCH(QString, violations);
    QCOMPARE(check(schema, value), violations.split(QLatin1Char('|'), Qt::SkipEmptyParts));
}

void TestSchema::bigNumbers_data()
{
    QTest::addColumn<QByteArray>("schema");
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<bool>("valid");
    // valijson's own reading of QJson stops at 32 bits
    QTest::newRow("integer beyond 32 bits") << QByteArray(R"({"type":"integer"})") << QByteArray("3000000000") << true;
    QTest::newRow("integer beyond 64 bits") << QByteArray(R"({"type":"integer"})") << QByteArray("1e30") << true;
    QTest::newRow("enum, exact") << QByteArray(R"({"enum":[9007199254740993]})") << QByteArray("9007199254740992") << false;
    QTest::newRow("multiple, exact") << QByteArray(R"({"multipleOf":2})") << QByteArray("9007199254740993") << false;
    QTest::newRow("large divisor") << QByteArray(R"({"multipleOf":3000000000})") << QByteArray("9000000000") << true;
    QTest::newRow("large divisor missed") << QByteArray(R"({"multipleOf":3000000000})") << QByteArray("9000000001") << false;
    QTest::newRow("large length") << QByteArray(R"({"maxLength":5000000000})") << QByteArray(R"("x")") << true;
    QTest::newRow("out of range") << QByteArray(R"({"multipleOf":0.5})") << QByteArray("1e308") << true;
}

void TestSchema::bigNumbers()
{
    QFETCH(QByteArray, schema);
    QFETCH(QByteArray, value);
    QFETCH(bool, valid);
    QCOMPARE(check(schema, value).isEmpty(), valid);
}

void TestSchema::faults_data()
{
    QTest::addColumn<QByteArray>("schema");
    QTest::addColumn<QString>("pointer");
    QTest::addColumn<QString>("what");
    const auto row = [](const char *name, const QByteArray &schema, const char *pointer, const char *what) {
        QTest::newRow(name) << schema << QString::fromUtf8(pointer) << QString::fromUtf8(what);
    };
    row("no schema", "3", "", "it is not a schema");
    row("inner", R"({"properties":{"a":[]}})", "/properties/a", "it is not a schema");
    row("unused definition", R"({"definitions":{"a":{"type":"text"}}})", "/definitions/a/type", "type is not one or several");
    row("required once", R"({"required":["a","a"]})", "/required", "a list of strings, each once");
    row("draft 4", R"({"minimum":1,"exclusiveMinimum":true})", "/exclusiveMinimum", "exclusiveMinimum is not a number");
    row("negative", R"({"maxItems":-1})", "/maxItems", "a whole number from 0");
    row("fraction", R"({"maxItems":1.5})", "/maxItems", "a whole number from 0");
    row("divisor", R"({"multipleOf":0})", "/multipleOf", "a number above 0");
    row("nothing to choose", R"({"anyOf":[]})", "/anyOf", "a list of at least one schema");
    row("no values", R"({"enum":[]})", "/enum", "a list of at least one value");
    row("dependency", R"({"dependencies":{"a":[1]}})", "/dependencies/a", "the dependency is not a list of strings");
    row("pattern", R"({"pattern":"("})", "/pattern", "the pattern cannot be used");
    row("pattern name", R"({"patternProperties":{"[":true}})", "/patternProperties/[", "a character class is not closed");
    row("foreign anchor", R"({"pattern":"a\\Z"})", "/pattern", "'\\Z' is no escape of ECMA 262");
    row("foreign group", R"j({"pattern":"(?R)"})j", "/pattern", "'(?R' is not in ECMA 262");
    row("foreign verb", R"j({"pattern":"(*LIMIT_MATCH=9)"})j", "/pattern", "'(*' is not in ECMA 262");
    row("network", R"({"$ref":"http://json-schema.org/draft-07/schema#"})", "/$ref", "Cairn fetches nothing");
    row("file", R"({"$ref":"other.json"})", "/$ref", "Cairn fetches nothing");
    row("nowhere", R"({"items":{"$ref":"#/definitions/a"}})", "/items/$ref", "where there is nothing");
    row("into itself", R"({"$ref":"#"})", "/$ref", "leads back to itself");
    row("in a circle",
        R"({"allOf":[{"$ref":"#/definitions/a"}],"definitions":{"a":{"not":{"$ref":"#/definitions/b"}},"b":{"anyOf":[{"$ref":"#/definitions/a"}]}}})",
        "/definitions/b/anyOf/0/$ref", "leads back to itself");
    row("circle of references", R"({"definitions":{"a":{"$ref":"#/definitions/b"},"b":{"$ref":"#/definitions/a"}}})",
        "/definitions/a/$ref", "leads back to itself");
    row("unknown other", R"({"$ref":"address@2"})", "/$ref", "there is no schema address@2");
    row("zero in a name", R"({"properties":{"a\u0000":true}})", "/properties", "an object of schemas by name");
}

void TestSchema::faults()
{
    QFETCH(QByteArray, schema);
    QFETCH(QString, pointer);
    QFETCH(QString, what);
    const auto result = Schema::compile(Ref, json(schema));
    QVERIFY(!result);
    const SchemaFault &first = result.error().first();
    QCOMPARE(first.pointer, pointer);
    QVERIFY2(first.what.contains(what), qPrintable(first.what));
    QVERIFY(!first.warning);
}

void TestSchema::warningsDoNotHinder()
{
    const auto schema = compiled(json(R"({"$schema":"http://json-schema.org/draft-04/schema#","requierd":["a"],"x-note":1})"));
    QCOMPARE(schema.warnings().size(), 2);
    QCOMPARE(schema.warnings()[1].pointer, u"/requierd"_s);
    QCOMPARE(schema.warnings()[1].remedy, u"Did you mean 'required'?"_s);
    QVERIFY(schema.validate(QJsonObject()).isEmpty());
}

void TestSchema::canonicalFormIgnoresWriting()
{
    const Schema one = compiled(json(R"({"type":"object", "required" : ["a"]})"));
    const Schema other = compiled(json(R"({"required":["a"],"type":"object"})"));
    QCOMPARE(one.canonical(), QByteArray(R"({"required":["a"],"type":"object"})"));
    QCOMPARE(one.digest(), other.digest());
    QCOMPARE(one.digest(), Digest::of(one.canonical()));
    QVERIFY(compiled(json(R"({"required":["b"],"type":"object"})")).digest() != one.digest());
}

void TestSchema::recordedSchemas()
{
    const auto again = Schema::fromCanonical(Ref, compiled(json(R"({"type":"null"})")).canonical());
    QVERIFY(again);
    QCOMPARE(again->validate(1).size(), 1);
    QVERIFY(Schema::fromCanonical(Ref, "false")->validate(1).size() == 1);
    QCOMPARE(Schema::fromCanonical(Ref, "{\"a\":").error().kind, ErrorKind::Damaged);
    const Error error = Schema::fromCanonical(Ref, R"({"requierd":1,"type":1})").error();
    QCOMPARE(error.kind, ErrorKind::Definition);
    QCOMPARE(error.where, u"test@1#/type"_s);
}

void TestSchema::otherSchemas()
{
    QStringList asked;
    const SchemaLookup lookup = [&](const SchemaRef &ref) -> std::optional<QJsonValue> {
        asked.append(ref.toString());
        if (ref == SchemaRef{u"address"_s, 2})
            return json(
                R"({"required":["zip"],"properties":{"zip":{"$ref":"#/definitions/zip"},"land":{"$ref":"land@1#/definitions/code"}},
                            "definitions":{"zip":{"pattern":"^[0-9]{5}$"}}})");
        if (ref == SchemaRef{u"land"_s, 1})
            return json(R"({"definitions":{"code":{"enum":["DE","CH"]}}, "properties":{"home":{"$ref":"address@2"}}})");
        return std::nullopt;
    };
    const Schema schema = compiled(
        json(R"({"properties":{"from":{"$ref":"address@2"},"to":{"$ref":"address@2#"},"self":{"$ref":"test@1"}}})"), lookup);
    QCOMPARE(schema.references(), (QList<SchemaRef>{{u"address"_s, 2}, {u"land"_s, 1}}));
    QCOMPARE(asked, (QStringList{u"address@2"_s, u"land@1"_s}));
    QCOMPARE(texts(schema.validate(json(R"({"from":{"zip":"1","land":"FR"},"self":{"to":{}}})"))),
             (QStringList{u"/from/land: must be one of \"DE\", \"CH\""_s, u"/from/zip: does not match the pattern ^[0-9]{5}$"_s,
                          u"/self/to: lacks the property 'zip'"_s}));
}

void TestSchema::faultsInOtherSchemas()
{
    const auto result = Schema::compile(Ref, json(R"({"items":{"$ref":"bad@1"}})"),
                                        [](const SchemaRef &) { return json(R"({"items":{"type":1}})"); });
    QVERIFY(!result);
    QCOMPARE(result.error().first().pointer, u"/items/$ref"_s);
    QVERIFY(result.error().first().what.startsWith(u"in bad@1#/items/type: type is not"_s));
}

void TestSchema::valuesAreNotRepeated()
{
    const QByteArray schema =
        R"({"properties":{"a":{"pattern":"^x$","enum":["x"],"format":"date","maxLength":1,"type":"null","not":{}}}})";
    const QStringList found = check(schema, R"({"a":"secret"})");
    QCOMPARE(found.size(), 6);
    QVERIFY(!found.join(QString()).contains(u"secret"_s));
}

QTEST_GUILESS_MAIN(TestSchema)
#include "tst_schema.moc"
