#include "windowtest.h"

#include "sampledata.h"
#include "samplerun.h"
#include "ui/look/statelook.h"
#include "ui/run/attemptsmodel.h"
#include "ui/run/checkpointsmodel.h"
#include "ui/run/rerundialog.h"
#include "ui/run/stepsmodel.h"

#include <QAbstractButton>
#include <QAbstractItemModelTester>
#include <QTabWidget>

using namespace cairn;
using namespace cairn::testing;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

/// One run with its steps, attempts and checkpoints, reached and left by keyboard, live.
class TestDetail : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void arrowAndEnterOpenIt();
    void escapeGoesBackAndCloses();
    void itFollowsTheSelection();
    void blockedSaysWhyAndWhatToDo();
    void aCancelledRunIsBegunAnew();
    void waitingCountsDown();
    void itStaysFresh();
    void modelsHold();
    void aRunOutsideTheFilterOpens();
    void aLinkedStepIsLookedAt();
    void anUnknownRunIsTold();

private:
    struct Samples
    {
        SampleRuns samples;
    };
    struct Day : Samples, WindowTest
    {
        Day() : WindowTest([this](GuiWorkspace &filled) { samples = fillWithADay(filled); }) {}
    };
    static QString shownInput(const WindowTest &test) { return test.find<QWidget>("detailInput")->accessibleName(); }
    static QStringList column(const QTableView *table, int column);
};

QStringList TestDetail::column(const QTableView *table, int column)
{
    QStringList cells;
    for (int row = 0; row < table->model()->rowCount(); ++row)
        cells.append(WindowTest::cell(table, row, column));
    return cells;
}

void TestDetail::arrowAndEnterOpenIt()
{
    Day test;
    QTRY_VERIFY(test.rowOf(u"invoice-2026-4435.pdf"_s) > 0);
    QVERIFY(!test.detail()->isVisible());
    QVERIFY(test.runs()->hasFocus());
    for (int row = test.rowOf(u"invoice-2026-4435.pdf"_s); row >= 0; --row) // the first arrow chooses the first row
        QTest::keyClick(test.runs(), Qt::Key_Down);
    const QString chosen = test.runs()->selectionModel()->selectedRows(1).value(0).data().toString();
    QCOMPARE(chosen, u"invoice-2026-4435.pdf"_s);
    QTest::keyClick(test.runs(), Qt::Key_Return);
    QTRY_VERIFY(test.detail()->isVisible());
    QTRY_COMPARE(shownInput(test), chosen);
    QVERIFY(test.find<QWidget>("node_scan")->hasFocus());
    const auto *steps = test.find<QTableView>("stepsTable");
    QCOMPARE(column(steps, StepsModel::StepColumn),
             (QStringList{u"scan"_s, u"extract"_s, u"thumbnail"_s, u"publish"_s, u"deliver"_s}));
    QCOMPARE(column(steps, StepsModel::StateColumn).count(u"Succeeded"_s), 5);
    const auto *attempts = test.find<QTableView>("attemptsTable");
    QCOMPARE(column(attempts, AttemptsModel::AnswerColumn),
             (QStringList{u"HTTP 200"_s, u"HTTP 200"_s, u"HTTP 200"_s, u"HTTP 201"_s}));
    const auto *checkpoints = test.find<QTableView>("checkpointsTable");
    QCOMPARE(checkpoints->model()->rowCount(), 5);
    QCOMPARE(test.find<QTabWidget>("detailTabs")->tabText(1), u"Attempts (4)"_s);
    QCOMPARE(test.find<QLabel>("detailRunId")->text(), test.samples.succeeded.toString());
    QVERIFY(!test.find<QWidget>("whyBox")->isVisible());
}

void TestDetail::escapeGoesBackAndCloses()
{
    Day test;
    QTRY_VERIFY(test.rowOf(u"invoice-2026-4435.pdf"_s) > 0);
    test.window->openRun(test.samples.succeeded);
    QTRY_COMPARE(shownInput(test), u"invoice-2026-4435.pdf"_s);
    test.detail()->focusSteps();
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
    QVERIFY(test.runs()->hasFocus());
    QVERIFY(test.detail()->isVisible());
    QTest::keyClick(test.runs(), Qt::Key_Escape);
    QVERIFY(!test.detail()->isVisible());
    QVERIFY(test.runs()->hasFocus());
}

void TestDetail::itFollowsTheSelection()
{
    Day test;
    QTRY_VERIFY(test.rowOf(u"invoice-2026-4435.pdf"_s) > 0);
    test.window->openRun(test.samples.succeeded);
    QTRY_COMPARE(shownInput(test), u"invoice-2026-4435.pdf"_s);
    test.runs()->setFocus();
    QTest::keyClick(test.runs(), Qt::Key_Up);
    QTRY_COMPARE(shownInput(test), u"invoice-2026-4436-reminder.pdf"_s);
    QVERIFY(test.runs()->hasFocus());
}

void TestDetail::blockedSaysWhyAndWhatToDo()
{
    Day test;
    test.window->openRun(test.samples.blocked);
    auto *why = test.find<QWidget>("whyBox");
    QTRY_VERIFY(why->isVisible());
    QVERIFY(test.find<QLabel>("whyTitle")->text().contains(u"publish"_s));
    QVERIFY(test.find<QLabel>("whyCause")->text().contains(u"503"_s));
    QVERIFY(test.find<QLabel>("whyReason")->text().contains(u"6 of 6"_s));
    QVERIFY(!test.find<QLabel>("whyAdvice")->text().isEmpty());
    QVERIFY(test.find<QAbstractButton>("why_retry")->isVisible());
    QVERIFY(test.find<QAbstractButton>("why_cancel")->isVisible());
    const auto *steps = test.find<QTableView>("stepsTable");
    QCOMPARE(steps->currentIndex().row(), 3); // the step that explains it
    QCOMPARE(WindowTest::cell(steps, 3, StepsModel::AttemptsColumn), u"6"_s);
    test.window->openRun(test.samples.unknown);
    QTRY_VERIFY(test.window->findChild<QAbstractButton *>(u"why_mark_happened"_s));
    QTRY_VERIFY(test.find<QAbstractButton>("why_mark_not_happened")->isVisible());
}

void TestDetail::aCancelledRunIsBegunAnew()
{
    Day test;
    test.window->openRun(test.samples.blocked);
    auto *rerun = test.find<QAbstractButton>("whyRerun");
    QTRY_VERIFY(test.find<QWidget>("whyBox")->isVisible());
    QVERIFY(!rerun->isVisible());
    test.window->openRun(test.samples.cancelled);
    QTRY_VERIFY(rerun->isVisible());
    QTest::mouseClick(rerun, Qt::LeftButton);
    const auto *dialog = test.window->findChild<RerunDialog *>();
    QVERIFY(dialog && dialog->isVisible());
    QVERIFY(dialog->findChild<QLabel *>(u"reasonEffect"_s)->text().contains(u"from the start"_s));
}

void TestDetail::waitingCountsDown()
{
    Day test;
    test.window->openRun(test.samples.waiting);
    const auto *steps = test.find<QTableView>("stepsTable");
    QTRY_COMPARE(steps->model()->rowCount(), 5);
    const auto countdown = [&] { return WindowTest::cell(steps, 1, StepsModel::NextColumn); };
    QTRY_VERIFY(countdown().startsWith(u"in "_s));
    const QString first = countdown();
    const QString title = test.find<QLabel>("whyTitle")->text();
    QTRY_VERIFY_WITH_TIMEOUT(countdown() != first, 20'000);
    QVERIFY(test.find<QLabel>("whyTitle")->text() != title);
    QVERIFY(steps->model()->index(1, StepsModel::NextColumn).data(Qt::ToolTipRole).toString().endsWith(QLatin1Char('Z')));
}

void TestDetail::itStaysFresh()
{
    Day test;
    test.window->openRun(test.samples.running);
    const auto *steps = test.find<QTableView>("stepsTable");
    QTRY_COMPARE(steps->model()->rowCount(), 5);
    QCOMPARE(column(steps, StepsModel::StateColumn),
             (QStringList{u"Succeeded"_s, u"Ready"_s, u"Ready"_s, u"Pending"_s, u"Pending"_s}));
    Checkpoint checkpoint;
    checkpoint.run = test.samples.running;
    checkpoint.step = StepId(u"extract"_s);
    checkpoint.state = StepState::Succeeded;
    checkpoint.actor = u"runner"_s;
    checkpoint.at = SystemClock().now();
    test.workspace.commit(Transaction(AddCheckpoint{checkpoint}));
    QTRY_COMPARE(WindowTest::cell(steps, 1, StepsModel::StateColumn), u"Succeeded"_s);
    QCOMPARE(test.find<QTableView>("checkpointsTable")->model()->rowCount(), 2);
    test.workspace.setState(test.samples.running, RunState::Paused);
    QTRY_COMPARE(test.find<QWidget>("detailState")->accessibleName(), u"Paused"_s);
}

void TestDetail::modelsHold()
{
    Day test;
    std::vector<std::unique_ptr<QAbstractItemModelTester>> testers;
    for (const char *name : {"stepsTable", "attemptsTable", "checkpointsTable", "runsTable"})
        testers.push_back(std::make_unique<QAbstractItemModelTester>(test.find<QTableView>(name)->model(),
                                                                     QAbstractItemModelTester::FailureReportingMode::QtTest));
    for (RunId run :
         {test.samples.blocked, test.samples.waiting, test.samples.succeeded, test.samples.unknown, test.samples.cancelled}) {
        test.window->openRun(run);
        QTRY_COMPARE(test.find<QLabel>("detailRunId")->text(), run.toString());
    }
}

void TestDetail::aRunOutsideTheFilterOpens()
{
    Day test;
    test.typeFilter(u"state:cancelled"_s);
    QTRY_COMPARE(test.inputs().size(), 1);
    test.window->openRun(test.samples.blocked);
    QTRY_COMPARE(shownInput(test), u"invoice-2026-4436-reminder.pdf"_s);
    QVERIFY(test.window->findChild<QAction *>(u"retryRun"_s)->isEnabled());
}

void TestDetail::aLinkedStepIsLookedAt()
{
    RunId run;
    const WindowTest test([&](GuiWorkspace &filled) {
        filled.addPipeline(u"pages"_s, {u"scan"_s, u"pages*<scan"_s});
        SampleRun told(filled, u"pages"_s, u"a.txt"_s, 100, 20s);
        told.pass(u"scan"_s, 20ms).fanOut(u"pages"_s, 2);
        for (const int item : {0, 1})
            told.item(item).stop(u"pages"_s, Category::Data, u"bad"_s, 400, Action::Block, u"not tried again"_s);
        run = told.commit();
    });
    const auto chosen = [&] {
        const auto *steps = test.find<QTableView>("stepsTable");
        return WindowTest::cell(steps, steps->currentIndex().row(), StepsModel::StepColumn);
    };
    test.window->openStep(run, {StepId(u"scan"_s)}); // before the run was read, which is blocked elsewhere
    QTRY_COMPARE(chosen(), u"scan"_s);
    QVERIFY(!test.find<QTableView>("stepsTable")->isVisible());
    test.window->openStep(run, {StepId(u"pages"_s), 1}); // and while it is seen
    QTRY_COMPARE(chosen(), u"pages 1"_s);
    QVERIFY(test.find<QTableView>("stepsTable")->isVisible());
    test.window->openStep(run, {StepId(u"nowhere"_s)});
    QCOMPARE(chosen(), u"pages 1"_s);
}

void TestDetail::anUnknownRunIsTold()
{
    Day test;
    test.window->openRun(RunId(12345));
    auto *notice = test.find<QLabel>("noticeText");
    QTRY_VERIFY(notice->isVisible());
    QVERIFY(!notice->text().isEmpty());
}

QTEST_MAIN(TestDetail)
#include "tst_gui_detail.moc"
