#pragma once

#include "guiworkspace.h"

namespace cairn::testing {

/// How the past of a workspace comes out: the same plan gives the same past.
struct VariedPlan
{
    int weeks = 12;
    int runsADay = 18;
    quint64 seed = 7;
};

/// Gives a workspace a past of weeks, counted as a runner counts it: pipelines "intake" (scan, extract, publish) and "archive"
/// (scan, store). Scanning gets no worse; extraction was down for a day in the week before last, so that recoveries took long and
/// failed for other causes; publishing grows slower and now misses its promise; storing is throttled in the present week. The
/// breaker of "extract" turned in the last week, and is open now with runs held behind it.
void fillWithWeeks(GuiWorkspace &workspace, const VariedPlan &plan = {});

} // namespace cairn::testing
