#pragma once

#include "model/incident.h"
#include "model/service.h"

namespace cairn {

/// Who is to look after failures of a kind, and who comes next.
struct Responsibility
{
    QString owner;       ///< never empty
    QString escalateTo;  ///< empty: nobody is named
    bool atOnce = false; ///< not to wait for the owner: what fails so is a matter of safety
};

/// From what the service's contract says, or else from the category (design.md §5).
Responsibility responsibilityFor(Category category, const Contract &contract);

} // namespace cairn
