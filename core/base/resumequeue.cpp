#include "base/resumequeue.h"

#include <QCoreApplication>
#include <QEvent>

namespace cairn {

void ResumeQueue::post(std::function<void()> work)
{
    const std::scoped_lock lock(m_mutex);
    m_waiting.push_back(std::move(work));
    if (std::exchange(m_announced, true))
        return;
    QCoreApplication::postEvent(this, new QEvent(QEvent::User)); // with nothing in it: what is handed over goes through the mutex
}

void ResumeQueue::customEvent(QEvent *)
{
    drain();
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
