#pragma once

#include "session.h"
#include "signalwatcher.h"
#include "terminal.h"

#include "runner/runner.h"

#include <QEventLoop>

namespace cairn {

/// Carries the runs of a session in this thread's event loop until told to stop, by a signal or by the caller.
class Carrying : public QObject
{
    Q_OBJECT
public:
    /// `signalWatcher` was made before the session, whose threads inherit its mask.
    Carrying(Session &session, const Terminal &terminal, SignalWatcher &signalWatcher, RunnerOptions options, Milliseconds grace);

    /// Takes the lease. Errors: Busy and those of the store.
    Result<void> start() { return m_runner.start(); }
    /// Returns once the runner has stopped.
    Exit untilStopped();
    void stop();
    Runner &runner() { return m_runner; }

private:
    void onSignal();

    const Terminal &m_terminal;
    Runner m_runner;
    QEventLoop m_loop;
    Milliseconds m_grace;
    Exit m_exit = Exit::Well;
    bool m_stopping = false;
};

} // namespace cairn
