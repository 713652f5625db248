#pragma once

#include "base/resumequeue.h"
#include "net/httpclient.h"

#include <memory>
#include <mutex>

namespace cairn {

class HttpExchange;
class NetworkThread;
class WaitingExchange;

/// What the two ends of an exchange share: the one that waits, in its client's thread, and the one that speaks, in the
/// NetworkThread.
class ExchangeLink : public std::enable_shared_from_this<ExchangeLink>
{
public:
    /// `waiting` is told of the end in its own thread, by way of `home`, unless it lets go before.
    ExchangeLink(ResumeQueue &home, ResponseSink &sink, WaitingExchange &waiting)
        : m_home(home), m_sink(&sink), m_waiting(&waiting)
    {
    }

    /// The speaking end; of the NetworkThread.
    HttpExchange *speaker = nullptr;
    /// By the speaking end: bytes of the answer. Once nobody waits they are dropped.
    Result<void> accept(QByteArrayView bytes);
    /// By the speaking end, once: it is over.
    void finish(Exchange result);
    /// Nobody waits any more. Any thread.
    bool isLetGo();
    /// By the waiting end: its sink and its home are free once this returns.
    void letGo();

private:
    std::mutex m_mutex;
    ResumeQueue &m_home;        ///< there as long as the sink is
    ResponseSink *m_sink;       ///< null: let go
    WaitingExchange *m_waiting; ///< of its own thread
};

/// The waiting end.
class WaitingExchange final : public PendingExchange
{
public:
    /// One that is over before it began.
    explicit WaitingExchange(Exchange refused) : m_result(std::move(refused)), m_isOver(true) {}
    WaitingExchange(std::shared_ptr<NetworkThread> thread, std::shared_ptr<ResumeQueue> home, ResponseSink &sink);
    ~WaitingExchange() override;

    const std::shared_ptr<ExchangeLink> &link() const { return m_link; }
    /// By its link: it is over, with this. May destroy it.
    void finish(Exchange result);

    void cancel() override;
    bool await_ready() const override { return m_isOver; }
    void await_suspend(std::coroutine_handle<> waiter) override { m_waiter = waiter; }
    Exchange await_resume() override { return std::move(m_result); }

private:
    std::shared_ptr<NetworkThread> m_thread;
    std::shared_ptr<ResumeQueue> m_home;
    std::shared_ptr<ExchangeLink> m_link;
    std::coroutine_handle<> m_waiter;
    Exchange m_result;
    bool m_isOver = false;
};

} // namespace cairn
