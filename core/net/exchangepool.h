#pragma once

#include "net/floodguard.h"
#include "net/httpexchange.h"
#include "net/strayguard.h"
#include "net/tlssettings.h"

#include <QTimer>

#include <deque>
#include <vector>

namespace cairn {

/// The exchanges of one service: gives them lanes in the order of their coming, and keeps their deadlines. Made and given its
/// first rules anywhere, of the NetworkThread from then on.
class ExchangePool final : public ExchangeHost
{
public:
    explicit ExchangePool(const Service &service);
    ~ExchangePool() override;

    /// Takes its timer along; by the thread that made it.
    void moveTo(NetworkThread &thread);

    void setService(const Service &service);
    void setTls(const TlsSettings &tls);
    void admit(HttpExchange &exchange);

    QByteArray &readBuffer() override { return m_readBuffer; }
    void hasBegun(const HttpExchange &exchange) override;
    void handedOn(const HttpExchange &exchange, qint64 bytes) override { m_floods->handedOn(exchange.port(), bytes); }
    bool wasCut(const HttpExchange &exchange) const override;
    void over(HttpExchange &exchange) override;

private:
    bool priorKnowledge() const
    {
        return m_service.http == HttpVersion::Http2 && m_service.baseUrl.scheme() == QLatin1String("http");
    }
    Lanes &lanesOf(const HttpExchange &exchange) { return exchange.onForeignLanes ? m_foreignLanes : m_lanes; }
    bool tryBegin(HttpExchange &exchange);
    void leaveStrays(quint16 port);
    void learn(const HttpExchange &exchange);
    void setHttp2(bool isHttp2);
    void beginWaiting();
    void lookAfter();
    void enforceDeadlines(HttpExchange::Moment now);

    Service m_service;
    TlsSettings m_tls;
    RequestTemplate m_template;
    const RequestTemplate m_foreignTemplate{HttpVersion::Auto};
    Lanes m_lanes;
    bool m_isHttp2 = false; ///< what its own lanes carry, as far as is known
    Lanes m_foreignLanes;   ///< for other origins, where HTTP/2 must not be presumed
    std::vector<HttpExchange *> m_exchanges;
    std::deque<HttpExchange *> m_waiting;
    QByteArray m_readBuffer;
    NetworkThread *m_thread = nullptr;
    FloodGuard *m_floods = nullptr; ///< the thread's
    StrayGuard *m_strays = nullptr; ///< the thread's
    HttpExchange::Moment m_fresh;   ///< no lane over HTTP/1.1 is older
    QTimer m_timer;
};

} // namespace cairn
