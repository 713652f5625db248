#include "recoveryconsole.h"

#include <QAbstractButton>
#include <QDialog>
#include <QLineEdit>

using namespace cairn;
using namespace cairn::testing;
using namespace Qt::StringLiterals;

/// What the inbox orders for all failing steps of an incident is carried out by the runner, and judged by what passes.
class TestInboxOrders : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void allFailingAreRetried();

private:
    static void order(const RecoveryConsole &console, const QString &reason);
};

/// Ctrl+R in the inbox, a reason, Enter.
void TestInboxOrders::order(const RecoveryConsole &console, const QString &reason)
{
    auto *inbox = console.find<QAbstractItemView>("incidentList");
    console.window()->activateWindow(); // where there is no window manager, a dialog's end activates none
    QTRY_VERIFY(console.window()->isActiveWindow());
    inbox->setFocus();
    const auto dialog = [&] { return console.window()->findChild<QDialog *>(u"orderDialog"_s); };
    const bool asks = QTest::qWaitFor(
        [&] { // not while nothing is known to fail
            if (!dialog() && console.find<QAction>("retryIncident")->isEnabled())
                QTest::keyClick(inbox, Qt::Key_R, Qt::ControlModifier);
            return dialog() != nullptr;
        },
        30'000);
    QVERIFY(asks);
    auto *line = dialog()->findChild<QLineEdit *>(u"reasonLine"_s);
    QTRY_VERIFY(line->hasFocus());
    QTest::keyClicks(line, reason);
    QTest::keyClick(line, Qt::Key_Return);
}

void TestInboxOrders::allFailingAreRetried()
{
    RecoveryConsole console(3);
    auto *inbox = console.find<QAbstractItemView>("incidentList");
    QTRY_COMPARE_WITH_TIMEOUT(inbox->model()->rowCount(), 1, 30'000);
    QTRY_COMPARE_WITH_TIMEOUT(console.counts(), u"3 failing"_s, 30'000);
    const int before = console.requests();
    order(console, u"once more"_s); // the service is not mended yet
    QTRY_COMPARE_WITH_TIMEOUT(console.requests(), before + 3, 30'000);
    QTRY_COMPARE_WITH_TIMEOUT(console.storedFailing(), 3, 30'000); // all of them again
    QTRY_COMPARE(console.counts(), u"3 failing"_s);
    QCOMPARE(console.state(), u"Open"_s);
    QTRY_VERIFY(!console.window()->findChild<QDialog *>(u"orderDialog"_s));
    console.isMended = true;
    order(console, u"mended"_s);
    QTRY_COMPARE_WITH_TIMEOUT(console.state(), u"Resolved"_s, 30'000);
    QCOMPARE(console.counts(), u"3 passed"_s);
    QCOMPARE(console.requests(), before + 6);
}

QTEST_MAIN(TestInboxOrders)
#include "tst_gui_inboxorders.moc"
