#pragma once

#include "control/alertfacts.h"
#include "control/alertroutes.h"
#include "control/desk.h"

namespace cairn {

/// A message for the consoles.
struct DesktopAlert
{
    qint64 delivery = 0;
    AlertFacts facts;
};

/// Some of them, as far as the search for them went.
struct DesktopAlertPage
{
    QList<DesktopAlert> alerts; ///< oldest first; what cannot be read is left out
    qint64 place = 0;           ///< the last message that was looked at
    bool isLast = true;         ///< there are no more
};

/// Records a message that tries a route, and that it was asked for; brings its id. It is sent by a runner.
Result<qint64> requestTestAlert(Store &store, const AlertRoute &route, const QString &workspace, const QString &actor,
                                const QString &reason, Timestamp at);

/// A Desk's side for alerts: for those that consoles show, and for the routes of all.
class AlertDesk
{
public:
    explicit AlertDesk(Desk &desk) : m_desk(desk) {}

    /// The newest message: what a console begins after.
    QFuture<Result<qint64>> newest();
    /// Messages for consoles after that one; looks at `limit` of them.
    QFuture<Result<DesktopAlertPage>> after(qint64 delivery, int limit);
    /// Writes into an incident's history that this console told `actor` of it.
    QFuture<Result<Committed>> noteShown(const AlertFacts &facts, const QString &actor);

    /// Of the workspace there.
    QFuture<Result<AlertRoutes>> routes(const QString &root);
    /// See requestTestAlert.
    QFuture<Result<qint64>> test(const AlertRoute &route, const QString &root, const QString &actor, const QString &reason);
    QFuture<Result<AlertDelivery>> delivery(qint64 id);

private:
    Desk &m_desk;
};

} // namespace cairn
