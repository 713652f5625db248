#include "durable.h"

namespace cairn::simulator {

void Changes::count(const Transaction &transaction)
{
    ++all;
    for (const Write &write : transaction.writes) {
        runs += write.as<UpdateRun>() || write.as<InsertRun>();
        commands += write.as<AddCommand>() || write.as<FinishCommand>();
    }
}

void Durable::add(RunId run, int pipeline, int steps)
{
    m_index.insert(run, int(m_runs.size()));
    DurableRun fresh;
    fresh.id = run;
    fresh.pipeline = pipeline;
    fresh.steps.resize(size_t(steps));
    m_runs.push_back(std::move(fresh));
}

void Durable::apply(const Transaction &transaction, const Committed &committed)
{
    for (const Write &write : transaction.writes) {
        if (const auto *checkpoint = write.as<AddCheckpoint>()) {
            apply(checkpoint->checkpoint);
        } else if (const auto *attempt = write.as<AddAttempt>()) {
            apply(attempt->attempt);
        } else if (const auto *update = write.as<UpdateRun>()) {
            DurableRun &run = m_runs[size_t(indexOf(update->run.id))];
            run.state = update->run.state;
            run.finishedAt = update->run.finishedAt;
        } else if (const auto *command = write.as<AddCommand>()) {
            open(command->command, committed.commandId);
        } else if (const auto *finish = write.as<FinishCommand>()) {
            close(finish->id);
        }
    }
}

void Durable::apply(const Checkpoint &checkpoint)
{
    DurableStep &step = this->step(indexOf(checkpoint.run), stepIndex(checkpoint.step));
    ++m_position;
    step.state = checkpoint.state;
    step.decision = checkpoint.decision;
    step.actor = checkpoint.actor;
    step.category = checkpoint.category;
    step.nextAt = checkpoint.nextAt;
    step.output = checkpoint.output.digest;
    if (checkpoint.decision == Action::Await)
        step.isAwaited = true;
    else if (checkpoint.state != StepState::WaitingCallback && checkpoint.state != StepState::Blocked)
        step.isAwaited = false;
    if (checkpoint.state == StepState::InFlight)
        step.lastIntent = m_position;
    if (checkpoint.state == StepState::OutcomeUnknown)
        step.lastUnknown = m_position;
    if (checkpoint.state == StepState::Ready || checkpoint.state == StepState::WaitingCallback)
        step.attempts = 0;
}

void Durable::apply(const Attempt &attempt)
{
    ++step(indexOf(attempt.run), stepIndex(attempt.step)).attempts;
}

void Durable::open(const Command &command, qint64 id)
{
    const int run = indexOf(command.run);
    m_commands.insert(id, run);
    if (run >= 0)
        ++m_runs[size_t(run)].openCommands;
}

void Durable::close(qint64 id)
{
    const int run = m_commands.take(id);
    if (run >= 0)
        --m_runs[size_t(run)].openCommands;
}

int Durable::openCommands() const
{
    return int(std::count_if(m_commands.begin(), m_commands.end(), [](int run) { return run >= 0; }));
}

bool Durable::allFinished() const
{
    return std::all_of(m_runs.begin(), m_runs.end(), [](const DurableRun &run) { return isFinished(run.state); });
}

} // namespace cairn::simulator
