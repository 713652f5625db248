#include "runner/storebridge.h"

#include <QThread>

namespace cairn {

void StoreBridge::Commit::start(std::coroutine_handle<> waiter)
{
    m_bridge.m_store.commit(std::move(m_transaction), [this, waiter](Result<Committed> result) {
        m_result = std::move(result);
        m_bridge.m_home.resume(waiter);
    });
}

/// Returns whether the coroutine has to wait: a small payload is done at once, in this very call.
bool StoreBridge::Finish::start(std::coroutine_handle<> waiter)
{
    const Qt::HANDLE thread = QThread::currentThreadId();
    bool atOnce = false;
    bool *here = &atOnce;
    m_sink.finish([this, waiter, thread, here](Result<StagedPayload> staged) {
        m_result = std::move(staged);
        if (QThread::currentThreadId() == thread)
            *here = true;
        else
            m_bridge.m_home.resume(waiter);
    });
    return !atOnce;
}

} // namespace cairn
