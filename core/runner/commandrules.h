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

/// Why a step is not sent again just because somebody asks for one more try.
inline constexpr QLatin1String
    DoneAlready("its service answered and is not idempotent: sent again, it would be done twice. Skip the step; go on with a newer "
                "version of its pipeline that takes this answer (resume --latest); or decide that it did not happen, naming the step");

} // namespace cairn
