#include "policy/decide.h"

#include "policy/backoff.h"

#include <algorithm>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

Verdict block(const QString &reason)
{
    return {Action::Block, Milliseconds(0), reason};
}

/// "A request is outstanding for this Idempotency-Key" (draft-ietf-httpapi-idempotency-key-header): sent again unchanged, it gets
/// the first one's answer as soon as there is one.
bool awaitsEarlier(const Outcome &outcome, const RetryPolicy &retry, const DecisionContext &context)
{
    return context.mayBeUnderWay && outcome.category == Category::Conflict && outcome.automatic != false &&
           outcome.attempts == 0 && !retry.perCategory.contains(Category::Conflict);
}

/// Attempts in all that this failure may have: a category rule's word, else the service's, else the category's own.
int allowance(const Outcome &outcome, const RetryPolicy &retry, const DecisionContext &context)
{
    if (outcome.automatic == false)
        return 1;
    if (outcome.attempts > 0)
        return outcome.attempts;
    if (awaitsEarlier(outcome, retry, context))
        return retry.attempts;
    const int most = mostAttempts(*outcome.category, retry);
    return outcome.automatic == true && !traitsOf(*outcome.category).automatic && !retry.perCategory.contains(*outcome.category)
               ? retry.attempts
               : most;
}

/// Why an attempt after `delay` would come too late; empty if it would not.
QString tooLate(const Service &service, const DecisionContext &context, Milliseconds delay)
{
    const Timestamp next = context.now + delay;
    const QString attempt = delay.count() > 0 ? u"the next attempt, in %1,"_s.arg(toText(delay)) : u"the next attempt"_s;
    if (context.deadline && next >= *context.deadline)
        return u"%1 would come after the run's deadline"_s.arg(attempt);
    const Milliseconds step = service.policy.timeout.step;
    if (context.firstAttemptAt && step.count() > 0 && next >= *context.firstAttemptAt + step)
        return u"%1 would come after the step's timeout (%2)"_s.arg(attempt, toText(step));
    // only keys make repeats harmless: a service that is not idempotent repeats what certainly did not happen
    if (service.idempotent && context.keyFirstUsedAt && next >= *context.keyFirstUsedAt + service.idempotencyLifetime)
        return u"%1 would come when %2 may have forgotten the idempotency key (after %3), and be a new request"_s.arg(
            attempt, service.name, toText(service.idempotencyLifetime));
    return {};
}

Verdict refreshed(const Service &service, const DecisionContext &context)
{
    if (const QString late = tooLate(service, context, Milliseconds(0)); !late.isEmpty())
        return block(late);
    return {Action::Retry, Milliseconds(0), u"once more with a renewed credential"_s};
}

/// It waits for room rather than for the service, and is not sent before there is some: the policy's attempts and waits are the
/// service's.
Verdict onceThereIsRoom(const Service &service, const DecisionContext &context)
{
    constexpr Milliseconds Shortest{1'000};
    constexpr Milliseconds Longest{60'000};
    const Milliseconds delay = std::clamp(context.previousDelay.value_or(Milliseconds(0)) * 2, Shortest, Longest);
    if (const QString late = tooLate(service, context, delay); !late.isEmpty())
        return block(late);
    return {Action::Retry, delay, u"waits %1 for room for the answer; no attempt is used"_s.arg(toText(delay))};
}

} // namespace

QString whyTooLate(const Service &service, const DecisionContext &context)
{
    return tooLate(service, context, Milliseconds(0));
}

Verdict decide(const Outcome &outcome, const Service &service, const DecisionContext &context)
{
    if (outcome.succeeded())
        return {};
    if (outcome.maybeHappened && !service.idempotent)
        return {Action::AskOutcome, Milliseconds(0), u"it may have happened, and %1 is not idempotent"_s.arg(service.name)};
    if (outcome.isAnswered && !service.idempotent)
        return block(u"it was answered, and %1 is not idempotent: it is not sent again"_s.arg(service.name));
    if (outcome.lacksRoom)
        return onceThereIsRoom(service, context);
    if (outcome.category == Category::Auth && context.canRefresh)
        return refreshed(service, context);

    const RetryPolicy &retry = service.policy.retry;
    const int most = allowance(outcome, retry, context);
    if (most <= 1 && (outcome.automatic == false || !traitsOf(*outcome.category).automatic))
        return block(u"%1 failures are not retried by themselves"_s.arg(word(*outcome.category)));
    if (context.attempts >= most)
        return block(u"%1 of %2 attempts used"_s.arg(context.attempts).arg(most));
    if (outcome.advised && *outcome.advised > retry.retryAfterMax)
        return block(u"the service asks to wait %1, more than retry_after_max allows (%2)"_s.arg(toText(*outcome.advised),
                                                                                                 toText(retry.retryAfterMax)));

    const Milliseconds own = backoffDelay(retry, context.attempts, context.random, context.previousDelay);
    const Milliseconds delay = outcome.advised ? adviseDelay(own, *outcome.advised, context.random) : own;
    if (const QString late = tooLate(service, context, delay); !late.isEmpty())
        return block(late);

    QString reason = u"%1 of %2; waits %3"_s.arg(QString::number(context.attempts), QString::number(most), toText(delay));
    if (outcome.advised)
        reason += u" because %1 said %2"_s.arg(outcome.advisedBy.isEmpty() ? u"Retry-After"_s : outcome.advisedBy,
                                               toText(*outcome.advised));
    if (awaitsEarlier(outcome, retry, context))
        reason += u"; %1 may still be at an earlier attempt"_s.arg(service.name);
    return {Action::Retry, delay, reason};
}

} // namespace cairn
