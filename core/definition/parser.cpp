#include "definition/parser.h"

#include "definition/definitionfile.h"

namespace cairn {

Parsed<PipelineVersion> parsePipeline(const QByteArray &yaml, const QString &file)
{
    PipelineFile read = readPipelineFile(yaml, file);
    if (!read.problems.isEmpty())
        return tl::unexpected(read.problems);
    return std::move(read.version);
}

Parsed<ServiceRevision> parseService(const QByteArray &yaml, const QString &file)
{
    ServiceFile read = readServiceFile(yaml, file);
    if (!isSound(read.problems))
        return tl::unexpected(read.problems);
    return std::move(read.revision);
}

} // namespace cairn
