#include "control/masked.h"
#include "ui/payload/comparison.h"
#include "ui/payload/payloaddiff.h"

#include <QRandomGenerator>
#include <QTest>

using namespace cairn;
using namespace Qt::StringLiterals;

namespace {

/// "=" equal, "!" changed, "-" removed, "+" added.
QString shape(const PayloadDiff &diff)
{
    QString text;
    for (const DiffRow &row : diff.rows)
        text += u"=!-+"[int(row.kind)];
    return text;
}

QStringList lines(const QString &letters)
{
    return letters.split(QString(), Qt::SkipEmptyParts);
}

/// Length of the longest common subsequence, the slow and certain way.
int commonLines(const QStringList &left, const QStringList &right)
{
    QList<QList<int>> best(left.size() + 1, QList<int>(right.size() + 1, 0));
    for (qsizetype i = 0; i < left.size(); ++i) {
        for (qsizetype j = 0; j < right.size(); ++j)
            best[i + 1][j + 1] = left[i] == right[j] ? best[i][j] + 1 : std::max(best[i][j + 1], best[i + 1][j]);
    }
    return best[left.size()][right.size()];
}

ComparedSide side(const QByteArray &bytes)
{
    return {bytes.left(Comparison::MostBytes + 1), bytes.size(), {}, {}};
}

} // namespace

/// What tells two texts apart, line by line.
class TestPayloadDiff : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void findsDifferences_data();
    void findsDifferences();
    void isRightAndShortestForAnyTexts();
    void givesUpInTime();
    void saysIdenticalPlainly();
    void comparesJsonByItsValues();
    void comparesTexts();
    void coversWholeLines();
    void saysWhatElseDiffers();
    void refusesWhatIsTooLarge();
};

void TestPayloadDiff::findsDifferences_data()
{
    QTest::addColumn<QString>("left");
    QTest::addColumn<QString>("right");
    QTest::addColumn<QString>("rows");
    QTest::addColumn<int>("differences");
    QTest::newRow("equal") << u"abc"_s << u"abc"_s << u"==="_s << 0;
    QTest::newRow("nothing") << QString() << QString() << QString() << 0;
    QTest::newRow("all new") << QString() << u"ab"_s << u"++"_s << 1;
    QTest::newRow("all gone") << u"ab"_s << QString() << u"--"_s << 1;
    QTest::newRow("changed") << u"abc"_s << u"axc"_s << u"=!="_s << 1;
    QTest::newRow("added inside") << u"abc"_s << u"abxc"_s << u"==+="_s << 1;
    QTest::newRow("removed at the end") << u"abc"_s << u"ab"_s << u"==-"_s << 1;
    QTest::newRow("two places") << u"abcdef"_s << u"xbcdeyz"_s << u"!====!+"_s << 2;
    QTest::newRow("repeated lines") << u"aaa"_s << u"aa"_s << u"==-"_s << 1;
    QTest::newRow("nothing in common") << u"abc"_s << u"xyz"_s << u"!!!"_s << 1;
}

void TestPayloadDiff::findsDifferences()
{
    QFETCH(const QString, left);
    QFETCH(const QString, right);
    QFETCH(const QString, rows);
    QFETCH(const int, differences);
    const PayloadDiff diff = diffSideBySide(lines(left), lines(right));
    QCOMPARE(shape(diff), rows);
    QCOMPARE(diff.differences, differences);
    QVERIFY(diff.exact);
}

void TestPayloadDiff::isRightAndShortestForAnyTexts()
{
    QRandomGenerator random(5);
    for (int round = 0; round < 3'000; ++round) {
        const auto text = [&] {
            QStringList made;
            for (int i = random.bounded(12); i > 0; --i)
                made.append(QString(u"abcd"[random.bounded(4)]));
            return made;
        };
        const QStringList left = text(), right = text();
        const PayloadDiff diff = diffSideBySide(left, right);
        int equal = 0, nextLeft = 0, nextRight = 0;
        for (const DiffRow &row : diff.rows) {
            QCOMPARE(row.left, row.kind == DiffRow::Kind::Added ? -1 : nextLeft++);
            QCOMPARE(row.right, row.kind == DiffRow::Kind::Removed ? -1 : nextRight++);
            if (row.kind == DiffRow::Kind::Equal) {
                QCOMPARE(left.at(row.left), right.at(row.right));
                ++equal;
            }
        }
        QCOMPARE(nextLeft, left.size());
        QCOMPARE(nextRight, right.size());
        QCOMPARE(equal, commonLines(left, right));
    }
}

void TestPayloadDiff::givesUpInTime()
{
    QStringList left{u"same"_s}, right{u"same"_s};
    for (int i = 0; i < 50'000; ++i) {
        left.append(u"l%1"_s.arg(i));
        right.append(u"r%1"_s.arg(i));
    }
    left.append(u"end"_s);
    right.append(u"end"_s);
    const PayloadDiff diff = diffSideBySide(left, right, 500);
    QVERIFY(!diff.exact);
    QCOMPARE(diff.differences, 1);
    QCOMPARE(diff.rows.size(), 50'002);
    QCOMPARE(int(diff.rows.first().kind), int(DiffRow::Kind::Equal));
    QCOMPARE(int(diff.rows.last().kind), int(DiffRow::Kind::Equal));
}

void TestPayloadDiff::saysIdenticalPlainly()
{
    for (const QByteArray &bytes : {QByteArray(), QByteArray("{}"), QByteArray(1000, '\0')}) {
        const Comparison comparison = compare(side(bytes), side(bytes));
        QVERIFY(comparison.identical);
        QVERIFY(comparison.verdict.startsWith(u"Identical"_s));
    }
    const QByteArray large(Comparison::MostBytes + 10, 'x');
    QVERIFY(!compare(side(large), side(large)).identical); // what was not looked at may differ
}

void TestPayloadDiff::comparesJsonByItsValues()
{
    const Comparison same = compare(side(R"({"a":1,"b":[1,2]})"), side("{ \"a\": 1,\n\"b\": [1, 2] }"));
    QVERIFY(same.isJson && !same.identical);
    QCOMPARE(same.diff.differences, 0);
    QVERIFY(same.verdict.contains(u"white space"_s));
    const Comparison other = compare(side(R"({"a":1,"b":[1,2]})"), side(R"({"a":2,"b":[1,2]})"));
    QCOMPARE(shape(other.diff), u"=!====="_s);
    QCOMPARE(other.left.lines().at(1), u"  \"a\": 1,"_s);
    QCOMPARE(other.right.lines().at(1), u"  \"a\": 2,"_s);
}

void TestPayloadDiff::comparesTexts()
{
    const Comparison comparison = compare(side("one\r\ntwo\r\n"), side("one\ntwo\nthree\n"));
    QVERIFY(comparison.isText && !comparison.isJson);
    QCOMPARE(placed(comparison.left.lines(), comparison.diff, true), QStringList({u"one"_s, u"two"_s, QString(), QString()}));
    QCOMPARE(comparison.diff.differences, 1);
    QVERIFY(compare(side("{\"a\":1}"), side("{\"a\":")).isText); // broken JSON is compared as text
}

/// However they are broken, and whatever stands between them on the other side.
void TestPayloadDiff::coversWholeLines()
{
    const QByteArray jwt = "eyJhbGciOiJSUzI1NiJ9.eyJ" + QByteArray(1'500, 'c') + "." + QByteArray(86, 's');
    const auto json = [&](const QByteArray &name) { return "{\"name\": \"" + name + "\", \"token\": \"" + jwt + "\"}"; };
    const Comparison comparison = compare(side(json("Grünér")), side(json("Bob")));
    const QStringList plain = comparison.left.lines(), covered = comparison.left.lines(Cover::standard());
    QCOMPARE(covered.size(), plain.size());
    QCOMPARE(plain.size(), 5); // the token's line is in two pieces
    QCOMPARE(covered.at(1), plain.at(1));
    QVERIFY2(!covered.join(QString()).contains(u"ccc"_s) && !covered.join(QString()).contains(u"sss"_s),
             qPrintable(covered.join(u'\n')));
    QCOMPARE(covered.at(3).size(), plain.at(3).size());
    QCOMPARE(comparison.left.lines(Cover::everything()).size(), plain.size());

    const Comparison filled =
        compare(side("iban DE89\n370400440532013000\n\nend"), side("iban DE89\n\nmore\n370400440532013000\n\nend"));
    QCOMPARE(filled.right.lines(Cover()), filled.right.lines());
    QCOMPARE(filled.left.lines(Cover::everything()), QStringList({u"**** ****"_s, u"******************"_s, {}, u"***"_s}));
}

void TestPayloadDiff::saysWhatElseDiffers()
{
    QVERIFY(compare(side("one\r\n"), side("one\n")).verdict.contains(u"line ends"_s));
    QByteArray bytes(100, '\0');
    QByteArray other = bytes;
    other[66] = 'x';
    const Comparison comparison = compare(side(bytes), side(other));
    QVERIFY(!comparison.isText);
    QVERIFY2(comparison.verdict.contains(u"0x42"_s), qPrintable(comparison.verdict));
}

void TestPayloadDiff::refusesWhatIsTooLarge()
{
    const Comparison large = compare(side(QByteArray(Comparison::MostBytes + 1, 'x')), side("x"));
    QVERIFY(!large.isText);
    QVERIFY2(large.verdict.contains(u"Too large"_s), qPrintable(large.verdict));
    const Comparison many = compare(side(QByteArray(Comparison::MostRows + 1, '\n')), side("x"));
    QVERIFY(!many.isText);
    QVERIFY2(many.verdict.contains(u"lines"_s), qPrintable(many.verdict));
}

QTEST_MAIN(TestPayloadDiff)
#include "tst_gui_payloaddiff.moc"
