#pragma once

#include "base/error.h"
#include "model/alert.h"

namespace cairn {

/// Alerts and the messages that tell of them. Of a StoreReader, whose errors and thread are theirs.
class AlertReads
{
public:
    virtual Result<std::optional<qint64>> alertPlace() = 0;                  ///< nothing if none was put
    virtual Result<QList<AlertState>> alertStates(Timestamp endedSince) = 0; ///< the active ones, and those that ended since then
    virtual Result<QList<AlertDelivery>> waitingAlerts(const QString &route, int limit) = 0;                ///< oldest first
    virtual Result<QList<AlertDelivery>> alertsAfter(const QString &route, qint64 delivery, int limit) = 0; ///< of any fate
    virtual Result<AlertDelivery> alertDelivery(qint64 id) = 0;
    virtual Result<qint64> lastAlertDelivery() = 0;          ///< 0: there is none
    virtual Result<QList<AlertDelivery>> newestAlerts() = 0; ///< of each rule that which was sent last

protected:
    ~AlertReads() = default;
};

} // namespace cairn
