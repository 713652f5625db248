#pragma once

#include "base/timestamp.h"
#include "store/store.h"

namespace cairn {

/// Takes one file in and makes it a run of `pipeline`, waiting until both are durable, with where it came from. Worker threads
/// and the command line only. `taken` is recorded in the same transaction when the file comes from a watched folder: exactly
/// once. `submitter`: who is recorded as having submitted it; empty: who runs this program, which is audited, with the reason.
/// `goOn`: told how many bytes are taken, says whether to go on. Errors: NotFound, Io, Usage (too large for the pipeline),
/// Conflict (changed while read, or taken before), DiskFull, Cancelled, and those of vouchFor().
Result<RunId> submitFile(Store &store, const PipelineVersion &pipeline, const QString &path, const Clock &clock,
                         std::optional<MarkTaken> taken = {}, const QString &submitter = {}, const QString &reason = {},
                         const std::function<bool(qint64)> &goOn = {});

/// The file that a name leads to, where that is a link; the name itself where it leads nowhere.
QString throughLinks(const QString &path);

/// A run of `input` that nothing has happened to yet: what InsertRun takes.
RunRecord newRun(const PipelineVersion &version, const QString &name, const PayloadRef &input, Timestamp now);

/// What whoever runs this program asks for now; of a step or item, if `step` names one.
Command commandFor(const Clock &clock, CommandKind kind, RunId run, const StepKey &step = {}, const QString &reason = {});
/// Records what an operator asks for; the runner carries it out. Returns the command's id.
Result<qint64> requestCommand(Store &store, Command command);

} // namespace cairn
