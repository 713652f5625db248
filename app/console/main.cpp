#include "runnerthread.h"
#include "session.h"
#include "signalwatcher.h"

#include "control/desk.h"
#include "ui/mainwindow.h"
#include "ui/translation.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QDir>
#include <QMessageBox>

using namespace cairn;

namespace {

int refuse(const Error &error)
{
    QMessageBox::critical(nullptr, QCoreApplication::translate("console", "Cairn"), describe(error));
    return 3;
}

void showRunner(MainWindow &window, RunnerThread &runner)
{
    QObject::connect(&runner, &RunnerThread::carrying, &window, [&window] {
        window.showRunnerState(QCoreApplication::translate("console", "Runner: this console"), false);
    });
    QObject::connect(&runner, &RunnerThread::standingBy, &window, [&window](const QString &holder) {
        window.showRunnerState(QCoreApplication::translate("console", "Runner: %1").arg(holder), false);
    });
    QObject::connect(&runner, &RunnerThread::troubled, &window,
                     [&window](const Error &error) { window.showRunnerState(describe(error), true); });
}

} // namespace

int main(int argc, char *argv[])
{
    SignalWatcher::block(); // the display's threads inherit it
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("cairn-console"));
    QApplication::setApplicationDisplayName(QStringLiteral("Cairn"));
    QApplication::setOrganizationName(QStringLiteral("Cairn"));
    QApplication::setApplicationVersion(QStringLiteral(CAIRN_VERSION));
    QCommandLineParser parser;
    parser.setApplicationDescription(QCoreApplication::translate("console", "The operations console on a Cairn workspace."));
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addPositionalArgument(
        QStringLiteral("workspace"),
        QCoreApplication::translate("console", "folder with cairn.yaml; default: the nearest one upward"));
    parser.process(application);
    installTranslations(application);

    SignalWatcher signalWatcher;
    QObject::connect(&signalWatcher, &SignalWatcher::received, &application, &QCoreApplication::quit);
    auto session = Session::open(parser.positionalArguments().value(0));
    if (!session)
        return refuse(session.error());
    if (const auto drift = (*session)->applyAtFirstUse(); !drift)
        return refuse(drift.error());
    Desk desk((*session)->store(), (*session)->clock());
    MainWindow window(desk, QDir((*session)->root()).dirName(), (*session)->root());
    RunnerThread runner(**session, (*session)->runnerOptions());
    showRunner(window, runner);
    window.show();
    return QApplication::exec();
}
