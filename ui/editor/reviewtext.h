#pragma once

#include "control/apply.h"
#include "ui/look/statelook.h"

namespace cairn {

/// What is said of a workspace's files as a whole, and which command goes with it.
struct ReviewSummary
{
    Look look = Look::Succeeded;
    QString title;
    QString text; ///< more about it; may be empty
    bool offersApply = false;
    bool canApply = false;
};

ReviewSummary summaryOf(const WorkspaceReview &review);

/// "file:line:column", as far as it is known.
QString placeText(const Problem &problem);
/// "pipeline intake: version 3 → 4".
QString driftText(const Drift &drift);
/// The same with what a service's file changes, and whose doing it replaces: a line each.
QString driftDetails(const Drift &drift);
/// "Live now: pipeline intake@4, service ocr revision 2. Retired: orders."
QString appliedText(const Applied &applied);
/// "pipeline orders goes on where it ends: …" of one that is retired; empty: none does.
QString successionText(const QStringList &successors);

} // namespace cairn
