#include "carrying.h"

namespace cairn {

Carrying::Carrying(Session &session, const Terminal &terminal, SignalWatcher &signalWatcher, RunnerOptions options,
                   Milliseconds grace)
    : m_terminal(terminal), m_runner(session.carriersStore(), session.clock(), std::move(options)), m_grace(grace)
{
    connect(&signalWatcher, &SignalWatcher::received, this, &Carrying::onSignal);
    connect(&m_runner, &Runner::stopped, &m_loop, &QEventLoop::quit);
    connect(&m_runner, &Runner::failed, this, [this](const Error &error) {
        m_exit = m_terminal.fail(error);
        stop();
    });
}

Exit Carrying::untilStopped()
{
    m_loop.exec();
    return m_exit;
}

void Carrying::stop()
{
    if (std::exchange(m_stopping, true))
        return;
    // from outside the runner's own call stack: this may be called by one of its signals
    QMetaObject::invokeMethod(
        this, [this] { m_runner.stop(m_grace); }, Qt::QueuedConnection);
}

/// The first signal stops gracefully, the second cuts off what is on the wire.
void Carrying::onSignal()
{
    if (m_stopping)
        return m_runner.stop(Milliseconds(0));
    m_exit = Exit::Interrupted;
    stop();
}

} // namespace cairn
