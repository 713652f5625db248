#include "control/pipelineuse.h"

#include <algorithm>

namespace cairn {

QMap<RunState, qint64> PipelineUse::runs() const
{
    QMap<RunState, qint64> sum;
    for (const VersionUse &version : versions) {
        for (auto it = version.runs.begin(); it != version.runs.end(); ++it)
            sum[it.key()] += it.value();
    }
    return sum;
}

QList<PipelineUse> pipelineUses(const QList<PipelineHead> &heads, const QList<VersionCount> &counts)
{
    QHash<qint64, VersionUse> byVersion;
    for (const VersionCount &count : counts) {
        VersionUse &use = byVersion[count.versionId];
        use.runs.insert(count.state, count.runs);
        use.newest = std::max(use.newest, count.newest);
    }
    QList<PipelineUse> uses;
    for (const PipelineHead &head : heads) {
        VersionUse use = byVersion.value(head.id);
        use.head = head;
        if (uses.isEmpty() || uses.last().head().name != head.name)
            uses.append(PipelineUse());
        uses.last().versions.append(use);
    }
    return uses;
}

Result<QList<PipelineUse>> readPipelineUses(StoreReader &reader)
{
    const auto heads = reader.pipelineHeads();
    if (!heads)
        return tl::unexpected(heads.error());
    const auto counts = reader.runsByVersion();
    if (!counts)
        return tl::unexpected(counts.error());
    QList<PipelineUse> uses = pipelineUses(*heads, *counts);
    for (PipelineUse &use : uses) {
        RunId newest;
        for (const VersionUse &version : std::as_const(use.versions))
            newest = std::max(newest, version.newest);
        if (!newest.isValid())
            continue;
        auto run = reader.run(newest);
        if (!run)
            return tl::unexpected(run.error());
        use.lastRun = std::move(*run);
    }
    return uses;
}

} // namespace cairn
