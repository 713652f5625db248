#pragma once

#include "insight/weather.h"
#include "model/service.h"

#include <functional>

namespace cairn {

/// What came of the calls of a period under a policy.
struct SimulatedFigures
{
    qint64 calls = 0;
    qint64 requests = 0;
    qint64 failed = 0;                    ///< requests that did
    qint64 left = 0;                      ///< calls that a person would have had to look at
    qint64 openings = 0;                  ///< of the breaker
    int peak = 0;                         ///< requests started within one second, the most
    qint64 estimates = 0;                 ///< requests of which history does not tell what they would have met
    std::vector<Milliseconds> recoveries; ///< from a call's first failure to its success, those that failed and succeeded; sorted
    Milliseconds held{0};                 ///< time that calls waited for the service's gate, in all

    std::optional<Milliseconds> recovery(double share) const; ///< quantile of `recoveries`
    std::optional<Milliseconds> meanRecovery() const;
};

/// Carries calls that were wanted at `wanted` (sorted) through a service that is as `weather` says, under the service's policy:
/// retries, backoff, budget, breaker, rate and concurrency as the runner has them (room `policy`), in virtual time. Nobody steps
/// in: a call that blocks is left. The same seed gives the same figures. Pure; any thread; memory in proportion to the calls that
/// are under way at once. `goOn` is asked now and then with the share of the calls that have begun (0 … 1); false ends it early.
SimulatedFigures simulate(const std::vector<Timestamp> &wanted, const Weather &weather, const Service &service, quint64 seed,
                          const std::function<bool(double)> &goOn = {});

} // namespace cairn
