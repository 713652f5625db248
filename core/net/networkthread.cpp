#include "net/networkthread.h"

#include <QCoreApplication>

namespace cairn {

std::shared_ptr<NetworkThread> NetworkThread::shared()
{
    static std::mutex mutex;
    static std::weak_ptr<NetworkThread> current;
    const std::scoped_lock lock(mutex);
    std::shared_ptr<NetworkThread> thread = current.lock();
    if (!thread) {
        thread = std::make_shared<NetworkThread>();
        current = thread;
    }
    return thread;
}

NetworkThread::NetworkThread()
{
    m_thread.setObjectName(QStringLiteral("cairn-net"));
    m_queue.moveToThread(&m_thread);
    m_thread.start();
}

NetworkThread::~NetworkThread()
{
    post([this] { m_thread.quit(); });
    m_thread.wait();
    const std::scoped_lock lock(m_thread.over);
}

void NetworkThread::Thread::run()
{
    exec();
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    const std::scoped_lock lock(over);
}

} // namespace cairn
