#include "control/responsibility.h"

namespace cairn {

namespace {

/// Who answers for a category whatever the service; empty: the service's owner does.
QString teamFor(Category category)
{
    switch (category) {
    case Category::Auth:
    case Category::Policy:
        return QStringLiteral("security");
    case Category::Data:
        return QStringLiteral("data owners");
    case Category::Schema:
        return QStringLiteral("integration owners");
    default:
        return {};
    }
}

} // namespace

Responsibility responsibilityFor(Category category, const Contract &contract)
{
    const QString team = teamFor(category);
    Responsibility found;
    found.owner = !team.isEmpty() ? team : !contract.owner.isEmpty() ? contract.owner : QStringLiteral("operations");
    found.escalateTo = contract.escalateTo;
    found.atOnce = category == Category::Auth || category == Category::Policy || category == Category::Internal;
    return found;
}

} // namespace cairn
