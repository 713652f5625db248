#include "insight/keptattempts.h"

#include <algorithm>
#include <numeric>

namespace cairn {

namespace {

constexpr Milliseconds Hour = std::chrono::hours(1);
constexpr Milliseconds OneDay = std::chrono::days(1);
constexpr std::chrono::seconds QuarterHour{900};
constexpr std::chrono::seconds DaySeconds{86'400};
constexpr Milliseconds QuartersKept = std::chrono::days(9);

qint64 floored(Timestamp time, Milliseconds stretch)
{
    return std::chrono::floor<Milliseconds>(time).time_since_epoch() / stretch;
}

qint64 sumOf(const QMap<qint64, qint64> &counts)
{
    return std::accumulate(counts.cbegin(), counts.cend(), qint64(0));
}

/// By the number of the hour or day.
Result<QMap<qint64, qint64>> made(StoreReader &reader, const QString &service, const TallySpan &span)
{
    const auto tallies = reader.attemptTallies(span);
    if (!tallies)
        return tl::unexpected(tallies.error());
    QMap<qint64, qint64> counts;
    for (const AttemptTally &tally : *tallies) {
        if (tally.service == service)
            counts[floored(tally.start, span.every)] += tally.count;
    }
    return counts;
}

} // namespace

KeptAttempts::KeptAttempts(Timestamp since, Timestamp until, Milliseconds stretch)
    : m_since(since), m_until(until), m_stretch(stretch)
{
}

Result<KeptAttempts> KeptAttempts::read(StoreReader &reader, const QString &service, Timestamp since, Timestamp until)
{
    KeptAttempts days(since, until, OneDay);
    const auto byDay = made(reader, service, {DaySeconds, days.from(), days.to(), OneDay});
    if (!byDay)
        return tl::unexpected(byDay.error());
    if (until - since <= QuartersKept) {
        const auto byHour = made(reader, service, {QuarterHour, days.from(), days.to(), Hour});
        if (!byHour)
            return tl::unexpected(byHour.error());
        if (sumOf(*byHour) >= sumOf(*byDay)) { // else some are so old that they were let go
            KeptAttempts hours(since, until, Hour);
            const auto first = byHour->lowerBound(hours.stretchOf(hours.from()));
            const auto end = byHour->lowerBound(hours.stretchOf(hours.to()));
            for (auto one = first; one != end; ++one)
                hours.m_missing.insert(one.key(), *one);
            return hours;
        }
    }
    days.m_missing = *byDay;
    return days;
}

Timestamp KeptAttempts::from() const
{
    return Timestamp(floored(m_since, m_stretch) * m_stretch);
}

Timestamp KeptAttempts::to() const
{
    return Timestamp((floored(m_until - Milliseconds(1), m_stretch) + 1) * m_stretch);
}

qint64 KeptAttempts::stretchOf(Timestamp time) const
{
    return floored(time, m_stretch);
}

void KeptAttempts::count(qint64 stretch, qint64 attempts)
{
    if (const auto found = m_missing.find(stretch); found != m_missing.end())
        *found -= attempts;
}

Timestamp KeptAttempts::wholeSince(Timestamp readFrom) const
{
    Timestamp since = m_since;
    for (auto one = m_missing.cbegin(); one != m_missing.cend(); ++one) {
        const Timestamp begin(one.key() * m_stretch);
        if (*one > 0 && begin >= readFrom)
            since = std::min(begin + m_stretch, m_until);
    }
    return since;
}

} // namespace cairn
