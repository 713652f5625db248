#pragma once
// What tests of callbacks and webhooks share.

#include "workspacetest.h"

#include <csignal>

namespace cairn::testing {

using namespace Qt::StringLiterals;

/// A workspace that listens, and its runner.
struct Listening
{
    Listening(const LedgerServer &ledger, quint16 port, const QByteArray &steps, const QByteArray &input = {})
        : workspace(ledger.port(), steps, {}, input)
    {
        workspace.cairn().write(u"cairn.yaml"_s, "workspace: test\nlistener: { port: " + QByteArray::number(port) + " }\n");
    }
    void write(const QString &path, const QByteArray &text) const { workspace.cairn().write(path, text); }
    QByteArray read(const QString &path) const { return workspace.cairn().read(path); }
    void startRunner() { runner = workspace.cairn().start({u"runner"_s}); }
    bool submit() const { return workspace.cairn({"submit", "p", "a.txt"}).exitCode == 0; }
    bool endsAs(const QString &word) const
    {
        return QTest::qWaitFor([&] { return workspace.state() == word; }, 20'000);
    }
    void kill()
    {
        ::kill(pid_t(runner->processId()), SIGKILL);
        runner->waitForFinished();
    }
    ~Listening()
    {
        if (runner && runner->state() != QProcess::NotRunning) {
            runner->terminate();
            runner->waitForFinished();
        }
    }

    OneServiceWorkspace workspace;
    std::unique_ptr<QProcess> runner;
};

} // namespace cairn::testing
