#pragma once

#include "control/desk.h"

namespace cairn {

/// What became of a service's breaker, as its events tell.
struct BreakerMoment
{
    qint64 event = 0;
    Timestamp at;
    BreakerState state = BreakerState::Closed;
    QString cause; ///< "after 12 of 20 calls failed", "by order: REASON"; empty: none was recorded. English
    bool byOrder = false;
    bool operator==(const BreakerMoment &) const = default;
};
/// A service's breaker as its desk shows it.
struct BreakerDetail
{
    ServiceHealth health;
    qint64 held = 0;                ///< runs
    QList<BreakerMoment> moments{}; ///< newest first
    bool whole = false;             ///< there are no older ones
};

inline constexpr int BreakerMomentsAtOnce = 100;

/// Newest first, those of events below `before` only (0: from the newest), at most `limit`. Errors: those of the store.
Result<QList<BreakerMoment>> readBreakerHistory(StoreReader &reader, const QString &service, qint64 before, int limit);
/// `isCarried`: somebody holds the lease. Errors: NotFound, those of the store.
Result<BreakerDetail> readBreaker(StoreReader &reader, const QString &service, Timestamp now, bool isCarried);

/// Nobody remembers an order that stands for longer than this.
inline constexpr Milliseconds LongestOrder = std::chrono::hours(24 * 30);

/// A command about a service's breaker, or a probe. `lasts`: of those that expire.
Command commandAboutBreaker(CommandKind kind, const QString &service, Milliseconds lasts, const QString &actor,
                            const QString &reason, Timestamp now);

/// A Desk's side for the breakers of services.
class BreakerDesk
{
public:
    explicit BreakerDesk(Desk &desk) : m_desk(desk) {}

    QFuture<Result<BreakerDetail>> breaker(const QString &service);
    /// The next of its history, older than the event `before`.
    QFuture<Result<QList<BreakerMoment>>> older(const QString &service, qint64 before);
    /// Records the command; brings its id.
    QFuture<Result<qint64>> order(CommandKind kind, const QString &service, Milliseconds lasts, const QString &actor,
                                  const QString &reason);

private:
    Desk &m_desk;
};

} // namespace cairn
