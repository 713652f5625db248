#include "pipelinesroom.h"

#include "ui/editor/codeview.h"
#include "ui/editor/filepage.h"
#include "ui/editor/filewording.h"
#include "ui/editor/overwritedialog.h"
#include "ui/editor/qscintilla.h"
#include "ui/editor/textjudge.h"
#include "ui/parts/findbar.h"
#include "ui/parts/paletteentry.h"
#include "ui/parts/unsavedline.h"
#include "ui/window/shortcutlist.h"

#include <QDir>
#include <QLineEdit>
#include <QSignalSpy>
#include <QToolButton>

using namespace cairn;
using namespace cairn::testing;
using namespace Qt::StringLiterals;

namespace {

const QString File = u"pipelines/intake.yaml"_s;

/// The room of pipelines with that file in the editor.
struct Editing
{
    PipelinesRoom room;
    FilePage *page = nullptr;
    CodeView *text = nullptr;

    explicit Editing(const std::function<void(PipelinesWorkspace &)> &fill = {}) : room(fill)
    {
        page = room.find<FilePage>("filePage");
        text = room.find<CodeView>("fileText");
        if (!QTest::qWaitFor([this] { return room.find<QPushButton>("editPipeline")->isVisible(); }))
            qFatal("there is no pipeline");
        open();
        if (!QTest::qWaitFor([this] { return text->isVisible() && !text->text().isEmpty(); }))
            qFatal("the file is not shown");
    }

    void open() const { QTest::mouseClick(room.find<QPushButton>("editPipeline"), Qt::LeftButton); }
    QsciScintilla &editor() const { return *qobject_cast<QsciScintilla *>(text->editor()); }
    QString state() const { return room.find<QLabel>("fileState")->text(); }
    QToolButton *save() const { return room.find<QToolButton>("fileSave"); }
    QToolButton *discard() const { return room.find<QToolButton>("fileDiscard"); }
    OverwriteDialog *question() const { return room.panel->findChild<OverwriteDialog *>(); }
    QByteArray onDisk() const
    {
        QFile file(QDir(room.files.root()).filePath(File));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {}, char letter = 0) const
    {
        text->editor()->setFocus();
        if (letter)
            QTest::keyClick(text->editor(), letter, modifiers);
        else
            QTest::keyClick(text->editor(), key, modifiers);
    }
};

} // namespace

/// A file of the workspace while it is written here, and by others.
class TestFileEditor : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void remarksStayWithTheirText();
    void oneJudgementAtATime();
    void nothingIsInOrderBeforeItIsJudged();
    void aLiveVersionDoesNotChange();
    void theirsIsOverwrittenOnlyKnowingly();
    void whatCameWhileItWasAskedIsNotOverwritten();
    void aDraftIsDiscardedOnlyKnowingly();
    void whatIsSavedSaysWhenItIsInForce_data();
    void whatIsSavedSaysWhenItIsInForce();
    void whatFollowsTheDiskIsNotUndone();
    void theSameChangeIsNoConflict();
    void aFileThatIsGoneIsMadeAnew();
    void aMarkOfOtherEditorsIsKept();
    void linesEndAsTheFilesDo();
    void listAndPageSayTheSame();
    void keysOfTheWindowAreNotTyped();
    void whatCanBeDoneIsListed();
    void textIsFound();
};

/// The same problem on the same line is drawn again when the text under it was put in anew.
void TestFileEditor::remarksStayWithTheirText()
{
    const QByteArray wrong = PipelinesWorkspace::intake(3).replace("path:", "pth:");
    Editing edit([&](PipelinesWorkspace &files) { files.write(File, wrong); });
    QTRY_VERIFY(!edit.text->remarks().isEmpty());
    const int line = edit.text->remarks().firstKey();
    QTRY_VERIFY(!edit.editor().annotation(line).isEmpty());
    edit.room.files.write(File, wrong + "# theirs\n");
    QTRY_VERIFY_WITH_TIMEOUT(edit.text->text().contains(u"# theirs"_s), 20'000);
    QTRY_VERIFY(!edit.editor().annotation(line).isEmpty());
    QTRY_VERIFY(edit.state().contains(u"problem"_s));
}

void TestFileEditor::oneJudgementAtATime()
{
    PipelinesWorkspace files;
    TextJudge judge(files.desk(), files.root());
    QSignalSpy judged(&judge, &TextJudge::judged);
    for (int version = 3; version < 9; ++version)
        judge.judge(File, PipelinesWorkspace::intake(version));
    QTRY_COMPARE(judged.size(), 1);
    const auto judgement = judged.first().first().value<Judgement>();
    QCOMPARE(judgement.text, PipelinesWorkspace::intake(8));
    QVERIFY(judgement.pipeline && judgement.problems.isEmpty());
    QTest::qWait(50);
    QCOMPARE(judged.size(), 1);
}

void TestFileEditor::nothingIsInOrderBeforeItIsJudged()
{
    Editing edit;
    QTRY_VERIFY(edit.state().contains(u"in order"_s));
    edit.press({}, {}, 'x');
    QVERIFY2(!edit.state().contains(u"in order"_s), qPrintable(edit.state()));
    QVERIFY(edit.state().contains(u"not saved"_s));
    QTRY_VERIFY(edit.state().contains(u"problem"_s));
}

/// Said while it is written, not once it is to be applied.
void TestFileEditor::aLiveVersionDoesNotChange()
{
    Editing edit;
    QSignalSpy told(edit.room.panel.get(), &PipelinesPanel::told);
    QTRY_VERIFY(edit.state().contains(u"in order"_s));
    const QString before = edit.text->text();
    edit.text->changeText(QString(before).replace(u"/v2/scan"_s, u"/v3/scan"_s));
    QTRY_COMPARE(edit.text->remarks().size(), 1);
    QCOMPARE(edit.text->remarks().firstKey(), int(before.left(before.indexOf(u"version: 2"_s)).count(u'\n')));
    QVERIFY2(edit.text->remarks().first().contains(u"version: 3"_s), qPrintable(edit.text->remarks().first()));
    edit.press(Qt::Key_S, Qt::ControlModifier);
    QTRY_COMPARE(told.size(), 1);
    QVERIFY2(told.first().first().toString().contains(u"Nothing can be applied"_s), qPrintable(told.first().first().toString()));
    edit.text->changeText(edit.text->text().replace(u"version: 2"_s, u"version: 3"_s));
    QTRY_VERIFY(edit.text->remarks().isEmpty() && edit.state().contains(u"in order"_s));
}

void TestFileEditor::theirsIsOverwrittenOnlyKnowingly()
{
    Editing edit;
    edit.text->changeText(edit.text->text() + u"# mine\n"_s);
    edit.room.files.write(File, PipelinesWorkspace::intake(2) + "# theirs\n");
    QTRY_VERIFY_WITH_TIMEOUT(edit.state().contains(u"somebody else"_s), 20'000);
    QVERIFY(edit.save()->isEnabled() && edit.save()->text().contains(u"over it"_s));
    edit.press(Qt::Key_S, Qt::ControlModifier);
    QTRY_VERIFY(edit.question());
    QVERIFY(edit.question()->findChild<QPlainTextEdit *>(u"overwriteText"_s)->toPlainText().contains(u"# theirs"_s));
    QTest::keyClick(edit.question(), Qt::Key_Return); // the first answer is the harmless one
    QTRY_VERIFY(!edit.question());
    QVERIFY(edit.onDisk().contains("# theirs"));
    QTest::mouseClick(edit.save(), Qt::LeftButton);
    QTest::mouseClick(edit.question()->findChild<QPushButton *>(u"overwriteGo"_s), Qt::LeftButton);
    QTRY_VERIFY(edit.room.panel->unsavedFiles().isEmpty());
    QVERIFY(edit.onDisk().contains("# mine") && !edit.onDisk().contains("# theirs"));
}

/// A third version, which the question did not show.
void TestFileEditor::whatCameWhileItWasAskedIsNotOverwritten()
{
    Editing edit;
    QSignalSpy failed(edit.room.panel.get(), &PipelinesPanel::failed);
    edit.text->changeText(edit.text->text() + u"# mine\n"_s);
    edit.room.files.write(File, PipelinesWorkspace::intake(2) + "# theirs\n");
    QTRY_VERIFY_WITH_TIMEOUT(edit.state().contains(u"somebody else"_s), 20'000);
    edit.press(Qt::Key_S, Qt::ControlModifier);
    QTRY_VERIFY(edit.question());
    QTRY_VERIFY(!edit.state().contains(u"looking"_s));
    edit.room.files.write(File, PipelinesWorkspace::intake(2) + "# third\n");
    QSignalSpy read(edit.page, &FilePage::unsavedChanged);
    edit.page->refresh(); // as the watch has it
    QTRY_VERIFY(!read.isEmpty());
    QTest::mouseClick(edit.question()->findChild<QPushButton *>(u"overwriteGo"_s), Qt::LeftButton);
    QTRY_COMPARE(failed.size(), 1);
    QVERIFY(edit.onDisk().contains("# third"));
    QVERIFY(edit.text->text().contains(u"# mine"_s));
    QTRY_VERIFY(!edit.question());
    QTest::mouseClick(edit.save(), Qt::LeftButton);
    QTRY_VERIFY(edit.question());
    QVERIFY(edit.question()->findChild<QPlainTextEdit *>(u"overwriteText"_s)->toPlainText().contains(u"# third"_s));
}

/// Of what somebody else's text takes the place of, nothing can be brought back.
void TestFileEditor::aDraftIsDiscardedOnlyKnowingly()
{
    Editing edit;
    edit.text->changeText(edit.text->text() + u"# mine\n"_s);
    edit.room.files.write(File, PipelinesWorkspace::intake(2) + "# theirs\n");
    QTRY_VERIFY_WITH_TIMEOUT(edit.state().contains(u"somebody else"_s), 20'000);
    QTest::mouseClick(edit.discard(), Qt::LeftButton);
    QTRY_VERIFY(edit.question());
    QVERIFY(edit.question()->findChild<QPlainTextEdit *>(u"overwriteText"_s)->toPlainText().contains(u"# mine"_s));
    QTest::keyClick(edit.question(), Qt::Key_Return);
    QTRY_VERIFY(!edit.question());
    QVERIFY(edit.text->text().contains(u"# mine"_s));
}

void TestFileEditor::whatIsSavedSaysWhenItIsInForce_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<int>("errors"); // -1: it is not judged
    QTest::addColumn<QString>("says");
    QTest::newRow("pipeline") << u"pipelines/a.yaml"_s << 0 << u"live once it is applied"_s;
    QTest::newRow("wrong") << u"pipelines/a.yaml"_s << 2 << u"Nothing can be applied before its 2 problem"_s;
    QTest::newRow("not judged") << u"pipelines/a.yaml"_s << -1 << u"pipelines/a.yaml is saved."_s;
    QTest::newRow("runbook") << u"runbooks/a.md"_s << 0 << u"in force from now on"_s;
    QTest::newRow("settings") << u"cairn.yaml"_s << 0 << u"A runner reads it when it starts"_s;
}

void TestFileEditor::whatIsSavedSaysWhenItIsInForce()
{
    QFETCH(QString, file);
    QFETCH(int, errors);
    QFETCH(QString, says);
    const QString said = FileWording::saved(file, errors < 0 ? std::nullopt : std::optional<qsizetype>(errors));
    QVERIFY2(said.startsWith(file) && said.contains(says), qPrintable(said));
    QCOMPARE(said.endsWith(u"is saved."_s), errors < 0);
}

/// A text that was begun from another one would be saved over theirs without a word.
void TestFileEditor::whatFollowsTheDiskIsNotUndone()
{
    Editing edit;
    edit.text->changeText(edit.text->text() + u"# mine\n"_s);
    edit.room.files.write(File, PipelinesWorkspace::intake(2) + "# theirs\n");
    QTRY_VERIFY_WITH_TIMEOUT(edit.state().contains(u"somebody else"_s), 20'000);
    QTest::mouseClick(edit.discard(), Qt::LeftButton);
    QTRY_VERIFY(edit.question());
    QTest::mouseClick(edit.question()->findChild<QPushButton *>(u"overwriteGo"_s), Qt::LeftButton);
    edit.press(Qt::Key_Z, Qt::ControlModifier);
    QVERIFY(edit.text->text().contains(u"# theirs"_s));
    edit.room.files.write(File, PipelinesWorkspace::intake(2) + "# again theirs\n");
    QTRY_VERIFY_WITH_TIMEOUT(edit.text->text().contains(u"# again theirs"_s), 20'000);
    edit.press(Qt::Key_Z, Qt::ControlModifier);
    QVERIFY(edit.text->text().contains(u"# again theirs"_s));
    QVERIFY(edit.room.panel->unsavedFiles().isEmpty());
}

void TestFileEditor::theSameChangeIsNoConflict()
{
    Editing edit;
    edit.text->changeText(edit.text->text() + u"# ours\n"_s);
    QCOMPARE(edit.room.panel->unsavedFiles(), QStringList{File});
    edit.room.files.write(File, edit.text->text().toUtf8());
    QTRY_VERIFY_WITH_TIMEOUT(edit.room.panel->unsavedFiles().isEmpty(), 20'000);
    QVERIFY(!edit.state().contains(u"somebody else"_s));
}

void TestFileEditor::aFileThatIsGoneIsMadeAnew()
{
    Editing edit;
    QSignalSpy failed(edit.room.panel.get(), &PipelinesPanel::failed);
    edit.text->changeText(edit.text->text() + u"# mine\n"_s);
    QVERIFY(QFile::remove(QDir(edit.room.files.root()).filePath(File)));
    QTRY_VERIFY_WITH_TIMEOUT(edit.state().contains(u"not there any more"_s), 20'000);
    edit.press(Qt::Key_S, Qt::ControlModifier);
    QTRY_VERIFY(edit.onDisk().contains("# mine"));
    QTRY_VERIFY(edit.room.panel->unsavedFiles().isEmpty());
    QVERIFY(failed.isEmpty());
}

void TestFileEditor::aMarkOfOtherEditorsIsKept()
{
    const QByteArray marked = "\xEF\xBB\xBF" + PipelinesWorkspace::intake(3);
    Editing edit([&](PipelinesWorkspace &files) { files.write(File, marked); });
    QTRY_VERIFY(edit.state().contains(u"in order"_s));
    QVERIFY(edit.room.panel->unsavedFiles().isEmpty());
    edit.text->changeText(edit.text->text() + u"# mine\n"_s);
    edit.press(Qt::Key_S, Qt::ControlModifier);
    QTRY_COMPARE(edit.onDisk(), marked + "# mine\n");
    QTRY_VERIFY(edit.room.panel->unsavedFiles().isEmpty());
    edit.room.files.write(File, "pipeline: invoice-intake\n# \xE4\n"); // Latin-1
    QTRY_VERIFY_WITH_TIMEOUT(edit.state().contains(u"UTF-8"_s), 20'000);
    QVERIFY(edit.room.panel->unsavedFiles().isEmpty() && !edit.save()->isEnabled());
}

void TestFileEditor::linesEndAsTheFilesDo()
{
    Editing edit([](PipelinesWorkspace &files) { files.write(File, PipelinesWorkspace::intake(3).replace("\n", "\r\n")); });
    edit.text->goToLine(0);
    edit.press(Qt::Key_End);
    edit.press(Qt::Key_Return);
    QCOMPARE(edit.text->text().count(u'\n'), edit.text->text().count(u"\r\n"_s));
}

void TestFileEditor::listAndPageSayTheSame()
{
    Editing edit;
    auto *unsaved = edit.room.find<UnsavedLine>("unsavedLine");
    edit.text->changeText(edit.text->text() + u"# mine\n"_s);
    QVERIFY(!unsaved->isVisible()); // it is seen
    QTest::keyClick(edit.room.list(), Qt::Key_Down);
    QVERIFY(edit.room.find<QWidget>("pipelinePage")->isVisible());
    QVERIFY(unsaved->isVisible());
    QTest::mouseClick(unsaved->findChild<QToolButton *>(u"unsavedFile"_s), Qt::LeftButton);
    QTRY_VERIFY(edit.text->isVisible());
    QVERIFY(edit.text->text().contains(u"# mine"_s) && !unsaved->isVisible());
    edit.room.panel->focusList();
    QVERIFY(edit.room.panel->goBack()); // the window's Esc
    QVERIFY(!edit.text->isVisible() && unsaved->isVisible());
    QVERIFY(!edit.room.panel->goBack());
}

void TestFileEditor::keysOfTheWindowAreNotTyped()
{
    Editing edit;
    const QString before = edit.text->text();
    edit.press({}, Qt::AltModifier, 'q');
    for (const Qt::Key key : {Qt::Key_L, Qt::Key_D, Qt::Key_T})
        edit.press(key, Qt::ControlModifier);
    edit.press(Qt::Key_L, Qt::ControlModifier | Qt::ShiftModifier);
    QCOMPARE(edit.text->text(), before);
    edit.press({}, {}, 'q');
    QVERIFY(edit.text->text() != before);
}

void TestFileEditor::whatCanBeDoneIsListed()
{
    const Editing edit;
    QStringList entries;
    for (const PaletteEntry &entry : entriesOfActions(edit.room.panel.get()))
        entries.append(entry.id);
    QVERIFY(entries.contains(u"button/fileSave"_s) && entries.contains(u"button/fileDiscard"_s));
    QStringList keys;
    for (const ShortcutGroup &group : shortcutsOf(edit.room.panel.get())) {
        for (const ShortcutLine &line : group.lines)
            keys.append(line.keys);
    }
    QVERIFY(keys.contains(u"F8"_s) && keys.contains(u"Ctrl+Shift+S"_s));
}

void TestFileEditor::textIsFound()
{
    Editing edit;
    edit.text->editor()->setFocus();
    edit.room.panel->focusFilter(); // the window's Ctrl+F
    auto *bar = edit.room.find<FindBar>("findBar");
    QVERIFY(bar->isVisible());
    auto *line = bar->findChild<QLineEdit *>(u"findText"_s);
    QTest::keyClicks(line, u"scan"_s);
    QTest::keyClick(line, Qt::Key_Return);
    QCOMPARE(edit.text->selectedText(), u"scan"_s);
    QVERIFY(edit.room.panel->goBack()); // the line first, then the file
    QVERIFY(!bar->isVisible() && edit.text->isVisible());
}

QTEST_MAIN(TestFileEditor)
#include "tst_gui_fileeditor.moc"
