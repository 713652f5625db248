#pragma once

#include "model/service.h"

#include <QJsonObject>

namespace cairn {

/// How many more retries a service's budget allows: tokens as in the AWS SDKs' standard mode. So that steps do not wait for ever
/// for successes that only they could bring, ten retries' worth comes back each second whatever happens (Finagle's reserve).
struct RetryBudget
{
    double tokens = 0;
    Timestamp updated; ///< when `tokens` was right
    bool operator==(const RetryBudget &) const = default;
};

/// Tokens that come back each millisecond, whatever happens.
double refillOf(const BudgetPolicy &policy);

RetryBudget fullBudget(const BudgetPolicy &policy, Timestamp now);
/// Tokens there are now.
double tokensAt(const RetryBudget &budget, const BudgetPolicy &policy, Timestamp now);
/// When a retry after a failure of this category can be paid for; `now` if it can.
Timestamp affordableAt(const RetryBudget &budget, const BudgetPolicy &policy, Category after, Timestamp now);
/// Pays for a retry; false, and nothing taken, if there is too little.
bool withdraw(RetryBudget &budget, const BudgetPolicy &policy, Category after, Timestamp now);
/// For a success: one token, and what it took if it was a retry (`after` that failure), which the AWS SDKs' standard mode gives
/// back likewise. So a service that works again is not kept waiting by what failed while it did not.
void deposit(RetryBudget &budget, const BudgetPolicy &policy, std::optional<Category> after, Timestamp now);

QJsonObject toJson(const RetryBudget &budget);
/// Nothing if it is not what toJson() wrote.
std::optional<RetryBudget> budgetFromJson(const QJsonObject &json);

} // namespace cairn
