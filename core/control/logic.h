#pragma once

#include "control/json.h"

namespace cairn {

/// A version of its pipeline, as what a part of a run was made by: runs go on with another one (`resume --latest`).
struct Logic
{
    qint64 pipelineVersionId = 0;
    int version = 0;
    Digest digest{};
};

Logic logicOf(const RunDetail &detail, const Checkpoint &checkpoint);
/// Of the attempt at that place of the run's history.
Logic logicOfAttempt(const RunDetail &detail, qsizetype place);
/// By which the step came to stand where it does; nullopt: nothing has happened to it.
std::optional<Logic> logicOf(const RunDetail &detail, const StepProgress &step);

/// The run's own, and then those that it was on before, the last one first.
QList<Logic> logicsOf(const RunDetail &detail);

/// "p@1: scan, store" for each version that the run was on before, the last one first: the steps that stand where it brought
/// them.
QStringList earlierLogics(const RunDetail &detail);

/// Adds "version" and "digest"; null where there is none.
void insertLogic(QJsonObject &object, const std::optional<Logic> &logic);

} // namespace cairn
