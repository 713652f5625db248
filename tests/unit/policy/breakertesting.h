#pragma once

#include "policy/breaker.h"

// What the tests of breakers share.

namespace cairn::testing {

using namespace std::chrono_literals;

inline const Timestamp Start(1'000'000s);
inline constexpr Milliseconds ProbeLease = 10s;

/// As many calls as named, all of one result, at one moment.
inline void calls(Breaker &breaker, const BreakerPolicy &policy, int count, CallResult result, Timestamp now,
                  Milliseconds duration = 1ms)
{
    for (int i = 0; i < count; ++i)
        breaker.record(policy, breaker.admit(policy, ProbeLease, now).probe, result, duration, now);
}

inline Breaker opened(const BreakerPolicy &policy, Timestamp now)
{
    Breaker breaker;
    calls(breaker, policy, policy.minCalls, CallResult::Failed, now);
    return breaker;
}

} // namespace cairn::testing
