#include "store/store.h"

#include <future>

namespace cairn {

Result<Committed> Store::commitAndWait(Transaction transaction)
{
    // Shared with the callback: the waiting thread may be gone before set_value has returned.
    auto outcome = std::make_shared<std::promise<Result<Committed>>>();
    auto waiting = outcome->get_future();
    commit(std::move(transaction), [outcome](Result<Committed> committed) { outcome->set_value(std::move(committed)); });
    return waiting.get();
}

} // namespace cairn
