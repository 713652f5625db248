#include "store/rows.h"
#include "store/sqlitereader.h"

// What trends and the history of breakers are made of: counts of days and events, never history row by row.

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 Day = 86'400; ///< s
constexpr qint64 Week = 7 * Day;

TrendTally readTrend(Row &row)
{
    return {row.time(),     row.text(),    row.text(),   row.text(), row.optionalWord(categoryFromWord),
            row.duration(), row.integer(), row.integer()};
}

} // namespace

Result<QList<TrendTally>> SqliteReader::attemptTrend(const TrendSpan &span)
{
    return all(
        span.latencies ? "latency_trend"_L1 : "attempt_trend"_L1,
        [&](Statement &statement) {
            statement.integer(span.byWeek ? Week : Day).time(span.from).time(span.until);
            statement.text(span.service).text(span.service);
        },
        readTrend);
}

Result<QList<TrendTally>> SqliteReader::recoveryTrend(const TrendSpan &span)
{
    return all(
        "recovery_trend"_L1,
        [&](Statement &statement) { statement.time(span.from).time(span.until).text(span.service).text(span.service); },
        readTrend);
}

Result<Timestamp> SqliteReader::retriesCountedSince()
{
    const auto since = number("retries_counted_since"_L1, NothingBound);
    if (!since)
        return tl::unexpected(since.error());
    return Timestamp(Milliseconds(*since));
}

Result<QList<Event>> SqliteReader::breakerEvents(const QString &service, qint64 before, int limit)
{
    const qint64 below = before > 0 ? before : std::numeric_limits<qint64>::max();
    return all(
        "breaker_events"_L1, [&](Statement &statement) { statement.text(service).integer(below).integer(limit); }, readEvent);
}

} // namespace cairn
