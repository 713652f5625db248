#include "control/bulktargets.h"

#include "control/filter.h"
#include "policy/eligible.h"

#include <algorithm>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr int SearchedAtOnce = 20'000;

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
bool namesSteps(const Bulk &bulk, const RunFilter &filter)
{
    const bool isAboutRun = isAboutWholeRun(bulk.kind) || bulk.arguments.value("latest"_L1).toBool();
    return !isAboutRun && (!filter.service.isEmpty() || !filter.step.isEmpty() || filter.category);
}

bool fits(const Fingerprint &print, const RunFilter &filter)
{
    return (filter.service.isEmpty() || print.service == filter.service) &&
           (filter.step.isEmpty() || print.step.name() == filter.step) &&
           (!filter.category || print.category == *filter.category);
}

/// Those that fail as the filter says, by name; else the one that explains the run's state.
Result<QList<StepId>> stepsMeant(StoreReader &reader, const RunFilter &filter, const RunRecord &run)
{
    const auto incidents = reader.incidentsOf(run.id);
    if (!incidents)
        return tl::unexpected(incidents.error());
    QList<StepId> steps;
    for (const Incident &incident : *incidents) {
        if (!fits(incident.fingerprint, filter) || steps.contains(incident.fingerprint.step))
            continue;
        const auto first = reader.incidentMembers(incident.id, MemberFate::Failing, IncidentMember{run.id, {}, {}, {}}, 1);
        if (!first)
            return tl::unexpected(first.error());
        if (!first->isEmpty() && first->first().run == run.id)
            steps.append(incident.fingerprint.step);
    }
    if (steps.isEmpty())
        steps.append(run.step);
    std::sort(steps.begin(), steps.end(), [](const StepId &a, const StepId &b) { return a.name() < b.name(); });
    return steps;
}

/// What is asked of one run; behind the step at which the order stands, if that is this run's.
Result<void> addTargets(QList<BulkTarget> &targets, StoreReader &reader, const Bulk &bulk, const RunFilter &filter,
                        const RunRecord &run)
{
    if (!namesSteps(bulk, filter)) {
        targets.append({commandOf(bulk, run.id), {run.id}, run.pipelineVersionId, run.step});
        return {};
    }
    const auto steps = stepsMeant(reader, filter, run);
    if (!steps)
        return tl::unexpected(steps.error());
    for (const StepId &step : *steps) {
        if (bulk.place.run == run.id && step.name() <= bulk.place.key.step.name())
            continue;
        const BulkPlace place = step == steps->last() ? BulkPlace{run.id} : BulkPlace{run.id, {step}};
        targets.append({commandOf(bulk, run.id), place, run.pipelineVersionId, step});
        targets.last().command.step = step;
    }
    return {};
}

Result<BulkPage> nextRuns(StoreReader &reader, const Bulk &bulk, int limit)
{
    const auto filter = runsMeantBy(bulk.filter, bulk.kind, bulk.createdAt);
    if (!filter)
        return tl::unexpected(filter.error());
    BulkPage page{{}, bulk.place, filter->states.isEmpty()};
    if (page.last)
        return page;
    const RunId newest = bulk.place.run.isValid() ? bulk.place.run : bulk.newestRun;
    const bool isPast = bulk.place.run.isValid() && bulk.place.key.step.isEmpty(); // else some of it is still to come
    const auto found = reader.searchRuns(*filter, isPast ? newest : RunId(newest.value() + 1), limit, SearchedAtOnce);
    if (!found)
        return tl::unexpected(found.error());
    for (const RunRecord &run : found->runs) {
        if (const auto added = addTargets(page.targets, reader, bulk, *filter, run); !added)
            return tl::unexpected(added.error());
        page.end = {run.id};
    }
    const bool isFull = found->runs.size() >= limit;
    page.last = !isFull && !found->searchedTo.isValid();
    if (!isFull && found->searchedTo.isValid())
        page.end = {found->searchedTo};
    return page;
}

/// What failed after it was counted was not meant; what is still to come by the clock was there before the clock was set back.
bool isMeant(const Bulk &bulk, const IncidentMember &member, Timestamp now)
{
    return (member.at <= bulk.createdAt || member.at > now) && member.run.value() <= bulk.newestRun.value();
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
        if (!isMeant(bulk, member, now) || !suits(bulk.kind, member.stands) || (sameRun && isAboutWholeRun(bulk.kind)))
            continue;
        BulkTarget target{commandOf(bulk, member.run), page.end, 0, member.key.step};
        if (!isAboutWholeRun(bulk.kind)) {
            target.command.step = member.key.step;
            target.command.item = member.key.item;
        }
        page.targets.append(target);
    }
    return page;
}

} // namespace

bool suits(CommandKind kind, StepState failing)
{
    if (kind == CommandKind::MarkHappened || kind == CommandKind::MarkNotHappened)
        return failing == StepState::OutcomeUnknown;
    return failing != StepState::OutcomeUnknown || isAboutWholeRun(kind);
}

Result<RunFilter> runsMeantBy(const QString &line, CommandKind kind, Timestamp createdAt)
{
    auto filter = parseFilter(splitFilterLine(line), createdAt);
    if (!filter)
        return filter;
    QList<RunState> suited = statesFor(kind);
    if (!filter->states.isEmpty())
        suited.removeIf([&](RunState state) { return !filter->states.contains(state); });
    filter->states = suited;
    return filter;
}

Result<BulkPage> nextTargets(StoreReader &reader, const Bulk &bulk, int limit, Timestamp now)
{
    return bulk.incident != 0 ? nextMembers(reader, bulk, limit, now) : nextRuns(reader, bulk, limit);
}

} // namespace cairn
