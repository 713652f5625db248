#include "control/episode.h"

#include <algorithm>

namespace cairn {

using namespace Qt::StringLiterals;

Episode episodeOf(const IncidentDetail &about)
{
    Episode episode{about.incident.firstAt, {}};
    std::optional<Timestamp> resolved;
    for (const IncidentNote &note : about.notes) {
        if (note.kind == "resolved"_L1)
            resolved = note.at;
        if (note.kind == "reopened"_L1)
            episode = {note.at, resolved};
    }
    return episode;
}

IncidentBundle keepAfter(IncidentBundle bundle, Timestamp end)
{
    const StepId &step = bundle.about.incident.fingerprint.step;
    const auto isOld = [end](const auto &record) { return record.at <= end; };
    bundle.about.notes.removeIf(isOld);
    bundle.audit.removeIf(isOld);
    for (BundledRun &run : bundle.runs) {
        run.history.checkpoints.removeIf(isOld);
        run.history.attempts.removeIf([end](const Attempt &attempt) { return attempt.startedAt <= end; });
        run.commands.removeIf([end](const Command &command) { return command.createdAt <= end; });
    }
    const auto before = bundle.runs.size();
    bundle.runs.removeIf([&](const BundledRun &run) {
        const auto isOfStep = [&](const auto &record) { return record.step == step; };
        return std::none_of(run.history.attempts.cbegin(), run.history.attempts.cend(), isOfStep) &&
               std::none_of(run.history.checkpoints.cbegin(), run.history.checkpoints.cend(), isOfStep);
    });
    bundle.runsLeftOut += before - bundle.runs.size();
    return bundle;
}

} // namespace cairn
