#include "windowtest.h"

#include "ui/runs/runsfeed.h"
#include "ui/runs/runsmodel.h"

#include <QAbstractButton>
#include <QAbstractItemModelTester>
#include <QElapsedTimer>

#include <atomic>
#include <thread>

using namespace cairn;
using namespace cairn::testing;
using namespace Qt::StringLiterals;

/// The list of runs over a real store: filter, live changes, paging, empty states.
class TestList : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void filterNarrowsTheTable();
    void wrongFilterShowsTheErrorAndKeepsTheTable();
    void escapeAndEnterLeaveTheFilter();
    void enterGoesOnOnceTheListIsThere();
    void newRunsComeAtTheTop();
    void insertionKeepsSelectionAndPlace();
    void changesShowInTheirRow();
    void runsThatMatchNoLongerGo();
    void arrowsGoOnWhereARunWent();
    void keysChooseRows();
    void pagesAreFetchedByScrolling();
    void rowsFarDownStayFresh();
    void aFloodIsHeldBackFromWhoeverReads();
    void emptyStatesSayWhatToDo();
    void chipsCountAndFilter();
    void nobodyCarryingIsSaid();
    void widthsAndGeometryAreRemembered();
    void theWindowStaysAwakeUnderLoad();
};

namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr qint64 LongestBlock = 500; // milliseconds; sanitizers slow everything down
#else
constexpr qint64 LongestBlock = 50; // what console.md promises
#endif

void fewRuns(GuiWorkspace &workspace)
{
    workspace.addPipeline(u"intake"_s, {u"scan"_s, u"publish<scan"_s});
    workspace.addPipeline(u"photos"_s, {u"resize"_s});
    workspace.addRun(u"intake"_s, u"invoice-1.pdf"_s, RunState::Succeeded);
    workspace.addRun(u"intake"_s, u"invoice-2.pdf"_s, RunState::Blocked);
    workspace.addRun(u"photos"_s, u"ship.jpg"_s, RunState::Running);
}

void addRuns(GuiWorkspace &workspace, int count, const QString &prefix = u"file"_s)
{
    Transaction transaction;
    for (int i = 0; i < count; ++i) {
        RunRecord run;
        run.submittedAt = SystemClock().now();
        run.id = RunId::generate(run.submittedAt.time_since_epoch().count());
        run.pipelineVersionId = workspace.pipeline(u"intake"_s).id;
        run.inputName = u"%1-%2"_s.arg(prefix).arg(i);
        run.state = RunState::Running;
        run.nextAt = run.submittedAt;
        transaction.add(InsertRun{run});
    }
    workspace.commit(std::move(transaction));
}

void manyRuns(GuiWorkspace &workspace)
{
    fewRuns(workspace);
    addRuns(workspace, 2 * RunsFeed::PageSize + 50);
}

/// How long this thread has waited for a processor that others had, in nanoseconds: no doing of its own (proc(5), schedstat).
qint64 waitedForAProcessor()
{
    QFile figures(u"/proc/thread-self/schedstat"_s);
    return figures.open(QIODevice::ReadOnly) ? figures.readAll().split(' ').value(1).toLongLong() : 0;
}

} // namespace

void TestList::filterNarrowsTheTable()
{
    WindowTest test(fewRuns);
    QTRY_COMPARE(test.inputs(), (QStringList{u"ship.jpg"_s, u"invoice-2.pdf"_s, u"invoice-1.pdf"_s}));
    QAbstractItemModelTester tester(test.runs()->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    test.typeFilter(u"invoice"_s);
    QTRY_COMPARE(test.inputs(), (QStringList{u"invoice-2.pdf"_s, u"invoice-1.pdf"_s}));
    QTest::keyClicks(test.filter(), u" state:blocked"_s);
    QTRY_COMPARE(test.inputs(), (QStringList{u"invoice-2.pdf"_s}));
    test.filter()->clear();
    QTRY_COMPARE(test.inputs().size(), 3);
}

void TestList::wrongFilterShowsTheErrorAndKeepsTheTable()
{
    WindowTest test(fewRuns);
    QTRY_COMPARE(test.inputs().size(), 3);
    auto *error = test.findIn<QLabel>("runsPanel", "filterError");
    const QPoint place = test.runs()->geometry().topLeft(); // its height is the status bar's affair
    test.typeFilter(u"state:bloked"_s);
    QTRY_VERIFY(error->isVisible());
    QVERIFY(error->text().contains(u"state:bloked"_s));
    QVERIFY(error->text().contains(u"outcome_unknown"_s)); // what it could be
    QCOMPARE(test.inputs().size(), 3);
    QCOMPARE(test.runs()->geometry().topLeft(), place);
    test.filter()->setFocus();
    test.filter()->selectAll();
    QTest::keyClicks(test.filter(), u"state:blocked"_s);
    QTRY_VERIFY(!error->isVisible());
    QTRY_COMPARE(test.inputs().size(), 1);
}

void TestList::escapeAndEnterLeaveTheFilter()
{
    WindowTest test(fewRuns);
    QTRY_COMPARE(test.inputs().size(), 3);
    test.typeFilter(u"ship"_s);
    QVERIFY(test.filter()->hasFocus());
    QTest::keyClick(test.filter(), Qt::Key_Return); // takes effect at once
    QVERIFY(test.runs()->hasFocus());
    QTRY_COMPARE(test.inputs().size(), 1);
    QTest::keyClick(test.window.get(), Qt::Key_F, Qt::ControlModifier);
    QTest::keyClick(test.filter(), Qt::Key_Escape);
    QVERIFY(test.runs()->hasFocus());
    const QWidget *detail = test.window->findChild<QWidget *>(u"runDetail"_s);
    QVERIFY(!detail->isVisible());
    QTest::keyClick(test.runs(), Qt::Key_Return); // nothing is chosen: the first is meant
    QTRY_VERIFY(detail->isVisible());
    QCOMPARE(test.runs()->selectionModel()->selectedRows().size(), 1);
}

/// From a filter that matched nothing; unless somebody types on.
void TestList::enterGoesOnOnceTheListIsThere()
{
    WindowTest test(fewRuns);
    QTRY_COMPARE(test.inputs().size(), 3);
    for (const bool typesOn : {false, true}) {
        test.typeFilter(u"nobody-knows"_s);
        QTest::keyClick(test.filter(), Qt::Key_Return);
        QTRY_VERIFY(!test.runs()->isVisible());
        QTest::keyClick(test.window.get(), Qt::Key_F, Qt::ControlModifier);
        QVERIFY(test.filter()->hasFocus());
        QTest::keyClick(test.filter(), Qt::Key_Backspace);
        QTest::keyClick(test.filter(), Qt::Key_Return);
        if (typesOn)
            QTest::keyClick(test.filter(), Qt::Key_Space);
        QTRY_COMPARE(test.inputs().size(), 3);
        QTRY_COMPARE(test.runs()->hasFocus(), !typesOn);
    }
}

void TestList::newRunsComeAtTheTop()
{
    WindowTest test(fewRuns);
    QTRY_COMPARE(test.inputs().size(), 3);
    test.workspace.addRun(u"photos"_s, u"new.jpg"_s, RunState::Pending);
    QTRY_COMPARE(test.inputs().size(), 4);
    QCOMPARE(test.inputs().first(), u"new.jpg"_s);
    QCOMPARE(test.runs()->verticalScrollBar()->value(), 0); // nobody reads: the newest are shown
}

void TestList::insertionKeepsSelectionAndPlace()
{
    WindowTest test(manyRuns);
    QTRY_VERIFY(test.inputs().size() >= RunsFeed::PageSize);
    test.runs()->verticalScrollBar()->setValue(60);
    test.selectRow(65);
    const QString chosen = WindowTest::cell(test.runs(), 65, RunsModel::InputColumn);
    const int top = test.runs()->rowAt(0);
    const QString topInput = WindowTest::cell(test.runs(), top, RunsModel::InputColumn);

    addRuns(test.workspace, 7, u"new"_s);
    QTRY_COMPARE(test.rowOf(u"new-6"_s), 0);
    const QModelIndexList selected = test.runs()->selectionModel()->selectedRows(RunsModel::InputColumn);
    QCOMPARE(selected.size(), 1);
    QCOMPARE(selected.first().data().toString(), chosen);
    QCOMPARE(WindowTest::cell(test.runs(), test.runs()->rowAt(0), RunsModel::InputColumn), topInput);
    auto *newer = test.find<QAbstractButton>("newerRuns");
    QVERIFY(newer->isVisible());
    QTest::mouseClick(newer, Qt::LeftButton);
    QTRY_COMPARE(test.runs()->verticalScrollBar()->value(), 0);
    QTRY_VERIFY(!newer->isVisible());
}

void TestList::changesShowInTheirRow()
{
    RunId run;
    WindowTest test([&](GuiWorkspace &workspace) {
        fewRuns(workspace);
        run = workspace.addRun(u"intake"_s, u"watched.pdf"_s, RunState::Running);
    });
    QTRY_COMPARE(test.rowOf(u"watched.pdf"_s), 0);
    QCOMPARE(WindowTest::cell(test.runs(), 0, RunsModel::StateColumn), u"Running"_s);
    test.workspace.setState(run, RunState::Blocked);
    QTRY_COMPARE(WindowTest::cell(test.runs(), 0, RunsModel::StateColumn), u"Blocked"_s);
}

void TestList::runsThatMatchNoLongerGo()
{
    RunId run;
    WindowTest test([&](GuiWorkspace &workspace) {
        fewRuns(workspace);
        run = workspace.addRun(u"intake"_s, u"watched.pdf"_s, RunState::Blocked);
    });
    test.typeFilter(u"state:blocked"_s);
    QTRY_COMPARE(test.inputs().size(), 2);
    test.workspace.setState(run, RunState::Succeeded);
    QTRY_COMPARE(test.inputs(), QStringList{u"invoice-2.pdf"_s});
}

/// Down, when the chosen run has left the list, chooses the one that took its place.
void TestList::arrowsGoOnWhereARunWent()
{
    QList<RunId> runs;
    WindowTest test([&](GuiWorkspace &workspace) {
        workspace.addPipeline(u"intake"_s, {u"scan"_s});
        for (int i = 0; i < 5; ++i)
            runs.prepend(workspace.addRun(u"intake"_s, u"file-%1.pdf"_s.arg(4 - i), RunState::Blocked));
        workspace.addRun(u"intake"_s, u"good.pdf"_s, RunState::Succeeded);
    });
    QTRY_COMPARE(test.inputs().size(), 6);
    test.typeFilter(u"state:blocked"_s);
    QTRY_COMPARE(test.inputs().size(), 5);
    QTest::keyClick(test.filter(), Qt::Key_Return);
    test.selectRow(2);
    const auto chosen = [&] {
        const QModelIndexList rows = test.runs()->selectionModel()->selectedRows();
        return rows.size() == 1 ? test.inputs().at(rows.first().row()) : QString();
    };
    QCOMPARE(chosen(), u"file-2.pdf"_s);
    test.workspace.setState(runs.at(2), RunState::Succeeded);
    QTRY_COMPARE(test.inputs().size(), 4);
    test.workspace.setState(runs.at(3), RunState::Succeeded); // and what took its place goes, too
    QTRY_COMPARE(test.inputs().size(), 3);
    QTest::keyClick(test.runs(), Qt::Key_Down);
    QCOMPARE(chosen(), u"file-4.pdf"_s);
    QTest::keyClick(test.runs(), Qt::Key_Up);
    QCOMPARE(chosen(), u"file-1.pdf"_s);
}

void TestList::keysChooseRows()
{
    WindowTest test(manyRuns);
    QTRY_VERIFY(test.inputs().size() >= RunsFeed::PageSize);
    const auto press = [&](Qt::Key key) {
        QTest::keyClick(test.runs(), key);
        const QModelIndexList rows = test.runs()->selectionModel()->selectedRows();
        return rows.size() == 1 ? rows.first().row() : -1;
    };
    for (Qt::Key key : {Qt::Key_Home, Qt::Key_Down, Qt::Key_Up, Qt::Key_PageDown, Qt::Key_PageUp}) {
        test.runs()->clearSelection();
        test.runs()->setCurrentIndex({});
        QCOMPARE(press(key), 0); // what is seen first
    }
    QCOMPARE(press(Qt::Key_Down), 1);
    QVERIFY(press(Qt::Key_PageDown) > 5);
    QCOMPARE(press(Qt::Key_Home), 0);
    QVERIFY(press(Qt::Key_End) >= RunsFeed::PageSize - 1);
    test.runs()->clearSelection();
    test.runs()->setCurrentIndex({});
    QVERIFY(press(Qt::Key_End) >= RunsFeed::PageSize - 1);
    QTest::keyClick(test.runs(), Qt::Key_Home, Qt::ShiftModifier);
    QVERIFY(test.runs()->selectionModel()->selectedRows().size() >= RunsFeed::PageSize);
}

void TestList::pagesAreFetchedByScrolling()
{
    WindowTest test(manyRuns);
    QTRY_COMPARE(test.inputs().size(), RunsFeed::PageSize);
    const int all = 3 + 2 * RunsFeed::PageSize + 50;
    while (test.inputs().size() < all) {
        const auto before = test.inputs().size();
        test.runs()->scrollToBottom();
        QTRY_VERIFY(test.inputs().size() > before);
    }
    QCOMPARE(test.inputs().size(), all);
    QCOMPARE(test.inputs().last(), u"invoice-1.pdf"_s);
    QStringList names = test.inputs();
    QCOMPARE(names.removeDuplicates(), 0);
}

void TestList::rowsFarDownStayFresh()
{
    RunId oldest;
    WindowTest test([&](GuiWorkspace &workspace) {
        workspace.addPipeline(u"intake"_s, {u"scan"_s});
        oldest = workspace.addRun(u"intake"_s, u"oldest.pdf"_s, RunState::Running);
        addRuns(workspace, RunsFeed::PageSize + 20);
    });
    QTRY_COMPARE(test.inputs().size(), RunsFeed::PageSize);
    test.runs()->scrollToBottom();
    QTRY_VERIFY(test.rowOf(u"oldest.pdf"_s) > 0);
    test.runs()->scrollToBottom();
    const int row = test.rowOf(u"oldest.pdf"_s);
    test.workspace.setState(oldest, RunState::Blocked);
    QTRY_COMPARE(WindowTest::cell(test.runs(), row, RunsModel::StateColumn), u"Blocked"_s);
}

void TestList::aFloodIsHeldBackFromWhoeverReads()
{
    WindowTest test(fewRuns);
    QTRY_COMPARE(test.inputs().size(), 3);
    test.selectRow(1);
    addRuns(test.workspace, RunsFeed::PageSize + 5, u"flood"_s); // more than one page between two looks
    auto *newer = test.find<QAbstractButton>("newerRuns");
    QTRY_VERIFY(newer->isVisible());
    QCOMPARE(test.inputs().size(), 3); // a page with a gap below it is not shown as if there were none
    QCOMPARE(test.runs()->selectionModel()->selectedRows(RunsModel::InputColumn).value(0).data().toString(), u"invoice-2.pdf"_s);
    QTest::mouseClick(newer, Qt::LeftButton);
    QTRY_COMPARE(test.inputs().value(0), u"flood-%1"_s.arg(RunsFeed::PageSize + 4));
    QTRY_VERIFY(!newer->isVisible());
}

void TestList::emptyStatesSayWhatToDo()
{
    WindowTest test;
    auto *empty = test.findIn<QWidget>("runsPanel", "emptyState");
    QTRY_VERIFY(empty->isVisible());
    QCOMPARE(empty->accessibleName(), u"No runs yet"_s);
    QVERIFY(empty->accessibleDescription().contains(u"cairn submit"_s));
    fewRuns(test.workspace);
    QTRY_VERIFY(!empty->isVisible());
    test.typeFilter(u"no-such-thing"_s);
    QTRY_VERIFY(empty->isVisible());
    QTRY_COMPARE(empty->accessibleName(), u"No run matches this filter"_s);
    QTest::mouseClick(test.findIn<QAbstractButton>("runsPanel", "emptyStateButton"), Qt::LeftButton);
    QTRY_COMPARE(test.inputs().size(), 3);
    QVERIFY(test.filter()->text().isEmpty());
}

void TestList::chipsCountAndFilter()
{
    WindowTest test(fewRuns);
    auto *chip = test.findIn<QAbstractButton>("statusBar", "chip_blocked");
    QTRY_VERIFY(chip->isVisible());
    QCOMPARE(chip->accessibleName(), u"1 Blocked"_s);
    QVERIFY(!test.findIn<QAbstractButton>("statusBar", "chip_held")->isVisible());
    QTest::mouseClick(chip, Qt::LeftButton);
    QTRY_COMPARE(test.inputs(), QStringList{u"invoice-2.pdf"_s});
    QCOMPARE(test.filter()->text(), u"state:blocked"_s);
}

void TestList::nobodyCarryingIsSaid()
{
    WindowTest test(fewRuns);
    auto *runner = test.find<QLabel>("runnerState");
    QTRY_VERIFY(runner->text().startsWith(u"No runner"_s));
    QVERIFY(test.workspace.store().acquireLease());
    test.window->showRunnerState(u"Runner: this console"_s, false);
    fewRuns(test.workspace); // any commit
    QTRY_COMPARE(runner->text(), u"Runner: this console"_s);
    test.window->showRunnerState(u"The runner stopped: no space left"_s, true);
    QCOMPARE(runner->text(), u"The runner stopped: no space left"_s);
}

void TestList::widthsAndGeometryAreRemembered()
{
    WindowTest test(fewRuns);
    QTRY_COMPARE(test.inputs().size(), 3);
    test.window->resize(1111, 777);
    test.runs()->setColumnWidth(RunsModel::PipelineColumn, 187);
    test.window->resize(733, 611); // as the screen has it
    test.window->close();
    MainWindow again(test.workspace.desk(), u"harbour"_s, u"/srv/harbour"_s, test.workspace.copies());
    again.show();
    QCOMPARE(again.size(), QSize(733, 611));
    again.resize(1111, 777);
    QCOMPARE(again.findChild<QTableView *>(u"runsTable"_s)->columnWidth(RunsModel::PipelineColumn), 187);
}

void TestList::theWindowStaysAwakeUnderLoad()
{
    WindowTest test(manyRuns);
    QTRY_VERIFY(test.inputs().size() >= RunsFeed::PageSize);
    QElapsedTimer beat;
    beat.start();
    qint64 waited = waitedForAProcessor();
    qint64 longest = 0;
    QTimer heart;
    connect(&heart, &QTimer::timeout, &heart, [&] {
        const qint64 gap = beat.nsecsElapsed();
        const qint64 waitedBefore = std::exchange(waited, waitedForAProcessor());
        longest = std::max(longest, (gap - (waited - waitedBefore)) / 1'000'000);
        beat.start();
    });
    heart.start(5);
    std::atomic<bool> stop = false;
    std::thread load([&] { // another program at work on the same store
        for (int i = 0; !stop; ++i)
            addRuns(test.workspace, 20, u"load-%1"_s.arg(i));
    });
    QTest::qWait(3'000);
    stop = true;
    load.join();
    qInfo() << "longest gap of the event loop:" << longest << "ms," << test.inputs().size() << "rows loaded";
    QVERIFY2(longest < LongestBlock, qPrintable(QString::number(longest)));
}

QTEST_MAIN(TestList)
#include "tst_gui_list.moc"
