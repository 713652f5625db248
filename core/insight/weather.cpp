#include "insight/weather.h"

#include <algorithm>

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

/// It might have been answered, had we waited on.
bool isCutAnswer(const Meeting &meeting)
{
    return meeting.fault == TransportFault::AttemptTimeout || meeting.fault == TransportFault::IdleTimeout;
}

} // namespace

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
    m_spells = spellsOf(m_meetings);
}

Spell Weather::around(const Spell &spell, size_t at)
{
    const size_t middle = std::clamp(at, spell.first, spell.end);
    const size_t first = middle - std::min(middle - spell.first, Witnesses / 2);
    const size_t end = std::min(first + Witnesses, spell.end);
    return {end - std::min(end - spell.first, Witnesses), end};
}

std::optional<Milliseconds> Weather::usual(const Spell &witnesses, Milliseconds cut) const
{
    Milliseconds from = cut; // until the first of those that took long had succeeded, none could
    for (size_t i = witnesses.first; i < witnesses.end; ++i) {
        const Meeting &meeting = m_meetings[i];
        if (!meeting.category && meeting.took > cut / 2)
            from = std::min(from, meeting.took);
    }
    Milliseconds spent{0};
    qint64 succeeded = 0;
    for (size_t i = witnesses.first; i < witnesses.end; ++i) {
        const Meeting &meeting = m_meetings[i];
        if (meeting.took < from || (meeting.category && !isCutAnswer(meeting)))
            continue; // it was over by then, or ended for another reason
        spent += std::min(meeting.took, cut) - from;
        succeeded += !meeting.category && meeting.took <= cut;
    }
    return succeeded > 0 ? std::optional(spent / succeeded) : std::nullopt;
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
    const size_t found = witnesses.first + std::min(size_t(random * double(count)), count - 1);
    Forecast forecast{all[found], Milliseconds::max(), false};
    if (m_next < all.size())
        forecast.away = all[m_next].at - at;
    if (m_next > 0)
        forecast.away = std::min(forecast.away, at - all[m_next - 1].at);
    forecast.isEstimate = forecast.away > Near;
    if (spell.back)
        forecast.meeting.advised = std::max(Milliseconds(0), *spell.back - at);
    if (isCutAnswer(all[found]))
        forecast.usual = m_weather.usual(witnesses, all[found].took);
    return forecast;
}

} // namespace cairn
