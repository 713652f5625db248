#include "windowtest.h"

#include "sampledata.h"
#include "samplerun.h"
#include "ui/breakerhistory.h"
#include "ui/scrolled.h"
#include "ui/stepsmodel.h"
#include "ui/timelineview.h"

#include <QAbstractButton>
#include <QAction>
#include <QListWidget>
#include <QPushButton>
#include <QScrollArea>
#include <QTabWidget>
#include <QVBoxLayout>

using namespace cairn;
using namespace cairn::testing;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

/// Nothing jumps while it is read, and nothing is asked for another thing than the one that was chosen.
class TestSteady : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void anotherRunIsNotActedUpon();
    void theTimelineStaysWhereItWasScrolled();
    void aChosenItemStaysChosen();
    void newContentStaysWhereItWas();
    void momentsOfABreakerStay();

private:
    struct Samples
    {
        SampleRuns samples;
    };
    struct Day : Samples, WindowTest
    {
        Day() : WindowTest([this](GuiWorkspace &filled) { samples = fillWithADay(filled); }) {}
        void open(RunId id) const
        {
            window->openRun(id);
            QTRY_VERIFY(detail()->run() && detail()->run()->id == id);
        }
    };
};

/// From the moment at which it is chosen in the list, not only once it is shown.
void TestSteady::anotherRunIsNotActedUpon()
{
    const Day test;
    test.open(test.samples.blocked);
    auto *rerun = test.find<QAction>("rerunFromStart");
    QVERIFY(rerun->isEnabled());
    const int before = test.runs()->currentIndex().row();
    const int other = before > 0 ? before - 1 : before + 1;
    test.selectRow(other);
    QVERIFY(!rerun->isEnabled());
    test.selectRow(before); // it was never left
    QVERIFY(rerun->isEnabled());
    test.selectRow(other);
    QTRY_VERIFY(test.detail()->run()->id != test.samples.blocked);
    QVERIFY(rerun->isEnabled());
}

void TestSteady::theTimelineStaysWhereItWasScrolled()
{
    const Day test;
    test.open(test.samples.waiting);
    auto *timeline = test.find<TimelineView>("timeline");
    test.find<QTabWidget>("detailTabs")->setCurrentWidget(timeline);
    timeline->setFocus();
    QScrollBar *bar = timeline->horizontalScrollBar();
    QTRY_VERIFY(bar->maximum() > 20); // it waits on, beyond what is seen at first
    bar->setValue(20);
    QTest::qWait(2'300); // more than two ticks of its countdown
    QCOMPARE(bar->value(), 20);
    QTest::keyClick(timeline, Qt::Key_Home);
    QCOMPARE(bar->value(), 0);
}

void TestSteady::aChosenItemStaysChosen()
{
    RunId run;
    WindowTest test([&run](GuiWorkspace &workspace) {
        workspace.addPipeline(u"intake"_s, {u"scan"_s, u"pages*<scan"_s});
        SampleRun told(workspace, u"intake"_s, u"a.txt"_s, 100, 20s);
        told.pass(u"scan"_s, 20ms).fanOut(u"pages"_s, 3);
        for (const int item : {0, 1, 2})
            told.item(item).stop(u"pages"_s, Category::Service, u"HTTP 500"_s, 500, Action::Block, u"gave up"_s);
        run = told.commit();
    });
    const auto pass = [&](int item) {
        Checkpoint checkpoint;
        checkpoint.run = run;
        checkpoint.step = StepId(u"pages"_s);
        checkpoint.item = item;
        checkpoint.state = StepState::Succeeded;
        checkpoint.actor = u"runner"_s;
        checkpoint.at = SystemClock().now();
        test.workspace.commit(Transaction(AddCheckpoint{checkpoint}));
    };
    test.window->openRun(run);
    test.find<QAbstractButton>("stepsAsTable")->click();
    auto *table = test.find<QTableView>("stepsTable");
    const auto chosen = [&] { return WindowTest::cell(table, table->currentIndex().row(), StepsModel::StepColumn); };
    QTRY_COMPARE(table->model()->rowCount(), 5); // scan, pages and three items
    table->setCurrentIndex(table->model()->index(3, 0));
    QCOMPARE(chosen(), u"pages 1"_s);
    pass(0);
    QTRY_COMPARE(table->model()->rowCount(), 4);
    QCOMPARE(chosen(), u"pages 1"_s);
    pass(1); // what is not shown any more is not replaced by the item that comes next
    QTRY_COMPARE(table->model()->rowCount(), 3);
    QCOMPARE(chosen(), u"pages"_s);
}

void TestSteady::newContentStaysWhereItWas()
{
    const auto content = [](int buttons) {
        auto *page = new QWidget;
        auto *column = new QVBoxLayout(page);
        for (int i = 0; i < buttons; ++i) {
            auto *button = new QPushButton(QString::number(i));
            button->setObjectName(u"one"_s);
            column->addWidget(button);
        }
        return page;
    };
    QScrollArea area;
    area.setWidgetResizable(true);
    area.setFocusPolicy(Qt::StrongFocus);
    area.resize(200, 200);
    replaceContent(area, content(40));
    area.show();
    area.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&area));
    area.widget()->findChildren<QPushButton *>().at(30)->setFocus();
    area.verticalScrollBar()->setValue(400);
    replaceContent(area, content(40));
    QTest::qWait(50);
    QCOMPARE(area.verticalScrollBar()->value(), 400);
    QVERIFY(area.widget()->findChildren<QPushButton *>().at(30)->hasFocus());
    replaceContent(area, content(41)); // which of them it was is not known
    QCOMPARE(QApplication::focusWidget(), &area);
}

void TestSteady::momentsOfABreakerStay()
{
    GuiWorkspace workspace;
    BreakerHistory history(workspace.desk());
    history.setService(u"ocr"_s);
    history.resize(500, 260);
    history.show();
    BreakerDetail detail;
    detail.whole = true;
    const Timestamp now = SystemClock().now();
    for (int event = 60; event > 0; --event)
        detail.moments.append({event, now - (61 - event) * 1min, event % 2 ? BreakerState::Open : BreakerState::Closed, {}, false});
    history.take(detail);
    auto *list = history.findChild<QListWidget *>(u"breakerMoments"_s);
    QCOMPARE(list->count(), 60);
    list->setCurrentRow(30);
    list->scrollToItem(list->item(28), QAbstractItemView::PositionAtTop);
    const QString chosen = list->currentItem()->text();
    const QString top = list->itemAt(2, 2)->text();
    QCOMPARE(top, list->item(28)->text());
    detail.moments.prepend({61, now, BreakerState::Open, {}, false});
    history.take(detail);
    QCOMPARE(list->count(), 61);
    QCOMPARE(list->currentItem()->text(), chosen);
    QCOMPARE(list->currentRow(), 31);
    QCOMPARE(list->row(list->itemAt(2, 2)), 29);
}

QTEST_MAIN(TestSteady)
#include "tst_gui_steady.moc"
