#include "net/networkthread.h"

#include <QCoreApplication>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {
constexpr auto IdleInterval = std::chrono::milliseconds(250);
}

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
    m_thread.start();
}

NetworkThread::~NetworkThread()
{
    m_thread.quit(); // not posted: once there is no application any more, Qt delivers nothing
    m_thread.wait();
    const std::scoped_lock lock(m_thread.over);
}

void NetworkThread::watchIdle()
{
    if (!m_thread.idle.isActive())
        m_thread.idle.start(IdleInterval);
}

NetworkThread::Thread::Thread()
{
    queue.moveToThread(this);
    idle.moveToThread(this);
    QObject::connect(&idle, &QTimer::timeout, &idle, [this] {
        if (!floods.look(std::chrono::steady_clock::now()))
            idle.stop();
    });
}

void NetworkThread::Thread::run()
{
    exec();
    queue.drain();
    idle.stop();
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    const std::scoped_lock lock(over);
}

} // namespace cairn
