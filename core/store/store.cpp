#include "store/store.h"

#include <future>

namespace cairn {

Result<RunPage> RunReads::searchRuns(const RunFilter &filter, RunId before, int limit, int)
{
    return runs(filter, before, limit).map([](const QList<RunRecord> &all) { return RunPage{all, {}, {}}; });
}

Result<RunCount> RunReads::countSome(const RunFilter &filter, RunId, int)
{
    return countRuns(filter).map([](qint64 matching) { return RunCount{matching, {}}; });
}

Result<Committed> Store::commitAndWait(Transaction transaction)
{
    // Shared with the callback: the waiting thread may be gone before set_value has returned.
    auto outcome = std::make_shared<std::promise<Result<Committed>>>();
    auto waiting = outcome->get_future();
    commit(std::move(transaction), [outcome](Result<Committed> committed) { outcome->set_value(std::move(committed)); });
    return waiting.get();
}

} // namespace cairn
