#include "control/breakerdesk.h"

#include "policy/recorded.h"

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

/// "breaker.open" with "ocr after 12 of 20 calls failed". A word that is not known is one of a later version: left out.
std::optional<BreakerMoment> momentOf(const Event &event)
{
    for (const BreakerState state : {BreakerState::Closed, BreakerState::Open, BreakerState::HalfOpen}) {
        if (event.kind != u"breaker."_s + word(state))
            continue;
        const QString cause = causeInTold(event.detail);
        const auto read = readBreakerCause(cause);
        return BreakerMoment{event.id, event.at, state, cause, read && read->isByOrder()};
    }
    return std::nullopt;
}

} // namespace

Result<QList<BreakerMoment>> readBreakerHistory(StoreReader &reader, const QString &service, qint64 before, int limit)
{
    const auto events = reader.breakerEvents(service, before, limit);
    if (!events)
        return tl::unexpected(events.error());
    QList<BreakerMoment> moments;
    for (const Event &event : *events) {
        if (const auto moment = momentOf(event))
            moments.append(*moment);
    }
    return moments;
}

Result<BreakerDetail> readBreaker(StoreReader &reader, const QString &service, Timestamp now, bool isCarried)
{
    const auto revision = reader.service(service);
    if (!revision)
        return tl::unexpected(revision.error());
    const auto health = readServiceHealth(reader, *revision, now, isCarried);
    if (!health)
        return tl::unexpected(health.error());
    RunFilter waiting;
    waiting.states = {RunState::Held};
    waiting.service = service;
    const auto held = reader.countRuns(waiting);
    if (!held)
        return tl::unexpected(held.error());
    auto moments = readBreakerHistory(reader, service, 0, BreakerMomentsAtOnce);
    if (!moments)
        return tl::unexpected(moments.error());
    const bool whole = moments->size() < BreakerMomentsAtOnce;
    return BreakerDetail{*health, *held, std::move(*moments), whole};
}

Command commandAboutBreaker(CommandKind kind, const QString &service, Milliseconds lasts, const QString &actor,
                            const QString &reason, Timestamp now)
{
    Command command;
    command.kind = kind;
    command.service = service;
    const bool expires =
        kind == CommandKind::OpenBreaker || kind == CommandKind::CloseBreaker || kind == CommandKind::ReleaseBreaker;
    if (expires)
        command.arguments = {{u"for_ms"_s, qint64(lasts.count())}};
    command.actor = actor;
    command.reason = reason;
    command.createdAt = now;
    return command;
}

QFuture<Result<BreakerDetail>> BreakerDesk::breaker(const QString &service)
{
    const Clock &clock = m_desk.clock();
    Store &store = m_desk.store();
    return m_desk.ask<BreakerDetail>([service, &clock, &store](StoreReader &reader) {
        return readBreaker(reader, service, clock.now(), store.leaseHolder().has_value());
    });
}

QFuture<Result<QList<BreakerMoment>>> BreakerDesk::older(const QString &service, qint64 before)
{
    return m_desk.ask<QList<BreakerMoment>>(
        [service, before](StoreReader &reader) { return readBreakerHistory(reader, service, before, BreakerMomentsAtOnce); });
}

QFuture<Result<qint64>> BreakerDesk::order(CommandKind kind, const QString &service, Milliseconds lasts, const QString &actor,
                                           const QString &reason)
{
    return m_desk.request(commandAboutBreaker(kind, service, lasts, actor, reason, m_desk.clock().now()));
}

} // namespace cairn
