#pragma once

#include "model/incident.h"
#include "model/service.h"
#include "policy/taxonomy.h"
#include "store/store.h"

namespace cairn {

struct RunDetail;
struct StepProgress;
class RunProgress;

/// Who is to look after failures of a kind, and who comes next.
struct Responsibility
{
    QString owner;       ///< never empty
    QString escalateTo;  ///< empty: nobody is named
    bool atOnce = false; ///< not to wait for the owner: what fails so is a matter of safety
};

/// What an incident's failures have in common, as policies see it.
Failure failureOf(const Fingerprint &print);
/// The item that the cause of a fanned-out step names; else the step itself.
const StepProgress &whatFailed(const StepProgress &step, const RunProgress &progress);
/// The same of a step or item that stands; of a fanned-out step, what made its items fail.
Failure failureOf(const StepProgress &of, const RunDetail &detail);

/// From what the service's contract says, or else from what failed (design.md §5).
Responsibility responsibilityFor(const Fingerprint &print, const Contract &contract);

/// The service's contract as it is now; an empty one if it is not recorded, or cannot be read: that is no reason to tell nobody.
Result<Contract> contractOf(StoreReader &reader, const QString &service);

} // namespace cairn
