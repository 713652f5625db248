#include "net/httpclient.h"

#include "net/exchangelink.h"
#include "net/exchangepool.h"
#include "net/networkthread.h"

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

std::unique_ptr<PendingExchange> refused(TransportFault fault, const QString &detail)
{
    Exchange exchange;
    exchange.fault = fault;
    exchange.detail = detail;
    return std::make_unique<WaitingExchange>(std::move(exchange));
}

} // namespace

bool sameOrigin(const QUrl &one, const QUrl &other)
{
    const auto port = [](const QUrl &url) { return url.port(url.scheme() == "https"_L1 ? 443 : 80); };
    return one.scheme() == other.scheme() && one.host() == other.host() && port(one) == port(other);
}

HttpClient::HttpClient(const Service &service)
    : m_thread(NetworkThread::shared()), m_home(std::make_shared<ResumeQueue>()), m_pool(std::make_shared<ExchangePool>(service)),
      m_allowsInsecure(service.allowInsecure)
{
    m_pool->moveTo(*m_thread);
}

HttpClient::~HttpClient()
{
    // The last to hold the pool is what has been posted.
    m_thread->post([pool = std::move(m_pool)] { Q_UNUSED(pool) });
}

std::unique_ptr<PendingExchange> HttpClient::start(HttpRequest request, ResponseSink &sink)
{
    if (const auto reason = refusal(request, m_allowsInsecure))
        return refused(TransportFault::BadUrl, *reason);
    auto waiting = std::make_unique<WaitingExchange>(m_thread, m_home, sink);
    m_thread->post([pool = m_pool, link = waiting->link(), request = std::move(request),
                    started = std::chrono::steady_clock::now()]() mutable {
        if (link->isLetGo())
            return;
        pool->admit(*new HttpExchange(std::move(request), std::move(link), *pool, started)); // goes when it is over
    });
    return waiting;
}

void HttpClient::setTls(const TlsSettings &tls)
{
    m_thread->post([pool = m_pool, tls] { pool->setTls(tls); });
}

void HttpClient::setService(const Service &service)
{
    m_allowsInsecure = service.allowInsecure;
    m_thread->post([pool = m_pool, service] { pool->setService(service); });
}

} // namespace cairn
