#include "insight/weather.h"

#include <algorithm>
#include <cmath>

namespace cairn {

namespace {

/// In [0, 1); SplitMix64 (Steele, Lea, Flood 2014).
double chanceOf(quint64 seed, quint64 number)
{
    quint64 mixed = seed * 0x9e3779b97f4a7c15u + (number + 1) * 0xd1342543de82ef95u;
    mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9u;
    mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111ebu;
    return double((mixed ^ (mixed >> 31)) >> 11) * 0x1p-53;
}

/// How long successes took that were not slow, of some all over the past; sorted.
std::vector<double> timesOf(const std::vector<Meeting> &meetings)
{
    constexpr size_t Enough = 4'096;
    std::vector<double> times;
    for (size_t i = 0; i < meetings.size(); i += 1 + meetings.size() / Enough) {
        if (!meetings[i].category)
            times.push_back(double(std::max(meetings[i].took, Milliseconds(1)).count()));
    }
    std::sort(times.begin(), times.end());
    if (!times.empty())
        times.erase(std::upper_bound(times.begin(), times.end(), times[times.size() / 2] * SlowTimes), times.end());
    return times;
}

/// What `share` of the times, of which there are some, are shorter than.
double quantile(const std::vector<double> &times, double share)
{
    const double place = share * double(times.size() - 1);
    const auto before = size_t(place);
    const size_t after = std::min(before + 1, times.size() - 1);
    return times[before] + (times[after] - times[before]) * (place - double(before));
}

} // namespace

bool isCutOff(const Meeting &meeting)
{
    return meeting.fault == TransportFault::AttemptTimeout || meeting.fault == TransportFault::IdleTimeout;
}

Weather::Weather(std::vector<Meeting> meetings) : m_meetings(std::move(meetings))
{
    const auto earlier = [](const Meeting &a, const Meeting &b) { return a.at < b.at; };
    if (!std::is_sorted(m_meetings.begin(), m_meetings.end(), earlier))
        std::stable_sort(m_meetings.begin(), m_meetings.end(), earlier);
    m_spells = spellsOf(m_meetings);
    m_times = timesOf(m_meetings);
}

Spell Weather::around(const Spell &spell, size_t at)
{
    const size_t middle = std::clamp(at, spell.first, spell.end);
    const size_t first = middle - std::min(middle - spell.first, Witnesses / 2);
    const size_t end = std::min(first + Witnesses, spell.end);
    return {end - std::min(end - spell.first, Witnesses), end};
}

std::optional<Milliseconds> Weather::uncut(const Spell &witnesses, Milliseconds cut, double random) const
{
    int met = 0;
    int done = 0; // within the time
    bool wasLate = false;
    for (size_t i = witnesses.first; i < witnesses.end; ++i) {
        const Meeting &meeting = m_meetings[i];
        if (meeting.category && (!isCutOff(meeting) || meeting.took <= cut / 2))
            continue; // it ended for another reason, or much too soon to tell
        ++met;
        if (meeting.category || meeting.took > cut)
            continue;
        ++done;
        wasLate = wasLate || meeting.took > cut / 2;
    }
    if (!wasLate || m_times.empty())
        return std::nullopt;
    const double share = double(done) / met;
    const double stretch = double(cut.count()) / quantile(m_times, share);
    return std::max(cut, Milliseconds(std::llround(stretch * quantile(m_times, share + (1 - share) * random))));
}

Weather::Walk::Walk(const Weather &weather, quint64 seed) : m_weather(weather), m_seed(seed), m_change(changeAfter(0)) {}

Timestamp Weather::Walk::changeAfter(size_t spell) const
{
    if (spell + 1 >= m_weather.m_spells.size())
        return Timestamp::max();
    const Meeting &last = m_weather.m_meetings[m_weather.m_spells[spell].end - 1];
    if (const auto back = m_weather.m_spells[spell].back)
        return *back;
    const Timestamp next = m_weather.m_meetings[m_weather.m_spells[spell + 1].first].at;
    const Milliseconds asked = last.category ? last.advised.value_or(Milliseconds(0)) : Milliseconds(0);
    const Timestamp earliest = std::min(last.at + asked, next);
    return earliest + Milliseconds(qint64(chanceOf(m_seed, spell) * double((next - earliest).count())));
}

Weather::Forecast Weather::Walk::at(Timestamp at, double random)
{
    const std::vector<Meeting> &all = m_weather.m_meetings;
    while (m_next < all.size() && all[m_next].at < at)
        ++m_next;
    while (at >= m_change)
        m_change = changeAfter(++m_spell);
    const Spell &spell = m_weather.m_spells[m_spell];
    const Spell witnesses = around(spell, m_next);
    const size_t count = witnesses.end - witnesses.first;
    const double place = random * double(count);
    const size_t found = witnesses.first + std::min(size_t(place), count - 1);
    Forecast forecast{all[found], Milliseconds::max(), false};
    if (m_next < all.size())
        forecast.away = all[m_next].at - at;
    if (m_next > 0)
        forecast.away = std::min(forecast.away, at - all[m_next - 1].at);
    forecast.isEstimate = forecast.away > Near;
    if (spell.back)
        forecast.meeting.advised = std::max(Milliseconds(0), *spell.back - at);
    if (isCutOff(all[found]))
        forecast.uncut = m_weather.uncut(witnesses, all[found].took, place - std::floor(place));
    return forecast;
}

} // namespace cairn
