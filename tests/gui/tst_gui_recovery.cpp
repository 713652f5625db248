#include "recoveryconsole.h"

#include "example.h"
#include "session.h"

#include "control/breakerdesk.h"
#include "ui/window/statusbar.h"

#include <QAbstractButton>
#include <QDialog>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QTableView>

using namespace cairn;
using namespace cairn::testing;
using namespace Qt::StringLiterals;

/// With the console's own runner: from a failure to an incident that is resolved, with a real service that misbehaves; and what
/// is said when the runs that it carries stop or go on.
class TestRecovery : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init() { m_home = std::make_unique<ConsoleHome>(); }
    void aSingleStepIsRetriedUntilItPasses();
    void quittingSaysThatWorkStops();
    void interruptedRunsAreSaid();

private:
    QString office() const;

    std::unique_ptr<ConsoleHome> m_home;
};

/// The example, as it is shipped.
QString TestRecovery::office() const
{
    const QString folder = m_home->path(u"office"_s);
    return makeWorkspace(folder, u"intake"_s) ? folder : QString();
}

void TestRecovery::aSingleStepIsRetriedUntilItPasses()
{
    RecoveryConsole console(1);
    auto *inbox = console.find<QAbstractItemView>("incidentList");
    QTRY_COMPARE_WITH_TIMEOUT(inbox->model()->rowCount(), 1, 30'000);
    QTRY_COMPARE(console.counts(), u"1 failing"_s);
    inbox->setFocus();
    QTest::keyClick(inbox, Qt::Key_A, Qt::ControlModifier | Qt::ShiftModifier);
    QTRY_COMPARE(console.state(), u"Acknowledged"_s);
    auto *members = console.find<QTableView>("membersTable");
    QTRY_COMPARE(members->model()->rowCount(), 1);
    QTest::keyClick(inbox, Qt::Key_Return);
    QTRY_VERIFY(members->hasFocus());
    QTest::keyClick(members, Qt::Key_Return); // to the run
    console.isMended = true;
    auto *retry = console.find<QAction>("retryThisStep");
    QTRY_VERIFY(retry->isEnabled());
    retry->trigger();
    auto *reason = [&] {
        auto *dialog = console.window()->findChild<QDialog *>(u"commandDialog"_s);
        return dialog ? dialog->findChild<QLineEdit *>(u"reasonLine"_s) : nullptr;
    }();
    QVERIFY(reason);
    QTest::keyClicks(reason, u"the service is mended"_s);
    QTest::keyClick(reason, Qt::Key_Return);
    console.find<QAction>("showFailures")->trigger();
    QTRY_COMPARE_WITH_TIMEOUT(console.state(), u"Resolved"_s, 30'000);
    QCOMPARE(console.counts(), u"1 passed"_s);
    QCOMPARE(console.requests(), 2);
    const QStringList history = console.history();
    QCOMPARE(history.first(), u"Resolved"_s);
    QVERIFY2(history.contains(u"All steps are on their way again"_s), qPrintable(history.join(u"; "_s)));
}

/// The example takes up the files of its inbox; they wait, because somebody left the first service alone.
void TestRecovery::quittingSaysThatWorkStops()
{
    Appearance appearance;
    TimeDisplay times;
    Console console(appearance, times);
    const QString folder = office();
    {
        const auto session = Session::open(folder);
        QVERIFY(session && (*session)->applyAtFirstUse());
        const Command order = commandAboutBreaker(CommandKind::OpenBreaker, u"scan"_s, std::chrono::minutes(10), u"ann@pier"_s,
                                                  u"maintenance"_s, SystemClock().now());
        QVERIFY((*session)->store().commitAndWait(Transaction(AddCommand{order})));
    }
    QVERIFY(console.start({folder, {}}));
    QTRY_VERIFY_WITH_TIMEOUT(shown<MainWindow>(), 20'000);
    QPointer<MainWindow> window = shown<MainWindow>();
    QVERIFY(QTest::qWaitForWindowActive(window));
    QTRY_COMPARE_WITH_TIMEOUT(window->findChild<QLabel *>(u"runnerState"_s)->text(), u"Runner: this console"_s, 20'000);
    QTRY_COMPARE_WITH_TIMEOUT(window->counts().moving(), 3, 20'000);
    const auto question = [&] { return window->findChild<QMessageBox *>(u"quitQuestion"_s); };
    window->findChild<QAction *>(u"quit"_s)->trigger(); // Ctrl+Q; offscreen has no key for it
    QTRY_VERIFY(question());
    QVERIFY2(question()->text().startsWith(u"3 run"_s), qPrintable(question()->text()));
    const QString effect = question()->informativeText(); // apart from the facts: it names what it is about
    QVERIFY2(effect.startsWith(u"Without this console the runs stop"_s), qPrintable(effect));
    QTest::keyClick(question(), Qt::Key_Return); // staying is what happens by itself
    QTRY_VERIFY(!question());
    QVERIFY(window->isVisible());
    window->close(); // the window's own button
    QTRY_VERIFY(question());
    QTest::mouseClick(question()->findChild<QPushButton *>(u"quitAnyway"_s), Qt::LeftButton);
    QTRY_VERIFY(!window->isVisible());
}

/// A run that was under way when its runner was killed.
void TestRecovery::interruptedRunsAreSaid()
{
    const QString folder = office();
    {
        const auto session = Session::open(folder);
        QVERIFY(session && (*session)->applyAtFirstUse());
        const auto reader = (*session)->store().reader();
        QVERIFY(reader);
        RunRecord run;
        run.submittedAt = SystemClock().now();
        run.id = RunId::generate(run.submittedAt.time_since_epoch().count());
        run.pipelineVersionId = (*reader)->pipeline(u"intake"_s).value().id;
        run.state = RunState::Running;
        run.startedAt = run.submittedAt;
        run.inputName = u"a.pdf"_s;
        run.input = {Digest::of("a"), 1};
        run.nextAt = run.submittedAt;
        QVERIFY((*session)->store().commitAndWait(Transaction(InsertRun{run})));
    }
    Appearance appearance;
    TimeDisplay times;
    Console console(appearance, times);
    QVERIFY(console.start({folder, {}}));
    QTRY_VERIFY_WITH_TIMEOUT(shown<MainWindow>(), 20'000);
    const auto *notice = shown<MainWindow>()->findChild<QLabel *>(u"noticeText"_s);
    QTRY_COMPARE_WITH_TIMEOUT(notice->text(), u"1 run(s) that were interrupted go on"_s, 20'000);
}

QTEST_MAIN(TestRecovery)
#include "tst_gui_recovery.moc"
