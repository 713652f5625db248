#include "net/networkthread.h"

#include <QCoreApplication>

namespace cairn {

using namespace Qt::StringLiterals;

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
    m_thread.setObjectName(u"cairn-net"_s);
    m_thread.queue.moveToThread(&m_thread);
    m_thread.start();
}

NetworkThread::~NetworkThread()
{
    m_thread.quit(); // not posted: once there is no application any more, Qt delivers nothing
    m_thread.wait();
    const std::scoped_lock lock(m_thread.over);
}

void NetworkThread::Thread::run()
{
    exec();
    queue.drain();
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    const std::scoped_lock lock(over);
}

} // namespace cairn
