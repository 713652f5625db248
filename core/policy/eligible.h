#pragma once

#include "policy/progress.h"

namespace cairn {

/// What can be asked for a run in that state, the likeliest first. Steps may differ from what the run's state says: the runner
/// has the last word.
QList<CommandKind> commandsFor(RunState state);
/// The states in which it can be asked for.
QList<RunState> statesFor(CommandKind kind);

/// It is about a run as a whole, and about no step of it alone.
inline bool isAboutWholeRun(CommandKind kind)
{
    return kind == CommandKind::Cancel || kind == CommandKind::Pause || kind == CommandKind::Unpause;
}

/// The command is about this step or item.
inline bool applies(const Command &command, const StepProgress &row)
{
    return (command.step.isEmpty() || command.step == row.id) && (command.item == NoItem || command.item == row.item);
}

/// It waits for a person, the clock or its service: it can be let go, with something changed or as it is, or left out.
inline bool isStanding(StepState state)
{
    return state == StepState::Blocked || state == StepState::WaitingRetry || state == StepState::Held;
}

/// Its service did what was asked, and answered otherwise than the step wants.
inline bool isAnsweredAmiss(const StepProgress &row)
{
    return row.state == StepState::Blocked && row.tries > 0 && row.status >= 200 && row.status < 400 && !row.awaitedSince;
}

/// How the cause of a run begins of which the store would not take what was done. It is blocked as a whole, wherever its steps
/// stand, and goes on when a person says so.
inline constexpr QLatin1StringView NotWrittenDown("what was done could not be written down");

inline bool isLeft(const RunRecord &run)
{
    return run.state == RunState::Blocked && run.category == Category::Internal && run.cause.startsWith(NotWrittenDown);
}

/// Nobody knows whether it happened, and its step says how its service is asked: a retry asks anew, and sends nothing.
inline bool canBeAsked(const StepProgress &row, const Step &step)
{
    return row.state == StepState::OutcomeUnknown && !row.items && step.reconcile;
}

/// What a command means for a step or item.
enum class Fit {
    No,
    Meant,
    Asked,           ///< its service is asked what became of it, and nothing is sent
    AnsweredAlready, ///< meant according to whether its service, which did it and answered amiss, is idempotent: a retry where it
                     ///< is, that it did not happen where it is not
};

/// What a command of that kind means for a step or item that stands like that. `isNamed`: somebody means that one, and may know
/// what became of it.
Fit fitOf(CommandKind kind, const StepProgress &row, const Step &step, bool isNamed);
/// The same in its run, for those that the command is about.
Fit fitOf(const Command &command, const StepProgress &row, const RunProgress &progress, const Pipeline &pipeline);
/// The steps and items that a command of that kind means of a run, if it names none.
QList<StepKey> stepsFor(CommandKind kind, const RunProgress &progress, const Pipeline &pipeline);
/// Why a command about steps means none; `underWay`: some are being tried.
QString whyNone(const Command &command, const RunRecord &run, const RunProgress &progress, const Pipeline &pipeline,
                bool underWay);

/// Why a runner would refuse the command, as far as what is recorded tells; empty: it may accept it. Nothing is said against what
/// depends on how a request ended that is under way. `pipeline`: the version that the run is pinned to.
QString whyRefused(const Command &command, const RunRecord &run, const RunProgress &progress, const Pipeline &pipeline);

} // namespace cairn
