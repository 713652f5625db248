#include "runner/bulkorders.h"

#include "base/logging.h"
#include "store/sqliteerror.h"

namespace cairn {

using namespace Qt::StringLiterals;

namespace {
/// Not of this order alone.
bool isOthers(const Error &error)
{
    return concernsAll(error) || error.kind == ErrorKind::LeaseLost || error.kind == ErrorKind::Cancelled;
}
} // namespace

void BulkOrders::noteEnded(RunId run)
{
    if (m_underWay.remove(run) && underWay() <= m_context.window / 2)
        m_look = true;
}

void BulkOrders::tick()
{
    if (m_stopping || !std::exchange(m_look, false))
        return;
    const auto bulks = m_context.reader.runningBulks();
    if (!bulks) {
        warn(u"orders cannot be read"_s, bulks.error());
        m_look = true;
        return;
    }
    m_idle = true;
    m_searches.removeIf([&](const auto &search) {
        return std::none_of(bulks->begin(), bulks->end(), [&](const Bulk &bulk) { return bulk.id == search.key(); });
    });
    for (const Bulk &bulk : *bulks) {
        if (!m_asking.contains(bulk.id) && !m_refused.contains(bulk.id))
            carry(bulk);
    }
}

void BulkOrders::carry(const Bulk &bulk)
{
    WaveInput input{
        bulk.canary, bulk.stopAt, bulk.wave, bulk.counts - bulk.waveStart, bulk.listed, false, m_context.window - underWay()};
    WaveStep step = nextWave(input);
    if (!step.stop.isEmpty())
        return stopOrder(bulk, step.stop);
    if (step.ask == 0) {
        m_idle = m_idle && (bulk.listed || input.room > 0);
        return;
    }
    auto page = targetsOf(bulk, isFollowedUp(bulk.kind) ? 1 : step.ask);
    if (!page)
        return;
    if (page->targets.isEmpty() || !isFollowedUp(bulk.kind))
        return ask(bulk, step, std::move(*page));
    const ServiceLane *lane = laneOf(bulk, page->targets.first());
    input.breakerOpen = isLeftAlone(lane);
    input.room = std::min(input.room, roomAt(lane));
    step = nextWave(input);
    if (step.ask > 1)
        page = targetsOf(bulk, step.ask);
    if (step.ask > 0 && page)
        return ask(bulk, step, std::move(*page));
    m_idle = m_idle && !input.breakerOpen;
    m_look = m_look || input.breakerOpen; // it closes without a word in the store
}

/// Nothing where they cannot be read, or the order is stopped for it.
std::optional<BulkPage> BulkOrders::targetsOf(const Bulk &bulk, int limit)
{
    auto page = m_searches[bulk.id].next(m_context.reader, bulk, limit, m_context.clock.now());
    if (page)
        return std::move(*page);
    if (page.error().kind == ErrorKind::Usage || page.error().kind == ErrorKind::NotFound) {
        stopOrder(bulk, describe(page.error()));
    } else {
        warn(u"the targets of order %1 cannot be read"_s.arg(bulk.id), page.error());
        m_look = true;
    }
    return std::nullopt;
}

/// The steps of one run go together, where they need not go one by one: once some of them are under way, its row tells less.
void BulkOrders::ask(const Bulk &bulk, const WaveStep &step, BulkPage page)
{
    AskBulk write{bulk.id, bulk.place, page.end, page.last, step.newWave, {}, m_context.clock.now()};
    for (const BulkTarget &target : std::as_const(page.targets)) {
        const bool goesAlong = !bulk.canary && !write.commands.isEmpty() && write.commands.last().run == target.command.run;
        const bool isNext =
            goesAlong || (write.commands.size() < step.ask && !(bulk.canary && isLeftAlone(laneOf(bulk, target))));
        if (!isNext && !write.commands.isEmpty()) {
            write.listed = false;
            break;
        }
        write.commands.append(target.command);
        write.commands.last().createdAt = write.at;
        write.to = write.commands.size() == page.targets.size() ? page.end : target.place;
    }
    commit(bulk.id, Transaction(std::move(write)));
}

void BulkOrders::stopOrder(const Bulk &bulk, const QString &why)
{
    commit(bulk.id, Transaction(MoveBulk{bulk.id, BulkState::Stopped, u"runner"_s, why, m_context.clock.now()}));
}

void BulkOrders::commit(qint64 bulk, Transaction transaction)
{
    transaction.fence = m_context.fence;
    m_asking.insert(bulk);
    m_context.store.commit(std::move(transaction), [this, bulk](const Result<Committed> &result) {
        m_context.home.post([this, bulk, result] { committed(bulk, result); });
    });
}

/// A person may have cancelled the order meanwhile: then it is not found among the running ones any more.
void BulkOrders::committed(qint64 bulk, const Result<Committed> &result)
{
    m_asking.remove(bulk);
    const bool isConflict = !result && result.error().kind == ErrorKind::Conflict;
    m_look = true;
    if (result || isOthers(result.error())) // where it was to be stopped, it will be
        m_refused.remove(bulk);
    if (m_stopping) {
        if (m_asking.isEmpty() && m_settled)
            m_settled();
        return;
    }
    if (result || isConflict)
        m_context.asked();
    else if (isOthers(result.error()))
        m_context.troubled(result.error());
    else
        giveUp(bulk, result.error());
}

/// The store refuses what this order asks for, and takes what others do. Where it does not even take that it has stopped, nothing
/// more is asked for by this runner.
void BulkOrders::giveUp(qint64 bulk, const Error &refusal)
{
    warn(u"order %1 is refused by the store"_s.arg(bulk), refusal);
    if (m_refused.contains(bulk))
        return;
    m_refused.insert(bulk);
    commit(bulk, Transaction(MoveBulk{bulk, BulkState::Stopped, u"runner"_s, describe(refusal), m_context.clock.now()}));
}

/// It is looked at again at each tick.
void BulkOrders::warn(const QString &what, const Error &error)
{
    if (m_warnings.isDue(what, m_context.clock.now()))
        qCWarning(lcRunner).noquote() << what + u':' << describe(error);
}

void BulkOrders::stop(std::function<void()> settled)
{
    m_stopping = true;
    m_settled = std::move(settled);
}

QString BulkOrders::serviceOf(const Bulk &bulk, const BulkTarget &target)
{
    if (bulk.incident != 0) {
        const auto incident = m_context.reader.incident(bulk.incident);
        return incident ? incident->fingerprint.service : QString();
    }
    const auto version = m_context.version(target.pipelineVersionId);
    const Step *step = version ? (*version)->pipeline.step(target.step) : nullptr;
    return step ? step->service : QString();
}

ServiceLane *BulkOrders::laneOf(const Bulk &bulk, const BulkTarget &target)
{
    const QString service = serviceOf(bulk, target);
    return service.isEmpty() ? nullptr : m_context.lanes.lane(service).value_or(nullptr);
}

/// The service's breaker would turn them away.
bool BulkOrders::isLeftAlone(const ServiceLane *lane) const
{
    return lane && lane->gate.state().breaker.held(lane->gate.policy().breaker, m_context.clock.now()).has_value();
}

/// How many more the service takes without their having to wait in the store, and without filling its queue: others come as well.
/// While it is left alone they do wait there, and keep those of other services from nothing.
int BulkOrders::roomAt(const ServiceLane *lane) const
{
    if (!lane || isLeftAlone(lane))
        return m_context.window;
    const int coming = std::max(underWay() - lane->gate.inFlight() - lane->gate.waiting(), 0);
    const int room = (lane->gate.room(false) - coming) / 2;
    const int worthIt = room * 4 >= lane->gate.inFlight() ? room : 0; // not one by one
    return underWay() == 0 ? std::max(worthIt, 1) : worthIt;
}

} // namespace cairn
