#include "policy/eligible.h"

namespace cairn {

using namespace Qt::StringLiterals;

QList<CommandKind> commandsFor(RunState state)
{
    if (isFinished(state))
        return {};
    if (state == RunState::OutcomeUnknown)
        return {CommandKind::MarkHappened, CommandKind::MarkNotHappened, CommandKind::Cancel};
    if (state == RunState::Paused)
        return {CommandKind::Unpause, CommandKind::Cancel};
    if (state == RunState::Blocked || state == RunState::WaitingRetry || state == RunState::Held)
        return {CommandKind::Retry, CommandKind::Skip, CommandKind::Pause, CommandKind::Cancel};
    if (state == RunState::WaitingCallback)
        return {CommandKind::Pause, CommandKind::Skip, CommandKind::Cancel};
    return {CommandKind::Pause, CommandKind::Cancel};
}

QList<RunState> statesFor(CommandKind kind)
{
    // what is changed before it is tried again needs a step that stands, as a retry does
    const CommandKind like = kind == CommandKind::Resume ? CommandKind::Retry : kind;
    QList<RunState> states;
    for (const RunState state : allRunStates()) {
        if (commandsFor(state).contains(like))
            states.append(state);
    }
    return states;
}

namespace {

bool decides(CommandKind kind)
{
    return kind == CommandKind::MarkHappened || kind == CommandKind::MarkNotHappened;
}

QString whyNoRow(const Command &command, const RunRecord &run, const RunProgress &progress, const Pipeline &pipeline)
{
    for (const StepProgress &row : progress.all()) {
        const bool isUnderWay = applies(command, row) && row.state == StepState::InFlight && !row.isFannedOut();
        if (isUnderWay || fitOf(command, row, progress, pipeline) != Fit::No)
            return {};
    }
    return whyNone(command, run, progress, pipeline, false);
}

} // namespace

Fit fitOf(CommandKind kind, const StepProgress &row, const Step &step, bool isNamed)
{
    const bool isUndecided = row.state == StepState::OutcomeUnknown && !row.items; // else its items are what nobody knows of
    switch (kind) {
    case CommandKind::Retry:
        if (isStanding(row.state) && !row.items)
            return isAnsweredAmiss(row) ? Fit::AnsweredAlready : Fit::Meant;
        return canBeAsked(row, step) ? Fit::Asked : Fit::No;
    case CommandKind::Resume: return isStanding(row.state) && !row.items ? Fit::Meant : Fit::No;
    case CommandKind::Skip: return isStanding(row.state) || row.state == StepState::WaitingCallback ? Fit::Meant : Fit::No;
    case CommandKind::MarkHappened: return isUndecided ? Fit::Meant : Fit::No;
    case CommandKind::MarkNotHappened:
        if (isNamed && isAnsweredAmiss(row) && !row.items)
            return Fit::AnsweredAlready;
        return isUndecided ? Fit::Meant : Fit::No;
    default: return isAboutWholeRun(kind) ? Fit::Meant : Fit::No;
    }
}

/// Items of a step that has passed are history.
Fit fitOf(const Command &command, const StepProgress &row, const RunProgress &progress, const Pipeline &pipeline)
{
    const Step *step = pipeline.step(row.id);
    const StepProgress *whole = progress.step(row.id);
    if (!step || !whole || !applies(command, row) || (row.item != NoItem && isPassed(whole->state)))
        return Fit::No;
    // a step is left out as a whole, or one item of it; while its items are carried out, those of them that stand
    const bool isPart = row.item != command.item && !(row.item != NoItem && whole->isFannedOut());
    if (command.kind == CommandKind::Skip && isPart)
        return Fit::No;
    return fitOf(command.kind, row, *step, !command.step.isEmpty());
}

QList<StepKey> stepsFor(CommandKind kind, const RunProgress &progress, const Pipeline &pipeline)
{
    Command command;
    command.kind = kind;
    QList<StepKey> steps;
    for (const StepProgress &row : progress.all()) {
        if (fitOf(command, row, progress, pipeline) != Fit::No)
            steps.append(row.key());
    }
    return steps;
}

QString whyNone(const Command &command, const RunRecord &run, const RunProgress &progress, const Pipeline &pipeline,
                bool underWay)
{
    if (decides(command.kind))
        return u"no step of it has an unknown outcome"_s;
    Command decision = command;
    decision.kind = CommandKind::MarkHappened;
    const QList<StepProgress> rows = progress.all();
    const bool isUndecided = std::any_of(rows.begin(), rows.end(), [&](const StepProgress &row) {
        return fitOf(decision, row, progress, pipeline) != Fit::No && fitOf(command, row, progress, pipeline) == Fit::No;
    });
    if (isUndecided)
        return u"its outcome is unknown: decide first whether it happened"_s;
    if (underWay)
        return u"it is being tried at this moment"_s;
    if (run.state == RunState::Held && (command.step.isEmpty() || command.step == run.step)) // a question is
        return u"nothing of it is to be tried again: its service is asked as soon as it lets that in (%1)"_s.arg(run.cause);
    return u"no step of it is blocked, waiting or held"_s;
}

QString whyRefused(const Command &command, const RunRecord &run, const RunProgress &progress, const Pipeline &pipeline)
{
    if (isFinished(run.state))
        return u"the run is %1 already"_s.arg(word(run.state));
    switch (command.kind) {
    case CommandKind::Pause: return run.state == RunState::Paused ? u"the run is paused already"_s : QString();
    case CommandKind::Unpause: return run.state == RunState::Paused ? QString() : u"the run is not paused"_s;
    case CommandKind::Retry: return isLeft(run) ? QString() : whyNoRow(command, run, progress, pipeline);
    case CommandKind::Skip:
    case CommandKind::MarkHappened:
    case CommandKind::MarkNotHappened: return whyNoRow(command, run, progress, pipeline);
    default: return {};
    }
}

} // namespace cairn
