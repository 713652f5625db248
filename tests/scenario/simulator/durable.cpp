#include "durable.h"

namespace cairn::simulator {

void Changes::count(const Transaction &transaction)
{
    ++all;
    for (const Write &write : transaction.writes) {
        runs += write.as<UpdateRun>() || write.as<BeginRun>() || write.as<InsertRun>() || write.as<AddCallbackMessage>() ||
                write.as<WakeMessaged>() || write.as<WakeHeld>() || write.as<WakeAhead>();
        commands += write.as<AddCommand>() || write.as<FinishCommand>();
        services += write.as<PutServiceRevision>() != nullptr;
    }
}

int Durable::add(const RunRecord &row, int pipeline, int version, int steps)
{
    const int index = int(m_runs.size());
    m_index.insert(row.id, index);
    m_traces.insert(row.traceId, index);
    DurableRun fresh;
    fresh.id = row.id;
    fresh.traceId = row.traceId;
    fresh.deadlineAt = row.deadlineAt;
    fresh.pipeline = pipeline;
    fresh.version = version;
    fresh.steps.resize(size_t(steps));
    m_runs.push_back(std::move(fresh));
    return index;
}

DurableStep &Durable::step(const Place &place)
{
    DurableStep &whole = m_runs[size_t(place.run)].steps[size_t(place.step)];
    return place.item == NoItem ? whole : whole.items[size_t(place.item)];
}

std::vector<Place> Durable::places(int run) const
{
    std::vector<Place> places;
    const auto &steps = m_runs[size_t(run)].steps;
    for (int step = 0; step < int(steps.size()); ++step) {
        places.push_back({run, step});
        for (int item = 0; item < int(steps[size_t(step)].items.size()); ++item)
            places.push_back({run, step, item});
    }
    return places;
}

void Durable::apply(const Transaction &transaction, const Committed &committed)
{
    qsizetype commands = 0;
    for (const Write &write : transaction.writes) {
        if (const auto *checkpoint = write.as<AddCheckpoint>()) {
            apply(checkpoint->checkpoint);
        } else if (const auto *update = write.as<UpdateRun>()) {
            DurableRun &run = m_runs[size_t(indexOf(update->run.id))];
            run.state = update->run.state;
            run.finishedAt = update->run.finishedAt;
        } else if (const auto *begun = write.as<BeginRun>()) {
            DurableRun &run = m_runs[size_t(indexOf(begun->run))];
            if (run.state == RunState::Pending)
                run.state = RunState::Running;
        } else if (const auto *move = write.as<MoveRun>()) {
            m_runs[size_t(indexOf(move->run))].version = versionOf(move->pipelineVersionId);
        } else if (const auto *callback = write.as<PutCallback>()) {
            m_callbacks.insert(callback->callback.id, callback->callback);
        } else if (const auto *command = write.as<AddCommand>()) {
            open(command->command, committed.commands.value(commands++));
        } else if (const auto *finish = write.as<FinishCommand>()) {
            close(finish->id);
        }
    }
}

void Durable::apply(const Checkpoint &checkpoint)
{
    DurableStep &step = this->step(placeOf(checkpoint.run, checkpoint.key()));
    ++m_position;
    if (std::exchange(step.generation, checkpoint.generation) != checkpoint.generation)
        step.isAwaited = false;
    step.state = checkpoint.state;
    step.decision = checkpoint.decision;
    step.actor = checkpoint.actor;
    step.category = checkpoint.category;
    step.nextAt = checkpoint.nextAt;
    step.wasDue = false;
    step.edited = checkpoint.edited.digest;
    if (checkpoint.decision == Action::Await)
        step.isAwaited = true;
    else if (checkpoint.state != StepState::WaitingCallback && checkpoint.state != StepState::Blocked)
        step.isAwaited = false;
    if (checkpoint.items) {
        step.isFannedOut = true;
        step.items.resize(size_t(*checkpoint.items));
    } else if (checkpoint.state == StepState::InFlight) {
        step.lastIntent = m_position;
    }
    const bool isCutOff = checkpoint.state == StepState::Cancelled && checkpoint.decision == Action::AskOutcome;
    if (checkpoint.state == StepState::OutcomeUnknown || isCutOff)
        step.lastUnknown = m_position;
}

void Durable::open(Command command, qint64 id)
{
    command.id = id;
    m_commands.insert(id, command);
    if (const int run = indexOf(command.run); run >= 0) {
        ++m_runs[size_t(run)].openCommands;
        ++m_runs[size_t(run)].commands;
    }
}

void Durable::close(qint64 id)
{
    if (const int run = indexOf(m_commands.take(id).run); run >= 0)
        --m_runs[size_t(run)].openCommands;
}

int Durable::openCommands() const
{
    return int(std::count_if(m_commands.begin(), m_commands.end(), [](const Command &one) { return !isAboutService(one.kind); }));
}

bool Durable::hasOpenOrder(const QString &service) const
{
    return std::any_of(m_commands.begin(), m_commands.end(), [&](const Command &one) { return one.service == service; });
}

const Callback *Durable::callback(const QString &id) const
{
    const auto found = m_callbacks.constFind(id);
    return found == m_callbacks.cend() ? nullptr : &*found;
}

bool Durable::allFinished() const
{
    return std::all_of(m_runs.begin(), m_runs.end(), [](const DurableRun &run) { return isFinished(run.state); });
}

} // namespace cairn::simulator
