#pragma once

#include <QString>

namespace cairn::testing {

/// A workspace of the fleet's (see fleetworkspace.h) whose store holds `failures` blocked runs in `incidents` incidents, made at
/// the first use and kept under $CAIRN_BENCH_CACHE (default: the temporary folder) for the next. Not to be changed.
QString cachedFailureStore(int failures, int incidents);

} // namespace cairn::testing
