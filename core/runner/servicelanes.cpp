#include "runner/servicelanes.h"

#include "base/logging.h"

namespace cairn {

void ServiceGate::Pass::release()
{
    if (!m_gate)
        return;
    ServiceGate *gate = std::exchange(m_gate, nullptr);
    --gate->m_inFlight;
    gate->admitWaiting();
}

bool ServiceGate::Enter::await_ready()
{
    if (gate.m_closed)
        return true;
    if (gate.m_inFlight >= gate.m_limit)
        return false;
    ++gate.m_inFlight;
    admitted = true;
    return true;
}

void ServiceGate::Enter::await_suspend(std::coroutine_handle<> handle)
{
    waiter = handle;
    gate.m_waiting.push_back(this);
}

void ServiceGate::setLimit(int limit)
{
    m_limit = limit;
    admitWaiting();
}

void ServiceGate::close()
{
    m_closed = true;
    for (Enter *entry : std::exchange(m_waiting, {}))
        m_queue.resume(entry->waiter);
}

void ServiceGate::admitWaiting()
{
    while (!m_waiting.empty() && m_inFlight < m_limit) {
        Enter *entry = m_waiting.front();
        m_waiting.pop_front();
        ++m_inFlight;
        entry->admitted = true;
        m_queue.resume(entry->waiter);
    }
}

Result<ServiceLane *> ServiceLanes::lane(const QString &service)
{
    if (const auto found = m_lanes.constFind(service); found != m_lanes.cend())
        return found->get();
    auto revision = m_reader.service(service);
    if (!revision)
        return tl::unexpected(revision.error());
    const auto lane = std::make_shared<ServiceLane>(m_queue, std::move(*revision));
    m_lanes.insert(service, lane);
    return lane.get();
}

void ServiceLanes::refresh()
{
    for (const auto &lane : std::as_const(m_lanes)) {
        auto live = m_reader.service(lane->revision.service.name);
        if (!live || live->id == lane->revision.id)
            continue;
        qCInfo(lcRunner) << "service" << live->service.name << "now under revision" << live->revision;
        lane->revision = std::move(*live);
        lane->client.setService(lane->revision.service);
        lane->gate.setLimit(lane->revision.service.policy.maxConcurrency);
    }
}

void ServiceLanes::close()
{
    for (const auto &lane : std::as_const(m_lanes))
        lane->gate.close();
}

} // namespace cairn
