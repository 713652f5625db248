#pragma once

#include "guiworkspace.h"

namespace cairn::testing {

/// Runs that stand for the moments that matter.
struct SampleRuns
{
    RunId succeeded;
    RunId blocked;
    RunId waiting;
    RunId unknown;
    RunId cancelled;
    RunId running;
};

/// Fills a workspace as a working day would: three pipelines, every state, a few dozen runs.
SampleRuns fillWithADay(GuiWorkspace &workspace);

} // namespace cairn::testing
