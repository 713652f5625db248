#pragma once

#include "definition/problem.h"
#include "store/store.h"

namespace cairn {

/// A route of cairn.yaml, and what has become of the messages that went by it.
struct AlertRouteUse
{
    AlertRoute route;
    QStringList rules;                     ///< that tell by it
    std::optional<AlertDelivery> newest{}; ///< whatever became of it
    std::optional<Timestamp> sentAt{};     ///< when a message last got through
    QList<AlertDelivery> waiting{};        ///< the oldest, at most WaitingAlertsShown

    /// Why messages wait, as far as one of them knows.
    QString obstacle() const;
};
inline constexpr int WaitingAlertsShown = 20;

/// Whom incidents are told, as cairn.yaml says it now; a runner goes on with what it read when it started.
struct AlertRoutes
{
    QList<AlertRouteUse> routes;
    QList<Problem> leftOut; ///< what is wrong in cairn.yaml
    bool isCarried = false; ///< there is a runner, which sends what waits
};

/// The address without what may be secret in it, or the service and the path there; empty for a Desktop.
QString placeOf(const AlertRoute &route);

/// In the order of the settings. Errors: those of the store.
Result<QList<AlertRouteUse>> readRouteUses(StoreReader &reader, const AlertSettings &settings);

} // namespace cairn
