#pragma once

#include "policy/admission.h"
#include "store/store.h"

#include <QJsonObject>

namespace cairn {

/// A service as operators look at it: its rules, and what the runner last wrote down of it (at most a second old while one is at
/// work).
struct ServiceHealth
{
    ServiceRevision revision;
    ServiceState state;
    // as the runner says; nothing: nobody carries runs, and what the last one wrote down is over
    std::optional<int> inFlight;
    std::optional<int> waiting; ///< in its memory
    int allowed = 0;            ///< in flight at once, as found out so far
    qint64 exchanges = 0;
    qint64 overBudget = 0; ///< exchanges that took longer than the contract's latency budget
};

/// `isCarried`: somebody holds the lease.
Result<ServiceHealth> readServiceHealth(StoreReader &reader, const ServiceRevision &revision, Timestamp now, bool isCarried);
/// Of all services, by name.
Result<QList<ServiceHealth>> readServiceHealth(StoreReader &reader, Timestamp now, bool isCarried);

/// "closed", "open for another 12s after 2 openings", "forced open for another 9m: REASON", "closed; left alone for another 14m".
/// English.
QString breakerText(const ServiceHealth &health, Timestamp now);
/// Until when it is left alone for its limits, whatever its breaker says; nullopt: it is not.
std::optional<Timestamp> quietUntil(const ServiceHealth &health, Timestamp now);
/// "left alone until TIME, as it asked (`cairn breaker ocr close` ends that)"; empty where it is not. English.
QString silenceText(const QString &service, const ServiceState &state, const Policy &policy, Timestamp now);
/// "3 of 300 over 4s"; empty where the contract promises nothing.
QString latencyText(const ServiceHealth &health);
QJsonObject toJson(const ServiceHealth &health, Timestamp now);

} // namespace cairn
