#include "carrying.h"

namespace cairn {

using namespace Qt::StringLiterals;

namespace {
constexpr Milliseconds AskAgain{1'000};
constexpr Milliseconds ToldAfter{1'000}; ///< what ends at once is not worth a word
} // namespace

Carrying::Carrying(Session &session, const Terminal &terminal, SignalWatcher &signalWatcher, RunnerOptions options,
                   Milliseconds grace)
    : m_terminal(terminal), m_runner(session.carriersStore(), session.clock(), std::move(options)), m_grace(grace)
{
    connect(&signalWatcher, &SignalWatcher::received, this, &Carrying::onSignal);
    connect(&m_runner, &Runner::stopped, &m_loop, &QEventLoop::quit);
    connect(&m_runner, &Runner::failed, this, [this](const Error &error) {
        m_exit = m_terminal.fail(error);
        if (error.kind == ErrorKind::DamagedStore)
            m_grace = Milliseconds(0); // what would still come cannot be written down
        stop();
    });
    m_again.callOnTimeout(this, &Carrying::tryAgain);
}

Result<void> Carrying::start()
{
    auto started = m_runner.start();
    m_carries = started.has_value();
    return started;
}

void Carrying::standBy()
{
    m_again.start(AskAgain);
}

void Carrying::tryAgain()
{
    const auto started = start();
    if (!started && started.error().kind == ErrorKind::Busy)
        return;
    m_again.stop();
    if (started)
        return m_terminal.line(u"that one has ended; these runs are carried here now"_s);
    m_exit = m_terminal.fail(started.error());
    stop();
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
    m_again.stop();
    // from outside the runner's own call stack: this may be called by one of its signals
    QMetaObject::invokeMethod(
        this, [this] { m_carries ? m_runner.stop(m_grace) : m_loop.quit(); }, Qt::QueuedConnection);
}

void Carrying::finish()
{
    if (m_stopping || std::exchange(m_finishing, true))
        return;
    m_again.stop();
    QMetaObject::invokeMethod(
        this, [this] { m_carries ? m_runner.finish() : m_loop.quit(); }, Qt::QueuedConnection); // as in stop()
    QTimer::singleShot(ToldAfter, this, &Carrying::tellWaiting);
}

void Carrying::tellWaiting() const
{
    if (const int others = m_runner.activeRuns(); others > 0)
        m_terminal.line(u"waiting for what is on the wire for other runs: %1"_s.arg(others));
}

/// The first signal stops gracefully, the second cuts off what is on the wire.
void Carrying::onSignal()
{
    if (m_stopping && m_carries)
        return m_runner.stop(Milliseconds(0));
    if (!m_finishing) // all that was asked for is done
        m_exit = Exit::Interrupted;
    stop();
}

} // namespace cairn
