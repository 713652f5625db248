#include "control/ownclasses.h"

#include <QTest>

using namespace cairn;
using namespace Qt::StringLiterals;

/// What is covered of a payload for a workspace's own classes of data.
class TestOwnClasses : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void covers_data();
    void covers();
    void allOfItIsTold();
    void withoutADocumentPathsFindNothing();
    void manyValuesCoverAll();
    void whatIsNotLookedThroughIsCovered_data();
    void whatIsNotLookedThroughIsCovered();
    void whatATryWouldHideIsCovered_data();
    void whatATryWouldHideIsCovered();
    void longValuesAreCoveredInPieces();
    void whatAnyCoversIsCovered();
    void severalHundredValuesAreLookedFor();
    void aPatternThatIsNoneIsTold();
};

namespace {

DataClass byJq(const QString &how)
{
    return {u"patient"_s, DataClass::By::Jq, how};
}

DataClass byRegex(const QString &how)
{
    return {u"customer"_s, DataClass::By::Regex, how};
}

QByteArray covered(const QList<DataClass> &own, const QByteArray &document)
{
    const auto covering = coveringOf(own, document);
    return covering ? covering->cover.bytes(document) : QByteArray("error");
}

} // namespace

void TestOwnClasses::covers_data()
{
    QTest::addColumn<DataClass>("own");
    QTest::addColumn<QByteArray>("document");
    QTest::addColumn<QByteArray>("wanted");
    const auto row = [](const char *name, const DataClass &own, const QByteArray &document, const QByteArray &wanted) {
        QTest::newRow(name) << own << document << wanted;
    };
    row("regex", byRegex(u"KD-[0-9]{4}"_s), "of KD-1234, not KX-1234", "of **-****, not KX-1234");
    row("beyond ASCII", byRegex(u"Gr(ö|oe)ner"_s), "Frau Gröner", "Frau *******");
    row("path", byJq(u".body.patient.id"_s), R"({"patient": {"id": "P-77", "ward": 3}})",
        R"({"patient": {"id": "*-**", "ward": 3}})");
    row("the same elsewhere", byJq(u".body.id"_s), R"({"id": "ab12", "note": "see ab12, not ab123"})",
        R"({"id": "****", "note": "see ****, not ab123"})");
    row("all below", byJq(u".body.patient"_s), R"({"patient": {"id": 7001, "name": "Ann"}, "ward": "Ann's"})",
        R"({"patient": {"id": ****, "name": "***"}, "ward": "***'s"})");
    row("each of a list", byJq(u".body.rows[].name"_s), R"({"rows": [{"name": "Ann"}, {"name": "Bob"}], "n": "Eve"})",
        R"({"rows": [{"name": "***"}, {"name": "***"}], "n": "Eve"})");
    row("long numbers", byJq(u".body.no"_s), R"({"no": 123456789012345678901234567890.50})",
        R"({"no": ******************************.**})");
    row("escapes", byJq(u".body.name"_s), R"({"name": "Gr\u00f6n\/er \"x\""})", R"({"name": "**\******\/** \"*\""})");
    row("other spellings", byJq(u".body.name"_s), R"({"name": "Gröner/x", "note": "Gr\u00f6ner\/x"})",
        R"({"name": "*******/*", "note": "**\********\/*"})");
    row("keys with slashes", byJq(u".body[\"a/b~c\"]"_s), R"({"a/b~c": "secret", "a": "open"})",
        R"({"a/b~c": "******", "a": "open"})");
    row("not there", byJq(u".body.patient.id"_s), R"({"order": "P-77"})", R"({"order": "P-77"})");
    row("null", byJq(u".body.id"_s), R"({"id": null, "x": "null"})", R"({"id": null, "x": "null"})");
    row("a choice", byJq(u".body[] | select(.kind == \"patient\") | .name"_s),
        R"([{"kind": "patient", "name": "Ann"}, {"kind": "nurse", "name": "Bob"}])",
        R"([{"kind": "patient", "name": "***"}, {"kind": "nurse", "name": "Bob"}])");
    row("a test that holds", byJq(u".body.kind == \"patient\""_s), R"({"kind": "patient", "x": 1})",
        R"({"****": "*******", "*": *})");
    row("a test that does not", byJq(u".body.kind == \"patient\""_s), R"({"kind": "nurse", "x": 1})",
        R"({"kind": "nurse", "x": 1})");
    row("the whole body", byJq(u".body"_s), R"("all")", R"("***")");
    row("an expression with a remark", byJq(u".body.id # of the patient"_s), R"({"id": "P-77"})", R"({"id": "*-**"})");
    row("another shape", byJq(u".body.a.b"_s), R"(["a", "b"])", R"(["a", "b"])");
    row("rows of other shapes", byJq(u".body[].id"_s), R"([7, {"id": "P-77"}, {"id": null}])",
        R"([7, {"id": "*-**"}, {"id": null}])");
    row("a test that fails on a row", byJq(u".body[] | .id | test(\"^P-\")"_s), R"([{"x": 1}, {"id": "P-77"}])",
        R"([{"*": *}, {"**": "*-**"}])");
    row("no JSON", byJq(u".body.id"_s), "id: P-77", "id: P-77");
    row("a key twice", byJq(u".body.id"_s), R"({"id": "first", "id": "second"})", R"({"**": "*****", "**": "******"})");
    row("too deep to be looked into", byJq(u".body.id"_s), QByteArray(3'000, '[') + "\"x\"" + QByteArray(3'000, ']'),
        QByteArray(3'000, '[') + "\"*\"" + QByteArray(3'000, ']'));
    row("what Cairn knows", byRegex(u"nothing"_s), "4111 1111 1111 1111", "**** **** **** 1111");
}

void TestOwnClasses::covers()
{
    QFETCH(DataClass, own);
    QFETCH(QByteArray, document);
    QTEST(covered({own}, document), "wanted");
}

void TestOwnClasses::allOfItIsTold()
{
    const auto covering = coveringOf({byJq(u".body.kind == \"patient\""_s)}, R"({"kind": "patient"})");
    QVERIFY(covering);
    QCOMPARE(covering->whole, QStringList{u"patient"_s});
    QVERIFY(covering->cover.isWhole());
    const auto other = coveringOf({byJq(u".body.kind"_s)}, R"({"kind": "patient"})");
    QVERIFY(other && other->whole.isEmpty() && !other->cover.isWhole());
}

void TestOwnClasses::withoutADocumentPathsFindNothing()
{
    const auto covering = coveringOf({byJq(u".body.kind"_s), byRegex(u"KD-[0-9]{4}"_s)}, {});
    QVERIFY(covering && !covering->cover.isWhole());
    QCOMPARE(covering->cover.text(u"patient KD-1234"_s), u"patient **-****"_s);
}

void TestOwnClasses::manyValuesCoverAll()
{
    QByteArray rows;
    for (int i = 0; i < 600; ++i)
        rows += (i > 0 ? ",\"v" : "\"v") + QByteArray::number(i) + '"';
    const auto covering = coveringOf({byJq(u".body.rows[]"_s)}, "{\"rows\":[" + rows + "]}");
    QVERIFY(covering && covering->cover.isWhole());
}

void TestOwnClasses::whatIsNotLookedThroughIsCovered_data()
{
    QTest::addColumn<QString>("how");
    QTest::newRow("a path") << u".body.note | select([scan(\"(?:ZQ-[0-9]{7})?\")] | any(. != \"\"))"_s;
    QTest::newRow("a path, with a question mark") << u".body.note | select([scan(\"(?:ZQ-[0-9]{7})?\")?] | any(. != \"\"))"_s;
    QTest::newRow("a test") << u"[.body.note | scan(\"(?:ZQ-[0-9]{7})?\")] | any(. != \"\")"_s;
    QTest::newRow("a test that is no path, with a question mark") << u".body.note | test(\"ZQ-[0-9]{7}\")?"_s;
}

void TestOwnClasses::whatIsNotLookedThroughIsCovered()
{
    QFETCH(QString, how);
    const auto covering = coveringOf({byJq(how)}, "{\"note\": \"Müller ZQ-1234567\"}");
    QVERIFY(covering);
    QCOMPARE(covering->whole, QStringList{u"patient"_s});
    const auto other = coveringOf({byJq(how)}, "{\"note\": \"Meyer\"}");
    QVERIFY(other && other->whole.isEmpty());
    // what is said of all of it is not said of what stands beside it
    const auto beside = coveringOf({byJq(how), byRegex(u"KD-[0-9]{4}"_s)}, "{\"note\": \"Müller ZQ-1234567\"}");
    QVERIFY(beside);
    QCOMPARE(beside->beside.text(u"of KD-1234"_s), u"of **-****"_s);
}

/// libjq 1.6 ends such a search at the first row, whatever the others are.
void TestOwnClasses::whatATryWouldHideIsCovered_data()
{
    QTest::addColumn<QString>("how");
    QTest::newRow("brackets") << u"(.body.rows[] | .id)? | test(\"^P-\")"_s;
    QTest::newRow("try") << u"try .body.rows[].id | test(\"^P-\")"_s;
    QTest::newRow("all below") << u"..? | .id? | test(\"^P-\")"_s;
    QTest::newRow("a list") << u"[.body.rows[].id]? | .[] | test(\"^P-\")"_s;
    QTest::newRow("in a condition") << u".body.rows[] | select(has(\"id\")?) | .id | test(\"^P-\")"_s;
    QTest::newRow("a function") << u"getpath([\"body\", \"rows\"])? | .[].id | test(\"^P-\")"_s;
}

void TestOwnClasses::whatATryWouldHideIsCovered()
{
    QFETCH(QString, how);
    const auto covering = coveringOf({byJq(how)}, R"({"rows": [{"id": null}, {"id": "P-4711"}]})");
    QVERIFY(covering);
    QCOMPARE(covering->whole, QStringList{u"patient"_s});
}

/// A screen has never all of one at hand.
void TestOwnClasses::longValuesAreCoveredInPieces()
{
    QByteArray note;
    for (int i = 0; note.size() < 600'000; ++i)
        note += "line " + QByteArray::number(i) + " of a/b\\n";
    const QByteArray document = "{\"note\": \"" + note + "\", \"n\": \"open\"}";
    const auto covering = coveringOf({byJq(u".body.note"_s)}, document);
    QVERIFY(covering && covering->whole.isEmpty());
    QCOMPARE(covering->longValues.value(u"patient"_s), 1);
    const auto tells = [](const QByteArray &bytes) { return bytes.contains("line"); };
    QVERIFY(!tells(covering->cover.bytes(document)));
    QVERIFY(covering->cover.bytes(document).endsWith("\"n\": \"open\"}"));
    for (const int from : {9, 64 * 1024, 500'000})
        QVERIFY(!tells(covering->cover.bytes(document.mid(from, 72 * 1024)).mid(64, 64 * 1024)));
    const QByteArray asItReads = QByteArray(note).replace("\\n", "\n"), spelledElsewhere = QByteArray(note).replace("/", "\\/");
    QVERIFY(!tells(covering->cover.bytes("see " + asItReads)));
    QVERIFY(!tells(covering->cover.bytes("see " + spelledElsewhere)));
}

void TestOwnClasses::whatAnyCoversIsCovered()
{
    const QByteArray document = R"({"note": ")" + QByteArray(70, 'a') + " ann@example.com " + QByteArray(70, 'b') + R"("})";
    const auto covering = coveringOf({byJq(u".body.note"_s)}, document);
    QVERIFY(covering);
    const QByteArray covered = Cover::bytes(document, {Cover::standard(), covering->cover});
    QVERIFY2(!covered.contains('a') && !covered.contains('b') && covered.contains(R"({"note": ")"), covered.constData());
    QCOMPARE(Cover::bytes(document, {}), document);
}

void TestOwnClasses::severalHundredValuesAreLookedFor()
{
    QByteArray rows;
    for (int i = 0; i < 500; ++i)
        rows += (i > 0 ? ",\"" : "\"") + QByteArray::number(100 + i) + QByteArray(i % 40 + 9, 'a' + i % 26) + "/ö\"";
    const auto covering = coveringOf({byJq(u".body.rows[]"_s)}, "{\"rows\":[" + rows + "]}");
    QVERIFY2(covering, covering ? "" : qPrintable(covering.error().detail));
    QVERIFY(covering->whole.isEmpty());
    const QByteArray covered = covering->cover.bytes("{\"rows\":[" + rows + "]}");
    QVERIFY(std::none_of(covered.begin() + 9, covered.end(), [](char c) { return c >= 'a' && c <= 'z'; }));
}

void TestOwnClasses::aPatternThatIsNoneIsTold()
{
    const auto covering = coveringOf({byRegex(u"("_s)}, {});
    QVERIFY(!covering);
    QCOMPARE(covering.error().kind, ErrorKind::Definition);
}

QTEST_GUILESS_MAIN(TestOwnClasses)
#include "tst_ownclasses.moc"
