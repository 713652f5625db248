#include "control/bulktargets.h"

#include "control/filter.h"
#include "policy/eligible.h"

namespace cairn {

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

Result<BulkPage> nextRuns(StoreReader &reader, const Bulk &bulk, int limit)
{
    const auto filter = runsMeantBy(bulk.filter, bulk.kind, bulk.createdAt);
    if (!filter)
        return tl::unexpected(filter.error());
    BulkPage page{{}, bulk.place, filter->states.isEmpty()};
    if (page.last)
        return page;
    const RunId before = bulk.place.run.isValid() ? bulk.place.run : RunId(bulk.newestRun.value() + 1);
    const auto found = reader.searchRuns(*filter, before, limit, SearchedAtOnce);
    if (!found)
        return tl::unexpected(found.error());
    for (const RunRecord &run : found->runs)
        page.targets.append({commandOf(bulk, run.id), {run.id}, run.pipelineVersionId, run.step});
    const bool isFull = found->runs.size() >= limit;
    page.last = !isFull && !found->searchedTo.isValid();
    page.end = !isFull && found->searchedTo.isValid() ? BulkPlace{found->searchedTo}
               : page.targets.isEmpty()               ? bulk.place
                                                      : page.targets.last().place;
    return page;
}

/// What failed after it was counted was not meant.
bool isMeant(const Bulk &bulk, const IncidentMember &member)
{
    return member.at <= bulk.createdAt && member.run.value() <= bulk.newestRun.value();
}

Result<BulkPage> nextMembers(StoreReader &reader, const Bulk &bulk, int limit)
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
        if (!isMeant(bulk, member) || !suits(bulk.kind, member.stands) || (sameRun && isAboutWholeRun(bulk.kind)))
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

Result<BulkPage> nextTargets(StoreReader &reader, const Bulk &bulk, int limit)
{
    return bulk.incident != 0 ? nextMembers(reader, bulk, limit) : nextRuns(reader, bulk, limit);
}

} // namespace cairn
