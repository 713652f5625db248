#include "workspaceopening.h"

#include "definition/workspace.h"

namespace cairn {

Opening openWorkspace(const QString &folder)
{
    auto session = Session::open(folder);
    if (!session)
        return tl::unexpected(OpeningTrouble{folder, session.error(), {}});
    if (const auto drift = (*session)->applyAtFirstUse(); !drift) {
        OpeningTrouble trouble{folder, drift.error(), {}};
        if (drift.error().kind == ErrorKind::Definition)
            trouble.problems = loadWorkspace((*session)->root()).problems;
        return tl::unexpected(trouble);
    }
    return std::shared_ptr<Session>(std::move(*session));
}

} // namespace cairn
