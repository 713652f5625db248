#include "definition/schemafile.h"

#include <QJsonObject>
#include <QTest>

using namespace cairn;
using namespace Qt::StringLiterals;

/// Schema files: their names, and that every problem is told at its place.
class TestSchemaFiles : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void problems_data();
    void problems();
    void names_data();
    void names();
    void sound();
    void filesReferToEachOther();
    void unreadableIsSaidOnce();
    void elsewhere();
};

namespace {

QStringList told(const QList<Problem> &problems)
{
    QStringList lines;
    for (const Problem &problem : problems)
        lines.append(problem.toString());
    return lines;
}

} // namespace

void TestSchemaFiles::problems_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("beginning");
    const auto row = [](const char *name, const QByteArray &json, const char *beginning) {
        QTest::newRow(name) << json << u"schemas/a@1.json:"_s + QString::fromUtf8(beginning);
    };
    row("empty", " \n", " the file is empty");
    row("syntax", "{\n  \"type\" \"null\"\n}", "2:10: this is not JSON: ");
    row("two values", "{},\n{}", "1:1: this is not JSON: there is more than one value");
    row("not a schema", "\n  []", "2:3: it is not a schema");
    row("place of a key", "{ \"items\": {\n  \"é\": 1, \"type\": \"text\"\n} }", "2:11: type is not one or several");
    row("place in a list", "{\"allOf\":[{},\n   3]}", "2:4: it is not a schema");
    row("place behind escapes", "{\"properties\":{\"a\\\"/~\\u0041\":{\n\"pattern\":\"(\"}}}", "2:1: the pattern cannot be used");
    row("repeated key", "{\"type\":\"null\",\n \"title\":\"}\", \"type\":\"null\"}", "2:15: the key stands here a second time");
    row("repeated key inside", "[1]", "1:1: it is not a schema");
    row("byte order mark", "\xEF\xBB\xBF{\"type\":1}", "1:2: type is not one or several");
    row("network", "{\"$ref\":\"https://e.net/a.json\"}", "1:2: $ref leads out of the schema");
}

void TestSchemaFiles::problems()
{
    QFETCH(QByteArray, json);
    QFETCH(QString, beginning);
    const auto parsed = parseSchema(json, u"schemas/a@1.json"_s);
    QVERIFY(!parsed);
    const QStringList lines = told(parsed.error());
    QCOMPARE(lines.size(), 1);
    QVERIFY2(lines.first().startsWith(beginning), qPrintable(lines.first()));
}

void TestSchemaFiles::names_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("ref");
    QTest::newRow("plain") << u"schemas/scan-result@12.json"_s << u"scan-result@12"_s;
    QTest::newRow("no version") << u"schemas/scan.json"_s << QString();
    QTest::newRow("version 0") << u"schemas/scan@0.json"_s << QString();
    QTest::newRow("leading zero") << u"schemas/scan@01.json"_s << QString();
    QTest::newRow("huge version") << u"schemas/scan@99999999999.json"_s << QString();
    QTest::newRow("upper case") << u"schemas/Scan@1.json"_s << QString();
    QTest::newRow("underscore") << u"schemas/scan_a@1.json"_s << QString();
    QTest::newRow("other ending") << u"schemas/scan@1.yaml"_s << QString();
    QTest::newRow("line break") << u"schemas/scan@1\n.json"_s << QString();
    QTest::newRow("long") << u"schemas/%1@1.json"_s.arg(QString(65, QLatin1Char('a'))) << QString();
}

void TestSchemaFiles::names()
{
    QFETCH(QString, file);
    QFETCH(QString, ref);
    const SchemaFile read = readSchemaFiles({{file, "{\"type\":1}"}}).first();
    QCOMPARE(read.ref ? read.ref->toString() : QString(), ref);
    // what is wrong inside is told whatever the name
    QCOMPARE(read.problems.size(), ref.isEmpty() ? 2 : 1);
    QCOMPARE(read.problems.first().what.contains(u"name"_s), ref.isEmpty());
    QCOMPARE(parseSchema("{}", file).has_value(), !ref.isEmpty());
}

void TestSchemaFiles::sound()
{
    const SchemaFile read = readSchemaFiles({{u"a@3.json"_s, "{ \"typ\": \"null\" }"}}).first();
    QVERIFY(read.schema);
    QCOMPARE(read.schema->ref(), (SchemaRef{u"a"_s, 3}));
    QCOMPARE(read.schema->canonical(), QByteArray("{\"typ\":\"null\"}"));
    QCOMPARE(told(read.problems),
             QStringList{u"a@3.json:1:3: JSON Schema has no keyword 'typ', which checks nothing. Did you mean 'type'?"_s});
    QVERIFY(read.problems.first().warning);
}

void TestSchemaFiles::filesReferToEachOther()
{
    const QList<SchemaFile> files = readSchemaFiles({{u"a@1.json"_s, R"({"items":{"$ref":"b@1"}})"},
                                                     {u"b@1.json"_s, R"({"properties":{"more":{"$ref":"a@1"}},"type":"object"})"},
                                                     {u"c@1.json"_s, "{\n\"$ref\": \"b@2\"}"}});
    QVERIFY(files[0].schema && files[1].schema && !files[2].schema);
    QCOMPARE(files[0].schema->validate(QJsonArray{QJsonObject{{u"more"_s, QJsonArray{1}}}}).first().pointer, u"/0/more/0"_s);
    QCOMPARE(told(files[2].problems),
             QStringList{u"c@1.json:2:1: there is no schema b@2. Write schemas/b@2.json, or refer to another"_s});
}

void TestSchemaFiles::unreadableIsSaidOnce()
{
    const QList<SchemaFile> files = readSchemaFiles({{u"a@1.json"_s, R"({"items":{"$ref":"b@1"}})"}, {u"b@1.json"_s, "{"}});
    QVERIFY(files[0].problems.isEmpty());
    QCOMPARE(files[1].problems.size(), 1);
    QCOMPARE(readSchemaFiles({{u"a@1.json"_s, QByteArray(Schema::MaxBytes + 1, ' ')}}).first().problems.first().what,
             u"the file is larger than 1 MiB"_s);
}

void TestSchemaFiles::elsewhere()
{
    const SchemaLookup recorded = [](const SchemaRef &ref) {
        return ref.name == u"old"_s ? std::optional<QJsonValue>(false) : std::nullopt;
    };
    const auto schema = parseSchema(R"({"items":{"$ref":"old@7"}})", u"a@1.json"_s, recorded);
    QVERIFY(schema);
    QCOMPARE(schema->references().first().toString(), u"old@7"_s);
    QCOMPARE(schema->validate(QJsonArray{1}).size(), 1);
}

QTEST_GUILESS_MAIN(TestSchemaFiles)
#include "tst_schema_files.moc"
