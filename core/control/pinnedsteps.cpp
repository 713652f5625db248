#include "control/pinnedsteps.h"

#include "store/sqliteerror.h"

namespace cairn {

Result<void> PinnedSteps::load(StoreReader &reader, qint64 version)
{
    if (m_pipelines.contains(version))
        return {};
    const auto read = reader.pipelineVersion(version);
    if (!read && concernsAll(read.error()))
        return tl::unexpected(read.error());
    m_pipelines.insert(version, read ? read->pipeline : Pipeline());
    return {};
}

Fit PinnedSteps::fitOf(CommandKind kind, qint64 version, const StepKey &key, StepState stands) const
{
    StepProgress row;
    row.id = key.step;
    row.item = key.item;
    row.state = stands;
    const auto pipeline = m_pipelines.constFind(version);
    const Step *declared = pipeline == m_pipelines.cend() ? nullptr : pipeline->step(key.step);
    return cairn::fitOf(kind, row, declared ? *declared : Step(), false);
}

} // namespace cairn
