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
    RunId branching; ///< a wide pipeline, its steps at work side by side, one of them on items
};

/// Fills a workspace as a working day would: three pipelines, every state, a few dozen runs.
SampleRuns fillWithADay(GuiWorkspace &workspace);
/// Six runs of one pipeline: three went well, three need a person, one of these for its credentials.
void fillWithTroubles(GuiWorkspace &workspace);

} // namespace cairn::testing
