#include "definition/schemafile.h"

#include <QJsonObject>
#include <QTest>

using namespace cairn;

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
        QTest::newRow(name) << json << QStringLiteral("schemas/a@1.json:") + QString::fromUtf8(beginning);
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
    const auto parsed = parseSchema(json, QStringLiteral("schemas/a@1.json"));
    QVERIFY(!parsed);
    const QStringList lines = told(parsed.error());
    QCOMPARE(lines.size(), 1);
    QVERIFY2(lines.first().startsWith(beginning), qPrintable(lines.first()));
}

void TestSchemaFiles::names_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("ref");
    QTest::newRow("plain") << QStringLiteral("schemas/scan-result@12.json") << QStringLiteral("scan-result@12");
    QTest::newRow("no version") << QStringLiteral("schemas/scan.json") << QString();
    QTest::newRow("version 0") << QStringLiteral("schemas/scan@0.json") << QString();
    QTest::newRow("leading zero") << QStringLiteral("schemas/scan@01.json") << QString();
    QTest::newRow("huge version") << QStringLiteral("schemas/scan@99999999999.json") << QString();
    QTest::newRow("upper case") << QStringLiteral("schemas/Scan@1.json") << QString();
    QTest::newRow("underscore") << QStringLiteral("schemas/scan_a@1.json") << QString();
    QTest::newRow("other ending") << QStringLiteral("schemas/scan@1.yaml") << QString();
    QTest::newRow("line break") << QStringLiteral("schemas/scan@1\n.json") << QString();
    QTest::newRow("long") << QStringLiteral("schemas/%1@1.json").arg(QString(65, QLatin1Char('a'))) << QString();
}

void TestSchemaFiles::names()
{
    QFETCH(QString, file);
    QFETCH(QString, ref);
    const SchemaFile read = readSchemaFiles({{file, "{\"type\":1}"}}).first();
    QCOMPARE(read.ref ? read.ref->toString() : QString(), ref);
    // what is wrong inside is told whatever the name
    QCOMPARE(read.problems.size(), ref.isEmpty() ? 2 : 1);
    QCOMPARE(read.problems.first().what.contains(QStringLiteral("name")), ref.isEmpty());
    QCOMPARE(parseSchema("{}", file).has_value(), !ref.isEmpty());
}

void TestSchemaFiles::sound()
{
    const SchemaFile read = readSchemaFiles({{QStringLiteral("a@3.json"), "{ \"typ\": \"null\" }"}}).first();
    QVERIFY(read.schema);
    QCOMPARE(read.schema->ref(), (SchemaRef{QStringLiteral("a"), 3}));
    QCOMPARE(read.schema->canonical(), QByteArray("{\"typ\":\"null\"}"));
    QCOMPARE(told(read.problems),
             QStringList{
                 QStringLiteral("a@3.json:1:3: JSON Schema has no keyword 'typ', which checks nothing. Did you mean 'type'?")});
    QVERIFY(read.problems.first().warning);
}

void TestSchemaFiles::filesReferToEachOther()
{
    const QList<SchemaFile> files =
        readSchemaFiles({{QStringLiteral("a@1.json"), R"({"items":{"$ref":"b@1"}})"},
                         {QStringLiteral("b@1.json"), R"({"properties":{"more":{"$ref":"a@1"}},"type":"object"})"},
                         {QStringLiteral("c@1.json"), "{\n\"$ref\": \"b@2\"}"}});
    QVERIFY(files[0].schema && files[1].schema && !files[2].schema);
    QCOMPARE(files[0].schema->validate(QJsonArray{QJsonObject{{QStringLiteral("more"), QJsonArray{1}}}}).first().pointer,
             QStringLiteral("/0/more/0"));
    QCOMPARE(told(files[2].problems),
             QStringList{QStringLiteral("c@1.json:2:1: there is no schema b@2. Write schemas/b@2.json, or refer to another")});
}

void TestSchemaFiles::unreadableIsSaidOnce()
{
    const QList<SchemaFile> files =
        readSchemaFiles({{QStringLiteral("a@1.json"), R"({"items":{"$ref":"b@1"}})"}, {QStringLiteral("b@1.json"), "{"}});
    QVERIFY(files[0].problems.isEmpty());
    QCOMPARE(files[1].problems.size(), 1);
    QCOMPARE(readSchemaFiles({{QStringLiteral("a@1.json"), QByteArray(Schema::MaxBytes + 1, ' ')}}).first().problems.first().what,
             QStringLiteral("the file is larger than 1 MiB"));
}

void TestSchemaFiles::elsewhere()
{
    const SchemaLookup recorded = [](const SchemaRef &ref) {
        return ref.name == QStringLiteral("old") ? std::optional<QJsonValue>(false) : std::nullopt;
    };
    const auto schema = parseSchema(R"({"items":{"$ref":"old@7"}})", QStringLiteral("a@1.json"), recorded);
    QVERIFY(schema);
    QCOMPARE(schema->references().first().toString(), QStringLiteral("old@7"));
    QCOMPARE(schema->validate(QJsonArray{1}).size(), 1);
}

QTEST_GUILESS_MAIN(TestSchemaFiles)
#include "tst_schema_files.moc"
