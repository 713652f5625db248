#include "control/bulktargets.h"

#include "control/filter.h"
#include "policy/eligible.h"

#include <algorithm>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr int SearchedAtOnce = 20'000;
constexpr int FoundAtOnce = 500;

Command commandOf(const Bulk &bulk, RunId run)
{
    Command command;
    command.kind = bulk.kind;
    command.run = run;
    command.arguments = bulk.arguments;
    command.actor = bulk.actor;
    command.reason = bulk.reason;
    return command;
}

bool isAboutWholeRun(CommandKind kind)
{
    return kind == CommandKind::Cancel || kind == CommandKind::Pause || kind == CommandKind::Unpause;
}

/// Then what else a run waits for is not meant: leaving out what one service cannot do leaves out nothing of another's.
bool namesSteps(CommandKind kind, const RunFilter &filter, const QJsonObject &arguments)
{
    const bool isAboutRun = isAboutWholeRun(kind) || arguments.value("latest"_L1).toBool();
    return !isAboutRun && (!filter.service.isEmpty() || !filter.step.isEmpty() || filter.category);
}

bool fits(const StandingStep &step, const RunFilter &filter)
{
    return (filter.service.isEmpty() || step.service == filter.service) &&
           (filter.step.isEmpty() || step.key.step.name() == filter.step) &&
           (!filter.category || step.category == *filter.category);
}

/// Of a run whose state no step explains as well: whatever keeps it from going on, a retry lets it.
bool suits(CommandKind kind, const StandingStep &step)
{
    return suits(kind, step.state) && (!step.key.step.isEmpty() || kind == CommandKind::Retry);
}

/// What failed after it was counted was not meant; what is still to come by the clock was there before the clock was set back.
bool isMeant(const Bulk &bulk, RunId run, Timestamp failedAt, Timestamp now)
{
    return (failedAt <= bulk.createdAt || failedAt > now) && run.value() <= bulk.newestRun.value();
}

/// The order has asked for it.
bool isPast(const StepKey &key, const BulkPlace &place)
{
    return std::pair(key.step.name(), key.item) <= std::pair(place.key.step.name(), place.key.item);
}

Result<BulkPage> nextMembers(StoreReader &reader, const Bulk &bulk, int limit, Timestamp now)
{
    std::optional<IncidentMember> after;
    if (bulk.place.run.isValid())
        after = IncidentMember{bulk.place.run, bulk.place.key, MemberFate::Failing, {}};
    const auto members = reader.incidentMembers(bulk.incident, MemberFate::Failing, after, limit);
    if (!members)
        return tl::unexpected(members.error());
    BulkPage page{{}, bulk.place, members->size() < limit};
    for (const IncidentMember &member : *members) {
        const bool sameRun = member.run == page.end.run;
        page.end = {member.run, member.key};
        if (!isMeant(bulk, member.run, member.at, now) || !suits(bulk.kind, member.stands) ||
            (sameRun && isAboutWholeRun(bulk.kind)))
            continue;
        BulkTarget target{commandOf(bulk, member.run), page.end, 0, member.key.step, member.stands};
        if (!isAboutWholeRun(bulk.kind)) {
            target.command.step = member.key.step;
            target.command.item = member.key.item;
        }
        page.targets.append(target);
    }
    return page;
}

/// As they are now: since they were found they may have gone on, or be gone.
Result<QList<BulkTarget>> targetsOf(StoreReader &reader, RunId id, const Bulk &bulk, const MeantRuns &meant, Timestamp now)
{
    const auto run = reader.run(id);
    if (!run && run.error().kind == ErrorKind::NotFound)
        return QList<BulkTarget>();
    const auto standing = run && meant.bySteps ? reader.standingIn({id}) : Result<QList<StandingStep>>(QList<StandingStep>());
    if (!run || !standing)
        return tl::unexpected(run ? standing.error() : run.error());
    return targetsIn(*run, *standing, bulk, meant, now).targets;
}

} // namespace

bool suits(CommandKind kind, StepState failing)
{
    if (kind == CommandKind::MarkHappened || kind == CommandKind::MarkNotHappened)
        return failing == StepState::OutcomeUnknown;
    return failing != StepState::OutcomeUnknown || isAboutWholeRun(kind);
}

QList<RunState> statesMeant(CommandKind kind, const RunFilter &filter, const QJsonObject &arguments)
{
    const QList<RunState> standing{RunState::WaitingRetry, RunState::Held, RunState::OutcomeUnknown, RunState::Blocked};
    QList<RunState> suited = namesSteps(kind, filter, arguments) ? standing : statesFor(kind);
    if (!filter.states.isEmpty())
        suited.removeIf([&](RunState state) { return !filter.states.contains(state); });
    return suited;
}

Result<MeantRuns> runsMeantBy(const Bulk &bulk)
{
    auto filter = parseFilter(splitFilterLine(bulk.filter), bulk.createdAt);
    if (!filter)
        return tl::unexpected(filter.error());
    const QList<RunState> states = statesMeant(bulk.kind, *filter, bulk.arguments);
    filter->states = states;
    return MeantRuns{*filter, namesSteps(bulk.kind, *filter, bulk.arguments)};
}

/// One edited body is for one step: where several are meant none is named, and the runner says so. A run of which some were asked
/// for already may be in whatever state since.
RunTargets targetsIn(const RunRecord &run, const QList<StandingStep> &standing, const Bulk &bulk, const MeantRuns &meant,
                     Timestamp now)
{
    const bool isBegun = bulk.place.run == run.id && !bulk.place.key.step.isEmpty();
    if (!isBegun && !meant.filter.states.contains(run.state))
        return {};
    if (!meant.bySteps)
        return {{{commandOf(bulk, run.id), {run.id}, run.pipelineVersionId, run.step}}, {}};
    RunTargets found;
    for (const StandingStep &step : standing) {
        if (!fits(step, meant.filter) || !isMeant(bulk, run.id, step.at, now) || (isBegun && isPast(step.key, bulk.place)))
            continue;
        if (!suits(bulk.kind, step)) {
            found.others.append(step.state);
            continue;
        }
        found.targets.append({commandOf(bulk, run.id), {run.id, step.key}, run.pipelineVersionId, step.key.step, step.state});
        found.targets.last().command.step = step.key.step;
        found.targets.last().command.item = step.key.item;
    }
    if (found.targets.size() > 1 && bulk.arguments.contains("edited"_L1)) {
        found.targets.resize(1);
        found.targets.last().command.step = {};
        found.targets.last().command.item = NoItem;
    }
    if (!found.targets.isEmpty())
        found.targets.last().place = {run.id};
    return found;
}

Result<void> TargetSearch::searchOn(StoreReader &reader, const Bulk &bulk, const MeantRuns &meant, int limit)
{
    const RunId place = bulk.place.run.isValid() ? bulk.place.run : RunId(bulk.newestRun.value() + 1);
    const int wanted = std::max(limit, FoundAtOnce);
    const auto found = reader.searchRuns(meant.filter, m_searchedTo.isValid() ? m_searchedTo : place, wanted, SearchedAtOnce);
    if (!found)
        return tl::unexpected(found.error());
    for (const RunRecord &run : found->runs)
        m_ahead.append(run.id);
    const bool isFull = found->runs.size() >= wanted;
    m_searchedTo = isFull ? found->runs.last().id : found->searchedTo;
    m_all = !isFull && !found->searchedTo.isValid();
    return {};
}

Result<BulkPage> TargetSearch::next(StoreReader &reader, const Bulk &bulk, int limit, Timestamp now)
{
    if (bulk.incident != 0)
        return nextMembers(reader, bulk, limit, now);
    const auto meant = runsMeantBy(bulk);
    if (!meant)
        return tl::unexpected(meant.error());
    if (meant->filter.states.isEmpty())
        return BulkPage{{}, bulk.place, true};
    while (!m_ahead.isEmpty() && bulk.place.run.isValid() && m_ahead.first() >= bulk.place.run)
        m_ahead.removeFirst();
    if (m_ahead.size() < limit && !m_all) {
        if (const auto searched = searchOn(reader, bulk, *meant, limit); !searched)
            return tl::unexpected(searched.error());
    }
    QList<RunId> runs = m_ahead;
    if (!bulk.place.key.step.isEmpty())
        runs.prepend(bulk.place.run); // some of it is still to come
    BulkPage page{{}, bulk.place, false};
    for (const RunId run : std::as_const(runs)) {
        if (page.targets.size() >= limit)
            return page;
        const auto targets = targetsOf(reader, run, bulk, *meant, now);
        if (!targets)
            return tl::unexpected(targets.error());
        page.targets += *targets;
        page.end = {run};
    }
    page.last = m_all;
    if (!m_all)
        page.end = {m_searchedTo};
    return page;
}

Result<BulkPage> nextTargets(StoreReader &reader, const Bulk &bulk, int limit, Timestamp now)
{
    return TargetSearch().next(reader, bulk, limit, now);
}

} // namespace cairn
