#pragma once

#include "insight/latencies.h"
#include "store/store.h"

#include <chrono>
#include <functional>

namespace cairn {

/// A calendar month in UTC.
using Month = std::chrono::year_month;
Month monthOf(Timestamp time);
Timestamp beginOf(Month month);
Timestamp endOf(Month month); ///< of the next one's beginning
QString toText(Month month);  ///< "2026-10"
std::optional<Month> monthFromText(const QString &text);

/// What has become of a promise.
enum class Kept {
    NotPromised,
    NothingSeen, ///< nothing that it could be measured by
    Met,
    Missed,
};
QString word(Kept kept);

/// Somebody has looked at a month of a service's policy and says so.
struct SignOff
{
    Month month;
    Timestamp at;
    QString actor;
    QString note;
};

/// An incident as far as it is a month's.
struct ReviewedIncident
{
    qint64 id = 0;
    Fingerprint fingerprint;
    Timestamp firstAt;                         ///< it may have come long before
    qint64 failures = 0;                       ///< steps that came to need a person in the month
    IncidentState state = IncidentState::Open; ///< when the month ended
};

/// What a month says about a service's policy. A value; any thread.
struct ServiceReview
{
    QString service;
    std::optional<ServiceRevision> ruled; ///< the last that ruled in the month; nullopt: none was recorded yet
    Month month;
    Timestamp until; ///< its end, or the present if it is not over
    bool isOver = false;

    qint64 attempts = 0;
    QMap<Category, qint64> failures;  ///< attempts
    std::optional<Milliseconds> p95;  ///< of good answers
    Kept latency = Kept::NotPromised; ///< p95 against the contract's latency budget
    qint64 recoveries = 0;
    std::optional<Milliseconds> recoveryMedian; ///< from a step's first failure to its success
    std::optional<Milliseconds> recoveryP90;
    Kept recovery = Kept::NotPromised; ///< p90 against the contract's recovery budget
    qint64 retries = 0;                ///< automatic ones
    qint64 wasted = 0;                 ///< of those, for steps that did not pass in the end
    bool cut = false;                  ///< retries are counted in the newest attempts only
    Timestamp keptSince;               ///< and since then only: of earlier runs some were removed; else the month's begin
    qint64 openings = 0;               ///< of the breaker
    QList<ReviewedIncident> incidents; ///< that were open in the month, those that failed last first
    QList<ServiceRevision> revisions;  ///< recorded in the month, newest first
    std::optional<SignOff> signOff;    ///< of this month, the newest
    std::optional<SignOff> last;       ///< of any month, the newest

    Contract contract() const { return ruled ? ruled->service.contract : Contract(); } ///< what was promised
    qint64 failed() const;
    bool isThinned() const { return keptSince > std::chrono::sys_days(month / 1); }
    /// It is over, nobody has signed it off, and there was something to look at.
    bool isDue() const { return isOver && !signOff && (attempts > 0 || !revisions.isEmpty() || !incidents.isEmpty()); }
    /// Due for longer than ReviewGrace.
    bool isOverdue(Timestamp now) const;
};

/// A month should be signed off so soon after it is over.
inline constexpr Milliseconds ReviewGrace = std::chrono::days(7);

/// Under what a sign-off is audited.
QString reviewedAction();
/// What the audit calls a service whose policy was reviewed, tuned or advised on; its revisions stand under its bare name.
QString serviceSubject(const QString &service);

/// `goOn` as in readTelemetry. Errors: Usage, if the month has not begun; NotFound; Cancelled; those of the store.
Result<ServiceReview> readServiceReview(StoreReader &reader, const QString &service, Month month, Timestamp now,
                                        const std::function<bool(double)> &goOn = {});

} // namespace cairn
