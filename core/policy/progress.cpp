#include "policy/progress.h"

#include <algorithm>

namespace cairn {

namespace {

/// How a run stands whose step waits like that; nullopt: the step does not wait.
std::optional<RunState> waitingState(StepState state)
{
    switch (state) {
    case StepState::WaitingRetry:
        return RunState::WaitingRetry;
    case StepState::Held:
        return RunState::Held;
    case StepState::WaitingCallback:
        return RunState::WaitingCallback;
    default:
        return std::nullopt;
    }
}

bool needsPerson(RunState state)
{
    return state == RunState::Blocked || state == RunState::OutcomeUnknown;
}

} // namespace

RunProgress::RunProgress(const Pipeline &pipeline, const RunHistory &history)
{
    m_steps.reserve(pipeline.steps.size());
    for (const Step &step : pipeline.steps) {
        m_index.insert(step.id, int(m_steps.size()));
        m_needs.insert(step.id, step.needs);
        StepProgress progress;
        progress.id = step.id;
        m_steps.append(progress);
    }
    for (const Checkpoint &checkpoint : history.checkpoints)
        apply(checkpoint);
    for (const Attempt &attempt : history.attempts) {
        const StepProgress *progress = step(attempt.step);
        if (progress && progress->generation == attempt.generation)
            countAttempt(attempt.step, attempt.number, attempt.startedAt);
    }
}

void RunProgress::apply(const Checkpoint &checkpoint)
{
    const auto found = m_index.constFind(checkpoint.step);
    if (found == m_index.cend())
        return; // a step of another pipeline version
    StepProgress &progress = m_steps[*found];
    if (checkpoint.generation != progress.generation) {
        progress.tries = 0;
        progress.firstTryAt.reset();
    }
    if (checkpoint.state == StepState::Ready) { // let go again by a person
        progress.allowedFrom = checkpoint.at;
        progress.allowanceFirstAt.reset();
        progress.lastDelay.reset();
    }
    if (checkpoint.decision == Action::Await)
        progress.awaitedSince = checkpoint.at;
    else if (checkpoint.state != StepState::WaitingCallback && checkpoint.state != StepState::Blocked)
        progress.awaitedSince.reset();
    progress.state = checkpoint.state;
    progress.generation = checkpoint.generation;
    progress.attempts = checkpoint.attempts;
    progress.policyRevisionId = checkpoint.policyRevisionId;
    progress.category = checkpoint.category;
    progress.cause = checkpoint.cause;
    progress.reason = checkpoint.reason;
    progress.nextAt = checkpoint.nextAt;
    progress.inputDigest = checkpoint.inputDigest;
    progress.output = checkpoint.output;
    progress.status = checkpoint.status;
    progress.outputHeaders = checkpoint.outputHeaders;
    progress.changedAt = checkpoint.at;
    if (checkpoint.decision == Action::Retry && checkpoint.nextAt)
        progress.lastDelay = *checkpoint.nextAt - checkpoint.at;
}

void RunProgress::countAttempt(const StepId &step, int number, Timestamp startedAt)
{
    const auto found = m_index.constFind(step);
    if (found == m_index.cend())
        return;
    StepProgress &progress = m_steps[*found];
    progress.tries = std::max(progress.tries, number);
    progress.firstTryAt = std::min(progress.firstTryAt.value_or(startedAt), startedAt);
    if (!progress.allowedFrom || startedAt >= *progress.allowedFrom)
        progress.allowanceFirstAt = std::min(progress.allowanceFirstAt.value_or(startedAt), startedAt);
}

void RunProgress::postpone(const StepId &step, std::optional<Timestamp> until)
{
    const auto found = m_index.constFind(step);
    if (found == m_index.cend())
        return;
    StepProgress &progress = m_steps[*found];
    if (progress.state == StepState::Held || progress.state == StepState::WaitingCallback)
        progress.nextAt = until;
}

const StepProgress *RunProgress::step(const StepId &id) const
{
    const auto found = m_index.constFind(id);
    return found == m_index.cend() ? nullptr : &m_steps[*found];
}

bool RunProgress::needsPassed(const StepId &id) const
{
    const QList<StepId> needs = m_needs.value(id);
    return std::all_of(needs.begin(), needs.end(), [this](const StepId &need) {
        const StepProgress *progress = step(need);
        return progress && isPassed(progress->state);
    });
}

QList<StepId> RunProgress::startable(Timestamp now) const
{
    QList<StepId> ids;
    for (const StepProgress &progress : m_steps) {
        const bool waits = waitingState(progress.state).has_value();
        const bool open = progress.state == StepState::Pending || progress.state == StepState::Ready ||
                          (waits && (!progress.nextAt || *progress.nextAt <= now));
        if (open && needsPassed(progress.id))
            ids.append(progress.id);
    }
    return ids;
}

bool RunProgress::allPassed() const
{
    return std::all_of(m_steps.begin(), m_steps.end(), [](const StepProgress &step) { return isPassed(step.state); });
}

RunSummary RunProgress::summary() const
{
    if (allPassed()) {
        for (const StepProgress &step : m_steps) {
            if (step.state == StepState::Degraded)
                return {RunState::Degraded, step.id, {}, {}};
        }
        return {RunState::Succeeded, {}, {}, {}};
    }

    RunSummary summary{RunState::Running, {}, {}, {}};
    const auto consider = [&](RunState state, const StepProgress &step) {
        summary.state = state;
        summary.step = step.id;
    };
    for (const StepProgress &step : m_steps) {
        if (step.state == StepState::OutcomeUnknown && summary.state != RunState::OutcomeUnknown)
            consider(RunState::OutcomeUnknown, step);
        else if (step.state == StepState::Blocked && summary.state != RunState::OutcomeUnknown &&
                 summary.state != RunState::Blocked)
            consider(RunState::Blocked, step);
    }
    // A branch that still waits goes on by itself even while another needs a person, so it is looked at in any case.
    for (const StepProgress &step : m_steps) {
        const auto waits = waitingState(step.state);
        if (!waits || !step.nextAt || (summary.wakeAt && *summary.wakeAt <= *step.nextAt))
            continue;
        summary.wakeAt = step.nextAt;
        if (!needsPerson(summary.state)) {
            consider(*waits, step);
            summary.nextAt = step.nextAt;
        }
    }
    return summary;
}

} // namespace cairn
