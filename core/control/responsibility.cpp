#include "control/responsibility.h"

#include "policy/taxonomy.h"

namespace cairn {

Responsibility responsibilityFor(Category category, const Contract &contract)
{
    const bool atOnce = category == Category::Auth || category == Category::Policy || category == Category::Internal;
    return {escalationOf(category, contract), contract.escalateTo, atOnce};
}

} // namespace cairn
