#include "uiwatchdog.h"

#include <QTest>

using namespace cairn::testing;

/// The watchdog sees what it is there for.
class TestUiWatchdog : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void recordsTurns();
    void recordsThatTheThreadDoesNotTurn();
};

void TestUiWatchdog::recordsTurns()
{
    UiWatchdog watchdog;
    QTRY_VERIFY(watchdog.turns() >= 10);
    QVERIFY(watchdog.median() <= watchdog.quantile(0.99));
    QVERIFY(watchdog.quantile(0.99) <= watchdog.longest());
}

void TestUiWatchdog::recordsThatTheThreadDoesNotTurn()
{
    constexpr UiWatchdog::Duration Block(60);
    UiWatchdog watchdog;
    while (watchdog.waiting() < Block) // this thread turns no more until the watchdog has waited so long
        std::this_thread::yield();
    QVERIFY(watchdog.longest() >= Block); // also before it turns again
    QTRY_VERIFY(watchdog.turns() >= 1);
    QVERIFY(watchdog.longest() >= Block);
    watchdog.reset();
    QTRY_VERIFY(watchdog.turns() >= 1);
}

QTEST_GUILESS_MAIN(TestUiWatchdog)
#include "tst_uiwatchdog.moc"
