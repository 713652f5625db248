#include "insight/weather.h"

#include <algorithm>

namespace cairn {

bool isCutOff(const Meeting &meeting)
{
    return meeting.fault == TransportFault::AttemptTimeout || meeting.fault == TransportFault::IdleTimeout ||
           meeting.fault == TransportFault::ConnectTimeout;
}

Weather::Weather(std::vector<Meeting> meetings) : m_meetings(std::move(meetings))
{
    const auto earlier = [](const Meeting &a, const Meeting &b) { return a.at < b.at; };
    if (!std::is_sorted(m_meetings.begin(), m_meetings.end(), earlier))
        std::stable_sort(m_meetings.begin(), m_meetings.end(), earlier);
}

std::optional<Milliseconds> Weather::usual(size_t first, size_t end, Milliseconds cut) const
{
    const Milliseconds from = cut / 2;
    Milliseconds spent{0};
    qint64 succeeded = 0;
    for (size_t i = first; i < end; ++i) {
        const Meeting &meeting = m_meetings[i];
        if (meeting.took <= from || (meeting.category && meeting.fault != TransportFault::AttemptTimeout))
            continue; // it was over by then, or ended for another reason
        spent += std::min(meeting.took, cut) - from;
        succeeded += !meeting.category && meeting.took <= cut;
    }
    return succeeded > 0 ? std::optional(spent / succeeded) : std::nullopt;
}

/// One of the attempts next to a silence, before or behind it: a single one would speak for all that is asked in it.
Weather::Forecast Weather::beyond(size_t behind, bool isBefore, Timestamp at, double random) const
{
    const auto index = [&](size_t i) { return isBefore ? behind - 1 - i : behind + i; };
    const Timestamp nearest = m_meetings[index(0)].at;
    const size_t most = std::min(Neighbours, isBefore ? behind : m_meetings.size() - behind);
    size_t count = 1;
    while (count < most && std::chrono::abs(m_meetings[index(count)].at - m_meetings[index(count - 1)].at) <= Silence)
        ++count;
    const size_t chosen = std::min(size_t(random * double(count)), count - 1);
    return {m_meetings[index(chosen)], std::chrono::abs(nearest - at), true};
}

Weather::Forecast Weather::Walk::at(Timestamp at, double random)
{
    const std::vector<Meeting> &all = m_weather.m_meetings;
    while (m_first < all.size() && all[m_first].at < at - Near)
        ++m_first;
    m_end = std::max(m_end, m_first);
    m_next = std::max(m_next, m_first);
    while (m_end < all.size() && all[m_end].at <= at + Near)
        ++m_end;
    if (m_first == m_end) { // between two silences: the nearer one
        const bool isLast = m_first == all.size() || (m_first > 0 && at - all[m_first - 1].at <= all[m_first].at - at);
        return m_weather.beyond(m_first, isLast, at, random);
    }
    while (m_next < m_end && all[m_next].at < at)
        ++m_next;
    size_t chosen = m_first + std::min(size_t(random * double(m_end - m_first)), m_end - m_first - 1);
    for (const size_t beside : {m_next - 1, m_next}) { // (wraps around before the first, and is none of them then)
        if (beside >= m_first && beside < m_end && std::chrono::abs(all[beside].at - at) <= Same)
            chosen = beside;
    }
    Forecast forecast{all[chosen], std::chrono::abs(all[chosen].at - at), false};
    if (all[chosen].fault == TransportFault::AttemptTimeout)
        forecast.usual = m_weather.usual(m_first, m_end, all[chosen].took);
    return forecast;
}

} // namespace cairn
