#pragma once

#include "base/resumequeue.h"
#include "policy/admission.h"

#include <QHash>
#include <QTimer>

#include <deque>

namespace cairn {

class ServiceGate;

/// How many exchanges one runner has in flight, with whatever services.
class GlobalCap
{
public:
    explicit GlobalCap(int limit) : m_limit(limit) {}
    bool isReached() const { return m_inFlight >= m_limit; }

private:
    friend class ServiceGate;
    void enter() { ++m_inFlight; }
    void leave();
    void wait(ServiceGate *gate);

    int m_limit;
    int m_inFlight = 0;
    std::deque<ServiceGate *> m_waiting; ///< in the order they came, each once
};

/// Who asks for admission to a service.
struct Ticket
{
    QString pipeline;
    std::optional<Category> retryAfter; ///< the failure that is repeated; nullopt: a first attempt
    std::optional<Timestamp> until{};   ///< no longer worth waiting for
};

/// Why a step waits in the store rather than in memory.
struct Hold
{
    std::optional<Timestamp> until; ///< not before; nullopt: when others have gone
    QString reason;
};

/// Lets exchanges with one service begin as its policy says (room policy, admit()). Those that are let in soon wait here,
/// pipelines in turn; those that would wait long, or are too many, are told to wait in the store, so that a slow service takes no
/// places from others. Belongs to the runner's thread.
class ServiceGate
{
public:
    /// The right to one exchange. Settled as cancelled if nothing else is said before it ends.
    class Pass
    {
    public:
        Pass() = default;
        Pass(ServiceGate *gate, qint64 probe, std::optional<Category> retryAfter, Passage passage)
            : m_gate(gate), m_probe(probe), m_retryAfter(retryAfter), m_passage(passage)
        {
        }
        Pass(Pass &&other) noexcept
            : m_gate(std::exchange(other.m_gate, nullptr)), m_probe(other.m_probe), m_retryAfter(other.m_retryAfter),
              m_passage(other.m_passage)
        {
        }
        Pass &operator=(Pass &&other) noexcept;
        ~Pass() { cancel(); }
        /// Says how the exchange ended (`probe`, `retryAfter` and `inFlight` are filled in here), and gives the right back.
        void settle(Settled settled);
        void cancel();
        Passage passage() const { return m_passage; }
        explicit operator bool() const { return m_gate; }

    private:
        ServiceGate *m_gate = nullptr;
        qint64 m_probe = 0;
        std::optional<Category> m_retryAfter;
        Passage m_passage = Passage::Closed;
    };

    /// With neither pass nor hold the gate is closed, as the runner is stopping; or who asked waits no longer.
    struct Admitted
    {
        Pass pass;
        std::optional<Hold> hold;
    };

    /// One who asks. A local of the asking coroutine: `ServiceGate::Entry entry(gate, ticket); co_await entry.done();`.
    class Entry
    {
    public:
        /// `own`: all exchanges of the same run, from when they ask until they have ended.
        Entry(ServiceGate &gate, Ticket ticket, QList<Entry *> *own = nullptr)
            : m_gate(gate), m_ticket(std::move(ticket)), m_own(own)
        {
            if (m_own)
                m_own->append(this);
        }
        ~Entry()
        {
            if (m_own)
                m_own->removeOne(this);
        }
        Entry(const Entry &) = delete;
        Entry &operator=(const Entry &) = delete;

        struct Done
        {
            Entry *entry;
            bool await_ready() const { return entry->m_gate.decidesAtOnce(*entry); }
            void await_suspend(std::coroutine_handle<> waiter) { entry->m_gate.queue(*entry, waiter); }
            Admitted await_resume() { return std::move(entry->m_admitted); }
        };
        Done done() { return {this}; }
        /// Waits no longer, if it still did.
        void leave() { m_gate.leave(*this); }

    private:
        friend class ServiceGate;
        ServiceGate &m_gate;
        Ticket m_ticket;
        QList<Entry *> *m_own;
        Admitted m_admitted;
        std::coroutine_handle<> m_waiter;
    };

    ServiceGate(ResumeQueue &queue, GlobalCap &cap, const Clock &clock, Policy policy, ServiceState state);
    ServiceGate(const ServiceGate &) = delete;
    ServiceGate &operator=(const ServiceGate &) = delete;

    void setPolicy(const Policy &policy);
    /// Turns away all who wait and all who come.
    void close();
    /// What an operator orders of the breaker; nullopt ends such an order. One to close it ends a silence as well.
    void order(const std::optional<Breaker::Order> &order);

    /// Enough of this pipeline wait here, of first attempts or of retries: it need not send more. False again once half of them
    /// have gone.
    bool isFull(const QString &pipeline, bool ofRetries = false) const;
    /// How many held steps it could take now that have not been tried yet, or that are to be tried again.
    int room(bool retries) const;
    int inFlight() const { return m_inFlight; }
    int waiting() const { return m_waitingCount; }
    const ServiceState &state() const { return m_state; }
    const Policy &policy() const { return m_policy; }

private:
    friend class GlobalCap;
    struct Queue
    {
        std::deque<Entry *> entries;
        bool ofRetries = false;
        bool full = false;
    };

    bool decidesAtOnce(Entry &entry);
    void queue(Entry &entry, std::coroutine_handle<> waiter);
    Hold holdOf(const Ticket &ticket, Timestamp now) const;
    bool tryAdmit(Entry &entry, Timestamp now);
    void pump();
    Entry &front();
    void answer(Entry &entry);
    void leave(Entry &entry);
    void watch(Timestamp until);
    void endWaiting();
    void turnAwayAll(const std::optional<Hold> &hold);
    void left(Settled settled);
    int share() const;

    ResumeQueue &m_queue;
    GlobalCap &m_cap;
    const Clock &m_clock;
    Policy m_policy;
    ServiceState m_state;
    QHash<QString, Queue> m_queues;
    std::deque<QString> m_turns; ///< pipelines that have someone waiting, the next one first
    QTimer m_retry;
    QTimer m_end; ///< of the waiting of one of them
    int m_inFlight = 0;
    int m_waitingCount = 0;
    bool m_closed = false;
    bool m_awaitsCap = false;
};

} // namespace cairn
