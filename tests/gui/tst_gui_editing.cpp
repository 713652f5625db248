#include "editworkspace.h"

#include "ui/editor/codeview.h"
#include "ui/editor/linedtext.h"
#include "ui/incidents/patchdialog.h"
#include "ui/payload/editdialog.h"
#include "ui/run/versionsdialog.h"

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
    void patchedRequestsAreCovered();
    void whatIsNotUtf8IsReplacedAsAWhole();
    void theMarkOfATextStays();

private:
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
    /// As sensitive data of the workspace's own.
    static void defineBad(const EditWorkspace &test)
    {
        test.workspace.cairn().write(u"cairn.yaml"_s,
                                     "workspace: test\ndata: { classes: { order: { regex: \"\\\\bbad\\\\b\" } } }\n");
    }
    static QString lines(QWidget *dialog, const char *name)
    {
        QStringList texts;
        for (const TextLine &line : part<LinedText>(dialog, name)->lines())
            texts.append(line.text);
        return texts.join(u'\n');
    }
    static CodeView *code(QWidget *dialog) { return part<CodeView>(dialog, "editText"); }
};

namespace {

/// A step that stands, and sends the file as it is.
struct SentFile
{
    LedgerServer ledger{[](const LedgerEntry &, int) { return jsonAnswer("{}", 422); }};
    OneServiceWorkspace workspace{ledger.port(), "  send:\n    service: api\n    request: { method: POST, path: /send, body: { "
                                                 "file: \"${{ .input }}\" } }\n"};
    std::unique_ptr<Session> session;
    std::unique_ptr<Desk> desk;
    std::unique_ptr<EditDialog> dialog;

    explicit SentFile(const QByteArray &bytes)
    {
        workspace.cairn().write(u"a.txt"_s, bytes);
        if (workspace.run() != 1)
            qFatal("the run is not blocked");
        session = std::move(*Session::open(workspace.cairn().path({})));
        desk = std::make_unique<Desk>(session->store(), session->clock());
        const auto run = (*session->store().reader())->run(*RunId::fromString(workspace.id()));
        dialog = std::make_unique<EditDialog>(*desk, QString(), *run, StepKey{StepId(u"send"_s)});
        dialog->setAttribute(Qt::WA_DeleteOnClose, false);
        dialog->open();
    }
};

} // namespace

/// Written back as UTF-8, all of its letters would be others.
void TestEditing::whatIsNotUtf8IsReplacedAsAWhole()
{
    const SentFile sent("M\xfcller;K\xf6ln;1\n");
    QTRY_COMPARE(told(sent.dialog.get(), "editVerdict"), u"It can be replaced by a file."_s);
    QVERIFY(!code(sent.dialog.get())->isEnabled());
    QVERIFY(code(sent.dialog.get())->text().isEmpty());
}

/// And the ends of its lines.
void TestEditing::theMarkOfATextStays()
{
    const SentFile sent("\xef\xbb\xbfM\xc3\xbcller;1\r\nK\xc3\xb6ln;1\r\n");
    QWidget *dialog = sent.dialog.get();
    QTRY_COMPARE(told(dialog, "editVerdict"), u"Nothing is changed yet."_s);
    code(dialog)->changeText(code(dialog)->text().replace(u'1', u'2'));
    QTest::keyClicks(part<QLineEdit>(dialog, "editReason"), u"a typing error"_s);
    auto *go = part<QAbstractButton>(dialog, "editGo");
    QTRY_VERIFY(go->isEnabled());
    QTest::mouseClick(go, Qt::LeftButton);
    QTRY_VERIFY(!dialog->isVisible());
    QCOMPARE(sent.workspace.drain(), 1);
    QCOMPARE(sent.ledger.entries().last().body, QByteArray("\xef\xbb\xbfM\xc3\xbcller;2\r\nK\xc3\xb6ln;2\r\n"));
}

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
    auto *dialog = new PatchDialog(*test.desk, {}, incident, test.window.get());
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
    defineBad(test);
    test.apply(EditWorkspace::steps("4111 1111 1111 1111"), 2);
    test.trigger(u"compareVersions"_s);
    VersionsDialog *dialog = nullptr;
    QTRY_VERIFY((dialog = test.window->findChild<VersionsDialog *>()));
    auto *steps = part<QListWidget>(dialog, "versionsSteps");
    QTRY_COMPARE(steps->count(), 3);
    QCOMPARE(steps->item(1)->text(), u"send — sends another request"_s);
    const QString shown = lines(dialog, "versionsRequest");
    QVERIFY2(shown.contains(u"**** **** **** 1111"_s) && !shown.contains(u"4111"_s), qPrintable(shown));
    QVERIFY2(shown.contains(u"\"of\": \"***\""_s) && !shown.contains(u"bad"_s), qPrintable(shown));
    dialog->reject();
}

void TestEditing::patchedRequestsAreCovered()
{
    const EditWorkspace test;
    defineBad(test);
    const Incident incident = test.reader().incidents({}, std::nullopt, 1).value().value(0);
    auto *dialog = new PatchDialog(*test.desk, test.workspace.cairn().path({}), incident, test.window.get());
    dialog->open();
    QTest::keyClicks(part<QPlainTextEdit>(dialog, "patchText"), u".also = .of"_s);
    QTRY_VERIFY(told(dialog, "patchVerdict").startsWith(u"Tried on"_s));
    const QString shown = lines(dialog, "patchDifference");
    QVERIFY2(shown.contains(u"\"also\": \"***\""_s) && !shown.contains(u"bad"_s), qPrintable(shown));
    QVERIFY2(shown.startsWith(u"Some of this is covered, and asterisks for the program"_s), qPrintable(shown));
}

QTEST_MAIN(TestEditing)
#include "tst_gui_editing.moc"
