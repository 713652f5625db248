#pragma once

#include "model/service.h"

#include <vector>

namespace cairn::foresight {

/// A time in which a service is not well.
struct BadTime
{
    enum Kind {
        Down,    ///< 503 at once
        Refused, ///< no connection
        Shaky,   ///< a share of the answers is 500
        Slow,    ///< answers take many times as long
        Limited, ///< 429, with Retry-After telling when it is over
        Silent,  ///< no answer
    };
    Kind kind = Down;
    Milliseconds from{0};
    Milliseconds to{0};
    double share = 1; ///< of the requests that it strikes
    int slower = 1;   ///< Slow: how many times
};

/// What happens whatever the policy is: when calls are wanted, and how the service is meanwhile. The same seed gives the same.
struct Course
{
    quint64 seed = 0;
    std::vector<Milliseconds> wanted; ///< since the beginning; sorted
    Milliseconds usual{0};            ///< an answer takes between half of it and twice as long
    std::vector<BadTime> badTimes;    ///< one after the other
    Milliseconds length{0};           ///< until the last call is wanted
};

/// A course, and the two policies that it is run under.
struct Scenario
{
    QString name;
    Course course;
    Policy recorded;
    Policy foreseen;
};

Scenario scenarioFor(quint64 seed);

} // namespace cairn::foresight
