#pragma once

#include "policy/progress.h"

namespace cairn {

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

} // namespace cairn
