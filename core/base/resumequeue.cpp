#include "base/resumequeue.h"

#include <QMetaObject>

namespace cairn {

void ResumeQueue::post(std::function<void()> work)
{
    const std::scoped_lock lock(m_mutex);
    m_waiting.push_back(std::move(work));
    if (std::exchange(m_announced, true))
        return;
    QMetaObject::invokeMethod(
        this, [this] { drain(); }, Qt::QueuedConnection);
}

void ResumeQueue::drain()
{
    std::vector<std::function<void()>> batch;
    {
        const std::scoped_lock lock(m_mutex);
        batch.swap(m_waiting);
        m_announced = false;
    }
    for (const auto &work : batch)
        work();
}

} // namespace cairn
