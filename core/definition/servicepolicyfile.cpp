#include "definition/servicepolicyfile.h"

#include "definition/nearest.h"
#include "definition/servicefields.h"

#include <optional>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

const KeyRules PolicyKeys{
    u"policy"_s, {u"timeout"_s, u"retry"_s, u"concurrency"_s, u"budget"_s, u"breaker"_s, u"rate"_s, u"categories"_s}, {}};
const KeyRules TimeoutKeys{u"timeout"_s, {u"connect"_s, u"idle"_s, u"attempt"_s, u"step"_s}, {}};
const KeyRules RetryKeys{u"retry"_s, {u"attempts"_s, u"backoff"_s, u"retry_after_max"_s, u"per_category"_s}, {}};
const KeyRules BackoffKeys{u"backoff"_s, {u"initial"_s, u"factor"_s, u"max"_s, u"jitter"_s}, {}};
const KeyRules ConcurrencyKeys{u"concurrency"_s, {u"max"_s, u"adaptive"_s}, {}};
const KeyRules BudgetKeys{u"budget"_s, {u"capacity"_s, u"cost"_s, u"timeout_cost"_s}, {}};
const KeyRules BreakerKeys{
    u"breaker"_s,
    {u"window"_s, u"min_calls"_s, u"failure_ratio"_s, u"slow_ratio"_s, u"slow_over"_s, u"open"_s, u"open_max"_s, u"probes"_s},
    {}};
const KeyRules RateKeys{u"rate"_s, {u"per"_s, u"limit"_s, u"burst"_s}, {}};
const KeyRules ContractKeys{u"contract"_s, {u"latency_budget"_s, u"recovery_budget"_s, u"owner"_s, u"escalate_to"_s}, {}};
const KeyRules IdempotencyKeys{u"idempotency"_s, {u"lifetime"_s}, {}};

constexpr Milliseconds LongestWindow = std::chrono::hours(24);
constexpr qsizetype LongestOwner = 120;

/// A part whose keys have defaults. An empty map is refused: it would look like a switch, and changes nothing.
std::optional<MapReader> part(const MapReader &map, const QString &key, const KeyRules &rules)
{
    const YamlNode *node = map.value(key);
    if (!node)
        return std::nullopt;
    if (node->kind == YamlNode::Kind::Map && node->entries.empty()) {
        map.report().add(node->at, u"'%1' says nothing"_s.arg(key),
                         u"Leave it out, or write some of: %1"_s.arg(rules.valid.join(u", "_s)));
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
    const YamlNode *node = policy.value(u"timeout"_s);
    if (!node)
        return;
    const MapReader map(policy.report(), *node, TimeoutKeys);
    map.duration(u"connect"_s, timeout.connect);
    map.duration(u"idle"_s, timeout.idle);
    map.duration(u"attempt"_s, timeout.attempt);
    map.duration(u"step"_s, timeout.step);
    if (timeout.step.count() > 0 && timeout.step < timeout.attempt)
        contradiction(map, {u"step"_s, u"attempt"_s},
                      u"timeout step (%1) is less than attempt (%2)"_s.arg(toText(timeout.step), toText(timeout.attempt)),
                      u"Make step at least as long as attempt"_s);
}

void readBackoff(const MapReader &retry, RetryPolicy &policy)
{
    const YamlNode *node = retry.value(u"backoff"_s);
    if (!node)
        return;
    const MapReader map(retry.report(), *node, BackoffKeys);
    map.duration(u"initial"_s, policy.initial);
    map.number(u"factor"_s, policy.factor, 1, LargestFactor);
    map.duration(u"max"_s, policy.max);
    readChoice<Jitter>(map, u"jitter"_s,
                       {{u"none"_s, Jitter::None},
                        {u"full"_s, Jitter::Full},
                        {u"equal"_s, Jitter::Equal},
                        {u"decorrelated"_s, Jitter::Decorrelated}},
                       policy.jitter);
    if (policy.max < policy.initial)
        contradiction(map, {u"max"_s, u"initial"_s},
                      u"backoff max (%1) is less than initial (%2)"_s.arg(toText(policy.max), toText(policy.initial)),
                      u"Make max at least as long as initial"_s);
}

/// Repeating what is wrong in itself only repeats it; single answers that are an exception have `categories`.
bool neverMends(Category category)
{
    return category == Category::Data || category == Category::Schema || category == Category::Policy;
}

void readPerCategory(const MapReader &retry, QMap<Category, int> &attempts)
{
    const YamlNode *node = retry.value(u"per_category"_s);
    if (!node)
        return;
    FileReport &report = retry.report();
    if (node->kind != YamlNode::Kind::Map || node->entries.empty())
        return report.add(node->at, u"'per_category' must be a map of categories and attempts"_s,
                          u"Write it like per_category: { timeout: 3 }"_s);
    const KeyRules rules{u"per_category"_s, categoryWords(), {}};
    const MapReader map(report, *node, rules);
    for (const YamlEntry &entry : node->entries) {
        const auto category = categoryFromWord(entry.key.text);
        int most = 0;
        if (category)
            map.integer(entry.key.text, most, 1, MostAttempts);
        if (most == 0)
            continue;
        if (most > 1 && neverMends(*category))
            report.add(entry.value.at, u"%1 failures do not mend by themselves, and cannot be retried"_s.arg(entry.key.text),
                       u"Leave it out; if certain answers do mend, say which under categories"_s);
        attempts.insert(*category, most);
    }
}

void readRetry(const MapReader &policy, RetryPolicy &retry)
{
    const YamlNode *node = policy.value(u"retry"_s);
    if (!node)
        return;
    const MapReader map(policy.report(), *node, RetryKeys);
    map.integer(u"attempts"_s, retry.attempts, 1, MostAttempts);
    map.duration(u"retry_after_max"_s, retry.retryAfterMax);
    readBackoff(map, retry);
    readPerCategory(map, retry.perCategory);
}

void readBudget(const MapReader &policy, BudgetPolicy &budget)
{
    const auto map = part(policy, u"budget"_s, BudgetKeys);
    if (!map)
        return;
    map->integer(u"capacity"_s, budget.capacity, 1, MostTokens);
    map->integer(u"cost"_s, budget.cost, 1, MostTokens);
    map->integer(u"timeout_cost"_s, budget.timeoutCost, 1, MostTokens);
    const int dearest = std::max(budget.cost, budget.timeoutCost);
    if (budget.capacity < dearest)
        contradiction(*map, {u"capacity"_s, u"timeout_cost"_s, u"cost"_s},
                      u"budget capacity (%1) is less than one retry costs (%2)"_s.arg(budget.capacity).arg(dearest),
                      u"Make capacity at least cost and timeout_cost; to retry nothing, write attempts: 1"_s);
}

void readBreaker(const MapReader &policy, BreakerPolicy &breaker)
{
    const auto map = part(policy, u"breaker"_s, BreakerKeys);
    if (!map)
        return;
    map->duration(u"window"_s, breaker.window);
    map->integer(u"min_calls"_s, breaker.minCalls, 1, MostTokens);
    map->number(u"failure_ratio"_s, breaker.failureRatio, LeastRatio, 1);
    map->number(u"slow_ratio"_s, breaker.slowRatio, LeastRatio, 1);
    map->duration(u"slow_over"_s, breaker.slowOver);
    map->duration(u"open"_s, breaker.open);
    map->duration(u"open_max"_s, breaker.openMax);
    map->integer(u"probes"_s, breaker.probes, 1, MostConcurrency);
    if (breaker.openMax < breaker.open)
        contradiction(*map, {u"open_max"_s, u"open"_s},
                      u"breaker open_max (%1) is less than open (%2)"_s.arg(toText(breaker.openMax), toText(breaker.open)),
                      u"Make open_max at least as long as open"_s);
    if (breaker.window < Milliseconds(1'000) || breaker.window > LongestWindow)
        contradiction(*map, {u"window"_s}, u"breaker window (%1) is not from 1s to 24h"_s.arg(toText(breaker.window)),
                      u"Write how far back calls tell the service's present state, such as 60s"_s);
    if (map->has(u"slow_ratio"_s) && breaker.slowOver.count() == 0)
        contradiction(*map, {u"slow_ratio"_s}, u"slow_ratio does nothing without slow_over"_s,
                      u"Add slow_over: DURATION, or leave slow_ratio out"_s);
}

void readConcurrency(const MapReader &policy, Policy &out)
{
    const YamlNode *node = policy.value(u"concurrency"_s);
    if (!node)
        return;
    const MapReader map(policy.report(), *node, ConcurrencyKeys);
    map.integer(u"max"_s, out.maxConcurrency, 1, MostConcurrency);
    map.boolean(u"adaptive"_s, out.adaptiveConcurrency);
}

void readRate(const MapReader &policy, std::optional<RatePolicy> &out)
{
    const YamlNode *written = policy.value(u"rate"_s);
    if (written && written->kind == YamlNode::Kind::Scalar && written->text == u"none"_s)
        return out.reset(); // whatever cairn.yaml says
    const auto map = part(policy, u"rate"_s, RateKeys);
    if (!map)
        return;
    RatePolicy rate;
    map->duration(u"per"_s, rate.per);
    if (map->require(u"limit"_s, u"Write limit: NUMBER, the requests in each `per` (1s unless written)"_s))
        map->integer(u"limit"_s, rate.limit, 1, MostTokens);
    rate.burst = rate.limit;
    map->integer(u"burst"_s, rate.burst, 1, MostTokens);
    if (rate.burst < rate.limit)
        contradiction(*map, {u"burst"_s}, u"rate burst (%1) is less than limit (%2)"_s.arg(rate.burst).arg(rate.limit),
                      u"Make burst at least limit, or leave it out; to spread requests evenly, make `per` and limit smaller"_s);
    out = rate;
}

void readOwner(const MapReader &map, const QString &key, QString &out)
{
    const YamlNode *found = map.text(key, out);
    if (found && (out.size() > LongestOwner || hasControl(out)))
        map.report().add(found->at, u"'%1' is longer than %2 characters or has a line break"_s.arg(key).arg(LongestOwner),
                         u"Write the name of a team or a person"_s);
}

} // namespace

bool readCategory(FileReport &report, const YamlNode &written, Category &out)
{
    const auto category = written.kind == YamlNode::Kind::Scalar ? categoryFromWord(written.text) : std::nullopt;
    if (category) {
        out = *category;
        return true;
    }
    report.add(written.at, u"'%1' is not a category"_s.arg(written.text.left(40)),
               suggestion(written.text, categoryWords(), u"Categories"_s));
    return false;
}

void readPolicy(const MapReader &holder, Policy &policy)
{
    const YamlNode *node = holder.value(u"policy"_s);
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
    const auto map = part(service, u"contract"_s, ContractKeys);
    if (!map)
        return;
    map->duration(u"latency_budget"_s, contract.latencyBudget);
    map->duration(u"recovery_budget"_s, contract.recoveryBudget);
    readOwner(*map, u"owner"_s, contract.owner);
    readOwner(*map, u"escalate_to"_s, contract.escalateTo);
}

void readIdempotency(const MapReader &service, Milliseconds &lifetime)
{
    if (const auto map = part(service, u"idempotency"_s, IdempotencyKeys))
        map->duration(u"lifetime"_s, lifetime);
}

} // namespace cairn
