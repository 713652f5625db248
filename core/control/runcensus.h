#pragma once

#include "store/store.h"

namespace cairn {

/// How many runs match a filter, state by state, and the newest of them: what an order to all that match is about.
struct RunCensus
{
    QMap<RunState, qint64> byState; ///< without those of which there are none
    RunId newest;                   ///< invalid if none matches
};

/// Counts them, state by state. Errors: those of the store.
Result<RunCensus> takeCensus(StoreReader &reader, RunFilter filter);

} // namespace cairn
