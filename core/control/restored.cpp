#include "control/restored.h"

#include "control/audit.h"
#include "control/json.h"

#include <QFileInfo>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

/// It is kept where the runner keeps what it knows of each service, under a name that no service can have.
constexpr auto StateName = "restored store"_L1;
constexpr auto PausedFor = "the store was put back from a backup"_L1;
constexpr int PageOfRuns = 200;
constexpr int PageOfCommands = 1'000;

qint64 toMs(Timestamp time)
{
    return time.time_since_epoch().count();
}

/// Of a run that needs a person: another branch of it is begun, or gone on with, by whatever wakes the run; or a message would
/// do.
bool goesOnUnasked(const RunDetail &detail)
{
    const auto mayMove = [&](const StepProgress &row) {
        const bool standsStill = row.state == StepState::Blocked || row.state == StepState::OutcomeUnknown;
        return row.state == StepState::InFlight || (standsStill && detail.version.pipeline.step(row.id)->callback);
    };
    const QList<StepProgress> rows = detail.progress.all();
    return !detail.progress.startable(Timestamp::max()).isEmpty() || std::any_of(rows.begin(), rows.end(), mayMove);
}

/// It stands already until a person says otherwise. Of one that cannot be read nothing is sent.
bool waitsForPerson(RunState state, const Result<RunDetail> &detail)
{
    const bool needsOne = state == RunState::Blocked || state == RunState::OutcomeUnknown;
    return state == RunState::Paused || (needsOne && !(detail && goesOnUnasked(*detail)));
}

/// Of runs that are paused for it.
QString causeOf(const Restored &restored)
{
    return u"%1 of %2: what was sent since is not known here"_s.arg(PausedFor, toRfc3339(restored.backedUpAt));
}

class Settling
{
public:
    Settling(Store &store, StoreReader &reader, const Restored &restored, const QString &actor)
        : m_store(store), m_reader(reader), m_restored(restored), m_actor(actor)
    {
    }

    /// Gives how many of them were paused.
    Result<qint64> runs()
    {
        RunFilter filter;
        for (const RunState state : allRunStates()) {
            if (!isFinished(state))
                filter.states.append(state);
        }
        qint64 paused = 0;
        for (RunId before;;) {
            const auto page = m_reader.runs(filter, before, PageOfRuns);
            if (!page)
                return tl::unexpected(page.error());
            if (page->isEmpty())
                return paused;
            Transaction transaction;
            for (const RunRecord &run : *page) {
                const auto detail = readRunDetail(m_reader, run.id);
                const bool stands = waitsForPerson(run.state, detail);
                if (detail)
                    addSendings(*detail, transaction);
                paused += !stands;
                transaction.add(UpdateRun{stands ? unwoken(run) : pausedForIt(run), m_restored.at});
            }
            if (const auto done = m_store.commitAndWait(std::move(transaction)); !done)
                return tl::unexpected(done.error());
            before = page->last().id;
        }
    }

    Result<void> orders()
    {
        const auto running = m_reader.runningBulks();
        if (!running)
            return tl::unexpected(running.error());
        Transaction stopping;
        for (const Bulk &order : *running)
            stopping.add(MoveBulk{order.id, BulkState::Stopped, m_actor, PausedFor, m_restored.at});
        auto done = m_store.commitAndWait(std::move(stopping));
        while (done) {
            const auto asked = m_reader.pendingCommands(PageOfCommands);
            if (!asked)
                return tl::unexpected(asked.error());
            if (asked->isEmpty())
                return {};
            Transaction refusing;
            for (const Command &command : *asked)
                refusing.add(FinishCommand{command.id, false, PausedFor + u": ask for it again"_s, m_restored.at});
            done = m_store.commitAndWait(std::move(refusing));
        }
        return tl::unexpected(done.error());
    }

private:
    static RunRecord unwoken(RunRecord run)
    {
        run.wakeAt.reset();
        return run;
    }

    RunRecord pausedForIt(RunRecord run) const
    {
        run.wakeAt.reset();
        run.state = RunState::Paused;
        run.startedAt = run.startedAt.value_or(m_restored.at);
        run.step = {};
        run.category.reset();
        run.cause = causeOf(m_restored);
        return run;
    }

    /// A service that has forgotten its key by now would do it once more. What has no items yet may have had some since.
    void addSendings(const RunDetail &detail, Transaction &transaction) const
    {
        const QList<StepProgress> rows = detail.progress.all();
        for (const StepProgress &row : rows) {
            const Step &step = *detail.version.pipeline.step(row.id);
            if (!step.deliver && !row.items && !isPassed(row.state) && row.state != StepState::Cancelled)
                transaction.add(AddSending{{detail.run.id, row.id, row.item, row.generation, m_restored.backedUpAt}});
        }
    }

    Store &m_store;
    StoreReader &m_reader;
    const Restored &m_restored;
    const QString &m_actor;
};

/// That stands in what is left of the audit.
AddAudit noteOf(const Restored &restored, const std::optional<AuditEntry> &last, const QString &file, const QString &actor,
                const QString &reason)
{
    QJsonObject after{{u"file"_s, QFileInfo(file).absoluteFilePath()}, {u"runs_paused"_s, restored.paused}};
    if (last) {
        after.insert(u"last_entry"_s, last->seq);
        after.insert(u"last_at"_s, toRfc3339(last->at));
    }
    return audited(restored.at, actor, u"store.restored"_s, u"store"_s, reason, {}, after);
}

} // namespace

Result<Restored> settleRestored(Store &store, const QString &file, const QString &actor, const QString &reason, Timestamp now)
{
    const auto reader = store.reader();
    const auto last = reader ? (*reader)->lastAuditEntry() : tl::unexpected(reader.error());
    if (!last)
        return tl::unexpected(last.error());
    Restored restored{now, *last ? (*last)->at : now}; // that it is taken is the last that a backup's audit tells
    Settling settling(store, **reader, restored, actor);
    const auto ordered = settling.orders();
    const auto paused = ordered ? settling.runs() : tl::unexpected(ordered.error());
    if (!paused)
        return tl::unexpected(paused.error());
    restored.paused = *paused;
    const PutServiceState state{
        StateName, {{u"at"_s, toMs(restored.at)}, {u"backed_up_at"_s, toMs(restored.backedUpAt)}}, restored.at};
    const auto told = store.commitAndWait(Transaction(state, noteOf(restored, *last, file, actor, reason)));
    return told ? Result<Restored>(restored) : tl::unexpected(told.error());
}

Result<std::optional<Restored>> readRestored(StoreReader &reader)
{
    const auto state = reader.serviceState(StateName);
    if (!state)
        return tl::unexpected(state.error());
    if (state->isEmpty())
        return std::nullopt;
    const auto time = [&](QLatin1String name) { return Timestamp(Milliseconds(state->value(name).toInteger())); };
    return Restored{time("at"_L1), time("backed_up_at"_L1)};
}

Result<qint64> countPaused(StoreReader &reader, const Restored &restored)
{
    RunFilter filter;
    filter.states = {RunState::Paused};
    qint64 paused = 0;
    for (RunId before;;) {
        const auto page = reader.runs(filter, before, PageOfRuns);
        if (!page)
            return tl::unexpected(page.error());
        if (page->isEmpty())
            return paused;
        paused += std::count_if(page->begin(), page->end(), [&](const RunRecord &run) { return run.cause == causeOf(restored); });
        before = page->last().id;
    }
}

QString remedyOf(const Restored &restored)
{
    if (restored.paused == 0)
        return {};
    return u"Find out at their services what was done (`cairn runs state:paused` lists them), then `cairn unpause RUN`, or "
           "`cairn cancel RUN`"_s;
}

Error writtenBefore(const Restored &restored, const QString &path)
{
    return {ErrorKind::Usage,
            u"it was written before the store was put back from a backup (%1), and may have been taken since that was made"_s.arg(
                toRfc3339(restored.at)),
            path, u"If it was not, `touch` it: then it is taken"_s};
}

QString describe(const Restored &restored)
{
    const QString when = u"put back at %1 from a backup of %2: what was done and sent in between is not known here"_s.arg(
        toRfc3339(restored.at), toRfc3339(restored.backedUpAt));
    if (restored.paused == 0)
        return when;
    const QString those = restored.paused == 1 ? u"1 run that had not ended is paused for it"_s
                                               : u"%1 runs that had not ended are paused for it"_s.arg(restored.paused);
    return u"%1; %2"_s.arg(when, those);
}

} // namespace cairn
