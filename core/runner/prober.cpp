#include "runner/prober.h"

#include "policy/recorded.h"

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr Milliseconds LongestProbe{10'000};
constexpr qint64 MostOfAnAnswer = 1 << 20;

HttpRequest requestOf(const Command &command, const Service &service)
{
    const QString path = command.arguments.value(u"path"_s).toString();
    HttpRequest request;
    request.method = command.arguments.value(u"method"_s).toString() == "HEAD"_L1 ? "HEAD" : "GET";
    request.url = path.isEmpty() ? service.baseUrl : QUrl(service.baseUrl.toString(QUrl::StripTrailingSlash) + path);
    request.timeout = service.policy.timeout;
    request.timeout.attempt = std::min(request.timeout.attempt, LongestProbe);
    request.maxResponse = MostOfAnAnswer;
    request.readsBody = false;
    return request;
}

} // namespace

Prober::Prober(ResumeQueue &home, const Clock &clock, HttpTransportFactory transports,
               std::function<void(const Command &, Transaction)> finish)
    : m_home(home), m_clock(clock), m_transports(std::move(transports)), m_finish(std::move(finish))
{
}

void Prober::start(const Command &command, const Service &service)
{
    ++m_underWay;
    probe(command, service); // detached: stop() waits for it
}

QCoro::Task<> Prober::probe(Command command, Service service)
{
    const auto transport = m_transports(service);
    IgnoredBody sink;
    const auto pending = transport->start(requestOf(command, service), sink);
    m_exchanges.append(pending.get());
    const Exchange exchange = co_await Answer{*pending};
    m_exchanges.removeOne(pending.get());
    const QString result = probeResult(service.name, exchange.status, exchange.detail, toText(exchange.timing.total));
    if (!m_stopping)
        m_finish(command, Transaction(FinishCommand{command.id, true, result, m_clock.now()}));
    m_home.post([this] { ended(); }); // once this frame and its transport are gone
}

void Prober::ended()
{
    --m_underWay;
    if (m_underWay == 0 && m_settled)
        m_settled();
}

void Prober::stop(std::function<void()> settled)
{
    m_stopping = true;
    m_settled = std::move(settled);
    const QList<PendingExchange *> exchanges = m_exchanges;
    for (PendingExchange *exchange : exchanges)
        exchange->cancel();
}

} // namespace cairn
