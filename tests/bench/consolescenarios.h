#pragma once

#include "figures.h"

namespace cairn::bench {

// Each prints the figures of one benchmark of the console; what and against what is said at its definition.
void consoleStart(Report &report);
void consoleFilters(Report &report);
void consoleScroll(Report &report);
void consoleInbox(Report &report);
void consoleFiles4(Report &report);
void trendsOverMillions(Report &report);

/// What `cairn-console-bench --start FOLDER` does in a process of its own: opens the window and tells on standard output when the
/// first page was there (steady clock, ns) and how much memory that took (MiB).
int tellStart(const QString &folder);

/// The store that all of them look at: of CAIRN_BENCH_RUNS runs, a million by default.
QString largeStore();

} // namespace cairn::bench
