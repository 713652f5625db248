#include "failuresroom.h"

#include "control/actor.h"
#include "control/submission.h"
#include "ui/incidents/failurespanel.h"
#include "ui/incidents/historymodel.h"
#include "ui/incidents/orderdialog.h"
#include "ui/parts/whendone.h"

#include <QSemaphore>
#include <QSignalSpy>

using namespace cairn;
using namespace cairn::testing;
using namespace Qt::StringLiterals;

/// What is done about an incident is done about the one that is seen, and says which that is.
class TestIncidentActions : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void nothingIsDoneInOtherRooms();
    void anOrderNamesItsIncident();
    void aNoteThatIsRefusedStaysWritten();
    void whatCannotBeReadIsNotShown();
    void whatWasDecidedStandsInTheHistory();
};

namespace {

void fill(GuiWorkspace &workspace)
{
    FailuresRoom::addPipeline(workspace);
    FailuresRoom::failing(workspace, u"a.pdf"_s, u"scan"_s);
}

} // namespace

/// Also where an answer comes after the room was left.
void TestIncidentActions::nothingIsDoneInOtherRooms()
{
    FailuresRoom room(fill);
    QTRY_VERIFY(room.action("acknowledgeIncident")->isEnabled());
    QSemaphore gate;
    const auto held = room.workspace.desk().ask<int>([&gate](StoreReader &) -> Result<int> {
        gate.acquire(); // what is asked from now on waits behind this
        return 0;
    });
    FailuresRoom::failing(room.workspace, u"b.pdf"_s, u"scan"_s);
    QTest::qWait(500); // longer than the pause after which the incident is read again
    room.enter("showOverview");
    QVERIFY(!room.action("acknowledgeIncident")->isEnabled());
    gate.release();
    const auto after = room.workspace.desk().ask<int>([](StoreReader &) -> Result<int> { return 0; });
    bool isHeard = false; // as are those before it
    whenDone(room.window.get(), after, [&isHeard](const Result<int> &) { isHeard = true; });
    QTRY_VERIFY(isHeard);
    QVERIFY(held.isFinished());
    for (const char *name : {"acknowledgeIncident", "noteIncident", "retryIncident"})
        QVERIFY2(!room.action(name)->isEnabled(), name);
    room.enter("showFailures");
    QVERIFY(room.action("acknowledgeIncident")->isEnabled()); // at once: it is the one that stands there
}

void TestIncidentActions::anOrderNamesItsIncident()
{
    FailuresRoom room(fill);
    QTRY_VERIFY(room.action("retryIncident")->isEnabled());
    room.action("retryIncident")->trigger();
    QTRY_VERIFY(room.window->findChild<OrderDialog *>());
    const QString subject = room.window->findChild<OrderDialog *>()->findChild<QLabel *>(u"orderSubject"_s)->text();
    QCOMPARE(subject, u"Incident 1 · scan · Service error"_s);
}

/// And cannot be taken back while it is not known what becomes of it.
void TestIncidentActions::aNoteThatIsRefusedStaysWritten()
{
    FailuresRoom room(fill);
    QTRY_VERIFY(room.action("noteIncident")->isEnabled());
    room.action("noteIncident")->trigger();
    auto *note = room.find<QLineEdit>("incidentDetail");
    QTest::keyClicks(note, u"the vendor mends it"_s);
    room.workspace.meddle(
        u"CREATE TRIGGER full BEFORE INSERT ON incident_note BEGIN SELECT RAISE(ABORT, 'the disk is full'); END"_s);
    auto *go = room.find<QAbstractButton>("reasonGo");
    QTest::mouseClick(go, Qt::LeftButton);
    QVERIFY(!go->isEnabled() && !room.find<QAbstractButton>("reasonLeave")->isEnabled());
    auto *refusal = room.find<QLabel>("reasonRefusal");
    QTRY_VERIFY(refusal->isVisible());
    QVERIFY2(refusal->text().contains(u"the disk is full"_s), qPrintable(refusal->text()));
    QVERIFY(note->isVisible());
    QCOMPARE(note->text(), u"the vendor mends it"_s);
    room.workspace.meddle(u"DROP TRIGGER full"_s);
    QTest::mouseClick(go, Qt::LeftButton);
    QTRY_COMPARE(room.history().first(), u"%1 noted"_s.arg(currentActor()));
    QTRY_VERIFY(!room.window->findChild<QLineEdit *>(u"incidentDetail"_s));
}

/// Nor what helps with the one before.
void TestIncidentActions::whatCannotBeReadIsNotShown()
{
    FailuresRoom room([](GuiWorkspace &workspace) {
        fill(workspace);
        FailuresRoom::failing(workspace, u"b.pdf"_s, u"publish"_s);
    });
    QTRY_VERIFY(room.action("acknowledgeIncident")->isEnabled());
    const auto *panel = room.find<FailuresPanel>("failuresPanel");
    QSignalSpy none(panel, &FailuresPanel::noneShown);
    QSignalSpy shown(panel, &FailuresPanel::incidentShown);
    room.workspace.meddle(u"ALTER TABLE incident_note RENAME TO gone"_s);
    QTest::keyClick(room.inbox(), Qt::Key_Down);
    QTRY_COMPARE(none.size(), 1);
    QVERIFY(!room.find<QWidget>("incidentPage")->isVisible());
    QVERIFY(!room.action("acknowledgeIncident")->isEnabled());
    room.workspace.meddle(u"ALTER TABLE gone RENAME TO incident_note"_s);
    room.workspace.addRun(u"invoice-intake"_s, u"c.pdf"_s, RunState::Running);
    QTRY_COMPARE(shown.size(), 1); // it was still wanted
    QCOMPARE(shown.first().first().value<Incident>().id, room.inbox()->current());
    QVERIFY(room.find<QWidget>("incidentPage")->isVisible());
}

/// The next shift knows who said so and why; and what a cancelled run left is no step that a run went on without.
void TestIncidentActions::whatWasDecidedStandsInTheHistory()
{
    FailuresRoom room(fill);
    QTRY_COMPARE(room.history().size(), 1);
    const RunId run = room.stored(1).newest;
    const Command said =
        commandFor(SystemClock(), CommandKind::MarkHappened, run, {StepId(u"scan"_s), NoItem}, u"the ledger has it"_s);
    room.workspace.commit(Transaction(AddCommand{said}));
    QTRY_COMPARE(room.history().value(0), u"%1: “It happened”"_s.arg(currentActor()));
    const auto *model = room.find<QAbstractItemView>("incidentHistory")->model();
    QCOMPARE(model->index(0, 0).data(HistoryModel::DetailRole).toString(), u"a.pdf, scan · the ledger has it"_s);
    QVERIFY(model->index(0, 0).data(Qt::AccessibleTextRole).toString().contains(u"the ledger has it"_s));
    FailuresRoom::tell(room.workspace, run, u"scan"_s, StepState::Cancelled);
    QTRY_COMPARE(room.text("incidentCounts"), u"1 cancelled"_s);
    QCOMPARE(room.find<QAbstractButton>("members_cancelled")->text(), u"Cancelled 1"_s);
    QVERIFY(!room.find<QAbstractButton>("members_left")->isVisible());
}

QTEST_MAIN(TestIncidentActions)
#include "tst_gui_incidentactions.moc"
