#include "drainwatch.h"

namespace cairn {

using namespace Qt::StringLiterals;

namespace {
constexpr Milliseconds LookInterval{500};
}

QString whatItWaitsFor(const RunRecord &run)
{
    if (run.state == RunState::Held)
        return u"; %1 is held: %2"_s.arg(run.step.name(), run.cause);
    if (run.state == RunState::WaitingRetry)
        return u"; %1 is tried again: %2"_s.arg(run.step.name(), run.cause);
    return {};
}

DrainWatch::DrainWatch(Store &store, const Terminal &terminal) : m_reader(store.reader()), m_terminal(terminal)
{
    if (!m_reader || !m_terminal.isInteractive())
        return; // the runner meets it too, and tells
    m_timer.callOnTimeout(this, [this] { look(); });
    m_timer.start(LookInterval);
}

DrainWatch::~DrainWatch()
{
    m_terminal.progress({}, 0, 0);
}

void DrainWatch::look()
{
    const auto counts = (*m_reader)->countByState();
    if (!counts)
        return;
    qint64 left = 0;
    for (auto it = counts->cbegin(); it != counts->cend(); ++it)
        left += movesByItself(it.key()) ? it.value() : 0;
    m_most = std::max(m_most, left);
    const bool isUnderWay = counts->value(RunState::Running) + counts->value(RunState::Pending) > 0;
    m_terminal.progress(u"runs settled"_s + (isUnderWay ? QString() : whatAllWaitFor()), m_most - left, m_most);
}

QString DrainWatch::whatAllWaitFor() const
{
    RunFilter waiting;
    waiting.states = {RunState::Held, RunState::WaitingRetry};
    const auto newest = (*m_reader)->runs(waiting, {}, 1);
    return newest && !newest->isEmpty() ? whatItWaitsFor(newest->first()) : QString();
}

} // namespace cairn
