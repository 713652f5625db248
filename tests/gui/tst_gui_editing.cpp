#include "editworkspace.h"

#include "ui/codeview.h"
#include "ui/editdialog.h"
#include "ui/linedtext.h"
#include "ui/patchdialog.h"
#include "ui/versionsdialog.h"

#include <QAbstractButton>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QTabWidget>

using namespace cairn;
using namespace cairn::testing;
using namespace Qt::StringLiterals;

/// What is edited is named, what was written is not lost by a word that nobody said, and what is only compared is covered.
class TestEditing : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void namesTheRun();
    void whatWasWrittenOutlivesAFile();
    void loadingAnewAsksOnce();
    void aPatchIsNotLostByOneKey();
    void comparedRequestsAreCovered();

private:
    template <typename T> static T *part(QWidget *dialog, const char *name)
    {
        return dialog->findChild<T *>(QString::fromLatin1(name));
    }
    static QString told(QWidget *dialog, const char *name) { return part<QLabel>(dialog, name)->text(); }
    /// The dialog, once it knows what the step sends.
    static EditDialog *opened(const EditWorkspace &test)
    {
        test.trigger(u"editStep"_s);
        EditDialog *dialog = nullptr;
        const bool came = QTest::qWaitFor(
            [&] {
                dialog = test.window->findChild<EditDialog *>();
                return dialog && told(dialog, "editVerdict") == u"Nothing is changed yet."_s;
            },
            20'000);
        return came ? dialog : nullptr;
    }
    static CodeView *code(QWidget *dialog) { return part<CodeView>(dialog, "editText"); }
    static void write(QWidget *dialog, const QString &text)
    {
        auto *editor = code(dialog)->findChild<QWidget *>(u"codeText"_s);
        QTest::keyClick(editor, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClicks(editor, text);
    }
};

void TestEditing::namesTheRun()
{
    const EditWorkspace test;
    auto *dialog = opened(test);
    QVERIFY(dialog);
    QCOMPARE(told(dialog, "editSubject"), u"%1 · %2"_s.arg(test.row(test.run).inputName, test.run.toString()));
}

void TestEditing::whatWasWrittenOutlivesAFile()
{
    const EditWorkspace test;
    auto *dialog = opened(test);
    QVERIFY(dialog);
    const QString size = told(dialog, "editFile");
    const QString written = u"{\"of\": \"good\"}"_s;
    write(dialog, written);
    dialog->takeFile(test.workspace.cairn().path(u"a.txt"_s));
    QCOMPARE(told(dialog, "editFile"), u"a.txt goes out in its place."_s);
    QTest::mouseClick(part<QAbstractButton>(dialog, "editDropFile"), Qt::LeftButton);
    QCOMPARE(code(dialog)->text(), written);
    QCOMPARE(told(dialog, "editFile"), size);
    QTRY_COMPARE(told(dialog, "editVerdict"), u"This is JSON, and as order@1 asks for."_s);
    QTest::keyClicks(part<QLineEdit>(dialog, "editReason"), u"a typing error"_s);
    QVERIFY(part<QAbstractButton>(dialog, "editGo")->isEnabled());
}

/// What is loaded is in place of what was written.
void TestEditing::loadingAnewAsksOnce()
{
    const EditWorkspace test;
    auto *dialog = opened(test);
    QVERIFY(dialog);
    const QString before = code(dialog)->text();
    write(dialog, u"{\"of\": \"good\"}"_s);
    auto *reload = part<QAbstractButton>(dialog, "editReload");
    reload->click();
    QVERIFY2(told(dialog, "editVerdict").contains(u"once more"_s), qPrintable(told(dialog, "editVerdict")));
    QCOMPARE(code(dialog)->text(), u"{\"of\": \"good\"}"_s);
    reload->click();
    QTRY_COMPARE(code(dialog)->text(), before);
    QTRY_COMPARE(told(dialog, "editVerdict"), u"Nothing is changed yet."_s);
}

void TestEditing::aPatchIsNotLostByOneKey()
{
    const EditWorkspace test;
    const Incident incident = test.reader().incidents({}, std::nullopt, 1).value().value(0);
    auto *dialog = new PatchDialog(*test.desk, incident, test.window.get());
    dialog->open();
    QVERIFY(told(dialog, "patchSubject").startsWith(u"Incident %1 · api · send"_s.arg(incident.id)));
    auto *text = part<QPlainTextEdit>(dialog, "patchText");
    QTest::keyClicks(text, u".of = \"good\""_s);
    QTRY_VERIFY(told(dialog, "patchVerdict").startsWith(u"Tried on"_s));
    QTest::keyClick(dialog, Qt::Key_Escape);
    QVERIFY(dialog->isVisible());
    QVERIFY2(told(dialog, "patchVerdict").contains(u"once more"_s), qPrintable(told(dialog, "patchVerdict")));
    QTest::keyClick(dialog, Qt::Key_Escape);
    QVERIFY(!dialog->isVisible());
}

void TestEditing::comparedRequestsAreCovered()
{
    const EditWorkspace test;
    test.apply(EditWorkspace::steps("4111 1111 1111 1111"), 2);
    VersionsDialog dialog(*test.desk, test.row(test.run), StepId(u"send"_s));
    dialog.setAttribute(Qt::WA_DeleteOnClose, false);
    dialog.open();
    auto *steps = part<QListWidget>(&dialog, "versionsSteps");
    QTRY_COMPARE(steps->count(), 3);
    QCOMPARE(steps->item(1)->text(), u"send — sends another request"_s);
    QStringList texts;
    for (const TextLine &line : part<LinedText>(&dialog, "versionsRequest")->lines())
        texts.append(line.text);
    const QString shown = texts.join(u'\n');
    QVERIFY2(shown.contains(u"**** **** **** 1111"_s) && !shown.contains(u"4111"_s), qPrintable(shown));
}

QTEST_MAIN(TestEditing)
#include "tst_gui_editing.moc"
