#include "control/bulktargets.h"

#include "control/filter.h"
#include "policy/eligible.h"
#include "store/sqliteerror.h"

#include <algorithm>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr int RunsAtOnce = 20'000;
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

} // namespace

QList<RunState> statesMeant(CommandKind kind, const RunFilter &filter, const QJsonObject &arguments)
{
    QList<RunState> standing{RunState::WaitingRetry, RunState::Held, RunState::OutcomeUnknown, RunState::Blocked};
    if (kind == CommandKind::Skip)
        standing.append(RunState::WaitingCallback);
    QList<RunState> suited = namesSteps(kind, filter, arguments) ? standing : statesFor(kind);
    if (dependsOnStep(kind, RunState::OutcomeUnknown) && !suited.contains(RunState::OutcomeUnknown))
        suited.append(RunState::OutcomeUnknown);
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

/// Of a run whose state no step explains as well: whatever keeps it from going on, a retry lets it.
bool TargetSearch::suits(CommandKind kind, const StandingStep &step, qint64 version) const
{
    if (step.key.step.isEmpty())
        return kind == CommandKind::Retry && step.state != StepState::OutcomeUnknown;
    return m_steps.fitOf(kind, version, step.key, step.state) != Fit::No;
}

/// Of a member's run as much as is needed to know what is meant of it; the last one is kept in `run`.
Result<void> TargetSearch::readRun(StoreReader &reader, CommandKind kind, const IncidentMember &member, RunRecord &run)
{
    if (!dependsOnStep(kind, member.stands) || run.id == member.run)
        return {};
    const auto read = reader.run(member.run);
    if (!read && concernsAll(read.error()))
        return tl::unexpected(read.error());
    run = read.value_or(RunRecord());
    return read ? m_steps.load(reader, run.pipelineVersionId) : Result<void>();
}

Result<BulkPage> TargetSearch::nextMembers(StoreReader &reader, const Bulk &bulk, int limit, Timestamp now)
{
    std::optional<IncidentMember> after;
    if (bulk.place.run.isValid())
        after = IncidentMember{bulk.place.run, bulk.place.key, MemberFate::Failing, {}};
    const auto members = reader.incidentMembers(bulk.incident, MemberFate::Failing, after, limit);
    if (!members)
        return tl::unexpected(members.error());
    BulkPage page{{}, bulk.place, members->size() < limit};
    RunRecord run;
    for (const IncidentMember &member : *members) {
        const bool sameRun = member.run == page.end.run;
        page.end = {member.run, member.key};
        if (!isMeant(bulk, member.run, member.at, now) || (sameRun && isAboutWholeRun(bulk.kind)))
            continue;
        if (const auto read = readRun(reader, bulk.kind, member, run); !read)
            return tl::unexpected(read.error());
        if (!suits(bulk.kind, {member.run, member.key, member.stands, {}, {}, {}}, run.pipelineVersionId))
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
Result<QList<BulkTarget>> TargetSearch::targetsOf(StoreReader &reader, RunId id, const Bulk &bulk, const MeantRuns &meant,
                                                  Timestamp now)
{
    const auto run = reader.run(id);
    if (!run && run.error().kind == ErrorKind::NotFound)
        return QList<BulkTarget>();
    const bool looks = run && (meant.bySteps || dependsOnStep(bulk.kind, run->state));
    const auto standing = looks ? reader.standingIn({id}) : Result<QList<StandingStep>>(QList<StandingStep>());
    if (!run || !standing)
        return tl::unexpected(run ? standing.error() : run.error());
    return targetsIn(reader, *run, *standing, bulk, meant, now).map([](const RunTargets &found) { return found.targets; });
}

/// One edited body is for one step: where several are meant none is named, and the runner says so. A run of which some were asked
/// for already may be in whatever state since.
Result<RunTargets> TargetSearch::targetsIn(StoreReader &reader, const RunRecord &run, const QList<StandingStep> &standing,
                                           const Bulk &bulk, const MeantRuns &meant, Timestamp now)
{
    const bool isBegun = bulk.place.run == run.id && !bulk.place.key.step.isEmpty();
    if (!isBegun && !meant.filter.states.contains(run.state))
        return RunTargets();
    const auto depends = [&](const StandingStep &step) { return dependsOnStep(bulk.kind, step.state); };
    if (std::any_of(standing.begin(), standing.end(), depends)) {
        if (const auto loaded = m_steps.load(reader, run.pipelineVersionId); !loaded)
            return tl::unexpected(loaded.error());
    }
    const auto suitsNow = [&](const StandingStep &step) { return suits(bulk.kind, step, run.pipelineVersionId); };
    if (!meant.bySteps && dependsOnStep(bulk.kind, run.state) && std::none_of(standing.begin(), standing.end(), suitsNow))
        return RunTargets();
    if (!meant.bySteps)
        return RunTargets{{{commandOf(bulk, run.id), {run.id}, run.pipelineVersionId, run.step}}, {}};
    RunTargets found;
    for (const StandingStep &step : standing) {
        if (!fits(step, meant.filter) || !isMeant(bulk, run.id, step.at, now) || (isBegun && isPast(step.key, bulk.place)))
            continue;
        if (!suitsNow(step)) {
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
    const auto found = reader.searchRuns(meant.filter, m_searchedTo.isValid() ? m_searchedTo : place, wanted, RunsAtOnce);
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
