#include "windowtest.h"

#include "samplerun.h"
#include "ui/incidents/membersmodel.h"
#include "ui/look/statelook.h"
#include "ui/look/wording.h"
#include "ui/run/commanddialog.h"
#include "ui/run/stepactions.h"

#include <QAbstractButton>
#include <QAction>

using namespace cairn;
using namespace cairn::testing;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

/// What nobody knows is named item by item, before anybody says whether it happened.
class TestUnknown : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aStepIsAskedAboutInItsOwnWords_data();
    void aStepIsAskedAboutInItsOwnWords();
    void eachIsNamedWithItsKey();
    void itsIncidentCallsItUnknown();
    void oneAnswerIsAboutThoseThatAreNamed();
    void oneIsDecidedAlone();
    void whatWasDecidedMeanwhileIsToldSo();
    void whoseServiceCanBeAskedIsAskedAgain();
    void oneOfAnIncidentIsAskedAbout();
    void aRunIsAskedAboutFromTheList();
    void severalAreAskedAboutFromTheList();
    void whatWasAnsweredAmissDidNotHappenEither();

private:
    struct Sample
    {
        RunId run;
    };
    /// Two items of three were cut off; the third has passed.
    struct Room : Sample, WindowTest
    {
        Room() : WindowTest([this](GuiWorkspace &filled) { run = fill(filled); })
        {
            window->openRun(run);
            QTRY_VERIFY(window->findChild<QAbstractButton *>(u"why_mark_happened"_s));
        }
        static RunId fill(GuiWorkspace &workspace)
        {
            workspace.addPipeline(u"intake"_s, {u"scan"_s, u"pages*<scan"_s});
            SampleRun told(workspace, u"intake"_s, u"a.txt"_s, 100, 20s);
            told.pass(u"scan"_s, 20ms).fanOut(u"pages"_s, 3).item(2).pass(u"pages"_s, 20ms);
            for (const int item : {0, 1})
                told.item(item).stop(u"pages"_s, Category::Timeout, u"cut off"_s, 0, Action::AskOutcome, u"not idempotent"_s);
            return told.commit();
        }
        CommandDialog *dialog() const { return window->findChild<CommandDialog *>(); }
        QString said(const char *name) const { return dialog()->findChild<QLabel *>(QString::fromLatin1(name))->text(); }
        void give(const QString &reason) const
        {
            auto *line = dialog()->findChild<QLineEdit *>(u"reasonLine"_s);
            QTRY_VERIFY(line->hasFocus());
            QTest::keyClicks(line, reason);
            QTest::keyClick(line, Qt::Key_Return);
        }
        /// The service of pages says what became of it.
        void makeAskable()
        {
            workspace.meddle(
                u"UPDATE pipeline_version SET definition = CAST(json_set(CAST(definition AS TEXT), '$.steps[1].reconcile', "
                "json('{\"path\": \"/asked\", \"happened\": \".status == 200\"}')) AS BLOB)"_s);
        }
        QList<Command> commands() { return workspace.reader().pendingCommands(100).value(); }
    };
};

void TestUnknown::aStepIsAskedAboutInItsOwnWords_data()
{
    QTest::addColumn<CommandKind>("kind");
    QTest::addColumn<QString>("question");
    QTest::addColumn<QString>("consequence");
    QTest::newRow("retry") << CommandKind::Retry << u"Retry pages 1?"_s << u"tried again at once"_s;
    QTest::newRow("skip") << CommandKind::Skip << u"Skip pages 1?"_s << u"goes on without this step"_s;
    QTest::newRow("happened") << CommandKind::MarkHappened << u"Record that pages 1 happened?"_s << u"not sent again"_s;
    QTest::newRow("did not happen") << CommandKind::MarkNotHappened << u"Record that pages 1 did not happen?"_s
                                    << u"will have happened twice"_s;
}

void TestUnknown::aStepIsAskedAboutInItsOwnWords()
{
    QFETCH(CommandKind, kind);
    QFETCH(QString, question);
    QFETCH(QString, consequence);
    const CommandDialog dialog(kind, {1, u"a.txt"_s, {}, false, u"pages 1"_s});
    QCOMPARE(dialog.findChild<QLabel *>(u"reasonTitle"_s)->text(), question);
    const QString said = dialog.findChild<QLabel *>(u"reasonEffect"_s)->text();
    QVERIFY2(said.contains(consequence), qPrintable(said));
}

void TestUnknown::eachIsNamedWithItsKey()
{
    Room room;
    const QList<Attempt> attempts = room.workspace.reader().history(room.run).value().attempts;
    const QString advice = room.find<QLabel>("whyAdvice")->text();
    for (const Attempt &attempt : attempts) {
        if (attempt.step != StepId(u"pages"_s))
            continue;
        const QString line =
            u"%1 · Service pages · idempotency key %2"_s.arg(stepText(attempt.step, attempt.item), attempt.idempotencyKey);
        QVERIFY2(advice.contains(line) == (attempt.item < 2), qPrintable(advice));
    }
    QCOMPARE(room.find<QLabel>("whyTitle")->text(), u"Nobody knows whether 2 step(s) and item(s) happened"_s);
}

/// As every other list does.
void TestUnknown::itsIncidentCallsItUnknown()
{
    const Room room;
    room.enter("showFailures");
    const QAbstractItemModel *members = room.find<QTableView>("membersTable")->model();
    QTRY_COMPARE(members->rowCount(), 2);
    for (int row = 0; row < 2; ++row) {
        QCOMPARE(members->index(row, MembersModel::FateColumn).data(LookRole).toInt(), int(Look::OutcomeUnknown));
        QCOMPARE(members->index(row, MembersModel::FateColumn).data().toString(), u"Outcome unknown"_s);
    }
    room.find<QTableView>("membersTable")->setCurrentIndex(members->index(0, 0));
    QTRY_VERIFY(room.find<QAction>("memberHappened")->isEnabled());
    for (const char *later : {"memberRetry", "memberEdit", "memberSkip"}) // once that is decided
        QVERIFY(!room.find<QAction>(later)->isEnabled());
}

void TestUnknown::oneAnswerIsAboutThoseThatAreNamed()
{
    Room room;
    room.find<QAbstractButton>("why_mark_happened")->click();
    QTRY_VERIFY(room.dialog());
    QCOMPARE(room.said("reasonTitle"), u"Record that all 2 step(s) and item(s) happened?"_s);
    QCOMPARE(room.said("commandSubject"), u"a.txt — pages 0\na.txt — pages 1"_s);
    room.give(u"both are in the ledger"_s);
    QTRY_COMPARE(room.commands().size(), 2);
    for (int item : {0, 1}) {
        const Command command = room.commands().at(item);
        QCOMPARE(command.kind, CommandKind::MarkHappened);
        QVERIFY(command.step == StepId(u"pages"_s) && command.item == item && command.reason == u"both are in the ledger"_s);
    }
}

void TestUnknown::oneIsDecidedAlone()
{
    Room room;
    room.find<QAbstractButton>("stepsAsTable")->click();
    auto *table = room.find<QTableView>("stepsTable");
    table->setCurrentIndex(table->model()->index(3, 0)); // scan, pages, pages 0, pages 1
    QTRY_VERIFY(room.find<QAction>("stepNotHappened")->isEnabled());
    room.find<QAction>("stepNotHappened")->trigger();
    QTRY_VERIFY(room.dialog());
    QCOMPARE(room.said("reasonTitle"), u"Record that pages 1 did not happen?"_s);
    room.give(u"it is not in the ledger"_s);
    QTRY_COMPARE(room.commands().size(), 1);
    QCOMPARE(room.commands().first().item, 1);
}

void TestUnknown::whatWasDecidedMeanwhileIsToldSo()
{
    Room room;
    for (const int item : {0, 1}) {
        Checkpoint checkpoint;
        checkpoint.run = room.run;
        checkpoint.step = StepId(u"pages"_s);
        checkpoint.item = item;
        checkpoint.state = StepState::Succeeded;
        checkpoint.actor = u"ann"_s;
        checkpoint.at = SystemClock().now();
        room.workspace.commit(Transaction(AddCheckpoint{checkpoint}));
    }
    room.find<QAbstractButton>("why_mark_happened")->click();
    QTRY_VERIFY(room.find<QLabel>("noticeText")->text().contains(u"decided it meanwhile"_s));
    QVERIFY(!room.dialog());
    QVERIFY(room.commands().isEmpty());
}

void TestUnknown::whoseServiceCanBeAskedIsAskedAgain()
{
    Room room;
    auto *actions = room.window->findChild<StepActions *>();
    auto *ask = actions->findChild<QAction *>(u"retryThisStep"_s);
    RunDetail detail = readRunDetail(room.workspace.reader(), room.run).value();
    const StepKey first{StepId(u"pages"_s), 0};
    actions->setStep(detail, first);
    QVERIFY(!ask->isEnabled());
    detail.version.pipeline.steps[1].reconcile.emplace();
    actions->setStep(detail, first);
    QVERIFY(ask->isEnabled());
    QCOMPARE(ask->text(), u"&Ask its service again…"_s);
    ask->trigger();
    QCOMPARE(room.said("reasonTitle"), u"Ask again whether pages 0 happened?"_s);
    QVERIFY(room.said("reasonEffect").contains(u"with a fresh allowance of questions"_s));
    room.give(u"it is back"_s);
    QTRY_COMPARE(room.commands().size(), 1);
    QCOMPARE(room.commands().first().kind, CommandKind::Retry);
}

void TestUnknown::oneOfAnIncidentIsAskedAbout()
{
    Room room;
    room.makeAskable();
    room.enter("showFailures");
    auto *members = room.find<QTableView>("membersTable");
    QTRY_COMPARE(members->model()->rowCount(), 2);
    members->setCurrentIndex(members->model()->index(1, 0));
    auto *ask = room.find<QAction>("memberRetry");
    QTRY_VERIFY(ask->isEnabled());
    QCOMPARE(ask->text(), u"&Ask its service again…"_s);
    QVERIFY(room.find<QAction>("memberHappened")->isEnabled() && !room.find<QAction>("memberSkip")->isEnabled());
    ask->trigger();
    QCOMPARE(room.said("reasonTitle"), u"Ask again whether pages 1 happened?"_s);
    room.give(u"it is back"_s);
    QTRY_COMPARE(room.commands().size(), 1);
    const Command command = room.commands().first();
    QVERIFY(command.kind == CommandKind::Retry && command.item == 1 && command.reason == u"it is back"_s);
}

void TestUnknown::aRunIsAskedAboutFromTheList()
{
    Room room;
    QTRY_COMPARE(room.runs()->model()->rowCount(), 1);
    room.runs()->selectRow(0);
    auto *retry = room.find<QAction>("retryRun");
    QTRY_VERIFY(retry->isEnabled());
    retry->trigger();
    QTRY_VERIFY(room.find<QLabel>("noticeText")->text().contains(u"its service cannot be asked"_s));
    QVERIFY(!room.dialog());
    room.makeAskable();
    retry->trigger();
    QTRY_VERIFY(room.dialog());
    const QString subject = room.said("commandSubject");
    QVERIFY2(subject.contains(u"a.txt — pages 1 · Outcome unknown"_s), qPrintable(subject));
    QVERIFY2(subject.contains(u"Of 2 that may have happened the services are asked"_s), qPrintable(subject));
    room.give(u"it is back"_s);
    QTRY_COMPARE(room.commands().size(), 1);
    QVERIFY(room.commands().first().kind == CommandKind::Retry && room.commands().first().step.isEmpty());
}

/// Those whose service cannot be asked are left out, and nothing is asked of them alone.
void TestUnknown::severalAreAskedAboutFromTheList()
{
    Room room;
    Room::fill(room.workspace);
    QTRY_COMPARE(room.runs()->model()->rowCount(), 2);
    room.runs()->setFocus(); // else the run that is open is meant
    room.runs()->selectAll();
    auto *retry = room.find<QAction>("retryRun");
    QTRY_VERIFY(retry->isEnabled());
    retry->trigger();
    QTRY_VERIFY(room.find<QLabel>("noticeText")->text().contains(u"its service cannot be asked"_s));
    QVERIFY(!room.dialog());
    QVERIFY(room.commands().isEmpty());
    room.workspace.addRun(u"intake"_s, u"b.txt"_s, RunState::Blocked);
    QTRY_COMPARE(room.runs()->model()->rowCount(), 3);
    room.runs()->setFocus();
    room.runs()->selectAll();
    retry->trigger();
    QTRY_VERIFY(room.dialog());
    QCOMPARE(room.said("commandSubject"), u"b.txt"_s);
    QVERIFY2(room.said("commandLeftOut").contains(u"2 of the 3 selected are left out"_s),
             qPrintable(room.said("commandLeftOut")));
    QVERIFY2(room.said("commandLeftOut").endsWith(u"Outcome unknown."_s), qPrintable(room.said("commandLeftOut")));
    room.dialog()->reject();
    QTRY_VERIFY(!room.dialog());
    room.runs()->setFocus();
    room.makeAskable();
    retry->trigger();
    QTRY_VERIFY(room.dialog());
    QVERIFY(room.said("commandSubject").contains(u"its service is asked"_s));
    room.give(u"it is back"_s);
    QTRY_COMPARE(room.commands().size(), 3);
}

/// As the runner says to whoever would send it again.
void TestUnknown::whatWasAnsweredAmissDidNotHappenEither()
{
    Room room;
    auto *actions = room.window->findChild<StepActions *>();
    RunDetail detail = readRunDetail(room.workspace.reader(), room.run).value();
    const auto offered = [&](StepState state, int status) {
        Checkpoint checkpoint;
        checkpoint.step = StepId(u"scan"_s);
        checkpoint.state = state;
        checkpoint.status = status;
        detail.progress.apply(checkpoint);
        actions->setStep(detail, checkpoint.step);
        QStringList names;
        for (const QString &name : {u"retryThisStep"_s, u"skipThisStep"_s, u"stepHappened"_s, u"stepNotHappened"_s}) {
            if (actions->findChild<QAction *>(name)->isEnabled())
                names.append(name);
        }
        return names;
    };
    QCOMPARE(offered(StepState::Blocked, 503), (QStringList{u"retryThisStep"_s, u"skipThisStep"_s}));
    QCOMPARE(offered(StepState::Blocked, 200), (QStringList{u"retryThisStep"_s, u"skipThisStep"_s, u"stepNotHappened"_s}));
    QCOMPARE(offered(StepState::WaitingCallback, 0), QStringList{u"skipThisStep"_s});
    QCOMPARE(offered(StepState::Succeeded, 200), QStringList());
}

QTEST_MAIN(TestUnknown)
#include "tst_gui_unknown.moc"
