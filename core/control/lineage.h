#pragma once

#include "control/json.h"

namespace cairn {

/// Where the input of a run, or of the one that it is a rerun of in the end, came from.
struct InputTaken
{
    RunRecord first;
    std::optional<RunOrigin> origin; ///< nothing of runs of older versions of Cairn
};

/// Where all that a run has made comes from: its input with its origin, the logic, and who was asked by which rules.
struct RunLineage
{
    RunDetail detail;
    InputTaken input;
    QMap<qint64, ServiceRevision> revisions; ///< that ruled its steps
};

/// Something a run has made and handed on: a file that it delivered, or the answer of a step that no other step needs.
struct RunOutput
{
    QString name; ///< the file's, or the step's
    StepKey step;
    PayloadRef payload;
};

/// Errors: those of the store.
Result<InputTaken> readInputTaken(StoreReader &reader, const RunRecord &run);

/// Errors: NotFound, those of the store.
Result<RunLineage> readLineage(StoreReader &reader, RunId run);

/// In the order of the pipeline.
QList<RunOutput> outputsOf(const RunDetail &detail);

QJsonObject toJson(const RunOrigin &origin);
/// What `cairn show RUN --lineage --json` prints; its fields are a promise.
QJsonObject toJson(const RunLineage &lineage);

} // namespace cairn
