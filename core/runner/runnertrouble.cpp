#include "base/logging.h"
#include "runner/runner.h"

// What a runner does where the store fails, or is another's.

namespace cairn {

namespace {
constexpr Milliseconds TroublePause{1'000};
} // namespace

void Runner::giveUp(const Error &error)
{
    if (!std::exchange(m_stopping, true))
        Q_EMIT failed(error);
}

void Runner::noteTrouble(const Error &error)
{
    m_troubledAt = m_clock.steady();
    if (m_troubles.isDue(describe(error), m_clock.now())) // each run meets it, again and again
        qCWarning(lcRunner).noquote() << "the store cannot be used at the moment:" << describe(error);
    Q_EMIT troubled(error);
}

bool Runner::isTroubled() const
{
    return m_troubledAt && m_clock.steady() < *m_troubledAt + TroublePause;
}

/// What is refused is tried again, and refused again, sooner than this takes.
void Runner::noteRecovery()
{
    if (!m_troubledAt || isTroubled() || !m_room->isThere())
        return;
    m_troubledAt.reset();
    qCInfo(lcRunner) << "the store can be used again";
    Q_EMIT troubled({});
}

} // namespace cairn
