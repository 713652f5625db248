#pragma once

#include "store/store.h"

#include <QMap>

namespace cairn {

/// Rows are written when something has ended, so their order is that of time to within how long it took.
constexpr Milliseconds RowDisorder = std::chrono::hours(1);

/// The attempts at a service that are still there, against how many there were, which is counted when they are made. Retention
/// removes runs that went well and leaves those that wait for a person: of an hour (or day) of which some are gone, what is left
/// says nothing about the service. A value; any thread.
class KeptAttempts
{
public:
    /// Of [since, until). By the hour, as long as these counts are kept; else by the day. Errors: those of the store.
    static Result<KeptAttempts> read(StoreReader &reader, const QString &service, Timestamp since, Timestamp until);

    Timestamp from() const; ///< all that is there of [from(), to()), whole hours or days, is to be counted
    Timestamp to() const;
    qint64 stretchOf(Timestamp time) const; ///< the number of its hour or day
    void count(qint64 stretch, qint64 attempts = 1);
    /// Since when nothing is missing of what was counted; the period's begin, if nothing is at all. Stretches that began before
    /// `readFrom` were not read whole, and count for nothing.
    Timestamp wholeSince(Timestamp readFrom = Timestamp::min()) const;

private:
    KeptAttempts(Timestamp since, Timestamp until, Milliseconds stretch);

    Timestamp m_since;
    Timestamp m_until;
    Milliseconds m_stretch;
    QMap<qint64, qint64> m_missing; ///< by the number of the stretch: made, and not counted yet
};

} // namespace cairn
