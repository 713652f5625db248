#include "control/bulkdesk.h"

#include "control/bulktargets.h"
#include "control/filter.h"
#include "control/runcensus.h"
#include "policy/eligible.h"

#include <limits>
#include <numeric>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr int RunsLookedAt = 20'000;
constexpr int StepsCountedAtOnce = 5'000;
constexpr RunId AnyRun(std::numeric_limits<qint64>::max() - 1);

template <typename Key> qint64 sum(const QMap<Key, qint64> &counts)
{
    return std::accumulate(counts.begin(), counts.end(), qint64(0));
}

/// Of unknown outcome, and it can be asked for them: by what will ask for it.
Result<qint64> countUnknownMeant(StoreReader &reader, Bulk bulk, Timestamp now)
{
    bulk.newestRun = AnyRun;
    TargetSearch search;
    qint64 count = 0;
    for (bool last = false; !last;) {
        const auto page = search.next(reader, bulk, StepsCountedAtOnce, now);
        if (!page)
            return tl::unexpected(page.error());
        count += std::count_if(page->targets.begin(), page->targets.end(),
                               [](const BulkTarget &target) { return target.stands == StepState::OutcomeUnknown; });
        bulk.place = page->end;
        last = page->last;
    }
    return count;
}

Result<BulkPreview> previewIncident(StoreReader &reader, const Bulk &bulk, Timestamp now)
{
    const auto incident = reader.incident(bulk.incident);
    const auto unknown = reader.failingOfUnknownOutcome(bulk.incident);
    if (!incident || !unknown)
        return tl::unexpected(incident ? unknown.error() : incident.error());
    BulkPreview preview;
    preview.moment = now;
    MemberCounts counts = incident->counts;
    for (const auto &[state, count] :
         {std::pair(StepState::Blocked, counts.failing - *unknown), std::pair(StepState::OutcomeUnknown, *unknown)}) {
        StepProgress row;
        row.state = state;
        const bool depends = count > 0 && dependsOnStep(bulk.kind, state);
        const auto meant = depends ? countUnknownMeant(reader, bulk, now)
                                   : Result<qint64>(fitOf(bulk.kind, row, Step(), false) == Fit::No ? 0 : count);
        if (!meant)
            return tl::unexpected(meant.error());
        if (*meant > 0)
            preview.eligibleByStep.insert(state, *meant);
        if (*meant < count)
            preview.othersByStep.insert(state, count - *meant);
    }
    preview.eligible = sum(preview.eligibleByStep);
    for (const MemberFate fate : allMemberFates()) {
        if (fate != MemberFate::Failing && counts.of(fate) > 0)
            preview.othersByFate.insert(fate, counts.of(fate));
    }
    return preview;
}

/// Steps, or runs of which their steps tell, as they will be asked for: by what will ask for them.
Result<void> countTargets(StoreReader &reader, const Bulk &bulk, const MeantRuns &meant, Timestamp now, BulkPreview &preview)
{
    TargetSearch search;
    RunId before;
    do {
        const auto found = reader.searchRuns(meant.filter, before, StepsCountedAtOnce, RunsLookedAt);
        if (!found)
            return tl::unexpected(found.error());
        QList<RunId> ids;
        for (const RunRecord &run : found->runs)
            ids.append(run.id);
        const auto steps = reader.standingIn(ids);
        if (!steps)
            return tl::unexpected(steps.error());
        QHash<RunId, QList<StandingStep>> standing;
        for (const StandingStep &step : *steps)
            standing[step.run].append(step);
        for (const RunRecord &run : found->runs) {
            const auto targets = search.targetsIn(reader, run, standing.value(run.id), bulk, meant, now);
            if (!targets)
                return tl::unexpected(targets.error());
            if (!meant.bySteps) {
                ++(targets->targets.isEmpty() ? preview.othersByState : preview.eligibleByState)[run.state];
                continue;
            }
            for (const BulkTarget &target : targets->targets)
                ++preview.eligibleByStep[target.stands];
            for (const StepState other : targets->others)
                ++preview.othersByStep[other];
        }
        preview.newest = std::max(preview.newest, ids.value(0));
        before = ids.size() < StepsCountedAtOnce ? found->searchedTo : ids.last();
    } while (before.isValid());
    return {};
}

/// The runs that match in states in which it can be asked for, or in others.
Result<void> countRuns(StoreReader &reader, RunFilter filter, const QList<RunState> &states, QMap<RunState, qint64> &byState,
                       RunId &newest)
{
    filter.states = states;
    const auto census = states.isEmpty() ? Result<RunCensus>(RunCensus()) : takeCensus(reader, filter);
    if (!census)
        return tl::unexpected(census.error());
    byState = census->byState;
    newest = std::max(newest, census->newest);
    return {};
}

} // namespace

qint64 BulkPreview::others() const
{
    return sum(othersByState) + sum(othersByStep) + sum(othersByFate);
}

QString withFixedTimes(const QString &line, Timestamp moment)
{
    static const QStringList keys{u"since"_s,       u"until"_s,         u"ended_since"_s,
                                  u"ended_until"_s, u"reached_since"_s, u"reached_until"_s};
    QString fixed = line;
    const auto places = filterWordPlaces(line);
    for (auto place = places.crbegin(); place != places.crend(); ++place) { // from behind: what is before does not move
        const qsizetype colon = line.indexOf(u':', place->first);
        if (colon < 0 || colon >= place->second || !keys.contains(line.sliced(place->first, colon - place->first)))
            continue;
        const qsizetype length = place->second - colon - 1;
        if (const auto time = parseFilterTime(line.sliced(colon + 1, length), moment))
            fixed.replace(colon + 1, length, toRfc3339(*time));
    }
    return fixed;
}

Result<Bulk> bulkOf(const BulkOrder &order, Timestamp now)
{
    if (isAboutService(order.kind))
        return failure(ErrorKind::Usage, u"'%1' is about a service, not about runs"_s.arg(word(order.kind)));
    if (order.canary && !isFollowedUp(order.kind))
        return failure(ErrorKind::Usage,
                       u"'%1' cannot be tried on one first: it is done as soon as it is asked for"_s.arg(word(order.kind)), {},
                       u"Retry, resume and not-happened can be"_s);
    if (!(order.stopAt > 0 && order.stopAt <= 1))
        return failure(ErrorKind::Usage, u"the share of failures at which an order stops lies between 0 and 1"_s, {},
                       u"Write 0.2 for one in five"_s);
    const Timestamp moment = order.counted.value_or(now);
    const auto filter = parseFilter(splitFilterLine(order.filter), moment);
    if (!filter)
        return tl::unexpected(filter.error());
    Bulk bulk;
    bulk.kind = order.kind;
    bulk.filter = order.incident == 0 ? order.filter : QString();
    bulk.incident = order.incident;
    bulk.arguments = order.arguments;
    bulk.actor = order.actor;
    bulk.reason = order.reason;
    bulk.createdAt = moment;
    bulk.newestRun = order.newest;
    bulk.canary = order.canary;
    bulk.stopAt = order.stopAt;
    return bulk;
}

Result<BulkPreview> previewBulk(StoreReader &reader, const BulkOrder &order, Timestamp now)
{
    auto bulk = bulkOf(order, now);
    if (!bulk)
        return tl::unexpected(bulk.error());
    if (order.incident != 0)
        return previewIncident(reader, *bulk, now);
    auto filter = parseFilter(splitFilterLine(order.filter), bulk->createdAt);
    auto meant = runsMeantBy(*bulk);
    if (!filter || !meant)
        return tl::unexpected(filter ? meant.error() : filter.error());
    bulk->newestRun = AnyRun;
    if (order.counted)
        filter->until = meant->filter.until = std::min(filter->until.value_or(*order.counted), *order.counted);
    QList<RunState> others = filter->states.isEmpty() ? allRunStates() : filter->states;
    others.removeIf([&](RunState state) { return meant->filter.states.contains(state); });
    BulkPreview preview;
    preview.moment = bulk->createdAt;
    auto counted = countRuns(reader, *filter, others, preview.othersByState, preview.newest);
    MeantRuns looked = *meant;
    if (!meant->bySteps)
        looked.filter.states.removeIf([&](RunState state) { return !dependsOnStep(bulk->kind, state); });
    QList<RunState> told = meant->filter.states;
    told.removeIf([&](RunState state) { return looked.filter.states.contains(state); });
    if (counted)
        counted = countRuns(reader, *filter, told, preview.eligibleByState, preview.newest);
    if (counted && !looked.filter.states.isEmpty())
        counted = countTargets(reader, *bulk, looked, now, preview);
    if (!counted)
        return tl::unexpected(counted.error());
    preview.eligible = sum(preview.eligibleByState) + sum(preview.eligibleByStep);
    return preview;
}

QFuture<Result<qint64>> BulkDesk::order(const BulkOrder &order)
{
    const auto bulk = bulkOf(order, m_desk.clock().now());
    if (!bulk)
        return m_desk.work<qint64>([error = bulk.error()]() -> Result<qint64> { return tl::unexpected(error); });
    return m_desk.commit(Transaction(AddBulk{*bulk})).then([](const Result<Committed> &committed) {
        return committed.map([](const Committed &done) { return done.bulkId; });
    });
}

QFuture<Result<BulkPreview>> BulkDesk::preview(const BulkOrder &order)
{
    return m_desk.askAtLeisure<BulkPreview>(
        [order, now = m_desk.clock().now()](StoreReader &reader) { return previewBulk(reader, order, now); });
}

QFuture<Result<Bulk>> BulkDesk::bulk(qint64 id)
{
    return m_desk.ask<Bulk>([id](StoreReader &reader) { return reader.bulk(id); });
}

QFuture<Result<QList<Bulk>>> BulkDesk::newest(int limit)
{
    return m_desk.ask<QList<Bulk>>([limit](StoreReader &reader) { return reader.bulks(0, limit); });
}

QFuture<Result<QList<Command>>> BulkDesk::results(qint64 id, std::optional<CommandOutcome> outcome, qint64 after, int limit)
{
    return m_desk.ask<QList<Command>>([=](StoreReader &reader) { return reader.commandsOfBulk(id, outcome, after, limit); });
}

QFuture<Result<Committed>> BulkDesk::cancel(qint64 id, const QString &actor, const QString &reason)
{
    return m_desk.commit(Transaction(MoveBulk{id, BulkState::Cancelled, actor, reason, m_desk.clock().now()}));
}

QFuture<Result<Committed>> BulkDesk::goOn(qint64 id, const QString &actor, const QString &reason)
{
    return m_desk.commit(Transaction(MoveBulk{id, BulkState::Running, actor, reason, m_desk.clock().now()}));
}

} // namespace cairn
