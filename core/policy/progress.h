#pragma once

#include "model/pipeline.h"
#include "model/records.h"

#include <QHash>
#include <QList>

#include <algorithm>
#include <optional>

namespace cairn {

/// Attempts that did not tell what became of their requests: the last one for each revision of a service.
struct Doubt
{
    qint64 policyRevisionId = 0;
    QString service{};
    Category category = Category::Timeout;
    QString cause{};
    int status = 0;
};

/// Where one step stands, or one item of it, as its checkpoints tell.
struct StepProgress
{
    StepId id;
    int item = NoItem;
    StepState state = StepState::Pending;
    int generation = 0;
    int attempts = 0; ///< of the current allowance; an operator's retry starts a new one
    int tries = 0;    ///< attempts ever made in this generation
    qint64 policyRevisionId = 0;
    std::optional<Category> category;
    QString cause;
    QString reason; ///< of the last decision
    std::optional<Timestamp> nextAt;
    Digest inputDigest;
    PayloadRef output;
    int status = 0;
    QByteArray outputHeaders;
    std::optional<Timestamp> changedAt;
    std::optional<Timestamp> firstTryAt;       ///< in this generation
    std::optional<Timestamp> allowedFrom;      ///< when a person last let it go again
    std::optional<Timestamp> allowanceFirstAt; ///< first attempt since then
    std::optional<Timestamp> awaitedSince;     ///< the service took it up then, and has not said yet how it went
    std::optional<Milliseconds> lastDelay;     ///< the wait that was decided last
    std::optional<int> items;                  ///< into how many it was fanned out
    int questions = 0;                         ///< asked in vain whether the request in doubt took effect
    PayloadRef edited;                         ///< an operator's bytes in place of the request's body
    QList<Doubt> doubtful;                     ///< about which nobody found out since, the newest last
    std::optional<Timestamp> doubtedAt;        ///< what happened until then was asked last, or answered
    std::optional<Timestamp> refusedAt; ///< since when no request was in doubt: its service said that it does not take this one
    QList<Timestamp> sendings;          ///< in this generation, perhaps, of which no attempt tells
    QString turnedAway;                 ///< why its service does not let in what is asked about it; empty: it would

    StepKey key() const { return {id, item}; }
    /// It was written down by a clock that was ahead, and has been put right since.
    bool isAhead(Timestamp now) const { return changedAt && *changedAt > now; }
    /// Of what is ahead: until when it waits, if it waits as long as it was to, from now on.
    std::optional<Timestamp> nextFrom(Timestamp now) const
    {
        return nextAt ? std::optional(now + std::max(*nextAt - *changedAt, Milliseconds(0))) : std::nullopt;
    }
    /// There may be a time before which nothing happens: it waits for a retry, is held, or is asked about later.
    bool waitsByClock() const
    {
        return state == StepState::WaitingRetry || state == StepState::Held || state == StepState::WaitingCallback ||
               (state == StepState::OutcomeUnknown && nextAt);
    }
    /// As far as anybody knows, and it is not known how it ended.
    bool mayHaveHappened() const
    {
        const auto known = std::max(doubtedAt, refusedAt);
        return (!doubtful.isEmpty() && !refusedAt) ||
               std::any_of(sendings.begin(), sendings.end(), [&](Timestamp since) { return !known || since > *known; });
    }
    /// Among the items of its step that are under way at once: it asks to be let in, or its service has it. What failed gave it
    /// up.
    bool holdsPlace() const { return state == StepState::WaitingCallback || (state == StepState::Held && attempts == 0); }
    /// Its service does not let in what it asks for, or what is asked about it.
    bool isTurnedAway() const { return state == StepState::Held || !turnedAway.isEmpty(); }
    /// Its items are carried out.
    bool isFannedOut() const { return items && state == StepState::InFlight; }
    /// Nothing happens to it any more without a person.
    bool isSettled() const
    {
        return isPassed(state) || state == StepState::Blocked || state == StepState::Cancelled ||
               (state == StepState::OutcomeUnknown && !nextAt);
    }
};

/// Items that one step may have.
inline constexpr int MostItems = 10'000;

/// A run as a whole, derived from its steps.
struct RunSummary
{
    RunState state = RunState::Pending;
    StepId step;                     ///< the one that explains the state; empty while all goes well
    std::optional<Timestamp> nextAt; ///< until which that step waits, if it waits by the clock
    std::optional<Timestamp> wakeAt; ///< the earliest end of any step's wait
    int item = NoItem;               ///< of that step
};

/// Replays checkpoints into the present state of a run's steps. Pure; the same for runner, console and command line.
class RunProgress
{
public:
    RunProgress() = default;
    RunProgress(const Pipeline &pipeline, const RunHistory &history);

    void apply(const Checkpoint &checkpoint);
    /// Before the checkpoint that followed from it.
    void countAttempt(const Attempt &attempt);
    /// Before the attempt that tells what became of it.
    void note(const Sending &sending);
    /// A held step asks again then, one that waits for room tries again, an awaited or doubtful one is asked about; nullopt: at
    /// once. Nothing for steps in other states. `turnedAway`: the service does not let the question in, and why.
    void postpone(const StepKey &step, std::optional<Timestamp> until, const QString &turnedAway = {});

    const QList<StepProgress> &steps() const { return m_steps; }
    /// Of a step that was fanned out, in their order; empty for others.
    const QList<StepProgress> &items(const StepId &step) const;
    /// Steps and, after each, its items.
    QList<StepProgress> all() const;
    const StepProgress *step(const StepKey &key) const;

    /// What can be begun, in the pipeline's order: steps whose needs have passed and that are pending, ready, or waiting with
    /// their time come; likewise items of steps that are fanned out; and such a step itself once all its items are settled.
    QList<StepKey> startable(Timestamp now) const;
    /// The run's state if nothing is in flight: the worst of what is left decides (unknown outcome, blocked, waiting). What waits
    /// for more than the clock (for a place among its step's items, for another step) has no say in when the run is woken.
    /// `inFlight`: nor has what is under way.
    RunSummary summary(const QList<StepKey> &inFlight = {}) const;
    bool allPassed() const;

private:
    bool needsPassed(const StepId &id) const;
    bool hasFreePlace(qsizetype index, const QList<StepKey> &inFlight) const;
    StepProgress *find(const StepKey &key);
    void fanOut(qsizetype index, int count);

    QList<StepProgress> m_steps;
    QList<QList<StepProgress>> m_items; ///< by index of their step
    QList<int> m_parallel;              ///< likewise: how many of them at once
    QHash<StepId, int> m_index;
    QHash<StepId, QList<StepId>> m_needs;
};

} // namespace cairn
