#pragma once

#include "base/error.h"

namespace cairn {

constexpr int MostRequests = 512; ///< that a runner has under way at once, with all services together

/// How many files and sockets this process may have open at once; see getrlimit(2).
qint64 mostOpenFiles();

/// How many requests may be under way at once, of `wanted` ones, where so many files may be open: with one more than that is room
/// for, threads and connections end the whole program. Errors: Io if it is too few to begin with any.
Result<int> requestsWithin(qint64 openFiles, int wanted);

/// What is to be done about it.
QString moreOpenFiles();

} // namespace cairn
