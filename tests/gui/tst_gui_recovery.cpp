#include "recoveryconsole.h"

#include <QAbstractButton>
#include <QDialog>
#include <QLineEdit>
#include <QTableView>

using namespace cairn;
using namespace cairn::testing;
using namespace Qt::StringLiterals;

/// From a failure to an incident that is resolved, with the console's own runner and a real service that misbehaves.
class TestRecovery : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aSingleStepIsRetriedUntilItPasses();
};

void TestRecovery::aSingleStepIsRetriedUntilItPasses()
{
    RecoveryConsole console(1);
    auto *inbox = console.find<QAbstractItemView>("incidentList");
    QTRY_COMPARE_WITH_TIMEOUT(inbox->model()->rowCount(), 1, 30'000);
    QTRY_COMPARE(console.counts(), u"1 failing"_s);
    inbox->setFocus();
    QTest::keyClick(inbox, Qt::Key_A, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_COMPARE(console.state(), u"Acknowledged"_s);
    auto *members = console.find<QTableView>("membersTable");
    QTRY_COMPARE(members->model()->rowCount(), 1);
    QTest::keyClick(inbox, Qt::Key_Return);
    QTRY_VERIFY(members->hasFocus());
    QTest::keyClick(members, Qt::Key_Return); // to the run
    console.isMended = true;
    auto *retry = console.find<QAction>("retryThisStep");
    QTRY_VERIFY(retry->isEnabled());
    retry->trigger();
    auto *reason = [&] {
        auto *dialog = console.window()->findChild<QDialog *>(u"commandDialog"_s);
        return dialog ? dialog->findChild<QLineEdit *>(u"commandReason"_s) : nullptr;
    }();
    QVERIFY(reason);
    QTest::keyClicks(reason, u"the service is mended"_s);
    QTest::keyClick(reason, Qt::Key_Return);
    console.find<QAction>("showFailures")->trigger();
    QTRY_COMPARE_WITH_TIMEOUT(console.state(), u"Resolved"_s, 30'000);
    QCOMPARE(console.counts(), u"1 passed"_s);
    QCOMPARE(console.requests(), 2);
    const QStringList history = console.history();
    QCOMPARE(history.first(), u"Resolved"_s);
    QVERIFY2(history.contains(u"All steps are on their way again"_s), qPrintable(history.join(u"; "_s)));
}

QTEST_MAIN(TestRecovery)
#include "tst_gui_recovery.moc"
