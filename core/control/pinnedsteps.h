#pragma once

#include "policy/eligible.h"
#include "store/store.h"

#include <QHash>

namespace cairn {

/// Steps as the versions declare them that runs are pinned to; each version is read once.
class PinnedSteps
{
public:
    /// Before fitOf(): reads a version, if it is not known yet. One that is damaged says nothing of its steps. Errors: those that
    /// other versions would meet as well.
    Result<void> load(StoreReader &reader, qint64 version);
    /// What a command of that kind means for a step or item of such a run, of which no more is known than how it stands.
    Fit fitOf(CommandKind kind, qint64 version, const StepKey &key, StepState stands) const;

private:
    QHash<qint64, Pipeline> m_pipelines; ///< by version
};

/// How a step, or a run as a whole, stands does not tell whether it can be asked for: what its steps declare does.
template <typename State> bool dependsOnStep(CommandKind kind, State stands)
{
    return kind == CommandKind::Retry && stands == State::OutcomeUnknown;
}

} // namespace cairn
