#include "definition/servicepolicyfile.h"

#include "definition/nearest.h"
#include "definition/servicefields.h"

#include <optional>

namespace cairn {

namespace {

const KeyRules PolicyKeys{QStringLiteral("policy"),
                          {QStringLiteral("timeout"), QStringLiteral("retry"), QStringLiteral("concurrency"),
                           QStringLiteral("budget"), QStringLiteral("breaker"), QStringLiteral("rate"),
                           QStringLiteral("categories")},
                          {}};
const KeyRules TimeoutKeys{QStringLiteral("timeout"),
                           {QStringLiteral("connect"), QStringLiteral("idle"), QStringLiteral("attempt"), QStringLiteral("step")},
                           {}};
const KeyRules RetryKeys{
    QStringLiteral("retry"),
    {QStringLiteral("attempts"), QStringLiteral("backoff"), QStringLiteral("retry_after_max"), QStringLiteral("per_category")},
    {}};
const KeyRules BackoffKeys{QStringLiteral("backoff"),
                           {QStringLiteral("initial"), QStringLiteral("factor"), QStringLiteral("max"), QStringLiteral("jitter")},
                           {}};
const KeyRules ConcurrencyKeys{QStringLiteral("concurrency"), {QStringLiteral("max"), QStringLiteral("adaptive")}, {}};
const KeyRules BudgetKeys{
    QStringLiteral("budget"), {QStringLiteral("capacity"), QStringLiteral("cost"), QStringLiteral("timeout_cost")}, {}};
const KeyRules BreakerKeys{QStringLiteral("breaker"),
                           {QStringLiteral("window"), QStringLiteral("min_calls"), QStringLiteral("failure_ratio"),
                            QStringLiteral("slow_ratio"), QStringLiteral("slow_over"), QStringLiteral("open"),
                            QStringLiteral("open_max"), QStringLiteral("probes")},
                           {}};
const KeyRules RateKeys{QStringLiteral("rate"), {QStringLiteral("per"), QStringLiteral("limit"), QStringLiteral("burst")}, {}};
const KeyRules ContractKeys{
    QStringLiteral("contract"),
    {QStringLiteral("latency_budget"), QStringLiteral("recovery_budget"), QStringLiteral("owner"), QStringLiteral("escalate_to")},
    {}};
const KeyRules IdempotencyKeys{QStringLiteral("idempotency"), {QStringLiteral("lifetime")}, {}};

constexpr Milliseconds LongestWindow = std::chrono::hours(24);
constexpr qsizetype LongestOwner = 120;

/// A part whose keys have defaults. An empty map is refused: it would look like a switch, and changes nothing.
std::optional<MapReader> part(const MapReader &map, const QString &key, const KeyRules &rules)
{
    const YamlNode *node = map.value(key);
    if (!node)
        return std::nullopt;
    if (node->kind == YamlNode::Kind::Map && node->entries.empty()) {
        map.report().add(node->at, QStringLiteral("'%1' says nothing").arg(key),
                         QStringLiteral("Leave it out, or write some of: %1").arg(rules.valid.join(QStringLiteral(", "))));
        return std::nullopt;
    }
    return std::optional<MapReader>(std::in_place, map.report(), *node, rules);
}

/// Reports that two values do not go together, at the first of `keys` that was written.
void contradiction(const MapReader &map, const QStringList &keys, const QString &what, const QString &remedy)
{
    for (const QString &key : keys) {
        if (map.has(key))
            return map.report().add(map.keyPlace(key), what, remedy);
    }
}

void readTimeout(const MapReader &policy, TimeoutPolicy &timeout)
{
    const YamlNode *node = policy.value(QStringLiteral("timeout"));
    if (!node)
        return;
    const MapReader map(policy.report(), *node, TimeoutKeys);
    map.duration(QStringLiteral("connect"), timeout.connect);
    map.duration(QStringLiteral("idle"), timeout.idle);
    map.duration(QStringLiteral("attempt"), timeout.attempt);
    map.duration(QStringLiteral("step"), timeout.step);
    if (timeout.step.count() > 0 && timeout.step < timeout.attempt)
        contradiction(
            map, {QStringLiteral("step"), QStringLiteral("attempt")},
            QStringLiteral("timeout step (%1) is less than attempt (%2)").arg(toText(timeout.step), toText(timeout.attempt)),
            QStringLiteral("Make step at least as long as attempt"));
}

void readBackoff(const MapReader &retry, RetryPolicy &policy)
{
    const YamlNode *node = retry.value(QStringLiteral("backoff"));
    if (!node)
        return;
    const MapReader map(retry.report(), *node, BackoffKeys);
    map.duration(QStringLiteral("initial"), policy.initial);
    map.number(QStringLiteral("factor"), policy.factor, 1, LargestFactor);
    map.duration(QStringLiteral("max"), policy.max);
    readChoice<Jitter>(map, QStringLiteral("jitter"),
                       {{QStringLiteral("none"), Jitter::None},
                        {QStringLiteral("full"), Jitter::Full},
                        {QStringLiteral("equal"), Jitter::Equal},
                        {QStringLiteral("decorrelated"), Jitter::Decorrelated}},
                       policy.jitter);
    if (policy.max < policy.initial)
        contradiction(
            map, {QStringLiteral("max"), QStringLiteral("initial")},
            QStringLiteral("backoff max (%1) is less than initial (%2)").arg(toText(policy.max), toText(policy.initial)),
            QStringLiteral("Make max at least as long as initial"));
}

/// Repeating what is wrong in itself only repeats it; single answers that are an exception have `categories`.
bool neverMends(Category category)
{
    return category == Category::Data || category == Category::Schema || category == Category::Policy;
}

void readPerCategory(const MapReader &retry, QMap<Category, int> &attempts)
{
    const YamlNode *node = retry.value(QStringLiteral("per_category"));
    if (!node)
        return;
    FileReport &report = retry.report();
    if (node->kind != YamlNode::Kind::Map || node->entries.empty())
        return report.add(node->at, QStringLiteral("'per_category' must be a map of categories and attempts"),
                          QStringLiteral("Write it like per_category: { timeout: 3 }"));
    const KeyRules rules{QStringLiteral("per_category"), categoryWords(), {}};
    const MapReader map(report, *node, rules);
    for (const YamlEntry &entry : node->entries) {
        const auto category = categoryFromWord(entry.key.text);
        int most = 0;
        if (category)
            map.integer(entry.key.text, most, 1, MostAttempts);
        if (most == 0)
            continue;
        if (most > 1 && neverMends(*category))
            report.add(entry.value.at,
                       QStringLiteral("%1 failures do not mend by themselves, and cannot be retried").arg(entry.key.text),
                       QStringLiteral("Leave it out; if certain answers do mend, say which under categories"));
        attempts.insert(*category, most);
    }
}

void readRetry(const MapReader &policy, RetryPolicy &retry)
{
    const YamlNode *node = policy.value(QStringLiteral("retry"));
    if (!node)
        return;
    const MapReader map(policy.report(), *node, RetryKeys);
    map.integer(QStringLiteral("attempts"), retry.attempts, 1, MostAttempts);
    map.duration(QStringLiteral("retry_after_max"), retry.retryAfterMax);
    readBackoff(map, retry);
    readPerCategory(map, retry.perCategory);
}

void readBudget(const MapReader &policy, BudgetPolicy &budget)
{
    const auto map = part(policy, QStringLiteral("budget"), BudgetKeys);
    if (!map)
        return;
    map->integer(QStringLiteral("capacity"), budget.capacity, 1, MostTokens);
    map->integer(QStringLiteral("cost"), budget.cost, 1, MostTokens);
    map->integer(QStringLiteral("timeout_cost"), budget.timeoutCost, 1, MostTokens);
    const int dearest = std::max(budget.cost, budget.timeoutCost);
    if (budget.capacity < dearest)
        contradiction(*map, {QStringLiteral("capacity"), QStringLiteral("timeout_cost"), QStringLiteral("cost")},
                      QStringLiteral("budget capacity (%1) is less than one retry costs (%2)").arg(budget.capacity).arg(dearest),
                      QStringLiteral("Make capacity at least cost and timeout_cost; to retry nothing, write attempts: 1"));
}

void readBreaker(const MapReader &policy, BreakerPolicy &breaker)
{
    const auto map = part(policy, QStringLiteral("breaker"), BreakerKeys);
    if (!map)
        return;
    map->duration(QStringLiteral("window"), breaker.window);
    map->integer(QStringLiteral("min_calls"), breaker.minCalls, 1, MostTokens);
    map->number(QStringLiteral("failure_ratio"), breaker.failureRatio, LeastRatio, 1);
    map->number(QStringLiteral("slow_ratio"), breaker.slowRatio, LeastRatio, 1);
    map->duration(QStringLiteral("slow_over"), breaker.slowOver);
    map->duration(QStringLiteral("open"), breaker.open);
    map->duration(QStringLiteral("open_max"), breaker.openMax);
    map->integer(QStringLiteral("probes"), breaker.probes, 1, MostConcurrency);
    if (breaker.openMax < breaker.open)
        contradiction(
            *map, {QStringLiteral("open_max"), QStringLiteral("open")},
            QStringLiteral("breaker open_max (%1) is less than open (%2)").arg(toText(breaker.openMax), toText(breaker.open)),
            QStringLiteral("Make open_max at least as long as open"));
    if (breaker.window < Milliseconds(1'000) || breaker.window > LongestWindow)
        contradiction(*map, {QStringLiteral("window")},
                      QStringLiteral("breaker window (%1) is not from 1s to 24h").arg(toText(breaker.window)),
                      QStringLiteral("Write how far back calls tell the service's present state, such as 60s"));
    if (map->has(QStringLiteral("slow_ratio")) && breaker.slowOver.count() == 0)
        contradiction(*map, {QStringLiteral("slow_ratio")}, QStringLiteral("slow_ratio does nothing without slow_over"),
                      QStringLiteral("Add slow_over: DURATION, or leave slow_ratio out"));
}

void readConcurrency(const MapReader &policy, Policy &out)
{
    const YamlNode *node = policy.value(QStringLiteral("concurrency"));
    if (!node)
        return;
    const MapReader map(policy.report(), *node, ConcurrencyKeys);
    map.integer(QStringLiteral("max"), out.maxConcurrency, 1, MostConcurrency);
    map.boolean(QStringLiteral("adaptive"), out.adaptiveConcurrency);
}

void readRate(const MapReader &policy, std::optional<RatePolicy> &out)
{
    const YamlNode *written = policy.value(QStringLiteral("rate"));
    if (written && written->kind == YamlNode::Kind::Scalar && written->text == QStringLiteral("none"))
        return out.reset(); // whatever cairn.yaml says
    const auto map = part(policy, QStringLiteral("rate"), RateKeys);
    if (!map)
        return;
    RatePolicy rate;
    map->duration(QStringLiteral("per"), rate.per);
    if (map->require(QStringLiteral("limit"),
                     QStringLiteral("Write limit: NUMBER, the requests in each `per` (1s unless written)")))
        map->integer(QStringLiteral("limit"), rate.limit, 1, MostTokens);
    rate.burst = rate.limit;
    map->integer(QStringLiteral("burst"), rate.burst, 1, MostTokens);
    if (rate.burst < rate.limit)
        contradiction(*map, {QStringLiteral("burst")},
                      QStringLiteral("rate burst (%1) is less than limit (%2)").arg(rate.burst).arg(rate.limit),
                      QStringLiteral(
                          "Make burst at least limit, or leave it out; to spread requests evenly, make `per` and limit smaller"));
    out = rate;
}

void readOwner(const MapReader &map, const QString &key, QString &out)
{
    const YamlNode *found = map.text(key, out);
    if (found && (out.size() > LongestOwner || hasControl(out)))
        map.report().add(found->at,
                         QStringLiteral("'%1' is longer than %2 characters or has a line break").arg(key).arg(LongestOwner),
                         QStringLiteral("Write the name of a team or a person"));
}

} // namespace

bool readCategory(FileReport &report, const YamlNode &written, Category &out)
{
    const auto category = written.kind == YamlNode::Kind::Scalar ? categoryFromWord(written.text) : std::nullopt;
    if (category) {
        out = *category;
        return true;
    }
    report.add(written.at, QStringLiteral("'%1' is not a category").arg(written.text.left(40)),
               suggestion(written.text, categoryWords(), QStringLiteral("Categories")));
    return false;
}

void readPolicy(const MapReader &holder, Policy &policy)
{
    const YamlNode *node = holder.value(QStringLiteral("policy"));
    if (!node)
        return;
    const MapReader map(holder.report(), *node, PolicyKeys);
    readTimeout(map, policy.timeout);
    readRetry(map, policy.retry);
    readConcurrency(map, policy);
    readBudget(map, policy.budget);
    readBreaker(map, policy.breaker);
    readRate(map, policy.rate);
    QList<CategoryRule> own;
    readCategoryRules(map, own);
    policy.categories = own + policy.categories;
}

void readContract(const MapReader &service, Contract &contract)
{
    const auto map = part(service, QStringLiteral("contract"), ContractKeys);
    if (!map)
        return;
    map->duration(QStringLiteral("latency_budget"), contract.latencyBudget);
    map->duration(QStringLiteral("recovery_budget"), contract.recoveryBudget);
    readOwner(*map, QStringLiteral("owner"), contract.owner);
    readOwner(*map, QStringLiteral("escalate_to"), contract.escalateTo);
}

void readIdempotency(const MapReader &service, Milliseconds &lifetime)
{
    if (const auto map = part(service, QStringLiteral("idempotency"), IdempotencyKeys))
        map->duration(QStringLiteral("lifetime"), lifetime);
}

} // namespace cairn
