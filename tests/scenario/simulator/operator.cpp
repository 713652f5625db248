#include "operator.h"

namespace cairn::simulator {

namespace {
constexpr int Patience = 3; ///< retries of one step
constexpr int MostOrders = 20;
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
    if (m_orders < MostOrders && m_draw.below(400) < m_world.plan.meddling)
        orderBreaker();
}

void Operator::consider(int run)
{
    const DurableRun &durable = m_world.durable.runs()[size_t(run)];
    if (durable.openCommands > 0 && !m_draw.chance(5))
        return;
    if (durable.state == RunState::Paused)
        return ask(m_draw.chance(90) ? CommandKind::Unpause : CommandKind::Cancel, run);
    const int steps = int(durable.steps.size());
    const int first = m_draw.below(steps);
    for (int i = 0; i < steps; ++i) {
        const int step = (first + i) % steps;
        const StepState state = durable.steps[size_t(step)].state;
        if ((state == StepState::OutcomeUnknown && settleUnknown(run, step)) ||
            (state == StepState::Blocked && settleBlocked(run, step)))
            return;
    }
    if (m_draw.chance(m_world.plan.meddling))
        meddle(run);
}

/// Says what the service says, once it can tell.
bool Operator::settleUnknown(int run, int step)
{
    const Operation *operation = m_world.ledger.find(run, step);
    if (operation && operation->onTheWay > 0)
        return false;
    const bool happened = operation && operation->effects > 0 && m_world.mischief != Mischief::Lies;
    ask(happened ? CommandKind::MarkHappened : CommandKind::MarkNotHappened, run, step);
    return true;
}

bool Operator::settleBlocked(int run, int step)
{
    const DurableStep &durable = m_world.durable.step(run, step);
    const Operation *operation = m_world.ledger.find(run, step);
    const QString &name = m_world.plan.pipelines[m_world.durable.runs()[size_t(run)].pipeline].steps[step].service;
    const bool isIdempotent =
        std::any_of(m_world.plan.services.begin(), m_world.plan.services.end(),
                    [&](const ServicePlan &plan) { return plan.service.name == name && plan.service.idempotent; });
    const bool onlyAsks = durable.isAwaited && durable.category != Category::Data;
    const bool mayRepeat = isIdempotent || onlyAsks || !operation || (operation->effects == 0 && operation->onTheWay == 0);
    int &retries = m_retries[run * 64 + step];
    if (mayRepeat && retries < Patience && m_draw.chance(75)) {
        ++retries;
        ask(CommandKind::Retry, run, step);
    } else {
        ask(m_draw.chance(85) ? CommandKind::Skip : CommandKind::Cancel, run, step);
    }
    return true;
}

/// Nothing asks for a person here; one comes nevertheless.
void Operator::meddle(int run)
{
    const auto &steps = m_world.durable.runs()[size_t(run)].steps;
    const int step = m_draw.below(int(steps.size()));
    const auto waiting = std::find_if(steps.begin(), steps.end(), [](const DurableStep &one) {
        return one.state == StepState::WaitingRetry || one.state == StepState::Held;
    });
    if (waiting != steps.end() && m_draw.chance(70)) // for a retry, or for its service: now, or not at all
        return ask(m_draw.chance(80) ? CommandKind::Retry : CommandKind::Skip, run, int(waiting - steps.begin()));
    switch (m_draw.below(4)) {
    case 0:
        return ask(CommandKind::Pause, run);
    case 1:
        return ask(CommandKind::Unpause, run);
    case 2:
        return ask(CommandKind::Skip, run, step);
    default:
        if (m_draw.chance(30))
            ask(CommandKind::Cancel, run);
    }
}

void Operator::orderBreaker()
{
    ++m_orders;
    Command command;
    command.kind = m_draw.pick({CommandKind::OpenBreaker, CommandKind::CloseBreaker, CommandKind::FreeBreaker});
    command.service = m_world.plan.services[size_t(m_draw.below(int(m_world.plan.services.size())))].service.name;
    command.arguments = {{QStringLiteral("for_ms"), 100 + m_draw.below(3'000)}};
    command.actor = QStringLiteral("olga");
    command.createdAt = m_world.time.now();
    m_world.trace.add("order", -1, -1, int(command.kind));
    m_submit(command);
}

void Operator::ask(CommandKind kind, int run, int step)
{
    Command command;
    command.kind = kind;
    command.run = m_world.durable.runs()[size_t(run)].id;
    if (step >= 0)
        command.step = StepId(QStringLiteral("s%1").arg(step));
    command.actor = QStringLiteral("olga");
    command.createdAt = m_world.time.now();
    if (!m_submit(command))
        return;
    m_world.trace.add("command", run, step, int(kind), word(kind));
    ++m_world.counts["command: " + word(kind).toLatin1()];
}

} // namespace cairn::simulator
