#pragma once

#include <QObject>

#include <coroutine>
#include <functional>
#include <mutex>
#include <vector>

namespace cairn {

/// Brings work home to the thread it belongs to: what other threads post is carried out there, all that waits in one turn of
/// the event loop. Also used to resume a coroutine without growing the stack.
class ResumeQueue : public QObject
{
public:
    /// Any thread.
    void post(std::function<void()> work);
    /// Carries out what waits now, which nobody need do while the thread's event loop runs. By the thread that it belongs to.
    void drain();
    /// Resumes `waiter` on the next turn.
    void resume(std::coroutine_handle<> waiter)
    {
        post([waiter] { waiter.resume(); });
    }

protected:
    void customEvent(QEvent *event) override;

private:
    std::mutex m_mutex;
    std::vector<std::function<void()>> m_waiting;
    bool m_announced = false;
};

/// Lets one coroutine wait until another calls signal(); a signal given while nobody waits is kept.
class WakeSignal
{
public:
    explicit WakeSignal(ResumeQueue &queue) : m_queue(queue) {}

    void signal()
    {
        m_signalled = true;
        if (m_waiter)
            m_queue.resume(std::exchange(m_waiter, {}));
    }

    /// Awaits the signal. An object of its own, because a coroutine may copy what it awaits.
    struct Waiting
    {
        WakeSignal &wake;
        bool await_ready() const { return wake.m_signalled; }
        void await_suspend(std::coroutine_handle<> waiter) { wake.m_waiter = waiter; }
        void await_resume() { wake.m_signalled = false; }
    };
    Waiting signalled() { return {*this}; }

private:
    ResumeQueue &m_queue;
    std::coroutine_handle<> m_waiter;
    bool m_signalled = false;
};

} // namespace cairn
