#include "policy/waves.h"

#include <QTest>

using namespace cairn;
using namespace Qt::StringLiterals;

/// How many more targets of an order may go: pure.
class TestWaves : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aPlainOrderFillsTheRoom_data();
    void aPlainOrderFillsTheRoom();
    void aCanaryOrder_data();
    void aCanaryOrder();
    void wavesGrowToTheLargest();
    void everyTargetGoesOnce_data();
    void everyTargetGoesOnce();
};

void TestWaves::aPlainOrderFillsTheRoom_data()
{
    QTest::addColumn<BulkCounts>("counts");
    QTest::addColumn<bool>("listed");
    QTest::addColumn<bool>("breakerOpen");
    QTest::addColumn<int>("room");
    QTest::addColumn<int>("ask");
    QTest::newRow("at the beginning") << BulkCounts{} << false << false << 64 << 64;
    QTest::newRow("under way") << BulkCounts{64, 0, 10, 0, 0} << false << false << 10 << 10;
    QTest::newRow("full") << BulkCounts{64, 0, 0, 0, 0} << false << false << 0 << 0;
    QTest::newRow("fuller than full") << BulkCounts{64, 0, 0, 0, 0} << false << false << -3 << 0;
    QTest::newRow("all fail: that is not asked about") << BulkCounts{64, 0, 0, 64, 0} << false << false << 64 << 64;
    QTest::newRow("breaker open: the gate holds them") << BulkCounts{} << false << true << 64 << 64;
    QTest::newRow("no targets are left") << BulkCounts{64, 0, 10, 0, 0} << true << false << 10 << 0;
}

void TestWaves::aPlainOrderFillsTheRoom()
{
    QFETCH(BulkCounts, counts);
    QFETCH(bool, listed);
    QFETCH(bool, breakerOpen);
    QFETCH(int, room);
    QFETCH(int, ask);
    QCOMPARE(nextWave({false, 0.5, 0, counts, listed, breakerOpen, room}), (WaveStep{ask, 0, {}}));
}

void TestWaves::aCanaryOrder_data()
{
    QTest::addColumn<int>("wave");
    QTest::addColumn<BulkCounts>("sinceWave");
    QTest::addColumn<double>("stopAt");
    QTest::addColumn<bool>("breakerOpen");
    QTest::addColumn<int>("room");
    QTest::addColumn<int>("ask");
    QTest::addColumn<int>("newWave");
    QTest::addColumn<QString>("stop");
    const auto row = [](const char *name, int wave, BulkCounts counts, int ask, int newWave, const QString &stop = {},
                        double stopAt = 0.5, bool breakerOpen = false, int room = 64) {
        QTest::newRow(name) << wave << counts << stopAt << breakerOpen << room << ask << newWave << stop;
    };
    // asked, refused, passed, failed, left
    row("one first", 0, {}, 1, 1);
    row("not before its outcome is known", 1, {1, 0, 0, 0, 0}, 0, 0);
    row("it passed: five", 1, {1, 0, 1, 0, 0}, 5, 5);
    row("it failed", 1, {1, 0, 0, 1, 0}, 0, 0, u"1 of 1 in a wave of 1 failed again"_s);
    row("it could not be asked for: another", 1, {1, 1, 0, 0, 0}, 1, 0);
    row("the run was given up meanwhile: that tells nothing bad", 1, {1, 0, 0, 0, 1}, 5, 5);
    row("four of five", 5, {5, 0, 4, 0, 0}, 0, 0);
    row("five of five: ten", 5, {5, 0, 5, 0, 0}, 10, 10);
    row("two of five failed: less than half", 5, {5, 0, 3, 2, 0}, 10, 10);
    row("three of five failed", 5, {5, 0, 2, 3, 0}, 0, 0, u"3 of 5 in a wave of 5 failed again"_s);
    row("three of three failed, two are out: too few are known", 5, {5, 0, 0, 3, 0}, 0, 0);
    row("five of five failed in a wave of ten", 10, {10, 0, 0, 5, 0}, 0, 0, u"5 of 5 in a wave of 10 failed again"_s);
    row("exactly at the ratio", 10, {10, 0, 8, 2, 0}, 0, 0, u"2 of 10 in a wave of 10 failed again"_s, 0.2);
    row("just below it", 10, {10, 0, 8, 2, 0}, 20, 20, {}, 0.21);
    row("only if all fail", 10, {10, 0, 1, 9, 0}, 20, 20, {}, 1.0);
    row("part of a wave is refused: others go in their place", 10, {10, 4, 3, 0, 0}, 4, 0);
    row("a wave larger than the room", 40, {10, 0, 5, 0, 0}, 8, 0, {}, 0.5, false, 8);
    row("no room", 5, {5, 0, 5, 0, 0}, 0, 0, {}, 0.5, false, 0);
    row("the next wave begins with what there is room for", 5, {5, 0, 5, 0, 0}, 3, 10, {}, 0.5, false, 3);
    row("breaker open: not even the first", 0, {}, 0, 0, {}, 0.5, true);
    row("breaker open: no new wave", 5, {5, 0, 5, 0, 0}, 0, 0, {}, 0.5, true);
    row("breaker open: nor the rest of one", 10, {4, 0, 4, 0, 0}, 0, 0, {}, 0.5, true);
    row("breaker open, and too many failed", 5, {5, 0, 0, 5, 0}, 0, 0, u"5 of 5 in a wave of 5 failed again"_s, 0.5, true);
}

void TestWaves::aCanaryOrder()
{
    QFETCH(int, wave);
    QFETCH(BulkCounts, sinceWave);
    QFETCH(double, stopAt);
    QFETCH(bool, breakerOpen);
    QFETCH(int, room);
    QFETCH(int, ask);
    QFETCH(int, newWave);
    QFETCH(QString, stop);
    const WaveStep step = nextWave({true, stopAt, wave, sinceWave, false, breakerOpen, room});
    QCOMPARE(step.ask, ask);
    QCOMPARE(step.newWave, newWave);
    QCOMPARE(step.stop, stop);
    QCOMPARE(nextWave({true, stopAt, wave, sinceWave, true, breakerOpen, room}), WaveStep()); // nothing is left: nothing to stop
}

void TestWaves::wavesGrowToTheLargest()
{
    QList<int> sizes;
    int wave = 0;
    for (int i = 0; i < 9; ++i) {
        const WaveStep step = nextWave({true, 0.5, wave, {wave, 0, wave, 0, 0}, false, false, 1'000});
        sizes.append(wave = step.newWave);
        QCOMPARE(step.ask, wave);
    }
    QCOMPARE(sizes, (QList<int>{1, 5, 10, 20, 40, 80, 160, LargestWave, LargestWave}));
}

void TestWaves::everyTargetGoesOnce_data()
{
    QTest::addColumn<bool>("canary");
    QTest::addColumn<int>("everyRefused"); // each n-th target cannot be asked for
    QTest::newRow("plain") << false << 0;
    QTest::newRow("canary") << true << 0;
    QTest::newRow("canary, some refused") << true << 3;
    QTest::newRow("canary, most refused") << true << 2;
}

/// Played through: whatever the room, an order of 500 ends with 500 asked, and never has more under way than there is room for.
void TestWaves::everyTargetGoesOnce()
{
    QFETCH(bool, canary);
    QFETCH(int, everyRefused);
    constexpr int Targets = 500;
    constexpr int Window = 7;
    BulkCounts counts;
    BulkCounts start;
    int wave = 0;
    int turns = 0;
    while (counts.asked < Targets && ++turns < 10'000) {
        const WaveStep step = nextWave({canary, 0.5, wave, counts - start, false, false, Window - int(counts.outstanding())});
        QCOMPARE(step.stop, QString());
        if (step.newWave > 0) {
            QCOMPARE(counts.outstanding(), 0);
            wave = step.newWave;
            start = counts;
        }
        counts.asked += std::min<qint64>(step.ask, Targets - counts.asked);
        QVERIFY(counts.outstanding() <= Window);
        if (counts.outstanding() > 0)
            ++(everyRefused > 0 && turns % everyRefused == 0 ? counts.refused : counts.passed);
    }
    QCOMPARE(counts.asked, Targets);
}

QTEST_APPLESS_MAIN(TestWaves)
#include "tst_waves.moc"
