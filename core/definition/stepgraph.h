#pragma once

#include "model/pipeline.h"

#include <QSet>

namespace cairn {

/// Each step that is reached from itself through `needs`, told once: {a, b, a}. Needs that name no step are passed over.
QList<QList<StepId>> findCycles(const QList<Step> &steps);

/// All steps that `step` needs, directly or through others.
QSet<StepId> transitiveNeeds(const QList<Step> &steps, const StepId &step);

} // namespace cairn
