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

/// Whoever sends a webhook again does so within days: repeats of what came before are not known any more once its run is gone.
constexpr Milliseconds WebhooksKnown = std::chrono::days(30);
constexpr int WebhooksAtOnce = 20;

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
    int mostRows = write.mostRows;
    for (const RunId id : write.runs) {
        const auto run = firstOf(
            m_connection, "run_to_remove"_L1, [&](Statement &statement) { statement.integer(id.value()); }, readEndedRun);
        if (!run)
            return tl::unexpected(run.error());
        if (!*run)
            continue; // somebody needs it by now
        const auto whole = removeRows(id, mostRows);
        if (!whole || !*whole) {
            m_committed.removeMore = true;
            return whole ? Result<void>() : tl::unexpected(whole.error());
        }
        const QJsonObject what{{u"pipeline"_s, write.pipeline},
                               {u"state"_s, (*run)->state},
                               {u"submitted_at"_s, (*run)->submittedAt},
                               {u"finished_at"_s, (*run)->finishedAt}};
        if (auto done = removeRun(id, what, write); !done)
            return done;
        if (auto done = forgetWebhooks(write.at); !done)
            return done;
        ++m_committed.removedRuns;
    }
    return {};
}

/// With each run that goes, so many webhooks are looked at, on from where it was left, and all over again at the end: of those
/// that began a run which is gone there are never many.
Result<void> WriteExecutor::forgetWebhooks(Timestamp now)
{
    const auto [pipeline, message] = m_webhookSeen;
    const auto after = [&pipeline, &message](Statement &statement) {
        statement.text(pipeline).text(message).integer(WebhooksAtOnce);
    };
    const auto page = allOf(m_connection, "webhooks_after"_L1, after, [](Row &row) {
        const QString of = row.text();
        return std::pair(of, row.text());
    });
    if (!page)
        return tl::unexpected(page.error());
    m_webhookSeen = page->size() < WebhooksAtOnce ? std::pair(QString(), QString()) : page->last();
    if (page->isEmpty())
        return {};
    return run("forget_webhooks"_L1, [&](Statement &statement) {
        statement.text(pipeline).text(message).text(page->last().first).text(page->last().second).time(now - WebhooksKnown);
    });
}

/// What belongs to the run, as far as `mostRows` allows; true: nothing is left. What was erased is forgotten before the rows that
/// name it; what says how far the run came goes last.
Result<bool> WriteExecutor::removeRows(RunId run, int &mostRows)
{
    for (const auto name :
         {"remove_erased_payloads"_L1, "remove_messages"_L1, "remove_callbacks"_L1, "remove_attempts"_L1, "remove_sendings"_L1,
          "remove_commands"_L1, "remove_events"_L1, "remove_members"_L1, "remove_earlier_versions"_L1, "remove_checkpoints"_L1}) {
        auto done = this->run(
            name, [&](Statement &statement) { statement.integer(run.value()).integer(mostRows); },
            [&](Statement &statement) {
                mostRows -= statement.affectedRows();
                return Result<void>();
            });
        if (!done)
            return tl::unexpected(done.error());
        if (mostRows <= 0)
            return false;
    }
    return true;
}

/// That commits know it by heart (see m_troubledRuns) is no matter: nothing comes of a run that is not there.
Result<void> WriteExecutor::removeRun(RunId run, const QJsonObject &what, const RemoveRuns &write)
{
    for (const auto name : {"remove_origin"_L1, "remove_erasure"_L1, "remove_run"_L1}) {
        if (auto done = this->run(name, [&](Statement &statement) { statement.integer(run.value()); }); !done)
            return done;
    }
    return carryOut(AddAudit{{0, write.at, u"runner"_s, u"run.removed"_s, run.toString(), write.reason, storedJson(what)}});
}

} // namespace cairn
