#pragma once

#include "definition/servicechanges.h"
#include "insight/recommendation.h"
#include "insight/whatif.h"
#include "store/store.h"

#include <QJsonObject>

namespace cairn {

/// Somebody has read a piece of advice and does not want to be told of it again, unless there is more to it.
struct Dismissal
{
    QString key; ///< of the recommendation
    qint64 cases = 0;
    Confidence confidence = Confidence::Weak;
    Timestamp at;
    QString actor;
    QString reason;
};

/// Twice as many cases, or surer than it was.
bool hasGrown(const Recommendation &advice, const Dismissal &dismissal);

/// The newest of each key.
Result<QMap<QString, Dismissal>> readDismissals(StoreReader &reader, const QString &service);

/// One recommendation, with what it would have done and what people made of it.
struct AdviceItem
{
    Recommendation advice;
    std::optional<WhatIf> effect;       ///< of the change, where history can say something about it
    std::optional<Dismissal> dismissed; ///< and not grown since
    QList<ServiceChange> changes;       ///< to the service's definition; empty: it is not there that something is to be changed
};

/// What history says about one service's policy.
struct ServiceAdvice
{
    ServiceRevision live;
    Timestamp since;
    Timestamp until;
    qint64 attempts = 0;     ///< recorded ones that were looked at
    bool cut = false;        ///< the period holds more
    Timestamp keptSince{};   ///< they began since then: of earlier ones some were removed; else `since`
    QList<AdviceItem> items; ///< the surest first

    bool isThinned() const { return keptSince > since; }
    bool saysTooLittle() const { return attempts < LeastAttempts; }
};

/// How far back effects are simulated, at most.
inline constexpr Milliseconds EffectPeriod = std::chrono::days(7);

/// `goOn` as in readTelemetry. Errors: NotFound, Cancelled, those of the store.
Result<ServiceAdvice> readAdvice(StoreReader &reader, const QString &service, Timestamp since, Timestamp until,
                                 const std::function<bool(double)> &goOn = {});

/// To be committed: a recommendation is not to be shown again; audited.
Transaction dismissal(const QString &service, const Recommendation &advice, const QString &actor, const QString &reason,
                      Timestamp at);

QJsonObject toJson(const ServiceAdvice &advice, const AdviceItem &item);

} // namespace cairn
