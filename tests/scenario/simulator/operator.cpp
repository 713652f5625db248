#include "operator.h"

#include "control/editing.h"

#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace cairn::simulator {

namespace {

constexpr int Patience = 3; ///< retries of one step
constexpr int MostOrders = 20;
constexpr int MostReruns = 2;
/// Nobody waits so long for a retry without asking for it.
constexpr Milliseconds LongWait = std::chrono::minutes(2);

} // namespace

void Operator::begin()
{
    m_world.time.after(Milliseconds(1 + m_draw.below(m_world.plan.operatorPause)), [this] { look(); });
}

void Operator::look()
{
    if (m_world.durable.allFinished())
        return;
    begin();
    const int run = m_draw.below(int(m_world.durable.runs().size()));
    const DurableRun &durable = m_world.durable.runs()[size_t(run)];
    if (durable.isSubmitted && !isFinished(durable.state))
        consider(run);
    else if (durable.isSubmitted && m_draw.chance(5))
        rerun(run);
    if (m_orders < MostOrders && m_draw.below(400) < m_world.plan.meddling)
        orderBreaker();
}

void Operator::rerun(int run)
{
    if (m_reruns++ >= MostReruns)
        return;
    const int steps = int(m_world.durable.runs()[size_t(run)].steps.size());
    const int from = m_draw.chance(70) ? m_draw.below(steps) : -1;
    m_hands.rerun(run, from, m_draw.chance(30));
}

void Operator::consider(int run)
{
    const DurableRun &durable = m_world.durable.runs()[size_t(run)];
    if (durable.openCommands > 0 && !m_draw.chance(5))
        return;
    if (durable.state == RunState::Paused)
        return ask(m_draw.chance(90) ? CommandKind::Unpause : CommandKind::Cancel, {run});
    const std::vector<Place> places = m_world.durable.places(run);
    const size_t first = size_t(m_draw.below(int(places.size())));
    for (size_t i = 0; i < places.size(); ++i) {
        if (settle(places[(first + i) % places.size()]))
            return;
    }
    if (m_draw.chance(m_world.plan.meddling))
        meddle(run);
}

/// Whether there was something to settle.
bool Operator::settle(const Place &place)
{
    const DurableStep &step = m_world.durable.step(place);
    const bool isHistory = place.item != NoItem && isPassed(m_world.durable.step(place.whole()).state);
    if (isHistory)
        return false;
    switch (step.state) {
    case StepState::OutcomeUnknown: // of a step with items one of these is in doubt
        return step.items.empty() && settleUnknown(place);
    case StepState::Blocked: return settleBlocked(place);
    case StepState::WaitingRetry:
    case StepState::Held: return hurry(place);
    default: return false;
    }
}

/// Says what the service says, once it can tell. Where the service is asked by the runner, mostly leaves it to that.
bool Operator::settleUnknown(const Place &place)
{
    if (m_world.durable.step(place).nextAt && !m_draw.chance(10))
        return false;
    const Operation *operation = m_world.ledger.find(place);
    if (operation && operation->onTheWay > 0)
        return false;
    const bool happened = operation && operation->effects > 0 && m_world.mischief != Mischief::Lies;
    ask(happened ? CommandKind::MarkHappened : CommandKind::MarkNotHappened, place);
    return true;
}

bool Operator::hurry(const Place &place)
{
    const auto &next = m_world.durable.step(place).nextAt;
    if (!next || *next - m_world.time.now() < LongWait || m_draw.chance(50))
        return false;
    ask(CommandKind::Retry, place);
    return true;
}

bool Operator::hasNothingAtStake(const Place &place) const
{
    const Operation *operation = m_world.ledger.find(place);
    return !operation || (operation->effects == 0 && operation->onTheWay == 0);
}

/// To send the same once more would do no harm.
bool Operator::mayRepeat(const Place &place) const
{
    const DurableStep &durable = m_world.durable.step(place);
    const QString &name = stepOf(m_world.plan, m_world.durable, place).service;
    const bool isIdempotent =
        std::any_of(m_world.plan.services.begin(), m_world.plan.services.end(),
                    [&](const ServicePlan &plan) { return plan.service.name == name && plan.service.idempotent; });
    const bool onlyAsks = durable.isAwaited && durable.category != Category::Data;
    if (!isIdempotent && !onlyAsks && !hasNothingAtStake(place))
        return false;
    for (int item = 0; item < int(durable.items.size()); ++item) {
        const Place one{place.run, place.step, item};
        if (m_world.durable.step(one).state == StepState::Blocked && !mayRepeat(one))
            return false;
    }
    return true;
}

/// Nothing of the run is, or may be, with a service, so that all of it may be changed.
bool Operator::standsStill(int run) const
{
    const DurableRun &durable = m_world.durable.runs()[size_t(run)];
    const std::vector<Place> places = m_world.durable.places(run);
    return durable.openCommands == 0 && std::all_of(places.begin(), places.end(), [&](const Place &place) {
               const DurableStep &step = m_world.durable.step(place);
               if (isPassed(step.state))
                   return true;
               const QList<StepId> &needs = stepOf(m_world.plan, m_world.durable, place).needs;
               const bool isFar = place.item == NoItem && std::any_of(needs.begin(), needs.end(), [&](const StepId &need) {
                                      return !isPassed(durable.steps[size_t(Durable::stepIndex(need))].state);
                                  });
               return step.state == StepState::Pending
                          ? isFar
                          : step.state == StepState::Blocked && !step.isAwaited && hasNothingAtStake(place);
           });
}

bool Operator::settleBlocked(const Place &place)
{
    if (!m_world.durable.step(place).items.empty() && m_draw.chance(50))
        return false; // rather one item at a time
    if (m_draw.chance(20) && standsStill(place.run)) {
        ask(CommandKind::Resume, {place.run}, {{u"latest"_s, true}});
        return true;
    }
    if (m_draw.chance(20) && resumeEdited(place))
        return true;
    int &retries = m_retries[place];
    if (mayRepeat(place) && retries < Patience && m_draw.chance(75)) {
        ++retries;
        ask(CommandKind::Retry, place);
    } else {
        ask(m_draw.chance(85) ? CommandKind::Skip : CommandKind::Cancel, place);
    }
    return true;
}

/// Other bytes are another request: only where the first one came to nothing.
bool Operator::resumeEdited(const Place &place)
{
    const Step &step = stepOf(m_world.plan, m_world.durable, place);
    const bool mayEdit = m_world.durable.runs()[size_t(place.run)].openCommands == 0 && hasNothingAtStake(place) &&
                         !m_world.durable.step(place).isAwaited && refuseEdit(step, place.item).isEmpty();
    if (!mayEdit)
        return false;
    const QJsonObject body{{u"step"_s, place.key()}, {u"edited"_s, ++m_edits}};
    QJsonObject basis;
    if (m_draw.chance(50))
        basis.insert(u"generation"_s, m_world.durable.step(place).generation);
    ask(CommandKind::Resume, place, {{u"basis"_s, basis}}, QJsonDocument(body).toJson(QJsonDocument::Compact));
    return true;
}

/// Nothing asks for a person here; one comes nevertheless.
void Operator::meddle(int run)
{
    const std::vector<Place> places = m_world.durable.places(run);
    const Place any = places[size_t(m_draw.below(int(places.size())))];
    const auto waiting = std::find_if(places.begin(), places.end(), [&](const Place &place) {
        const StepState state = m_world.durable.step(place).state;
        return state == StepState::WaitingRetry || state == StepState::Held;
    });
    if (waiting != places.end() && m_draw.chance(70)) // for a retry, or for its service: now, or not at all
        return ask(m_draw.chance(80) ? CommandKind::Retry : CommandKind::Skip, *waiting);
    switch (m_draw.below(4)) {
    case 0: return ask(CommandKind::Pause, {run});
    case 1: return ask(CommandKind::Unpause, {run});
    case 2: return ask(CommandKind::Skip, any);
    default:
        if (m_draw.chance(30))
            ask(CommandKind::Cancel, {run});
    }
}

void Operator::orderBreaker()
{
    ++m_orders;
    Command command;
    command.kind =
        m_draw.pick({CommandKind::OpenBreaker, CommandKind::CloseBreaker, CommandKind::FreeBreaker, CommandKind::ReleaseBreaker});
    command.service = m_world.plan.services[size_t(m_draw.below(int(m_world.plan.services.size())))].service.name;
    command.arguments = {{u"for_ms"_s, 100 + m_draw.below(3'000)}};
    command.actor = u"olga"_s;
    command.createdAt = m_world.time.now();
    m_world.trace.add("order", {}, int(command.kind));
    if (m_hands.submit(Transaction(AddCommand{command})))
        ++m_world.counts["command: " + word(command.kind).toLatin1()];
}

/// With a payload: its bytes go out instead.
void Operator::ask(CommandKind kind, const Place &place, const QJsonObject &arguments, const QByteArray &payload)
{
    Command command;
    command.kind = kind;
    command.run = m_world.durable.runs()[size_t(place.run)].id;
    if (place.step >= 0)
        command.step = StepId(u"s%1"_s.arg(place.step));
    command.item = place.item;
    command.arguments = arguments;
    command.actor = u"olga"_s;
    command.createdAt = m_world.time.now();
    Transaction transaction;
    if (!payload.isEmpty()) {
        const StagedPayload staged = m_hands.stage(payload);
        command.arguments.insert(u"edited"_s, staged.ref.digest.toHex());
        command.arguments.insert(u"size"_s, staged.ref.size);
        transaction.add(PutPayload{staged});
    }
    transaction.add(AddCommand{command});
    if (!m_hands.submit(transaction))
        return;
    m_world.trace.add("command", place, int(kind), word(kind));
    ++m_world.counts["command: " + word(kind).toLatin1()];
}

} // namespace cairn::simulator
