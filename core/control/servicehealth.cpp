#include "control/servicehealth.h"

#include "definition/canonical.h"

#include <QJsonObject>

namespace cairn {

using namespace Qt::StringLiterals;

Result<ServiceHealth> readServiceHealth(StoreReader &reader, const ServiceRevision &revision, Timestamp now, bool isCarried)
{
    const auto remembered = reader.serviceState(revision.service.name);
    if (!remembered)
        return tl::unexpected(remembered.error());
    const Policy &policy = revision.service.policy;
    ServiceHealth health;
    health.revision = revision;
    health.state = serviceStateFromJson(*remembered, policy, now);
    if (isCarried) {
        health.inFlight = remembered->value(u"in_flight"_s).toInt();
        health.waiting = remembered->value(u"waiting"_s).toInt();
    }
    health.allowed = mostInFlight(health.state, policy);
    health.exchanges = remembered->value(u"exchanges"_s).toInteger();
    health.overBudget = remembered->value(u"over_budget"_s).toInteger();
    return health;
}

Result<QList<ServiceHealth>> readServiceHealth(StoreReader &reader, Timestamp now, bool isCarried)
{
    const auto revisions = reader.services();
    if (!revisions)
        return tl::unexpected(revisions.error());
    QList<ServiceHealth> all;
    for (const ServiceRevision &revision : *revisions) {
        auto health = readServiceHealth(reader, revision, now, isCarried);
        if (!health)
            return tl::unexpected(health.error());
        all.append(std::move(*health));
    }
    return all;
}

namespace {

QString breakerAlone(const ServiceHealth &health, Timestamp now)
{
    const Breaker &breaker = health.state.breaker;
    const QString state = word(breaker.state(now)).replace(QLatin1Char('_'), QLatin1Char(' '));
    if (const Breaker::Order *order = breaker.orderInForce(now)) {
        const QString form =
            order->inWaves ? u"%1, let through in waves for another %2: %3"_s : u"forced %1 for another %2: %3"_s;
        return form.arg(state, toText(order->until - now), order->reason);
    }
    const auto held = breaker.held(health.revision.service.policy.breaker, now);
    return held && breaker.state(now) == BreakerState::Open ? u"%1 for another %2"_s.arg(state, toText(held->until - now))
                                                            : state;
}

} // namespace

QString breakerText(const ServiceHealth &health, Timestamp now)
{
    const auto quiet = quietUntil(health, now);
    const QString alone = breakerAlone(health, now);
    return quiet ? u"%1; left alone for another %2"_s.arg(alone, toText(*quiet - now)) : alone;
}

std::optional<Timestamp> quietUntil(const ServiceHealth &health, Timestamp now)
{
    return quietUntil(health.state, health.revision.service.policy, now);
}

QString silenceText(const QString &service, const ServiceState &state, const Policy &policy, Timestamp now)
{
    const auto quiet = quietUntil(state, policy, now);
    const QString form = state.silence.ofQuota
                             ? u"left alone until %1, as it said that a quota is used up (`cairn breaker %2 close` ends that)"_s
                             : u"left alone until %1, as it asked (`cairn breaker %2 close` ends that)"_s;
    return quiet ? form.arg(toRfc3339(*quiet), service) : QString();
}

QString latencyText(const ServiceHealth &health)
{
    const Milliseconds budget = health.revision.service.contract.latencyBudget;
    if (health.exchanges == 0 && budget.count() == 0)
        return {};
    const QString promised = budget.count() > 0 ? toText(budget) : u"their steps' budgets"_s;
    return u"%1 of %2 over %3"_s.arg(health.overBudget).arg(health.exchanges).arg(promised);
}

QJsonObject toJson(const ServiceHealth &health, Timestamp now)
{
    const Breaker &breaker = health.state.breaker;
    const Service &service = health.revision.service;
    const auto known = [](const std::optional<int> &count) { return count ? QJsonValue(*count) : QJsonValue(); };
    QJsonObject json{{u"name"_s, service.name},
                     {u"revision"_s, health.revision.revision},
                     {u"breaker"_s, word(breaker.state(now))},
                     {u"in_flight"_s, known(health.inFlight)},
                     {u"waiting"_s, known(health.waiting)},
                     {u"allowed"_s, health.allowed},
                     {u"retry_tokens"_s, tokensAt(health.state.budget, service.policy.budget, now)},
                     {u"definition"_s, toJson(service)}};
    if (const Breaker::Order *order = breaker.orderInForce(now))
        json.insert(u"breaker_order"_s, QJsonObject{{u"open"_s, order->open},
                                                    {u"in_waves"_s, order->inWaves},
                                                    {u"until"_s, toRfc3339(order->until)},
                                                    {u"reason"_s, order->reason}});
    if (const auto quiet = quietUntil(health, now))
        json.insert(u"quiet_until"_s, toRfc3339(*quiet));
    if (health.exchanges > 0 || service.contract.latencyBudget.count() > 0) {
        json.insert(u"exchanges"_s, health.exchanges);
        json.insert(u"over_latency_budget"_s, health.overBudget);
    }
    return json;
}

} // namespace cairn
