#include "failuresroom.h"

#include "control/actor.h"
#include "control/incidentdesk.h"
#include "ui/incidents/membersmodel.h"
#include "ui/look/incidentwording.h"
#include "ui/parts/emptystate.h"

#include <QAbstractItemModelTester>
#include <QDialog>

using namespace cairn;
using namespace cairn::testing;
using namespace Qt::StringLiterals;

/// The inbox and an incident beside it, by keys and mouse: what is shown is what the store holds, and what is done is recorded.
class TestFailures : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void allIsWell();
    void listsWhatFailedTheNewestFirst();
    void thePageFollowsTheInbox();
    void isAcknowledgedByKey();
    void isAssignedByDialog();
    void aNoteIsWritten();
    void escalationNamesWhoComesNext();
    void theSecondIsToldWhoCameFirst();
    void retriedIsNotShownAsSuccess();
    void statesAreChosenAndTextIsFound();
    void whatIsReadStaysInItsPlace();
    void oneOfUnknownOutcomeIsDecided();
    void noOtherFailureIsChosenInstead();
    void whatIsShownIsChosenInTheList();
    void actionsAreNotForOtherRooms();

private:
    static void twoIncidents(GuiWorkspace &workspace)
    {
        FailuresRoom::addPipeline(workspace);
        for (int i = 0; i < 3; ++i)
            FailuresRoom::failing(workspace, u"invoice-%1.pdf"_s.arg(i), u"publish"_s);
        FailuresRoom::failing(workspace, u"odd.pdf"_s, u"scan"_s, 422, Category::Data);
    }
};

void TestFailures::allIsWell()
{
    const FailuresRoom room(FailuresRoom::addPipeline);
    auto *empty = room.findIn<EmptyState>("inbox", "emptyState");
    QTRY_VERIFY(empty->isVisible());
    QTRY_COMPARE(empty->findChild<QLabel *>()->text(), u"All is well"_s);
    QVERIFY(!room.action("acknowledgeIncident")->isEnabled());
    QVERIFY(!room.action("retryIncident")->isEnabled());
}

void TestFailures::listsWhatFailedTheNewestFirst()
{
    const FailuresRoom room(twoIncidents);
    const QAbstractItemModelTester sound(room.inbox()->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    QTRY_COMPARE(room.listed(), (QStringList{u"scan"_s, u"publish"_s}));
    const QString spoken = room.inbox()->model()->index(1, 0).data(Qt::AccessibleTextRole).toString();
    QVERIFY2(spoken.contains(u"Open, publish, Service error · HTTP 503, 3 failing"_s), qPrintable(spoken));
    QTRY_COMPARE(room.text("incidentTrouble"), u"Data · HTTP 422"_s); // the first is chosen
    QCOMPARE(room.text("incidentCounts"), u"1 failing"_s);
    QCOMPARE(room.text("incidentCause"), u"The service answered 422"_s);
    QVERIFY(room.text("incidentOwner").contains(u"the data's owners"_s) &&
            room.text("incidentOwner").contains(u"invoice-intake"_s));
    QCOMPARE(room.history(), QStringList{u"First failure"_s});
}

void TestFailures::thePageFollowsTheInbox()
{
    const FailuresRoom room(twoIncidents);
    QTRY_COMPARE(room.listed().size(), 2);
    QTRY_VERIFY(room.inbox()->hasFocus());
    QTest::keyClick(room.inbox(), Qt::Key_Down);
    QTRY_COMPARE(room.text("incidentCounts"), u"3 failing"_s);
    auto *members = room.find<QTableView>("membersTable");
    QTRY_COMPARE(members->model()->rowCount(), 3);
    QVERIFY(WindowTest::cell(members, 0, 1).startsWith(u"invoice-"_s));
    QTest::mouseClick(room.inbox()->viewport(), Qt::LeftButton, {},
                      room.inbox()->visualRect(room.inbox()->model()->index(0, 0)).center());
    QTRY_COMPARE(room.text("incidentCounts"), u"1 failing"_s);
}

void TestFailures::isAcknowledgedByKey()
{
    FailuresRoom room(twoIncidents);
    QTRY_VERIFY(room.action("acknowledgeIncident")->isEnabled());
    QTest::keyClick(room.inbox(), Qt::Key_A, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_COMPARE(room.state(), u"Acknowledged"_s);
    const qint64 id = room.inbox()->current();
    QCOMPARE(room.stored(id).handling, IncidentState::Acknowledged);
    QTRY_COMPARE(room.history(), (QStringList{u"%1 acknowledged this"_s.arg(currentActor()), u"First failure"_s}));
    QVERIFY(!room.action("acknowledgeIncident")->isEnabled());
    QVERIFY(room.action("escalateIncident")->isEnabled());
    const QList<AuditEntry> audit = room.workspace.reader().auditEntries(0, 100).value();
    QCOMPARE(audit.last().action, u"incident.acknowledge"_s);
    QCOMPARE(audit.last().actor, currentActor());
}

void TestFailures::isAssignedByDialog()
{
    FailuresRoom room(twoIncidents);
    QTRY_VERIFY(room.action("assignIncident")->isEnabled());
    room.action("assignIncident")->trigger();
    auto *who = room.find<QLineEdit>("incidentDetail");
    QTRY_VERIFY(who->hasFocus());
    QCOMPARE(who->text(), currentActor());
    QTest::keyClicks(who, u"bob"_s); // what was proposed is selected
    QTest::keyClick(who, Qt::Key_Tab);
    QTest::keyClicks(room.find<QLineEdit>("reasonLine"), u"he knows the scanner"_s);
    QTest::keyClick(room.find<QLineEdit>("reasonLine"), Qt::Key_Return);
    QTRY_VERIFY(room.text("incidentOwner").contains(u"assigned to bob"_s));
    const qint64 id = room.inbox()->current();
    QCOMPARE(room.stored(id).assignee, u"bob"_s);
    QCOMPARE(room.workspace.reader().incidentNotes(id, 1)->first().detail, u"bob: he knows the scanner"_s);
}

void TestFailures::aNoteIsWritten()
{
    FailuresRoom room(twoIncidents);
    QTRY_VERIFY(room.action("noteIncident")->isEnabled());
    QTest::keyClick(room.inbox(), Qt::Key_N, Qt::ControlModifier | Qt::ShiftModifier);
    auto *note = room.find<QLineEdit>("incidentDetail");
    QTRY_VERIFY(note->hasFocus());
    QVERIFY(!room.find<QAbstractButton>("reasonGo")->isEnabled()); // nothing is said yet
    QTest::keyClicks(note, u"the vendor is told"_s);
    QTest::mouseClick(room.find<QAbstractButton>("reasonGo"), Qt::LeftButton);
    QTRY_COMPARE(room.history().first(), u"%1 noted"_s.arg(currentActor()));
    QCOMPARE(room.workspace.reader().incidentNotes(room.inbox()->current(), 1)->first().detail, u"the vendor is told"_s);
}

void TestFailures::escalationNamesWhoComesNext()
{
    FailuresRoom room([](GuiWorkspace &workspace) {
        FailuresRoom::addPipeline(workspace);
        ServiceRevision revision;
        revision.service.name = u"scan"_s;
        revision.service.contract.owner = u"docs-team"_s;
        revision.service.contract.escalateTo = u"oncall-docs"_s;
        revision.service.baseUrl = QUrl(u"https://scan.example.net"_s);
        revision.source = "service: scan";
        revision.digest = Digest::of(revision.source);
        workspace.commit(Transaction(PutServiceRevision{revision, SystemClock().now(), u"ann"_s, {}}));
        FailuresRoom::failing(workspace, u"a.pdf"_s, u"scan"_s, 401, Category::Auth);
    });
    QTRY_VERIFY(room.action("escalateIncident")->isEnabled());
    QVERIFY(room.text("incidentOwner").contains(u"security, then oncall-docs"_s));
    QVERIFY(room.find<QLabel>("incidentAtOnce")->isVisible()); // credentials do not wait
    room.action("escalateIncident")->trigger();
    auto *who = room.find<QLineEdit>("incidentDetail");
    QTRY_VERIFY(who->hasFocus());
    QCOMPARE(who->text(), u"oncall-docs"_s);
    QTest::keyClick(who, Qt::Key_Return);
    QTRY_COMPARE(room.state(), u"Escalated"_s);
    QVERIFY(!room.find<QLabel>("incidentAtOnce")->isVisible());
}

/// Somebody else acts while this console's dialog is open: what was written there stays, and can be said again.
void TestFailures::theSecondIsToldWhoCameFirst()
{
    FailuresRoom room(twoIncidents);
    QTRY_VERIFY(room.action("escalateIncident")->isEnabled());
    const qint64 id = room.inbox()->current();
    room.action("escalateIncident")->trigger();
    QTRY_VERIFY(room.find<QLineEdit>("incidentDetail")->hasFocus());
    const SystemClock clock;
    Desk other(room.workspace.store(), clock);
    const auto first = IncidentDesk(other).handle({id, IncidentAct::Acknowledge, {}, u"anna"_s, u"mine"_s, {}, 0});
    QTRY_VERIFY(first.isFinished() && first.result());
    QTest::keyClick(room.find<QLineEdit>("incidentDetail"), Qt::Key_Return);
    auto *refusal = room.find<QLabel>("reasonRefusal");
    QTRY_VERIFY2(refusal->isVisible() && refusal->text().startsWith(u"anna acknowledged this at "_s),
                 qPrintable(refusal->text()));
    QTRY_COMPARE(room.state(), u"Acknowledged"_s); // what is true is shown
    QCOMPARE(room.stored(id).handling, IncidentState::Acknowledged);
    QCOMPARE(room.stored(id).revision, 1);
    QTest::keyClick(room.find<QLineEdit>("incidentDetail"), Qt::Key_Return);
    QTRY_COMPARE(room.stored(id).handling, IncidentState::Escalated);
    QTRY_VERIFY(!room.window->findChild<QLineEdit *>(u"incidentDetail"_s));
}

void TestFailures::retriedIsNotShownAsSuccess()
{
    RunId run;
    FailuresRoom room([&](GuiWorkspace &workspace) {
        FailuresRoom::addPipeline(workspace);
        FailuresRoom::failing(workspace, u"other.pdf"_s, u"publish"_s);
        run = FailuresRoom::failing(workspace, u"a.pdf"_s, u"scan"_s);
    });
    QTRY_COMPARE(room.state(), u"Open"_s);
    FailuresRoom::tell(room.workspace, run, u"scan"_s, StepState::InFlight);
    QTRY_COMPARE(room.state(), u"Verifying"_s);
    QCOMPARE(room.text("incidentCounts"), u"1 on their way"_s);
    QVERIFY(!room.action("retryIncident")->isEnabled()); // nothing fails any more
    FailuresRoom::tell(room.workspace, run, u"scan"_s, StepState::Blocked);
    QTRY_COMPARE(room.state(), u"Open"_s);
    FailuresRoom::tell(room.workspace, run, u"scan"_s, StepState::Succeeded);
    QTRY_COMPARE(room.state(), u"Resolved"_s);
    QCOMPARE(room.text("incidentCounts"), u"1 passed"_s);
    QCOMPARE(room.history().first(), u"Resolved"_s);
    QTRY_COMPARE(room.listed(), QStringList{u"publish"_s}); // what is over leaves the inbox
    QCOMPARE(room.state(), u"Resolved"_s);                  // and is still what is looked at
    QCOMPARE(room.inbox()->current(), 0);
    QTest::keyClick(room.inbox(), Qt::Key_Down);
    QTRY_COMPARE(room.state(), u"Open"_s);
}

void TestFailures::statesAreChosenAndTextIsFound()
{
    FailuresRoom room(twoIncidents);
    QTRY_COMPARE(room.listed().size(), 2);
    QTRY_COMPARE(room.find<QAbstractButton>("incidents_open")->text(), u"2"_s);
    QTest::mouseClick(room.find<QAbstractButton>("incidents_open"), Qt::LeftButton);
    auto *empty = room.findIn<EmptyState>("inbox", "emptyState");
    QTRY_VERIFY(empty->isVisible());
    QTest::mouseClick(room.findIn<QAbstractButton>("inbox", "emptyStateButton"), Qt::LeftButton);
    QTRY_COMPARE(room.listed().size(), 2);
    QTest::keyClick(room.window.get(), Qt::Key_F, Qt::ControlModifier);
    auto *line = room.find<QLineEdit>("incidentFilter");
    QTRY_VERIFY(line->hasFocus());
    QTest::keyClicks(line, u"422"_s);
    QTest::keyClick(line, Qt::Key_Return);
    QTRY_COMPARE(room.listed(), QStringList{u"scan"_s});
    QVERIFY(room.inbox()->hasFocus());
    room.action("focusFilter")->trigger();
    QTest::keyClicks(line, u"category:service"_s);
    QTRY_COMPARE(room.listed(), QStringList{u"publish"_s});
    room.action("focusFilter")->trigger();
    QTest::keyClicks(line, u"category:nonsense"_s);
    QTRY_VERIFY(room.find<QLabel>("incidentFilterError")->isVisible());
    QVERIFY(room.text("incidentFilterError").contains(u"nonsense"_s));
    QCOMPARE(room.listed(), QStringList{u"publish"_s}); // the last that could be read stays,
    QTest::mouseClick(room.find<QAbstractButton>("incidents_open"), Qt::LeftButton);
    QTRY_VERIFY(empty->isVisible());
    QTest::mouseClick(room.find<QAbstractButton>("incidents_open"), Qt::LeftButton);
    QTRY_COMPARE(room.listed(), QStringList{u"publish"_s}); // whatever is shown of it
}

void TestFailures::whatIsReadStaysInItsPlace()
{
    FailuresRoom room([](GuiWorkspace &workspace) {
        FailuresRoom::addPipeline(workspace);
        for (int i = 0; i < 130; ++i)
            FailuresRoom::failing(workspace, u"%1.pdf"_s.arg(i), u"scan"_s, 400 + i, Category::Data);
    });
    const QAbstractItemModelTester sound(room.inbox()->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    QTRY_VERIFY(room.listed().size() >= 100); // a page, and what the tester fetches beyond it
    for (int i = 0; i < 40; ++i)
        QTest::keyClick(room.inbox(), Qt::Key_Down);
    const qint64 read = room.inbox()->current();
    const auto place = [&] { return room.inbox()->visualRect(room.inbox()->currentIndex()); };
    const QRect before = place();
    FailuresRoom::failing(room.workspace, u"new.pdf"_s, u"publish"_s, 500);
    QTRY_COMPARE(room.listed().first(), u"publish"_s);
    QTRY_COMPARE(place(), before);
    QCOMPARE(room.inbox()->current(), read);
    QTRY_VERIFY(room.find<QAbstractButton>("newerIncidents")->isVisible());
    QTest::keyClick(room.inbox(), Qt::Key_End);
    QTRY_COMPARE(room.listed().size(), 131);
    QTest::mouseClick(room.find<QAbstractButton>("newerIncidents"), Qt::LeftButton);
    QTRY_VERIFY(!room.find<QAbstractButton>("newerIncidents")->isVisible());
}

/// Of two that failed alike, and have one name, that one is meant which is chosen.
void TestFailures::oneOfUnknownOutcomeIsDecided()
{
    QList<RunId> runs;
    FailuresRoom room([&](GuiWorkspace &workspace) {
        FailuresRoom::addPipeline(workspace);
        for (int i = 0; i < 2; ++i) {
            runs.append(workspace.addRun(u"invoice-intake"_s, u"note.txt"_s, RunState::OutcomeUnknown));
            FailuresRoom::tell(workspace, runs.last(), u"scan"_s, StepState::OutcomeUnknown, 0, Category::Timeout);
        }
        runs.append(FailuresRoom::failing(workspace, u"note.txt"_s, u"scan"_s, 0, Category::Timeout));
    });
    auto *members = room.find<QTableView>("membersTable");
    QTRY_COMPARE(members->model()->rowCount(), 3);
    const auto action = [&](const char *name) { return members->findChild<QAction *>(QString::fromLatin1(name)); };
    QVERIFY(!action("memberHappened")->isEnabled()); // none is chosen
    for (int row = 0; row < 3; ++row) {
        members->setCurrentIndex(members->model()->index(row, 0));
        QCOMPARE(action("memberHappened")->isEnabled(), row < 2);
        QCOMPARE(WindowTest::cell(members, row, MembersModel::RunColumn), runs.at(row).toString());
    }
    members->setCurrentIndex(members->model()->index(1, 0));
    action("memberNotHappened")->trigger();
    QTRY_VERIFY(room.window->findChild<QLabel *>(u"commandSubject"_s));
    QCOMPARE(room.text("commandSubject"), u"note.txt — scan · Run %1"_s.arg(runs.at(1).toString()));
    QTest::keyClicks(room.find<QLineEdit>("reasonLine"), u"not in the ledger"_s);
    QTest::mouseClick(room.find<QAbstractButton>("reasonGo"), Qt::LeftButton);
    QTRY_COMPARE(room.workspace.reader().pendingCommands(9).value().size(), 1);
    const Command command = room.workspace.reader().pendingCommands(9).value().first();
    QVERIFY(command.kind == CommandKind::MarkNotHappened && command.run == runs.at(1) && command.step == StepId(u"scan"_s));
    QCOMPARE(command.reason, u"not in the ledger"_s);
}

/// What is on its way leaves those that need a person; in the list of all it stays where it is.
void TestFailures::noOtherFailureIsChosenInstead()
{
    QList<RunId> runs;
    FailuresRoom room([&](GuiWorkspace &workspace) {
        FailuresRoom::addPipeline(workspace);
        for (int i = 0; i < 4; ++i)
            runs.append(FailuresRoom::failing(workspace, u"note.txt"_s, u"scan"_s));
        const RunId moving = FailuresRoom::failing(workspace, u"odd.pdf"_s, u"publish"_s);
        FailuresRoom::tell(workspace, moving, u"publish"_s, StepState::Ready);
    });
    auto *members = room.find<QTableView>("membersTable");
    QTRY_COMPARE(members->model()->rowCount(), 4);
    QVERIFY(room.find<QAbstractButton>("members_failing")->isChecked());
    members->setCurrentIndex(members->model()->index(1, 0));
    QVERIFY(room.action("memberRetry")->isEnabled());
    FailuresRoom::tell(room.workspace, runs.at(1), u"scan"_s, StepState::Ready);
    QTRY_COMPARE(members->model()->rowCount(), 3);
    QVERIFY(!members->currentIndex().isValid());
    QVERIFY(!room.action("memberRetry")->isEnabled());
    QTest::keyClick(members, Qt::Key_Down);
    QCOMPARE(WindowTest::cell(members, members->currentIndex().row(), MembersModel::RunColumn), runs.at(2).toString());
    room.find<QAbstractButton>("members_all")->click();
    QTRY_COMPARE(members->model()->rowCount(), 4);
    members->setCurrentIndex(members->model()->index(2, 0));
    FailuresRoom::tell(room.workspace, runs.at(2), u"scan"_s, StepState::Succeeded);
    QTRY_COMPARE(WindowTest::cell(members, 2, MembersModel::FateColumn), fateText(MemberFate::Passed));
    QCOMPARE(members->currentIndex().row(), 2);
    for (int row = 0; row < 4; ++row)
        QCOMPARE(WindowTest::cell(members, row, MembersModel::RunColumn), runs.at(row).toString());
    QTest::keyClick(room.inbox(), Qt::Key_Down); // of which none fails
    QTRY_COMPARE(WindowTest::cell(members, 0, MembersModel::InputColumn), u"odd.pdf"_s);
    QVERIFY(room.find<QAbstractButton>("members_all")->isChecked());
}

void TestFailures::whatIsShownIsChosenInTheList()
{
    const FailuresRoom room(twoIncidents);
    QTRY_COMPARE(room.listed(), (QStringList{u"scan"_s, u"publish"_s}));
    QTRY_COMPARE(room.find<QWidget>("incidentPlace")->accessibleName(), u"scan"_s);
    QVERIFY(room.inbox()->hasFocus());
    const auto chosen = room.inbox()->selectionModel()->selectedIndexes();
    QCOMPARE(chosen.size(), 1);
    QCOMPARE(chosen.first().data().toString(), u"scan"_s);
    auto *history = room.find<QAbstractItemView>("incidentHistory");
    history->setFocus(Qt::TabFocusReason);
    QCOMPARE(history->selectionModel()->selectedIndexes().size(), 1);
}

/// Ctrl+R in another room is not about an incident that cannot be seen.
void TestFailures::actionsAreNotForOtherRooms()
{
    const FailuresRoom room(twoIncidents);
    QTRY_VERIFY(room.action("retryIncident")->isEnabled());
    room.enter("showRuns");
    QVERIFY(!room.action("retryIncident")->isEnabled());
    QTRY_COMPARE(room.runs()->model()->rowCount(), 4);
    room.selectRow(0);
    QTRY_VERIFY(room.action("retryRun")->isEnabled());
    room.enter("showFailures");
    QTRY_VERIFY(room.action("retryIncident")->isEnabled());
    QVERIFY(!room.action("retryRun")->isEnabled());
    QTest::keyClick(room.inbox(), Qt::Key_R, Qt::ControlModifier);
    QTRY_VERIFY(room.window->findChild<QDialog *>(u"orderDialog"_s));
    QVERIFY(room.find<QAbstractButton>("orderPlain")->isVisible());
    QTest::keyClick(room.find<QDialog>("orderDialog"), Qt::Key_Escape);
    QTRY_VERIFY(!room.window->findChild<QDialog *>(u"orderDialog"_s));
}

QTEST_MAIN(TestFailures)
#include "tst_gui_failures.moc"
