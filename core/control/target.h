#pragma once

#include "base/error.h"
#include "base/ids.h"
#include "model/pipeline.h"

namespace cairn {

/// What a command is about: a run, a step of it, or one item of that.
struct Target
{
    RunId run;
    StepId step;       ///< empty: whatever steps of the run it applies to
    int item = NoItem; ///< NoItem: the whole step, or all its items
};

/// RUN, RUN/STEP or RUN/STEP/ITEM. Errors: Usage.
Result<Target> parseTarget(const QString &text);

} // namespace cairn
