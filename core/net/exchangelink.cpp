#include "net/exchangelink.h"

#include "net/httpexchange.h"
#include "net/networkthread.h"

namespace cairn {

Result<void> ExchangeLink::accept(QByteArrayView bytes)
{
    const std::scoped_lock lock(m_mutex);
    return m_sink ? m_sink->accept(bytes) : Result<void>();
}

void ExchangeLink::finish(Exchange result)
{
    const std::scoped_lock lock(m_mutex);
    if (!m_sink)
        return;
    m_home.post([self = shared_from_this(), result = std::move(result)]() mutable {
        if (self->m_waiting)
            self->m_waiting->finish(std::move(result));
    });
}

bool ExchangeLink::isLetGo()
{
    const std::scoped_lock lock(m_mutex);
    return !m_sink;
}

void ExchangeLink::letGo()
{
    const std::scoped_lock lock(m_mutex);
    m_sink = nullptr;
    m_waiting = nullptr;
}

WaitingExchange::WaitingExchange(std::shared_ptr<NetworkThread> thread, std::shared_ptr<ResumeQueue> home, ResponseSink &sink)
    : m_thread(std::move(thread)), m_home(std::move(home)), m_link(std::make_shared<ExchangeLink>(*m_home, sink, *this))
{
}

void WaitingExchange::finish(Exchange result)
{
    m_result = std::move(result);
    m_isOver = true;
    if (const auto waiter = std::exchange(m_waiter, {}))
        waiter.resume();
}

WaitingExchange::~WaitingExchange()
{
    if (!m_link)
        return;
    m_link->letGo();
    if (!m_isOver)
        m_thread->post([link = m_link] { delete link->speaker; });
}

void WaitingExchange::cancel()
{
    if (m_isOver)
        return;
    m_thread->post([link = m_link] {
        if (link->speaker)
            link->speaker->cancel();
    });
}

} // namespace cairn
