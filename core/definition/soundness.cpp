#include "definition/soundness.h"

#include "model/exchange.h"

#include <algorithm>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

using Objections = QList<Objection>;

void refuse(Objections &objections, const QString &path, const QString &what, const QString &remedy)
{
    objections.append({path, what, remedy, false});
}

void doubt(Objections &objections, const QString &path, const QString &what, const QString &remedy)
{
    objections.append({path, what, remedy, true});
}

/// What may have happened at a service that is not idempotent is never repeated: a policy that says it is would be a lie.
void examineRepeats(const Service &service, Objections &objections)
{
    if (service.idempotent)
        return;
    const QString why = u"they may have happened, and %1 is not idempotent"_s.arg(service.name);
    if (service.policy.retry.perCategory.value(Category::Timeout, 1) > 1)
        refuse(objections, u"policy.retry.per_category.timeout"_s, u"timeouts are not repeated: "_s + why,
               u"Leave it out; a person or the step's reconcile request finds out. If its keys make repeats "
               "harmless, write idempotent: true"_s);
    for (const CategoryRule &rule : service.policy.categories) {
        const bool repeated = rule.automatic.value_or(rule.attempts > 1);
        const QString path = u"policy.categories.%1"_s.arg(rule.status);
        if (!repeated || rule.status == 0 || refusedUntouched(rule.status, false))
            continue;
        if (refusedUntouched(rule.status, true))
            doubt(objections, path, u"answers %1 without Retry-After are not repeated: %2"_s.arg(rule.status).arg(why),
                  u"Leave it if that is meant. If its keys make repeats harmless, write idempotent: true"_s);
        else
            refuse(objections, path, u"answers %1 are not repeated: %2"_s.arg(rule.status).arg(why),
                   u"Leave automatic and attempts out of the rule"_s);
    }
}

void examineAdvice(const RetryPolicy &retry, Objections &objections)
{
    if (retry.attempts <= 1)
        return;
    const QString path = u"policy.retry.retry_after_max"_s;
    if (retry.retryAfterMax < retry.initial)
        refuse(objections, path,
               u"retry_after_max (%1) is less than the first wait (%2): a service that asks for less patience than "
               "there is anyway would block the step"_s.arg(toText(retry.retryAfterMax), toText(retry.initial)),
               u"Make it at least backoff's max"_s);
    else if (retry.retryAfterMax < retry.max)
        doubt(objections, path,
              u"retry_after_max (%1) is less than backoff's max (%2): a step blocks when it is asked to wait for "
              "what it might wait anyway"_s.arg(toText(retry.retryAfterMax), toText(retry.max)),
              u"Make it at least backoff's max"_s);
}

void examineBreaker(const Policy &policy, Objections &objections)
{
    const BreakerPolicy &breaker = policy.breaker;
    const double window = double(breaker.window.count());
    const QString path = u"policy.breaker.min_calls"_s;
    if (policy.rate) {
        const double most =
            policy.rate->burst + policy.rate->limit * window / double(std::max<qint64>(1, policy.rate->per.count()));
        if (most < breaker.minCalls)
            doubt(
                objections, path,
                u"the breaker can never open: its rate lets %1 calls through in the window, and min_calls is %2"_s.arg(int(most))
                    .arg(breaker.minCalls),
                u"Make min_calls smaller, or the window longer"_s);
    }
    const Milliseconds hang = std::min(policy.timeout.idle, policy.timeout.attempt);
    const double hanging = policy.maxConcurrency * window / double(std::max<qint64>(1, hang.count()));
    if (hanging < breaker.minCalls)
        doubt(objections, path,
              u"a service that hangs never opens the breaker: %1 calls at once, given up after %2, are %3 in the "
              "window, and min_calls is %4"_s.arg(policy.maxConcurrency)
                  .arg(toText(hang))
                  .arg(int(hanging))
                  .arg(breaker.minCalls),
              u"Make min_calls smaller, the window longer, or the timeouts shorter"_s);
    if (breaker.slowOver.count() > 0 && breaker.slowOver >= policy.timeout.attempt)
        doubt(objections, u"policy.breaker.slow_over"_s,
              u"no call is ever slow: slow_over (%1) is not less than the attempt timeout (%2), at which it has failed"_s.arg(
                  toText(breaker.slowOver), toText(policy.timeout.attempt)),
              u"Make slow_over less, or leave it out"_s);
    if (policy.timeout.step.count() > 0 && breaker.open > policy.timeout.step)
        doubt(objections, u"policy.breaker.open"_s,
              u"a step that meets the open breaker is given up: it stays open for %1, and the step's timeout is %2"_s.arg(
                  toText(breaker.open), toText(policy.timeout.step)),
              u"Open it for less, or give the step more time"_s);
}

void examineTimes(const Service &service, Objections &objections)
{
    const TimeoutPolicy &timeout = service.policy.timeout;
    if (service.contract.latencyBudget > timeout.attempt)
        doubt(objections, u"contract.latency_budget"_s,
              u"no answer is ever late: latency_budget (%1) is more than the attempt timeout (%2)"_s.arg(
                  toText(service.contract.latencyBudget), toText(timeout.attempt)),
              u"Promise less, or give attempts more time"_s);
    if (service.idempotent && timeout.step > service.idempotencyLifetime)
        doubt(objections, u"policy.timeout.step"_s,
              u"the step may take %1, and is not repeated after %2, when the idempotency key may be forgotten"_s.arg(
                  toText(timeout.step), toText(service.idempotencyLifetime)),
              u"Give it no more time than idempotency's lifetime"_s);
}

} // namespace

QList<Objection> objectionsTo(const Service &service)
{
    Objections objections;
    examineRepeats(service, objections);
    examineAdvice(service.policy.retry, objections);
    examineBreaker(service.policy, objections);
    examineTimes(service, objections);
    return objections;
}

} // namespace cairn
