#pragma once

#include "base/error.h"
#include "model/tally.h"

namespace cairn {

/// How far things have been counted, or could be: the last attempt, event and checkpoint.
struct TallyPlace
{
    qint64 attempt = 0;
    qint64 event = 0;
    qint64 checkpoint = 0;
    bool operator==(const TallyPlace &) const = default;
};

/// Counts of what happened. Of a StoreReader, whose errors and thread are theirs.
class TallyReads
{
public:
    virtual Result<TallyPlace> tallyEnds() = 0; ///< what could be counted by now
    virtual Result<QList<AttemptTally>> attemptTallies(const TallySpan &span) = 0;
    virtual Result<QList<RunTally>> runTallies(const TallySpan &span) = 0;
    virtual Result<QList<RecoveryTally>> recoveryTallies(Timestamp from, Timestamp until) = 0; ///< by the day
    virtual Result<QList<Trouble>> troubles(int limit) = 0; ///< by urgency, the most runs first
    virtual Result<QList<TrendTally>> attemptTrend(const TrendSpan &span) = 0;
    virtual Result<QList<TrendTally>> recoveryTrend(const TrendSpan &span) = 0;
    /// Since when retries are counted: of what was before, an older version has counted attempts alone. 1970: always.
    virtual Result<Timestamp> retriesCountedSince() = 0;

protected:
    ~TallyReads() = default;
};

} // namespace cairn
