#pragma once

#include "control/linediff.h"
#include "model/pipeline.h"
#include "ui/editor/linedtext.h"

namespace cairn {

// What is said of pipelines and their versions, and how comparisons of them are shown.

/// Where its inputs come from: "*.pdf from inbox, at most 200 MB; webhooks".
QString inputText(const InputRule &rule);
/// "2h", or that there is none.
QString deadlineText(Milliseconds deadline);
/// Lines of a comparison; with `context` of 0 or more, unchanged ones further away than that are summed up.
QList<TextLine> changeLines(const QList<DiffLine> &diff, std::optional<int> context);
/// "12 lines added, 3 removed", or that nothing has changed.
QString changeSummary(const QList<DiffLine> &diff);

} // namespace cairn
