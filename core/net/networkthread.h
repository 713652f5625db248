#pragma once

#include "base/resumequeue.h"

#include <QThread>

#include <memory>

namespace cairn {

/// The thread that Qt's managers and replies live in: what Qt does there for each request, which is more than it takes to decide
/// on one, goes on beside the work of those who ask. One for all clients of the process; it ends with the last of them.
class NetworkThread
{
public:
    /// Any thread.
    static std::shared_ptr<NetworkThread> shared();
    NetworkThread();
    /// Waits for what has been posted.
    ~NetworkThread();

    /// Carries out `work` in the thread, in the order of posting. Any thread.
    void post(std::function<void()> work) { m_queue.post(std::move(work)); }
    /// Gives an object without a parent to the thread; by the object's own.
    void adopt(QObject &object) { object.moveToThread(&m_thread); }

private:
    class Thread final : public QThread
    {
    public:
        std::mutex over; ///< by which sanitizers see what the thread did before its end

    protected:
        void run() override;
    };
    Thread m_thread;
    ResumeQueue m_queue;
};

} // namespace cairn
