#include "control/actor.h"
#include "matchingroom.h"

#include <QCheckBox>
#include <QSignalSpy>

using namespace cairn;
using namespace cairn::testing;
using namespace Qt::StringLiterals;

/// One order for all that match: how it is given, what is told of it, and how it is ended or goes on.
class TestBulkOrders : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { qputenv("USER", "ann"); }
    void commandsGoToAllThatMatch();
    void whatCameToItMeanwhileIsAskedAbout();
    void stepsThatAFilterNamesAreCounted();
    void itCanBeCancelled();
    void theEndIsHonest();
    void whatWasInVainIsToldSo();
    void oneFirst();
    void itStopsAndGoesOn();
};

void TestBulkOrders::commandsGoToAllThatMatch()
{
    Room room;
    QTRY_COMPARE(room.note(), u"370 run(s)"_s);
    room.selectAll();
    QTRY_VERIFY(room.all()->isVisible());
    QTest::mouseClick(room.all(), Qt::LeftButton);
    QTest::keyClick(room.table(), Qt::Key_R, Qt::ControlModifier);
    QTRY_VERIFY(room.dialog());
    QCOMPARE(room.said("commandSubject"), u"All runs: 330 Blocked"_s);
    QCOMPARE(room.said("commandLeftOut"), u"40 of the 370 are left out, because their state does not allow it: 40 Succeeded."_s);
    room.confirm(u"publish is up again"_s);
    QTRY_VERIFY(room.progressOfBulk());
    QTRY_COMPARE(room.told("bulkText"), u"“Retry” for 330 target(s)"_s);
    QCOMPARE(room.told("bulkCounts"), u"0 passed"_s);
    const Bulk bulk = room.bulk();
    QCOMPARE(bulk.kind, CommandKind::Retry);
    QCOMPARE(bulk.actor, currentActor());
    QCOMPARE(bulk.reason, u"publish is up again"_s);
    QVERIFY(!bulk.canary);
    QVERIFY(room.commands().isEmpty()); // one row, however many are meant
    const QList<RunId> targets = room.targets();
    QCOMPARE(targets.size(), Blocked);
    QCOMPARE(QSet<RunId>(targets.begin(), targets.end()).size(), Blocked); // each of them once
    QTest::mouseClick(room.button("bulkClose"), Qt::LeftButton);
    QTRY_VERIFY(!room.progressOfBulk());
    QCOMPARE(room.bulk().state, BulkState::Running); // the window is not the order
}

/// The reason takes its time, and what was confirmed is what was counted.
void TestBulkOrders::whatCameToItMeanwhileIsAskedAbout()
{
    Room room;
    QTRY_COMPARE(room.note(), u"370 run(s)"_s);
    room.panel->setFilterText(u"state:blocked pipeline:intake"_s);
    QTRY_COMPARE(room.note(), u"330 run(s) match"_s);
    room.panel->focusList();
    room.selectAll();
    QTRY_VERIFY(room.all()->isVisible());
    QTest::mouseClick(room.all(), Qt::LeftButton);
    room.actions->command(CommandKind::Skip)->trigger();
    QTRY_COMPARE(room.said("commandSubject"), u"All that match “state:blocked pipeline:intake”: 330 Blocked"_s);
    RunFilter passed;
    passed.states = {RunState::Succeeded};
    const QList<RunRecord> others = room.workspace.reader().runs(passed, {}, 2).value();
    for (const RunRecord &run : others)
        room.workspace.setState(run.id, RunState::Blocked);
    room.confirm(u"not needed"_s);
    QTRY_COMPARE(room.said("commandSubject"),
                 u"2 more came to it meanwhile.\nAll that match “state:blocked pipeline:intake”: 332 Blocked"_s);
    QCOMPARE(room.bulk().id, 0); // nothing was ordered
    QTRY_VERIFY(room.dialog()->findChild<QLineEdit *>(u"reasonLine"_s)->hasFocus());
    QCOMPARE(room.dialog()->findChild<QLineEdit *>(u"reasonLine"_s)->text(), u"not needed"_s);
    QTest::keyClick(room.dialog()->findChild<QLineEdit *>(u"reasonLine"_s), Qt::Key_Return);
    QTRY_VERIFY(room.progressOfBulk());
    QCOMPARE(room.bulk().reason, u"not needed"_s);
    QCOMPARE(room.targets().size(), Blocked + 2);
}

/// Of runs of unknown outcome, what is blocked beside that can be retried.
void TestBulkOrders::stepsThatAFilterNamesAreCounted()
{
    Room room([](GuiWorkspace &workspace) {
        workspace.addPipeline(u"intake"_s, {u"ocr"_s, u"scan"_s});
        Transaction transaction;
        for (int i = 0; i < Blocked; ++i) { // more than are loaded at once
            RunRecord run = runOf(workspace, u"file-%1.pdf"_s.arg(i), RunState::OutcomeUnknown);
            run.step = StepId(u"ocr"_s);
            transaction.add(InsertRun{run});
            for (const QString &step : {u"ocr"_s, u"scan"_s}) {
                Checkpoint failed;
                failed.run = run.id;
                failed.step = StepId(step);
                failed.state = step == "ocr"_L1 ? StepState::OutcomeUnknown : StepState::Blocked;
                failed.category = step == "ocr"_L1 ? Category::Timeout : Category::Data;
                failed.at = run.submittedAt;
                transaction.add(AddCheckpoint{failed});
            }
        }
        workspace.commit(std::move(transaction));
    });
    QTRY_COMPARE(room.note(), u"330 run(s)"_s);
    room.panel->setFilterText(u"step:scan state:outcome_unknown"_s);
    QTRY_COMPARE(room.note(), u"330 run(s) match"_s);
    room.panel->focusList();
    room.selectAll();
    QTRY_VERIFY(room.all()->isVisible());
    QTest::mouseClick(room.all(), Qt::LeftButton);
    QVERIFY(room.actions->command(CommandKind::Retry)->isEnabled());
    room.actions->command(CommandKind::Retry)->trigger();
    QTRY_VERIFY(room.dialog());
    QCOMPARE(room.said("reasonTitle"), u"Retry 330 step(s) and item(s)?"_s);
    QCOMPARE(room.said("commandSubject"), u"All that match “step:scan state:outcome_unknown”: 330 Blocked"_s);
    room.confirm();
    QTRY_COMPARE(room.told("bulkText"), u"“Retry” for 330 target(s)"_s);
    QCOMPARE(room.targets().size(), Blocked);
}

void TestBulkOrders::itCanBeCancelled()
{
    Room room;
    room.askForAll();
    room.confirm();
    QTRY_VERIFY(room.progressOfBulk());
    room.carryOut("ppf", false);
    QTRY_COMPARE(room.told("bulkCounts"), u"2 passed, 1 failed again"_s);
    QTRY_VERIFY(room.button("bulkCancel")->isVisible());
    QTest::mouseClick(room.button("bulkCancel"), Qt::LeftButton);
    QTRY_COMPARE(room.bulk().state, BulkState::Cancelled);
    QTRY_VERIFY(!room.button("bulkCancel")->isVisible());
    QTRY_VERIFY(room.told("bulkNote").contains(u"the rest is not asked for"_s));
    QCOMPARE(room.told("bulkText"), u"“Retry” for 3 target(s)"_s);
}

void TestBulkOrders::theEndIsHonest()
{
    Room room;
    QSignalSpy wanted(room.actions, &RunActions::listWanted);
    room.askForAll();
    QVERIFY(room.dialog()->findChild<QCheckBox *>(u"commandCanary"_s)->isVisible());
    room.confirm();
    QTRY_VERIFY(room.progressOfBulk());
    room.carryOut("pfpfr", true);
    QTRY_COMPARE(room.told("bulkCounts"), u"2 passed, 2 failed again, 1 could not be asked"_s);
    QTRY_COMPARE(room.told("bulkNote"),
                 u"Those that failed again need a person.\nCould not be asked: it is being tried at this moment"_s);
    QVERIFY(!room.button("bulkCancel")->isVisible());
    QTest::mouseClick(room.button("bulkShowFailed"), Qt::LeftButton);
    QCOMPARE(wanted.size(), 1);
    QTRY_VERIFY(!room.progressOfBulk()); // and does not stand before it
    room.panel->setFilterText(wanted.first().first().toString());
    QTRY_COMPARE(room.rows(), 2);
}

void TestBulkOrders::whatWasInVainIsToldSo()
{
    Room room;
    room.askForAll();
    room.confirm();
    QTRY_VERIFY(room.progressOfBulk());
    room.carryOut("rrr", true);
    QTRY_VERIFY(room.told("bulkNote").startsWith(u"Nothing was done: none of them could be asked."_s));
}

void TestBulkOrders::oneFirst()
{
    Room room;
    room.askForAll();
    auto *canary = room.dialog()->findChild<QCheckBox *>(u"commandCanary"_s);
    QVERIFY(!canary->isChecked());
    auto *reason = room.dialog()->findChild<QLineEdit *>(u"reasonLine"_s);
    QTRY_VERIFY(reason->hasFocus());
    QTest::keyClick(reason, Qt::Key_Tab);
    QTRY_VERIFY(canary->hasFocus());
    QTest::keyClick(canary, Qt::Key_Space);
    QTest::keyClick(canary, Qt::Key_Return);
    QTRY_VERIFY(room.progressOfBulk());
    QTRY_VERIFY(room.bulk().canary);
    QTest::mouseClick(room.button("bulkClose"), Qt::LeftButton);
    room.actions->command(CommandKind::Cancel)->trigger(); // what is done at once cannot be tried on one
    QTRY_VERIFY(room.dialog());
    QVERIFY(!room.dialog()->findChild<QCheckBox *>(u"commandCanary"_s)->isVisible());
}

void TestBulkOrders::itStopsAndGoesOn()
{
    Room room;
    room.askForAll();
    room.confirm();
    QTRY_VERIFY(room.progressOfBulk());
    QTRY_VERIFY(!room.button("bulkGoOn")->isVisible());
    room.carryOut("f", false);
    QTRY_VERIFY(room.button("bulkShowFailed")->isVisible());
    room.workspace.commit(Transaction(
        MoveBulk{room.bulk().id, BulkState::Stopped, u"runner"_s, u"1 of 1 in a wave of 1 failed again"_s, SystemClock().now()}));
    QTRY_VERIFY(room.button("bulkGoOn")->isVisible());
    QVERIFY(room.told("bulkNote").contains(u"1 of 1 in a wave of 1 failed again"_s));
    QSignalSpy wanted(room.actions, &RunActions::listWanted);
    QTest::mouseClick(room.button("bulkShowFailed"), Qt::LeftButton);
    QCOMPARE(wanted.size(), 1);
    QTRY_VERIFY(room.window.isActiveWindow());
    QVERIFY(room.progressOfBulk() && room.progressOfBulk()->isVisible()); // they are looked at before it goes on
    QTest::mouseClick(room.button("bulkGoOn"), Qt::LeftButton);
    QTRY_COMPARE(room.bulk().state, BulkState::Running);
    QTRY_VERIFY(!room.button("bulkGoOn")->isVisible());
}

QTEST_MAIN(TestBulkOrders)
#include "tst_gui_bulk.moc"
