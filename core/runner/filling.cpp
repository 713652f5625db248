#include "runner/runner.h"

// Which runs are carried next: those whose time has come, and held ones whose service has room for them.

namespace cairn {

/// Refills when half of the places are free, so that the store is asked once for many runs. Pipelines take turns, and those whose
/// runs wait for a service already are passed over.
void Runner::fill()
{
    if (m_stopping || isTroubled() || ownRuns() > m_options.maxActive / 2 || !m_room->isThere())
        return;
    releaseHeld();
    if (!m_maybeMore)
        return;
    const auto due = m_reader->duePipelines();
    if (!due)
        return noteTrouble(due.error());
    m_maybeMore = false;
    QStringList ready;
    for (auto it = due->cbegin(); it != due->cend(); ++it) {
        if (it.value() <= m_clock.now())
            ready.append(it.key());
    }
    std::rotate(ready.begin(), std::upper_bound(ready.begin(), ready.end(), m_lastServed), ready.end());
    Transaction claims;
    claims.fence = m_context->fence;
    const auto claimed = std::make_shared<std::atomic<bool>>(false);
    for (qsizetype i = 0; i < ready.size(); ++i) {
        const int places = m_options.maxActive - ownRuns();
        fillFrom(ready[i], places / int(ready.size() - i), claims, claimed);
    }
    if (!claims.writes.empty())
        m_store.commit(std::move(claims), [claimed](const Result<Committed> &done) { *claimed = done.has_value(); });
    const auto later = std::min_element(due->cbegin(), due->cend());
    m_nextDue = later == due->cend() ? std::nullopt : std::optional(*later);
}

void Runner::fillFrom(const QString &pipeline, int places, Transaction &claims, const Claim &claimed)
{
    if (places <= 0 || m_lanes->isFull(pipeline)) {
        m_maybeMore = true;
        return;
    }
    // Active runs are due as well and come first: ask for enough to see beyond them.
    const int asked = activeRuns() + places;
    const auto due = m_reader->runnable(pipeline, m_clock.now(), asked);
    if (!due)
        return noteTrouble(due.error());
    m_maybeMore = m_maybeMore || due->size() >= asked;
    for (const RunRecord &run : *due) {
        if (m_active.contains(run.id))
            continue;
        if (places-- <= 0 || m_lanes->isFull(pipeline)) {
            m_maybeMore = true;
            return;
        }
        begin(run, {}, claimed);
        m_lastServed = pipeline;
        if (run.state == RunState::Pending)
            claims.add(UpdateRun{started(run), m_clock.now()});
    }
}

/// Held runs come back when their service has room for them: those that were not tried yet, then those to be tried again, which
/// may lack the retry budget.
void Runner::releaseHeld()
{
    const auto lanes = m_lanes->all();
    for (ServiceLane *lane : lanes) {
        if (lane->maybeHolds) {
            const bool moreFirst = releaseHeld(*lane, false);
            const bool moreRetries = releaseHeld(*lane, true);
            lane->maybeHolds = moreFirst || moreRetries;
        }
        if (!lane->maybeHolds)
            endRelease(*lane);
    }
    blockUnreadable();
}

/// What is held for a service whose definition cannot be read is let go by nothing: carried on, it blocks, and says why.
void Runner::blockUnreadable()
{
    for (const QString &service : m_lanes->unreadable()) {
        beginHeld(service, false, m_options.maxActive - ownRuns());
        beginHeld(service, true, m_options.maxActive - ownRuns());
    }
}

/// Once nothing waits for the service any more, its breaker needs no waves: it goes on as after any opening.
void Runner::endRelease(ServiceLane &lane)
{
    const bool isOver = m_released.isEmpty() && lane.gate.inFlight() == 0 && lane.gate.waiting() == 0;
    if (isOver && lane.gate.state().breaker.isReleasing(m_clock.now()))
        lane.gate.order(std::nullopt);
}

/// Whether there may be more of them.
bool Runner::releaseHeld(ServiceLane &lane, bool failedBefore)
{
    return beginHeld(lane.revision.service.name, failedBefore, std::min(lane.gate.room(failedBefore), m_options.maxActive - ownRuns()));
}

/// At most `room` of them.
bool Runner::beginHeld(const QString &service, bool failedBefore, int room)
{
    if (room <= 0)
        return true;
    const int asked = activeRuns() + room;
    const auto held = m_reader->heldRuns(service, failedBefore, asked);
    if (!held) {
        noteTrouble(held.error());
        return true;
    }
    bool more = held->size() >= asked;
    int begun = 0;
    for (const RunRecord &run : *held) {
        if (m_active.contains(run.id))
            continue;
        if (begun++ >= room) {
            more = true;
            continue;
        }
        begin(run);
        m_released.insert(run.id);
    }
    return more;
}

} // namespace cairn
