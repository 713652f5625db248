#include "runner/call.h"

// How long a service knows a step's idempotency key: what comes later would be done once more.

namespace cairn {

namespace {
/// The cause of a run that a runner put down in the midst, with nothing of it under way.
const QString LaidDown = QStringLiteral("the runner was stopped; the next one goes on");
} // namespace

/// From when the service can be trusted to know the step's key. Where it may have forgotten it already, a person has let the step
/// go again, and the service learned the key anew.
Timestamp RunCarrier::keyFirstUsed(const StepProgress &progress, const Service &service, Timestamp thisAttempt) const
{
    const Timestamp allowance = progress.allowanceFirstAt.value_or(thisAttempt);
    const Timestamp first = progress.firstTryAt.value_or(thisAttempt);
    const Timestamp recorded = allowance - first < service.idempotencyLifetime ? first : allowance;
    return std::min(recorded, maybeSentSince(progress).value_or(recorded));
}

/// An attempt may have been put off for longer than its time: by a full service, a pause, a runner that was not there.
QCoro::Task<bool> RunCarrier::isInTime(Call &call, const StepProgress &before)
{
    const auto maybeSent = maybeSentSince(before);
    if (!before.allowanceFirstAt && !maybeSent)
        co_return true;
    const Timestamp now = m_context.clock.now();
    DecisionContext context{before.attempts, now, m_run.deadlineAt};
    context.firstAttemptAt = before.allowanceFirstAt;
    context.keyFirstUsedAt = keyFirstUsed(before, call.revision.service, now);
    const QString late = whyTooLate(call.revision.service, context);
    if (late.isEmpty())
        co_return true;
    call.pass.cancel();
    const QString first =
        maybeSent ? QStringLiteral("it may have been sent by a runner that ended, at %1 or later").arg(toRfc3339(*maybeSent))
                  : before.cause;
    const QString cause = first.isEmpty() ? late : QStringLiteral("%1; %2").arg(first, late);
    co_await block(call.work(), before.category.value_or(Category::Timeout), cause);
    co_return false;
}

/// It could not be begun before then.
Timestamp RunCarrier::startableSince(const StepProgress &step) const
{
    if (step.changedAt)
        return *step.changedAt;
    Timestamp since = m_run.startedAt.value_or(m_run.submittedAt);
    if (step.item != NoItem)
        return m_progress.step(step.id)->changedAt.value_or(since);
    for (const StepId &need : m_version->pipeline.step(step.id)->needs)
        since = std::max(since, m_progress.step(need)->changedAt.value_or(since));
    return since;
}

/// Of a step that no attempt of is recorded since it was last let go.
std::optional<Timestamp> RunCarrier::maybeSentSince(const StepProgress &step) const
{
    const auto found = m_maybeSent.constFind(step.key());
    const bool counts = found != m_maybeSent.cend() && (!step.allowedFrom || *step.allowedFrom <= *found);
    return counts ? std::optional(*found) : std::nullopt;
}

/// What goes to an idempotent service is written down with its answer, and not before. Where the runner ended in the midst of the
/// run, all that could be begun may have been sent.
QCoro::Task<> RunCarrier::noteMaybeSent()
{
    if (m_run.state != RunState::Running)
        co_return;
    if (m_run.cause == LaidDown) { // nothing was; whoever carries it after this runner must not read that
        m_run.cause.clear();
        Transaction transaction(UpdateRun{m_run, m_context.clock.now()});
        co_await commit(std::move(transaction));
        co_return;
    }
    for (const StepKey &key : m_progress.startable(m_context.clock.now())) {
        const StepProgress &step = *m_progress.step(key);
        if (!step.allowanceFirstAt)
            m_maybeSent.insert(key, startableSince(step));
    }
}

/// The runner stops in the midst of the run.
QCoro::Task<> RunCarrier::layDown()
{
    if (m_run.state != RunState::Running || m_cutOff)
        co_return;
    m_run.cause = LaidDown;
    Transaction transaction(UpdateRun{m_run, m_context.clock.now()});
    co_await commit(std::move(transaction));
}

} // namespace cairn
