#pragma once

#include "insight/spells.h"

namespace cairn {

/// Our own timeout ended it: how long it would have taken is not known.
bool isCutOff(const Meeting &meeting);

/// How a service was over time, as far as attempts tell: what another attempt would have met at a moment is drawn from those that
/// were made in the same spell, near it. Between two spells, in the time when nobody asked the service, it changed at a moment
/// that history does not tell: any is as likely, but none before the service had said that it would be back. A value; any thread.
class Weather
{
public:
    /// In any order.
    explicit Weather(std::vector<Meeting> meetings);

    struct Forecast
    {
        Meeting meeting;         ///< `at` is when it was really made
        Milliseconds away{0};    ///< how far the nearest attempt is from the moment asked for
        bool isEstimate = false; ///< farther than Near: nobody asked the service then
        /// Of an attempt that was cut off: how much longer it would have taken on average, going by those of its spell that were
        /// still under way at half of its time. The maximum likelihood estimate for exponential times with right censoring: the
        /// time that they spent from then on, by the number that succeeded. nullopt: none did; it hung.
        std::optional<Milliseconds> usual{};
    };

    /// Asks for moments that never go back, which is quick: it goes along with them. The weather outlives it.
    class Walk
    {
    public:
        /// The same seed has the service change at the same moments.
        Walk(const Weather &weather, quint64 seed);
        /// `random` is uniform in [0, 1). The attempt that was made at that very moment (within Same), or else one drawn from the
        /// Neighbours nearest to it in its spell. There must be some.
        Forecast at(Timestamp at, double random);

    private:
        size_t chosen(Timestamp at, double random) const;
        Timestamp changeAfter(size_t spell) const;

        const Weather &m_weather;
        const quint64 m_seed;
        size_t m_spell = 0;
        Timestamp m_change; ///< when the spell is over
        size_t m_next = 0;  ///< the first meeting that is not before the moment
    };

    static constexpr Milliseconds Near{1'000};
    static constexpr Milliseconds Same{5};
    static constexpr size_t Neighbours = 16;
    bool isEmpty() const { return m_meetings.empty(); }
    const std::vector<Meeting> &meetings() const { return m_meetings; } ///< by time
    const std::vector<Spell> &spells() const { return m_spells; }       ///< by time

private:
    static constexpr size_t Witnesses = 64; ///< of how long answers take

    /// At most so many of a spell's meetings that are next to the one `at`.
    static Spell around(const Spell &spell, size_t at, size_t count);
    std::optional<Milliseconds> usual(const Spell &witnesses, Milliseconds cut) const;

    std::vector<Meeting> m_meetings; ///< by time
    std::vector<Spell> m_spells;
};

} // namespace cairn
