#include "store/storedjson.h"
#include "store/writeexecutor.h"

namespace cairn {

using namespace Qt::StringLiterals;

// Runs that were kept for as long as they should be. What was counted of them stays, and a tombstone in the audit.

namespace {

struct EndedRun
{
    RunId id;
    QString state;
    QString submittedAt;
    QString finishedAt;
};

EndedRun readEndedRun(Row &row)
{
    EndedRun run;
    run.id = RunId(row.integer());
    run.state = row.text();
    run.submittedAt = toRfc3339(row.time());
    run.finishedAt = toRfc3339(row.time());
    return run;
}

} // namespace

Result<void> WriteExecutor::carryOut(const RemoveRuns &write)
{
    m_committed.removedRuns = 0;
    const auto query = m_connection.prepared("runs_to_remove"_L1);
    if (!query)
        return tl::unexpected(query.error());
    const auto runs = Statement(**query, m_connection.database())
                          .time(write.endedBefore)
                          .text(write.pipeline)
                          .integer(write.most)
                          .all(readEndedRun);
    if (!runs)
        return tl::unexpected(runs.error());
    for (const EndedRun &run : *runs) {
        const QJsonObject what{{u"pipeline"_s, write.pipeline},
                               {u"state"_s, run.state},
                               {u"submitted_at"_s, run.submittedAt},
                               {u"finished_at"_s, run.finishedAt}};
        if (auto done = removeRun(run.id, what, write); !done)
            return done;
        ++m_committed.removedRuns;
    }
    return {};
}

Result<void> WriteExecutor::removeRun(RunId run, const QJsonObject &what, const RemoveRuns &write)
{
    for (const auto name : {"remove_erased_payloads"_L1, "remove_messages"_L1, "remove_callbacks"_L1, "remove_attempts"_L1,
                            "remove_checkpoints"_L1, "remove_commands"_L1, "remove_events"_L1, "remove_members"_L1,
                            "remove_origin"_L1, "remove_erasure"_L1, "remove_run"_L1}) {
        auto done = this->run(name, [&](Statement &statement) { statement.integer(run.value()); });
        if (!done)
            return done;
    }
    // What commits know of runs by heart.
    m_bulkRuns.reset();
    m_troubledRuns.reset();
    return carryOut(AddAudit{{0, write.at, u"runner"_s, u"run.removed"_s, run.toString(), write.reason, storedJson(what)}});
}

} // namespace cairn
