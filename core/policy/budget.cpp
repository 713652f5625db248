#include "policy/budget.h"

#include <algorithm>
#include <cmath>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr int ReservePerSecond = 10; // retries, as Finagle's minRetriesPerSec

double price(const BudgetPolicy &policy, Category after)
{
    // a price above the capacity could never be paid
    return std::min(after == Category::Timeout ? policy.timeoutCost : policy.cost, policy.capacity);
}

void bringUpToDate(RetryBudget &budget, const BudgetPolicy &policy, Timestamp now)
{
    budget.tokens = tokensAt(budget, policy, now);
    budget.updated = now;
}

} // namespace

double refillOf(const BudgetPolicy &policy)
{
    return double(policy.cost) * ReservePerSecond / 1'000;
}

RetryBudget fullBudget(const BudgetPolicy &policy, Timestamp now)
{
    return {double(policy.capacity), now};
}

double tokensAt(const RetryBudget &budget, const BudgetPolicy &policy, Timestamp now)
{
    // a clock set back gives nothing, and takes nothing
    const auto passed = double(std::max(Milliseconds(0), now - budget.updated).count());
    return std::clamp(budget.tokens + passed * refillOf(policy), 0.0, double(policy.capacity));
}

Timestamp affordableAt(const RetryBudget &budget, const BudgetPolicy &policy, Category after, Timestamp now)
{
    const double missing = price(policy, after) - tokensAt(budget, policy, now);
    return missing <= 0 ? now : now + Milliseconds(std::llround(std::ceil(missing / refillOf(policy))));
}

bool withdraw(RetryBudget &budget, const BudgetPolicy &policy, Category after, Timestamp now)
{
    bringUpToDate(budget, policy, now);
    const double cost = price(policy, after);
    if (budget.tokens < cost)
        return false;
    budget.tokens -= cost;
    return true;
}

void deposit(RetryBudget &budget, const BudgetPolicy &policy, std::optional<Category> after, Timestamp now)
{
    bringUpToDate(budget, policy, now);
    budget.tokens = std::min(budget.tokens + 1 + (after ? price(policy, *after) : 0), double(policy.capacity));
}

QJsonObject toJson(const RetryBudget &budget)
{
    return {{u"tokens"_s, budget.tokens}, {u"updated_ms"_s, qint64(budget.updated.time_since_epoch().count())}};
}

std::optional<RetryBudget> budgetFromJson(const QJsonObject &json)
{
    const QJsonValue tokens = json.value(u"tokens"_s);
    const QJsonValue updated = json.value(u"updated_ms"_s);
    if (!tokens.isDouble() || !updated.isDouble() || tokens.toDouble() < 0)
        return std::nullopt;
    return RetryBudget{tokens.toDouble(), Timestamp(Milliseconds(updated.toInteger()))};
}

} // namespace cairn
