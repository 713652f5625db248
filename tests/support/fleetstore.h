#pragma once

#include "store/store.h"

#include <functional>

namespace cairn::testing {

/// How large a store is made, and how it comes out: the same plan gives the same runs.
struct FleetPlan
{
    qint64 runs = 2'000;
    quint64 seed = 1;
    Timestamp end{}; ///< of the days that the runs are spread over
    std::chrono::hours span{30 * 24};
    bool counted = false; ///< figures are counted, as a runner would have
};

/// Makes a workspace in `folder` with a store as it looks after thirty days of work: six pipelines over eight services, every
/// state in a believable share, retries, outages, what stopped and why. About five checkpoints and six attempts a run. What is
/// due is due in years, so that a runner leaves it alone (but for held runs, which it takes up when their service allows). The
/// structure is the product's own; payloads are few and shared. `progress` hears how many runs are written. Ends the program if
/// anything fails.
void generateFleetStore(const QString &folder, const FleetPlan &plan, const std::function<void(qint64)> &progress = {});

/// A folder with such a store, made at the first use and kept under $CAIRN_BENCH_CACHE (default: the temporary folder) for the
/// next. Not to be changed: copy it for that.
QString cachedFleetStore(const FleetPlan &plan);

} // namespace cairn::testing
