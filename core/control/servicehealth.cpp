#include "control/servicehealth.h"

#include "definition/canonical.h"

#include <QJsonObject>

namespace cairn {

Result<ServiceHealth> readServiceHealth(StoreReader &reader, const ServiceRevision &revision, Timestamp now)
{
    const auto remembered = reader.serviceState(revision.service.name);
    if (!remembered)
        return tl::unexpected(remembered.error());
    const Policy &policy = revision.service.policy;
    ServiceHealth health;
    health.revision = revision;
    health.state = serviceStateFromJson(*remembered, policy, now);
    health.inFlight = remembered->value(QStringLiteral("in_flight")).toInt();
    health.waiting = remembered->value(QStringLiteral("waiting")).toInt();
    health.allowed = allowedInFlight(health.state.concurrency, policy);
    health.exchanges = remembered->value(QStringLiteral("exchanges")).toInteger();
    health.overBudget = remembered->value(QStringLiteral("over_budget")).toInteger();
    return health;
}

Result<QList<ServiceHealth>> readServiceHealth(StoreReader &reader, Timestamp now)
{
    const auto revisions = reader.services();
    if (!revisions)
        return tl::unexpected(revisions.error());
    QList<ServiceHealth> all;
    for (const ServiceRevision &revision : *revisions) {
        auto health = readServiceHealth(reader, revision, now);
        if (!health)
            return tl::unexpected(health.error());
        all.append(std::move(*health));
    }
    return all;
}

QString breakerText(const ServiceHealth &health, Timestamp now)
{
    const Breaker &breaker = health.state.breaker;
    const QString state = word(breaker.state(now)).replace(QLatin1Char('_'), QLatin1Char(' '));
    if (breaker.isReleasing(now))
        return QStringLiteral("%1, let through in waves for another %2: %3")
            .arg(state, toText(breaker.order()->until - now), breaker.order()->reason);
    if (breaker.order() && now < breaker.order()->until)
        return QStringLiteral("forced %1 for another %2: %3")
            .arg(state, toText(breaker.order()->until - now), breaker.order()->reason);
    const auto held = breaker.held(health.revision.service.policy.breaker, now);
    return held && breaker.state(now) == BreakerState::Open
               ? QStringLiteral("%1 for another %2").arg(state, toText(held->until - now))
               : state;
}

QString latencyText(const ServiceHealth &health)
{
    const Milliseconds budget = health.revision.service.contract.latencyBudget;
    if (health.exchanges == 0 && budget.count() == 0)
        return {};
    const QString promised = budget.count() > 0 ? toText(budget) : QStringLiteral("their steps' budgets");
    return QStringLiteral("%1 of %2 over %3").arg(health.overBudget).arg(health.exchanges).arg(promised);
}

QJsonObject toJson(const ServiceHealth &health, Timestamp now)
{
    const Breaker &breaker = health.state.breaker;
    const Service &service = health.revision.service;
    QJsonObject json{{QStringLiteral("name"), service.name},
                     {QStringLiteral("revision"), health.revision.revision},
                     {QStringLiteral("breaker"), word(breaker.state(now))},
                     {QStringLiteral("in_flight"), health.inFlight},
                     {QStringLiteral("waiting"), health.waiting},
                     {QStringLiteral("allowed"), health.allowed},
                     {QStringLiteral("retry_tokens"), tokensAt(health.state.budget, service.policy.budget, now)},
                     {QStringLiteral("definition"), toJson(service)}};
    if (breaker.order() && now < breaker.order()->until)
        json.insert(QStringLiteral("breaker_order"), QJsonObject{{QStringLiteral("open"), breaker.order()->open},
                                                                 {QStringLiteral("in_waves"), breaker.order()->inWaves},
                                                                 {QStringLiteral("until"), toRfc3339(breaker.order()->until)},
                                                                 {QStringLiteral("reason"), breaker.order()->reason}});
    if (health.exchanges > 0 || service.contract.latencyBudget.count() > 0) {
        json.insert(QStringLiteral("exchanges"), health.exchanges);
        json.insert(QStringLiteral("over_latency_budget"), health.overBudget);
    }
    return json;
}

} // namespace cairn
