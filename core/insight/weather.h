#pragma once

#include "insight/spells.h"

namespace cairn {

/// It might have been answered, had we waited on: how long it would have taken is not known.
bool isCutOff(const Meeting &meeting);

/// How a service was over time, as far as attempts tell: what another attempt would have met at a moment is drawn from those that
/// were made in the same spell, near it. (Not taken from the one that was made at that very moment: where some fail and others do
/// not, what became of one is chance, and many tell more than one.) Between two spells, in the time when nobody asked the
/// service, it changed at a moment that history does not tell: any is as likely; but where it had said when it would be back, it
/// was back then. A value; any thread.
class Weather
{
public:
    /// In any order.
    explicit Weather(std::vector<Meeting> meetings);

    struct Forecast
    {
        Meeting meeting;         ///< `at` is when it was really made; `advised` is what would be left of that
        Milliseconds away{0};    ///< how far the nearest attempt is from the moment asked for
        bool isEstimate = false; ///< farther than Near: nobody asked the service then
        /// Of an attempt that was cut off: how long it would have taken, at random; nullopt: it hung, going by those of its
        /// spell, of which none took more than half of its time and succeeded. Where the service is slow, times are taken to be
        /// those that it has as a rule, all stretched by so much that as many are longer as were cut off (accelerated failure
        /// times).
        std::optional<Milliseconds> uncut{};
    };

    /// Asks for moments that never go back, which is quick: it goes along with them. The weather outlives it.
    class Walk
    {
    public:
        /// The same seed has the service change at the same moments.
        Walk(const Weather &weather, quint64 seed);
        /// `random` is uniform in [0, 1): which of the Witnesses is met, and how long it would have taken. There must be some.
        Forecast at(Timestamp at, double random);

    private:
        Timestamp changeAfter(size_t spell) const;

        const Weather &m_weather;
        const quint64 m_seed;
        size_t m_spell = 0;
        Timestamp m_change; ///< when the spell is over
        size_t m_next = 0;  ///< the first meeting that is not before the moment
    };

    static constexpr Milliseconds Near{1'000};
    /// So many attempts, of a spell and nearest to a moment, tell what one would have met then. Few would be a risk: where one in
    /// six succeeds, none of 16 does now and then, and nobody would get through there. (64: a share is known to 0.06 at worst.)
    static constexpr size_t Witnesses = 64;
    bool isEmpty() const { return m_meetings.empty(); }
    const std::vector<Meeting> &meetings() const { return m_meetings; } ///< by time
    const std::vector<Spell> &spells() const { return m_spells; }       ///< by time

private:
    /// At most Witnesses of a spell's meetings that are next to the one `at`.
    static Spell around(const Spell &spell, size_t at);
    std::optional<Milliseconds> uncut(const Spell &witnesses, Milliseconds cut, double random) const;

    std::vector<Meeting> m_meetings; ///< by time
    std::vector<Spell> m_spells;
    std::vector<double> m_times; ///< ms that successes took that were not slow, a sample; sorted
};

} // namespace cairn
