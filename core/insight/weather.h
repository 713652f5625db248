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
};

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
        Milliseconds away{0};    ///< how far that is from the moment asked for
        bool isEstimate = false; ///< farther than Near: nobody asked the service then
    };
    /// `random` is uniform in [0, 1). Draws among the attempts made within Near of `at`, or else takes the nearest. There must
    /// be some.
    Forecast at(Timestamp at, double random) const;

    static constexpr Milliseconds Near{1'000};
    bool isEmpty() const { return m_meetings.empty(); }

private:
    std::vector<Meeting> m_meetings; ///< by time
};

} // namespace cairn
