#include "samplerun.h"

namespace cairn::testing {

using namespace Qt::StringLiterals;

SampleRun::SampleRun(GuiWorkspace &workspace, const QString &pipeline, const QString &input, qint64 size, Milliseconds ago)
    : m_workspace(workspace), m_version(workspace.pipeline(pipeline)), m_time(SystemClock().now() - ago)
{
    m_run.id = RunId::generate(m_time.time_since_epoch().count());
    m_run.pipelineVersionId = m_version.id;
    m_run.inputName = input;
    m_run.input = {Digest::of(input.toUtf8()), size};
    m_run.submittedAt = m_time;
    m_run.nextAt = m_time;
    m_run.traceId = m_run.input.digest.toBytes().left(16);
    m_time += Milliseconds(12);
}

Attempt &SampleRun::addAttempt(const QString &step, Milliseconds took)
{
    if (!m_run.startedAt)
        m_run.startedAt = m_time;
    Attempt attempt;
    attempt.run = m_run.id;
    attempt.step = StepId(step);
    attempt.item = m_item;
    attempt.number = ++m_tries[StepKey(attempt.step, m_item).toString()];
    attempt.idempotencyKey =
        Digest::of(m_run.id.toString().toUtf8() + StepKey(attempt.step, m_item).toString().toUtf8()).toHex().left(32);
    attempt.policyRevisionId = m_workspace.serviceRevision(m_version.pipeline.step(attempt.step)->service);
    attempt.service = m_version.pipeline.step(attempt.step)->service;
    attempt.method = "POST";
    attempt.url = u"https://%1.example.net/v1/%1"_s.arg(attempt.service);
    attempt.request = m_run.input;
    attempt.timing = {Milliseconds(1), Milliseconds(4), took / 2, took};
    attempt.startedAt = m_time;
    m_time += took;
    m_attempts.append(attempt);
    return m_attempts.last();
}

Checkpoint &SampleRun::addCheckpoint(const QString &step, StepState state)
{
    Checkpoint checkpoint;
    checkpoint.run = m_run.id;
    checkpoint.step = StepId(step);
    checkpoint.item = m_item;
    checkpoint.state = state;
    checkpoint.attempts = m_tries.value(StepKey(checkpoint.step, m_item).toString());
    checkpoint.policyRevisionId = m_workspace.serviceRevision(m_version.pipeline.step(checkpoint.step)->service);
    checkpoint.actor = u"runner"_s;
    checkpoint.at = m_time;
    m_checkpoints.append(checkpoint);
    return m_checkpoints.last();
}

void SampleRun::explainBy(const Checkpoint &checkpoint)
{
    m_run.step = checkpoint.step;
    m_run.category = checkpoint.category;
    m_run.cause = checkpoint.cause;
    m_run.attempts = checkpoint.attempts;
    if (checkpoint.nextAt)
        m_run.nextAt = checkpoint.nextAt;
}

SampleRun &SampleRun::pass(const QString &step, Milliseconds took, int status)
{
    addAttempt(step, took).status = status;
    Checkpoint &checkpoint = addCheckpoint(step, StepState::Succeeded);
    checkpoint.status = status;
    checkpoint.output = {Digest::of(step.toUtf8() + m_run.inputName.toUtf8()), 420 + 37 * step.size()};
    m_run.step = {};
    m_run.category.reset();
    m_run.cause.clear();
    return *this;
}

SampleRun &SampleRun::fail(const QString &step, Category category, const QString &cause, int status, Milliseconds delay,
                           TransportFault fault)
{
    Attempt &attempt = addAttempt(step, Milliseconds(380));
    attempt.status = status;
    attempt.fault = fault;
    attempt.category = category;
    attempt.cause = cause;
    attempt.decision = Action::Retry;
    attempt.delay = delay;
    Checkpoint &checkpoint = addCheckpoint(step, StepState::WaitingRetry);
    checkpoint.status = status;
    checkpoint.category = category;
    checkpoint.cause = cause;
    checkpoint.decision = Action::Retry;
    checkpoint.reason = u"%1 of 6; waits %2"_s.arg(attempt.number).arg(toText(delay));
    checkpoint.nextAt = m_time + delay;
    explainBy(checkpoint);
    m_run.state = RunState::WaitingRetry;
    m_time += delay;
    return *this;
}

SampleRun &SampleRun::stop(const QString &step, Category category, const QString &cause, int status, Action decision,
                           const QString &reason, TransportFault fault)
{
    Attempt &attempt = addAttempt(step, Milliseconds(640));
    attempt.status = status;
    attempt.fault = fault;
    attempt.category = category;
    attempt.cause = cause;
    attempt.decision = decision;
    Checkpoint &checkpoint = addCheckpoint(step, decision == Action::Block ? StepState::Blocked : StepState::OutcomeUnknown);
    checkpoint.status = status;
    checkpoint.category = category;
    checkpoint.cause = cause;
    checkpoint.decision = decision;
    checkpoint.reason = reason;
    explainBy(checkpoint);
    m_run.state = decision == Action::Block ? RunState::Blocked : RunState::OutcomeUnknown;
    return *this;
}

SampleRun &SampleRun::fanOut(const QString &step, int items)
{
    Checkpoint &checkpoint = addCheckpoint(step, StepState::InFlight);
    checkpoint.decision = Action::FanOut;
    checkpoint.items = items;
    m_time += Milliseconds(2);
    return *this;
}

SampleRun &SampleRun::item(int number)
{
    m_item = number;
    return *this;
}

SampleRun &SampleRun::gather(const QString &step, StepState state, const QString &reason)
{
    m_item = NoItem;
    addCheckpoint(step, state).reason = reason;
    return *this;
}

SampleRun &SampleRun::rerunOf(RunId original)
{
    m_run.rerunOf = original;
    return *this;
}

SampleRun &SampleRun::deliver(const QString &step)
{
    m_time += Milliseconds(3);
    addCheckpoint(step, StepState::Succeeded).output = m_run.input;
    return *this;
}

SampleRun &SampleRun::cancel(const QString &actor, const QString &reason)
{
    for (const Step &step : m_version.pipeline.steps) {
        const bool passed = std::any_of(m_checkpoints.begin(), m_checkpoints.end(), [&](const Checkpoint &checkpoint) {
            return checkpoint.step == step.id && isPassed(checkpoint.state);
        });
        if (passed)
            continue;
        Checkpoint &checkpoint = addCheckpoint(step.id.name(), StepState::Cancelled);
        checkpoint.actor = actor;
        checkpoint.reason = reason;
    }
    m_run.category.reset();
    m_run.step = {};
    m_run.cause = reason;
    return state(RunState::Cancelled);
}

SampleRun &SampleRun::later(Milliseconds time)
{
    m_time += time;
    return *this;
}

SampleRun &SampleRun::state(RunState state)
{
    m_run.state = state;
    if (isFinished(state))
        m_run.finishedAt = m_time;
    return *this;
}

SampleRun &SampleRun::deadline(Milliseconds afterSubmission)
{
    m_run.deadlineAt = m_run.submittedAt + afterSubmission;
    return *this;
}

RunId SampleRun::commit()
{
    RunRecord begun = m_run; // what it came to is an event
    begun.state = RunState::Running;
    begun.nextAt = m_run.submittedAt;
    Transaction transaction(InsertRun{begun});
    for (const Attempt &attempt : std::as_const(m_attempts))
        transaction.add(AddAttempt{attempt});
    for (const Checkpoint &checkpoint : std::as_const(m_checkpoints))
        transaction.add(AddCheckpoint{checkpoint});
    transaction.add(UpdateRun{m_run, m_time});
    m_workspace.commit(std::move(transaction));
    return m_run.id;
}

} // namespace cairn::testing
