#include "windowtest.h"

#include "sampledata.h"
#include "samplerun.h"
#include "servicesroom.h"
#include "ui/overview/troublelist.h"
#include "ui/parts/scrolled.h"
#include "ui/run/lineageview.h"
#include "ui/run/stepsmodel.h"
#include "ui/run/timelineview.h"
#include "ui/services/breakerhistory.h"

#include <QAbstractButton>
#include <QAction>
#include <QComboBox>
#include <QListWidget>
#include <QPushButton>
#include <QScrollArea>
#include <QSignalSpy>
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
    void theLineageStaysWhereItWasRead();
    void comparedRevisionsStayCompared();
    void aTroubleKeepsItsPlaceWhileItIsAtHand();
    void tilesAreNotPushedAside();

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
    QCoreApplication::sendPostedEvents();
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
        detail.moments.append(
            {event, now - (61 - event) * 1min, event % 2 ? BreakerState::Open : BreakerState::Closed, {}, false});
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

void TestSteady::theLineageStaysWhereItWasRead()
{
    RunDetail detail;
    detail.run.id = RunId(7);
    const auto addAttempt = [&] {
        Attempt attempt;
        attempt.step = StepId(u"scan"_s);
        attempt.number = int(detail.history.attempts.size()) + 1;
        attempt.request = attempt.response = {Digest::of(QByteArray::number(attempt.number)), 10};
        detail.history.attempts.append(attempt);
    };
    for (int i = 0; i < 60; ++i)
        addAttempt();
    LineageView view;
    view.resize(500, 200);
    view.show();
    view.setLineage(detail, {});
    QTextCursor chosen = view.document()->find(u"attempt 40"_s);
    view.setTextCursor(chosen);
    view.verticalScrollBar()->setValue(600);
    QCOMPARE(view.verticalScrollBar()->value(), 600);
    addAttempt();
    view.setLineage(detail, {});
    QVERIFY(view.toPlainText().contains(u"attempt 61"_s));
    QCOMPARE(view.verticalScrollBar()->value(), 600);
    QCOMPARE(view.textCursor().selectedText(), u"attempt 40"_s);
    detail.run.id = RunId(8); // another one is read from its beginning
    view.setLineage(detail, {});
    QCOMPARE(view.verticalScrollBar()->value(), 0);
}

void TestSteady::comparedRevisionsStayCompared()
{
    ServicesRoom room;
    const auto revise = [&](int attempts) {
        const QByteArray other = "attempts: " + QByteArray::number(attempts);
        room.workspace.write(u"services/ocr.yaml"_s, ServicesRoom::ocr().replace("attempts: 5", other));
        room.apply(u"again"_s);
    };
    revise(2);
    revise(3);
    QVERIFY(room.choose(u"ocr"_s));
    room.find<QTabWidget>("serviceTabs")->setCurrentIndex(1);
    auto *table = room.find<QTableView>("revisionsTable");
    QTRY_COMPARE(table->model()->rowCount(), 3);
    auto *before = room.find<QComboBox>("revisionBefore");
    auto *after = room.find<QComboBox>("revisionAfter");
    table->setCurrentIndex(table->model()->index(2, 0));
    before->setCurrentIndex(2);
    after->setCurrentIndex(0);
    revise(4);
    QTRY_COMPARE(table->model()->rowCount(), 4);
    QCOMPARE(before->currentText() + u" to "_s + after->currentText(), u"revision 1 to revision 3"_s);
    QCOMPARE(table->currentIndex().row(), 3);
    QCOMPARE(room.find<QPushButton>("revisionRollBack")->text(), u"Roll &back to revision 1…"_s);
    table->setCurrentIndex(table->model()->index(0, 0)); // the newest is followed
    revise(6);
    QTRY_COMPARE(table->model()->rowCount(), 5);
    QCOMPARE(table->currentIndex().row(), 0);
    QCOMPARE(after->currentText(), u"revision 5, live"_s);
}

namespace {

Trouble troubleAt(const QString &step, qint64 count)
{
    Trouble trouble;
    trouble.state = RunState::Blocked;
    trouble.pipeline = u"intake"_s;
    trouble.step = StepId(step);
    trouble.count = count;
    return trouble;
}

QStringList shownIn(const TroubleList &list)
{
    QStringList names;
    for (const QAbstractButton *row : list.findChildren<QAbstractButton *>()) {
        if (row->isVisible())
            names.append(row->accessibleName().section(u',', 0, 0) +
                         row->accessibleName().section(u',', 1).section(u" of"_s, 0, 0));
    }
    return names;
}

} // namespace

void TestSteady::aTroubleKeepsItsPlaceWhileItIsAtHand()
{
    TroubleList list;
    list.resize(600, 300);
    list.show();
    list.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&list));
    list.setTroubles({troubleAt(u"thumbnail"_s, 16), troubleAt(u"scan"_s, 4)});
    auto *first = list.findChild<QAbstractButton *>(u"trouble0"_s);
    first->setFocus();
    list.setTroubles({troubleAt(u"notify"_s, 23), troubleAt(u"thumbnail"_s, 17), troubleAt(u"scan"_s, 4)});
    QCOMPARE(shownIn(list),
             (QStringList{u"17 run(s) Blocked thumbnail"_s, u"4 run(s) Blocked scan"_s, u"23 run(s) Blocked notify"_s}));
    QSignalSpy wanted(&list, &TroubleList::runsWanted);
    QTest::keyClick(first, Qt::Key_Space);
    QVERIFY(wanted.first().first().toString().contains(u"step:thumbnail"_s));
    list.setTroubles({troubleAt(u"notify"_s, 23), troubleAt(u"scan"_s, 4)});
    QCOMPARE(shownIn(list).first(), u"0 run(s) Blocked thumbnail"_s);
    first->clearFocus();
    QEvent leave(QEvent::Leave); // wherever the pointer is
    QCoreApplication::sendEvent(first, &leave);
    list.setTroubles({troubleAt(u"notify"_s, 23), troubleAt(u"scan"_s, 4)});
    QCOMPARE(shownIn(list), (QStringList{u"23 run(s) Blocked notify"_s, u"4 run(s) Blocked scan"_s}));
}

void TestSteady::tilesAreNotPushedAside()
{
    QWidget window;
    auto *column = new QVBoxLayout(&window);
    auto *list = new TroubleList;
    auto *below = new QLabel(u"tiles"_s);
    column->addWidget(list);
    column->addWidget(below);
    column->addStretch();
    window.resize(600, 500);
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    list->setTroubles({troubleAt(u"scan"_s, 1)});
    QTest::qWait(20);
    QCoreApplication::sendPostedEvents();
    const int place = below->y();
    list->setTroubles({troubleAt(u"a"_s, 4), troubleAt(u"b"_s, 3), troubleAt(u"c"_s, 2), troubleAt(u"d"_s, 1)});
    QTest::qWait(20);
    QCoreApplication::sendPostedEvents();
    QCOMPARE(below->y(), place);
    list->setTroubles({});
    QTest::qWait(20);
    QCoreApplication::sendPostedEvents();
    QCOMPARE(below->y(), place);
}

QTEST_MAIN(TestSteady)
#include "tst_gui_steady.moc"
