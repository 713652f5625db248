#pragma once

#include "base/resumequeue.h"
#include "net/floodguard.h"
#include "net/strayguard.h"

#include <QThread>
#include <QTimer>

#include <memory>

namespace cairn {

/// The thread that Qt's managers and replies live in: what Qt does there for each request, which is more than it takes to decide
/// on one, goes on beside the work of those who ask. It ends with the last client or exchange that holds it.
class NetworkThread
{
public:
    /// The one that all clients of the process share. Any thread.
    static std::shared_ptr<NetworkThread> shared();
    NetworkThread();
    /// Waits until what has been posted is carried out.
    ~NetworkThread();

    /// Carries out `work` in the thread, in the order of posting. Any thread.
    void post(std::function<void()> work) { m_thread.queue.post(std::move(work)); }
    /// Gives an object without a parent to the thread; by the object's own.
    void adopt(QObject &object) { object.moveToThread(&m_thread); }
    /// Of the thread.
    FloodGuard &floods() { return m_thread.floods; }
    StrayGuard &strays() { return m_thread.strays; }
    /// Goes on looking for floods until Qt has closed all connections (two minutes after their last use). Of the thread.
    void watchIdle();

private:
    class Thread final : public QThread
    {
    public:
        Thread();
        ResumeQueue queue;
        FloodGuard floods;
        StrayGuard strays;
        QTimer idle;     ///< looks at what comes while no exchange is under way
        std::mutex over; ///< by which sanitizers see what the thread did before its end

    protected:
        void run() override;
    };
    Thread m_thread;
};

} // namespace cairn
