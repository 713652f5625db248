#pragma once

#include "model/records.h"

namespace cairn {

/// What can be asked for a run in that state, the likeliest first. Steps may differ from what the run's state says: the runner
/// has the last word.
QList<CommandKind> commandsFor(RunState state);
/// The states in which it can be asked for.
QList<RunState> statesFor(CommandKind kind);

} // namespace cairn
