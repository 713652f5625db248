#pragma once

#include "control/filterwords.h"
#include "store/store.h"

namespace cairn {

/// Reads the words of a filter of runs ("state:blocked service:ocr category:rate_limit since:2h invoice"). Several states are
/// joined by commas, or given one by one (so are those of "reached"). Errors: Usage, naming the word.
Result<RunFilter> parseFilter(const QStringList &words, Timestamp now);
/// Keys that parseFilter knows, for completion.
QStringList filterKeys();

} // namespace cairn
