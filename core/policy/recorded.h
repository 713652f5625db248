#pragma once

#include "policy/breaker.h"

namespace cairn {

// Facts that are recorded as a sentence, in English: how each is put, and beside it how it is read again. What older versions
// wrote is read likewise, so the sentences stay as they are; how a hold is put, and told again, stands in HoldReason.

/// Why a breaker turned. Nothing else is recorded of it.
struct BreakerCause
{
    enum Kind { Ordered, Released, Failed, Slow };
    Kind kind = Ordered;
    QString said{};   ///< why an operator ordered it, or to let through in waves
    qint64 bad = 0;   ///< else so many calls failed, or were slow,
    qint64 calls = 0; ///< of so many
    bool isByOrder() const { return kind == Ordered || kind == Released; }
    bool operator==(const BreakerCause &) const = default;
};
/// "by order: REASON", "after 12 of 20 calls failed"; empty where there is nothing to tell. `order`: the one in force, if any.
QString breakerCause(const Breaker::Order *order, const CallWindow::Counts &openedFor);
/// Nothing: none is told, or one of another version.
std::optional<BreakerCause> readBreakerCause(const QString &cause);

/// What an event tells of a service's breaker: "ocr after 12 of 20 calls failed", "ocr".
QString breakerTold(const QString &service, const QString &cause);
QString causeInTold(const QString &told);

/// What came of a probe.
struct ProbeResult
{
    int status = 0; ///< HTTP; 0: no answer came
    QString said{}; ///< how long the answer took; without one why, and after how long
    bool operator==(const ProbeResult &) const = default;
};
/// "ocr answers: HTTP 200 in 12ms", "ocr does not answer: refused (after 3ms)". `detail`: why no answer came.
QString probeResult(const QString &service, int status, const QString &detail, const QString &time);
std::optional<ProbeResult> readProbeResult(const QString &service, const QString &result);

/// The reason of a checkpoint whose step delivered a file: "written to PLACE".
QString deliveredTo(const QString &place);
/// Empty: it tells of no delivery. Older ones tell the whole path.
QString readDelivered(const QString &reason);

} // namespace cairn
