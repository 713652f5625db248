#include "model/words.h"

#include "model/bulk.h"
#include "model/incident.h"
#include "model/records.h"
#include "model/wordtable.h"

namespace cairn {

namespace {

constexpr Words<StepState, 12> StepWords{{
    {StepState::Pending, QLatin1String("pending")},
    {StepState::Ready, QLatin1String("ready")},
    {StepState::InFlight, QLatin1String("in_flight")},
    {StepState::WaitingRetry, QLatin1String("waiting_retry")},
    {StepState::WaitingCallback, QLatin1String("waiting_callback")},
    {StepState::Held, QLatin1String("held")},
    {StepState::OutcomeUnknown, QLatin1String("outcome_unknown")},
    {StepState::Blocked, QLatin1String("blocked")},
    {StepState::Succeeded, QLatin1String("succeeded")},
    {StepState::Skipped, QLatin1String("skipped")},
    {StepState::Degraded, QLatin1String("degraded")},
    {StepState::Cancelled, QLatin1String("cancelled")},
}};

constexpr Words<RunState, 11> RunWords{{
    {RunState::Pending, QLatin1String("pending")},
    {RunState::Running, QLatin1String("running")},
    {RunState::WaitingRetry, QLatin1String("waiting_retry")},
    {RunState::WaitingCallback, QLatin1String("waiting_callback")},
    {RunState::Held, QLatin1String("held")},
    {RunState::Paused, QLatin1String("paused")},
    {RunState::Blocked, QLatin1String("blocked")},
    {RunState::OutcomeUnknown, QLatin1String("outcome_unknown")},
    {RunState::Succeeded, QLatin1String("succeeded")},
    {RunState::Degraded, QLatin1String("degraded")},
    {RunState::Cancelled, QLatin1String("cancelled")},
}};

constexpr Words<IncidentState, 5> IncidentWords{{
    {IncidentState::Open, QLatin1String("open")},
    {IncidentState::Acknowledged, QLatin1String("acknowledged")},
    {IncidentState::Escalated, QLatin1String("escalated")},
    {IncidentState::Verifying, QLatin1String("verifying")},
    {IncidentState::Resolved, QLatin1String("resolved")},
}};

constexpr Words<MemberFate, 4> FateWords{{
    {MemberFate::Failing, QLatin1String("failing")},
    {MemberFate::Moving, QLatin1String("moving")},
    {MemberFate::Passed, QLatin1String("passed")},
    {MemberFate::Left, QLatin1String("left")},
}};

constexpr Words<IncidentAct, 4> ActWords{{
    {IncidentAct::Acknowledge, QLatin1String("acknowledge")},
    {IncidentAct::Assign, QLatin1String("assign")},
    {IncidentAct::Escalate, QLatin1String("escalate")},
    {IncidentAct::Note, QLatin1String("note")},
}};

constexpr Words<Category, 10> CategoryWords{{
    {Category::Network, QLatin1String("network")},
    {Category::Timeout, QLatin1String("timeout")},
    {Category::RateLimit, QLatin1String("rate_limit")},
    {Category::Service, QLatin1String("service")},
    {Category::Auth, QLatin1String("auth")},
    {Category::Data, QLatin1String("data")},
    {Category::Schema, QLatin1String("schema")},
    {Category::Conflict, QLatin1String("conflict")},
    {Category::Policy, QLatin1String("policy")},
    {Category::Internal, QLatin1String("internal")},
}};

constexpr Words<Action, 8> ActionWords{{
    {Action::Succeed, QLatin1String("succeed")},
    {Action::Retry, QLatin1String("retry")},
    {Action::Block, QLatin1String("block")},
    {Action::GiveUp, QLatin1String("give_up")},
    {Action::AskOutcome, QLatin1String("ask_outcome")},
    {Action::Await, QLatin1String("await")},
    {Action::Hold, QLatin1String("hold")},
    {Action::FanOut, QLatin1String("fan_out")},
}};

constexpr Words<CommandKind, 13> CommandWords{{
    {CommandKind::Retry, QLatin1String("retry")},
    {CommandKind::Resume, QLatin1String("resume")},
    {CommandKind::Skip, QLatin1String("skip")},
    {CommandKind::Cancel, QLatin1String("cancel")},
    {CommandKind::Pause, QLatin1String("pause")},
    {CommandKind::Unpause, QLatin1String("unpause")},
    {CommandKind::MarkHappened, QLatin1String("mark_happened")},
    {CommandKind::MarkNotHappened, QLatin1String("mark_not_happened")},
    {CommandKind::OpenBreaker, QLatin1String("open_breaker")},
    {CommandKind::CloseBreaker, QLatin1String("close_breaker")},
    {CommandKind::FreeBreaker, QLatin1String("free_breaker")},
    {CommandKind::ReleaseBreaker, QLatin1String("release_breaker")},
    {CommandKind::ProbeService, QLatin1String("probe_service")},
}};

constexpr Words<CommandOutcome, 4> OutcomeWords{{
    {CommandOutcome::Refused, QLatin1String("refused")},
    {CommandOutcome::Passed, QLatin1String("passed")},
    {CommandOutcome::Failed, QLatin1String("failed")},
    {CommandOutcome::Left, QLatin1String("left")},
}};

constexpr Words<BulkState, 4> BulkWords{{
    {BulkState::Running, QLatin1String("running")},
    {BulkState::Stopped, QLatin1String("stopped")},
    {BulkState::Cancelled, QLatin1String("cancelled")},
    {BulkState::Done, QLatin1String("done")},
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
    case RunState::Held:
        return true;
    default:
        return false;
    }
}

} // namespace cairn
