#pragma once
// Room `model`: plain value types that every room above speaks in. No behaviour beyond words and comparisons.

#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

namespace cairn {

/// State of one step (or of one of its items). The words of design.md §4.
enum class StepState {
    Pending,
    Ready,
    InFlight,
    WaitingRetry,
    WaitingCallback,
    Held,
    OutcomeUnknown,
    Blocked,
    Succeeded,
    Skipped,
    Degraded,
    Cancelled,
};

/// State of a run as a whole.
enum class RunState {
    Pending, ///< submitted, not started
    Running,
    WaitingRetry, ///< nothing to do before next_at
    WaitingCallback,
    Held,
    Paused,
    Blocked,        ///< a person is needed
    OutcomeUnknown, ///< a person must say whether it happened
    Succeeded,
    Degraded,
    Cancelled,
};

/// Kind of failure, design.md §5.
enum class Category { Network, Timeout, RateLimit, Service, Auth, Data, Schema, Conflict, Policy, Internal };

/// What is done about an attempt's outcome.
enum class Action {
    Succeed,
    Retry,
    Block,      ///< automatic means are spent or do not apply: a person is needed
    GiveUp,     ///< the same, but the step is not critical: the run goes on without it
    AskOutcome, ///< it may have happened: reconcile or ask
    Await,      ///< the service has taken it up and says later how it went
    Hold,       ///< not sent yet: the service is left alone, or has enough to do
    FanOut,     ///< the step's items are carried out one by one
};

// Stable words, as stored and printed in JSON ("waiting_retry"); the inverse gives nullopt for any other text.
QString word(StepState state);
QString word(RunState state);
QString word(Category category);
QString word(Action action);
std::optional<StepState> stepStateFromWord(QStringView word);
std::optional<RunState> runStateFromWord(QStringView word);
std::optional<Category> categoryFromWord(QStringView word);
std::optional<Action> actionFromWord(QStringView word);

/// All run states in the order in which they are shown.
QList<RunState> allRunStates();
/// All categories as design.md lists them.
QList<Category> allCategories();
QStringList categoryWords();

/// Succeeded, degraded or cancelled: nothing will happen any more by itself or by retry.
bool isFinished(RunState state);
/// Succeeded, skipped or degraded: the steps that need it may start.
bool isPassed(StepState state);
/// The run goes on without a person (pending, running, waiting, held).
bool movesByItself(RunState state);

} // namespace cairn
