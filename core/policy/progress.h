#pragma once

#include "model/pipeline.h"
#include "model/records.h"

#include <QHash>
#include <QList>

#include <optional>

namespace cairn {

/// Where one step stands, as its checkpoints tell.
struct StepProgress
{
    StepId id;
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

    /// There may be a time before which nothing happens: it waits for a retry, is held, or is asked about later.
    bool waitsByClock() const
    {
        return state == StepState::WaitingRetry || state == StepState::Held || state == StepState::WaitingCallback;
    }
};

/// A run as a whole, derived from its steps.
struct RunSummary
{
    RunState state = RunState::Pending;
    StepId step;                     ///< the one that explains the state; empty while all goes well
    std::optional<Timestamp> nextAt; ///< until which that step waits, if it waits by the clock
    std::optional<Timestamp> wakeAt; ///< the earliest end of any step's wait
};

/// Replays checkpoints into the present state of a run's steps. Pure; the same for runner, console and command line.
class RunProgress
{
public:
    RunProgress() = default;
    RunProgress(const Pipeline &pipeline, const RunHistory &history);

    void apply(const Checkpoint &checkpoint);
    void countAttempt(const StepId &step, int number, Timestamp startedAt);
    /// A held step asks again then, an awaited one is asked about; nullopt: at once. Nothing for steps in other states.
    void postpone(const StepId &step, std::optional<Timestamp> until);

    const QList<StepProgress> &steps() const { return m_steps; }
    const StepProgress *step(const StepId &id) const;

    /// Steps whose needs have passed and that are themselves pending, ready, or waiting or held with their time come; in the
    /// pipeline's order.
    QList<StepId> startable(Timestamp now) const;
    /// The run's state if nothing is in flight: the worst of what is left decides (unknown outcome, blocked, waiting).
    RunSummary summary() const;
    bool allPassed() const;

private:
    bool needsPassed(const StepId &id) const;

    QList<StepProgress> m_steps;
    QHash<StepId, int> m_index;
    QHash<StepId, QList<StepId>> m_needs;
};

} // namespace cairn
