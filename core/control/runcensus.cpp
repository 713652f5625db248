#include "control/runcensus.h"

namespace cairn {

Result<RunCensus> takeCensus(StoreReader &reader, RunFilter filter)
{
    RunCensus census;
    const auto newest = reader.runs(filter, {}, 1);
    if (!newest)
        return tl::unexpected(newest.error());
    if (newest->isEmpty())
        return census;
    census.newest = newest->first().id;
    for (RunState state : filter.states.isEmpty() ? allRunStates() : QList(filter.states)) {
        filter.states = {state};
        const auto count = reader.countRuns(filter);
        if (!count)
            return tl::unexpected(count.error());
        if (*count > 0)
            census.byState.insert(state, *count);
    }
    return census;
}

} // namespace cairn
