#pragma once

#include "model/records.h"

#include <optional>
#include <vector>

namespace cairn {

/// What one attempt met, without anything that tells whose it was.
struct Meeting
{
    Timestamp at;
    Milliseconds took{0};
    std::optional<Category> category; ///< nullopt: it succeeded
    int status = 0;
    bool maybeHappened = false;
    std::optional<Milliseconds> advised{};
    TransportFault fault = TransportFault::None;
};

/// Our own timeout ended it: how long it would have taken is not known.
bool isCutOff(const Meeting &meeting);

/// How a service was over time, as far as attempts tell: what another attempt would have met at a moment is drawn from those that
/// were made near it. A value; any thread.
class Weather
{
public:
    /// In any order.
    explicit Weather(std::vector<Meeting> meetings);

    struct Forecast
    {
        Meeting meeting;         ///< `at` is when it was really made
        Milliseconds away{0};    ///< how far the nearest is from the moment asked for
        bool isEstimate = false; ///< farther than Near: nobody asked the service then
        /// Of an attempt that was cut off: how much longer it would have taken on average, going by those near it that were still
        /// under way at half of its time. The maximum likelihood estimate for exponential times with right censoring: the time
        /// that they spent from then on, by the number that succeeded. nullopt: none did; it hung.
        std::optional<Milliseconds> usual{};
    };

    /// Asks for moments that never go back, which is quick: it goes along with them. The weather outlives it.
    class Walk
    {
    public:
        explicit Walk(const Weather &weather) : m_weather(weather) {}
        /// `random` is uniform in [0, 1). The attempt that was made at that very moment (within Same), or else one drawn from
        /// those made within Near of it, or else from the nearest ones on the nearer side of the silence. There must be some.
        Forecast at(Timestamp at, double random);

    private:
        const Weather &m_weather;
        size_t m_first = 0; ///< of those within Near
        size_t m_end = 0;
        size_t m_next = 0; ///< the first of them that is not before the moment
    };

    static constexpr Milliseconds Near{1'000};
    static constexpr Milliseconds Same{5};
    bool isEmpty() const { return m_meetings.empty(); }
    const std::vector<Meeting> &meetings() const { return m_meetings; } ///< by time

private:
    static constexpr size_t Neighbours = 8; ///< at most, of a silence
    static constexpr Milliseconds Silence{5'000};

    Forecast beyond(size_t behind, bool isBefore, Timestamp at, double random) const;
    std::optional<Milliseconds> usual(size_t first, size_t end, Milliseconds cut) const;

    std::vector<Meeting> m_meetings; ///< by time
};

} // namespace cairn
