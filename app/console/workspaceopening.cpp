#include "workspaceopening.h"

#include "definition/workspace.h"

namespace cairn {

Opening openWorkspace(const QString &folder)
{
    auto session = Session::open(folder);
    if (!session) {
        OpeningTrouble trouble{folder, session.error(), {}};
        if (trouble.error.kind == ErrorKind::Usage) // a command line was wrong; here the folder has no workspace any more
            trouble.error.kind = ErrorKind::NotFound;
        return tl::unexpected(trouble);
    }
    if (const auto drift = (*session)->applyAtFirstUse(); !drift) {
        OpeningTrouble trouble{folder, drift.error(), {}};
        if (drift.error().kind == ErrorKind::Definition)
            trouble.problems = loadWorkspace((*session)->root()).problems;
        return tl::unexpected(trouble);
    }
    return std::shared_ptr<Session>(std::move(*session));
}

} // namespace cairn
