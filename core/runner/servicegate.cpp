#include "runner/servicegate.h"

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

/// Whoever would wait longer than this waits in the store.
constexpr Milliseconds LongWait{1'000};
/// Waiting entries per exchange that may be in flight: enough that one is always at hand when another ends.
constexpr int QueueFactor = 2;
/// The end of a wait is looked at anew after so long: timers count milliseconds in an int.
constexpr Milliseconds LongestWatch{86'400'000};

bool isLong(const Admission &admission, Timestamp now)
{
    return admission.until && *admission.until - now > LongWait;
}

/// Retries wait apart: what they may lack (the retry budget) must not keep first attempts waiting behind them.
QString queueName(const QString &pipeline, bool ofRetries)
{
    return ofRetries ? pipeline + QLatin1Char('\n') : pipeline;
}

QString queueName(const Ticket &ticket)
{
    return queueName(ticket.pipeline, ticket.retryAfter.has_value());
}

} // namespace

void GlobalCap::leave()
{
    --m_inFlight;
    while (!m_waiting.empty() && !isReached()) { // the first may have no use for the place: its own policy holds it
        ServiceGate *gate = m_waiting.front();
        m_waiting.pop_front();
        gate->m_awaitsCap = false;
        gate->pump();
    }
}

void GlobalCap::wait(ServiceGate *gate)
{
    if (!std::exchange(gate->m_awaitsCap, true))
        m_waiting.push_back(gate);
}

ServiceGate::Pass &ServiceGate::Pass::operator=(Pass &&other) noexcept
{
    cancel();
    m_gate = std::exchange(other.m_gate, nullptr);
    m_probe = other.m_probe;
    m_retryAfter = other.m_retryAfter;
    m_passage = other.m_passage;
    return *this;
}

void ServiceGate::Pass::settle(Settled settled)
{
    ServiceGate *gate = std::exchange(m_gate, nullptr);
    if (!gate)
        return;
    settled.probe = m_probe;
    settled.retryAfter = m_retryAfter;
    gate->left(settled);
}

void ServiceGate::Pass::cancel()
{
    Settled settled;
    settled.cancelled = true;
    settle(settled);
}

ServiceGate::ServiceGate(ResumeQueue &queue, GlobalCap &cap, const Clock &clock, Policy policy, ServiceState state)
    : m_queue(queue), m_cap(cap), m_clock(clock), m_policy(std::move(policy)), m_state(std::move(state))
{
    m_retry.setSingleShot(true);
    QObject::connect(&m_retry, &QTimer::timeout, &m_retry, [this] { pump(); });
    m_end.setSingleShot(true);
    QObject::connect(&m_end, &QTimer::timeout, &m_end, [this] { endWaiting(); });
}

void ServiceGate::setPolicy(const Policy &policy)
{
    m_policy = policy;
    pump();
}

void ServiceGate::close()
{
    m_closed = true;
    turnAwayAll(std::nullopt);
}

void ServiceGate::order(const std::optional<Breaker::Order> &order)
{
    const Timestamp now = m_clock.now();
    order ? m_state.breaker.force(*order, now) : m_state.breaker.endOrder(m_policy.breaker, now);
    if (order && !order->open && !order->inWaves)
        endSilence(m_state, now);
    pump();
}

int ServiceGate::share() const
{
    const int all = QueueFactor * mostInFlight(m_state, m_policy);
    return std::max(1, all / std::max(1, int(m_turns.size())));
}

bool ServiceGate::isFull(const QString &pipeline, bool ofRetries) const
{
    const auto queue = m_queues.constFind(queueName(pipeline, ofRetries));
    return queue != m_queues.cend() && queue->full;
}

int ServiceGate::room(bool retries) const
{
    int waiting = 0;
    for (const Queue &queue : m_queues) {
        if (queue.ofRetries != retries)
            continue;
        if (queue.full)
            return 0;
        waiting += int(queue.entries.size());
    }
    const Timestamp now = m_clock.now();
    ServiceState state = m_state;
    const auto after = retries ? std::optional(Category::Service) : std::nullopt;
    const Admission admission = admit(state, m_policy, {after, 0}, now);
    const bool probing = m_state.breaker.state(now) == BreakerState::HalfOpen;
    if (m_closed || (!admission.admitted && (probing || isLong(admission, now))))
        return 0;
    if (m_state.breaker.isReleasing(now))
        return std::max(0, m_state.breaker.waveRoom(now) - m_waitingCount);
    if (probing)
        return std::max(0, m_policy.breaker.probes - m_inFlight - m_waitingCount);
    int most = QueueFactor * mostInFlight(m_state, m_policy);
    if (m_policy.rate) // those beyond would be turned away again
        most = std::min(most, 1 + int(LongWait.count() * m_policy.rate->limit / m_policy.rate->per.count()));
    if (retries) // likewise
        most = std::min(most, 1 + int(tokensAt(m_state.budget, m_policy.budget, now) / std::max(1, m_policy.budget.cost)));
    return std::max(0, most - waiting);
}

bool ServiceGate::tryAdmit(Entry &entry, Timestamp now)
{
    if (m_cap.isReached()) {
        m_cap.wait(this);
        return false;
    }
    const Admission admission = admit(m_state, m_policy, {entry.m_ticket.retryAfter, m_inFlight}, now);
    if (admission.admitted) {
        ++m_inFlight;
        m_cap.enter();
        entry.m_admitted.pass = Pass(this, admission.probe, entry.m_ticket.retryAfter, m_state.breaker.passage(now));
        return true;
    }
    if (isLong(admission, now))
        entry.m_admitted.hold = Hold{admission.until, admission.reason.text()};
    else if (admission.until)
        m_retry.start(std::max(*admission.until - now, Milliseconds(1)));
    return entry.m_admitted.hold.has_value();
}

/// Nobody overtakes those who wait already, except to be told that the wait is long.
bool ServiceGate::decidesAtOnce(Entry &entry)
{
    if (m_closed)
        return true;
    const Timestamp now = m_clock.now();
    if (m_waitingCount == 0)
        return tryAdmit(entry, now);
    const auto waiting = m_queues.constFind(queueName(entry.m_ticket));
    if (waiting == m_queues.cend() || waiting->entries.size() < size_t(share()))
        return false;
    entry.m_admitted.hold = holdOf(entry.m_ticket, now);
    return true;
}

/// Why one more of them does not wait here: what those who do lack as well, or their number.
Hold ServiceGate::holdOf(const Ticket &ticket, Timestamp now) const
{
    ServiceState state = m_state;
    const Admission admission = admit(state, m_policy, {ticket.retryAfter, 0}, now);
    if (!admission.admitted && admission.until)
        return {admission.until, admission.reason.text()};
    return {std::nullopt, u"%1 wait for their turn already"_s.arg(m_waitingCount)};
}

void ServiceGate::queue(Entry &entry, std::coroutine_handle<> waiter)
{
    entry.m_waiter = waiter;
    const QString name = queueName(entry.m_ticket);
    Queue &queue = m_queues[name];
    if (queue.entries.empty())
        m_turns.push_back(name);
    queue.ofRetries = entry.m_ticket.retryAfter.has_value();
    queue.entries.push_back(&entry);
    ++m_waitingCount;
    queue.full = queue.full || queue.entries.size() >= size_t(share());
    if (entry.m_ticket.until)
        watch(*entry.m_ticket.until);
}

void ServiceGate::watch(Timestamp until)
{
    const Milliseconds wait = std::clamp(until - m_clock.now(), Milliseconds(1), LongestWatch);
    if (!m_end.isActive() || wait < m_end.remainingTimeAsDuration())
        m_end.start(wait);
}

/// Of those whose time is over.
void ServiceGate::endWaiting()
{
    const Timestamp now = m_clock.now();
    std::vector<Entry *> late;
    for (const Queue &queue : std::as_const(m_queues)) {
        for (Entry *entry : queue.entries) {
            if (!entry->m_ticket.until)
                continue;
            if (*entry->m_ticket.until <= now)
                late.push_back(entry);
            else
                watch(*entry->m_ticket.until);
        }
    }
    for (Entry *entry : late)
        leave(*entry);
}

void ServiceGate::leave(Entry &entry)
{
    const QString name = queueName(entry.m_ticket);
    const auto queue = m_queues.find(name);
    if (queue == m_queues.end() || std::erase(queue->entries, &entry) == 0)
        return;
    --m_waitingCount;
    queue->full = queue->full && queue->entries.size() * 2 >= size_t(share());
    if (queue->entries.empty())
        std::erase(m_turns, name);
    m_queue.resume(entry.m_waiter);
}

ServiceGate::Entry &ServiceGate::front()
{
    return *m_queues[m_turns.front()].entries.front();
}

/// Takes the front entry out and lets it go on with what it was given; the next turn is another pipeline's.
void ServiceGate::answer(Entry &entry)
{
    const QString name = m_turns.front();
    m_turns.pop_front();
    Queue &queue = m_queues[name];
    queue.entries.pop_front();
    --m_waitingCount;
    if (queue.entries.size() * 2 < size_t(share()))
        queue.full = false;
    if (!queue.entries.empty())
        m_turns.push_back(name);
    m_queue.resume(entry.m_waiter);
}

void ServiceGate::pump()
{
    const Timestamp now = m_clock.now();
    size_t refused = 0;
    while (m_waitingCount > 0 && refused < m_turns.size()) {
        Entry &entry = front();
        if (tryAdmit(entry, now)) {
            answer(entry);
        } else if (entry.m_ticket.retryAfter) {
            m_turns.push_back(std::exchange(m_turns.front(), {}));
            m_turns.pop_front();
            ++refused;
        } else {
            return;
        }
    }
}

void ServiceGate::turnAwayAll(const std::optional<Hold> &hold)
{
    while (m_waitingCount > 0) {
        Entry &entry = front();
        entry.m_admitted.hold = hold;
        answer(entry);
    }
}

void ServiceGate::left(Settled settled)
{
    settled.inFlight = m_inFlight;
    cairn::settle(m_state, m_policy, settled, m_clock.now());
    --m_inFlight;
    m_cap.leave();
    pump();
}

} // namespace cairn
