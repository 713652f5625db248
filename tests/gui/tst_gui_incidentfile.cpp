#include "payloadsample.h"
#include "samplerun.h"
#include "windowtest.h"

#include "control/incidentbundle.h"
#include "ui/incidents/incidentexporter.h"
#include "ui/incidents/incidentfiles.h"
#include "ui/incidents/incidentfilewindow.h"
#include "ui/incidents/incidentmomentsmodel.h"
#include "ui/incidents/postmortemview.h"
#include "ui/run/attemptsmodel.h"
#include "ui/runs/runsmodel.h"
#include "ui/window/statementexporter.h"

#include <QAbstractButton>
#include <QAbstractItemModelTester>
#include <QDir>
#include <QDropEvent>
#include <QFile>
#include <QFileDialog>
#include <QMimeData>
#include <QSignalSpy>
#include <QTabWidget>
#include <QTextBrowser>

using namespace cairn;
using namespace cairn::testing;
using namespace Qt::StringLiterals;

namespace {

Result<std::unique_ptr<Store>> makeStore(const QString &folder)
{
    return openSqliteStore({folder});
}

/// A workspace with an incident of two runs, written into a file with what the failing step sent.
class FileTest
{
public:
    FileTest()
    {
        workspace.addPipeline(u"intake"_s, {u"scan"_s, u"extract<scan"_s});
        request = recordPayload(workspace, R"({"page": 1, "card": "4111 1111 1111 1111"})");
        for (const char *input : {"a.pdf", "b.pdf"})
            runs.append(
                SampleRun(workspace, u"intake"_s, QString::fromLatin1(input), 12, Milliseconds(600'000))
                    .pass(u"scan"_s, Milliseconds(120))
                    .fail(u"extract"_s, Category::Service, u"the service answered 503"_s, 503, Milliseconds(500))
                    .stop(u"extract"_s, Category::Service, u"the service answered 503"_s, 503, Action::Block, u"2 of 2 used"_s)
                    .commit());
        Attempt sent;
        sent.run = runs.first();
        sent.step = StepId(u"extract"_s);
        sent.number = 3;
        sent.service = u"extract"_s;
        sent.method = "POST";
        sent.url = u"https://extract.example.net/v1"_s;
        sent.request = request;
        sent.status = 503;
        sent.category = Category::Service;
        sent.decision = Action::Block;
        sent.startedAt = SystemClock().now();
        workspace.commit(Transaction(AddAttempt{sent}));
        const auto incidents = workspace.reader().incidents({}, std::nullopt, 1);
        if (!incidents || incidents->isEmpty())
            qFatal("no incident");
        incident = incidents->first().id;
    }

    BundleAuthor author() const { return {u"harbour"_s, u"ann@pier"_s, workspace.path(u"audit.key"_s)}; }
    QString write(BundledPayloads payloads = BundledPayloads::Failing)
    {
        LongWork work;
        const QString path = workspace.path(u"a.cairn-incident"_s);
        const auto saved = saveIncident(workspace.store(), {incident, payloads, path, {}}, author(), SystemClock().now(), work);
        if (!saved)
            qFatal("%s", qPrintable(describe(saved.error())));
        return path;
    }

    GuiWorkspace workspace;
    PayloadRef request;
    QList<RunId> runs;
    qint64 incident = 0;
};

} // namespace

/// Incident files in the console: opened read-only, looked through by keys and mouse; made, and refused when somebody touched
/// them.
class TestGuiIncidentFile : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void tellsWhatHappened();
    void runsAndPayloadsAreLookedInto();
    void whatIsLeftOutIsSaid();
    void draftIsSaved_data();
    void draftIsSaved();
    void touchedFileIsRefused();
    void droppedAndChosen();
    void savesWithProgress();
    void aStatementGetsItsSuffix();
    void modelKeepsTheRules();

private:
    static IncidentFileWindow *open(FileTest &test, IncidentFiles &files, QWidget &console, const QString &path);
    template <typename T> static T *in(const QWidget *window, const char *name)
    {
        T *found = window->findChild<T *>(QString::fromLatin1(name));
        if (!found)
            qFatal("no %s", name);
        return found;
    }
};

IncidentFileWindow *TestGuiIncidentFile::open(FileTest &, IncidentFiles &files, QWidget &console, const QString &path)
{
    files.open(path);
    if (!QTest::qWaitFor([&] { return console.findChild<IncidentFileWindow *>() != nullptr; }))
        qFatal("no window");
    auto *window = console.findChild<IncidentFileWindow *>();
    window->activateWindow();
    if (!QTest::qWaitForWindowActive(window))
        qFatal("not active");
    return window;
}

void TestGuiIncidentFile::tellsWhatHappened()
{
    FileTest test;
    QWidget console;
    IncidentFiles files(test.workspace.desk(), makeStore, test.workspace.copies(), &console);
    auto *window = open(test, files, console, test.write());
    QCOMPARE(window->windowTitle(), u"a.cairn-incident – read-only"_s);
    QVERIFY(in<QLabel>(window, "incidentFileFacts")->text().contains(u"open: 2 failing"_s));
    const QString origin = in<QLabel>(window, "incidentFileOrigin")->text();
    QVERIFY2(origin.startsWith(u"Read-only."_s) && origin.contains(u"ann@pier"_s) && origin.contains(u"harbour"_s),
             qPrintable(origin));
    auto *timeline = in<QTableView>(window, "incidentFileTimeline");
    QStringList told;
    for (int row = 0; row < timeline->model()->rowCount(); ++row)
        told.append(WindowTest::cell(timeline, row, IncidentMomentsModel::WhatColumn));
    QVERIFY(told.contains(u"opened"_s));
    QCOMPARE(told.filter(u"attempt 2: HTTP 503, block"_s).size(), 2);
    QTest::keyClick(window, Qt::Key_Escape);
    QTRY_VERIFY(!console.findChild<IncidentFileWindow *>());
}

void TestGuiIncidentFile::runsAndPayloadsAreLookedInto()
{
    FileTest test;
    QWidget console;
    IncidentFiles files(test.workspace.desk(), makeStore, test.workspace.copies(), &console);
    auto *window = open(test, files, console, test.write());
    auto *tabs = in<QTabWidget>(window, "incidentFileTabs");
    QTest::mouseClick(tabs->tabBar(), Qt::LeftButton, {}, tabs->tabBar()->tabRect(1).center());
    auto *runs = in<QTableView>(window, "incidentFileRuns");
    QCOMPARE(runs->model()->rowCount(), 2);
    runs->setCurrentIndex(runs->model()->index(1, RunsModel::InputColumn));
    auto *detail = window->findChild<RunDetailPanel *>();
    QTRY_VERIFY(detail->run() && detail->run()->id == test.runs.first());
    QVERIFY(!detail->findChild<QAbstractButton *>(u"why_retry"_s)); // nothing can be asked for
    for (const char *action : {"retryThisStep", "rerunFromStart", "compareVersions"})
        QVERIFY2(!in<QAction>(detail, action)->isEnabled(), action);
    auto *pages = in<QTabWidget>(window, "detailTabs");
    auto *attempts = in<QTableView>(window, "attemptsTable");
    pages->setCurrentWidget(attempts);
    QTRY_COMPARE(attempts->model()->rowCount(), 4);
    attempts->setCurrentIndex(attempts->model()->index(3, 0));
    in<QAction>(window, "showRequest")->trigger();
    QTRY_VERIFY(window->findChild<QWidget *>(u"payloadWindow"_s));
    auto *kind = in<QLabel>(window->findChild<QWidget *>(u"payloadWindow"_s), "payloadKind");
    QTRY_VERIFY2(kind->text().contains(u"JSON"_s), qPrintable(kind->text()));
    auto *reveal = in<QAbstractButton>(window->findChild<QWidget *>(u"payloadWindow"_s), "maskReveal");
    QTRY_VERIFY(reveal->isVisible() && reveal->isEnabled());
    QTest::mouseClick(reveal, Qt::LeftButton);
    QVERIFY(!window->findChild<QWidget *>(u"revealDialog"_s)); // there is no audit that a reason could go into
    QTRY_COMPARE(in<QLabel>(window->findChild<QWidget *>(u"payloadWindow"_s), "maskText")->text(),
                 u"Shown: 1 payment card(s)."_s);
    delete window; // with its windows, while they read
}

void TestGuiIncidentFile::whatIsLeftOutIsSaid()
{
    FileTest test;
    QWidget console;
    IncidentFiles files(test.workspace.desk(), makeStore, test.workspace.copies(), &console);
    auto *window = open(test, files, console, test.write(BundledPayloads::None));
    auto *detail = window->findChild<RunDetailPanel *>();
    Q_EMIT detail->payloadWanted(test.request, u"Request"_s, {});
    QVERIFY(!window->findChild<QWidget *>(u"payloadWindow"_s));
    const auto labels = window->findChildren<QLabel *>();
    QVERIFY(std::any_of(labels.begin(), labels.end(),
                        [](const QLabel *label) { return label->text().contains(u"not in the file"_s) && label->isVisible(); }));
}

void TestGuiIncidentFile::draftIsSaved_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("begin");
    QTest::newRow("Markdown") << u"draft.md"_s << QByteArray("# Post-mortem: incident ");
    QTest::newRow("HTML") << u"draft.html"_s << QByteArray("<!DOCTYPE html>");
    QTest::newRow("PDF") << u"draft.pdf"_s << QByteArray("%PDF-1.");
}

void TestGuiIncidentFile::draftIsSaved()
{
    QFETCH(QString, name);
    QFETCH(QByteArray, begin);
    FileTest test;
    const auto bundle = readIncidentFile(test.write(), {});
    QVERIFY(bundle);
    PostMortemView view;
    view.setBundle(*bundle);
    view.show();
    auto *page = in<QTextBrowser>(&view, "postMortemPage");
    QVERIFY(page->toPlainText().contains(u"What helped"_s));
    QVERIFY(page->textCursor().atStart()); // it begins with its heading
    QSignalSpy told(&view, &PostMortemView::told);
    QTest::mouseClick(in<QWidget>(&view, "savePostMortem"), Qt::LeftButton);
    auto *chooser = in<QFileDialog>(&view, "savePostMortemDialog");
    auto *line = chooser->findChild<QLineEdit *>(u"fileNameEdit"_s);
    line->setText(test.workspace.path(name));
    QTest::keyClick(line, Qt::Key_Return);
    QVERIFY(told.wait(20'000));
    QFile file(test.workspace.path(name));
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QByteArray bytes = file.readAll();
    QVERIFY2(bytes.startsWith(begin), bytes.left(40).constData());
    QVERIFY(bytes.size() > 800);
}

void TestGuiIncidentFile::touchedFileIsRefused()
{
    FileTest test;
    const QString path = test.write();
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadWrite) && file.seek(file.size() / 2) && file.write("#!#!") == 4);
    file.close();
    QWidget console;
    IncidentFiles files(test.workspace.desk(), makeStore, test.workspace.copies(), &console);
    QSignalSpy failed(&files, &IncidentFiles::failed);
    files.open(path);
    QVERIFY(failed.wait(20'000));
    QCOMPARE(word(failed.first().first().value<Error>().kind), u"damaged"_s);
    QVERIFY(!console.findChild<IncidentFileWindow *>());
}

void TestGuiIncidentFile::droppedAndChosen()
{
    const WindowTest test([](GuiWorkspace &workspace) {
        workspace.addPipeline(u"intake"_s, {u"scan"_s});
        workspace.write(u"b.cairn-incident"_s, "whatever");
    });
    QSignalSpy wanted(test.window.get(), &MainWindow::incidentFileWanted);
    const QString path = test.workspace.path(u"b.cairn-incident"_s);
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(path)});
    QDragEnterEvent enter(QPoint(300, 300), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(test.window.get(), &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent drop(QPointF(300, 300), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(test.window.get(), &drop);
    QCOMPARE(wanted.size(), 1);
    QCOMPARE(wanted.first().first().toString(), path);
    test.find<QAction>("openIncidentFile")->trigger();
    auto *chooser = test.find<QFileDialog>("incidentFileDialog");
    auto *line = chooser->findChild<QLineEdit *>(u"fileNameEdit"_s);
    line->setText(path);
    QTest::keyClick(line, Qt::Key_Return);
    QTRY_COMPARE(wanted.size(), 2);
}

void TestGuiIncidentFile::savesWithProgress()
{
    FileTest test;
    QWidget console;
    console.show();
    IncidentExporter exporter(test.workspace.desk(), test.author(), &console);
    exporter.choose(test.incident);
    auto *chooser = in<QFileDialog>(&console, "saveIncidentDialog");
    const QString path = test.workspace.path(u"made.cairn-incident"_s);
    chooser->selectNameFilter(chooser->nameFilters().first());
    auto *line = chooser->findChild<QLineEdit *>(u"fileNameEdit"_s);
    line->setText(path);
    QTest::keyClick(line, Qt::Key_Return);
    QTRY_VERIFY(console.findChild<QDialog *>(u"progressDialog"_s));
    QTRY_COMPARE(in<QLabel>(console.findChild<QDialog *>(u"progressDialog"_s), "progressText")->text(),
                 u"The incident is written"_s);
    QVERIFY(readIncidentFile(path, {}));
    exporter.draft(test.incident);
    QTRY_VERIFY(console.findChild<QDialog *>(u"postMortemDialog"_s));
}

/// Though it has two dots. And it is proposed at home, as whatever is saved.
void TestGuiIncidentFile::aStatementGetsItsSuffix()
{
    FileTest test;
    QWidget console;
    StatementExporter exporter(test.workspace.desk(), test.author(), &console);
    exporter.choose(test.runs.first());
    auto *chooser = in<QFileDialog>(&console, "saveStatementDialog");
    QCOMPARE(chooser->defaultSuffix(), u"intoto.jsonl"_s);
    QCOMPARE(chooser->directory().path(), QDir::homePath());
}

void TestGuiIncidentFile::modelKeepsTheRules()
{
    IncidentMomentsModel model;
    const QAbstractItemModelTester tester(&model);
    IncidentMoment moment;
    moment.what = u"opened"_s;
    model.setMoments({moment, moment});
    QCOMPARE(model.index(1, IncidentMomentsModel::WhatColumn).data().toString(), u"opened"_s);
}

QTEST_MAIN(TestGuiIncidentFile)
#include "tst_gui_incidentfile.moc"
