#include "windowtest.h"

#include "ui/services/policydraft.h"
#include "ui/window/pipelinedialog.h"
#include "ui/window/quitquestion.h"
#include "ui/window/statusbar.h"
#include "ui/window/submitter.h"

#include <QApplication>
#include <QDropEvent>
#include <QListWidget>
#include <QMessageBox>
#include <QMimeData>
#include <QPushButton>
#include <QSemaphore>
#include <QSignalSpy>
#include <QToolButton>

#include <thread>

using namespace cairn;
using namespace cairn::testing;
using namespace Qt::StringLiterals;

namespace {

/// Keeps a desk's long work from being begun.
class Jam
{
public:
    explicit Jam(Desk &desk)
    {
        for (int i = 0; i < Threads; ++i)
            m_tasks.append(desk.longWork<int>([gate = m_gate]() -> Result<int> {
                gate->acquire();
                return 0;
            }));
    }
    ~Jam() { clear(); }
    void clear()
    {
        m_gate->release(Threads);
        for (QFuture<Result<int>> &task : m_tasks)
            task.waitForFinished();
    }

private:
    static constexpr int Threads = 4;
    std::shared_ptr<QSemaphore> m_gate = std::make_shared<QSemaphore>();
    QList<QFuture<Result<int>>> m_tasks;
};

} // namespace

/// Files dropped on the window become runs.
class TestSubmit : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aDroppedFileBecomesARun();
    void severalPipelinesAreAskedFor();
    void severalFilesAreReportedTogether();
    void withoutAPipelineItIsSaid();
    void whatIsNoFileIsNotTaken();
    void hoveringShowsTheTarget();
    void aViewersFileIsNotTakenIn();
    void nobodyWaitsForFilesThatAreTakenIn();
    void takingInCanBeStopped();
    void quittingAsksAboutFiles();
    void whatHasNotBegunIsDroppedAtTheEnd();
    void whatIsUnderWayIsGivenUp();

private:
    static void onePipeline(GuiWorkspace &workspace) { workspace.addPipeline(u"intake"_s, {u"scan"_s}); }
    static void twoPipelines(GuiWorkspace &workspace);
    static std::unique_ptr<QMimeData> files(const GuiWorkspace &workspace, const QStringList &names);
    static bool enter(const WindowTest &test, const QMimeData &data);
    static bool drop(const WindowTest &test, const QMimeData &data);
    static QList<RunRecord> runs(WindowTest &test) { return test.workspace.reader().runs({}, {}, 100).value(); }
};

void TestSubmit::twoPipelines(GuiWorkspace &workspace)
{
    onePipeline(workspace);
    workspace.addPipeline(u"photos"_s, {u"resize"_s}, u"*.jpg"_s);
}

std::unique_ptr<QMimeData> TestSubmit::files(const GuiWorkspace &workspace, const QStringList &names)
{
    QList<QUrl> urls;
    for (const QString &name : names)
        urls.append(QUrl::fromLocalFile(workspace.path(name)));
    auto data = std::make_unique<QMimeData>();
    data->setUrls(urls);
    return data;
}

/// With the shift key, by which desktops propose to move.
bool TestSubmit::enter(const WindowTest &test, const QMimeData &data)
{
    QDragEnterEvent event(QPoint(300, 300), Qt::CopyAction | Qt::MoveAction, &data, Qt::LeftButton, Qt::ShiftModifier);
    QApplication::sendEvent(test.window.get(), &event);
    return event.isAccepted() && event.dropAction() == Qt::CopyAction;
}

bool TestSubmit::drop(const WindowTest &test, const QMimeData &data)
{
    if (!enter(test, data))
        return false;
    QDropEvent event(QPointF(300, 300), Qt::CopyAction | Qt::MoveAction, &data, Qt::LeftButton, Qt::ShiftModifier);
    QApplication::sendEvent(test.window.get(), &event);
    return event.isAccepted();
}

void TestSubmit::aDroppedFileBecomesARun()
{
    WindowTest test(onePipeline);
    test.workspace.write(u"letter.txt"_s, "Dear harbour office");
    QVERIFY(drop(test, *files(test.workspace, {u"letter.txt"_s})));
    QTRY_COMPARE(test.inputs(), QStringList{u"letter.txt"_s});
    const RunRecord run = runs(test).first();
    QCOMPARE(run.pipeline, u"intake"_s);
    QCOMPARE(run.input.digest, Digest::of("Dear harbour office"));
    QCOMPARE(run.state, RunState::Pending);
    auto *notice = test.find<QLabel>("noticeText");
    QTRY_VERIFY(notice->isVisible() && notice->text().contains(run.id.toString()));
}

void TestSubmit::severalPipelinesAreAskedFor()
{
    WindowTest test(twoPipelines);
    test.workspace.write(u"ship.jpg"_s, "picture");
    QVERIFY(drop(test, *files(test.workspace, {u"ship.jpg"_s})));
    QTRY_VERIFY(test.window->findChild<PipelineDialog *>());
    auto *dialog = test.window->findChild<PipelineDialog *>();
    QCOMPARE(dialog->pipeline(), u"photos"_s); // its pattern fits best
    auto *choice = dialog->findChild<QListWidget *>(u"pipelineChoice"_s);
    QTest::keyClick(choice, Qt::Key_Up);
    QCOMPARE(dialog->pipeline(), u"intake"_s);
    QTest::keyClick(choice, Qt::Key_Return);
    QTRY_COMPARE(runs(test).size(), 1);
    QCOMPARE(runs(test).first().pipeline, u"intake"_s);
}

void TestSubmit::severalFilesAreReportedTogether()
{
    WindowTest test(onePipeline);
    test.workspace.write(u"a.txt"_s, "a");
    test.workspace.write(u"b.txt"_s, "b");
    QVERIFY(drop(test, *files(test.workspace, {u"a.txt"_s, u"missing.txt"_s, u"b.txt"_s})));
    QTRY_COMPARE(runs(test).size(), 2);
    auto *notice = test.find<QLabel>("noticeText");
    QTRY_VERIFY(notice->text().contains(u"missing.txt"_s));
    QVERIFY(notice->text().startsWith(u"1 of 3"_s));
}

void TestSubmit::withoutAPipelineItIsSaid()
{
    WindowTest test;
    test.workspace.write(u"letter.txt"_s, "Dear harbour office");
    QVERIFY(drop(test, *files(test.workspace, {u"letter.txt"_s})));
    auto *notice = test.find<QLabel>("noticeText");
    QTRY_VERIFY(notice->isVisible());
    QVERIFY(notice->text().contains(u"cairn apply"_s));
    QCOMPARE(runs(test).size(), 0);
}

void TestSubmit::whatIsNoFileIsNotTaken()
{
    WindowTest test(onePipeline);
    QMimeData text;
    text.setText(u"just words"_s);
    QVERIFY(!enter(test, text));
    QMimeData link;
    link.setUrls({QUrl(u"https://example.net/file.pdf"_s)});
    QVERIFY(!enter(test, link));
    QVERIFY(!test.find<QWidget>("dropTarget")->isVisible());
}

void TestSubmit::hoveringShowsTheTarget()
{
    WindowTest test(onePipeline);
    const auto data = files(test.workspace, {u"letter.txt"_s});
    QVERIFY(enter(test, *data));
    QVERIFY(test.find<QWidget>("dropTarget")->isVisible());
    QDragLeaveEvent leave;
    QApplication::sendEvent(test.window.get(), &leave);
    QVERIFY(!test.find<QWidget>("dropTarget")->isVisible());
}

/// The store would refuse the run, but only after it has all bytes of the file.
void TestSubmit::aViewersFileIsNotTakenIn()
{
    WindowTest test([](GuiWorkspace &workspace) {
        onePipeline(workspace);
        workspace.seat(Role::Viewer);
    });
    test.workspace.write(u"letter.txt"_s, "Dear harbour office");
    const auto data = files(test.workspace, {u"letter.txt"_s});
    QVERIFY(enter(test, *data));                            // to be told of what comes
    QVERIFY(test.find<QWidget>("dropTarget")->isVisible()); // and says that it may not
    QDragMoveEvent move(QPoint(300, 300), Qt::CopyAction, data.get(), Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(test.window.get(), &move);
    QVERIFY(!move.isAccepted());
    QDropEvent drop(QPointF(300, 300), Qt::CopyAction, data.get(), Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(test.window.get(), &drop);
    QVERIFY(!drop.isAccepted());
    QVERIFY(!test.find<QWidget>("dropTarget")->isVisible());

    Submitter submitter(test.workspace.desk(), test.window.get());
    QSignalSpy failed(&submitter, &Submitter::failed);
    submitter.submitTo(u"intake"_s, {test.workspace.path(u"letter.txt"_s)});
    QCOMPARE(failed.size(), 1); // at once
    QCOMPARE(failed.first().first().value<Error>().kind, ErrorKind::Forbidden);
    QVERIFY(runs(test).isEmpty());
    test.enter("showPipelines");
    auto *button = test.find<QPushButton>("runAFile");
    QVERIFY(!button->isEnabled() && button->toolTip().contains(u"role operator"_s));
    QVERIFY(!test.find<QWidget>("pipelineList")->acceptDrops());
}

void TestSubmit::nobodyWaitsForFilesThatAreTakenIn()
{
    WindowTest test(onePipeline);
    test.workspace.write(u"letter.txt"_s, "Dear harbour office");
    Jam jam(test.workspace.desk());
    QVERIFY(drop(test, *files(test.workspace, {u"letter.txt"_s})));
    QFuture<Result<int>> other = test.workspace.desk().work<int>([]() -> Result<int> { return 7; });
    QTRY_VERIFY(other.isFinished());
    QTRY_VERIFY(test.find<QWidget>("intakeProgress")->isVisible());
    QCOMPARE(test.find<QLabel>("intakeText")->text(), u"Taking in a file…"_s);
    jam.clear();
    QTRY_COMPARE(runs(test).size(), 1);
    QTRY_VERIFY(!test.find<QWidget>("intakeProgress")->isVisible());
}

void TestSubmit::takingInCanBeStopped()
{
    WindowTest test(onePipeline);
    for (const QString &name : {u"a.txt"_s, u"b.txt"_s, u"c.txt"_s})
        test.workspace.write(name, "scan");
    Jam jam(test.workspace.desk());
    QVERIFY(drop(test, *files(test.workspace, {u"a.txt"_s, u"b.txt"_s, u"c.txt"_s})));
    QTRY_VERIFY(test.find<QWidget>("intakeProgress")->isVisible());
    QCOMPARE(test.find<QLabel>("intakeText")->text(), u"Taking in file 1 of 3…"_s);
    test.find<QToolButton>("stopIntake")->click();
    QCOMPARE(test.window->counts().takingIn(), 2); // what the desk has already
    jam.clear();
    QTRY_COMPARE(test.window->counts().takingIn(), 0);
    QCOMPARE(runs(test).size(), 0);
    QTRY_COMPARE(test.find<QLabel>("noticeText")->text(), u"Stopped: 0 of 3 files are submitted to intake."_s);
}

void TestSubmit::quittingAsksAboutFiles()
{
    WindowTest test(onePipeline);
    const QuitQuestion quitting(*test.window, test.window->counts(), test.window->drafts());
    test.workspace.write(u"letter.txt"_s, "Dear harbour office");
    Jam jam(test.workspace.desk());
    QVERIFY(drop(test, *files(test.workspace, {u"letter.txt"_s})));
    QTRY_COMPARE(test.window->counts().takingIn(), 1);
    QVERIFY(!test.window->close());
    auto *question = test.window->findChild<QMessageBox *>(u"quitQuestion"_s);
    QVERIFY(question && question->text().contains(u"1 file"_s));
    question->findChild<QPushButton *>(u"quitNot"_s)->click();
    jam.clear();
    QTRY_COMPARE(test.window->counts().takingIn(), 0);
    QVERIFY(test.window->close());
}

void TestSubmit::whatHasNotBegunIsDroppedAtTheEnd()
{
    GuiWorkspace workspace;
    onePipeline(workspace);
    workspace.write(u"letter.txt"_s, "Dear harbour office");
    const SystemClock clock;
    auto desk = std::make_unique<Desk>(workspace.store(), clock);
    QFuture<Result<RunId>> run;
    {
        Jam jam(*desk);
        run = desk->submit(u"intake"_s, workspace.path(u"letter.txt"_s));
        std::thread opener([&jam] {
            QTest::qSleep(200);
            jam.clear();
        });
        desk.reset();
        opener.join();
    }
    QVERIFY(run.isFinished() && run.resultCount() == 0);
    QVERIFY(workspace.reader().runs({}, {}, 10)->isEmpty());
}

void TestSubmit::whatIsUnderWayIsGivenUp()
{
    GuiWorkspace workspace;
    onePipeline(workspace);
    workspace.write(u"scan.bin"_s, QByteArray(3'000'000, 'x'));
    const auto work = std::make_shared<LongWork>();
    work->stop = true;
    QFuture<Result<RunId>> run = workspace.desk().submit(u"intake"_s, workspace.path(u"scan.bin"_s), work);
    QTRY_VERIFY(run.isFinished());
    QCOMPARE(run.result().error().kind, ErrorKind::Cancelled);
    QCOMPARE(work->total.load(), 3'000'000);
    QVERIFY(work->done > 0 && work->done < 3'000'000);
    QVERIFY(workspace.reader().runs({}, {}, 10)->isEmpty());
}

QTEST_MAIN(TestSubmit)
#include "tst_gui_submit.moc"
