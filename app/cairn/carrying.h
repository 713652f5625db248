#pragma once

#include "session.h"
#include "signalwatcher.h"
#include "terminal.h"

#include "runner/runner.h"

#include <QEventLoop>
#include <QTimer>

namespace cairn {

/// Carries the runs of a session in this thread's event loop until told to stop, by a signal or by the caller.
class Carrying : public QObject
{
    Q_OBJECT
public:
    /// `signalWatcher` was made before the session, whose threads inherit its mask.
    Carrying(Session &session, const Terminal &terminal, SignalWatcher &signalWatcher, RunnerOptions options, Milliseconds grace);

    /// Takes the lease. Errors: Busy and those of the store.
    Result<void> start();
    /// Instead, where that said Busy: takes the lease as soon as it is free.
    void standBy();
    /// Returns once the runner has stopped, or nothing is waited for any more.
    Exit untilStopped();
    void stop();
    /// The same at the command's own end, where nobody presses: what is on the wire is waited for rather than cut off.
    void finish();
    Runner &runner() { return m_runner; }

private:
    void onSignal();
    void tryAgain();
    void tellWaiting() const;

    const Terminal &m_terminal;
    Runner m_runner;
    QEventLoop m_loop;
    QTimer m_again;
    Milliseconds m_grace;
    Exit m_exit = Exit::Well;
    bool m_carries = false;
    bool m_finishing = false;
    bool m_stopping = false;
};

} // namespace cairn
