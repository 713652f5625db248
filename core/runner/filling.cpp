#include "runner/runner.h"

// Which runs are carried next: those whose time has come, and held ones whose service has room for them.

namespace cairn {

namespace {
/// Of a runner's places, one in so many is never given to a pipeline that has all others.
constexpr int LeftToOthers = 8;
constexpr std::chrono::seconds LongForAPlace{1};
} // namespace

/// As runs end, which they do by the hundred: once half of the places that do not hang are free, so that the store is asked once
/// for many.
void Runner::refill()
{
    if (m_options.maxActive - ownRuns() >= std::max(1, (m_options.maxActive - m_hanging) / 2))
        fill(Asking::AsRunsEnd);
}

/// A message was stored for a run, or has started it. One that is just being put away may write its row over what the message
/// changed there: then it is begun once more.
void Runner::noteMessage(RunId run, const StepKey &step)
{
    if (m_stopping)
        return;
    if (const auto active = m_active.find(run); active != m_active.end()) {
        m_onceMore.insert(run);
        active->second->noteMessage(step);
    }
    m_maybeMore = true;
    refill();
}

/// A call that was not taken: the step that waits for it says so.
void Runner::noteUnchecked(RunId run, const StepKey &step, const QString &why)
{
    if (m_stopping)
        return;
    const auto row = m_reader->run(run);
    if (!row || isFinished(row->state))
        return;
    m_context->unchecked[run].insert(step, why);
    if (m_active.contains(run))
        noteMessage(run, step);
    else
        begin(*row);
}

/// Runs that have had their place for so long give nobody another.
void Runner::countHanging()
{
    const std::chrono::nanoseconds since = m_clock.steady() - LongForAPlace;
    m_hanging = int(
        std::count_if(m_active.begin(), m_active.end(), [&](const auto &active) { return active.second->begunAt() < since; }));
}

/// Pipelines take turns. Those whose runs wait for a service already begin no others; what they have begun goes on.
void Runner::fill(Asking asking)
{
    if (m_stopping || isTroubled() || ownRuns() >= m_options.maxActive || !m_room->isThere())
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
    for (qsizetype i = 0; i < ready.size(); ++i) {
        const int places = m_options.maxActive - ownRuns();
        const int others = int(ready.size() - i) - 1;
        fillFrom(ready[i], (places + others) / (others + 1), asking, claims);
    }
    if (!claims.writes.empty())
        m_store.commit(std::move(claims), {});
    const auto later = std::min_element(due->cbegin(), due->cend());
    m_nextDue = later == due->cend() ? std::nullopt : std::optional(*later);
}

/// Some are left to the others, however slow the services of one are.
int Runner::placesFor(const QString &pipeline) const
{
    const auto taken = std::count_if(m_active.begin(), m_active.end(),
                                     [&](const auto &active) { return active.second->pipeline() == pipeline; });
    return m_options.maxActive - m_options.maxActive / LeftToOthers + m_bulks->underWay() - int(taken);
}

QList<RunId> Runner::carried() const
{
    QList<RunId> runs;
    for (const auto &[id, carrier] : m_active)
        runs.append(id);
    return runs;
}

QStringList Runner::pipelinesWithoutPlaces() const
{
    QHash<QString, int> places;
    for (const auto &[id, carrier] : m_active)
        places.insert(carrier->pipeline(), 0);
    QStringList names;
    for (auto it = places.cbegin(); it != places.cend(); ++it) {
        if (placesFor(it.key()) <= 0)
            names.append(it.key());
    }
    return names;
}

/// Enough wait already for the service that it goes on with; of a run that has not been begun, for any. Where its deadline has
/// passed, it needs none.
bool Runner::waitsForTurn(const RunRecord &run)
{
    if (run.state == RunState::Pending || run.state == RunState::Running)
        return m_lanes->isFull(run.pipeline);
    const bool isAsking = run.state == RunState::WaitingRetry || run.state == RunState::WaitingCallback;
    if (!isAsking || (run.deadlineAt && *run.deadlineAt <= m_clock.now()))
        return false;
    const auto pipeline = version(run.pipelineVersionId);
    const Step *step = pipeline ? (*pipeline)->pipeline.step(run.step) : nullptr;
    return step && m_lanes->isFull(run.pipeline, step->service, run.attempts > 0 && run.category);
}

void Runner::fillFrom(const QString &pipeline, int places, Asking asking, Transaction &claims)
{
    places = std::min(places, placesFor(pipeline));
    if (places <= 0 || (asking == Asking::AsRunsEnd && m_lanes->isFull(pipeline))) {
        m_maybeMore = true;
        return;
    }
    const FullServices full = m_lanes->full(pipeline);
    const auto due = m_reader->runnable(pipeline, m_clock.now(), places, full, carried());
    if (!due)
        return noteTrouble(due.error());
    m_maybeMore = m_maybeMore || due->size() >= places || !full.forFirst.isEmpty() || !full.forRetries.isEmpty();
    for (const RunRecord &run : *due) {
        if (waitsForTurn(run)) {
            m_maybeMore = true;
            continue;
        }
        begin(run);
        m_lastServed = pipeline;
        if (run.state == RunState::Pending)
            claims.add(BeginRun{run.id, m_clock.now()});
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

/// What a service turned away knows a time until which it need not ask. It is no longer so once a breaker has closed, or an order
/// or a policy has changed; and not every run that has such a step is found by releaseHeld(): what its row tells may be another.
void Runner::askGates(const QStringList &services)
{
    if (services.isEmpty())
        return;
    for (const auto &[id, carrier] : m_active) {
        if (carrier->askGates(services))
            m_onceMore.insert(id);
    }
    Transaction transaction;
    for (const QString &service : services)
        transaction.add(WakeHeld{m_clock.now(), service});
    transaction.fence = m_context->fence;
    m_store.commit(std::move(transaction), {});
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
    return beginHeld(lane.revision.service.name, failedBefore,
                     std::min(lane.gate.room(failedBefore), m_options.maxActive - ownRuns()));
}

/// Runs of any pipeline, those left out that are carried already.
bool Runner::isHolding(const QString &service, bool failedBefore)
{
    const auto held = m_reader->heldRuns(service, failedBefore, activeRuns() + 1);
    return !held || std::any_of(held->begin(), held->end(), [&](const RunRecord &run) { return !m_active.contains(run.id); });
}

/// At most `room` of them.
bool Runner::beginHeld(const QString &service, bool failedBefore, int room)
{
    if (room <= 0)
        return true;
    const int asked = activeRuns() + room;
    const QStringList waiting = pipelinesWithoutPlaces();
    const auto held = m_reader->heldRuns(service, failedBefore, asked, waiting);
    if (!held) {
        noteTrouble(held.error());
        return true;
    }
    bool more = held->size() >= asked || (!waiting.isEmpty() && isHolding(service, failedBefore));
    int begun = 0;
    for (const RunRecord &run : *held) {
        if (m_active.contains(run.id))
            continue;
        if (begun >= room || placesFor(run.pipeline) <= 0) {
            more = true;
            continue;
        }
        ++begun;
        begin(run);
        m_released.insert(run.id);
    }
    return more;
}

} // namespace cairn
