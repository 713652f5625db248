#pragma once

#include "store/store.h"

namespace cairn {

/// One version of a pipeline and what runs go through it.
struct VersionUse
{
    PipelineHead head;
    QMap<RunState, qint64> runs; ///< states without runs are not in it
    RunId newest;                ///< run; invalid: there is none
};

/// A pipeline with all its versions.
struct PipelineUse
{
    QList<VersionUse> versions; ///< newest first, at least one
    std::optional<RunRecord> lastRun;
    bool fileDiffers = false; ///< or no file says it any more; where somebody has looked

    const PipelineHead &head() const { return versions.first().head; } ///< of the newest
    /// Of all versions.
    QMap<RunState, qint64> runs() const;
};

/// Joins what the store tells about versions with what it tells about their runs; by name.
QList<PipelineUse> pipelineUses(const QList<PipelineHead> &heads, const QList<VersionCount> &counts);
/// The same as read, with each pipeline's newest run.
Result<QList<PipelineUse>> readPipelineUses(StoreReader &reader);

} // namespace cairn
