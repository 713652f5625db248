#include "commandline.h"
#include "demoservices.h"
#include "example.h"
#include "signalwatcher.h"

#include "base/eventloops.h"
#include "store/storelocation.h"

#include <QCoreApplication>
#include <QDir>
#include <QEventLoop>
#include <QFile>
#include <QJsonArray>
#include <QProcess>
#include <QTemporaryDir>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

/// Starts what a demo consists of, one after the other. A signal ends what is under way; nothing is started after it.
class DemoPlay
{
public:
    bool isInterrupted() const { return m_isInterrupted; }

    /// Waits until the services can be called.
    Result<QString> startServices(DemoServices &services, const QString &folder)
    {
        Result<QString> outcome;
        QEventLoop loop;
        QObject::connect(&services, &DemoServices::ready, &loop, [&](const QString &address) {
            outcome = address;
            loop.quit();
        });
        QObject::connect(&services, &DemoServices::failed, &loop, [&](const Error &error) {
            outcome = tl::unexpected(error);
            loop.quit();
        });
        QObject::connect(&m_signals, &SignalWatcher::received, &loop, [&] {
            m_isInterrupted = true;
            loop.quit();
        });
        QMetaObject::invokeMethod(
            &services, [&] { services.start(folder, 0); }, Qt::QueuedConnection);
        loop.exec();
        return outcome;
    }

    /// Another of our programs, whose output is ours, to its end; nothing if it could not be started, or crashed.
    std::optional<Exit> play(const QString &program, const QStringList &words)
    {
        QProcess process;
        process.setProcessChannelMode(QProcess::ForwardedChannels);
        process.setProcessEnvironment(environmentForOthers()); // the console's style and input methods need GLib
        SignalWatcher::letThrough(process);
        QEventLoop loop;
        QObject::connect(&process, &QProcess::finished, &loop, &QEventLoop::quit);
        QObject::connect(&process, &QProcess::errorOccurred, &loop, [&](QProcess::ProcessError error) {
            if (error == QProcess::FailedToStart)
                loop.quit();
        });
        QObject::connect(&m_signals, &SignalWatcher::received, &loop, [&] {
            m_isInterrupted = true;
            process.terminate();
        });
        process.start(QDir(QCoreApplication::applicationDirPath()).filePath(program), words);
        if (process.state() != QProcess::NotRunning)
            loop.exec();
        const bool hasEnded = process.error() != QProcess::FailedToStart && process.exitStatus() == QProcess::NormalExit;
        return hasEnded ? std::optional(Exit(process.exitCode())) : std::nullopt;
    }

private:
    SignalWatcher m_signals;
    bool m_isInterrupted = false;
};

/// Nothing if the console has never come up: a display that is named need not be there, nor the program.
std::optional<Exit> showConsole(DemoPlay &play, const QString &workspace, const Terminal &terminal)
{
    const auto exit = play.play(u"cairn-console"_s, {workspace});
    const bool cameUp = exit == Exit::Well || QFile::exists(storeFolderOf(workspace));
    if (cameUp || play.isInterrupted())
        return exit.value_or(Exit::Store);
    terminal.warn(u"the console has not come up: the display cannot be reached, or cairn-console is not beside this program. "
                  "The demo goes on without it"_s);
    return std::nullopt;
}

Exit runHeadless(DemoPlay &play, const QString &workspace, bool stays, const Terminal &terminal)
{
    const auto cairn = [&](const QStringList &words) {
        const QStringList json = terminal.json() ? QStringList{u"--json"_s} : QStringList();
        return play.play(QCoreApplication::applicationFilePath(), json + QStringList{u"-C"_s, workspace} + words);
    };
    QStringList words{u"run"_s, u"intake"_s};
    const QDir inbox(QDir(workspace).filePath(u"inbox"_s));
    for (const QString &name : inbox.entryList(QDir::Files))
        words.append(inbox.filePath(name));
    const auto outcome = cairn(words);
    if (!play.isInterrupted())
        cairn({u"status"_s});
    const QDir outbox(QDir(workspace).filePath(u"outbox"_s));
    const QStringList delivered = outbox.entryList(QDir::Files);
    if (terminal.json())
        terminal.object(
            {{u"workspace"_s, workspace}, {u"kept"_s, stays}, {u"delivered"_s, QJsonArray::fromStringList(delivered)}});
    terminal.line(u"\nDelivered into %1%2:"_s.arg(outbox.path(), stays ? QString() : u" (removed now; --keep leaves it)"_s));
    for (const QString &name : delivered)
        terminal.line(u"  "_s + name);
    return outcome.value_or(Exit::Store);
}

} // namespace

Exit demoCommand(const Invocation &invocation, const Terminal &terminal)
{
    CommandArguments arguments(invocation, {},
                               u"Makes a training workspace with bundled services in a temporary folder and runs it; with a "
                               "display, opens the console on it."_s);
    arguments.addFlag(u"headless"_s, u"without the console, even with a display"_s);
    arguments.addFlag(u"keep"_s, u"leave the workspace when the demo ends"_s);
    if (const auto exit = arguments.parse(terminal, 0, 0))
        return *exit;
    SignalWatcher::outliveReaders();
    const bool stays = arguments.isSet(u"keep"_s);
    QTemporaryDir folder(QDir::temp().filePath(u"cairn-demo-XXXXXX"_s)); // goes last, whatever ends this
    folder.setAutoRemove(!stays);
    const QString workspace = folder.filePath(u"intake"_s);
    DemoPlay play;
    DemoServices services;
    const auto address = play.startServices(services, folder.filePath(u"published"_s));
    if (play.isInterrupted())
        return Exit::Interrupted;
    if (!address)
        return terminal.fail(address.error());
    if (auto made = makeWorkspace(workspace, u"intake"_s); !made)
        return terminal.fail(made.error());
    if (auto pointed = pointDemoAt(workspace, *address); !pointed)
        return terminal.fail(pointed.error());
    terminal.line(u"Demo workspace %1, services at %2"_s.arg(workspace, *address));

    std::optional<Exit> exit;
    const bool display = qEnvironmentVariableIsSet("DISPLAY") || qEnvironmentVariableIsSet("WAYLAND_DISPLAY");
    if (display && !arguments.isSet(u"headless"_s))
        exit = showConsole(play, workspace, terminal);
    if (!exit)
        exit = runHeadless(play, workspace, stays, terminal);
    return play.isInterrupted() ? Exit::Interrupted : *exit;
}

} // namespace cairn
