#include "policy/breaker.h"

#include <algorithm>
#include <cmath>

namespace cairn {

namespace {

bool reaches(int part, int whole, double ratio)
{
    return whole > 0 && double(part) >= ratio * double(whole) - 1e-9;
}

bool isBad(const CallWindow::Counts &counts, int of, const BreakerPolicy &policy)
{
    return reaches(counts.failed, of, policy.failureRatio) || reaches(counts.slow, of, policy.slowRatio);
}

Breaker::Admission hold(Timestamp until, const QString &reason)
{
    return {false, 0, until, reason};
}

} // namespace

QString word(BreakerState state)
{
    switch (state) {
    case BreakerState::Closed:
        return QStringLiteral("closed");
    case BreakerState::Open:
        return QStringLiteral("open");
    case BreakerState::HalfOpen:
        break;
    }
    return QStringLiteral("half_open");
}

CallResult callResult(std::optional<Category> category, bool cancelled)
{
    if (cancelled)
        return CallResult::Ignored;
    if (!category)
        return CallResult::Succeeded;
    const bool ofTheService = *category == Category::Network || *category == Category::Timeout || *category == Category::Service;
    return ofTheService ? CallResult::Failed : CallResult::Ignored;
}

bool Breaker::ordered(bool open, Timestamp now) const
{
    return m_order && m_order->open == open && now < m_order->until;
}

BreakerState Breaker::state(Timestamp now) const
{
    if (ordered(true, now))
        return BreakerState::Open;
    if (ordered(false, now))
        return BreakerState::Closed;
    const bool over =
        now >= m_openUntil || now < m_openedAt; // a clock set back must not keep it open for longer than it was to be
    return m_state == BreakerState::Open && over ? BreakerState::HalfOpen : m_state;
}

std::optional<Breaker::Admission> Breaker::held(const BreakerPolicy &policy, Timestamp now) const
{
    if (ordered(true, now))
        return hold(m_order->until, QStringLiteral("breaker forced open: %1").arg(m_order->reason));
    const BreakerState present = state(now);
    if (present == BreakerState::Open)
        return hold(m_openUntil, QStringLiteral("breaker open after too many failures or slow answers"));
    if (present == BreakerState::Closed || m_state == BreakerState::Open)
        return std::nullopt;
    int under = 0;
    std::optional<Timestamp> next;
    for (const Probe &probe : m_probes) {
        if (probe.isLost(now))
            continue;
        ++under;
        next = std::min(next.value_or(probe.leaseEnd), probe.leaseEnd);
    }
    if (under == 0 || under + m_probed.calls < policy.probes)
        return std::nullopt;
    return hold(*next, QStringLiteral("breaker half open; waits for %1 of %2 probes").arg(under).arg(policy.probes));
}

Breaker::Admission Breaker::admit(const BreakerPolicy &policy, Milliseconds lease, Timestamp now)
{
    if (const auto refused = held(policy, now))
        return *refused;
    if (state(now) == BreakerState::Closed)
        return {true, 0, now, {}};
    if (m_state == BreakerState::Open)
        startProbing();
    dropLostProbes(now);
    m_probes.push_back({++m_lastProbe, now, now + lease});
    return {true, m_lastProbe, now, {}};
}

void Breaker::record(const BreakerPolicy &policy, qint64 probe, CallResult result, Milliseconds duration, Timestamp now)
{
    const bool slow = policy.slowOver.count() > 0 && duration > policy.slowOver;
    if (probe != 0) {
        // the permit comes back whatever the result; a probe that is not known was given up
        if (std::erase_if(m_probes, [probe](const Probe &known) { return known.id == probe; }) > 0)
            recordProbe(policy, result, slow, now);
        return;
    }
    if (m_state == BreakerState::Closed && result != CallResult::Ignored)
        recordCall(policy, result == CallResult::Failed, slow, now);
}

void Breaker::recordProbe(const BreakerPolicy &policy, CallResult result, bool slow, Timestamp now)
{
    if (m_state != BreakerState::HalfOpen || result == CallResult::Ignored)
        return;
    ++m_probed.calls;
    m_probed.failed += result == CallResult::Failed;
    m_probed.slow += slow;
    if (isBad(m_probed, policy.probes, policy))
        openAgain(policy, now);
    else if (m_probed.calls >= policy.probes)
        close();
}

void Breaker::recordCall(const BreakerPolicy &policy, bool failed, bool slow, Timestamp now)
{
    m_window.add(failed, slow, policy.window, now);
    m_streak = failed ? 0 : m_streak + 1;
    if (m_streak >= policy.minCalls)
        m_openings = 0;
    if (ordered(false, now) || !(failed || slow))
        return;
    const CallWindow::Counts counts = m_window.counts(policy.window, now);
    if (counts.calls >= policy.minCalls && isBad(counts, counts.calls, policy))
        openAgain(policy, now);
}

void Breaker::openAgain(const BreakerPolicy &policy, Timestamp now)
{
    const double grown = double(policy.open.count()) * std::pow(2.0, m_openings);
    m_openings = std::min(m_openings + 1, 60);
    m_state = BreakerState::Open;
    m_openedAt = now;
    m_openUntil = now + Milliseconds(std::llround(std::min(grown, double(policy.openMax.count()))));
    m_window.clear();
    m_probes.clear();
    m_streak = 0;
}

void Breaker::close()
{
    m_state = BreakerState::Closed;
    m_window.clear();
    m_probes.clear();
    m_streak = 0;
}

void Breaker::startProbing()
{
    m_state = BreakerState::HalfOpen;
    m_probes.clear();
    m_probed = {};
}

void Breaker::dropLostProbes(Timestamp now)
{
    std::erase_if(m_probes, [now](const Probe &probe) { return probe.isLost(now); });
}

void Breaker::force(const Order &order, Timestamp now)
{
    m_order = order;
    if (!order.open) {
        close();
        m_openings = 0;
        return;
    }
    m_state = BreakerState::Open;
    m_openedAt = now;
    m_openUntil = order.until;
    m_probes.clear();
}

void Breaker::endOrder(Timestamp now)
{
    if (m_order && m_order->open && m_state == BreakerState::Open)
        m_openUntil = now;
    m_order.reset();
}

} // namespace cairn
