#include "net/httpclient.h"

#include "net/httpexchange.h"

#include <QPointer>

#include <deque>

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
    case TransportFault::TruncatedBody:
        return true;
    case TransportFault::AttemptTimeout:
        return exchange.status == 0;
    default:
        return false;
    }
}

} // namespace

class HttpClient::Pool final : public ExchangeHost
{
public:
    explicit Pool(const Service &service)
    {
        setService(service);
        m_timer.setInterval(DeadlineInterval);
        connect(&m_timer, &QTimer::timeout, &m_timer, [this] { enforceDeadlines(); });
    }
    ~Pool() override;

    void setService(const Service &service);
    void setTls(const TlsSettings &tls);
    bool allowsInsecure() const { return m_service.allowInsecure; }
    void admit(HttpExchange &exchange);

    QByteArray &readBuffer() override { return m_readBuffer; }
    void over(HttpExchange &exchange) override;

private:
    bool priorKnowledge() const
    {
        return m_service.http == HttpVersion::Http2 && m_service.baseUrl.scheme() == QLatin1String("http");
    }
    Lanes &lanesOf(const HttpExchange &exchange) { return exchange.onForeignLanes ? m_foreignLanes : m_lanes; }
    bool tryBegin(HttpExchange &exchange);
    void learn(const HttpExchange &exchange);
    void setCapacity(int capacity);
    void beginWaiting();
    void enforceDeadlines();

    Service m_service;
    TlsSettings m_tls;
    RequestTemplate m_template;
    const RequestTemplate m_foreignTemplate{HttpVersion::Auto};
    Lanes m_lanes;
    Lanes m_foreignLanes; ///< for other origins, where HTTP/2 must not be presumed
    std::vector<HttpExchange *> m_exchanges;
    std::deque<HttpExchange *> m_waiting;
    QByteArray m_readBuffer{ReadBuffer, Qt::Uninitialized};
    QTimer m_timer;
};

HttpClient::Pool::~Pool()
{
    for (HttpExchange *exchange : std::exchange(m_exchanges, {}))
        exchange->orphan();
}

void HttpClient::Pool::setService(const Service &service)
{
    const bool isSame = service.http == m_service.http && sameOrigin(service.baseUrl, m_service.baseUrl);
    m_service = service;
    m_template = RequestTemplate(service.http, m_tls);
    const bool keepsHttp2 = isSame && m_lanes.capacity() == Lanes::Http2Capacity;
    setCapacity(priorKnowledge() || keepsHttp2 ? Lanes::Http2Capacity : Lanes::Http1Capacity);
    beginWaiting();
}

void HttpClient::Pool::setTls(const TlsSettings &tls)
{
    if (tls == m_tls)
        return;
    m_tls = tls;
    m_template = RequestTemplate(m_service.http, m_tls);
    m_lanes.retireAll();
    setCapacity(priorKnowledge() ? Lanes::Http2Capacity : Lanes::Http1Capacity);
    beginWaiting();
}

void HttpClient::Pool::setCapacity(int capacity)
{
    // Whose key Qt has it tells to the request that a connection is opened for: with one at a time that is the one which uses it.
    m_lanes.configure(m_service.policy.maxConcurrency, m_tls.pins.isEmpty() ? capacity : 1);
    m_foreignLanes.configure(m_service.policy.maxConcurrency, Lanes::Http1Capacity);
}

void HttpClient::Pool::admit(HttpExchange &exchange)
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

bool HttpClient::Pool::tryBegin(HttpExchange &exchange)
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

void HttpClient::Pool::over(HttpExchange &exchange)
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

void HttpClient::Pool::learn(const HttpExchange &exchange)
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

void HttpClient::Pool::beginWaiting()
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

void HttpClient::Pool::enforceDeadlines()
{
    if (m_exchanges.empty()) {
        m_timer.stop();
        return;
    }
    const auto now = std::chrono::steady_clock::now();
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

bool sameOrigin(const QUrl &one, const QUrl &other)
{
    const auto port = [](const QUrl &url) { return url.port(url.scheme() == QLatin1String("https") ? 443 : 80); };
    return one.scheme() == other.scheme() && one.host() == other.host() && port(one) == port(other);
}

HttpClient::HttpClient(const Service &service, QObject *parent) : QObject(parent), m_pool(std::make_unique<Pool>(service)) {}

HttpClient::~HttpClient() = default;

std::unique_ptr<PendingExchange> HttpClient::start(HttpRequest request, ResponseSink &sink)
{
    const auto reason = refusal(request, m_pool->allowsInsecure());
    auto exchange = std::make_unique<HttpExchange>(std::move(request), sink, *m_pool);
    if (reason)
        exchange->refuse(TransportFault::BadUrl, *reason);
    else
        m_pool->admit(*exchange);
    return exchange;
}

void HttpClient::setTls(const TlsSettings &tls)
{
    m_pool->setTls(tls);
}

void HttpClient::setService(const Service &service)
{
    m_pool->setService(service);
}

} // namespace cairn
