#include "runner/runcarrier.h"

namespace cairn {

namespace {

bool applies(const Command &command, const StepProgress &step)
{
    return command.step.isEmpty() || command.step == step.id;
}

/// Waits for a person, the clock or its service: it can be let go, or left out.
bool isStanding(StepState state)
{
    return state == StepState::Blocked || state == StepState::WaitingRetry || state == StepState::Held;
}

/// Why there is no step to retry or to skip.
QString nothingStands(bool outcomeUnknown)
{
    return outcomeUnknown ? QStringLiteral("its outcome is unknown: decide first whether it happened")
                          : QStringLiteral("no step of it is blocked, waiting or held");
}

QString stepList(const QList<Checkpoint> &checkpoints)
{
    QStringList names;
    for (const Checkpoint &checkpoint : checkpoints)
        names.append(checkpoint.step.name());
    return names.join(QStringLiteral(", "));
}

} // namespace

QCoro::Task<> RunCarrier::carryOutCommands()
{
    while (!m_commands.empty() && !m_lost) {
        const Command command = m_commands.front();
        m_commands.pop_front();
        if (isFinished(m_run.state)) {
            const QString result = QStringLiteral("the run is %1 already").arg(word(m_run.state));
            co_await refuse(command, result);
            continue;
        }
        switch (command.kind) {
        case CommandKind::Retry:
            co_await retrySteps(command);
            break;
        case CommandKind::Skip:
            co_await skipSteps(command);
            break;
        case CommandKind::Cancel:
            co_await cancelRun(command);
            break;
        case CommandKind::Pause:
            co_await pauseRun(command);
            break;
        case CommandKind::Unpause:
            co_await unpauseRun(command);
            break;
        case CommandKind::MarkHappened:
            co_await settleOutcome(command, StepState::Succeeded);
            break;
        case CommandKind::MarkNotHappened:
            co_await settleOutcome(command, StepState::Ready);
            break;
        case CommandKind::OpenBreaker:
        case CommandKind::CloseBreaker:
        case CommandKind::FreeBreaker: {
            const QString why = QStringLiteral("it is about a service, not a run");
            co_await refuse(command, why);
            break;
        }
        }
    }
}

/// Writes the command's checkpoints, the run's row and the command's result as one.
QCoro::Task<> RunCarrier::accept(Command command, QList<Checkpoint> checkpoints, QString result)
{
    Transaction transaction;
    for (Checkpoint &checkpoint : checkpoints) {
        checkpoint.actor = command.actor;
        checkpoint.reason = command.reason;
        transaction.add(AddCheckpoint{checkpoint});
    }
    transaction.add(UpdateRun{m_run});
    transaction.add(FinishCommand{command.id, true, result, m_context.clock.now()});
    if (!co_await commit(std::move(transaction)))
        co_return;
    for (const Checkpoint &checkpoint : std::as_const(checkpoints))
        m_progress.apply(checkpoint);
}

QCoro::Task<> RunCarrier::refuse(Command command, QString why)
{
    Transaction transaction(FinishCommand{command.id, false, why, m_context.clock.now()});
    co_await commit(std::move(transaction));
}

QCoro::Task<> RunCarrier::retrySteps(Command command)
{
    QList<Checkpoint> checkpoints;
    bool unknown = false;
    for (const StepProgress &step : m_progress.steps()) {
        if (!applies(command, step))
            continue;
        unknown = unknown || step.state == StepState::OutcomeUnknown;
        if (!isStanding(step.state))
            continue;
        checkpoints.append(letGo(step));
    }
    if (checkpoints.isEmpty()) {
        const QString why = nothingStands(unknown);
        co_await refuse(command, why);
        co_return;
    }
    noteMoving();
    const QString result = QStringLiteral("trying again: %1").arg(stepList(checkpoints));
    co_await accept(command, checkpoints, result);
}

/// A fresh allowance. What a service has taken up, and has not said to have failed, is not asked for a second time: it is asked about.
Checkpoint RunCarrier::letGo(const StepProgress &step) const
{
    const bool goesOnAsking = step.awaitedSince && step.category != Category::Data;
    Checkpoint checkpoint = checkpointFor(step.id, goesOnAsking ? StepState::WaitingCallback : StepState::Ready);
    checkpoint.attempts = 0;
    if (goesOnAsking) {
        keepAnswer(checkpoint);
        checkpoint.decision = Action::Await;
        checkpoint.nextAt = checkpoint.at;
    }
    return checkpoint;
}

QCoro::Task<> RunCarrier::skipSteps(Command command)
{
    QList<Checkpoint> checkpoints;
    bool unknown = false;
    for (const StepProgress &step : m_progress.steps()) {
        unknown = unknown || (applies(command, step) && step.state == StepState::OutcomeUnknown);
        if (applies(command, step) && isStanding(step.state) && !m_inFlight.contains(step.id))
            checkpoints.append(checkpointFor(step.id, StepState::Skipped));
    }
    if (checkpoints.isEmpty()) {
        const QString why = nothingStands(unknown);
        co_await refuse(command, why);
        co_return;
    }
    noteMoving();
    const QString result = QStringLiteral("going on without: %1").arg(stepList(checkpoints));
    co_await accept(command, checkpoints, result);
}

QCoro::Task<> RunCarrier::pauseRun(Command command)
{
    if (m_run.state == RunState::Paused) {
        const QString why = QStringLiteral("the run is paused already");
        co_await refuse(command, why);
        co_return;
    }
    m_run.state = RunState::Paused;
    m_run.step = {};
    m_run.category.reset();
    m_run.cause = command.reason;
    const QString result = QStringLiteral("paused");
    const QList<Checkpoint> nothing;
    co_await accept(command, nothing, result);
}

QCoro::Task<> RunCarrier::unpauseRun(Command command)
{
    if (m_run.state != RunState::Paused) {
        const QString why = QStringLiteral("the run is not paused");
        co_await refuse(command, why);
        co_return;
    }
    m_run.state = RunState::Running;
    noteMoving();
    const QString result = QStringLiteral("going on");
    const QList<Checkpoint> nothing;
    co_await accept(command, nothing, result);
}

QCoro::Task<> RunCarrier::settleOutcome(Command command, StepState state)
{
    QList<Checkpoint> checkpoints;
    for (const StepProgress &step : m_progress.steps()) {
        if (!applies(command, step) || step.state != StepState::OutcomeUnknown)
            continue;
        Checkpoint checkpoint = checkpointFor(step.id, state);
        checkpoint.output = step.output;
        checkpoint.status = step.status;
        checkpoint.outputHeaders = step.outputHeaders;
        checkpoint.attempts = 0;
        checkpoints.append(checkpoint);
    }
    if (checkpoints.isEmpty()) {
        const QString why = QStringLiteral("no step of it has an unknown outcome");
        co_await refuse(command, why);
        co_return;
    }
    noteMoving();
    const QString form = state == StepState::Succeeded ? QStringLiteral("recorded as happened: %1")
                                                       : QStringLiteral("recorded as not happened, trying again: %1");
    const QString result = form.arg(stepList(checkpoints));
    co_await accept(command, checkpoints, result);
    for (const Checkpoint &checkpoint : std::as_const(checkpoints)) {
        if (state == StepState::Succeeded)
            provideResult(*m_progress.step(checkpoint.step));
    }
}

QCoro::Task<> RunCarrier::cancelRun(Command command)
{
    m_cancelling = true;
    for (PendingExchange *exchange : std::as_const(m_exchanges))
        exchange->cancel();
    while (!m_inFlight.isEmpty())
        co_await m_wake.signalled();
    QList<Checkpoint> checkpoints;
    for (const StepProgress &step : m_progress.steps()) {
        if (!isPassed(step.state))
            checkpoints.append(checkpointFor(step.id, StepState::Cancelled));
    }
    if (checkpoints.isEmpty()) { // its last step came through while the exchange was being cut off
        m_cancelling = false;
        const QString why = QStringLiteral("the run had just succeeded");
        co_await refuse(command, why);
        co_return;
    }
    m_run.state = RunState::Cancelled;
    m_run.step = {};
    m_run.category.reset();
    m_run.cause = command.reason;
    m_run.finishedAt = m_context.clock.now();
    const QString result = QStringLiteral("cancelled");
    co_await accept(command, checkpoints, result);
}

/// The row of a run that a person has set going again; a paused one stays so.
void RunCarrier::noteMoving()
{
    if (m_run.state == RunState::Paused)
        return;
    m_run.state = RunState::Running;
    m_run.step = {};
    m_run.category.reset();
    m_run.cause.clear();
    m_run.attempts = 0;
    m_run.nextAt = m_context.clock.now();
}

} // namespace cairn
