#pragma once

#include "definition/mapreader.h"
#include "definition/runbookfile.h"

namespace cairn {

/// Reads one action block; names that it uses are added to `uses`.
RunbookAction readRunbookAction(const YamlNode &node, FileReport &report, QList<RunbookUse> &uses);

} // namespace cairn
