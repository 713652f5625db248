#include "carrying.h"
#include "commandline.h"
#include "example.h"

#include <QCoreApplication>
#include <QDir>
#include <QProcess>
#include <QTemporaryDir>

namespace cairn {

namespace {

constexpr int StartTimeoutMs = 10'000;
const QString ShippedAddress = QStringLiteral("http://127.0.0.1:8737");

/// The bundled services as a child process on a free port; they end with this object.
class DemoServices
{
public:
    ~DemoServices()
    {
        m_process.terminate();
        if (!m_process.waitForFinished(3'000))
            m_process.kill();
        m_process.waitForFinished(1'000);
    }

    Result<QString> start(const QString &folder)
    {
        const QString program = QDir(QCoreApplication::applicationDirPath()).filePath(QStringLiteral("cairn-demo-services"));
        m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        m_process.start(program, {QStringLiteral("--port"), QStringLiteral("0"), QStringLiteral("--store"), folder,
                                  QStringLiteral("--exit-with-parent")});
        QByteArray output;
        while (!output.contains('\n')) {
            if (!m_process.waitForReadyRead(StartTimeoutMs))
                return failure(ErrorKind::Io, QStringLiteral("the demo services did not start: %1").arg(m_process.errorString()),
                               program, QStringLiteral("Build it first: cmake --build build/dev --target cairn-demo-services"));
            output += m_process.readAllStandardOutput();
        }
        return QString::fromUtf8(output.mid(output.indexOf("http://"))).section(QLatin1Char('\n'), 0, 0).trimmed();
    }

private:
    QProcess m_process;
};

/// The same program with other words, in the demo's workspace; its output is ours.
int cairnIn(const QString &folder, const QStringList &words)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::ForwardedChannels);
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
    const auto address = services.start(folder.filePath(QStringLiteral("published")));
    if (!address)
        return terminal.fail(address.error());
    if (auto made = makeWorkspace(workspace, QStringLiteral("intake")); !made)
        return terminal.fail(made.error());
    if (auto pointed = replaceInServices(workspace, ShippedAddress, *address); !pointed)
        return terminal.fail(pointed.error());
    terminal.line(QStringLiteral("Demo workspace %1, services at %2").arg(workspace, *address));

    const bool display = qEnvironmentVariableIsSet("DISPLAY") || qEnvironmentVariableIsSet("WAYLAND_DISPLAY");
    if (display && !arguments.isSet(QStringLiteral("headless"))) {
        QProcess console;
        console.setProcessChannelMode(QProcess::ForwardedChannels);
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
