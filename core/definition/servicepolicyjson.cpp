#include "definition/servicepolicyjson.h"

#include "definition/datajson.h"
#include "definition/servicecredential.h"
#include "model/wordtable.h"

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr WordTable<Jitter, 4> JitterWords{{
    {Jitter::None, "none"_L1},
    {Jitter::Full, "full"_L1},
    {Jitter::Equal, "equal"_L1},
    {Jitter::Decorrelated, "decorrelated"_L1},
}};

qint64 count(Milliseconds duration)
{
    return duration.count();
}

QJsonObject jsonOf(const BudgetPolicy &budget)
{
    return {{u"capacity"_s, budget.capacity}, {u"cost"_s, budget.cost}, {u"timeout_cost"_s, budget.timeoutCost}};
}

QJsonObject jsonOf(const BreakerPolicy &breaker)
{
    return {{u"window_ms"_s, count(breaker.window)},      {u"min_calls"_s, breaker.minCalls},
            {u"failure_ratio"_s, breaker.failureRatio},   {u"slow_ratio"_s, breaker.slowRatio},
            {u"slow_over_ms"_s, count(breaker.slowOver)}, {u"open_ms"_s, count(breaker.open)},
            {u"open_max_ms"_s, count(breaker.openMax)},   {u"probes"_s, breaker.probes}};
}

QJsonObject jsonOf(const RatePolicy &rate)
{
    return {{u"per_ms"_s, count(rate.per)}, {u"limit"_s, rate.limit}, {u"burst"_s, rate.burst}};
}

QJsonObject jsonOf(const CategoryRule &rule)
{
    QJsonObject object{{u"as"_s, word(rule.as)}};
    if (rule.status != 0)
        object.insert(u"status"_s, rule.status);
    if (!rule.header.isEmpty())
        object.insert(u"header"_s, QString::fromLatin1(rule.header));
    if (!rule.headerValue.isEmpty())
        object.insert(u"header_value"_s, QString::fromUtf8(rule.headerValue));
    if (!rule.problemType.isEmpty())
        object.insert(u"problem"_s, rule.problemType);
    if (!rule.test.isEmpty())
        object.insert(u"test"_s, rule.test);
    if (rule.automatic)
        object.insert(u"automatic"_s, *rule.automatic);
    if (rule.attempts != 0)
        object.insert(u"attempts"_s, rule.attempts);
    return object;
}

QJsonObject jsonOf(const Contract &contract)
{
    QJsonObject object{{u"latency_budget_ms"_s, count(contract.latencyBudget)},
                       {u"owner"_s, contract.owner},
                       {u"escalate_to"_s, contract.escalateTo}};
    if (contract.recoveryBudget.count() != 0)
        object.insert(u"recovery_budget_ms"_s, count(contract.recoveryBudget));
    return object;
}

/// Puts a field into the object that stands at `part`.
void insertInto(QJsonObject &object, const QString &part, const QString &key, const QJsonValue &value)
{
    QJsonObject inner = object.value(part).toObject();
    inner.insert(key, value);
    object.insert(part, inner);
}

void addToOldParts(const Policy &policy, QJsonObject &object)
{
    if (policy.timeout.step.count() != 0)
        insertInto(object, u"timeout"_s, u"step_ms"_s, count(policy.timeout.step));
    if (policy.adaptiveConcurrency)
        insertInto(object, u"concurrency"_s, u"adaptive"_s, true);
    if (policy.retry.perCategory.isEmpty())
        return;
    QJsonObject attempts;
    for (auto it = policy.retry.perCategory.cbegin(); it != policy.retry.perCategory.cend(); ++it)
        attempts.insert(word(it.key()), it.value());
    insertInto(object, u"retry"_s, u"per_category"_s, attempts);
}

void readBudget(JsonReader &json, BudgetPolicy &budget)
{
    json.integer(u"capacity"_s, budget.capacity);
    json.integer(u"cost"_s, budget.cost);
    json.integer(u"timeout_cost"_s, budget.timeoutCost);
}

void readBreaker(JsonReader &json, BreakerPolicy &breaker)
{
    readMilliseconds(json, u"window_ms"_s, breaker.window);
    json.integer(u"min_calls"_s, breaker.minCalls);
    json.number(u"failure_ratio"_s, breaker.failureRatio);
    json.number(u"slow_ratio"_s, breaker.slowRatio);
    readMilliseconds(json, u"slow_over_ms"_s, breaker.slowOver);
    readMilliseconds(json, u"open_ms"_s, breaker.open);
    readMilliseconds(json, u"open_max_ms"_s, breaker.openMax);
    json.integer(u"probes"_s, breaker.probes);
}

RatePolicy readRate(JsonReader &json)
{
    RatePolicy rate;
    readMilliseconds(json, u"per_ms"_s, rate.per);
    json.integer(u"limit"_s, rate.limit);
    json.integer(u"burst"_s, rate.burst);
    return rate;
}

CategoryRule readRule(JsonReader &json)
{
    CategoryRule rule;
    json.integer(u"status"_s, rule.status);
    QString header, value, as;
    json.text(u"header"_s, header);
    json.text(u"header_value"_s, value);
    rule.header = header.toLatin1();
    rule.headerValue = value.toUtf8();
    json.text(u"problem"_s, rule.problemType);
    json.text(u"test"_s, rule.test);
    json.text(u"as"_s, as);
    if (const auto category = categoryFromWord(as))
        rule.as = *category;
    else
        json.damaged(u"as"_s, u"a category"_s);
    if (json.has(u"automatic"_s)) {
        bool automatic = false;
        json.boolean(u"automatic"_s, automatic);
        rule.automatic = automatic;
    }
    json.integer(u"attempts"_s, rule.attempts);
    return rule;
}

void readContractFields(JsonReader &json, Contract &contract)
{
    readMilliseconds(json, u"latency_budget_ms"_s, contract.latencyBudget);
    json.text(u"owner"_s, contract.owner);
    json.text(u"escalate_to"_s, contract.escalateTo);
    readMilliseconds(json, u"recovery_budget_ms"_s, contract.recoveryBudget);
}

} // namespace

QString word(Jitter jitter)
{
    return wordIn(JitterWords, jitter);
}

std::optional<Jitter> jitterFromWord(const QString &word)
{
    return valueIn(JitterWords, word);
}

void readMilliseconds(JsonReader &json, const QString &key, Milliseconds &out)
{
    qint64 written = out.count();
    json.integer(key, written);
    out = Milliseconds(written);
}

void addLaterFields(const Service &service, QJsonObject &object)
{
    const Policy &policy = service.policy;
    addToOldParts(policy, object);
    if (policy.budget != BudgetPolicy())
        object.insert(u"budget"_s, jsonOf(policy.budget));
    if (policy.breaker != BreakerPolicy())
        object.insert(u"breaker"_s, jsonOf(policy.breaker));
    if (policy.rate)
        object.insert(u"rate"_s, jsonOf(*policy.rate));
    if (service.contract != Contract())
        object.insert(u"contract"_s, jsonOf(service.contract));
    addCredentialFields(service, object);
    putClearance(object, service.clearedFor);
    if (service.tuning != Tuning())
        object.insert(u"tuning"_s, toJson(service.tuning));
    if (service.idempotencyLifetime != Service().idempotencyLifetime)
        object.insert(u"idempotency"_s, QJsonObject{{u"lifetime_ms"_s, count(service.idempotencyLifetime)}});
    QJsonArray rules;
    for (const CategoryRule &rule : policy.categories)
        rules.append(jsonOf(rule));
    if (!rules.isEmpty())
        object.insert(u"categories"_s, rules);
}

void readLaterFields(JsonReader &json, Service &service)
{
    Policy &policy = service.policy;
    json.object(u"budget"_s, [&](JsonReader &inner) { readBudget(inner, policy.budget); });
    json.object(u"breaker"_s, [&](JsonReader &inner) { readBreaker(inner, policy.breaker); });
    json.object(u"rate"_s, [&](JsonReader &inner) { policy.rate = readRate(inner); });
    json.object(u"contract"_s, [&](JsonReader &inner) { readContractFields(inner, service.contract); });
    readCredentialFields(json, service);
    readClearance(json, service.clearedFor);
    json.object(u"tuning"_s, [&](JsonReader &inner) { readTuning(inner, service.tuning); });
    json.object(u"idempotency"_s,
                [&](JsonReader &inner) { readMilliseconds(inner, u"lifetime_ms"_s, service.idempotencyLifetime); });
    json.objects(u"categories"_s, [&](JsonReader &inner) { policy.categories.append(readRule(inner)); });
}

void readLaterTimeout(JsonReader &json, TimeoutPolicy &timeout)
{
    readMilliseconds(json, u"step_ms"_s, timeout.step);
}

void readLaterRetry(JsonReader &json, RetryPolicy &retry)
{
    json.object(u"per_category"_s, [&](JsonReader &inner) {
        for (const Category category : allCategories()) {
            if (!inner.has(word(category)))
                continue;
            int attempts = 1;
            inner.integer(word(category), attempts);
            retry.perCategory.insert(category, attempts);
        }
    });
}

void readLaterConcurrency(JsonReader &json, Policy &policy)
{
    json.boolean(u"adaptive"_s, policy.adaptiveConcurrency);
}

} // namespace cairn
