#include "windowtest.h"

#include "sampledata.h"
#include "ui/run/commanddialog.h"

#include "control/actor.h"

#include <QAbstractButton>
#include <QAction>
#include <QClipboard>
#include <QGuiApplication>

using namespace cairn;
using namespace cairn::testing;
using namespace Qt::StringLiterals;

/// What an operator asks for becomes a durable command: read back from the store.
class TestCommands : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void retryByKeyboard();
    void cancelAsksAndLeavesByDefault();
    void cancelGoesThrough();
    void aStatementNeedsItsReason();
    void severalAtOnce();
    void whatTheRunnerRefusesIsTold();
    void whatCannotBeAskedIsDisabled();
    void theDetailSpeaksOfItsOwnRun();
    void idsAreCopied();
    void aViewerIsOfferedNothing();

private:
    struct Samples
    {
        SampleRuns samples;
    };
    struct Day : Samples, WindowTest
    {
        explicit Day(Role role = Role::Admin)
            : WindowTest([this, role](GuiWorkspace &filled) {
                  samples = fillWithADay(filled);
                  filled.seat(role);
              })
        {
        }
        void choose(const QString &input) const { selectRow(rowOf(input)); }
        QAction *action(const char *name) const { return find<QAction>(name); }
        QList<Command> commands() { return workspace.reader().pendingCommands(100).value(); }
        CommandDialog *dialog() const { return window->findChild<CommandDialog *>(); }
        QLineEdit *reason() const { return dialog() ? dialog()->findChild<QLineEdit *>(u"reasonLine"_s) : nullptr; }
        bool asks() const { return reason() && reason()->hasFocus(); }
    };
    static const inline QString Blocked = u"invoice-2026-4436-reminder.pdf"_s;
};

void TestCommands::retryByKeyboard()
{
    Day test;
    QTRY_VERIFY(test.rowOf(Blocked) > 0);
    test.choose(Blocked);
    QTest::keyClick(test.runs(), Qt::Key_R, Qt::ControlModifier);
    QTRY_VERIFY(test.asks());
    QVERIFY(test.dialog()->findChild<QLabel *>(u"reasonEffect"_s)->text().contains(u"tried again"_s));
    QTest::keyClicks(test.reason(), u"publish is up again"_s);
    QTest::keyClick(test.reason(), Qt::Key_Return);
    QTRY_COMPARE(test.commands().size(), 1);
    const Command command = test.commands().first();
    QCOMPARE(command.kind, CommandKind::Retry);
    QCOMPARE(command.run, test.samples.blocked);
    QCOMPARE(command.actor, currentActor());
    QCOMPARE(command.reason, u"publish is up again"_s);
    QVERIFY(SystemClock().now() - command.createdAt < std::chrono::minutes(1));
    QTRY_VERIFY(test.find<QLabel>("noticeText")->isVisible());
    QTRY_VERIFY(!test.dialog());
}

void TestCommands::cancelAsksAndLeavesByDefault()
{
    Day test;
    QTRY_VERIFY(test.rowOf(Blocked) > 0);
    test.choose(Blocked);
    QTest::keyClick(test.runs(), Qt::Key_Delete);
    QTRY_VERIFY(test.asks());
    QVERIFY(test.dialog()->findChild<QLabel *>(u"reasonEffect"_s)->text().contains(u"cannot be undone"_s));
    QTest::keyClick(test.reason(), Qt::Key_Return); // Enter destroys nothing
    QTRY_VERIFY(!test.dialog());
    QTest::qWait(100);
    QCOMPARE(test.commands().size(), 0);
}

void TestCommands::cancelGoesThrough()
{
    Day test;
    QTRY_VERIFY(test.rowOf(Blocked) > 0);
    test.choose(Blocked);
    QTest::keyClick(test.runs(), Qt::Key_Backspace, Qt::ControlModifier);
    QTRY_VERIFY(test.asks());
    QTest::mouseClick(test.dialog()->findChild<QAbstractButton *>(u"reasonGo"_s), Qt::LeftButton);
    QTRY_COMPARE(test.commands().size(), 1);
    QCOMPARE(test.commands().first().kind, CommandKind::Cancel);
    QVERIFY(test.commands().first().reason.isEmpty());
}

void TestCommands::aStatementNeedsItsReason()
{
    Day test;
    test.window->openRun(test.samples.unknown);
    QTRY_VERIFY(test.window->findChild<QAbstractButton *>(u"why_mark_happened"_s));
    QTest::mouseClick(test.find<QAbstractButton>("why_mark_happened"), Qt::LeftButton);
    QTRY_VERIFY(test.asks());
    auto *go = test.dialog()->findChild<QAbstractButton *>(u"reasonGo"_s);
    QVERIFY(!go->isEnabled());
    QTest::keyClicks(test.reason(), u"  "_s);
    QVERIFY(!go->isEnabled());
    QTest::keyClicks(test.reason(), u"seen in the signing log"_s);
    QVERIFY(go->isEnabled());
    QTest::mouseClick(go, Qt::LeftButton);
    QTRY_COMPARE(test.commands().size(), 1);
    QCOMPARE(test.commands().first().kind, CommandKind::MarkHappened);
    QCOMPARE(test.commands().first().run, test.samples.unknown);
    QCOMPARE(test.commands().first().reason, u"seen in the signing log"_s);
}

void TestCommands::severalAtOnce()
{
    Day test;
    test.typeFilter(u"state:blocked"_s);
    QTRY_COMPARE(test.inputs().size(), 3);
    QTest::keyClick(test.filter(), Qt::Key_Return);
    test.runs()->selectAll();
    test.action("retryRun")->trigger();
    QTRY_VERIFY(test.asks());
    QTest::keyClick(test.reason(), Qt::Key_Return);
    QTRY_COMPARE(test.commands().size(), 3);
    QSet<RunId> runs;
    for (const Command &command : test.commands())
        runs.insert(command.run);
    QCOMPARE(runs.size(), 3);
}

/// Somebody else was faster: what was recorded is not what became of it.
void TestCommands::whatTheRunnerRefusesIsTold()
{
    Day test;
    test.typeFilter(u"state:blocked"_s);
    QTRY_COMPARE(test.inputs().size(), 3);
    QTest::keyClick(test.filter(), Qt::Key_Return);
    test.runs()->selectAll();
    test.action("retryRun")->trigger();
    QTRY_VERIFY(test.asks());
    QTest::keyClick(test.reason(), Qt::Key_Return);
    QTRY_COMPARE(test.commands().size(), 3);
    const QList<Command> asked = test.commands();
    for (const Command &command : asked) {
        const bool accepted = command.id != asked.at(1).id;
        test.workspace.commit(Transaction(FinishCommand{
            command.id, accepted, accepted ? u"trying again"_s : u"the run is cancelled already"_s, SystemClock().now()}));
    }
    const auto *notice = test.find<QLabel>("noticeText");
    QTRY_VERIFY2(notice->text().contains(u"1 of 3 were refused"_s), qPrintable(notice->text()));
    QVERIFY(notice->text().contains(u"the run is cancelled already"_s));
    QVERIFY(notice->text().contains(test.workspace.reader().run(asked.at(1).run)->inputName));
}

void TestCommands::whatCannotBeAskedIsDisabled()
{
    Day test;
    QTRY_VERIFY(test.rowOf(Blocked) > 0);
    for (const char *name : {"openRun", "retryRun", "cancelRun", "markHappened", "markNotHappened", "copyRunId"})
        QVERIFY2(!test.action(name)->isEnabled(), name); // nothing is selected
    test.choose(Blocked);
    QVERIFY(test.action("retryRun")->isEnabled());
    QVERIFY(test.action("cancelRun")->isEnabled());
    QVERIFY(!test.action("markHappened")->isEnabled());
    test.choose(u"lease-agreement-north-pier.docx"_s);
    QVERIFY(test.action("retryRun")->isEnabled()); // whether its service can be asked, its step says
    QVERIFY(test.action("markHappened")->isEnabled());
    QVERIFY(test.action("markNotHappened")->isEnabled());
    test.choose(u"invoice-2026-4439.pdf"_s); // succeeded
    QVERIFY(!test.action("cancelRun")->isEnabled());
    QVERIFY(test.action("openRun")->isEnabled());
}

void TestCommands::theDetailSpeaksOfItsOwnRun()
{
    Day test;
    test.window->openRun(test.samples.blocked);
    QTRY_VERIFY(test.window->findChild<QAbstractButton *>(u"why_retry"_s));
    test.runs()->setFocus();
    test.runs()->selectAll(); // even now the button in the detail means one run
    test.find<QAbstractButton>("why_retry")->click();
    QTRY_VERIFY(test.asks());
    QTest::keyClick(test.reason(), Qt::Key_Return);
    QTRY_COMPARE(test.commands().size(), 1);
    QCOMPARE(test.commands().first().run, test.samples.blocked);
}

void TestCommands::idsAreCopied()
{
    Day test;
    QTRY_VERIFY(test.rowOf(Blocked) > 0);
    test.choose(Blocked);
    QTest::keyClick(test.runs(), Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(QGuiApplication::clipboard()->text(), test.samples.blocked.toString());
}

void TestCommands::aViewerIsOfferedNothing()
{
    Day test(Role::Viewer);
    QTRY_VERIFY(test.rowOf(Blocked) > 0);
    test.choose(Blocked);
    QVERIFY(test.action("openRun")->isEnabled());
    for (const char *name : {"retryRun", "skipStep", "cancelRun", "pauseRun", "submitFiles"})
        QVERIFY2(!test.action(name)->isEnabled(), name);
    QTest::keyClick(test.runs(), Qt::Key_R, Qt::ControlModifier);
    QVERIFY(!test.dialog());
    QVERIFY(test.find<QLabel>("readOnly")->isVisible());
}

QTEST_MAIN(TestCommands)
#include "tst_gui_commands.moc"
