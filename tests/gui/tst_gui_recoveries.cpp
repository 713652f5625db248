#include "recoverytest.h"

#include "console.h"
#include "example.h"

#include "control/traininglog.h"
#include "ui/look/appearance.h"
#include "ui/look/timedisplay.h"
#include "ui/runbooks/deeddialog.h"

#include <QAction>
#include <QCheckBox>
#include <QFile>
#include <QLineEdit>
#include <QRegularExpression>
#include <QToolButton>

using namespace cairn;
using namespace cairn::testing;
using namespace Qt::StringLiterals;

/// The way back of each exercise, walked by keyboard and mouse.
class TestRecoveries : public RecoveryTest
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { prepareProgram(); }
    void init() { openFreshDemo(); }
    void cleanup() { closeDemo(); }
    void otherWorkspacesHaveNoTraining();
    void aServiceThatIsDown();
    void aServiceThatWantsRest();
    void aContractThatHasChanged();
    void aContractThatIsTakenBack();
    void anOutcomeThatNobodyKnows();
    void aCredentialThatHasExpired();
    void fromTheInboxByItsRunbook();
    void progressIsKept();
};

void TestRecoveries::otherWorkspacesHaveNoTraining()
{
    QVERIFY(find<QAction>(u"showTraining"_s));
    m_console.reset();
    const QString plain = m_home->path(u"plain"_s);
    QVERIFY(makeWorkspace(plain, u"intake"_s));
    m_console = std::make_unique<Console>(*m_appearance, *m_times);
    QVERIFY(m_console->start({plain, {}}));
    QTRY_VERIFY_WITH_TIMEOUT(shown<MainWindow>(), 30'000);
    QVERIFY(!shown<MainWindow>()->findChild<QAction *>(u"showTraining"_s));
}

void TestRecoveries::aServiceThatIsDown()
{
    begin(0);
    QTRY_VERIFY_WITH_TIMEOUT(isDone(u"check_held"_s), 60'000); // its breaker has opened
    press(u"repairExercise"_s);
    listRuns(4);
    QTRY_COMPARE_WITH_TIMEOUT(rowsIn(RunState::Succeeded), 4, 90'000); // by the breaker's own probes
    m_page = choose(0);
    QTRY_VERIFY(isDone(u"check_passed"_s));
    QTRY_VERIFY(isReached());
    QVERIFY(!isMistake(u"mistake_retried_before_repair"_s));
}

void TestRecoveries::aServiceThatWantsRest()
{
    begin(1);
    listRuns(6);
    QTRY_VERIFY_WITH_TIMEOUT(rowsIn(RunState::Succeeded) + rowsIn(RunState::Blocked) == 6, 100'000);
    for (int row = 0; row < 6; ++row) {
        if (run(row).state != RunState::Blocked)
            continue;
        QCOMPARE(run(row).attempts, 6); // the dice may refuse one as often as it may be tried, one time in a hundred
        return;
    }
    m_page = choose(1);
    QTRY_VERIFY(isDone(u"check_left_alone"_s));
}

void TestRecoveries::aContractThatHasChanged()
{
    begin(2);
    listRuns(2);
    QTRY_COMPARE_WITH_TIMEOUT(rowsIn(RunState::Blocked), 2, 20'000);
    for (int row = 0; row < 2; ++row) {
        mend(row, u"Declaration, arrival 2026-12-24, nutcrackers"_s);
        QTRY_COMPARE_WITH_TIMEOUT(rowsIn(RunState::Succeeded), row + 1, 20'000);
    }
    m_page = choose(2);
    QTRY_VERIFY(isDone(u"check_edited"_s) && isDone(u"check_resolved"_s));
    QTRY_VERIFY(isReached());
    QVERIFY(!isMistake(u"mistake_retried_before_repair"_s));
}

/// The extractor's owners give in after all: the same files pass by a retry, and not before.
void TestRecoveries::aContractThatIsTakenBack()
{
    begin(2);
    listRuns(2);
    QTRY_COMPARE_WITH_TIMEOUT(rowsIn(RunState::Blocked), 2, 20'000);
    QCOMPARE(run(0).category, Category::Data);
    QVERIFY2(run(0).cause.contains("422"_L1), qPrintable(run(0).cause));
    QWidget *faults = choose(6);
    auto *strict = faults->findChild<QCheckBox *>(u"fault_extract_strict"_s);
    QTRY_VERIFY(strict && strict->isChecked());
    QTest::mouseClick(strict, Qt::LeftButton, {}, QPoint(6, strict->height() / 2));
    QTRY_VERIFY(!faults->findChild<QPushButton *>(u"clearFaults"_s)->isEnabled());
    goTo("showRuns");
    select(0);
    QTest::keyClick(runs(), Qt::Key_A, Qt::ControlModifier);
    give("retryRun", u"the extractor takes them again"_s);
    QTRY_COMPARE_WITH_TIMEOUT(rowsIn(RunState::Succeeded), 2, 20'000);
    m_page = choose(2);
    QTRY_VERIFY(isDone(u"check_resolved"_s)); // by itself
    QVERIFY(!isDone(u"check_edited"_s));
    QVERIFY(!isMistake(u"mistake_retried_before_repair"_s));
}

void TestRecoveries::anOutcomeThatNobodyKnows()
{
    begin(3);
    listRuns(4);
    QTRY_COMPARE_WITH_TIMEOUT(rowsIn(RunState::OutcomeUnknown), 4, 30'000);
    m_page = choose(3);
    press(u"repairExercise"_s);
    const QString ledger = m_page->findChild<QLabel *>(u"exerciseLedger"_s)->text();
    listRuns(4);
    for (int row = 0; row < 4; ++row) {
        const QString id = run(row).id.toString();
        const bool sent = ledger.contains(QRegularExpression(id + u" .*sent 1 "_s));
        QVERIFY(sent || ledger.contains(QRegularExpression(id + u" .*sent 0 "_s)));
        select(row);
        give(sent ? "markHappened" : "markNotHappened", sent ? u"it is in the ledger"_s : u"it is not in the ledger"_s);
    }
    QTRY_COMPARE_WITH_TIMEOUT(rowsIn(RunState::Succeeded), 4, 20'000);
    m_page = choose(3);
    QTRY_VERIFY(isDone(u"check_decided"_s) && isDone(u"check_passed"_s) && isDone(u"check_sent_once"_s));
    QTRY_VERIFY(isReached());
}

void TestRecoveries::aCredentialThatHasExpired()
{
    begin(4);
    listRuns(8);
    QTRY_COMPARE_WITH_TIMEOUT(rowsIn(RunState::Blocked), 8, 20'000);
    QCOMPARE(run(0).category, Category::Auth);
    select(3);
    give("retryRun", u"perhaps it works now"_s); // it does not: a mistake, and it is seen
    m_page = choose(4);
    QTRY_VERIFY_WITH_TIMEOUT(isMistake(u"mistake_retried_before_repair"_s), 20'000);
    press(u"repairExercise"_s);
    QTRY_VERIFY(!m_page->findChild<QPushButton *>(u"repairExercise"_s)->isEnabled());
    listRuns(8);
    select(0);
    give("retryRun", u"the credential is renewed: one as a canary"_s);
    QTRY_COMPARE_WITH_TIMEOUT(rowsIn(RunState::Succeeded), 1, 20'000);
    QTest::keyClick(runs(), Qt::Key_A, Qt::ControlModifier);
    give("retryRun", u"the canary has passed"_s);
    QTRY_COMPARE_WITH_TIMEOUT(rowsIn(RunState::Succeeded), 8, 30'000);
    m_page = choose(4);
    QTRY_VERIFY(isDone(u"check_canary"_s) && isDone(u"check_passed"_s) && isDone(u"check_resolved"_s));
}

/// From the incident to resolved: escalated, its credential renewed, one as a canary and the rest after it, all in its own room.
void TestRecoveries::fromTheInboxByItsRunbook()
{
    begin(4);
    listRuns(8);
    QTRY_COMPARE_WITH_TIMEOUT(rowsIn(RunState::Blocked), 8, 20'000);
    openIncident();
    QCOMPARE(find<QLabel>(u"incidentCounts"_s)->text(), u"8 failing"_s);
    auto *escalate = find<QAction>(u"escalateIncident"_s);
    QTRY_VERIFY(escalate->isEnabled());
    const QList<QToolButton *> tools = find<QWidget>(u"incidentTools"_s)->findChildren<QToolButton *>();
    for (const QToolButton *tool : tools)
        QVERIFY2(tool->visibleRegion().boundingRect() == tool->rect(), qPrintable(tool->text())); // all of them, whole
    const auto it = std::find_if(tools.begin(), tools.end(), [&](auto *tool) { return tool->defaultAction() == escalate; });
    QVERIFY(it != tools.end());
    click(*it);
    QTRY_VERIFY(find<QLineEdit>(u"incidentDetail"_s) && find<QLineEdit>(u"incidentDetail"_s)->hasFocus());
    QTest::keyClicks(find<QLineEdit>(u"incidentDetail"_s), u"security"_s);
    QTest::keyClicks(find<QLineEdit>(u"reasonLine"_s), u"only they can renew it"_s);
    QTest::keyClick(find<QLineEdit>(u"reasonLine"_s), Qt::Key_Return);
    QTRY_COMPARE(find<QWidget>(u"incidentPill"_s)->accessibleName(), u"Escalated"_s);
    m_page = choose(4);
    QTRY_VERIFY(isDone(u"check_escalated"_s));
    press(u"repairExercise"_s);
    QTRY_VERIFY(!m_page->findChild<QPushButton *>(u"repairExercise"_s)->isEnabled());

    openIncident();
    click(find<QPushButton>(u"actionButton2"_s));
    QTRY_VERIFY(find<DeedDialog>(u"deedDialog"_s));
    auto *deed = find<DeedDialog>(u"deedDialog"_s);
    QTest::keyClicks(deed->findChild<QLineEdit *>(u"reasonLine"_s), u"the credential is renewed"_s);
    click(deed->findChild<QPushButton *>(u"reasonGo"_s));
    QTRY_VERIFY(!find<DeedDialog>(u"deedDialog"_s)); // it stays until that is recorded
    m_page = choose(4);
    QTRY_VERIFY_WITH_TIMEOUT(isReached(), 60'000); // escalated, a canary, all passed, resolved by itself
    QVERIFY(!isMistake(u"mistake_retried_before_repair"_s));
}

void TestRecoveries::progressIsKept()
{
    begin(4);
    press(u"nextHint"_s);
    QVERIFY(m_page->findChild<QLabel *>(u"exerciseHints"_s)->text().startsWith("1. "_L1));
    listRuns(8);
    QTRY_COMPARE_WITH_TIMEOUT(rowsIn(RunState::Blocked), 8, 20'000);
    m_page = choose(4);
    press(u"startExercise"_s); // as giving up it would end what is under way
    QTRY_VERIFY(m_page->window()->findChild<QPushButton *>(u"startAnyway"_s));
    click(m_page->window()->findChild<QPushButton *>(u"goOnWithIt"_s));
    QTRY_VERIFY(!m_page->window()->findChild<QPushButton *>(u"startAnyway"_s));
    QVERIFY(m_page->findChild<QPushButton *>(u"giveUpExercise"_s)->isEnabled());
    press(u"giveUpExercise"_s);
    QTRY_VERIFY(m_page->window()->findChild<QPushButton *>(u"giveUpAnyway"_s));
    QVERIFY(m_page->findChild<QPushButton *>(u"giveUpExercise"_s)->isEnabled()); // it goes on until that is said
    click(m_page->window()->findChild<QPushButton *>(u"giveUpAnyway"_s));
    auto *table = choose(5)->findChild<QTableView *>(u"trainingProgress"_s);
    QCOMPARE(table->model()->rowCount(), 1);
    const QString log = m_demo + "/.cairn/training.json"_L1;
    const auto kept = [&log] {
        QFile file(log);
        return file.open(QIODevice::ReadOnly) ? trainingLogFromJson(file.readAll()).value_or(TrainingLog()) : TrainingLog();
    };
    QTRY_VERIFY(kept().size() == 1 && kept().first().endedAt && kept().first().hints == 1);
    goTo("showRuns");
    QTRY_COMPARE_WITH_TIMEOUT(rowsIn(RunState::Cancelled), 8, 20'000); // they are in nobody's way
    m_console.reset();
    openDemo();
    table = choose(5)->findChild<QTableView *>(u"trainingProgress"_s);
    QTRY_COMPARE(table->model()->rowCount(), 1);
    QCOMPARE(table->model()->index(0, 0).data().toString(), u"Not reached"_s);
    QVERIFY(!choose(6)->findChild<QPushButton *>(u"clearFaults"_s)->isEnabled()); // its faults went with it
}

QTEST_MAIN(TestRecoveries)
#include "tst_gui_recoveries.moc"
