#include "insight/latencies.h"

#include <QTest>

#include <random>

using namespace cairn;
using namespace Qt::StringLiterals;

class TestLatencies : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void saysNothingOfNothing();
    void readsWithinAClass();
    void isAClassOffAtMost_data();
    void isAClassOffAtMost();
    void addsOthers();
    void classesFollowEachOther();

private:
    static Milliseconds classOf(qint64 ms);
};

/// The lower bound of the class that a duration falls in.
Milliseconds TestLatencies::classOf(qint64 ms)
{
    Milliseconds from(0);
    while (Latencies::classEnd(from).count() <= ms)
        from = Latencies::classEnd(from);
    return from;
}

void TestLatencies::saysNothingOfNothing()
{
    QVERIFY(!Latencies().quantile(0.5));
}

void TestLatencies::readsWithinAClass()
{
    Latencies latencies;
    latencies.add(Milliseconds(100), 10); // 100 … 125
    QCOMPARE(latencies.quantile(0)->count(), 100);
    QCOMPARE(latencies.quantile(0.4)->count(), 110);
    QCOMPARE(latencies.quantile(1)->count(), 125);
    latencies.add(Milliseconds(1'000), 10);
    QCOMPARE(latencies.quantile(0.5)->count(), 125);
    QCOMPARE(latencies.quantile(0.95)->count(), 1'225);
    QCOMPARE(latencies.quantile(7)->count(), 1'250); // shares beyond all of them are all of them
}

void TestLatencies::isAClassOffAtMost_data()
{
    QTest::addColumn<double>("sigma");
    QTest::newRow("narrow") << 0.2;
    QTest::newRow("as services answer") << 1.0;
    QTest::newRow("wide") << 2.5;
}

void TestLatencies::isAClassOffAtMost()
{
    QFETCH(const double, sigma);
    std::mt19937_64 random(7);
    std::lognormal_distribution<double> took(6, sigma);
    QList<qint64> exact;
    Latencies latencies;
    for (int i = 0; i < 5'000; ++i) {
        exact.append(qint64(took(random)));
        latencies.add(classOf(exact.last()), 1);
    }
    std::sort(exact.begin(), exact.end());
    for (const double share : {0.01, 0.1, 0.5, 0.9, 0.95, 0.99}) {
        const qint64 truth = exact.at(qsizetype(share * double(exact.size())));
        const qint64 read = latencies.quantile(share)->count();
        const qint64 allowed = Latencies::classEnd(classOf(truth)).count() - classOf(truth).count();
        QVERIFY2(std::abs(read - truth) <= allowed, qPrintable(u"%1: %2 instead of %3"_s.arg(share).arg(read).arg(truth)));
    }
}

void TestLatencies::addsOthers()
{
    Latencies one;
    one.add(Milliseconds(5), 1);
    Latencies other;
    other.add(Milliseconds(5), 2);
    other.add(Milliseconds(50), 1);
    one.add(other);
    QCOMPARE(one.count(), 4);
    QCOMPARE(one.quantile(0.75)->count(), 6);
}

void TestLatencies::classesFollowEachOther()
{
    Milliseconds from(0);
    int classes = 0;
    for (; from < std::chrono::hours(24 * 365); ++classes) {
        const Milliseconds end = Latencies::classEnd(from);
        QVERIFY(end > from);
        if (from >= Milliseconds(10))
            QVERIFY2(double(end.count()) / double(from.count()) < 1.34, qPrintable(QString::number(from.count())));
        from = end;
    }
    QVERIFY2(classes < 110, qPrintable(QString::number(classes)));
}

QTEST_GUILESS_MAIN(TestLatencies)
#include "tst_latencies.moc"
