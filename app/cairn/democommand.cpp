#include "carrying.h"
#include "commandline.h"
#include "demoservices.h"
#include "example.h"

#include "base/eventloops.h"

#include <QCoreApplication>
#include <QDir>
#include <QEventLoop>
#include <QProcess>
#include <QTemporaryDir>

namespace cairn {

namespace {

/// Waits until they can be called.
Result<QString> started(DemoServices &services, const QString &folder)
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
    QMetaObject::invokeMethod(
        &services, [&] { services.start(folder, 0); }, Qt::QueuedConnection);
    loop.exec();
    return outcome;
}

/// The same program with other words, in the demo's workspace; its output is ours.
int cairnIn(const QString &folder, const QStringList &words)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::ForwardedChannels);
    process.setProcessEnvironment(environmentForOthers());
    process.start(QCoreApplication::applicationFilePath(), QStringList{QStringLiteral("-C"), folder} + words);
    process.waitForFinished(-1);
    return process.exitStatus() == QProcess::NormalExit ? process.exitCode() : int(Exit::Store);
}

} // namespace

Exit demoCommand(const Invocation &invocation, const Terminal &terminal)
{
    CommandArguments arguments(invocation, {},
                               QStringLiteral("Makes a training workspace with bundled services in a temporary folder and runs "
                                              "it; with a display, opens the console on it."));
    arguments.addFlag(QStringLiteral("headless"), QStringLiteral("without the console, even with a display"));
    arguments.addFlag(QStringLiteral("keep"), QStringLiteral("leave the workspace when the demo ends"));
    if (const auto exit = arguments.parse(terminal, 0, 0))
        return *exit;
    QTemporaryDir folder(QDir::temp().filePath(QStringLiteral("cairn-demo-XXXXXX")));
    folder.setAutoRemove(!arguments.isSet(QStringLiteral("keep")));
    const QString workspace = folder.filePath(QStringLiteral("intake"));
    DemoServices services;
    const auto address = started(services, folder.filePath(QStringLiteral("published")));
    if (!address)
        return terminal.fail(address.error());
    if (auto made = makeWorkspace(workspace, QStringLiteral("intake")); !made)
        return terminal.fail(made.error());
    if (auto pointed = pointDemoAt(workspace, *address); !pointed)
        return terminal.fail(pointed.error());
    terminal.line(QStringLiteral("Demo workspace %1, services at %2").arg(workspace, *address));

    const bool display = qEnvironmentVariableIsSet("DISPLAY") || qEnvironmentVariableIsSet("WAYLAND_DISPLAY");
    if (display && !arguments.isSet(QStringLiteral("headless"))) {
        QProcess console;
        console.setProcessChannelMode(QProcess::ForwardedChannels);
        console.setProcessEnvironment(environmentForOthers()); // its desktop's style and input methods need GLib
        console.start(QDir(QCoreApplication::applicationDirPath()).filePath(QStringLiteral("cairn-console")), {workspace});
        console.waitForFinished(-1);
        return console.exitStatus() == QProcess::NormalExit ? Exit(console.exitCode()) : Exit::Store;
    }
    QStringList words{QStringLiteral("run"), QStringLiteral("intake")};
    const QDir inbox(QDir(workspace).filePath(QStringLiteral("inbox")));
    for (const QString &name : inbox.entryList(QDir::Files))
        words.append(inbox.filePath(name));
    const int outcome = cairnIn(workspace, words);
    cairnIn(workspace, {QStringLiteral("status")});
    terminal.line(QStringLiteral("\nDelivered into %1:").arg(QDir(workspace).filePath(QStringLiteral("outbox"))));
    for (const QString &name : QDir(QDir(workspace).filePath(QStringLiteral("outbox"))).entryList(QDir::Files))
        terminal.line(QStringLiteral("  %1").arg(name));
    return Exit(outcome);
}

} // namespace cairn
