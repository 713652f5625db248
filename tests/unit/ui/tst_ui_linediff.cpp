#include "control/linediff.h"

#include <QRandomGenerator>
#include <QTest>

#include <algorithm>
#include <vector>

using namespace cairn;
using namespace Qt::StringLiterals;

/// Texts compared line by line: correct, shortest, bounded.
class TestLineDiff : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void examples_data();
    void examples();
    void isRightAndShortestAtRandom();
    void hugeDifferencesAreBounded();
    void hunksKeepTheirContext();

private:
    static QStringList lines(const QString &text) { return text.isEmpty() ? QStringList() : text.split(u' '); }
    static QString told(const QList<DiffLine> &diff);
    static void check(const QStringList &before, const QStringList &after, const QList<DiffLine> &diff);
    static int shortest(const QStringList &before, const QStringList &after);
};

/// "a -b +c"
QString TestLineDiff::told(const QList<DiffLine> &diff)
{
    QStringList words;
    for (const DiffLine &line : diff)
        words.append((line.kind == DiffLine::Kind::Same    ? u""_s
                      : line.kind == DiffLine::Kind::Added ? u"+"_s
                                                           : u"-"_s) +
                     line.text);
    return words.join(u' ');
}

/// Both texts can be read off it, with their line numbers.
void TestLineDiff::check(const QStringList &before, const QStringList &after, const QList<DiffLine> &diff)
{
    QStringList first;
    QStringList second;
    for (const DiffLine &line : diff) {
        if (line.kind != DiffLine::Kind::Added) {
            first.append(line.text);
            QCOMPARE(line.before, first.size());
        } else {
            QCOMPARE(line.before, 0);
        }
        if (line.kind != DiffLine::Kind::Removed) {
            second.append(line.text);
            QCOMPARE(line.after, second.size());
        } else {
            QCOMPARE(line.after, 0);
        }
    }
    QCOMPARE(first, before);
    QCOMPARE(second, after);
}

/// By the table of longest common subsequences.
int TestLineDiff::shortest(const QStringList &before, const QStringList &after)
{
    std::vector<std::vector<int>> common(size_t(before.size()) + 1, std::vector<int>(size_t(after.size()) + 1, 0));
    for (size_t i = 1; i < common.size(); ++i) {
        for (size_t j = 1; j < common[0].size(); ++j)
            common[i][j] = before.at(qsizetype(i) - 1) == after.at(qsizetype(j) - 1)
                               ? common[i - 1][j - 1] + 1
                               : std::max(common[i - 1][j], common[i][j - 1]);
    }
    return int(before.size() + after.size()) - 2 * common.back().back();
}

void TestLineDiff::examples_data()
{
    QTest::addColumn<QString>("before");
    QTest::addColumn<QString>("after");
    QTest::addColumn<QString>("diff");
    QTest::newRow("equal") << u"a b c"_s << u"a b c"_s << u"a b c"_s;
    QTest::newRow("both empty") << QString() << QString() << QString();
    QTest::newRow("all new") << QString() << u"a b"_s << u"+a +b"_s;
    QTest::newRow("all gone") << u"a b"_s << QString() << u"-a -b"_s;
    QTest::newRow("one replaced") << u"a b c"_s << u"a x c"_s << u"a -b +x c"_s;
    QTest::newRow("removed first") << u"a b c d"_s << u"a x y d"_s << u"a -b -c +x +y d"_s;
    QTest::newRow("inserted") << u"a c"_s << u"a b c"_s << u"a +b c"_s;
    QTest::newRow("appended") << u"a"_s << u"a b"_s << u"a +b"_s;
    QTest::newRow("repeated lines") << u"a a a"_s << u"a a"_s << u"a a -a"_s;
    QTest::newRow("two places") << u"a b c d e"_s << u"x b c d y"_s << u"-a +x b c d -e +y"_s;
}

void TestLineDiff::examples()
{
    QFETCH(QString, before);
    QFETCH(QString, after);
    QTEST(told(diffLines(lines(before), lines(after))), "diff");
}

void TestLineDiff::isRightAndShortestAtRandom()
{
    QRandomGenerator random(5);
    for (int round = 0; round < 3'000; ++round) {
        const auto text = [&] {
            QStringList some;
            for (int left = random.bounded(14); left > 0; --left)
                some.append(QString(QChar(u'a' + random.bounded(4))));
            return some;
        };
        const QStringList before = text();
        const QStringList after = text();
        const QList<DiffLine> diff = diffLines(before, after);
        check(before, after, diff);
        const auto edits =
            std::count_if(diff.begin(), diff.end(), [](const DiffLine &line) { return line.kind != DiffLine::Kind::Same; });
        if (QTest::currentTestFailed() || edits != shortest(before, after))
            qWarning() << before << after << told(diff);
        QCOMPARE(int(edits), shortest(before, after));
    }
}

void TestLineDiff::hugeDifferencesAreBounded()
{
    QStringList before{u"same"_s};
    QStringList after{u"same"_s};
    for (int i = 0; i < 50'000; ++i) {
        before.append(u"b%1"_s.arg(i));
        after.append(u"a%1"_s.arg(i));
    }
    before.append(u"end"_s);
    after.append(u"end"_s);
    const QList<DiffLine> diff = diffLines(before, after);
    QCOMPARE(diff.size(), 100'002);
    QCOMPARE(diff.first().kind, DiffLine::Kind::Same);
    QCOMPARE(diff.at(1).kind, DiffLine::Kind::Removed);
    QCOMPARE(diff.last().kind, DiffLine::Kind::Same);
    check(before, after, diff);
}

void TestLineDiff::hunksKeepTheirContext()
{
    const auto hunks = [](const QString &before, const QString &after, int context) {
        return diffHunks(diffLines(lines(before), lines(after)), context);
    };
    QVERIFY(hunks(u"a b c"_s, u"a b c"_s, 3).isEmpty());
    QCOMPARE(hunks(u"a b c d e f g"_s, u"a b c x e f g"_s, 1), (QList<DiffHunk>{{2, 6}}));
    QCOMPARE(hunks(u"a b c d e f g"_s, u"x b c d e f y"_s, 1), (QList<DiffHunk>{{0, 3}, {6, 9}}));
    QCOMPARE(hunks(u"a b c d e"_s, u"x b c d y"_s, 2), (QList<DiffHunk>{{0, 7}})); // they touch
    QCOMPARE(hunks(u"a b c d e"_s, u"x b c d y"_s, 0), (QList<DiffHunk>{{0, 2}, {5, 7}}));
}

QTEST_GUILESS_MAIN(TestLineDiff)
#include "tst_ui_linediff.moc"
