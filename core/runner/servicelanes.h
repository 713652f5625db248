#pragma once

#include "model/service.h"
#include "net/httpclient.h"
#include "runner/resumequeue.h"
#include "store/store.h"

#include <QHash>

#include <deque>
#include <memory>

namespace cairn {

/// Admits at most a service's max_concurrency exchanges at once, first come first served.
class ServiceGate
{
public:
    /// The right to one exchange, given back when destroyed.
    class Pass
    {
    public:
        Pass() = default;
        explicit Pass(ServiceGate *gate) : m_gate(gate) {}
        Pass(Pass &&other) noexcept : m_gate(std::exchange(other.m_gate, nullptr)) {}
        Pass &operator=(Pass &&other) noexcept
        {
            release();
            m_gate = std::exchange(other.m_gate, nullptr);
            return *this;
        }
        ~Pass() { release(); }
        void release();
        explicit operator bool() const { return m_gate; }

    private:
        ServiceGate *m_gate = nullptr;
    };

    struct Enter
    {
        ServiceGate &gate;
        bool admitted = false;
        std::coroutine_handle<> waiter;

        bool await_ready();
        void await_suspend(std::coroutine_handle<> handle);
        Pass await_resume() { return admitted ? Pass(&gate) : Pass(); }
    };

    ServiceGate(ResumeQueue &queue, int limit) : m_queue(queue), m_limit(limit) {}

    /// Awaits admission; an empty pass means that the gate was closed.
    Enter enter() { return {*this, false, {}}; }
    void setLimit(int limit);
    /// Turns away all who wait and all who come.
    void close();
    int inFlight() const { return m_inFlight; }

private:
    void admitWaiting();

    ResumeQueue &m_queue;
    int m_limit;
    int m_inFlight = 0;
    bool m_closed = false;
    std::deque<Enter *> m_waiting;
};

/// What the runner needs to speak to one service: its live revision, its connections, its gate.
struct ServiceLane
{
    ServiceLane(ResumeQueue &queue, ServiceRevision live)
        : revision(std::move(live)), client(revision.service), gate(queue, revision.service.policy.maxConcurrency)
    {
    }

    ServiceRevision revision;
    HttpClient client;
    ServiceGate gate;
};

/// All lanes, made when first needed and brought up to date when a service has a new live revision.
class ServiceLanes
{
public:
    ServiceLanes(ResumeQueue &queue, StoreReader &reader) : m_queue(queue), m_reader(reader) {}

    /// Lives as long as this object. Errors: NotFound.
    Result<ServiceLane *> lane(const QString &service);
    /// Takes over changed revisions; attempts under way keep theirs.
    void refresh();
    void close();

private:
    ResumeQueue &m_queue;
    StoreReader &m_reader;
    QHash<QString, std::shared_ptr<ServiceLane>> m_lanes;
};

} // namespace cairn
