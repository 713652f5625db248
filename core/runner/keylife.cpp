#include "runner/call.h"

#include "control/rerun.h"

#include <numeric>

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

bool waits(RunState state)
{
    return state == RunState::WaitingRetry || state == RunState::Held || state == RunState::WaitingCallback;
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
        const QString cause = DeadlinePassed;
        if (call.intended) // and did not leave
            co_await block(call.work(), Category::Timeout, cause);
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

/// It could not be begun before then, or was not: a row that does not wait says when nothing was under way that it does not tell.
Timestamp RunCarrier::startableSince(const StepProgress &step) const
{
    Timestamp since = waits(m_run.state) ? Timestamp::min() : m_run.nextAt.value_or(Timestamp::min());
    if (step.changedAt)
        return std::max(since, *step.changedAt);
    since = std::max(since, m_run.startedAt.value_or(m_run.submittedAt));
    if (step.item != NoItem)
        return std::max(since, m_progress.step(step.id)->changedAt.value_or(since));
    for (const StepId &need : m_version->pipeline.step(step.id)->needs)
        since = std::max(since, m_progress.step(need)->changedAt.value_or(since));
    return since;
}

/// Since it was last let go.
std::optional<Timestamp> RunCarrier::maybeSentSince(const StepProgress &step) const
{
    std::optional<Timestamp> first;
    for (const Timestamp since : step.sendings) {
        if ((!step.allowedFrom || *step.allowedFrom <= since) && (!first || since < *first))
            first = since;
    }
    return first;
}

/// Nothing of the run left before then of which the store does not tell.
Timestamp RunCarrier::untoldSince() const
{
    return std::accumulate(m_sent.begin(), m_sent.end(), m_context.clock.now(),
                           [](Timestamp one, Timestamp other) { return std::min(one, other); });
}

/// What is on the wire, in what sets the run aside: afterwards its row no longer says that it was under way. An intent says so by
/// itself.
void RunCarrier::addSendings(Transaction &transaction)
{
    for (auto it = m_sent.cbegin(); it != m_sent.cend(); ++it) {
        const StepProgress &step = *m_progress.step(it.key());
        if (step.state == StepState::InFlight)
            continue;
        const Sending sending{m_run.id, step.id, step.item, step.generation, it.value()};
        transaction.add(AddSending{sending});
        m_progress.note(sending);
    }
}

/// The first try of a step that was held, or waited for room, is told of before it leaves: nothing else would tell the next
/// runner, to which it may have stood so for days. False if nothing may be sent.
QCoro::Task<bool> RunCarrier::noteSending(const Call &call, const StepProgress &before)
{
    const bool isFirst = !before.allowanceFirstAt && !maybeSentSince(before);
    const bool waited = before.state == StepState::Held || before.state == StepState::WaitingRetry;
    if (!isFirst || !waited)
        co_return true;
    const Sending sending{m_run.id, call.step.id, call.item, before.generation, call.attempt.startedAt};
    Transaction transaction(AddSending{sending});
    if (!co_await commit(std::move(transaction)))
        co_return false;
    m_progress.note(sending);
    co_return maySend();
}

/// It may have been sent, and what stands of its step does not tell: a retry waits as it did.
QCoro::Task<> RunCarrier::noteCutOff(const Call &call)
{
    if (!call.exchange.maybeSent)
        co_return;
    m_cutOff = true;
    Transaction transaction;
    addSendings(transaction);
    co_await commit(std::move(transaction));
}

/// What has not been begun, as far as the store tells, and would be begun now.
QList<StepKey> RunCarrier::unsent() const
{
    QHash<StepId, int> taken = placesTaken();
    QList<StepKey> keys;
    for (const StepKey &key : m_progress.startable(m_context.clock.now())) {
        const StepProgress &step = *m_progress.step(key);
        const bool isNew = !step.isFannedOut() && (step.state == StepState::Pending || step.state == StepState::Ready);
        if (!isNew)
            continue; // what is due now need not have been when the others were begun
        if (!needsPlace(key) || taken[key.step]++ < m_version->pipeline.step(key.step)->parallel)
            keys.append(key);
    }
    return keys;
}

/// What a runner that ended in the midst of the run may have sent. Which of the step's items had places then nobody can tell any
/// more, but they are begun in their order.
QList<StepKey> RunCarrier::begunPerhaps() const
{
    QHash<StepId, int> untouched;
    QList<StepKey> keys;
    for (const StepKey &key : m_progress.startable(m_context.clock.now())) {
        const StepProgress &step = *m_progress.step(key);
        const bool isRepeat = step.state == StepState::WaitingRetry || step.state == StepState::Held;
        const bool isUntouched = step.state == StepState::Pending;
        const bool isEarly = key.item == NoItem || untouched[key.step] < m_version->pipeline.step(key.step)->parallel;
        untouched[key.step] += isUntouched;
        if (step.state == StepState::Ready || (isUntouched && isEarly) || (isRepeat && step.allowanceFirstAt)) // else it is told
            keys.append(key);
    }
    return keys;
}

/// Repeats that were due when a runner was found to have ended out of order: it may have begun them a moment before.
QList<StepKey> RunCarrier::repeatedPerhaps() const
{
    QList<StepKey> keys;
    for (const StepKey &key : m_progress.startable(m_context.lostAt)) {
        const StepProgress &step = *m_progress.step(key);
        const bool isRepeat = step.state == StepState::WaitingRetry || step.state == StepState::Held;
        if (isRepeat && step.allowanceFirstAt && step.changedAt <= m_context.lostAt)
            keys.append(key);
    }
    return keys;
}

/// It stands for a request to a service.
bool RunCarrier::isCall(const StepKey &key) const
{
    const Step &step = *m_version->pipeline.step(key.step);
    return !step.deliver && (key.item != NoItem || !step.isFannedOut());
}

/// What goes to an idempotent service is written down with its answer, and not before. Where the runner ended in the midst of the
/// run, all that could be begun may have been sent. A run that waits leaves nothing of that kind: what there is was begun later,
/// or tried again, by a runner that ended before it said so. From now on the store says which.
QCoro::Task<> RunCarrier::noteMaybeSent()
{
    if (m_run.state == RunState::Paused || isFinished(m_run.state) || isLeft())
        co_return;
    if (isUntouched(m_run.cause)) { // nothing was; whoever carries it after this runner must not read that
        if (m_run.state == RunState::Running || waits(m_run.state))
            noteMoving();
        else
            m_run.cause = withoutMark(m_run.cause);
        m_run.nextAt = m_run.wakeAt = m_context.clock.now(); // until it is put away: what its row tells may need a person
        Transaction transaction(UpdateRun{m_run, m_context.clock.now()});
        co_await commit(std::move(transaction));
        co_return;
    }
    Transaction transaction;
    for (const StepKey &key : m_run.state == RunState::Running ? begunPerhaps() : unsent() + repeatedPerhaps()) {
        const StepProgress &step = *m_progress.step(key);
        const Timestamp due = std::max(startableSince(step), step.nextAt.value_or(Timestamp::min()));
        const Timestamp since = std::min(due, m_context.clock.now()); // which may have been set back
        if (!isCall(key) || step.sendings.contains(since))
            continue;
        const Sending sending{m_run.id, step.id, step.item, step.generation, since};
        transaction.add(AddSending{sending});
        m_progress.note(sending);
    }
    if (!transaction.writes.empty())
        co_await commit(std::move(transaction));
}

/// The runner stops, and what would have been begun, or taken up again, was not: the next one goes on with it, also where another
/// step needs a person.
void RunCarrier::layDown()
{
    const Timestamp now = m_context.clock.now();
    if (!m_progress.startable(now).isEmpty())
        m_run.wakeAt = now;
    if (m_cutOff || unsent().isEmpty())
        return;
    if (!m_run.cause.isEmpty())
        m_run.cause += Between;
    m_run.cause += LaidDown;
}

} // namespace cairn
