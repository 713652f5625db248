#pragma once

#include "caller.h"

namespace cairn::simulator {

/// The network and the services behind it: every request takes the course that the seed draws for it.
class Network
{
public:
    explicit Network(World &world) : m_world(world), m_draw(world.plan.seed, 2), m_caller(world) {}

    std::unique_ptr<HttpTransport> transport(const QString &service);
    std::unique_ptr<PendingExchange> start(int service, HttpRequest request, ResponseSink &sink);
    void cancel(const std::shared_ptr<Wire> &wire);
    /// A runner was killed: some of what it had just sent never leaves the machine.
    void lifeEnds();
    /// Requests that may still have an effect.
    int onTheWay() const { return m_onTheWay; }

private:
    const ServicePlan &planOf(const Wire &wire) const { return m_world.plan.services[size_t(wire.service)]; }
    std::shared_ptr<Wire> wireFor(int service, const HttpRequest &request);
    Fault drawFault(const ServicePlan &plan, const Wire &wire);
    bool isDown(const Wire &wire) const;
    void schedule(const std::shared_ptr<Wire> &wire, const TimeoutPolicy &limits);
    void arrive(const std::shared_ptr<Wire> &wire, const TimeoutPolicy &limits);
    void respond(const std::shared_ptr<Wire> &wire);
    void finish(const std::shared_ptr<Wire> &wire, const Answer &answer);
    Answer answerTo(const Wire &wire);
    std::optional<Answer> refusalOf(const Wire &wire);
    Answer perform(const Wire &wire);
    QByteArray takeUp(const Wire &wire, const Step &step);
    Answer jobAnswer(const Wire &wire);
    Answer outcomeAnswer(const Wire &wire);
    Answer callOff(const Wire &wire);
    void settled(const Wire &wire);
    /// The client hears how it ended, unless it is dead or has given up.
    void tell(const std::shared_ptr<Wire> &wire, Exchange exchange, const QByteArray &body = {});
    void tellFault(const std::shared_ptr<Wire> &wire, TransportFault fault, bool maybeSent);
    Milliseconds hop() { return Milliseconds(m_draw.below(m_draw.chance(10) ? 60 : 4)); }

    World &m_world;
    Draw m_draw;
    Caller m_caller;
    int m_onTheWay = 0;
};

/// An exchange as the runner holds it.
class SimExchange final : public PendingExchange
{
public:
    SimExchange(Network &network, std::shared_ptr<Wire> wire, ResponseSink &sink);
    ~SimExchange() override;

    void end(Exchange exchange, const QByteArray &body);

    void cancel() override { m_network.cancel(m_wire); }
    bool await_ready() const override { return m_result.has_value(); }
    void await_suspend(std::coroutine_handle<> waiter) override { m_waiter = waiter; }
    Exchange await_resume() override { return std::move(*m_result); }

private:
    Network &m_network;
    std::shared_ptr<Wire> m_wire;
    ResponseSink &m_sink;
    std::optional<Exchange> m_result;
    std::coroutine_handle<> m_waiter;
};

} // namespace cairn::simulator
