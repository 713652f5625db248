#include "runner/servicelanes.h"

#include "base/logging.h"
#include "policy/recorded.h"

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr Milliseconds SaveInterval{1'000};

const QString InFlightKey = u"in_flight"_s;
const QString WaitingKey = u"waiting"_s;
const QString ExchangesKey = u"exchanges"_s;
const QString OverBudgetKey = u"over_budget"_s;
const QString BudgetKey = u"budget_ms"_s;

qint64 promisedMs(const ServiceRevision &revision)
{
    return revision.service.contract.latencyBudget.count();
}

/// What the store remembers of a service: its state, and how it stands at the moment for those who look.
QJsonObject described(const ServiceLane &lane)
{
    QJsonObject json = toJson(lane.gate.state());
    json.insert(InFlightKey, lane.gate.inFlight());
    json.insert(WaitingKey, lane.gate.waiting());
    json.insert(u"allowed"_s, mostInFlight(lane.gate.state(), lane.gate.policy()));
    json.insert(ExchangesKey, lane.exchanges);
    json.insert(OverBudgetKey, lane.overBudget);
    json.insert(BudgetKey, promisedMs(lane.revision));
    return json;
}

/// Why the breaker is as it is; empty where there is nothing to tell.
QString causeOf(const Breaker &breaker, const BreakerPolicy &policy, Timestamp now)
{
    const Breaker::Picture picture = breaker.picture(policy, now);
    const bool isOpen = picture.state == BreakerState::Open;
    return breakerCause(breaker.orderInForce(now), isOpen ? picture.openedFor : CallWindow::Counts());
}

/// What is remembered of it is still so.
bool isSaved(const ServiceLane &lane)
{
    return lane.gate.state() == lane.saved.state && lane.gate.inFlight() == lane.saved.inFlight &&
           lane.gate.waiting() == lane.saved.waiting;
}

Event breakerEvent(const ServiceLane &lane, Timestamp now)
{
    const Breaker &breaker = lane.gate.state().breaker;
    return {0,
            now,
            u"breaker.%1"_s.arg(word(breaker.state(now))),
            {},
            breakerTold(lane.revision.service.name, causeOf(breaker, lane.gate.policy().breaker, now))};
}

/// Calls of a wave failed, which ended an operator's order before its time.
bool hasStoppedReleasing(const ServiceLane &lane, Timestamp now)
{
    const Breaker &breaker = lane.gate.state().breaker;
    return lane.saved.state.breaker.isReleasing(now) && !breaker.order() && breaker.state(now) == BreakerState::Open;
}

AuditEntry releaseStopped(const ServiceLane &lane, Timestamp now)
{
    const QString why = openedForText(lane.gate.state().breaker.picture(lane.gate.policy().breaker, now).openedFor);
    return {0, now, u"runner"_s, u"breaker.release_stopped"_s, lane.revision.service.name, why, {}, {}};
}

} // namespace

ServiceLane::ServiceLane(ResumeQueue &queue, GlobalCap &cap, const Clock &clock, const HttpTransportFactory &transports,
                         ServiceRevision live, ServiceState state)
    : revision(std::move(live)), transport(transports(revision.service)), client(*transport),
      gate(queue, cap, clock, revision.service.policy, state), saved{std::move(state)}
{
}

Result<ServiceLane *> ServiceLanes::lane(const QString &service)
{
    if (const auto found = m_lanes.constFind(service); found != m_lanes.cend())
        return found->get();
    auto revision = m_reader.service(service);
    if (!revision)
        return tl::unexpected(revision.error());
    return open(std::move(*revision));
}

Result<ServiceLane *> ServiceLanes::laneTo(const Service &service)
{
    if (const auto found = m_lanes.constFind(service.name); found != m_lanes.cend())
        return found->get();
    ServiceRevision revision;
    revision.service = service;
    return open(std::move(revision));
}

Result<ServiceLane *> ServiceLanes::open(ServiceRevision revision)
{
    const QString service = revision.service.name;
    const auto remembered = m_reader.serviceState(service);
    if (!remembered)
        return tl::unexpected(remembered.error());
    ServiceState state = serviceStateFromJson(*remembered, revision.service.policy, m_clock.now());
    state.breaker.abandonProbes(); // of the runner that had the lease before
    const auto lane = std::make_shared<ServiceLane>(m_queue, m_cap, m_clock, m_transports, std::move(revision), std::move(state));
    lane->saved.at = m_clock.now();
    lane->saved.since = m_clock.steady();
    lane->saved.inFlight = remembered->value(InFlightKey).toInt();
    lane->saved.waiting = remembered->value(WaitingKey).toInt();
    if (const qint64 promised = promisedMs(lane->revision); remembered->value(BudgetKey).toInteger(promised) == promised) {
        lane->exchanges = remembered->value(ExchangesKey).toInteger();
        lane->overBudget = remembered->value(OverBudgetKey).toInteger();
    } // else they were counted against another promise
    m_lanes.insert(service, lane);
    return lane.get();
}

QList<ServiceLane *> ServiceLanes::all() const
{
    QList<ServiceLane *> lanes;
    for (const auto &lane : m_lanes)
        lanes.append(lane.get());
    return lanes;
}

Result<void> ServiceLanes::open()
{
    auto services = m_reader.holdingServices();
    const auto all = m_reader.services();
    if (!services || !all)
        return tl::unexpected(services ? all.error() : services.error());
    for (const ServiceRevision &revision : *all) {
        const auto remembered = m_reader.serviceState(revision.service.name);
        if (remembered && remembered->value(InFlightKey).toInt() > 0)
            services->append(revision.service.name);
    }
    for (const QString &service : std::as_const(*services)) {
        const auto made = lane(service);
        if (!made && made.error().kind != ErrorKind::Damaged && made.error().kind != ErrorKind::NewerStore)
            return tl::unexpected(made.error());
        if (!made) // the others go on
            m_unreadable.append(service);
    }
    return {};
}

void ServiceLanes::openUnreadable()
{
    m_unreadable.removeIf([this](const QString &service) { return lane(service).has_value(); });
}

QStringList ServiceLanes::refresh()
{
    QStringList changed;
    openUnreadable();
    for (const auto &lane : std::as_const(m_lanes)) {
        auto live = m_reader.service(lane->revision.service.name);
        if (!live || live->id == lane->revision.id)
            continue;
        qCInfo(lcRunner) << "service" << live->service.name << "now under revision" << live->revision;
        if (promisedMs(*live) != promisedMs(lane->revision))
            lane->exchanges = lane->overBudget = 0; // what is told of them is told of what is promised now
        lane->revision = std::move(*live);
        lane->client.setService(lane->revision.service);
        lane->gate.setPolicy(lane->revision.service.policy);
        changed.append(lane->revision.service.name);
    }
    return changed;
}

QStringList ServiceLanes::reopened()
{
    QStringList reopened;
    for (const auto &lane : std::as_const(m_lanes)) {
        const bool isShut = lane->gate.state().breaker.state(m_clock.now()) != BreakerState::Closed;
        if (std::exchange(lane->wasShut, isShut) && !isShut)
            reopened.append(lane->revision.service.name);
    }
    return reopened;
}

void ServiceLanes::close()
{
    for (const auto &lane : std::as_const(m_lanes))
        lane->gate.close();
}

void ServiceLanes::noteHeld(const QString &service)
{
    if (const auto lane = m_lanes.constFind(service); lane != m_lanes.cend())
        (*lane)->maybeHolds = true;
}

bool ServiceLanes::isFull(const QString &pipeline) const
{
    return std::any_of(m_lanes.begin(), m_lanes.end(), [&](const auto &lane) { return lane->gate.isFull(pipeline); });
}

bool ServiceLanes::isFull(const QString &pipeline, const QString &service, bool ofRetries) const
{
    const auto lane = m_lanes.constFind(service);
    return lane != m_lanes.cend() && (*lane)->gate.isFull(pipeline, ofRetries);
}

FullServices ServiceLanes::full(const QString &pipeline) const
{
    FullServices all;
    for (auto lane = m_lanes.cbegin(); lane != m_lanes.cend(); ++lane) {
        if ((*lane)->gate.isFull(pipeline, false))
            all.forFirst.append(lane.key());
        if ((*lane)->gate.isFull(pipeline, true))
            all.forRetries.append(lane.key());
    }
    return all;
}

auto ServiceLanes::unsaved(bool everything) -> Unsaved
{
    takeBackRefused();
    const Timestamp now = m_clock.now();
    const std::chrono::nanoseconds steady = m_clock.steady();
    Transaction transaction;
    Saving saving{std::make_shared<std::atomic<Fate>>(Fate::Open), {}};
    for (const auto &lane : std::as_const(m_lanes)) {
        const ServiceState &state = lane->gate.state();
        const Breaker &savedBreaker = lane->saved.state.breaker;
        const bool turned = state.breaker.state(now) != savedBreaker.state(lane->saved.at) ||
                            state.breaker.openedAt() != savedBreaker.openedAt() || // again, half open in between
                            state.breaker.order() != savedBreaker.order();
        const bool isTime = everything || steady - lane->saved.since >= SaveInterval;
        if (!turned && (!isTime || isSaved(*lane)))
            continue;
        transaction.add(PutServiceState{lane->revision.service.name, described(*lane), now});
        if (turned)
            transaction.add(AddEvent{breakerEvent(*lane, now)});
        if (hasStoppedReleasing(*lane, now))
            transaction.add(AddAudit{releaseStopped(*lane, now)});
        saving.before.insert(lane->revision.service.name, lane->saved);
        lane->saved = {state, lane->gate.inFlight(), lane->gate.waiting(), now, steady};
    }
    if (saving.before.isEmpty())
        return {};
    m_savings.append(saving);
    return {std::move(transaction),
            [fate = saving.fate](const Result<Committed> &done) { *fate = done ? Fate::Taken : Fate::Refused; }};
}

/// What was not written is still to be: a breaker's turn is told once more rather than not at all.
void ServiceLanes::takeBackRefused()
{
    m_savings.removeIf([this](const Saving &saving) {
        const Fate fate = *saving.fate;
        for (auto it = saving.before.cbegin(); fate == Fate::Refused && it != saving.before.cend(); ++it) {
            SavedLane &saved = m_lanes.value(it.key())->saved;
            if (it->since <= saved.since) // else an older one was refused as well
                saved = *it;
        }
        return fate != Fate::Open;
    });
}

} // namespace cairn
