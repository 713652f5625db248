#include "failuresroom.h"

#include <QClipboard>
#include <QDialog>
#include <QDir>
#include <QGuiApplication>

using namespace cairn;
using namespace cairn::testing;
using namespace Qt::StringLiterals;

/// From failures to their runs and back, and what the rest of the window tells of them.
class TestFailureLinks : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aFailureOpensItsRun();
    void aRunLeadsToItsIncident();
    void aRunLeadsToEachOfItsIncidents();
    void aResolvedOneIsOpenedByItsNumber();
    void theRestOfTheWindowKnows();
    void theBadgeLeavesTheFocusFrameItsGround();
    void itsRunsAreListedWithoutAnother();

private:
    static void twoIncidents(GuiWorkspace &workspace)
    {
        FailuresRoom::addPipeline(workspace);
        for (int i = 0; i < 3; ++i)
            FailuresRoom::failing(workspace, u"invoice-%1.pdf"_s.arg(i), u"publish"_s);
        FailuresRoom::failing(workspace, u"odd.pdf"_s, u"scan"_s, 422, Category::Data);
    }
};

void TestFailureLinks::aFailureOpensItsRun()
{
    const FailuresRoom room(twoIncidents);
    auto *members = room.find<QTableView>("membersTable");
    QTRY_COMPARE(members->model()->rowCount(), 1);
    QTest::keyClick(room.inbox(), Qt::Key_Return);
    QTRY_VERIFY(members->hasFocus());
    QTest::keyClick(members, Qt::Key_Return);
    QTRY_VERIFY(room.detail()->isVisible());
    QTRY_VERIFY(room.detail()->run() && room.detail()->run()->inputName == u"odd.pdf"_s);
    room.enter("showFailures");
    QTRY_VERIFY(room.action("showIncidentRuns")->isEnabled());
    room.action("showIncidentRuns")->trigger();
    QTRY_COMPARE(room.filter()->text(), u"incident:%1"_s.arg(room.inbox()->current()));
    QTRY_COMPARE(room.inputs(), QStringList{u"odd.pdf"_s});
}

void TestFailureLinks::aRunLeadsToItsIncident()
{
    RunId run;
    FailuresRoom room([&](GuiWorkspace &workspace) {
        twoIncidents(workspace);
        RunRecord record = workspace.reader().runs({}, {}, 1)->first();
        run = record.id;
        record.step = StepId(u"scan"_s);
        record.category = Category::Data;
        workspace.commit(Transaction(UpdateRun{record, SystemClock().now()}));
    });
    const qint64 id = room.workspace.reader().incidentsOf(run)->first().id;
    room.workspace.commit(Transaction(HandleIncident{id, IncidentAct::Acknowledge, {}, u"anna"_s, {}, SystemClock().now()}));
    room.window->openRun(run);
    auto *link = room.find<QAbstractButton>("whyIncident");
    QTRY_VERIFY(link->isVisible());
    QTRY_COMPARE(link->text(), u"Incident %1 (acknowledged by anna)"_s.arg(id));
    QTest::mouseClick(link, Qt::LeftButton);
    QTRY_VERIFY(room.inbox()->isVisible());
    QTRY_COMPARE(room.inbox()->current(), id);
    QTest::keyClick(room.window.get(), Qt::Key_Escape); // back to where the link was
    QTRY_VERIFY(room.detail()->isVisible());
}

/// Of a run that is blocked at two steps.
void TestFailureLinks::aRunLeadsToEachOfItsIncidents()
{
    RunId run;
    FailuresRoom room([&](GuiWorkspace &workspace) {
        FailuresRoom::addPipeline(workspace);
        run = FailuresRoom::failing(workspace, u"odd.pdf"_s, u"scan"_s, 422, Category::Data);
        FailuresRoom::tell(workspace, run, u"publish"_s, StepState::Blocked, 401, Category::Auth);
        RunRecord record = workspace.reader().run(run).value();
        record.step = StepId(u"scan"_s);
        record.category = Category::Data;
        workspace.commit(Transaction(UpdateRun{record, SystemClock().now()}));
    });
    QTRY_COMPARE(room.listed(), (QStringList{u"publish"_s, u"scan"_s})); // which is not to wait, first
    const qint64 id = room.workspace.reader().incidentsOf(run)->first().id;
    room.window->openRun(run);
    QTRY_VERIFY(room.find<QAbstractButton>("whyIncident")->isVisible());
    auto *second = room.window->findChild<QAbstractButton *>(u"whyIncident2"_s);
    QVERIFY(second && second->isVisible());
    QCOMPARE(second->text(), u"publish · Incident %1 (open)"_s.arg(id));
    QTest::mouseClick(second, Qt::LeftButton);
    QTRY_VERIFY(room.inbox()->isVisible());
    QTRY_COMPARE(room.inbox()->current(), id);
    FailuresRoom::tell(room.workspace, run, u"publish"_s, StepState::Succeeded);
    room.window->openRun(run);
    QTRY_VERIFY(room.find<QAbstractButton>("whyIncident")->isVisible() && !second->isVisible());
}

void TestFailureLinks::aResolvedOneIsOpenedByItsNumber()
{
    RunId run;
    FailuresRoom room([&](GuiWorkspace &workspace) {
        twoIncidents(workspace);
        run = FailuresRoom::failing(workspace, u"over.pdf"_s, u"scan"_s, 500);
        FailuresRoom::tell(workspace, run, u"scan"_s, StepState::Succeeded);
    });
    QTRY_COMPARE(room.listed().size(), 2);
    const qint64 id = room.workspace.reader().incidentsOf(run)->first().id;
    room.window->openIncident(id);
    QTRY_COMPARE(room.text("incidentNumber"), u"Incident %1"_s.arg(id));
    QCOMPARE(room.state(), u"Resolved"_s);
    QCOMPARE(room.inbox()->current(), 0); // it is not among those that are listed
    room.action("copyIncidentLink")->trigger();
    QCOMPARE(QGuiApplication::clipboard()->text(),
             u"cairn://incident/%1?workspace=%2"_s.arg(QString::number(id), QDir::cleanPath(room.workspace.path({}))));
    QVERIFY(!room.action("retryIncident")->isEnabled());
    QVERIFY(!room.action("acknowledgeIncident")->isEnabled());
}

void TestFailureLinks::theRestOfTheWindowKnows()
{
    const FailuresRoom room(twoIncidents);
    auto *chip = room.find<QAbstractButton>("incidentsChip");
    QTRY_COMPARE(chip->text(), u"2 incident(s)"_s);
    room.enter("showOverview");
    auto *link = room.find<QAbstractButton>("openInbox");
    QTRY_VERIFY(link->isVisible());
    QTest::mouseClick(link, Qt::LeftButton);
    QTRY_VERIFY(room.inbox()->isVisible());
    room.enter("showRuns");
    QTest::mouseClick(chip, Qt::LeftButton);
    QTRY_VERIFY(room.inbox()->isVisible());
    const auto rail = room.find<QWidget>("navigationRail")->findChildren<QAbstractButton *>();
    QVERIFY(std::any_of(rail.begin(), rail.end(),
                        [](const QAbstractButton *button) { return button->accessibleName().startsWith(u"Failures, 2 "_s); }));
}

void TestFailureLinks::theBadgeLeavesTheFocusFrameItsGround()
{
    const FailuresRoom room(twoIncidents);
    const auto rail = room.find<QWidget>("navigationRail")->findChildren<QAbstractButton *>();
    const auto found = std::find_if(rail.begin(), rail.end(),
                                    [](QAbstractButton *button) { return button->accessibleName().startsWith(u"Failures"_s); });
    QVERIFY(found != rail.end());
    QTRY_VERIFY((*found)->accessibleName().startsWith(u"Failures, 2 "_s));
    const QPoint beside(10, (*found)->height() - 12); // the word, within the frame
    const QColor ground = (*found)->grab().toImage().pixelColor(beside);
    (*std::prev(found))->setFocus(Qt::TabFocusReason);
    QTest::keyClick(*std::prev(found), Qt::Key_Tab);
    QVERIFY((*found)->hasFocus());
    QCOMPARE((*found)->grab().toImage().pixelColor(beside), ground);
}

/// What is done with keys then is not about a run that is not listed.
void TestFailureLinks::itsRunsAreListedWithoutAnother()
{
    RunId other;
    const FailuresRoom room([&](GuiWorkspace &workspace) {
        twoIncidents(workspace);
        other = workspace.reader().runs({}, {}, 5)->last().id;
    });
    room.window->openRun(other);
    QTRY_VERIFY(room.detail()->run());
    room.enter("showFailures");
    QTRY_VERIFY(room.action("showIncidentRuns")->isEnabled());
    QTest::keySequence(room.window.get(), room.action("showIncidentRuns")->shortcut());
    QTRY_COMPARE(room.inputs(), QStringList{u"odd.pdf"_s});
    QVERIFY(!room.detail()->isVisible());
    QVERIFY(room.runs()->hasFocus());
    QVERIFY(!room.action("cancelRun")->isEnabled());
    QTest::keyClick(room.runs(), Qt::Key_Delete);
    QVERIFY(!room.window->findChild<QDialog *>(u"commandDialog"_s));
}

QTEST_MAIN(TestFailureLinks)
#include "tst_gui_failurelinks.moc"
