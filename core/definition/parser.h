#pragma once

#include "definition/problem.h"
#include "model/pipeline.h"
#include "model/service.h"

namespace cairn {

// Errors of both: every problem of the file, in its order, unless there are only warnings. `file` is only named in them. Digest
// and source are filled in.

Parsed<PipelineVersion> parsePipeline(const QByteArray &yaml, const QString &file);
Parsed<ServiceRevision> parseService(const QByteArray &yaml, const QString &file);

} // namespace cairn
