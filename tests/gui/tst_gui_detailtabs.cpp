#include "windowtest.h"

#include "sampledata.h"
#include "samplerun.h"
#include "ui/graph/stepgraph.h"
#include "ui/graph/stepnode.h"
#include "ui/parts/deeplink.h"
#include "ui/run/attemptsmodel.h"
#include "ui/run/checkpointsmodel.h"
#include "ui/run/lineageview.h"
#include "ui/run/runeventsmodel.h"
#include "ui/run/stepsmodel.h"
#include "ui/run/timelineview.h"

#include <QAbstractButton>
#include <QAbstractItemModelTester>
#include <QAction>
#include <QClipboard>
#include <QMenu>
#include <QSignalSpy>
#include <QSplitter>
#include <QTabWidget>

using namespace cairn;
using namespace cairn::testing;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

/// The graph and the tabs of a run's detail, within the window.
class TestDetailTabs : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { m_test = std::make_unique<Day>(); }
    void cleanup() { m_test.reset(); }
    void stepsAreAGraphOrATable();
    void graphAndTableAgree();
    void aStepOpensItsAttempts();
    void timelineAndAttemptsAgree();
    void barsAreClicked();
    void theTimelineIsNotThrownBack();
    void eventsTellTheStory();
    void lineageOpensTheOriginal();
    void lineageTellsOfTheVersionBefore();
    void aRerunAppearsByItself();
    void payloadsAreAskedFor();
    void anAttemptIsCopiedAsCurl();
    void aCheckpointsMenuIsAboutItsStep();
    void keysAreAboutTheRowTheyArePressedAt();
    void inputAndOutputAreAskedFor();
    void attemptsLeftAreTold();
    void theDividerStaysWhereItIsPut();

private:
    struct Samples
    {
        SampleRuns samples;
    };
    struct Day : Samples, WindowTest
    {
        Day() : WindowTest([this](GuiWorkspace &filled) { samples = fillWithADay(filled); }) {}
    };
    void open(RunId id);
    QTableView *table(const char *name) const { return m_test->find<QTableView>(name); }
    QTabWidget *tabs() const { return m_test->find<QTabWidget>("detailTabs"); }
    void showTab(QWidget *page) const
    {
        tabs()->setCurrentWidget(page);
        page->setFocus();
    }

    std::unique_ptr<Day> m_test;
};

void TestDetailTabs::open(RunId id)
{
    QSignalSpy loaded(m_test->detail(), &RunDetailPanel::loaded);
    m_test->window->openRun(id);
    QTRY_COMPARE(m_test->find<QLabel>("detailRunId")->text(), id.toString());
    QVERIFY(!loaded.isEmpty());
}

void TestDetailTabs::stepsAreAGraphOrATable()
{
    open(m_test->samples.branching);
    QVERIFY(m_test->find<StepGraph>("stepGraph")->isVisible());
    QVERIFY(!table("stepsTable")->isVisible());
    QCOMPARE(m_test->find<StepNode>("node_scan")->face()->look, Look::Succeeded);
    QCOMPARE(m_test->find<StepNode>("node_photos")->face()->passed, 17);
    QCOMPARE(m_test->find<StepNode>("node_photos")->face()->failed, 1);
    QCOMPARE(m_test->find<StepNode>("node_geo")->face()->look, Look::WaitingRetry);
    QTest::mouseClick(m_test->find<QAbstractButton>("stepsAsTable"), Qt::LeftButton);
    QVERIFY(table("stepsTable")->isVisible());
    QVERIFY(table("stepsTable")->hasFocus());
    m_test->window->close();
    MainWindow another(m_test->workspace.desk(), u"harbour"_s, u"/srv/harbour"_s, m_test->workspace.copies());
    another.show();
    another.openRun(m_test->samples.branching);
    QTRY_VERIFY(another.findChild<QTableView *>(u"stepsTable"_s)->isVisible()); // it is remembered
}

void TestDetailTabs::graphAndTableAgree()
{
    open(m_test->samples.branching);
    auto *graph = m_test->find<StepGraph>("stepGraph");
    QTest::mouseClick(m_test->find<StepNode>("node_policy"), Qt::LeftButton);
    QCOMPARE(WindowTest::cell(table("stepsTable"), table("stepsTable")->currentIndex().row(), StepsModel::StepColumn),
             u"policy"_s);
    QTest::mouseClick(m_test->find<QAbstractButton>("stepsAsTable"), Qt::LeftButton);
    QTest::keyClick(table("stepsTable"), Qt::Key_Home, Qt::ControlModifier);
    QCOMPARE(graph->current(), StepId(u"scan"_s));
}

void TestDetailTabs::aStepOpensItsAttempts()
{
    open(m_test->samples.branching);
    auto *graph = m_test->find<StepGraph>("stepGraph");
    graph->setCurrent(StepId(u"extract"_s));
    graph->setFocus();
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    QCOMPARE(tabs()->currentWidget(), table("attemptsTable"));
    QVERIFY(table("attemptsTable")->hasFocus());
    const int row = table("attemptsTable")->currentIndex().row();
    QCOMPARE(WindowTest::cell(table("attemptsTable"), row, AttemptsModel::StepColumn), u"extract"_s);
    QCOMPARE(WindowTest::cell(table("attemptsTable"), row, AttemptsModel::NumberColumn), u"2"_s); // the last one
    open(m_test->samples.succeeded);
    QTest::mouseDClick(m_test->find<StepNode>("node_deliver"), Qt::LeftButton); // sends nothing
    QCOMPARE(tabs()->currentWidget(), table("checkpointsTable"));
    QCOMPARE(WindowTest::cell(table("checkpointsTable"), table("checkpointsTable")->currentIndex().row(),
                              CheckpointsModel::StepColumn),
             u"deliver"_s);
}

void TestDetailTabs::timelineAndAttemptsAgree()
{
    open(m_test->samples.branching);
    auto *timeline = m_test->find<TimelineView>("timeline");
    auto *attempts = table("attemptsTable");
    showTab(timeline);
    QTest::keyClick(timeline, Qt::Key_Right);
    QCOMPARE(attempts->currentIndex().row(), 0);
    QVERIFY(timeline->accessibleDescription().contains(u"scan, attempt 1"_s));
    QTest::keyClick(timeline, Qt::Key_Down);
    QCOMPARE(WindowTest::cell(attempts, attempts->currentIndex().row(), AttemptsModel::StepColumn), u"extract"_s);
    QTest::keyClick(timeline, Qt::Key_Return);
    QCOMPARE(tabs()->currentWidget(), attempts);
    QVERIFY(attempts->hasFocus());
}

void TestDetailTabs::barsAreClicked()
{
    open(m_test->samples.branching);
    auto *timeline = m_test->find<TimelineView>("timeline");
    showTab(timeline);
    QSignalSpy chosen(timeline, &TimelineView::attemptChosen), opened(timeline, &TimelineView::attemptOpened);
    const QRect bar = timeline->spanArea(1, 0);
    QTest::mouseClick(timeline->viewport(), Qt::LeftButton, {}, bar.center());
    QCOMPARE(chosen.size(), 1);
    QCOMPARE(chosen[0][0].toInt(), 1);
    QCOMPARE(table("attemptsTable")->currentIndex().row(), 1);
    QTest::mouseDClick(timeline->viewport(), Qt::LeftButton, {}, bar.center());
    QCOMPARE(opened.size(), 1);
    QCOMPARE(tabs()->currentWidget(), table("attemptsTable"));
}

/// What somebody has zoomed in on stays there while the run goes on.
void TestDetailTabs::theTimelineIsNotThrownBack()
{
    open(m_test->samples.branching);
    auto *timeline = m_test->find<TimelineView>("timeline");
    showTab(timeline);
    const int width = timeline->spanArea(0, 0).width();
    for (int i = 0; i < 6; ++i)
        QTest::keyClick(timeline, Qt::Key_Plus);
    QVERIFY(timeline->spanArea(0, 0).width() > 2 * width);
    timeline->horizontalScrollBar()->setValue(200);
    const QRect place = timeline->spanArea(0, 0);
    const int rows = table("checkpointsTable")->model()->rowCount();
    Checkpoint checkpoint;
    checkpoint.run = m_test->samples.branching;
    checkpoint.step = StepId(u"geo"_s);
    checkpoint.state = StepState::Succeeded;
    checkpoint.actor = u"runner"_s;
    checkpoint.at = SystemClock().now();
    m_test->workspace.commit(Transaction(AddCheckpoint{checkpoint}));
    QTRY_COMPARE(table("checkpointsTable")->model()->rowCount(), rows + 1);
    QCOMPARE(timeline->spanArea(0, 0), place);
    QTest::keyClick(timeline, Qt::Key_Home);
    QVERIFY(timeline->spanArea(0, 0).width() < place.width());
}

void TestDetailTabs::eventsTellTheStory()
{
    open(m_test->samples.cancelled);
    auto *events = table("eventsTable");
    QCOMPARE(events->model()->rowCount(), 0); // nobody looks
    showTab(events);
    const int last = events->model()->rowCount() - 1;
    QCOMPARE(WindowTest::cell(events, 0, RunEventsModel::WhatColumn), u"Submitted"_s);
    QCOMPARE(WindowTest::cell(events, last, RunEventsModel::WhatColumn), u"Cancelled"_s);
    QAbstractItemModelTester tester(events->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    open(m_test->samples.blocked);
    Command command;
    command.kind = CommandKind::Retry;
    command.run = m_test->samples.blocked;
    command.actor = u"ann"_s;
    command.reason = u"publish is back"_s;
    command.createdAt = SystemClock().now();
    m_test->workspace.commit(Transaction(AddCommand{command}));
    const auto asked = [&] { return WindowTest::cell(events, events->model()->rowCount() - 1, RunEventsModel::WhatColumn); };
    QTRY_COMPARE(asked(), u"Asked: Retry"_s);
}

void TestDetailTabs::lineageOpensTheOriginal()
{
    open(m_test->samples.branching);
    auto *lineage = m_test->find<LineageView>("lineage");
    QSignalSpy wanted(m_test->detail(), &RunDetailPanel::runWanted);
    showTab(lineage);
    QTRY_VERIFY(lineage->toPlainText().contains(u"Rerun of"_s));
    QVERIFY(lineage->toPlainText().contains(u"revision 1"_s));
    QVERIFY(lineage->toPlainText().contains(m_test->workspace.pipeline(u"claims"_s).digest.toHex()));
    QTest::keyClick(lineage, Qt::Key_Tab); // to the first link
    QTest::keyClick(lineage, Qt::Key_Return);
    QCOMPARE(wanted.size(), 1);
    const RunId original = wanted[0][0].value<RunId>();
    open(original);
    QTRY_VERIFY(lineage->toPlainText().contains(m_test->samples.branching.toString())); // and back
}

void TestDetailTabs::lineageTellsOfTheVersionBefore()
{
    const RunRecord run = m_test->workspace.reader().run(m_test->samples.succeeded).value();
    PipelineVersion next = m_test->workspace.pipeline(run.pipeline);
    next.pipeline.version = run.version + 1;
    next.digest = Digest::of("the next one");
    m_test->workspace.commit(Transaction(PutPipelineVersion{next, SystemClock().now()}));
    m_test->workspace.commit(Transaction(MoveRun{run.id, m_test->workspace.reader().pipeline(run.pipeline)->id}));
    open(run.id);
    auto *lineage = m_test->find<LineageView>("lineage");
    showTab(lineage);
    QTRY_VERIFY(lineage->toPlainText().contains(u"%1@%2: scan"_s.arg(run.pipeline).arg(run.version)));
    QVERIFY(lineage->toPlainText().contains(u"%1@%2\n"_s.arg(run.pipeline).arg(run.version + 1)));
}

/// The original is finished long since; what follows it still is seen.
void TestDetailTabs::aRerunAppearsByItself()
{
    open(m_test->samples.cancelled);
    auto *lineage = m_test->find<LineageView>("lineage");
    showTab(lineage);
    const RunId rerun = SampleRun(m_test->workspace, u"contracts"_s, u"draft.docx"_s, 10, 1s)
                            .rerunOf(m_test->samples.cancelled)
                            .state(RunState::Pending)
                            .commit();
    QTRY_VERIFY(lineage->toPlainText().contains(rerun.toString()));
}

void TestDetailTabs::payloadsAreAskedFor()
{
    open(m_test->samples.succeeded);
    QSignalSpy wanted(m_test->detail(), &RunDetailPanel::payloadWanted);
    auto *checkpoints = table("checkpointsTable");
    showTab(checkpoints);
    checkpoints->setCurrentIndex(checkpoints->model()->index(1, 0));
    QTest::keyClick(checkpoints, Qt::Key_Return);
    QTRY_COMPARE(wanted.size(), 1);
    QCOMPARE(wanted[0][0].value<PayloadRef>().size, 420 + 37 * 7);
    QCOMPARE(wanted[0][1].toString(), u"Output of extract"_s);
    const QRect cell = checkpoints->visualRect(checkpoints->model()->index(2, CheckpointsModel::StepColumn));
    QTest::mouseClick(checkpoints->viewport(), Qt::LeftButton, {}, cell.center());
    QTest::mouseDClick(checkpoints->viewport(), Qt::LeftButton, {}, cell.center());
    QCOMPARE(wanted.size(), 2);
    QCOMPARE(wanted[1][1].toString(), u"Output of thumbnail"_s);
    QCOMPARE(wanted[1][2].value<PayloadOrigin>().step, StepKey(StepId(u"thumbnail"_s)));

    QVERIFY(m_test->find<QAction>("showOutput")->isEnabled());
    QVERIFY(!m_test->find<QAction>("showEdited")->isEnabled()); // nobody edited it: that is not offered

    auto *attempts = table("attemptsTable");
    QVERIFY(!m_test->find<QAction>("showRequest")->isEnabled()); // of which?
    showTab(attempts);
    attempts->setCurrentIndex(attempts->model()->index(0, 0));
    QVERIFY(!m_test->find<QAction>("showAnswer")->isEnabled());
    QTest::keyClick(attempts, Qt::Key_Return); // no answer was kept: nothing to show
    QCOMPARE(wanted.size(), 2);
    m_test->find<QAction>("showRequest")->trigger();
    QCOMPARE(wanted.size(), 3);
    QCOMPARE(wanted[2][1].toString(), u"scan, request of attempt 1"_s);
    const auto origin = wanted[2][2].value<PayloadOrigin>();
    QCOMPARE(origin.step, StepKey(StepId(u"scan"_s)));
    QCOMPARE(origin.attempt, 1);
}

void TestDetailTabs::anAttemptIsCopiedAsCurl()
{
    open(m_test->samples.succeeded);
    auto *attempts = table("attemptsTable");
    QVERIFY(!m_test->find<QAction>("copyCurl")->isEnabled());
    showTab(attempts);
    attempts->setCurrentIndex(attempts->model()->index(0, 0));
    QGuiApplication::clipboard()->clear();
    QTest::keyClick(attempts, Qt::Key_U, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_VERIFY(QGuiApplication::clipboard()->text().startsWith(u"# Attempt 1 of step scan of run "_s));
    QVERIFY(QGuiApplication::clipboard()->text().contains(u"/v1/scan"_s));
    QVERIFY(QGuiApplication::clipboard()->text().contains(u"\ncurl --globoff "_s));
    m_test->workspace.write(u"cairn.yaml"_s, "workspace: w\ndata: { classes: { place: { regex: \"/v1/scan\" } } }\n");
    QTest::keyClick(attempts, Qt::Key_U, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_VERIFY(QGuiApplication::clipboard()->text().contains(u".example.net/**/****'"_s));
}

/// Whichever step was chosen elsewhere.
void TestDetailTabs::aCheckpointsMenuIsAboutItsStep()
{
    open(m_test->samples.branching);
    auto *graph = m_test->find<StepGraph>("stepGraph");
    auto *checkpoints = table("checkpointsTable");
    showTab(checkpoints);
    int row = 0;
    while (WindowTest::cell(checkpoints, row, CheckpointsModel::StepColumn) != u"scan"_s)
        QVERIFY(++row < checkpoints->model()->rowCount());
    checkpoints->setCurrentIndex(checkpoints->model()->index(row, 0));
    graph->setCurrent(StepId(u"geo"_s)); // and then another
    Q_EMIT checkpoints->customContextMenuRequested(QPoint(4, 4));
    auto *menu = m_test->window->findChild<QMenu *>(u"checkpointsTableMenu"_s);
    QVERIFY(menu && menu->isVisible());
    QCOMPARE(graph->current(), StepId(u"scan"_s));
    QVERIFY(menu->actions().contains(m_test->find<QAction>("rerunFromHere")));
    QVERIFY(m_test->find<QAction>("rerunFromHere")->isEnabled());
    m_test->find<QAction>("copyStepLink")->trigger();
    menu->close();
    const auto link = parseDeepLink(QGuiApplication::clipboard()->text());
    QVERIFY(link && link->kind == DeepLink::Run);
    QCOMPARE(link->run, m_test->samples.branching);
    QCOMPARE(link->step, StepId(u"scan"_s));
}

/// As its menu is.
void TestDetailTabs::keysAreAboutTheRowTheyArePressedAt()
{
    open(m_test->samples.branching);
    auto *graph = m_test->find<StepGraph>("stepGraph");
    auto *checkpoints = table("checkpointsTable");
    showTab(checkpoints);
    const auto rowOf = [&](const QString &step) {
        int row = 0;
        while (row < checkpoints->model()->rowCount() && WindowTest::cell(checkpoints, row, CheckpointsModel::StepColumn) != step)
            ++row;
        return checkpoints->model()->index(row, 0);
    };
    checkpoints->setCurrentIndex(rowOf(u"scan"_s));
    graph->setCurrent(StepId(u"geo"_s));
    graph->setFocus();
    QTest::mouseClick(checkpoints->viewport(), Qt::LeftButton, {}, checkpoints->visualRect(rowOf(u"scan"_s)).center());
    QVERIFY(checkpoints->hasFocus());
    QCOMPARE(graph->current(), StepId(u"scan"_s));
    checkpoints->setCurrentIndex(rowOf(u"geo"_s));
    QCOMPARE(graph->current(), StepId(u"geo"_s));
    QVERIFY(checkpoints->hasFocus());
}

void TestDetailTabs::inputAndOutputAreAskedFor()
{
    open(m_test->samples.succeeded);
    QSignalSpy wanted(m_test->detail(), &RunDetailPanel::payloadWanted);
    QTest::mouseClick(m_test->find<QAbstractButton>("showInput"), Qt::LeftButton);
    QTest::mouseClick(m_test->find<QAbstractButton>("showResult"), Qt::LeftButton);
    QCOMPARE(wanted.size(), 2);
    QCOMPARE(wanted[1][1].toString(), u"Output of deliver"_s);
    open(m_test->samples.waiting);
    QVERIFY(!m_test->find<QAbstractButton>("showResult")->isEnabled()); // nothing yet
}

void TestDetailTabs::attemptsLeftAreTold()
{
    open(m_test->samples.waiting);
    const auto *allowance = m_test->find<QLabel>("whyAllowance");
    QTRY_VERIFY2(allowance->text().startsWith(u"Attempts left: 3 of 6"_s), qPrintable(allowance->text()));
    QVERIFY(allowance->isVisible());
    QVERIFY(allowance->text().contains(u"next try at "_s));
}

void TestDetailTabs::theDividerStaysWhereItIsPut()
{
    open(m_test->samples.succeeded);
    auto *splitter = m_test->find<QSplitter>("detailSplitter");
    const int before = splitter->sizes().first();
    QWidget *handle = splitter->handle(1);
    const QPoint middle = handle->rect().center();
    QTest::mousePress(handle, Qt::LeftButton, {}, middle);
    QTest::mouseMove(handle, middle + QPoint(0, 60));
    QTest::mouseRelease(handle, Qt::LeftButton, {}, middle + QPoint(0, 60));
    const int after = splitter->sizes().first();
    QVERIFY(after > before + 30);
    open(m_test->samples.branching);
    QCOMPARE(splitter->sizes().first(), after);
}

QTEST_MAIN(TestDetailTabs)
#include "tst_gui_detailtabs.moc"
