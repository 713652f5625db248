#include "net/exchangepool.h"

#include "net/networkthread.h"

#include <QPointer>

namespace cairn {

namespace {

/// How often deadlines are looked at: one timer for all exchanges, limits are kept to about this.
constexpr auto DeadlineInterval = std::chrono::milliseconds(50);
constexpr qsizetype ReadBuffer = 64 * 1024;

/// Whether the exchange ended in a way that leaves its connection in doubt.
bool connectionSuspect(const Exchange &exchange)
{
    switch (exchange.fault) {
    case TransportFault::ConnectTimeout:
    case TransportFault::ConnectionClosed:
    case TransportFault::IdleTimeout:
    case TransportFault::InvalidResponse:
    case TransportFault::TruncatedBody: return true;
    case TransportFault::AttemptTimeout: return exchange.status == 0;
    default: return false;
    }
}

} // namespace

ExchangePool::ExchangePool(const Service &service) : m_readBuffer(ReadBuffer, Qt::Uninitialized)
{
    setService(service);
    QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] { lookAfter(); });
}

void ExchangePool::moveTo(NetworkThread &thread)
{
    thread.adopt(m_timer);
    m_thread = &thread;
    m_floods = &thread.floods();
    m_strays = &thread.strays();
}

ExchangePool::~ExchangePool()
{
    for (HttpExchange *exchange : std::exchange(m_exchanges, {})) {
        if (exchange->lane())
            m_strays->over(exchange->port(), exchange->sawHttp2());
        exchange->orphan();
    }
}

void ExchangePool::setService(const Service &service)
{
    const bool isSame = service.http == m_service.http && sameOrigin(service.baseUrl, m_service.baseUrl);
    m_service = service;
    m_template = RequestTemplate(service.http, m_tls);
    setHttp2(priorKnowledge() || (isSame && m_isHttp2));
    beginWaiting();
}

void ExchangePool::setTls(const TlsSettings &tls)
{
    if (tls == m_tls)
        return;
    m_tls = tls;
    m_template = RequestTemplate(m_service.http, m_tls);
    m_lanes.retireAll();
    setHttp2(priorKnowledge());
    beginWaiting();
}

void ExchangePool::setHttp2(bool isHttp2)
{
    m_isHttp2 = isHttp2;
    const int capacity = isHttp2 ? Lanes::Http2Capacity : Lanes::Http1Capacity;
    // Whose key Qt has it tells to the request that a connection is opened for: with one at a time that is the one which uses it.
    m_lanes.configure(m_service.policy.maxConcurrency, m_tls.pins.isEmpty() ? capacity : 1);
    m_foreignLanes.configure(m_service.policy.maxConcurrency, Lanes::Http1Capacity);
}

void ExchangePool::admit(HttpExchange &exchange)
{
    exchange.place = m_exchanges.size();
    m_exchanges.push_back(&exchange);
    const bool ownRules = m_service.http != HttpVersion::Http11 || m_tls != TlsSettings();
    exchange.onForeignLanes = ownRules && !sameOrigin(exchange.request().url, m_service.baseUrl);
    if (!m_timer.isActive())
        m_timer.start(DeadlineInterval);
    if (!tryBegin(exchange))
        m_waiting.push_back(&exchange);
}

bool ExchangePool::tryBegin(HttpExchange &exchange)
{
    leaveStrays(exchange.port());
    Lane *lane = lanesOf(exchange).take();
    if (!lane)
        return false;
    if (exchange.onForeignLanes)
        exchange.begin(*lane, m_foreignTemplate, false);
    else
        exchange.begin(*lane, m_template, m_service.http == HttpVersion::Http2);
    return true;
}

/// What came on an idle connection would be taken for the answer to the next request on it. (HTTP/2 tells whose it is.)
void ExchangePool::leaveStrays(quint16 port)
{
    const auto now = std::chrono::steady_clock::now();
    if (m_strays->lastStray(port, now) <= m_fresh)
        return;
    m_fresh = now;
    m_foreignLanes.retireAll();
    if (!m_isHttp2)
        m_lanes.retireAll();
}

void ExchangePool::hasBegun(const HttpExchange &exchange)
{
    m_floods->begin(exchange.port());
    m_strays->begin(exchange.port());
}

void ExchangePool::over(HttpExchange &exchange)
{
    m_exchanges.back()->place = exchange.place;
    std::swap(m_exchanges[exchange.place], m_exchanges.back());
    m_exchanges.pop_back();
    if (!exchange.lane()) {
        std::erase(m_waiting, &exchange);
        return;
    }
    m_strays->over(exchange.port(), exchange.sawHttp2());
    learn(exchange);
    if (!m_tls.pins.isEmpty() && !exchange.onForeignLanes && !exchange.sawPinnedKey())
        m_lanes.retire(exchange.lane()); // it may hold a connection that nobody has looked at
    lanesOf(exchange).giveBack(exchange.lane());
    beginWaiting();
}

void ExchangePool::learn(const HttpExchange &exchange)
{
    if (exchange.onForeignLanes || m_service.http == HttpVersion::Http11)
        return;
    if (exchange.result().status > 0 && !priorKnowledge() && exchange.sawHttp2() != m_isHttp2)
        setHttp2(exchange.sawHttp2());
    // Qt 6.4 does not notice that an HTTP/2 connection is lost: it reports nothing, and sends all that follows into the void.
    if (m_isHttp2 && connectionSuspect(exchange.result()))
        m_lanes.retire(exchange.lane());
}

void ExchangePool::beginWaiting()
{
    while (!m_waiting.empty()) {
        HttpExchange *next = m_waiting.front();
        m_waiting.pop_front();
        if (tryBegin(*next))
            continue;
        m_waiting.push_front(next);
        return;
    }
}

bool ExchangePool::wasCut(const HttpExchange &exchange) const
{
    return m_floods->wasCut(exchange.request().url.host(), exchange.port(), exchange.begun());
}

void ExchangePool::lookAfter()
{
    const auto now = std::chrono::steady_clock::now();
    for (HttpExchange *exchange : m_exchanges)
        exchange->catchUp();
    m_floods->look(now);
    if (!m_exchanges.empty())
        return enforceDeadlines(now);
    m_timer.stop();
    m_thread->watchIdle();
}

void ExchangePool::enforceDeadlines(HttpExchange::Moment now)
{
    std::vector<QPointer<HttpExchange>> late;
    for (HttpExchange *exchange : m_exchanges) {
        if (exchange->overdue(now) != TransportFault::None)
            late.emplace_back(exchange);
    }
    for (const QPointer<HttpExchange> &exchange : late) {
        if (exchange)
            exchange->expire(now);
    }
}

} // namespace cairn
