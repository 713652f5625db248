#include "ui/payload/jsonindex.h"
#include "ui/payload/jsonreading.h"
#include "ui/payload/jsontreemodel.h"

#include <QAbstractItemModelTester>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>

using namespace cairn;
using namespace Qt::StringLiterals;

namespace {

std::shared_ptr<const JsonIndex> indexOf(const QByteArray &json)
{
    auto parsed = JsonIndex::parse(json);
    if (!parsed)
        qFatal("%s", qPrintable(parsed.error().what));
    return std::make_shared<const JsonIndex>(std::move(*parsed));
}

const QByteArray Invoice = R"({"number": "R-1", "total": 100000000000000000001.50, "paid": false,
 "lines": [{"text": "Gr\u00fc\u00dfe", "price": 2.0}, {"text": "a/b~c", "price": -1e3}],
 "total": 7, "a/b~c": null, "empty": {}})";

} // namespace

/// Where the values of a JSON document stand, and the tree that shows them.
class TestJsonIndex : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void keepsWhatWasSent();
    void findsByPointer();
    void saysPaths();
    void searches();
    void takesWhatQtTakes_data();
    void takesWhatQtTakes();
    void takesWhatQtTakesOfAnythingAlike();
    void saysWhereItIsNone();
    void isBounded();
    void cutsTextsSafely();
    void formats();
    void readsWithASchema();
    void readsOtherEncodings();
    void modelIsSound();
    void modelIsLazy();
    void modelMarksPlaces();
    void whatIsCoveredIsNotFound();
};

void TestJsonIndex::keepsWhatWasSent()
{
    const auto index = indexOf(Invoice);
    QStringList names;
    for (const int child : index->children(0))
        names.append(index->key(child));
    QCOMPARE(names, QStringList({u"number"_s, u"total"_s, u"paid"_s, u"lines"_s, u"total"_s, u"a/b~c"_s, u"empty"_s}));
    QCOMPARE(index->scalar(index->children(0).at(1)), u"100000000000000000001.50"_s);
    QCOMPARE(index->scalar(index->find(u"/lines/0/text"_s)), u"Grüße"_s);
    QCOMPARE(index->raw(index->find(u"/lines/1/price"_s)), "-1e3");
    QCOMPARE(index->at(0).count, 7u);
}

void TestJsonIndex::findsByPointer()
{
    const auto index = indexOf(Invoice);
    for (int value = 0; value < index->size(); ++value) {
        const int found = index->find(index->pointer(value));
        QVERIFY(found == value || index->key(value) == u"total"_s);
    }
    QCOMPARE(index->scalar(index->find(u"/total"_s)), u"7"_s); // the last one counts
    QCOMPARE(index->pointer(index->find(u"/a~1b~0c"_s)), u"/a~1b~0c"_s);
    QCOMPARE(index->find(u"/nothing"_s), -1);
    QCOMPARE(index->find(u"/lines/2"_s), -1);
    QCOMPARE(index->find(u"/number/0"_s), -1);
    QCOMPARE(index->find({}), 0);
}

void TestJsonIndex::saysPaths()
{
    const auto index = indexOf(Invoice);
    QCOMPARE(index->path(0), u"."_s);
    QCOMPARE(index->path(index->find(u"/lines/1/text"_s)), u".lines[1].text"_s);
    QCOMPARE(index->path(index->find(u"/a~1b~0c"_s)), u".[\"a/b~c\"]"_s);
    const auto list = indexOf("[[1]]");
    QCOMPARE(list->path(2), u".[0][0]"_s);
}

void TestJsonIndex::searches()
{
    const auto index = indexOf(Invoice);
    const int first = index->search(u"TEXT"_s, -1, false);
    QCOMPARE(index->pointer(first), u"/lines/0/text"_s);
    const int second = index->search(u"TEXT"_s, first, false);
    QCOMPARE(index->pointer(second), u"/lines/1/text"_s);
    QCOMPARE(index->search(u"TEXT"_s, second, false), first); // around
    QCOMPARE(index->search(u"TEXT"_s, first, true), second);
    QCOMPARE(index->pointer(index->search(u"grüß"_s, -1, false)), u"/lines/0/text"_s);
    QCOMPARE(index->search(u"R-1"_s, index->find(u"/number"_s), false), index->find(u"/number"_s)); // the only one
    QCOMPARE(index->search(u"nowhere"_s, -1, false), -1);
}

void TestJsonIndex::takesWhatQtTakes_data()
{
    QTest::addColumn<QByteArray>("json");
    for (const char *json : {"{}",
                             "[]",
                             "[1,2]",
                             "{\"a\":{\"b\":[]}}",
                             " [ ] ",
                             "[1,]",
                             "[,1]",
                             "[1 2]",
                             "{\"a\"}",
                             "{\"a\":}",
                             "{a:1}",
                             "{\"a\":1,}",
                             "[01]",
                             "[1.]",
                             "[.5]",
                             "[-]",
                             "[-0]",
                             "[1e]",
                             "[1e+5]",
                             "[1E-5]",
                             "[tru]",
                             "[true]",
                             "[nul]",
                             "[null]",
                             "[\"\\x\"]",
                             "[\"\\u12\"]",
                             "[\"\\u1234\"]",
                             "[\"\t\"]",
                             "[\"abc]",
                             "[",
                             "]",
                             "{",
                             "[1]]",
                             "[1] x",
                             "[\"\\\"\"]",
                             "[+1]",
                             "[1.5.5]",
                             "[\"a\":1]",
                             "{\"a\":1 \"b\":2}",
                             "[[[[[]]]]]",
                             "{\"\":\"\"}",
                             "[\"\\ud83d\\ude00\"]"})
        QTest::newRow(json) << QByteArray(json);
}

void TestJsonIndex::takesWhatQtTakes()
{
    QFETCH(const QByteArray, json);
    const bool qtTakesIt = !QJsonDocument::fromJson(json).isNull();
    const QList<QByteArray> lenient{"[01]", "[1.]", "[.5]", "[\"\\x\"]", "[\"\t\"]"}; // RFC 8259 forbids what Qt takes here
    QCOMPARE(JsonIndex::parse(json).has_value(), qtTakesIt && !lenient.contains(json));
}

/// A document with bytes exchanged: whatever the index takes, Qt reads too, and as many values.
void TestJsonIndex::takesWhatQtTakesOfAnythingAlike()
{
    QRandomGenerator random(11);
    const QByteArray letters = "{}[]\",:\\ 0129eE+-.tfnaul/";
    int taken = 0;
    for (int round = 0; round < 20'000; ++round) {
        QByteArray json = "{\"a\":[1,-2.5e3,true],\"b\":{\"c\":null,\"d\":\"x\\n\"},\"e\":[]}";
        for (int i = 0; i <= round % 3; ++i) {
            const qsizetype at = random.bounded(int(json.size()));
            if (random.bounded(2))
                json[at] = letters.at(random.bounded(int(letters.size())));
            else
                json.remove(at, 1);
        }
        const auto index = JsonIndex::parse(json);
        if (!index)
            continue;
        ++taken;
        QVERIFY2(!QJsonDocument::fromJson(json).isNull(), json.constData());
        QCOMPARE(index->at(0).next, quint32(index->size()));
        QCOMPARE(QJsonDocument::fromJson(prettyJson(*index)), QJsonDocument::fromJson(json));
    }
    QVERIFY(taken > 500);
}

void TestJsonIndex::saysWhereItIsNone()
{
    const auto fault = JsonIndex::parse("{\"a\": 1,\n \"b\": oops}").error();
    QCOMPARE(fault.line, 2);
    QCOMPARE(fault.column, 7);
    QVERIFY(!fault.tooLarge && !fault.what.isEmpty());
    QCOMPARE(JsonIndex::parse("[1, 2").error().offset, 5);
    QVERIFY(!JsonIndex::parse({}));
    QVERIFY(!JsonIndex::parse("[\"\xff\"]"));
    QVERIFY(!JsonIndex::parse(QByteArray("[1]\0", 4)));
}

void TestJsonIndex::isBounded()
{
    const auto nested = [](int depth) { return QByteArray(depth, '[') + QByteArray(depth, ']'); };
    QVERIFY(JsonIndex::parse(nested(JsonIndex::MaxDepth)));
    QVERIFY(JsonIndex::parse(nested(JsonIndex::MaxDepth + 1)).error().tooLarge);
    QVERIFY(JsonIndex::parse(QByteArray(10'000'000, '[')).error().tooLarge);
    QVERIFY(JsonIndex::parse('"' + QByteArray(JsonIndex::MaxBytes, 'x') + '"').error().tooLarge);
    QVERIFY(JsonIndex::parse('[' + QByteArray("0,").repeated(JsonIndex::MaxValues) + "0]").error().tooLarge);
}

void TestJsonIndex::cutsTextsSafely()
{
    const auto escaped = indexOf('"' + QByteArray("\\ud83d\\ude00").repeated(50) + '"');
    const auto plain = indexOf('"' + QByteArray("\xf0\x9f\x98\x80").repeated(50) + '"');
    for (int most = 20; most < 80; ++most) {
        for (const auto &index : {escaped, plain}) {
            QString text = index->scalar(0, most);
            QVERIFY(text.endsWith(QChar(0x2026)));
            text.chop(1);
            QVERIFY2(!text.contains(QChar::ReplacementCharacter) && !text.isEmpty() && text.size() % 2 == 0, qPrintable(text));
        }
    }
}

void TestJsonIndex::formats()
{
    QCOMPARE(prettyJson(*indexOf("{\"b\":1.0,\"a\":[],\"b\":{\"x\":[1,{}]}}")), R"({
  "b": 1.0,
  "a": [],
  "b": {
    "x": [
      1,
      {}
    ]
  }
})");
    QCOMPARE(prettyJson(*indexOf(" \"x\" ")), "\"x\"");
}

void TestJsonIndex::readsWithASchema()
{
    const auto document = QJsonDocument::fromJson(R"({"properties": {"paid": {"type": "boolean"},
        "lines": {"items": {"required": ["price"], "properties": {"price": {"minimum": 0}}}}}, "required": ["customer"]})");
    const auto schema = Schema::compile({u"invoice"_s, 1}, document.object());
    QVERIFY(schema.has_value());
    const QByteArray json = R"({"paid": "no", "lines": [{"price": 1}, {"price": -1}, {}]})";
    const JsonReading reading = readJson(json, {PayloadKind::Json}, *schema);
    QStringList places;
    for (const JsonRemark &remark : reading.remarks)
        places.append(reading.index->pointer(remark.value));
    QCOMPARE(places.size(), 4);
    QVERIFY(places.contains(u"/paid"_s) && places.contains(u"/lines/1/price"_s));
    QVERIFY(places.contains(u"/lines/2"_s) && places.contains(QString())); // what is missing is said of what should have it
    const auto lines = JsonReading::byLine(reading.remarks, *reading.pretty);
    QCOMPARE(lines.size(), 4);
    const QList<QByteArray> pretty = reading.pretty->text().split('\n');
    QVERIFY(pretty.at(lines.keys().at(1)).contains("\"paid\""));
    QVERIFY(pretty.at(lines.keys().at(2)).contains("-1"));
    QVERIFY(readJson(R"({"customer": 1})", {PayloadKind::Json}, *schema).remarks.isEmpty());
    QVERIFY(readJson("{oops", {PayloadKind::Json}, *schema).fault.has_value());
}

void TestJsonIndex::readsOtherEncodings()
{
    const QString text = u"{\"ü\": 1}"_s;
    const QByteArray bytes("\xff\xfe" + QByteArray(reinterpret_cast<const char *>(text.utf16()), text.size() * 2));
    const JsonReading reading = readJson(bytes, {PayloadKind::Json, TextEncoding::Utf16LittleEndian, 2}, {});
    QVERIFY(reading.index);
    QCOMPARE(reading.index->key(1), u"ü"_s);
}

void TestJsonIndex::modelIsSound()
{
    JsonTreeModel model;
    QCOMPARE(model.rowCount(), 0);
    model.setDocument(indexOf(Invoice));
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    QCOMPARE(model.rowCount(), 1);
    const QModelIndex price = model.indexOf(model.document()->find(u"/lines/1/price"_s));
    QVERIFY(price.isValid());
    QCOMPARE(price.data().toString(), u"price"_s);
    QCOMPARE(price.siblingAtColumn(JsonTreeModel::ValueColumn).data().toString(), u"-1e3"_s);
    QCOMPARE(price.parent().data().toString(), u"1"_s);
    QCOMPARE(price.data(Qt::ToolTipRole).toString(), u".lines[1].price"_s);
    QVERIFY(!model.hasChildren(price));
    QVERIFY(!model.hasChildren(model.indexOf(model.document()->find(u"/empty"_s))));
    model.setDocument(nullptr);
    QCOMPARE(model.rowCount(), 0);
}

/// Without the model tester: that of Qt 6.4 fetches more while rows are being inserted.
void TestJsonIndex::modelIsLazy()
{
    const int many = JsonTreeModel::MostRows + 5;
    JsonTreeModel model;
    model.setDocument(indexOf('[' + QByteArray("0,").repeated(many - 1) + "0]"));
    const QModelIndex root = model.index(0, 0);
    QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
    QCOMPARE(model.rowCount(root), 0);
    QVERIFY(model.hasChildren(root) && model.canFetchMore(root));
    model.fetchMore(root);
    QCOMPARE(model.rowCount(root), JsonTreeModel::RowsAtOnce);
    QCOMPARE(model.indexOf(10'000).row(), 9'999);
    QCOMPARE(model.rowCount(root), 10'000);
    QVERIFY(!model.indexOf(many).isValid());
    while (model.canFetchMore(root))
        model.fetchMore(root);
    QCOMPARE(model.rowCount(root), JsonTreeModel::MostRows);
    QVERIFY(root.siblingAtColumn(JsonTreeModel::ValueColumn).data().toString().contains(u"first"_s));
}

void TestJsonIndex::modelMarksPlaces()
{
    JsonTreeModel model;
    model.setDocument(indexOf(Invoice));
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
    const int paid = model.document()->find(u"/paid"_s);
    QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
    model.setRemarks({{paid, u"must be paid"_s}});
    QCOMPARE(changed.size(), 1);
    const QModelIndex place = model.indexOf(paid).siblingAtColumn(JsonTreeModel::ValueColumn);
    QVERIFY(place.data().toString().contains(u"must be paid"_s));
    QVERIFY(place.data(Qt::ToolTipRole).toString().contains(u"must be paid"_s));
    model.setRemarks({});
    QCOMPARE(place.data().toString(), u"false"_s);
}

/// Else one would find it out letter by letter.
void TestJsonIndex::whatIsCoveredIsNotFound()
{
    JsonTreeModel model;
    model.setDocument(indexOf(R"({"card": "4111111111111111", "town": "Kiel", "lines": [4111]})"));
    QCOMPARE(model.search(u"41111"_s, -1, false)(), 1);
    model.setCover(Cover::standard());
    QCOMPARE(model.search(u"41111"_s, -1, false)(), -1);
    QCOMPARE(model.search(u"4111"_s, -1, false)(), 4);
    QCOMPARE(model.search(u"4111"_s, 4, true)(), 4);
    QCOMPARE(model.search(u"kiel"_s, -1, false)(), 2);
    QCOMPARE(model.search(u"CARD"_s, -1, false)(), 1);
    QCOMPARE(model.search(u"nowhere"_s, -1, false)(), -1);
}

QTEST_MAIN(TestJsonIndex)
#include "tst_gui_jsonindex.moc"
