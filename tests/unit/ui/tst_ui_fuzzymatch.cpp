#include "ui/parts/fuzzymatch.h"

#include "../definition/processortimer.h"

#include <QTest>

using namespace cairn;
using namespace Qt::StringLiterals;

/// What a few typed letters mean.
class TestFuzzyMatch : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void matches_data();
    void matches();
    void theBetterFitWins_data();
    void theBetterFitWins();
    void hitsAreThoseThatCount();
    void hostileInputIsBounded();
};

void TestFuzzyMatch::matches_data()
{
    QTest::addColumn<QString>("query");
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("fits");
    QTest::newRow("nothing typed") << QString() << u"Retry"_s << true;
    QTest::newRow("spaces only") << u"  "_s << u"Retry"_s << true;
    QTest::newRow("prefix") << u"ret"_s << u"Retry"_s << true;
    QTest::newRow("initials") << u"crid"_s << u"Copy run id"_s << true;
    QTest::newRow("case") << u"RETRY"_s << u"retry"_s << true;
    QTest::newRow("accents in the text") << u"ubersicht"_s << u"Übersicht"_s << true;
    QTest::newRow("accents in the query") << u"rétry"_s << u"Retry"_s << true;
    QTest::newRow("sharp s") << u"schliessen"_s << u"Schließen"_s << true;
    QTest::newRow("words in any order") << u"run cancel"_s << u"Cancel run"_s << true;
    QTest::newRow("wrong order of letters") << u"yr"_s << u"Retry"_s << false;
    QTest::newRow("one word fails") << u"cancel step"_s << u"Cancel run"_s << false;
    QTest::newRow("longer than the text") << u"retryy"_s << u"Retry"_s << false;
    QTest::newRow("empty text") << u"a"_s << QString() << false;
}

void TestFuzzyMatch::matches()
{
    QFETCH(QString, query);
    QFETCH(QString, text);
    QFETCH(bool, fits);
    QCOMPARE(fuzzyMatch(query, text).has_value(), fits);
}

void TestFuzzyMatch::theBetterFitWins_data()
{
    QTest::addColumn<QString>("query");
    QTest::addColumn<QString>("better");
    QTest::addColumn<QString>("worse");
    QTest::newRow("start of a word") << u"r"_s << u"Go on, retry"_s << u"Go, hurry"_s;
    QTest::newRow("start of the text") << u"run"_s << u"Run all"_s << u"All run"_s;
    QTest::newRow("side by side") << u"can"_s << u"Vacant xy"_s << u"Vicxaxn xy"_s;
    QTest::newRow("initials before scattered") << u"cr"_s << u"Cancel run"_s << u"Describe x"_s;
    QTest::newRow("the shorter") << u"pause"_s << u"Pause"_s << u"Pause all that is running now"_s;
    QTest::newRow("camel case") << u"rm"_s << u"aRunsModel"_s << u"aroundmass"_s;
}

void TestFuzzyMatch::theBetterFitWins()
{
    QFETCH(QString, query);
    QFETCH(QString, better);
    QFETCH(QString, worse);
    const auto one = fuzzyMatch(query, better);
    const auto other = fuzzyMatch(query, worse);
    QVERIFY(one && other);
    QVERIFY2(one->score > other->score, qPrintable(u"%1 is not better than %2"_s.arg(one->score).arg(other->score)));
}

void TestFuzzyMatch::hitsAreThoseThatCount()
{
    QCOMPARE(fuzzyMatch(u"cr"_s, u"Cancel run"_s)->positions, (QList<int>{0, 7})); // not the r's elsewhere
    QCOMPARE(fuzzyMatch(u"run"_s, u"Rerun the run"_s)->positions, (QList<int>{10, 11, 12}));
    QCOMPARE(fuzzyMatch(u"ss"_s, u"Fuß"_s)->positions, (QList<int>{2})); // two letters of one
    QCOMPARE(fuzzyMatch(u"go on"_s, u"On we go"_s)->positions, (QList<int>{0, 1, 6, 7}));
}

void TestFuzzyMatch::hostileInputIsBounded()
{
    const QString many(100'000, u'a');
    const ProcessorTimer time;
    QVERIFY(fuzzyMatch(many, many));
    QVERIFY(time.elapsed() < 500);
    QVERIFY(!fuzzyMatch(u"b"_s, many + u'b')); // beyond what is looked at
}

QTEST_GUILESS_MAIN(TestFuzzyMatch)
#include "tst_ui_fuzzymatch.moc"
