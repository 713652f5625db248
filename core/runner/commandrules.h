#pragma once

#include "policy/eligible.h"

namespace cairn {

/// Why a step is not sent again just because somebody asks for one more try.
inline constexpr QLatin1String DoneAlready(
    "its service answered and is not idempotent: sent again, it would be done twice. Skip the step; go on with a newer "
    "version of its pipeline that takes this answer (resume --latest); or decide that it did not happen, naming the step");

/// How the steps stand that a command is about to change, the first of them, for the audit: which is never erased, so without
/// what a service said.
QJsonObject stoodBefore(const RunProgress &progress, const QList<Checkpoint> &changes);

} // namespace cairn
