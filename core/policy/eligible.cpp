#include "policy/eligible.h"

namespace cairn {

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

} // namespace cairn
