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

QString nothingStands(bool outcomeUnknown, bool underWay)
{
    return outcomeUnknown ? u"its outcome is unknown: decide first whether it happened"_s
           : underWay     ? u"it is being tried at this moment"_s
                          : u"no step of it is blocked, waiting or held"_s;
}

namespace {

QString whyNoRow(const Command &command, const RunProgress &progress, const Pipeline &pipeline)
{
    const bool skips = command.kind == CommandKind::Skip;
    const bool decides = command.kind == CommandKind::MarkHappened || command.kind == CommandKind::MarkNotHappened;
    bool unknown = false;
    for (const StepProgress &row : progress.all()) {
        if (!applies(command, row))
            continue;
        unknown = unknown || row.state == StepState::OutcomeUnknown;
        const bool isUnderWay = row.state == StepState::InFlight && !row.isFannedOut();
        const bool isMeant = decides ? row.state == StepState::OutcomeUnknown
                                     : isStanding(row.state) || (skips && row.state == StepState::WaitingCallback);
        // that its service did nothing, whatever it answered, somebody may know of a step that he names
        const bool deniesAnswer =
            command.kind == CommandKind::MarkNotHappened && !command.step.isEmpty() && row.state == StepState::Blocked;
        const bool isAskedAgain = command.kind == CommandKind::Retry && canBeAsked(row, *pipeline.step(row.id));
        if (isUnderWay || isMeant || deniesAnswer || isAskedAgain)
            return {};
    }
    return decides ? u"no step of it has an unknown outcome"_s : nothingStands(unknown, false);
}

} // namespace

QString whyRefused(const Command &command, const RunRecord &run, const RunProgress &progress, const Pipeline &pipeline)
{
    if (isFinished(run.state))
        return u"the run is %1 already"_s.arg(word(run.state));
    switch (command.kind) {
    case CommandKind::Pause: return run.state == RunState::Paused ? u"the run is paused already"_s : QString();
    case CommandKind::Unpause: return run.state == RunState::Paused ? QString() : u"the run is not paused"_s;
    case CommandKind::Retry: return isLeft(run) ? QString() : whyNoRow(command, progress, pipeline);
    case CommandKind::Skip:
    case CommandKind::MarkHappened:
    case CommandKind::MarkNotHappened: return whyNoRow(command, progress, pipeline);
    default: return {};
    }
}

} // namespace cairn
