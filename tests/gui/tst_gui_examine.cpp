#include "samplerun.h"
#include "windowtest.h"

#include "ui/window/findingsmodel.h"

#include <QAbstractItemModelTester>
#include <QClipboard>
#include <QDialog>
#include <QDirIterator>
#include <QGuiApplication>
#include <QPushButton>

using namespace cairn;
using namespace cairn::testing;
using namespace Qt::StringLiterals;

/// Examining the store from the console, as its user does it.
class TestGuiExamine : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void soundStore();
    void lostPayloadIsFoundFirst();
    void canBeStopped();
    void modelKeepsTheRules();

private:
    static QDialog *open(const WindowTest &test);
    static QString status(const QDialog *dialog) { return dialog->findChild<QLabel *>(u"examinationStatus"_s)->text(); }
    static QTableView *findings(const QDialog *dialog) { return dialog->findChild<QTableView *>(u"findingsTable"_s); }
};

QDialog *TestGuiExamine::open(const WindowTest &test)
{
    test.find<QAction>("examineStore")->trigger();
    auto *dialog = test.find<QDialog>("examinationDialog");
    dialog->activateWindow();
    if (!QTest::qWaitFor([dialog] { return QApplication::activeWindow() == dialog; }))
        qFatal("the dialog does not become active");
    return dialog;
}

void TestGuiExamine::soundStore()
{
    const WindowTest test([](GuiWorkspace &workspace) { workspace.addPipeline(u"intake"_s, {u"scan"_s}); });
    QDialog *dialog = open(test);
    QTRY_COMPARE(status(dialog), u"The store is sound."_s);
    QVERIFY(findings(dialog)->model()->rowCount() >= 5);
    QTest::mouseClick(dialog->findChild<QPushButton *>(u"copyReport"_s), Qt::LeftButton);
    QVERIFY(QGuiApplication::clipboard()->text().contains(u"structure is sound"_s));
    QTest::keyClick(dialog, Qt::Key_Escape);
    QTRY_VERIFY(!test.window->findChild<QDialog *>(u"examinationDialog"_s));
}

void TestGuiExamine::lostPayloadIsFoundFirst()
{
    const WindowTest test([](GuiWorkspace &workspace) {
        workspace.write(u"large.bin"_s, QByteArray(200'000, 'x'));
        auto staged = workspace.store().payloads().ingestFile(workspace.path(u"large.bin"_s));
        if (!staged)
            qFatal("%s", qPrintable(describe(staged.error())));
        workspace.commit(Transaction(PutPayload{std::move(*staged)}));
        for (QDirIterator it(workspace.path(u".cairn/payloads"_s), QDir::Files, QDirIterator::Subdirectories); it.hasNext();)
            QFile::remove(it.next());
    });
    QDialog *dialog = open(test);
    QTRY_COMPARE(findings(dialog)->model()->index(0, FindingsModel::SeverityColumn).data().toString(), u"Bad"_s);
    const QString subject = findings(dialog)->model()->index(0, FindingsModel::SubjectColumn).data().toString();
    QVERIFY2(subject.startsWith(u"payload "_s), qPrintable(subject));
    QVERIFY(!findings(dialog)->model()->index(0, FindingsModel::RemedyColumn).data().toString().isEmpty());
}

void TestGuiExamine::canBeStopped()
{
    const WindowTest test([](GuiWorkspace &workspace) {
        workspace.addPipeline(u"intake"_s, {u"scan"_s});
        for (int i = 0; i < 400; ++i)
            workspace.addRun(u"intake"_s, u"%1.pdf"_s.arg(i), RunState::Succeeded);
    });
    QDialog *dialog = open(test);
    QTest::keyClick(dialog, Qt::Key_Escape); // closes it, which stops the work
    QTRY_VERIFY(!test.window->findChild<QDialog *>(u"examinationDialog"_s));
    dialog = open(test);
    QTest::mouseClick(dialog->findChild<QPushButton *>(u"stopExamination"_s), Qt::LeftButton);
    QTRY_VERIFY2(status(dialog).startsWith(u"Stopped."_s) || findings(dialog)->model()->rowCount() > 0,
                 qPrintable(status(dialog)));
}

void TestGuiExamine::modelKeepsTheRules()
{
    FindingsModel model;
    const QAbstractItemModelTester tester(&model);
    model.setFindings(
        {{Finding::Severity::Good, u"disk"_s, u"plenty"_s, {}}, {Finding::Severity::Bad, u"run 7"_s, u"odd"_s, u"report"_s}});
    QCOMPARE(model.index(0, FindingsModel::SubjectColumn).data().toString(), u"run 7"_s);
    QCOMPARE(model.report(), u"Bad\trun 7\todd\treport\nGood\tdisk\tplenty\t"_s);
}

QTEST_MAIN(TestGuiExamine)
#include "tst_gui_examine.moc"
