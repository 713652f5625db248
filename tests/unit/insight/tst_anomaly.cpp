#include "insight/anomaly.h"

#include <QTest>

#include <cmath>

using namespace cairn;

class TestAnomaly : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void judges_data();
    void judges();
    void tellsHowFar();
    void oneBadWeekDoesNotHideTheNext();
};

void TestAnomaly::judges_data()
{
    QTest::addColumn<QList<double>>("before");
    QTest::addColumn<double>("value");
    QTest::addColumn<int>("verdict"); // -1 low, 0 none, 1 high
    const QList<double> steady{10, 11, 9, 10, 12, 8, 10};
    QTest::newRow("as usual") << steady << 11.0 << 0;
    QTest::newRow("far above") << steady << 30.0 << 1;
    QTest::newRow("far below") << steady << 1.0 << -1;
    QTest::newRow("within 3.5 deviations") << steady << 15.1 << 0; // 0.6745 * 5.1 / 1 = 3.44
    QTest::newRow("beyond them") << steady << 15.3 << 1;           // 3.57
    QTest::newRow("too few before") << QList<double>{10, 10, 10, 10} << 100.0 << 0;
    QTest::newRow("nothing before") << QList<double>{} << 100.0 << 0;
    QTest::newRow("certain, but a tenth alone") << QList<double>{100, 100.1, 99.9, 100, 100.1} << 110.0 << 0;
    QTest::newRow("certain, and a third") << QList<double>{100, 100.1, 99.9, 100, 100.1} << 133.0 << 1;
    QTest::newRow("all alike before") << QList<double>{5, 5, 5, 5, 5} << 7.0 << 1;
    QTest::newRow("all alike, the same again") << QList<double>{5, 5, 5, 5, 5} << 5.0 << 0;
    QTest::newRow("never any before") << QList<double>{0, 0, 0, 0, 0} << 0.1 << 1;
    QTest::newRow("most alike: mean deviation") << QList<double>{5, 5, 5, 5, 5, 9} << 7.0 << 0; // 2 / (1.2533 * 4 / 6) = 2.4
    QTest::newRow("most alike, farther") << QList<double>{5, 5, 5, 5, 5, 9} << 8.5 << 1;        // 4.2
}

void TestAnomaly::judges()
{
    QFETCH(const QList<double>, before);
    QFETCH(const double, value);
    QFETCH(const int, verdict);
    const auto anomaly = anomalyOf(before, value);
    QCOMPARE(anomaly ? (anomaly->score > 0 ? 1 : -1) : 0, verdict);
}

void TestAnomaly::tellsHowFar()
{
    const auto anomaly = anomalyOf({10, 11, 9, 10, 12, 8, 10}, 30);
    QVERIFY(anomaly);
    QCOMPARE(anomaly->usual, 10.0);
    QCOMPARE(anomaly->of, 7);
    QVERIFY(std::abs(anomaly->score - 20 / 1.4826) < 1e-9);
    const auto even = anomalyOf({1, 2, 3, 4, 5, 6}, 40);
    QCOMPARE(even->usual, 3.5);
    QVERIFY(std::isinf(anomalyOf({5, 5, 5, 5, 5}, 7)->score));
}

void TestAnomaly::oneBadWeekDoesNotHideTheNext()
{
    QVERIFY(anomalyOf({10, 11, 9, 10, 12, 200, 10}, 60)); // mean and standard deviation would say: within one
}

QTEST_GUILESS_MAIN(TestAnomaly)
#include "tst_anomaly.moc"
