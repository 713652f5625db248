#include "policy/breaker.h"

#include <algorithm>
#include <cmath>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

bool reaches(int part, int whole, double ratio)
{
    return whole > 0 && double(part) >= ratio * double(whole) - 1e-9;
}

bool isBad(const CallWindow::Counts &counts, int of, const BreakerPolicy &policy)
{
    return reaches(counts.failed, of, policy.failureRatio) || reaches(counts.slow, of, policy.slowRatio);
}

Breaker::Admission hold(Timestamp until, HoldReason reason)
{
    return {false, 0, until, std::move(reason)};
}

} // namespace

QString word(BreakerState state)
{
    switch (state) {
    case BreakerState::Closed: return u"closed"_s;
    case BreakerState::Open: return u"open"_s;
    case BreakerState::HalfOpen: break;
    }
    return u"half_open"_s;
}

QString openedForText(const CallWindow::Counts &calls)
{
    if (calls.calls == 0)
        return {};
    const bool failed = calls.failed >= calls.slow;
    const QString form = failed ? u"%1 of %2 calls failed"_s : u"%1 of %2 calls were slow"_s;
    return form.arg(failed ? calls.failed : calls.slow).arg(calls.calls);
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

std::optional<Breaker::Admission> Breaker::held(const BreakerPolicy &policy, Timestamp now) const
{
    const BreakerState present = state(now);
    if (present == BreakerState::Closed)
        return std::nullopt;
    if (ordered(true, now))
        return hold(m_order->until, {HoldReason::ForcedOpen, 0, 0, m_order->reason});
    if (present == BreakerState::Open)
        return hold(m_openUntil, {HoldReason::Open});
    if (m_state == BreakerState::Open)
        return std::nullopt;
    const auto next = probesLost(now);
    if (isReleasing(now)) {
        if (!next || waveRoom(now) > 0)
            return std::nullopt;
        return hold(*next, {HoldReason::Waves, ofWave(now).outstanding(), m_wave});
    }
    const int under = underWay(now);
    if (!next || under + m_probed.calls < policy.probes)
        return std::nullopt;
    return hold(*next, {HoldReason::Probes, under, policy.probes});
}

/// When the first of those under way is given up; nullopt if there are none.
std::optional<Timestamp> Breaker::probesLost(Timestamp now) const
{
    std::optional<Timestamp> first;
    for (const Probe &probe : m_probes) {
        if (!probe.isLost(now))
            first = std::min(first.value_or(probe.leaseEnd), probe.leaseEnd);
    }
    return first;
}

int Breaker::underWay(Timestamp now) const
{
    return int(std::count_if(m_probes.begin(), m_probes.end(), [now](const Probe &probe) { return !probe.isLost(now); }));
}

/// Calls that were given up tell nothing.
BulkCounts Breaker::ofWave(Timestamp now) const
{
    BulkCounts counts = m_ofWave;
    counts.left += qint64(m_probes.size()) - underWay(now);
    return counts;
}

WaveStep Breaker::nextStep(Timestamp now) const
{
    WaveInput input;
    input.canary = true;
    input.wave = m_wave;
    input.sinceWave = ofWave(now);
    input.room = LargestWave;
    return nextWave(input);
}

int Breaker::waveRoom(Timestamp now) const
{
    return isReleasing(now) ? nextStep(now).ask : 0;
}

Breaker::Picture Breaker::picture(const BreakerPolicy &policy, Timestamp now) const
{
    Picture picture;
    picture.state = state(now);
    picture.recent = m_window.counts(policy.window, now);
    picture.openedFor = m_openedFor;
    picture.openedAt = m_openedAt;
    picture.openings = m_openings;
    picture.probed = m_state == BreakerState::HalfOpen ? m_probed : CallWindow::Counts();
    picture.probing = underWay(now);
    if (const auto refused = held(policy, now))
        picture.nextAt = refused->until;
    if (isReleasing(now)) {
        picture.wave = m_wave;
        picture.ofWave = ofWave(now);
    }
    return picture;
}

Breaker::Admission Breaker::admit(const BreakerPolicy &policy, Milliseconds lease, Timestamp now)
{
    if (state(now) == BreakerState::Closed)
        return {true, 0, now};
    if (const auto refused = held(policy, now))
        return *refused;
    if (m_state == BreakerState::Open)
        startProbing();
    if (isReleasing(now))
        countReleased(now);
    dropLostProbes(now);
    m_probes.push_back({++m_lastProbe, now, now + lease});
    return {true, m_lastProbe, now};
}

Passage Breaker::passage(Timestamp now) const
{
    if (isReleasing(now))
        return Passage::Wave;
    if (ordered(false, now))
        return Passage::Forced;
    return state(now) == BreakerState::Closed ? Passage::Closed : Passage::Probe;
}

/// One more goes: the first of a new wave if all of the one before have come back.
void Breaker::countReleased(Timestamp now)
{
    m_ofWave = ofWave(now);
    dropLostProbes(now);
    if (const int fresh = nextStep(now).newWave; fresh > 0) {
        m_wave = fresh;
        m_ofWave = {};
    }
    ++m_ofWave.asked;
}

/// A bad wave opens it; when the largest has passed there is nothing left to be careful about.
void Breaker::recordReleased(const BreakerPolicy &policy, CallResult result, bool slow, Timestamp now)
{
    const bool failed = result == CallResult::Failed || slow;
    if (result != CallResult::Ignored) {
        ++m_probed.calls;
        m_probed.failed += result == CallResult::Failed;
        m_probed.slow += slow;
    }
    ++(result == CallResult::Ignored ? m_ofWave.left : failed ? m_ofWave.failed : m_ofWave.passed);
    const WaveStep step = nextStep(now);
    if (!step.stop.isEmpty()) {
        m_order.reset();
        const int known = int(m_ofWave.passed + m_ofWave.failed);
        openAgain(policy, {known, int(m_ofWave.failed), 0}, now);
    } else if (step.newWave == LargestWave && m_wave == LargestWave) {
        m_order.reset();
        m_openings = 0;
        close();
    }
}

void Breaker::record(const BreakerPolicy &policy, qint64 probe, CallResult result, Milliseconds duration, Timestamp now)
{
    const bool slow = policy.slowOver.count() > 0 && duration > policy.slowOver;
    if (probe != 0) {
        // the permit comes back whatever the result; a probe that is not known was given up
        if (std::erase_if(m_probes, [probe](const Probe &known) { return known.id == probe; }) > 0)
            isReleasing(now) ? recordReleased(policy, result, slow, now) : recordProbe(policy, result, slow, now);
        return;
    }
    if (m_state == BreakerState::Closed && result != CallResult::Ignored)
        recordCall(policy, result == CallResult::Failed, slow, now);
}

void Breaker::abandonProbes()
{
    m_ofWave.left += qint64(m_probes.size());
    m_probes.clear();
}

void Breaker::recordProbe(const BreakerPolicy &policy, CallResult result, bool slow, Timestamp now)
{
    if (m_state != BreakerState::HalfOpen || result == CallResult::Ignored)
        return;
    ++m_probed.calls;
    m_probed.failed += result == CallResult::Failed;
    m_probed.slow += slow;
    if (isBad(m_probed, std::max(policy.probes, m_probed.calls), policy)) // more, if they were let through in waves
        openAgain(policy, m_probed, now);
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
        openAgain(policy, counts, now);
}

void Breaker::openAgain(const BreakerPolicy &policy, CallWindow::Counts cause, Timestamp now)
{
    m_openedFor = cause;
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
    if (order.inWaves) {
        startProbing();
        m_wave = 0;
        m_ofWave = {};
        return;
    }
    if (!order.open) {
        close();
        m_openings = 0;
        return;
    }
    m_state = BreakerState::Open;
    m_openedAt = now;
    m_openUntil = order.until;
    m_openedFor = {};
    m_probes.clear();
}

void Breaker::endOrder(const BreakerPolicy &policy, Timestamp now)
{
    if (m_order && m_order->open && m_state == BreakerState::Open)
        m_openUntil = now;
    const bool hasPassed = isReleasing(now) && m_probed.calls >= policy.probes && !isBad(m_probed, m_probed.calls, policy);
    m_order.reset();
    if (hasPassed)
        close();
}

} // namespace cairn
