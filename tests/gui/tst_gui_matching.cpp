#include "matchingroom.h"
#include "samplerun.h"

#include "control/csv.h"
#include "ui/runs/runsmodel.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QJsonDocument>
#include <QSignalSpy>

using namespace cairn;
using namespace cairn::testing;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

/// More than is loaded: commands for all that match, export of all that match; and what can be copied.
class TestMatching : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void allThatMatchIsOffered();
    void newRunsStaySelectedButAreNotMeant();
    void noneSuits();
    void someOfTheSelectedAreLeftOut();
    void selectedOnesOfUnknownOutcomeAreAskedAbout();
    void exportWritesAllThatMatch();
    void exportCanBeStopped();
    void exportThatFailsLeavesNothing();
    void linksAndJsonAreCopied();
    void copiedJsonIsCovered();
};

namespace {

QList<QByteArray> linesOf(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    QList<QByteArray> lines;
    for (const QByteArray &line : file.readAll().split('\n')) {
        if (!line.isEmpty())
            lines.append(line);
    }
    return lines;
}

} // namespace

void TestMatching::allThatMatchIsOffered()
{
    Room room;
    QTRY_COMPARE(room.rows(), RunsFeed::PageSize);
    QTRY_COMPARE(room.note(), u"370 run(s)"_s);
    QVERIFY(!room.all()->isVisible());
    const QPoint place = room.table()->mapTo(&room.window, QPoint());
    room.selectAll();
    QTRY_VERIFY(room.all()->isVisible());
    QCOMPARE(room.all()->text(), u"Select all 370 that match"_s);
    QCOMPARE(room.note(), u"The 200 loaded so far are selected"_s);
    QVERIFY(!room.panel->allMatching());
    QTest::mouseClick(room.all(), Qt::LeftButton);
    QCOMPARE(room.note(), u"All 370 that match are selected"_s);
    QCOMPARE(room.panel->allMatching().value().count, 370);
    QCOMPARE(room.all()->text(), u"Only the 200 loaded"_s);
    QCOMPARE(room.table()->mapTo(&room.window, QPoint()), place); // nothing jumps
    QTest::mouseClick(room.all(), Qt::LeftButton);
    QVERIFY(!room.panel->allMatching());
    QTRY_COMPARE(room.all()->text(), u"Select all 370 that match"_s);
    QTest::mouseClick(room.all(), Qt::LeftButton);
    QTest::keyClick(room.table(), Qt::Key_Home); // something else is selected
    QTRY_VERIFY(!room.panel->allMatching());
    QVERIFY(!room.all()->isVisible());
    QCOMPARE(room.selected(), 1);
}

void TestMatching::newRunsStaySelectedButAreNotMeant()
{
    Room room;
    QTRY_COMPARE(room.note(), u"370 run(s)"_s);
    room.selectAll();
    QTRY_VERIFY(room.all()->isVisible());
    QTest::mouseClick(room.all(), Qt::LeftButton);
    room.workspace.commit(Transaction(InsertRun{runOf(room.workspace, u"new-1.pdf"_s, RunState::Blocked)}));
    QTRY_COMPARE(room.rows(), RunsFeed::PageSize + 1);
    QTRY_COMPARE(room.selected(), RunsFeed::PageSize + 1);
    QVERIFY(room.panel->allMatching());
    QTRY_COMPARE(room.note(), u"All 371 that match are selected"_s);
    room.actions->command(CommandKind::Cancel)->trigger();
    QTRY_COMPARE(room.said("commandSubject"), u"All runs: 331 Blocked"_s);
    room.workspace.commit(
        Transaction(InsertRun{runOf(room.workspace, u"new-2.pdf"_s, RunState::Blocked)})); // nobody has seen it yet
    QTest::mouseClick(room.dialog()->findChild<QAbstractButton *>(u"reasonGo"_s), Qt::LeftButton);
    QTRY_VERIFY(room.progressOfBulk());
    QCOMPARE(room.targets().size(), Blocked + 1);
}

void TestMatching::noneSuits()
{
    Room room;
    QSignalSpy failed(room.actions, &RunActions::failed);
    QTRY_COMPARE(room.note(), u"370 run(s)"_s);
    room.selectAll();
    QTRY_VERIFY(room.all()->isVisible());
    QTest::mouseClick(room.all(), Qt::LeftButton);
    room.actions->command(CommandKind::MarkHappened)->trigger();
    QTRY_COMPARE(failed.size(), 1);
    QVERIFY(failed.first().first().value<Error>().remedy.contains(u"40\u00a0Succeeded"_s));
    QVERIFY(!room.dialog());
    room.panel->setFilterText(u"state:blocked"_s);
    QTRY_COMPARE(room.note(), u"330 run(s) match"_s);
    QVERIFY(!room.panel->allMatching()); // another filter, another selection
    room.panel->focusList();
    room.selectAll();
    QTRY_VERIFY(room.all()->isVisible());
    QTest::mouseClick(room.all(), Qt::LeftButton);
    QVERIFY(room.actions->command(CommandKind::Retry)->isEnabled());
    QVERIFY(!room.actions->command(CommandKind::MarkHappened)->isEnabled());
    QVERIFY(!room.actions->copyId()->isEnabled()); // of those not loaded there is no id
}

void TestMatching::someOfTheSelectedAreLeftOut()
{
    Room room([](GuiWorkspace &workspace) {
        workspace.addPipeline(u"intake"_s, {u"scan"_s});
        workspace.addRun(u"intake"_s, u"a.pdf"_s, RunState::Succeeded);
        workspace.addRun(u"intake"_s, u"b.pdf"_s, RunState::Blocked);
        workspace.addRun(u"intake"_s, u"c.pdf"_s, RunState::Degraded);
    });
    QTRY_COMPARE(room.rows(), 3);
    room.selectAll();
    QTRY_COMPARE(room.note(), u"3 run(s)"_s);
    QVERIFY(!room.all()->isVisible()); // all are loaded
    room.actions->command(CommandKind::Retry)->trigger();
    QTRY_VERIFY(room.dialog());
    QCOMPARE(room.said("commandSubject"), u"b.pdf"_s);
    QCOMPARE(room.said("commandLeftOut"),
             u"2 of the 3 selected are left out, because their state does not allow it: 1 Succeeded, 1 Degraded."_s);
    room.confirm();
    QTRY_COMPARE(room.commands().size(), 1);
}

/// As all that match are.
void TestMatching::selectedOnesOfUnknownOutcomeAreAskedAbout()
{
    Room room([](GuiWorkspace &workspace) {
        workspace.addPipeline(u"intake"_s, {u"scan"_s});
        workspace.meddle(
            u"UPDATE pipeline_version SET definition = CAST(json_set(CAST(definition AS TEXT), '$.steps[0].reconcile', "
            "json('{\"path\": \"/asked\", \"happened\": \".status == 200\"}')) AS BLOB)"_s);
        for (const QString &name : {u"a.pdf"_s, u"b.pdf"_s})
            SampleRun(workspace, u"intake"_s, name, 100, 20s)
                .stop(u"scan"_s, Category::Timeout, u"cut off"_s, 0, Action::AskOutcome, u"not idempotent"_s)
                .commit();
        workspace.addRun(u"intake"_s, u"c.pdf"_s, RunState::Succeeded);
    });
    QTRY_COMPARE(room.rows(), 3);
    room.selectAll();
    QTRY_VERIFY(room.actions->command(CommandKind::Retry)->isEnabled());
    room.actions->command(CommandKind::Retry)->trigger();
    QTRY_VERIFY(room.dialog());
    QVERIFY2(room.said("commandSubject").contains(u"its service is asked"_s), qPrintable(room.said("commandSubject")));
    QVERIFY(room.said("commandLeftOut").endsWith(u"1 Succeeded."_s));
    room.confirm();
    QTRY_COMPARE(room.commands().size(), 2);
}

void TestMatching::exportWritesAllThatMatch()
{
    Room room;
    QTRY_COMPARE(room.note(), u"370 run(s)"_s);
    const QString path = room.workspace.path(u"all.csv"_s);
    room.exportTo(path);
    QTRY_VERIFY(room.isOver());
    QCOMPARE(room.result(), u"370 run(s) are written"_s);
    QVERIFY(room.details().contains(u"apostrophe"_s)); // it is said
    QList<QByteArray> lines = linesOf(path);
    QCOMPARE(lines.size(), 371);
    QCOMPARE(lines.first() + '\n', csvLine(runCsvHeadings()));
    QVERIFY(lines.last().contains(",\"'=1+1,\"\"x\"\".pdf\","));
    QVERIFY(lines.last().endsWith('\r'));
    QTest::keyClick(room.progress(), Qt::Key_Escape);
    QTRY_VERIFY(!room.progress());

    room.panel->setFilterText(u"state:succeeded"_s);
    QTRY_COMPARE(room.note(), u"40 run(s) match"_s);
    const QString some = room.workspace.path(u"some.csv"_s);
    room.exportTo(some);
    QTRY_VERIFY(room.isOver());
    QCOMPARE(linesOf(some).size(), 41);
}

void TestMatching::exportCanBeStopped()
{
    Room room;
    QTRY_COMPARE(room.note(), u"370 run(s)"_s);
    room.workspace.write(u"old.csv"_s, "as it was");
    const auto work = std::make_shared<LongWork>();
    work->stop = true;
    const auto future = room.workspace.desk().exportRuns({}, room.workspace.path(u"old.csv"_s), work);
    QTRY_VERIFY(future.isFinished());
    QCOMPARE(future.result().error().kind, ErrorKind::Cancelled);
    QCOMPARE(linesOf(room.workspace.path(u"old.csv"_s)), QList<QByteArray>{"as it was"});
}

void TestMatching::exportThatFailsLeavesNothing()
{
    Room room;
    QTRY_COMPARE(room.note(), u"370 run(s)"_s);
    const auto future = room.workspace.desk().exportRuns({}, room.workspace.path(u"no/such/folder.csv"_s));
    QTRY_VERIFY(future.isFinished());
    QVERIFY(!future.result());
    QVERIFY(!future.result().error().remedy.isEmpty());
}

void TestMatching::linksAndJsonAreCopied()
{
    Room room;
    QTRY_COMPARE(room.rows(), RunsFeed::PageSize);
    QTest::keyClick(room.table(), Qt::Key_Home);
    const RunRecord run = room.panel->selectedRuns().value(0);
    room.actions->copyLink()->trigger();
    QCOMPARE(QGuiApplication::clipboard()->text(),
             u"cairn://run/%1?workspace=%2"_s.arg(run.id.toString(), QDir::cleanPath(room.workspace.path({}))));
    const auto copied = [] { return QJsonDocument::fromJson(QGuiApplication::clipboard()->text().toUtf8()); };
    room.actions->copyJson()->trigger();
    QTRY_VERIFY(copied().isObject());
    QCOMPARE(copied().object().value(u"id"_s).toString(), run.id.toString());
    QVERIFY(copied().object().value(u"steps"_s).isArray());
    QTest::keyClick(room.table(), Qt::Key_Down, Qt::ShiftModifier);
    room.actions->copyJson()->trigger();
    QTRY_VERIFY(copied().isArray());
    QCOMPARE(copied().array().size(), 2);
    room.actions->copyId()->trigger();
    QCOMPARE(QGuiApplication::clipboard()->text().split(u'\n').size(), 2);
    room.selectAll();
    QVERIFY(!room.actions->copyJson()->isEnabled()); // too many for a clipboard
    QVERIFY(room.actions->copyId()->isEnabled());
}

/// As `cairn show --json` tells of it, and *Copy as cURL*.
void TestMatching::copiedJsonIsCovered()
{
    Room room;
    QTRY_COMPARE(room.rows(), RunsFeed::PageSize);
    room.workspace.write(u"cairn.yaml"_s, "workspace: w\ndata: { classes: { customer: { regex: 'KD-[0-9]{8}' } } }\n");
    QTest::keyClick(room.table(), Qt::Key_Home);
    Attempt attempt;
    attempt.run = room.panel->selectedRuns().value(0).id;
    attempt.step = StepId(u"scan"_s);
    attempt.number = 1;
    attempt.method = "GET";
    attempt.url = u"http://127.0.0.1/customers/KD-12345678"_s;
    attempt.requestHeaders = R"({"x-auth-token":"s3cr3t-Session","x-cust":"KD%2D12345678"})";
    room.workspace.commit(Transaction(AddAttempt{attempt}));
    QGuiApplication::clipboard()->clear();
    room.actions->copyJson()->trigger();
    QTRY_VERIFY(QGuiApplication::clipboard()->text().contains(u"x-cust"_s));
    const QString copied = QGuiApplication::clipboard()->text();
    for (const QString &secret : {u"s3cr3t"_s, u"12345678"_s})
        QVERIFY2(!copied.contains(secret), qPrintable(copied));
    QVERIFY2(copied.contains(u"/customers/**-********"_s), qPrintable(copied));
}

QTEST_MAIN(TestMatching)
#include "tst_gui_matching.moc"
