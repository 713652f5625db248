#include "control/responsibility.h"

#include "policy/taxonomy.h"

namespace cairn {

Responsibility responsibilityFor(Category category, const Contract &contract)
{
    const bool atOnce = category == Category::Auth || category == Category::Policy || category == Category::Internal;
    return {escalationOf(category, contract), contract.escalateTo, atOnce};
}

Result<Contract> contractOf(StoreReader &reader, const QString &service)
{
    const auto live = reader.service(service);
    if (live)
        return live->service.contract;
    switch (live.error().kind) {
    case ErrorKind::NotFound:
    case ErrorKind::Damaged:
    case ErrorKind::NewerStore: return Contract();
    default: return tl::unexpected(live.error());
    }
}

} // namespace cairn
