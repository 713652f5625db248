#include "policy/decide.h"

#include "policy/backoff.h"

namespace cairn {

namespace {

bool isRetried(Category category)
{
    switch (category) {
    case Category::Network:
    case Category::Timeout:
    case Category::RateLimit:
    case Category::Service:
    case Category::Internal:
        return true;
    default:
        return false;
    }
}

Verdict block(const QString &reason)
{
    return {Action::Block, Milliseconds(0), reason};
}

} // namespace

Verdict decide(const Outcome &outcome, const Service &service, const DecisionContext &context)
{
    if (outcome.succeeded())
        return {};
    if (outcome.maybeHappened && !service.idempotent)
        return {Action::AskOutcome, Milliseconds(0),
                QStringLiteral("it may have happened, and %1 is not idempotent").arg(service.name)};
    if (!isRetried(*outcome.category))
        return block(QStringLiteral("%1 failures are not retried by themselves").arg(word(*outcome.category)));

    const RetryPolicy &retry = service.policy.retry;
    if (context.attempts >= retry.attempts)
        return block(QStringLiteral("%1 of %2 attempts used").arg(context.attempts).arg(retry.attempts));
    if (outcome.advised && *outcome.advised > retry.retryAfterMax)
        return block(QStringLiteral("the service asks to wait %1, more than retry_after_max allows (%2)")
                         .arg(toText(*outcome.advised), toText(retry.retryAfterMax)));

    const Milliseconds own = backoffDelay(retry, context.attempts, context.random);
    const Milliseconds delay = outcome.advised ? adviseDelay(own, *outcome.advised, context.random) : own;
    if (context.deadline && context.now + delay >= *context.deadline)
        return block(QStringLiteral("the next attempt, in %1, would come after the run's deadline").arg(toText(delay)));

    QString reason = QStringLiteral("%1 of %2; next in %3").arg(context.attempts).arg(retry.attempts).arg(toText(delay));
    if (outcome.advised)
        reason += QStringLiteral(" because Retry-After said %1").arg(toText(*outcome.advised));
    return {Action::Retry, delay, reason};
}

} // namespace cairn
