#include "net/exchangepool.h"

#include "net/networkthread.h"

#include <QPointer>

namespace cairn {

namespace {

/// How often deadlines are looked at: one timer for all exchanges, limits are kept to about this.
constexpr auto DeadlineInterval = std::chrono::milliseconds(50);
constexpr qsizetype ReadBuffer = 64 * 1024;
/// For so long after a connection was cut, one that is lost is that one.
constexpr auto CutTells = std::chrono::seconds(2);

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
    m_timer.setInterval(DeadlineInterval);
    QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] { enforceDeadlines(); });
}

void ExchangePool::moveTo(NetworkThread &thread)
{
    thread.adopt(m_timer);
    m_floods = &thread.floods();
}

ExchangePool::~ExchangePool()
{
    for (HttpExchange *exchange : std::exchange(m_exchanges, {}))
        exchange->orphan();
}

void ExchangePool::setService(const Service &service)
{
    const bool isSame = service.http == m_service.http && sameOrigin(service.baseUrl, m_service.baseUrl);
    m_service = service;
    m_template = RequestTemplate(service.http, m_tls);
    const bool keepsHttp2 = isSame && m_lanes.capacity() == Lanes::Http2Capacity;
    setCapacity(priorKnowledge() || keepsHttp2 ? Lanes::Http2Capacity : Lanes::Http1Capacity);
    beginWaiting();
}

void ExchangePool::setTls(const TlsSettings &tls)
{
    if (tls == m_tls)
        return;
    m_tls = tls;
    m_template = RequestTemplate(m_service.http, m_tls);
    m_lanes.retireAll();
    setCapacity(priorKnowledge() ? Lanes::Http2Capacity : Lanes::Http1Capacity);
    beginWaiting();
}

void ExchangePool::setCapacity(int capacity)
{
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
        m_timer.start();
    if (!tryBegin(exchange))
        m_waiting.push_back(&exchange);
}

bool ExchangePool::tryBegin(HttpExchange &exchange)
{
    Lane *lane = lanesOf(exchange).take();
    if (!lane)
        return false;
    if (exchange.onForeignLanes)
        exchange.begin(*lane, m_foreignTemplate, false);
    else
        exchange.begin(*lane, m_template, m_service.http == HttpVersion::Http2);
    return true;
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
    if (exchange.result().status > 0 && !priorKnowledge()) {
        const int capacity = exchange.sawHttp2() ? Lanes::Http2Capacity : Lanes::Http1Capacity;
        if (capacity != m_lanes.capacity())
            setCapacity(capacity);
    }
    // Qt 6.4 does not notice that an HTTP/2 connection is lost: it reports nothing, and sends all that follows into the void.
    if (m_lanes.capacity() == Lanes::Http2Capacity && connectionSuspect(exchange.result()))
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
    const auto cut = m_floods->lastCut(exchange.port());
    return cut >= exchange.begun() && std::chrono::steady_clock::now() - cut < CutTells;
}

void ExchangePool::enforceDeadlines()
{
    if (m_exchanges.empty()) {
        m_timer.stop();
        return;
    }
    const auto now = std::chrono::steady_clock::now();
    m_floods->look(now);
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
