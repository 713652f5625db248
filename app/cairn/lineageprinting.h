#pragma once

#include "reading.h"

namespace cairn {

/// `cairn show RUN --lineage`.
Exit printLineage(Reading &reading, RunId run, const Terminal &terminal);
/// `cairn show RUN --attest [-o FILE]`; `path` empty: standard output.
Exit printAttestation(Reading &reading, RunId run, const QString &path, const Terminal &terminal);

} // namespace cairn
