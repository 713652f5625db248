#include "model/words.h"

#include "model/bulk.h"
#include "model/incident.h"
#include "model/records.h"
#include "model/wordtable.h"

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr WordTable<StepState, 12> StepWords{{
    {StepState::Pending, "pending"_L1},
    {StepState::Ready, "ready"_L1},
    {StepState::InFlight, "in_flight"_L1},
    {StepState::WaitingRetry, "waiting_retry"_L1},
    {StepState::WaitingCallback, "waiting_callback"_L1},
    {StepState::Held, "held"_L1},
    {StepState::OutcomeUnknown, "outcome_unknown"_L1},
    {StepState::Blocked, "blocked"_L1},
    {StepState::Succeeded, "succeeded"_L1},
    {StepState::Skipped, "skipped"_L1},
    {StepState::Degraded, "degraded"_L1},
    {StepState::Cancelled, "cancelled"_L1},
}};

constexpr WordTable<RunState, 11> RunWords{{
    {RunState::Pending, "pending"_L1},
    {RunState::Running, "running"_L1},
    {RunState::WaitingRetry, "waiting_retry"_L1},
    {RunState::WaitingCallback, "waiting_callback"_L1},
    {RunState::Held, "held"_L1},
    {RunState::Paused, "paused"_L1},
    {RunState::Blocked, "blocked"_L1},
    {RunState::OutcomeUnknown, "outcome_unknown"_L1},
    {RunState::Succeeded, "succeeded"_L1},
    {RunState::Degraded, "degraded"_L1},
    {RunState::Cancelled, "cancelled"_L1},
}};

constexpr WordTable<IncidentState, 5> IncidentWords{{
    {IncidentState::Open, "open"_L1},
    {IncidentState::Acknowledged, "acknowledged"_L1},
    {IncidentState::Escalated, "escalated"_L1},
    {IncidentState::Verifying, "verifying"_L1},
    {IncidentState::Resolved, "resolved"_L1},
}};

constexpr WordTable<MemberFate, 5> FateWords{{
    {MemberFate::Failing, "failing"_L1},
    {MemberFate::Moving, "moving"_L1},
    {MemberFate::Passed, "passed"_L1},
    {MemberFate::Left, "left"_L1},
    {MemberFate::Cancelled, "cancelled"_L1},
}};

constexpr WordTable<IncidentAct, 4> ActWords{{
    {IncidentAct::Acknowledge, "acknowledge"_L1},
    {IncidentAct::Assign, "assign"_L1},
    {IncidentAct::Escalate, "escalate"_L1},
    {IncidentAct::Note, "note"_L1},
}};

constexpr WordTable<Category, 10> CategoryWords{{
    {Category::Network, "network"_L1},
    {Category::Timeout, "timeout"_L1},
    {Category::RateLimit, "rate_limit"_L1},
    {Category::Service, "service"_L1},
    {Category::Auth, "auth"_L1},
    {Category::Data, "data"_L1},
    {Category::Schema, "schema"_L1},
    {Category::Conflict, "conflict"_L1},
    {Category::Policy, "policy"_L1},
    {Category::Internal, "internal"_L1},
}};

constexpr WordTable<Action, 8> ActionWords{{
    {Action::Succeed, "succeed"_L1},
    {Action::Retry, "retry"_L1},
    {Action::Block, "block"_L1},
    {Action::GiveUp, "give_up"_L1},
    {Action::AskOutcome, "ask_outcome"_L1},
    {Action::Await, "await"_L1},
    {Action::Hold, "hold"_L1},
    {Action::FanOut, "fan_out"_L1},
}};

constexpr WordTable<CommandKind, 13> CommandWords{{
    {CommandKind::Retry, "retry"_L1},
    {CommandKind::Resume, "resume"_L1},
    {CommandKind::Skip, "skip"_L1},
    {CommandKind::Cancel, "cancel"_L1},
    {CommandKind::Pause, "pause"_L1},
    {CommandKind::Unpause, "unpause"_L1},
    {CommandKind::MarkHappened, "mark_happened"_L1},
    {CommandKind::MarkNotHappened, "mark_not_happened"_L1},
    {CommandKind::OpenBreaker, "open_breaker"_L1},
    {CommandKind::CloseBreaker, "close_breaker"_L1},
    {CommandKind::FreeBreaker, "free_breaker"_L1},
    {CommandKind::ReleaseBreaker, "release_breaker"_L1},
    {CommandKind::ProbeService, "probe_service"_L1},
}};

constexpr WordTable<CommandOutcome, 4> OutcomeWords{{
    {CommandOutcome::Refused, "refused"_L1},
    {CommandOutcome::Passed, "passed"_L1},
    {CommandOutcome::Failed, "failed"_L1},
    {CommandOutcome::Left, "left"_L1},
}};

constexpr WordTable<Passage, 4> PassageWords{{
    {Passage::Closed, "closed"_L1},
    {Passage::Probe, "half_open"_L1},
    {Passage::Forced, "forced_closed"_L1},
    {Passage::Wave, "in_waves"_L1},
}};

constexpr WordTable<BulkState, 4> BulkWords{{
    {BulkState::Running, "running"_L1},
    {BulkState::Stopped, "stopped"_L1},
    {BulkState::Cancelled, "cancelled"_L1},
    {BulkState::Done, "done"_L1},
}};

} // namespace

QString word(StepState state)
{
    return wordIn(StepWords, state);
}
QString word(RunState state)
{
    return wordIn(RunWords, state);
}
QString word(Category category)
{
    return wordIn(CategoryWords, category);
}
QString word(IncidentState state)
{
    return wordIn(IncidentWords, state);
}
QString word(MemberFate fate)
{
    return wordIn(FateWords, fate);
}
QString word(IncidentAct act)
{
    return wordIn(ActWords, act);
}
std::optional<IncidentState> incidentStateFromWord(QStringView text)
{
    return valueIn(IncidentWords, text);
}
std::optional<MemberFate> memberFateFromWord(QStringView text)
{
    return valueIn(FateWords, text);
}
QList<IncidentState> allIncidentStates()
{
    return valuesOf(IncidentWords);
}
QList<MemberFate> allMemberFates()
{
    return valuesOf(FateWords);
}
QString word(Action action)
{
    return wordIn(ActionWords, action);
}
std::optional<StepState> stepStateFromWord(QStringView text)
{
    return valueIn(StepWords, text);
}
std::optional<RunState> runStateFromWord(QStringView text)
{
    return valueIn(RunWords, text);
}
std::optional<Category> categoryFromWord(QStringView text)
{
    return valueIn(CategoryWords, text);
}
std::optional<Action> actionFromWord(QStringView text)
{
    return valueIn(ActionWords, text);
}

QString word(CommandKind kind)
{
    return wordIn(CommandWords, kind);
}
std::optional<CommandKind> commandKindFromWord(QStringView text)
{
    return valueIn(CommandWords, text);
}

QString word(CommandOutcome outcome)
{
    return wordIn(OutcomeWords, outcome);
}
std::optional<CommandOutcome> commandOutcomeFromWord(QStringView text)
{
    return valueIn(OutcomeWords, text);
}
QString word(Passage passage)
{
    return wordIn(PassageWords, passage);
}
std::optional<Passage> passageFromWord(QStringView text)
{
    return valueIn(PassageWords, text);
}
QString word(BulkState state)
{
    return wordIn(BulkWords, state);
}
std::optional<BulkState> bulkStateFromWord(QStringView text)
{
    return valueIn(BulkWords, text);
}

bool isFollowedUp(CommandKind kind)
{
    return kind == CommandKind::Retry || kind == CommandKind::Resume || kind == CommandKind::MarkNotHappened;
}

QList<RunState> allRunStates()
{
    return valuesOf(RunWords);
}

QList<Category> allCategories()
{
    return valuesOf(CategoryWords);
}

QStringList categoryWords()
{
    QStringList words;
    for (const auto &entry : CategoryWords)
        words.append(entry.second);
    return words;
}

bool isFinished(RunState state)
{
    return state == RunState::Succeeded || state == RunState::Degraded || state == RunState::Cancelled;
}

bool isPassed(StepState state)
{
    return state == StepState::Succeeded || state == StepState::Skipped || state == StepState::Degraded;
}

bool isAboutService(CommandKind kind)
{
    return kind == CommandKind::OpenBreaker || kind == CommandKind::CloseBreaker || kind == CommandKind::FreeBreaker ||
           kind == CommandKind::ReleaseBreaker || kind == CommandKind::ProbeService;
}

bool movesByItself(RunState state)
{
    switch (state) {
    case RunState::Pending:
    case RunState::Running:
    case RunState::WaitingRetry:
    case RunState::WaitingCallback:
    case RunState::Held: return true;
    default: return false;
    }
}

} // namespace cairn
