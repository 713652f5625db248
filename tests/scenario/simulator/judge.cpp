#include "judge.h"

using namespace Qt::StringLiterals;

namespace cairn::simulator {

namespace {

/// How a run ends whose steps ended like that; nullopt: some did not.
std::optional<RunState> endOf(const std::vector<DurableStep> &steps)
{
    const auto has = [&](StepState state) {
        return std::any_of(steps.begin(), steps.end(), [&](const DurableStep &step) { return step.state == state; });
    };
    const bool isOver = std::all_of(steps.begin(), steps.end(), [](const DurableStep &step) {
        return isPassed(step.state) || step.state == StepState::Cancelled;
    });
    if (!isOver)
        return std::nullopt;
    return has(StepState::Cancelled) ? RunState::Cancelled : has(StepState::Degraded) ? RunState::Degraded : RunState::Succeeded;
}

} // namespace

const Step &stepOf(const Plan &plan, const Durable &durable, const Place &place)
{
    const DurableRun &run = durable.runs()[size_t(place.run)];
    return plan.pipelines[size_t(run.pipeline)].versions[size_t(run.version)].steps[place.step];
}

void Judge::accuse(const Place &place, const QString &what)
{
    m_violations.append(u"%1: %2"_s.arg(toString(place), what));
}

int Judge::serviceIndex(const QString &name) const
{
    const auto found = std::find_if(m_plan.services.begin(), m_plan.services.end(),
                                    [&](const ServicePlan &plan) { return plan.service.name == name; });
    return int(found - m_plan.services.begin());
}

/// And what stands is told as it stands, in the rows that people look at.
void Judge::comesToRest()
{
    for (size_t i = 0; i < m_durable.runs().size(); ++i) {
        const DurableRun &run = m_durable.runs()[i];
        if (!run.isSubmitted || isFinished(run.state) || run.state == RunState::Paused)
            continue;
        const auto has = [&](StepState state) {
            return std::any_of(run.steps.begin(), run.steps.end(), [&](const DurableStep &step) { return step.state == state; });
        };
        const RunState wanted = has(StepState::OutcomeUnknown) ? RunState::OutcomeUnknown : RunState::Blocked;
        if (run.state != wanted || (wanted == RunState::Blocked && !has(StepState::Blocked)))
            accuse({int(i)}, u"at rest, and its row says %1"_s.arg(word(run.state)));
    }
}

void Judge::closes()
{
    for (const auto &wire : m_ledger.wires) {
        // what a runner cuts off on its way to a stop it may leave unsaid, but not what a person has cancelled
        const bool isCutOff = wire->told && wire->told->fault == TransportFault::Cancelled;
        const bool isStopped = isCutOff && (wire->life->isStopping || wire->errand != Errand::Do);
        const bool isExcused =
            wire->life->isDead || wire->life->isTroubled || wire->errand == Errand::Poll || !wire->told || isStopped;
        if (!isExcused && wire->recorded == 0)
            accuse(wire->place, u"an attempt was sent and not recorded"_s);
    }
    for (int run = 0; run < int(m_durable.runs().size()); ++run) {
        const DurableRun &durable = m_durable.runs()[size_t(run)];
        if (durable.state != endOf(durable.steps))
            accuse({run}, u"ended as %1, and its steps did not"_s.arg(word(durable.state)));
        for (const Place &place : m_durable.places(run)) {
            const Operation *operation = m_ledger.find(place);
            if (!operation || !operation->last)
                continue;
            const int lastUnknown = m_durable.step(place).lastUnknown;
            const bool isUnsafe = !service(*operation->last).idempotent;
            if (isUnsafe && operation->unclearAt >= 0 && lastUnknown <= operation->unclearAt)
                accuse(place, u"it may have happened, and that was never shown"_s);
            if (!isUnsafe && lastUnknown > 0 && !step(place).reconcile)
                accuse(place, u"asks a person although the service is idempotent"_s);
        }
    }
}

} // namespace cairn::simulator
