// cairn-screenshots OUTDIR [LANGUAGE [WIDTHxHEIGHT]]: pictures of the console on a made-up working day, light and dark, for
// people to judge.

#include "adviceshots.h"
#include "auditshots.h"
#include "credentialshots.h"
#include "editshots.h"
#include "failuresshots.h"
#include "payloadshots.h"
#include "pipelinesshots.h"
#include "runbookshots.h"
#include "runspictures.h"
#include "sampledata.h"
#include "servicesshots.h"

#include "shellshots.h"
#include "trainingshots.h"
#include "trendshots.h"
#include "ui/look/appearance.h"
#include "ui/look/readablestyle.h"
#include "ui/look/translation.h"
#include "ui/run/commanddialog.h"
#include "ui/run/timelineview.h"
#include "ui/window/mainwindow.h"
#include "ui/window/pipelinedialog.h"

#include <QAbstractButton>
#include <QApplication>
#include <QDir>
#include <QDropEvent>
#include <QElapsedTimer>
#include <QLineEdit>
#include <QMimeData>
#include <QTabWidget>
#include <QTableView>
#include <QTest>

using namespace cairn;
using namespace cairn::testing;
using namespace Qt::StringLiterals;

namespace {

void settle(int ms)
{
    QElapsedTimer time;
    time.start();
    while (time.elapsed() < ms)
        QApplication::processEvents(QEventLoop::AllEvents, 20);
}

/// However slow the machine is; a picture of what never comes is none.
void until(const std::function<bool()> &there)
{
    if (!QTest::qWaitFor(there, 60'000))
        qFatal("what is to be in the picture does not come");
}

struct Camera
{
    QDir folder;
    QString suffix;
    QSize size;
    void take(QWidget &widget, const QString &name) const
    {
        settle(700);
        widget.grab().save(folder.filePath(u"%1-%2.png"_s.arg(name, suffix)));
    }
};

/// Two files hover over the window, then fall, and do not exist.
void takeDrop(const Camera &camera, MainWindow &window)
{
    QMimeData files;
    files.setUrls({QUrl::fromLocalFile(u"/nowhere/invoice-1.pdf"_s), QUrl::fromLocalFile(u"/nowhere/invoice-2.pdf"_s)});
    QDragEnterEvent enter(QPoint(300, 300), Qt::CopyAction, &files, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&window, &enter);
    camera.take(window, u"drop"_s);
    QDropEvent drop(QPointF(300, 300), Qt::CopyAction, &files, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&window, &drop);
    until([&] { return window.findChild<PipelineDialog *>() != nullptr; });
    auto *dialog = window.findChild<PipelineDialog *>();
    camera.take(*dialog, u"choose-pipeline"_s);
    dialog->accept();
    camera.take(window, u"notice"_s);
}

/// A run with all its tabs.
void takeDetail(const Camera &camera, MainWindow &window, RunId run)
{
    window.openRun(run);
    auto *tabs = window.findChild<QTabWidget *>(u"detailTabs"_s);
    for (const char *page : {"attemptsTable", "checkpointsTable", "eventsTable", "lineage", "runAuditTable", "timeline"}) {
        settle(300);
        tabs->setCurrentWidget(tabs->findChild<QWidget *>(QString::fromLatin1(page)));
        camera.take(window, u"branching-"_s + QString::fromLatin1(page).toLower());
    }
    window.findChild<TimelineView *>()->setCurrentAttempt(1);
    camera.take(window, u"branching-attempt"_s);
    window.findChild<QAbstractButton *>(u"stepsAsTable"_s)->click();
    camera.take(window, u"branching-table"_s);
    window.findChild<QAbstractButton *>(u"stepsAsGraph"_s)->click();
}

void takeDay(const Camera &camera, GuiWorkspace &workspace, const SampleRuns &runs)
{
    MainWindow window(workspace.desk(), u"harbour-office"_s, u"/srv/cairn/harbour-office"_s, workspace.copies());
    window.resize(camera.size);
    window.showRunnerState(u"Runner: this console"_s, false);
    window.show();
    window.findChild<QAction *>(u"showOverview"_s)->trigger();
    camera.take(window, u"overview"_s);
    window.findChild<QAction *>(u"showRuns"_s)->trigger();
    camera.take(window, u"list"_s);
    takeRunsList(window, [&](QWidget &widget, const QString &name) { camera.take(widget, name); });
    const std::pair<QString, RunId> details[] = {{u"blocked"_s, runs.blocked},
                                                 {u"waiting"_s, runs.waiting},
                                                 {u"unknown"_s, runs.unknown},
                                                 {u"succeeded"_s, runs.succeeded},
                                                 {u"cancelled"_s, runs.cancelled}};
    for (const auto &[name, id] : details) {
        window.openRun(id);
        camera.take(window, name);
    }
    takeDetail(camera, window, runs.branching);
    auto *filter = window.findChild<QLineEdit *>(u"runFilter"_s);
    filter->setText(u"state:bloked"_s);
    camera.take(window, u"wrong-filter"_s);
    filter->setText(u"nothing-like-this"_s);
    camera.take(window, u"no-match"_s);
    filter->clear();
    window.openRun(runs.unknown);
    auto *happened = window.findChild<QAction *>(u"markHappened"_s);
    until([&] { return happened->isEnabled(); });
    happened->trigger();
    until([&] { return window.findChild<CommandDialog *>() != nullptr; });
    camera.take(*window.findChild<CommandDialog *>(), u"dialog"_s);
    window.findChild<CommandDialog *>()->reject();
    takeFailures(window, [&](QWidget &widget, const QString &name) { camera.take(widget, name); });
    window.findChild<QAction *>(u"showRuns"_s)->trigger();
    takeShell(window, [&](QWidget &widget, const QString &name) { camera.take(widget, name); });
    takeDrop(camera, window);
    window.resize(960, 640);
    camera.take(window, u"small"_s);
}

void takeEmpty(const Camera &camera)
{
    GuiWorkspace workspace;
    MainWindow window(workspace.desk(), u"new-workspace"_s, u"/srv/cairn/new-workspace"_s, workspace.copies());
    window.resize(camera.size);
    window.show();
    camera.take(window, u"empty-overview"_s);
    window.findChild<QAction *>(u"showRuns"_s)->trigger();
    camera.take(window, u"empty"_s);
    window.findChild<QAction *>(u"showFailures"_s)->trigger();
    camera.take(window, u"empty-failures"_s);
}

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    QApplication::setStyle(new ReadableStyle);
    const QStringList words = application.arguments();
    if (words.size() < 2 || words.at(1).startsWith(u'-')) {
        qCritical("usage: cairn-screenshots OUTDIR [LANGUAGE [WIDTHxHEIGHT]]");
        return 2;
    }
    const QDir folder(words.at(1));
    folder.mkpath(u"."_s);
    QLocale::setDefault(QLocale(words.value(2, u"en_GB"_s)));
    installTranslations(application);

    const QStringList sides = words.value(3, u"1280x800"_s).split(u'x');
    const QSize size(sides.value(0).toInt(), sides.value(1).toInt());
    if (size.isEmpty()) {
        qCritical("'%s' is no size: write 1280x800", qPrintable(words.value(3)));
        return 2;
    }
    GuiWorkspace workspace;
    const SampleRuns runs = fillWithADay(workspace);
    handleIncidents(workspace);
    if (const auto lease = workspace.store().acquireLease(); !lease)
        qFatal("%s", qPrintable(describe(lease.error())));
    for (const bool dark : {false, true}) {
        QApplication::setPalette(dark ? darkPalette() : lightPalette());
        const Camera camera{folder, dark ? u"dark"_s : u"light"_s, size};
        takeDay(camera, workspace, runs);
        takeEmpty(camera);
        const auto take = [&](QWidget &widget, const QString &name) { camera.take(widget, name); };
        takeWelcome(take);
        takePayloads(workspace, take);
        takePipelines(take);
        takeServices(take);
        takeHelp(take);
        takeEdits(take);
        takeAudit(take);
        takeCredentials(take);
        takeAdvice(take);
        takeTraining(take);
        takeRunbooks(take);
        takeTrends(take);
    }
    return 0;
}
