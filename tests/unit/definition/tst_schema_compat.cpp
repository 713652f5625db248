#include "definition/schemacompat.h"

#include "schematesting.h"

#include <QTest>

#include <random>

using namespace cairn;
using namespace Qt::StringLiterals;

/// Which changes of a schema keep old data valid (backward), and new data valid for old readers (forward).
class TestSchemaCompat : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void changes_data();
    void changes();
    void reasons();
    void largeSchemasEnd();
    void claimsHold();
};

namespace {

QJsonObject object(const QByteArray &text)
{
    return json(text).toObject();
}

/// Small schemas and values, close enough to each other to meet often.
class Dice
{
public:
    QJsonValue value(int depth)
    {
        switch (roll(depth > 0 ? 7 : 5)) {
        case 0: return QJsonValue::Null;
        case 1: return roll(2) == 0;
        case 2: return number();
        case 3: return number() / 2.0;
        case 4: return QString(roll(4), QLatin1Char('a'));
        case 5: {
            QJsonArray items;
            for (int i = roll(3); i > 0; --i)
                items.append(value(depth - 1));
            return items;
        }
        default: {
            QJsonObject fields;
            for (int i = roll(3); i > 0; --i)
                fields.insert(name(), value(depth - 1));
            return fields;
        }
        }
    }

    QJsonObject schema(int depth)
    {
        QJsonObject out;
        for (int i = roll(3); i > 0; --i)
            keyword(out, depth);
        if (roll(3) == 0)
            out.insert(u"type"_s, type());
        return out;
    }

    /// The same with one keyword, somewhere, written anew or left out.
    QJsonObject changed(QJsonObject schema, int depth)
    {
        const QStringList keys = schema.keys();
        const QString key = keys.isEmpty() ? QString() : keys[roll(static_cast<int>(keys.size()))];
        if (key == u"items"_s || key == u"additionalProperties"_s)
            schema.insert(key, changed(schema.value(key).toObject(), depth - 1));
        else if (!key.isEmpty() && roll(3) == 0)
            schema.remove(key);
        else
            keyword(schema, depth);
        return schema;
    }

private:
    int roll(int sides) { return static_cast<int>(m_random() % static_cast<unsigned>(sides)); }
    int number() { return roll(6) - 1; }
    QString name() { return QString(QLatin1Char(static_cast<char>('a' + roll(3)))); }

    QJsonValue type()
    {
        static const QStringList types{u"array"_s, u"boolean"_s, u"integer"_s, u"null"_s, u"number"_s, u"object"_s, u"string"_s};
        const QString one = types[roll(7)];
        const QString other = types[roll(7)];
        return one == other ? QJsonValue(one) : QJsonArray{one, other};
    }

    void keyword(QJsonObject &out, int depth)
    {
        static const QStringList counts{u"minLength"_s, u"maxLength"_s,     u"minItems"_s,
                                        u"maxItems"_s,  u"minProperties"_s, u"maxProperties"_s};
        static const QStringList limits{u"minimum"_s, u"maximum"_s, u"exclusiveMinimum"_s, u"exclusiveMaximum"_s};
        static const QStringList inner{u"items"_s, u"additionalProperties"_s, u"not"_s, u"contains"_s, u"propertyNames"_s};
        switch (roll(depth > 0 ? 9 : 6)) {
        case 0: out.insert(counts[roll(6)], roll(3)); break;
        case 1: out.insert(limits[roll(4)], number()); break;
        case 2: out.insert(u"type"_s, type()); break;
        case 3: out.insert(u"required"_s, QJsonArray{name()}); break;
        case 4: out.insert(u"multipleOf"_s, (1 + roll(4)) / 2.0); break;
        case 5: out.insert(roll(2) ? u"enum"_s : u"uniqueItems"_s, {}); break;
        case 6: out.insert(inner[roll(5)], schema(depth - 1)); break;
        case 7: out.insert(u"items"_s, QJsonArray{schema(depth - 1)}); break;
        default: out.insert(u"properties"_s, QJsonObject{{name(), schema(depth - 1)}, {name(), schema(depth - 1)}});
        }
        if (out.value(u"enum"_s).isNull() && out.contains(u"enum"_s))
            out.insert(u"enum"_s, QJsonArray{value(1), value(1)});
        if (out.contains(u"uniqueItems"_s))
            out.insert(u"uniqueItems"_s, true);
    }

    std::mt19937 m_random{20240917};
};

} // namespace

void TestSchemaCompat::changes_data()
{
    QTest::addColumn<QByteArray>("older");
    QTest::addColumn<QByteArray>("newer");
    QTest::addColumn<bool>("backward");
    QTest::addColumn<bool>("forward");
    const auto row = [](const char *name, const QByteArray &older, const QByteArray &newer, bool backward, bool forward) {
        QTest::newRow(name) << older << newer << backward << forward;
    };
    const QByteArray closed = R"("additionalProperties":false)";
    row("same", R"({"type":"object","required":["a"]})", R"({"required":["a"],"type":"object"})", true, true);
    row("words only", R"({"title":"a","type":"null"})", R"({"description":"b","type":"null","examples":[null]})", true, true);
    row("type added", R"({})", R"({"type":"string"})", false, true);
    row("type widened", R"({"type":"integer"})", R"({"type":["number","null"]})", true, false);
    row("type replaced", R"({"type":"string"})", R"({"type":"number"})", false, false);
    row("required added", R"({"type":"object"})", R"({"type":"object","required":["a"]})", false, true);
    row("required of what is no object", R"({"type":"string"})", R"({"type":"string","required":["a"]})", true, true);
    row("new property in an open object", R"({"properties":{}})", R"({"properties":{"a":{"type":"string"}}})", false, true);
    row("new property in a closed object", "{" + closed + "}", R"({"properties":{"a":{"type":"string"}},)" + closed + "}", true,
        false);
    row("property removed, closed", R"({"properties":{"a":true},)" + closed + "}", "{" + closed + "}", false, true);
    row("closed", R"({"properties":{"a":true}})", R"({"properties":{"a":true},)" + closed + "}", false, true);
    row("property forbidden before", R"({"properties":{"a":false}})", R"({"properties":{"a":{"type":"null"}}})", true, false);
    row("property inside", R"({"properties":{"a":{"properties":{"b":{"maxLength":5}}}}})",
        R"({"properties":{"a":{"properties":{"b":{"maxLength":9}}}}})", true, false);
    row("additional schema", R"({"additionalProperties":{"type":"integer"}})", R"({"additionalProperties":{"type":"number"}})",
        true, false);
    row("pattern properties, same", R"({"patternProperties":{"^x":{}},"properties":{"a":{"minimum":1}}})",
        R"({"patternProperties":{"^x":{}},"properties":{"a":{"minimum":0}}})", true, false);
    row("pattern properties, another", R"({"patternProperties":{"^x":{"minimum":1}}})",
        R"({"patternProperties":{"^x":{"minimum":0}}})", false, false);
    row("enum grown", R"({"enum":["a"]})", R"({"enum":["a","b"]})", true, false);
    row("enum opened", R"({"enum":["a","bc"]})", R"({"type":"string","maxLength":2})", true, false);
    row("enum opened too little", R"({"enum":["a","bcd"]})", R"({"type":"string","maxLength":2})", false, false);
    row("const to enum", R"({"const":1})", R"({"enum":[1.0,2]})", true, false);
    row("enum with a reference", R"({"properties":{"a":{"const":1}}})",
        R"({"properties":{"a":{"items":{"$ref":"#/definitions/d"},"minimum":2}},"definitions":{"d":{}}})", false, false);
    row("minimum lower", R"({"minimum":2})", R"({"minimum":1})", true, false);
    row("minimum opened", R"({"minimum":1})", R"({"exclusiveMinimum":1})", false, true);
    row("minimum beyond open", R"({"exclusiveMinimum":1})", R"({"minimum":1})", true, false);
    row("maximum dropped", R"({"maximum":1})", R"({})", true, false);
    row("maximum of both", R"({"maximum":5,"exclusiveMaximum":5})", R"({"exclusiveMaximum":5})", true, true);
    row("limits of what is no number", R"({"type":"string"})", R"({"type":"string","minimum":1,"multipleOf":2})", true, true);
    row("multiple", R"({"multipleOf":6})", R"({"multipleOf":3})", true, false);
    row("multiple of one", R"({"type":"integer"})", R"({"type":"integer","multipleOf":1})", true, true);
    row("length", R"({"minLength":2,"maxLength":5})", R"({"minLength":1,"maxLength":6})", true, false);
    row("length crossed", R"({"minLength":2,"maxLength":5})", R"({"minLength":1,"maxLength":4})", false, false);
    row("items counted", R"({"maxItems":3})", R"({"maxItems":2})", false, true);
    row("properties counted by required", R"({"required":["a","b"]})", R"({"minProperties":2})", true, false);
    row("pattern changed", R"({"pattern":"a"})", R"({"pattern":"b"})", false, false);
    row("pattern dropped", R"({"pattern":"a"})", R"({})", true, false);
    row("format added", R"({"type":"string"})", R"({"type":"string","format":"date"})", false, true);
    row("format of what is no string", R"({"type":"integer"})", R"({"type":"integer","format":"int64"})", true, true);
    row("unique items", R"({"uniqueItems":true})", R"({"uniqueItems":false})", true, false);
    row("items", R"({"items":{"type":"integer"}})", R"({"items":{"type":"number"}})", true, false);
    row("items added", R"({"type":"array"})", R"({"type":"array","items":{"type":"number"}})", false, true);
    row("tuple grown", R"({"items":[{"type":"null"}],"additionalItems":false})",
        R"({"items":[{"type":"null"},{"type":"null"}],"additionalItems":false})", true, false);
    row("tuple to list", R"({"items":[{"type":"null"}],"additionalItems":{"type":"integer"}})",
        R"({"items":{"type":["null","number"]}})", true, false);
    row("same alternatives", R"({"anyOf":[{"type":"null"},{"minimum":1}],"maxLength":1})",
        R"({"anyOf":[{"type":"null"},{"minimum":1}],"maxLength":2})", true, false);
    row("more alternatives", R"({"anyOf":[{"type":"null"}]})", R"({"anyOf":[{"type":"null"},{"minimum":1}]})", false, false);
    row("alternatives dropped", R"({"oneOf":[{"type":"null"}]})", R"({})", true, false);
    row("condition, same", R"({"if":{"minimum":1},"then":{"maximum":2},"type":"integer"})",
        R"({"if":{"minimum":1},"then":{"maximum":2},"type":"number"})", true, false);
    row("condition, another", R"({"if":{"minimum":1},"then":{"maximum":2}})", R"({"if":{"minimum":0},"then":{"maximum":2}})",
        false, false);
    row("reference followed", R"({"properties":{"a":{"$ref":"#/definitions/d"}},"definitions":{"d":{"maxLength":5}}})",
        R"({"properties":{"a":{"$ref":"#/definitions/e"}},"definitions":{"e":{"maxLength":9}}})", true, false);
    row("definition changed", R"({"items":{"$ref":"#/definitions/d"},"definitions":{"d":{"maxLength":5}}})",
        R"({"items":{"$ref":"#/definitions/d"},"definitions":{"d":{"maxLength":4}}})", false, true);
    row("definition changed behind equal words", R"({"anyOf":[{"$ref":"#/definitions/d"}],"definitions":{"d":{"maxLength":5}}})",
        R"({"anyOf":[{"$ref":"#/definitions/d"}],"definitions":{"d":{"maxLength":9}}})", false, false);
    row("unused definition", R"({"type":"null","definitions":{"d":{"maxLength":5}}})", R"({"type":"null"})", true, true);
    row("recursion", R"({"properties":{"next":{"$ref":"#"},"n":{"type":"integer"}}})",
        R"({"properties":{"next":{"$ref":"#"},"n":{"type":"number"}}})", true, false);
    row("circle", R"({"$ref":"#"})", R"({"$ref":"#/definitions/a","definitions":{"a":{"$ref":"#"}}})", false, false);
    row("other schema, same", R"({"items":{"$ref":"a@1"},"maxItems":1})", R"({"items":{"$ref":"a@1"},"maxItems":2})", true,
        false);
    row("other schema, another", R"({"items":{"$ref":"a@1"}})", R"({"items":{"$ref":"a@2"}})", false, false);
}

void TestSchemaCompat::changes()
{
    QFETCH(QByteArray, older);
    QFETCH(QByteArray, newer);
    QFETCH(bool, backward);
    QFETCH(bool, forward);
    const SchemaCompatibility found = compatibility(object(older), object(newer));
    QVERIFY2(found.backward == backward && found.forward == forward, qPrintable(found.reasons.join(QLatin1Char('\n'))));
    QCOMPARE(found.reasons.isEmpty(), found.isFull());
    QCOMPARE(found.reasons.filter(u"backward: #"_s).isEmpty(), backward);
    QCOMPARE(found.reasons.filter(u"forward: #"_s).isEmpty(), forward);
    // the other way round is the other way round
    const SchemaCompatibility turned = compatibility(object(newer), object(older));
    QVERIFY(turned.backward == forward && turned.forward == backward);
}

void TestSchemaCompat::reasons()
{
    const SchemaCompatibility found =
        compatibility(object(R"({"properties":{"a/b":{"type":["string","null"]}},"enum":[{"x":1}]})"),
                      object(R"({"properties":{"a/b":{"type":"string"}},"required":["c"],"allOf":[{}]})"));
    QCOMPARE(found.reasons, (QStringList{u"backward: #: {\"x\":1} is not allowed any more"_s,
                                         u"forward: #: only certain values are allowed now"_s}));
    QCOMPARE(
        compatibility(object(R"({"properties":{"a/b":{"type":["string","null"]}}})"),
                      object(R"({"properties":{"a/b":{"type":"string"}},"required":["c"],"not":{"minProperties":9}})"))
            .reasons,
        (QStringList{u"backward: #: cannot be shown: not is another, or new"_s,
                     u"backward: #: the property 'c' was not required"_s, u"backward: #/properties/a~1b: may have been null"_s}));
}

void TestSchemaCompat::largeSchemasEnd()
{
    // sixty schemas, each of which uses the next one twice
    const auto chain = [](const char *last) {
        QJsonObject definitions{{u"d60"_s, QJsonObject{{QString::fromLatin1(last), 1}}}};
        for (int i = 0; i < 60; ++i) {
            const QJsonObject next{{u"$ref"_s, u"#/definitions/d%1"_s.arg(i + 1)}};
            definitions.insert(u"d%1"_s.arg(i), QJsonObject{{u"items"_s, next}, {u"additionalProperties"_s, next}});
        }
        return QJsonObject{{u"definitions"_s, definitions}, {u"$ref"_s, u"#/definitions/d0"_s}};
    };
    const SchemaCompatibility found = compatibility(chain("minimum"), chain("maximum"));
    QVERIFY(!found.backward && !found.forward);
    QVERIFY(compatibility(chain("minimum"), chain("minimum")).isFull());
}

void TestSchemaCompat::claimsHold()
{
    Dice dice;
    int claims = 0;
    int tried = 0;
    for (int round = 0; round < 4'000; ++round) {
        const QJsonObject older = dice.schema(3);
        const QJsonObject newer = dice.changed(older, 3);
        const SchemaCompatibility found = compatibility(older, newer);
        claims += found.backward + found.forward;
        const Schema before = compiled(older);
        const Schema after = compiled(newer);
        for (int i = 0; i < 30 && (found.backward || found.forward); ++i) {
            const QJsonValue value = dice.value(3);
            const bool valid = before.validate(value).isEmpty();
            const bool validNow = after.validate(value).isEmpty();
            tried += valid != validNow;
            const QByteArray shown = QJsonDocument(QJsonArray{older, newer, value}).toJson(QJsonDocument::Compact);
            QVERIFY2(!found.backward || !valid || validNow, qPrintable(u"backward: "_s + QString::fromUtf8(shown)));
            QVERIFY2(!found.forward || !validNow || valid, qPrintable(u"forward: "_s + QString::fromUtf8(shown)));
        }
    }
    // or nothing was shown
    QVERIFY2(claims > 2'000 && tried > 1'000, qPrintable(u"%1 claims, %2 differences"_s.arg(claims).arg(tried)));
}

QTEST_GUILESS_MAIN(TestSchemaCompat)
#include "tst_schema_compat.moc"
