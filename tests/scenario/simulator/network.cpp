#include "network.h"

#include <QUrl>

using namespace Qt::StringLiterals;

namespace cairn::simulator {

namespace {

class SimTransport final : public HttpTransport
{
public:
    SimTransport(Network &network, int service) : m_network(network), m_service(service) {}
    std::unique_ptr<PendingExchange> start(HttpRequest request, ResponseSink &sink) override
    {
        return m_network.start(m_service, std::move(request), sink);
    }
    void setService(const Service &) override {}

private:
    Network &m_network;
    int m_service;
};

QByteArray bytesOf(const OutgoingBody::Segment &segment)
{
    if (!segment.open)
        return segment.bytes;
    const auto device = segment.open();
    return device ? (*device)->readAll() : QByteArray("unreadable");
}

const char *nameOf(Errand errand)
{
    constexpr const char *Names[] = {"do", "poll", "inquire", "call off"};
    return Names[int(errand)];
}

} // namespace

SimExchange::SimExchange(Network &network, std::shared_ptr<Wire> wire, ResponseSink &sink)
    : m_network(network), m_wire(std::move(wire)), m_sink(sink)
{
    m_wire->client = this;
}

SimExchange::~SimExchange()
{
    m_wire->client = nullptr;
}

void SimExchange::end(Exchange exchange, const QByteArray &body)
{
    m_wire->client = nullptr;
    if (!body.isEmpty())
        std::ignore = m_sink.accept(body);
    exchange.bodySize = body.size();
    m_result = std::move(exchange);
    if (m_waiter)
        std::exchange(m_waiter, {}).resume(); // may destroy this
}

std::unique_ptr<HttpTransport> Network::transport(const QString &service)
{
    const auto &services = m_world.plan.services;
    const auto found =
        std::find_if(services.begin(), services.end(), [&](const ServicePlan &plan) { return plan.service.name == service; });
    return std::make_unique<SimTransport>(*this, int(found - services.begin()));
}

/// Who asks is in the trace header, what for in the path: /s1, /s1.2 (an item), /s1/jobs/ID, /s1/outcome/KEY, /s1/cancel/ID.
std::shared_ptr<Wire> Network::wireFor(int service, const HttpRequest &request)
{
    const auto wire = std::make_shared<Wire>();
    const QList<QByteArray> traceparent = headerValue(request.headers, "traceparent").split('-');
    const QStringList path = request.url.path().split(QLatin1Char('/'));
    const QStringList place = path[1].mid(1).split(QLatin1Char('.'));
    wire->place = {m_world.durable.indexOf(QByteArray::fromHex(traceparent[1])), place[0].toInt(),
                   place.size() > 1 ? place[1].toInt() : NoItem};
    wire->span = traceparent[2];
    if (path.size() > 2)
        wire->errand = path[2] == "jobs"_L1 ? Errand::Poll : path[2] == "outcome"_L1 ? Errand::Inquire : Errand::CallOff;
    wire->about = path.size() > 3 ? path[3].toLatin1() : headerValue(request.headers, "idempotency-key").replace('"', "");
    for (const OutgoingBody::Segment &segment : request.body.segments)
        wire->body += bytesOf(segment);
    wire->service = service;
    wire->life = m_world.life;
    wire->startedAt = m_world.time.elapsed();
    return wire;
}

std::unique_ptr<PendingExchange> Network::start(int service, HttpRequest request, ResponseSink &sink)
{
    const auto wire = wireFor(service, request);
    auto exchange = std::make_unique<SimExchange>(*this, wire, sink);
    if (!m_world.happens("send", wire->place, int(wire->errand), planOf(*wire).service.name))
        return exchange; // a dead runner's: it waits to be cut off
    m_world.judge.requestStarts(wire);
    m_world.ledger.wires.push_back(wire);
    wire->fault = drawFault(planOf(*wire), *wire);
    wire->isSent = wire->fault != Fault::NotSent;
    ++m_world.counts[QByteArray("request: ") + nameOf(wire->fault)];
    ++m_world.counts[QByteArray("errand: ") + nameOf(wire->errand)];
    if (wire->isSent && wire->errand == Errand::Do) {
        Operation &operation = m_world.ledger.operation(wire->place);
        operation.keyKnownSince = operation.keyKnownSince.value_or(m_world.time.elapsed());
        ++operation.onTheWay;
        ++m_onTheWay;
    }
    schedule(wire, request.timeout);
    return exchange;
}

bool Network::isDown(const Wire &wire) const
{
    const ServicePlan &plan = planOf(wire);
    const auto now = m_world.time.elapsed();
    return now >= plan.outageFrom && now < plan.outageTo;
}

Fault Network::drawFault(const ServicePlan &plan, const Wire &wire)
{
    int all = 0;
    for (const int weight : plan.weights)
        all += weight;
    int at = m_draw.below(all);
    int fault = 0;
    while (at >= plan.weights[size_t(fault)])
        at -= plan.weights[size_t(fault++)];
    if (isDown(wire))
        return plan.outageRefuses ? Fault::NotSent : Fault::Overloaded;
    return Fault(fault);
}

void Network::schedule(const std::shared_ptr<Wire> &wire, const TimeoutPolicy &limits)
{
    const Milliseconds travel = hop();
    if (wire->fault == Fault::NotSent) {
        const auto fault =
            m_draw.pick({TransportFault::ConnectionRefused, TransportFault::HostNotFound, TransportFault::ConnectTimeout,
                         TransportFault::ConnectionClosed, TransportFault::TlsFailed});
        const bool takesLong = fault == TransportFault::ConnectTimeout;
        m_world.time.after(takesLong ? limits.connect : travel, [this, wire, fault] { tellFault(wire, fault, false); });
        return;
    }
    m_world.time.after(travel, [this, wire, limits] { arrive(wire, limits); });
    m_world.time.after(limits.attempt, [this, wire] { tellFault(wire, TransportFault::AttemptTimeout, true); });
    if (m_world.mischief == Mischief::SendsTwice)
        m_world.time.after(travel + hop(), [this, wire] { std::ignore = answerTo(*wire); });
}

void Network::arrive(const std::shared_ptr<Wire> &wire, const TimeoutPolicy &limits)
{
    if (wire->isRecalled)
        return;
    wire->hasArrived = true;
    m_world.happens("arrive", wire->place, int(wire->fault));
    const bool slow = wire->fault == Fault::Slow || wire->fault == Fault::LostThenDone;
    const Milliseconds work(m_draw.below(slow ? 3'000 : planOf(*wire).slowest));
    switch (wire->fault) {
    case Fault::LostBefore: settled(*wire); return tellFault(wire, TransportFault::ConnectionClosed, true);
    case Fault::Silent:
        settled(*wire);
        m_world.time.after(limits.idle, [this, wire] { tellFault(wire, TransportFault::IdleTimeout, true); });
        return;
    case Fault::LostThenDone:
        m_world.time.after(work, [this, wire] { respond(wire); });
        return tellFault(wire, TransportFault::ConnectionClosed, true);
    case Fault::SilentAfter:
        m_world.time.after(limits.idle, [this, wire] { tellFault(wire, TransportFault::IdleTimeout, true); });
        [[fallthrough]];
    default: m_world.time.after(work, [this, wire] { respond(wire); });
    }
}

/// The service has made up its mind, and done what there is to do.
void Network::respond(const std::shared_ptr<Wire> &wire)
{
    const Answer answer = answerTo(*wire);
    settled(*wire);
    m_world.time.after(hop(), [this, wire, answer] { finish(wire, answer); });
}

void Network::finish(const std::shared_ptr<Wire> &wire, const Answer &answer)
{
    Exchange exchange;
    exchange.maybeSent = true;
    exchange.status = answer.status;
    exchange.headers = answer.headers;
    switch (wire->fault) {
    case Fault::LostAfter: return tellFault(wire, TransportFault::ConnectionClosed, true);
    case Fault::SilentAfter:
    case Fault::LostThenDone: return;
    case Fault::CutShort:
        exchange.fault = TransportFault::TruncatedBody;
        return tell(wire, exchange, answer.body.left(answer.body.size() / 2));
    case Fault::Elsewhere:
        exchange.fault = TransportFault::Redirected;
        exchange.status = 303;
        return tell(wire, exchange);
    default: return tell(wire, exchange, answer.body);
    }
}

void Network::settled(const Wire &wire)
{
    if (wire.errand != Errand::Do)
        return;
    m_world.trace.add("settled", wire.place);
    --m_world.ledger.operation(wire.place).onTheWay;
    --m_onTheWay;
}

void Network::tellFault(const std::shared_ptr<Wire> &wire, TransportFault fault, bool maybeSent)
{
    Exchange exchange;
    exchange.fault = fault;
    exchange.maybeSent = maybeSent;
    tell(wire, exchange);
}

void Network::tell(const std::shared_ptr<Wire> &wire, Exchange exchange, const QByteArray &body)
{
    if (!wire->isOpen() || wire->life->isDead)
        return;
    if (!m_world.happens("answer", wire->place, exchange.status * 100 + int(exchange.fault)))
        return;
    exchange.timing.total = m_world.time.elapsed() - wire->startedAt;
    m_world.judge.requestEnds(*wire, exchange, body);
    wire->client->end(std::move(exchange), body);
}

void Network::cancel(const std::shared_ptr<Wire> &wire)
{
    m_world.time.after(Milliseconds(0), [this, wire] {
        if (!wire->isOpen())
            return;
        Exchange exchange;
        exchange.fault = TransportFault::Cancelled;
        exchange.maybeSent = wire->isSent;
        if (!wire->life->isDead) {
            if (wire->isSent && !wire->hasArrived && m_draw.chance(50)) {
                wire->isRecalled = true;
                exchange.maybeSent = false;
                settled(*wire);
            }
            m_world.trace.add("cancelled", wire->place, exchange.maybeSent);
            m_world.judge.requestEnds(*wire, exchange, {});
        }
        wire->client->end(std::move(exchange), {});
    });
}

void Network::lifeEnds()
{
    for (const auto &wire : m_world.ledger.wires) {
        if (wire->life != m_world.life || !wire->isSent || wire->hasArrived || wire->isRecalled || m_draw.chance(70))
            continue;
        wire->isRecalled = true;
        settled(*wire);
    }
}

} // namespace cairn::simulator
