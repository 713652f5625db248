#include "sampledata.h"
#include "samplerun.h"
#include "windowtest.h"

#include "ui/overview/barlist.h"
#include "ui/overview/overviewpanel.h"
#include "ui/overview/stattile.h"
#include "ui/overview/throughputchart.h"
#include "ui/overview/tileboard.h"
#include "ui/overview/troublelist.h"
#include "ui/parts/returnkey.h"
#include "ui/services/servicesmodel.h"

#include <QAbstractButton>
#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QDialog>
#include <QPushButton>
#include <QScrollArea>
#include <QSignalSpy>
#include <QTableView>

using namespace cairn;
using namespace cairn::testing;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

/// The room of figures, and the way from a figure to what it counts, by mouse and keyboard.
class TestGuiOverview : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void saysThatNothingNeedsAPerson();
    void figuresLeadToTheirRuns();
    void troublesLeadToTheirRuns();
    void whateverNeedsAPersonIsShown();
    void servicesAreSeenBesideTroubles();
    void failedAttemptsLeadToTheirRuns();
    void keyboardAlone_data();
    void keyboardAlone();
    void returnPressesNoChoices();
    void whatIsNotSeenIsAskedNothing();
    void countsLive();
    void periodIsChosenAndRemembered();
    void barsLeadToTheirTime();
    void servicesAreJudged_data();
    void servicesAreJudged();
    void theirPastIsNotTheirHealth();
    void cancelledRunsAreNoEnds();
    void tilesKeepTheirWords_data();
    void tilesKeepTheirWords();

private:
    static void show(const WindowTest &test);
    static QString figure(const WindowTest &test, const char *tile) { return test.find<StatTile>(tile)->figure(); }
};

void TestGuiOverview::show(const WindowTest &test)
{
    test.enter("showOverview");
    QTRY_VERIFY(figure(test, "blockedTile") != u"–"_s);
}

void TestGuiOverview::saysThatNothingNeedsAPerson()
{
    const WindowTest test;
    show(test);
    QCOMPARE(figure(test, "blockedTile"), u"0"_s);
    QCOMPARE(figure(test, "ratioTile"), u"–"_s);
    QVERIFY(test.find<QLabel>("troubleRest")->isVisible());
}

void TestGuiOverview::figuresLeadToTheirRuns()
{
    const WindowTest test(fillWithTroubles);
    show(test);
    QCOMPARE(figure(test, "blockedTile"), u"3"_s);
    QCOMPARE(figure(test, "doneTile"), u"3"_s);
    QCOMPARE(figure(test, "ratioTile"), u"50.0 %"_s);
    QTest::mouseClick(test.find<StatTile>("ratioTile"), Qt::LeftButton);
    QTRY_COMPARE(test.inputs().size(), 6);
    QTest::keyClick(test.runs(), Qt::Key_Escape);
    QTRY_VERIFY(test.find<OverviewPanel>("overviewPanel")->isVisible());
    QTest::mouseClick(test.find<StatTile>("doneTile"), Qt::LeftButton);
    QVERIFY(test.runs()->isVisible());
    QTRY_COMPARE(test.inputs().size(), 3);
    QVERIFY(test.inputs().contains(u"good-0.pdf"_s));
    QTest::keyClick(test.runs(), Qt::Key_Escape); // back to where the link was
    QTRY_VERIFY(test.find<OverviewPanel>("overviewPanel")->isVisible());
}

void TestGuiOverview::troublesLeadToTheirRuns()
{
    const WindowTest test(fillWithTroubles);
    show(test);
    const QString first = test.find<QAbstractButton>("trouble0")->accessibleName();
    QVERIFY2(first.contains(u"scan of intake · Credentials · at once"_s), qPrintable(first)); // however few
    auto *second = test.find<QAbstractButton>("trouble1");
    QVERIFY(second->accessibleName().contains(u"413"_s));
    QTest::mouseClick(second, Qt::LeftButton);
    QTRY_COMPARE(test.inputs().size(), 2);
    QCOMPARE(test.filter()->text(), u"state:blocked pipeline:intake step:scan service:scan category:data"_s);
}

/// Of a run's two steps that fail the one counts as much as the other, whichever explains the run's state.
void TestGuiOverview::whateverNeedsAPersonIsShown()
{
    const WindowTest test([](GuiWorkspace &workspace) {
        workspace.addService(u"ocr"_s);
        workspace.addPipeline(u"intake"_s, {u"thumbnail"_s, u"extract"_s});
        SampleRun(workspace, u"intake"_s, u"both.pdf"_s, 100, 5s)
            .stop(u"thumbnail"_s, Category::Auth, u"the service answered 401"_s, 401, Action::Block, u"not retried"_s)
            .stop(u"extract"_s, Category::Data, u"the service answered 422"_s, 422, Action::Block, u"not retried"_s)
            .commit();
    });
    show(test);
    for (const auto &[card, step] : {std::pair("trouble0", u"thumbnail"_s), {"trouble1", u"extract"_s}}) {
        auto *button = test.find<QAbstractButton>(card);
        QVERIFY2(button->accessibleName().contains(step), qPrintable(button->accessibleName()));
        QTest::mouseClick(button, Qt::LeftButton);
        QTRY_COMPARE(test.inputs(), QStringList(u"both.pdf"_s));
        QVERIFY2(test.filter()->text().contains(u"step:"_s + step), qPrintable(test.filter()->text()));
        QTest::keyClick(test.runs(), Qt::Key_Escape);
        QTRY_VERIFY(test.find<OverviewPanel>("overviewPanel")->isVisible());
    }
}

/// On a common screen, what is down is seen beside what needs a person.
void TestGuiOverview::servicesAreSeenBesideTroubles()
{
    const WindowTest test([](GuiWorkspace &workspace) {
        fillWithTroubles(workspace);
        for (const QString &name : {u"extract"_s, u"notify"_s, u"publish"_s, u"thumbnail"_s})
            workspace.addService(name);
    });
    test.window->resize(1280, 800);
    show(test);
    auto *services = test.find<QTableView>("servicesTable");
    QTRY_COMPARE(services->model()->rowCount(), 5);
    auto *seen = test.find<QScrollArea>("overviewScroll")->viewport();
    QTRY_VERIFY(seen->rect().contains(services->mapTo(seen, QPoint(0, services->height()))));
    QVERIFY(test.find<QWidget>("trouble1")->isVisible());
}

/// Also to those that have recovered since.
void TestGuiOverview::failedAttemptsLeadToTheirRuns()
{
    const WindowTest test([](GuiWorkspace &workspace) {
        fillWithTroubles(workspace);
        SampleRun(workspace, u"intake"_s, u"recovered.pdf"_s, 100, 5s)
            .fail(u"scan"_s, Category::Service, u"the service answered 503"_s, 503, 200ms)
            .pass(u"scan"_s, 200ms)
            .state(RunState::Succeeded)
            .commit();
        workspace.countFigures();
    });
    show(test);
    const auto bars = test.find<BarList>("failureBars")->findChildren<QAbstractButton *>();
    const auto service = std::find_if(bars.begin(), bars.end(),
                                      [](const QAbstractButton *bar) { return bar->accessibleName() == u"Service error: 1"_s; });
    QVERIFY(service != bars.end());
    QTest::mouseClick(*service, Qt::LeftButton);
    QTRY_COMPARE(test.inputs(), QStringList(u"recovered.pdf"_s));
    QVERIFY2(test.filter()->text().startsWith(u"tried:any/service since:"_s), qPrintable(test.filter()->text()));
}

void TestGuiOverview::keyboardAlone_data()
{
    QTest::addColumn<Qt::Key>("key");
    for (const Qt::Key key : {Qt::Key_Space, Qt::Key_Return, Qt::Key_Enter})
        QTest::newRow(qPrintable(QKeySequence(key).toString())) << key;
}

void TestGuiOverview::keyboardAlone()
{
    QFETCH(Qt::Key, key);
    const ReturnKey returnKey(*qApp);
    const WindowTest test(fillWithTroubles);
    show(test);
    auto *tile = test.find<StatTile>("blockedTile");
    QTRY_VERIFY(tile->hasFocus()); // the room's first stop
    QTest::keyClick(tile, key);
    QTRY_COMPARE(test.inputs().size(), 3);
    QVERIFY(test.runs()->hasFocus());
}

/// Nor what has a default button.
void TestGuiOverview::returnPressesNoChoices()
{
    const ReturnKey returnKey(*qApp);
    QWidget window;
    QCheckBox tick(&window);
    QPushButton button(&window);
    const QSignalSpy ticked(&tick, &QAbstractButton::clicked), pressed(&button, &QAbstractButton::clicked);
    for (QWidget *widget : {static_cast<QWidget *>(&tick), static_cast<QWidget *>(&button)})
        QTest::keyClick(widget, Qt::Key_Return);
    QCOMPARE(ticked.size(), 0);
    QCOMPARE(pressed.size(), 1);
    QDialog dialog;
    QPushButton other(&dialog);
    other.setAutoDefault(false);
    const QSignalSpy otherPressed(&other, &QAbstractButton::clicked);
    QTest::keyClick(&other, Qt::Key_Return);
    QCOMPARE(otherPressed.size(), 0);
}

/// Runs that are selected in the room of runs are out of reach while another room is shown, whatever happens to them.
void TestGuiOverview::whatIsNotSeenIsAskedNothing()
{
    WindowTest test(fillWithTroubles);
    QTRY_COMPARE(test.inputs().size(), 6);
    test.selectRow(test.rowOf(u"bad-0.pdf"_s));
    auto *retry = test.find<QAction>("retryRun");
    QTRY_VERIFY(retry->isEnabled());
    show(test);
    QVERIFY(!retry->isEnabled());
    const QList<RunRecord> runs = *test.workspace.reader().runs({}, {}, 10);
    for (const RunRecord &run : runs)
        test.workspace.setState(run.id, RunState::Blocked);
    QTRY_COMPARE(figure(test, "blockedTile"), u"6"_s); // the list has heard of it, too
    QVERIFY(!retry->isEnabled());
    test.enter("showRuns");
    QTRY_VERIFY(retry->isEnabled());
}

void TestGuiOverview::countsLive()
{
    WindowTest test(fillWithTroubles);
    show(test);
    SampleRun(test.workspace, u"intake"_s, u"late.pdf"_s, 100, 1s).pass(u"scan"_s, 20ms).state(RunState::Succeeded).commit();
    test.workspace.countFigures();
    QTRY_COMPARE(figure(test, "doneTile"), u"4"_s);
}

void TestGuiOverview::periodIsChosenAndRemembered()
{
    WindowTest test(fillWithTroubles);
    show(test);
    auto *week = test.find<QAbstractButton>("period2");
    QTest::mouseClick(week, Qt::LeftButton);
    QVERIFY(week->isChecked());
    test.window->close();
    test.window =
        std::make_unique<MainWindow>(test.workspace.desk(), u"harbour"_s, test.workspace.path({}), test.workspace.copies());
    QVERIFY(test.find<QAbstractButton>("period2")->isChecked());
    QVERIFY(!test.find<OverviewPanel>("overviewPanel")->isHidden()); // the room as well
}

void TestGuiOverview::barsLeadToTheirTime()
{
    OverviewPanel *panel = nullptr;
    const WindowTest test(fillWithTroubles);
    show(test);
    panel = test.find<OverviewPanel>("overviewPanel");
    QSignalSpy wanted(panel, &OverviewPanel::runsWanted);
    const Timestamp from = SystemClock().now() - 1min;
    Q_EMIT test.find<ThroughputChart>("throughputChart")->outcomeWanted(RunState::Succeeded, from, from + 2min);
    QCOMPARE(wanted.size(), 1);
    QTRY_COMPARE(test.inputs().size(), 3); // the filter line is understood, and means what the bar counts
    QVERIFY(test.filter()->text().startsWith(u"state:succeeded ended_since:"_s));
    Q_EMIT test.find<ThroughputChart>("throughputChart")
        ->outcomeWanted(RunState::Blocked, from, from + 2min); // whatever became of them
    QTRY_VERIFY(test.inputs().contains(u"refused.pdf"_s));
    QCOMPARE(test.inputs().size(), 3);
    QVERIFY(test.filter()->text().startsWith(u"reached:blocked reached_since:"_s));
}

void TestGuiOverview::servicesAreJudged_data()
{
    QTest::addColumn<int>("calls");
    QTest::addColumn<int>("failures");
    QTest::addColumn<int>("slow");
    QTest::addColumn<Wellbeing>("wellbeing"); // its breaker opens when of at least 20 calls half fail or four fifths are slow
    QTest::newRow("not asked") << 0 << 0 << 0 << Wellbeing::Quiet;
    QTest::newRow("all good") << 10 << 0 << 0 << Wellbeing::Well;
    QTest::newRow("a few fail") << 16 << 3 << 0 << Wellbeing::Well;
    QTest::newRow("a quarter fails") << 16 << 4 << 0 << Wellbeing::Failing;
    QTest::newRow("some are slow") << 20 << 0 << 7 << Wellbeing::Well;
    QTest::newRow("two fifths are slow") << 20 << 0 << 8 << Wellbeing::Slow;
    QTest::newRow("failing counts for more than slow") << 20 << 5 << 10 << Wellbeing::Failing;
    QTest::newRow("too few to tell") << 9 << 9 << 0 << Wellbeing::TooFew;
}

/// By the calls that its breaker looks at, which stand beside the word.
void TestGuiOverview::servicesAreJudged()
{
    QFETCH(const int, calls);
    QFETCH(const int, failures);
    QFETCH(const int, slow);
    QFETCH(const Wellbeing, wellbeing);
    QLocale::setDefault(QLocale::c());
    ServicesModel model;
    const QAbstractItemModelTester tester(&model);
    ServiceHealth health;
    health.revision.service.name = u"ocr"_s;
    BreakerPolicy &policy = health.revision.service.policy.breaker;
    policy.slowOver = 2s;
    const Timestamp now = SystemClock().now();
    for (int call = 0; call < calls; ++call)
        health.state.breaker.record(policy, 0, call < failures ? CallResult::Failed : CallResult::Succeeded,
                                    calls - call <= slow ? 3s : 1s, now);
    QCOMPARE(wellbeingOf(health, now), wellbeing);
    model.setServices({health}, {}, now);
    const auto cell = [&](int column) { return model.index(0, column).data().toString(); };
    QCOMPARE(cell(ServicesModel::HealthColumn), wellbeingText(wellbeing));
    const QString beside = calls == 0 ? u"closed"_s : u"closed, %1 of %2 calls failed in 1m"_s.arg(failures).arg(calls);
    QCOMPARE(cell(ServicesModel::BreakerColumn), beside);
    model.setServices({health}, {}, now + 2min); // in place; by then they are past
    QCOMPARE(model.serviceAt(0), u"ocr"_s);
    QCOMPARE(cell(ServicesModel::HealthColumn), wellbeingText(Wellbeing::Quiet));
}

/// What the period's figures tell of long ago makes no service well, and none failing.
void TestGuiOverview::theirPastIsNotTheirHealth()
{
    ServicesModel model;
    ServiceHealth health;
    health.revision.service.name = u"notice"_s;
    ServiceFigures figures;
    figures.service = u"notice"_s;
    figures.attempts = 40;
    figures.failures = 40;
    model.setServices({health}, {figures}, SystemClock().now());
    QCOMPARE(model.index(0, ServicesModel::ErrorsColumn).data().toString(), u"100.0 %"_s);
    for (int column = 0; column < ServicesModel::ColumnCount; ++column) // the heading stands over its figures
        QCOMPARE(model.headerData(column, Qt::Horizontal, Qt::TextAlignmentRole),
                 model.index(0, column).data(Qt::TextAlignmentRole));
    QCOMPARE(model.index(0, ServicesModel::HealthColumn).data().toString(), u"Quiet"_s);
}

void TestGuiOverview::cancelledRunsAreNoEnds()
{
    const WindowTest test([](GuiWorkspace &workspace) {
        fillWithTroubles(workspace);
        SampleRun(workspace, u"intake"_s, u"given-up.pdf"_s, 100, 5s).state(RunState::Cancelled).commit();
        workspace.countFigures();
    });
    show(test);
    QCOMPARE(test.find<StatTile>("ratioTile")->accessibleName(), u"Good ends today: 50.0 %, of 6 ends"_s);
    QVERIFY(test.find<StatTile>("ratioTile")->toolTip().contains(u"1 today"_s));
}

void TestGuiOverview::tilesKeepTheirWords_data()
{
    QTest::addColumn<int>("width");
    QTest::addColumn<int>("columns");
    QTest::newRow("wide") << 1400 << 8;
    QTest::newRow("a small screen") << 860 << 4;
}

void TestGuiOverview::tilesKeepTheirWords()
{
    QFETCH(const int, width);
    QFETCH(const int, columns);
    const WindowTest test(fillWithTroubles);
    show(test);
    test.window->resize(width, 700);
    auto *board = test.find<TileBoard>("tiles");
    QTRY_COMPARE(board->columns(), columns);
    auto *running = test.find<StatTile>("runningTile");
    const QString words = u"12.345 noch nicht begonnene"_s; // as long as words get
    running->setFigure(u"0"_s, words, false);
    QTRY_VERIFY(running->width() >= running->sizeHint().width());
    QCOMPARE(running->fontMetrics().elidedText(words, Qt::ElideRight, running->width() - 24), words);
    for (const StatTile *tile : board->findChildren<StatTile *>())
        QVERIFY2(tile->width() >= tile->sizeHint().width() && board->rect().contains(tile->geometry()), qPrintable(tile->text()));
}

QTEST_MAIN(TestGuiOverview)
#include "tst_gui_overview.moc"
