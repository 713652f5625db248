#include "runner/call.h"

#include "control/rerun.h"

// How long a service knows a step's idempotency key: what comes later would be done once more.

namespace cairn {

using namespace Qt::StringLiterals;

namespace {
/// The cause of a run that a runner put down in the midst, with nothing of it under way; behind the cause that it had.
constexpr QLatin1StringView LaidDown("the runner was stopped; the next one goes on");
constexpr QLatin1StringView Between("; ");

bool isUntouched(const QString &cause)
{
    return cause == notBegunYet() || cause.endsWith(LaidDown);
}

QString withoutMark(QString cause)
{
    if (cause == notBegunYet())
        return {};
    cause.chop(LaidDown.size());
    return cause.endsWith(Between) ? cause.chopped(Between.size()) : cause;
}
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
    const Timestamp now = m_context.clock.now();
    if (m_run.deadlineAt && now >= *m_run.deadlineAt) { // begun once more, it is told so
        call.pass.cancel();
        co_return false;
    }
    const auto maybeSent = maybeSentSince(before);
    if (!before.allowanceFirstAt && !maybeSent)
        co_return true;
    DecisionContext context{before.attempts, now, m_run.deadlineAt};
    context.firstAttemptAt = before.allowanceFirstAt;
    context.keyFirstUsedAt = keyFirstUsed(before, call.revision.service, now);
    const QString late = whyTooLate(call.revision.service, context);
    if (late.isEmpty())
        co_return true;
    call.pass.cancel();
    const QString first = maybeSent && !before.allowanceFirstAt
                              ? u"it may have been sent by a runner that ended, at %1 or later"_s.arg(toRfc3339(*maybeSent))
                              : before.cause;
    const QString cause = first.isEmpty() ? late : u"%1; %2"_s.arg(first, late);
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

/// Since it was last let go.
std::optional<Timestamp> RunCarrier::maybeSentSince(const StepProgress &step) const
{
    const auto found = m_maybeSent.constFind(step.key());
    const bool counts = found != m_maybeSent.cend() && (!step.allowedFrom || *step.allowedFrom <= *found);
    return counts ? std::optional(*found) : std::nullopt;
}

/// What has not been begun, as far as the store tells, and would be begun now.
QList<StepKey> RunCarrier::unsent() const
{
    QHash<StepId, int> taken = placesTaken();
    QList<StepKey> keys;
    for (const StepKey &key : m_progress.startable(m_context.clock.now())) {
        const StepProgress &step = *m_progress.step(key);
        const bool isNew = !step.isFannedOut() && (step.state == StepState::Pending || step.state == StepState::Ready);
        const bool hasPlace = !needsPlace(key) || taken[key.step]++ < m_version->pipeline.step(key.step)->parallel;
        if (isNew && hasPlace)
            keys.append(key);
    }
    return keys;
}

/// What goes to an idempotent service is written down with its answer, and not before. Where the runner ended in the midst of the
/// run, all that could be begun may have been sent. A run that waits leaves nothing of that kind: what there is was begun later,
/// by a runner that ended before it said so.
QCoro::Task<> RunCarrier::noteMaybeSent()
{
    if (m_run.state == RunState::Paused || isFinished(m_run.state) || isLeft())
        co_return;
    if (isUntouched(m_run.cause)) { // nothing was; whoever carries it after this runner must not read that
        m_run.cause = withoutMark(m_run.cause);
        Transaction transaction(UpdateRun{m_run, m_context.clock.now()});
        co_await commit(std::move(transaction));
        co_return;
    }
    const bool wasUnderWay = m_run.state == RunState::Running;
    for (const StepKey &key : wasUnderWay ? m_progress.startable(m_context.clock.now()) : unsent()) {
        const StepProgress &step = *m_progress.step(key);
        m_maybeSent.insert(key, std::max(startableSince(step), step.nextAt.value_or(Timestamp::min())));
    }
}

/// The runner stops, and what would have been begun was not: the next one goes on with it, also where another step needs a
/// person.
void RunCarrier::layDown()
{
    if (unsent().isEmpty())
        return;
    m_run.wakeAt = m_context.clock.now();
    if (m_cutOff)
        return;
    if (!m_run.cause.isEmpty())
        m_run.cause += Between;
    m_run.cause += LaidDown;
}

} // namespace cairn
