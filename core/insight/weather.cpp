#include "insight/weather.h"

#include <algorithm>

namespace cairn {

Weather::Weather(std::vector<Meeting> meetings) : m_meetings(std::move(meetings))
{
    std::sort(m_meetings.begin(), m_meetings.end(), [](const Meeting &a, const Meeting &b) { return a.at < b.at; });
}

Weather::Forecast Weather::at(Timestamp at, double random) const
{
    const auto before = [](const Meeting &meeting, Timestamp time) { return meeting.at < time; };
    const auto first = std::lower_bound(m_meetings.begin(), m_meetings.end(), at - Near, before);
    const auto end = std::lower_bound(first, m_meetings.end(), at + Near + Milliseconds(1), before);
    if (first != end) {
        const auto chosen = first + std::min(std::ptrdiff_t(random * double(end - first)), end - first - 1);
        return {*chosen, std::chrono::abs(chosen->at - at), false};
    }
    // between two silences: the nearer one
    if (first == m_meetings.end() || (first != m_meetings.begin() && at - std::prev(first)->at <= first->at - at))
        return {*std::prev(first), at - std::prev(first)->at, true};
    return {*first, first->at - at, true};
}

} // namespace cairn
