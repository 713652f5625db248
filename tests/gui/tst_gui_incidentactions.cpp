#include "failuresroom.h"

#include "ui/orderdialog.h"

#include <QSemaphore>

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
    QTRY_VERIFY(held.isFinished() && after.isFinished());
    QTest::qWait(100);
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

QTEST_MAIN(TestIncidentActions)
#include "tst_gui_incidentactions.moc"
