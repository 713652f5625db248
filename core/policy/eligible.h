#pragma once

#include "policy/progress.h"

namespace cairn {

/// What can be asked for a run in that state, the likeliest first. Steps may differ from what the run's state says: the runner
/// has the last word.
QList<CommandKind> commandsFor(RunState state);
/// The states in which it can be asked for.
QList<RunState> statesFor(CommandKind kind);

/// The command is about this step or item.
inline bool applies(const Command &command, const StepProgress &row)
{
    return (command.step.isEmpty() || command.step == row.id) && (command.item == NoItem || command.item == row.item);
}

/// It waits for a person, the clock or its service: it can be let go, or left out.
inline bool isStanding(StepState state)
{
    return state == StepState::Blocked || state == StepState::WaitingRetry || state == StepState::Held;
}

/// Why there is no step to retry or to skip.
QString nothingStands(bool outcomeUnknown, bool underWay);

/// Why a runner would refuse the command, as far as what is recorded tells; empty: it may accept it. Nothing is said against what
/// depends on how a request ended that is under way.
QString whyRefused(const Command &command, const RunRecord &run, const RunProgress &progress);

} // namespace cairn
