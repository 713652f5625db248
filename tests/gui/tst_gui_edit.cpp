#include "editworkspace.h"

#include "control/actor.h"
#include "ui/editor/codeview.h"
#include "ui/editor/linedtext.h"
#include "ui/incidents/patchdialog.h"
#include "ui/payload/editdialog.h"
#include "ui/run/rerundialog.h"
#include "ui/run/rundetailpanel.h"
#include "ui/run/versionsdialog.h"

#include <QAbstractButton>
#include <QAction>
#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QPlainTextEdit>
#include <QRadioButton>
#include <QRegularExpression>
#include <QSemaphore>
#include <QTabWidget>
#include <QTableView>

using namespace cairn;
using namespace cairn::testing;
using namespace Qt::StringLiterals;

/// From a blocked step to a run that went through, with keyboard and mouse: edited, run again, with the newest version; a real
/// runner carries it out, a real service judges.
class TestEdit : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void anEditIsCheckedAsItIsWrittenAndGoesThrough();
    void aFileGoesOutInstead();
    void anEditOfWhatHasChangedIsTold();
    void anEditIsNotLostByOneKey();
    void tabLeadsThroughTheDialog();
    void whatCanBeEditedLooksSo();
    void sensitiveDataIsRevealedBeforeItIsEdited();
    void lineageTellsOfTheEdit();
    void aRunIsRunAgainFromAStep();
    void theNewestVersionIsComparedAndTaken();
    void aPatchIsPreviewed();
    void aPatchThatIsChangedMeanwhileIsNotGood();
    void aViewerComparesVersions();
    void whatCannotBeAskedIsDisabled();

private:
    static QString lines(QWidget *dialog, const char *name)
    {
        QStringList texts;
        for (const TextLine &line : part<LinedText>(dialog, name)->lines())
            texts.append(line.sign + line.text);
        return texts.join(u'\n');
    }
};

void TestEdit::anEditIsCheckedAsItIsWrittenAndGoesThrough()
{
    EditWorkspace test;
    test.startRunner();
    QTRY_VERIFY(test.window->findChild<QAction *>(u"editStep"_s)->isEnabled());
    QTest::keyClick(test.window.get(), Qt::Key_E, Qt::ControlModifier);
    auto *dialog = shown<EditDialog>(test);
    QVERIFY(dialog);
    auto *go = part<QAbstractButton>(dialog, "editGo");
    QTRY_COMPARE(told(dialog, "editVerdict"), u"Nothing is changed yet."_s);
    QCOMPARE(told(dialog, "editFollowers"),
             u"Steps that come after it and will see what comes of the change: tell (uses its answer)."_s);
    QTRY_VERIFY(editor(dialog)->hasFocus());

    write(dialog, u"{\"of\":"_s);
    QTRY_VERIFY(told(dialog, "editVerdict").startsWith(u"This is no JSON: line 1"_s));
    write(dialog, u"{\"of\": 5}"_s);
    QTRY_VERIFY(told(dialog, "editVerdict").contains(u"break order@1"_s));
    QTest::keyClicks(part<QLineEdit>(dialog, "editReason"), u"a typing error"_s);
    QVERIFY(!go->isEnabled());
    write(dialog, u"{\"of\": \"good\"}"_s);
    QTRY_COMPARE(told(dialog, "editVerdict"), u"This is JSON, and as order@1 asks for."_s);
    part<QTabWidget>(dialog, "editTabs")->setCurrentIndex(1);
    QTRY_VERIFY(lines(dialog, "editDifference").contains(u"+{\"of\": \"good\"}"_s));
    QTRY_VERIFY(go->isEnabled());
    QTest::keyClick(part<QLineEdit>(dialog, "editReason"), Qt::Key_Return);
    QTRY_COMPARE_WITH_TIMEOUT(test.row(test.run).state, RunState::Succeeded, 20'000);
    QCOMPARE(countOf(test.ledger, "POST", "/scan"), 1);
    QCOMPARE(countOf(test.ledger, "POST", "/send"), 2);
    const QList<Command> commands = test.reader().commandsOf(test.run, 10).value();
    QCOMPARE(commands.size(), 1);
    QCOMPARE(commands.first().reason, u"a typing error"_s);
    QCOMPARE(commands.first().actor, currentActor());
    QTRY_VERIFY(!test.window->findChild<EditDialog *>());
}

void TestEdit::aFileGoesOutInstead()
{
    EditWorkspace test;
    test.startRunner();
    test.workspace.cairn().write(u"good.json"_s, "{\"of\":\"file\"}");
    test.trigger(u"editStep"_s);
    auto *dialog = shown<EditDialog>(test);
    QTRY_COMPARE(told(dialog, "editVerdict"), u"Nothing is changed yet."_s);
    dialog->takeFile(test.workspace.cairn().path(u"a.txt"_s));
    QTest::keyClicks(part<QLineEdit>(dialog, "editReason"), u"from their mail"_s);
    QTest::mouseClick(part<QAbstractButton>(dialog, "editGo"), Qt::LeftButton);
    QTRY_VERIFY(told(dialog, "editVerdict").contains(u"sends JSON, and the edited input is none"_s));
    dialog->takeFile(test.workspace.cairn().path(u"good.json"_s));
    QTest::mouseClick(part<QAbstractButton>(dialog, "editGo"), Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(test.row(test.run).state, RunState::Succeeded, 20'000);
    const QList<LedgerEntry> entries = test.ledger.entries();
    QVERIFY(
        std::any_of(entries.begin(), entries.end(), [](const LedgerEntry &entry) { return entry.body == "{\"of\":\"file\"}"; }));
}

/// Somebody else edits it by the command line while the dialog is open.
void TestEdit::anEditOfWhatHasChangedIsTold()
{
    EditWorkspace test;
    test.trigger(u"editStep"_s);
    auto *dialog = shown<EditDialog>(test);
    QTRY_COMPARE(told(dialog, "editVerdict"), u"Nothing is changed yet."_s);
    test.workspace.cairn().write(u"other.json"_s, "{\"of\":\"bad two\"}");
    QCOMPARE(
        test.workspace
            .cairn({"resume", (test.workspace.id() + u"/send"_s).toUtf8(), "--input", "other.json", "--reason", "bert was first"})
            .exitCode,
        0);
    QCOMPARE(test.workspace.drain(), 1);
    write(dialog, u"{\"of\": \"good\"}"_s);
    QTest::keyClicks(part<QLineEdit>(dialog, "editReason"), u"mine"_s);
    QTRY_VERIFY(part<QAbstractButton>(dialog, "editGo")->isEnabled());
    QTest::mouseClick(part<QAbstractButton>(dialog, "editGo"), Qt::LeftButton);
    QTRY_VERIFY(told(dialog, "editVerdict").contains(u"bert was first"_s));
    auto *reload = part<QAbstractButton>(dialog, "editReload");
    QVERIFY(reload->isVisible());
    for (int times = 0; times < 2; ++times) // the first one warns
        QTest::mouseClick(reload, Qt::LeftButton);
    QTRY_COMPARE(told(dialog, "editVerdict"), u"Nothing is changed yet."_s);
    write(dialog, u"{\"of\": \"good\"}"_s);
    QTRY_VERIFY(part<QAbstractButton>(dialog, "editGo")->isEnabled());
    QTest::mouseClick(part<QAbstractButton>(dialog, "editGo"), Qt::LeftButton);
    QTRY_VERIFY(!test.window->findChild<EditDialog *>());
    QCOMPARE(test.workspace.drain(), 0);
    QCOMPARE(test.row(test.run).state, RunState::Succeeded);
}

void TestEdit::anEditIsNotLostByOneKey()
{
    EditWorkspace test;
    test.trigger(u"editStep"_s);
    auto *dialog = shown<EditDialog>(test);
    QTRY_COMPARE(told(dialog, "editVerdict"), u"Nothing is changed yet."_s);
    write(dialog, u"{}"_s);
    QTest::keyClick(editor(dialog), Qt::Key_Escape);
    QTRY_VERIFY(told(dialog, "editVerdict").contains(u"once more to leave"_s));
    QVERIFY(dialog->isVisible());
    QTest::keyClick(dialog, Qt::Key_Escape);
    QTRY_VERIFY(!test.window->findChild<EditDialog *>());
    QVERIFY(test.reader().commandsOf(test.run, 10).value().isEmpty());
}

/// Forward from the reason, before and after the dialog can go.
void TestEdit::tabLeadsThroughTheDialog()
{
    EditWorkspace test;
    test.trigger(u"editStep"_s);
    auto *dialog = shown<EditDialog>(test);
    QTRY_COMPARE(told(dialog, "editVerdict"), u"Nothing is changed yet."_s);
    auto *reason = part<QLineEdit>(dialog, "editReason");
    auto *go = part<QAbstractButton>(dialog, "editGo");
    auto *leave = part<QAbstractButton>(dialog, "editLeave");
    QVERIFY(!go->isEnabled());
    reason->setFocus();
    QTest::keyClick(reason, Qt::Key_Tab);
    QCOMPARE(QApplication::focusWidget(), leave);
    write(dialog, u"{\"of\": \"good\"}"_s);
    QTest::keyClicks(reason, u"a typing error"_s);
    QTRY_VERIFY(go->isEnabled());
    reason->setFocus();
    QTest::keyClick(reason, Qt::Key_Tab);
    QCOMPARE(QApplication::focusWidget(), go);
    QTest::keyClick(go, Qt::Key_Tab);
    QCOMPARE(QApplication::focusWidget(), leave);
    dialog->reject();
    dialog->reject();
}

void TestEdit::whatCanBeEditedLooksSo()
{
    EditWorkspace test;
    test.trigger(u"editStep"_s);
    auto *dialog = shown<EditDialog>(test);
    QTRY_COMPARE(told(dialog, "editVerdict"), u"Nothing is changed yet."_s);
    const QColor base = dialog->palette().color(QPalette::Active, QPalette::Base);
    const QColor off = dialog->palette().color(QPalette::Disabled, QPalette::Base);
    QVERIFY(base != off);
    const auto ground = [&] {
        const QImage image = editor(dialog)->grab().toImage();
        return image.pixelColor(image.width() / 2, image.height() - 30);
    };
    QCOMPARE(ground(), base);
    part<QWidget>(dialog, "editText")->setEnabled(false);
    QCOMPARE(ground(), off);
    dialog->reject();
}

void TestEdit::sensitiveDataIsRevealedBeforeItIsEdited()
{
    EditWorkspace test;
    test.workspace.cairn().write(u"cairn.yaml"_s,
                                 "workspace: test\ndata: { classes: { order: { regex: \"\\\\bbad\\\\b\" } } }\n");
    test.trigger(u"editStep"_s);
    auto *dialog = shown<EditDialog>(test);
    auto *code = part<CodeView>(dialog, "editText");
    auto *reveal = part<QAbstractButton>(dialog, "maskReveal");
    QTRY_VERIFY(reveal->isVisible());
    QVERIFY2(code->text().contains(u"\"***\""_s) && !code->text().contains(u"bad"_s), qPrintable(code->text()));
    QVERIFY(!code->isEnabled());
    QVERIFY(told(dialog, "editVerdict").startsWith(u"What is masked has to be revealed"_s));
    QTest::keyClicks(part<QLineEdit>(dialog, "editReason"), u"a typing error"_s);
    QVERIFY(!part<QAbstractButton>(dialog, "editGo")->isEnabled());
    dialog->takeFile(test.workspace.cairn().path(u"a.txt"_s)); // in its place without looking at it
    QVERIFY(part<QAbstractButton>(dialog, "editGo")->isEnabled());
    QTest::mouseClick(part<QAbstractButton>(dialog, "editDropFile"), Qt::LeftButton);
    QVERIFY(!part<QAbstractButton>(dialog, "editGo")->isEnabled());

    QTest::mouseClick(reveal, Qt::LeftButton);
    QTRY_VERIFY(dialog->findChild<QDialog *>(u"revealDialog"_s));
    QTest::keyClicks(dialog->findChild<QLineEdit *>(u"reasonLine"_s), u"the customer called"_s);
    QTest::mouseClick(dialog->findChild<QAbstractButton *>(u"reasonGo"_s), Qt::LeftButton);
    QTRY_VERIFY(code->isEnabled() && code->text().contains(u"\"bad\""_s));
    const auto last = test.reader().lastAuditEntry();
    QVERIFY(last && *last);
    QCOMPARE((*last)->action, u"payload.revealed"_s);
    QCOMPARE((*last)->reason, u"the customer called"_s);
    QVERIFY((*last)->after.contains(test.run.toString().toUtf8() + ": What step send sends"));
    QTRY_COMPARE(told(dialog, "editVerdict"), u"Nothing is changed yet."_s);
    write(dialog, u"{\"of\": \"good\"}"_s);
    QTRY_VERIFY(part<QAbstractButton>(dialog, "editGo")->isEnabled());
    dialog->reject();
    dialog->reject();
}

void TestEdit::lineageTellsOfTheEdit()
{
    EditWorkspace test;
    test.workspace.cairn().write(u"good.json"_s, "{\"of\":\"good\"}");
    QCOMPARE(
        test.workspace
            .cairn({"resume", (test.workspace.id() + u"/send"_s).toUtf8(), "--input", "good.json", "--reason", "a typing error"})
            .exitCode,
        0);
    QCOMPARE(test.workspace.drain(), 0);
    auto *tabs = test.window->findChild<QTabWidget *>(u"detailTabs"_s);
    auto *lineage = tabs->findChild<QTextEdit *>(u"lineage"_s);
    tabs->setCurrentWidget(lineage);
    QTRY_VERIFY(lineage->toPlainText().contains(u"Edited input"_s) && lineage->toPlainText().contains(u"a typing error"_s));
    const QString edited = lineage->toHtml().section(u"Edited input"_s, 1).section(u"Policies that ruled"_s, 0, 0);
    QCOMPARE(edited.count(u"cairn://payload/"_s), 2); // what was sent before, and what since
}

void TestEdit::aRunIsRunAgainFromAStep()
{
    EditWorkspace test;
    test.trigger(u"rerunFromHere"_s);
    auto *dialog = shown<RerunDialog>(test);
    QVERIFY(part<QLabel>(dialog, "reasonEffect")->text().contains(u"begins there"_s));
    auto *go = part<QAbstractButton>(dialog, "reasonGo");
    QVERIFY(!go->isEnabled());
    QTRY_VERIFY(part<QRadioButton>(dialog, "rerunNewest")->text().contains(u"already"_s));
    QVERIFY(!part<QRadioButton>(dialog, "rerunNewest")->isEnabled());
    QTest::keyClicks(part<QLineEdit>(dialog, "reasonLine"), u"they have mended it"_s);
    QTest::keyClick(part<QLineEdit>(dialog, "reasonLine"), Qt::Key_Return);
    QList<RunRecord> reruns;
    QTRY_VERIFY(!(reruns = test.reader().rerunsOf(test.run, 10).value()).isEmpty());
    QCOMPARE(test.workspace.drain(), 1);
    QCOMPARE(countOf(test.ledger, "POST", "/scan"), 1);
    QCOMPARE(countOf(test.ledger, "POST", "/send"), 2);
    auto *detail = test.window->findChild<QWidget *>(u"runDetail"_s);
    QTRY_VERIFY(detail->isVisible());
    QTRY_COMPARE(static_cast<RunDetailPanel *>(detail)->runId(), reruns.first().id);
}

void TestEdit::theNewestVersionIsComparedAndTaken()
{
    EditWorkspace test;
    test.apply(EditWorkspace::steps("fixed"), 2);
    test.startRunner();
    const int calls = test.ledger.count();
    test.trigger(u"compareVersions"_s);
    auto *dialog = shown<VersionsDialog>(test);
    auto *steps = part<QListWidget>(dialog, "versionsSteps");
    QTRY_COMPARE(steps->count(), 3);
    QCOMPARE(steps->item(0)->text(), u"scan — the same"_s);
    QCOMPARE(steps->item(1)->text(), u"send — sends another request"_s);
    QCOMPARE(steps->currentRow(), 1);
    QVERIFY(lines(dialog, "versionsRequest").contains(u"−    \"of\": \"bad\""_s));
    QVERIFY(lines(dialog, "versionsRequest").contains(u"+    \"of\": \"fixed\""_s));
    QVERIFY(part<QLabel>(dialog, "versionsDecision")->text().contains(u"HTTP 422"_s) ||
            part<QLabel>(dialog, "versionsDecision")->text().contains(u"422"_s));
    QCOMPARE(test.ledger.count(), calls); // nothing was sent
    auto *resume = part<QAbstractButton>(dialog, "versionsResume");
    QVERIFY(!resume->isEnabled());
    QTest::keyClicks(part<QLineEdit>(dialog, "versionsReason"), u"mended in version 2"_s);
    QVERIFY(resume->isEnabled());
    QTest::mouseClick(resume, Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(test.row(test.run).state, RunState::Succeeded, 20'000);
    QCOMPARE(test.row(test.run).version, 2);
}

void TestEdit::aPatchIsPreviewed()
{
    EditWorkspace test;
    QCOMPARE(test.workspace.run(), 1);
    const Incident incident = test.reader().incidents({}, std::nullopt, 1).value().value(0);
    QCOMPARE(incident.counts.failing, 2);
    auto *dialog = new PatchDialog(*test.desk, {}, incident, test.window.get());
    dialog->open();
    auto *text = part<QPlainTextEdit>(dialog, "patchText");
    auto *go = part<QAbstractButton>(dialog, "patchGo");
    QTest::keyClicks(text, u".of = ("_s);
    QTRY_VERIFY(told(dialog, "patchVerdict").contains(u"of = ("_s));
    QTest::keyClick(text, Qt::Key_A, Qt::ControlModifier);
    QTest::keyClicks(text, u".of = 5"_s);
    QTRY_VERIFY(told(dialog, "patchVerdict").startsWith(u"Tried on 2 of 2: 0 would go on."_s));
    QVERIFY(lines(dialog, "patchDifference").contains(u"Left alone: the body breaks order@1"_s));
    QTest::keyClick(text, Qt::Key_A, Qt::ControlModifier);
    QTest::keyClicks(text, u".of = \"good\""_s);
    QTRY_COMPARE(told(dialog, "patchVerdict"), u"Tried on 2 of 2: 2 would go on."_s);
    QVERIFY(!lines(dialog, "patchDifference").split(u'\n').filter(QRegularExpression(u"^\\+ +\"of\": \"good\"$"_s)).isEmpty());
    QVERIFY(!go->isEnabled());
    QTest::keyClicks(part<QLineEdit>(dialog, "patchReason"), u"the scanner's mistake"_s);
    QVERIFY(go->isEnabled());
    QCOMPARE(test.ledger.count(), 4);
    dialog->reject();
}

/// What was good was another text.
void TestEdit::aPatchThatIsChangedMeanwhileIsNotGood()
{
    EditWorkspace test;
    const Incident incident = test.reader().incidents({}, std::nullopt, 1).value().value(0);
    auto *dialog = new PatchDialog(*test.desk, {}, incident, test.window.get());
    dialog->open();
    auto *text = part<QPlainTextEdit>(dialog, "patchText");
    auto *go = part<QAbstractButton>(dialog, "patchGo");
    QTest::keyClicks(part<QLineEdit>(dialog, "patchReason"), u"the scanner's mistake"_s);
    QSemaphore gate;
    const auto held = test.desk->askAtLeisure<int>([&gate](StoreReader &) -> Result<int> {
        gate.acquire(); // the preview waits behind this
        return 0;
    });
    QTest::keyClicks(text, u".of = \"good\""_s);
    QTest::qWait(800); // longer than the pause after which it is tried
    QTest::keyClick(text, Qt::Key_A, Qt::ControlModifier);
    QTest::keyClicks(text, u".of = ("_s);
    gate.release();
    QTRY_VERIFY(held.isFinished());
    QTRY_VERIFY(told(dialog, "patchVerdict").contains(u"of = ("_s));
    QVERIFY(!go->isEnabled());
    dialog->reject();
}

void TestEdit::aViewerComparesVersions()
{
    EditWorkspace test;
    test.apply(EditWorkspace::steps("fixed"), 2);
    for (const Role role : {Role::Viewer, Role::Operator}) {
        Desk desk(test.session->store(), test.session->clock(), nullptr, role);
        VersionsDialog dialog(desk, {}, test.row(test.run), StepId(u"send"_s));
        dialog.setAttribute(Qt::WA_DeleteOnClose, false);
        dialog.open();
        QTRY_COMPARE(part<QListWidget>(&dialog, "versionsSteps")->count(), 3);
        QTest::keyClicks(part<QLineEdit>(&dialog, "versionsReason"), u"mended"_s);
        auto *resume = part<QAbstractButton>(&dialog, "versionsResume");
        QCOMPARE(resume->isEnabled(), role == Role::Operator);
        QCOMPARE(resume->toolTip().contains(u"role operator"_s), role == Role::Viewer);
        QCOMPARE(part<QAbstractButton>(&dialog, "versionsRerun")->isEnabled(), role == Role::Operator);
    }
}

void TestEdit::whatCannotBeAskedIsDisabled()
{
    EditWorkspace test;
    const auto action = [&](const char *name) { return test.window->findChild<QAction *>(QString::fromLatin1(name)); };
    QTRY_VERIFY(action("editStep")->isEnabled());
    QVERIFY(action("retryThisStep")->isEnabled() && action("skipThisStep")->isEnabled() && !action("stepHappened")->isEnabled());
    test.window->findChild<QAbstractButton *>(u"stepsAsTable"_s)->click();
    auto *table = test.window->findChild<QTableView *>(u"stepsTable"_s);
    table->setCurrentIndex(table->model()->index(0, 0)); // scan has passed
    QTRY_VERIFY(!action("editStep")->isEnabled());
    QVERIFY(action("rerunFromHere")->isEnabled());
    QVERIFY(table->actions().contains(action("editStep"))); // the same in its context menu
    table->setCurrentIndex(table->model()->index(2, 0));    // tell has not begun
    QTRY_VERIFY(!action("rerunFromHere")->isEnabled());
}

QTEST_MAIN(TestEdit)
#include "tst_gui_edit.moc"
