#include "definition/servicepolicyjson.h"

#include "definition/servicecredential.h"

#include "definition/datajson.h"

#include <utility>

namespace cairn {

namespace {

constexpr std::pair<Jitter, QLatin1String> JitterWords[] = {{Jitter::None, QLatin1String("none")},
                                                            {Jitter::Full, QLatin1String("full")},
                                                            {Jitter::Equal, QLatin1String("equal")},
                                                            {Jitter::Decorrelated, QLatin1String("decorrelated")}};

qint64 count(Milliseconds duration)
{
    return duration.count();
}

QJsonObject jsonOf(const BudgetPolicy &budget)
{
    return {{QStringLiteral("capacity"), budget.capacity},
            {QStringLiteral("cost"), budget.cost},
            {QStringLiteral("timeout_cost"), budget.timeoutCost}};
}

QJsonObject jsonOf(const BreakerPolicy &breaker)
{
    return {{QStringLiteral("window_ms"), count(breaker.window)},      {QStringLiteral("min_calls"), breaker.minCalls},
            {QStringLiteral("failure_ratio"), breaker.failureRatio},   {QStringLiteral("slow_ratio"), breaker.slowRatio},
            {QStringLiteral("slow_over_ms"), count(breaker.slowOver)}, {QStringLiteral("open_ms"), count(breaker.open)},
            {QStringLiteral("open_max_ms"), count(breaker.openMax)},   {QStringLiteral("probes"), breaker.probes}};
}

QJsonObject jsonOf(const RatePolicy &rate)
{
    return {{QStringLiteral("per_ms"), count(rate.per)},
            {QStringLiteral("limit"), rate.limit},
            {QStringLiteral("burst"), rate.burst}};
}

QJsonObject jsonOf(const CategoryRule &rule)
{
    QJsonObject object{{QStringLiteral("as"), word(rule.as)}};
    if (rule.status != 0)
        object.insert(QStringLiteral("status"), rule.status);
    if (!rule.header.isEmpty())
        object.insert(QStringLiteral("header"), QString::fromLatin1(rule.header));
    if (!rule.headerValue.isEmpty())
        object.insert(QStringLiteral("header_value"), QString::fromUtf8(rule.headerValue));
    if (!rule.problemType.isEmpty())
        object.insert(QStringLiteral("problem"), rule.problemType);
    if (!rule.test.isEmpty())
        object.insert(QStringLiteral("test"), rule.test);
    if (rule.automatic)
        object.insert(QStringLiteral("automatic"), *rule.automatic);
    if (rule.attempts != 0)
        object.insert(QStringLiteral("attempts"), rule.attempts);
    return object;
}

QJsonObject jsonOf(const Contract &contract)
{
    QJsonObject object{{QStringLiteral("latency_budget_ms"), count(contract.latencyBudget)},
                       {QStringLiteral("owner"), contract.owner},
                       {QStringLiteral("escalate_to"), contract.escalateTo}};
    if (contract.recoveryBudget.count() != 0)
        object.insert(QStringLiteral("recovery_budget_ms"), count(contract.recoveryBudget));
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
        insertInto(object, QStringLiteral("timeout"), QStringLiteral("step_ms"), count(policy.timeout.step));
    if (policy.adaptiveConcurrency)
        insertInto(object, QStringLiteral("concurrency"), QStringLiteral("adaptive"), true);
    if (policy.retry.perCategory.isEmpty())
        return;
    QJsonObject attempts;
    for (auto it = policy.retry.perCategory.cbegin(); it != policy.retry.perCategory.cend(); ++it)
        attempts.insert(word(it.key()), it.value());
    insertInto(object, QStringLiteral("retry"), QStringLiteral("per_category"), attempts);
}

void readBudget(JsonReader &json, BudgetPolicy &budget)
{
    json.integer(QStringLiteral("capacity"), budget.capacity);
    json.integer(QStringLiteral("cost"), budget.cost);
    json.integer(QStringLiteral("timeout_cost"), budget.timeoutCost);
}

void readBreaker(JsonReader &json, BreakerPolicy &breaker)
{
    readMilliseconds(json, QStringLiteral("window_ms"), breaker.window);
    json.integer(QStringLiteral("min_calls"), breaker.minCalls);
    json.number(QStringLiteral("failure_ratio"), breaker.failureRatio);
    json.number(QStringLiteral("slow_ratio"), breaker.slowRatio);
    readMilliseconds(json, QStringLiteral("slow_over_ms"), breaker.slowOver);
    readMilliseconds(json, QStringLiteral("open_ms"), breaker.open);
    readMilliseconds(json, QStringLiteral("open_max_ms"), breaker.openMax);
    json.integer(QStringLiteral("probes"), breaker.probes);
}

RatePolicy readRate(JsonReader &json)
{
    RatePolicy rate;
    readMilliseconds(json, QStringLiteral("per_ms"), rate.per);
    json.integer(QStringLiteral("limit"), rate.limit);
    json.integer(QStringLiteral("burst"), rate.burst);
    return rate;
}

CategoryRule readRule(JsonReader &json)
{
    CategoryRule rule;
    json.integer(QStringLiteral("status"), rule.status);
    QString header, value, as;
    json.text(QStringLiteral("header"), header);
    json.text(QStringLiteral("header_value"), value);
    rule.header = header.toLatin1();
    rule.headerValue = value.toUtf8();
    json.text(QStringLiteral("problem"), rule.problemType);
    json.text(QStringLiteral("test"), rule.test);
    json.text(QStringLiteral("as"), as);
    if (const auto category = categoryFromWord(as))
        rule.as = *category;
    else
        json.damaged(QStringLiteral("as"), QStringLiteral("a category"));
    if (json.has(QStringLiteral("automatic"))) {
        bool automatic = false;
        json.boolean(QStringLiteral("automatic"), automatic);
        rule.automatic = automatic;
    }
    json.integer(QStringLiteral("attempts"), rule.attempts);
    return rule;
}

void readContractFields(JsonReader &json, Contract &contract)
{
    readMilliseconds(json, QStringLiteral("latency_budget_ms"), contract.latencyBudget);
    json.text(QStringLiteral("owner"), contract.owner);
    json.text(QStringLiteral("escalate_to"), contract.escalateTo);
    readMilliseconds(json, QStringLiteral("recovery_budget_ms"), contract.recoveryBudget);
}

} // namespace

QString word(Jitter jitter)
{
    for (const auto &[value, text] : JitterWords) {
        if (value == jitter)
            return text;
    }
    Q_UNREACHABLE();
    return {};
}

std::optional<Jitter> jitterFromWord(const QString &word)
{
    for (const auto &[value, text] : JitterWords) {
        if (word == text)
            return value;
    }
    return std::nullopt;
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
        object.insert(QStringLiteral("budget"), jsonOf(policy.budget));
    if (policy.breaker != BreakerPolicy())
        object.insert(QStringLiteral("breaker"), jsonOf(policy.breaker));
    if (policy.rate)
        object.insert(QStringLiteral("rate"), jsonOf(*policy.rate));
    if (service.contract != Contract())
        object.insert(QStringLiteral("contract"), jsonOf(service.contract));
    addCredentialFields(service, object);
    putClearance(object, service.clearedFor);
    if (service.tuning != Tuning())
        object.insert(QStringLiteral("tuning"), toJson(service.tuning));
    if (service.idempotencyLifetime != Service().idempotencyLifetime)
        object.insert(QStringLiteral("idempotency"),
                      QJsonObject{{QStringLiteral("lifetime_ms"), count(service.idempotencyLifetime)}});
    QJsonArray rules;
    for (const CategoryRule &rule : policy.categories)
        rules.append(jsonOf(rule));
    if (!rules.isEmpty())
        object.insert(QStringLiteral("categories"), rules);
}

void readLaterFields(JsonReader &json, Service &service)
{
    Policy &policy = service.policy;
    json.object(QStringLiteral("budget"), [&](JsonReader &inner) { readBudget(inner, policy.budget); });
    json.object(QStringLiteral("breaker"), [&](JsonReader &inner) { readBreaker(inner, policy.breaker); });
    json.object(QStringLiteral("rate"), [&](JsonReader &inner) { policy.rate = readRate(inner); });
    json.object(QStringLiteral("contract"), [&](JsonReader &inner) { readContractFields(inner, service.contract); });
    readCredentialFields(json, service);
    readClearance(json, service.clearedFor);
    json.object(QStringLiteral("tuning"), [&](JsonReader &inner) { readTuning(inner, service.tuning); });
    json.object(QStringLiteral("idempotency"),
                [&](JsonReader &inner) { readMilliseconds(inner, QStringLiteral("lifetime_ms"), service.idempotencyLifetime); });
    json.objects(QStringLiteral("categories"), [&](JsonReader &inner) { policy.categories.append(readRule(inner)); });
}

void readLaterTimeout(JsonReader &json, TimeoutPolicy &timeout)
{
    readMilliseconds(json, QStringLiteral("step_ms"), timeout.step);
}

void readLaterRetry(JsonReader &json, RetryPolicy &retry)
{
    json.object(QStringLiteral("per_category"), [&](JsonReader &inner) {
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
    json.boolean(QStringLiteral("adaptive"), policy.adaptiveConcurrency);
}

} // namespace cairn
