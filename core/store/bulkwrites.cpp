#include "store/rows.h"
#include "store/storedjson.h"
#include "store/writeexecutor.h"

#include <cmath>

namespace cairn {

using namespace Qt::StringLiterals;

// Orders about many targets. What becomes of each target follows from the checkpoints of its run, in the transaction that writes
// these: an order's counts are never wrong, whatever is killed.

namespace {

struct Awaited
{
    qint64 command = 0;
    qint64 bulk = 0;
    int item = NoItem;
    QString steps; ///< one a line
};

/// What steps of a run are waited for by commands that let them go.
Result<QList<Awaited>> awaitedOf(SqliteConnection &connection, RunId run)
{
    return allOf(
        connection, "awaited_outcomes"_L1, [&](Statement &statement) { statement.integer(run.value()); },
        [](Row &row) {
            return Awaited{row.integer(), row.integer(), int(row.optionalInteger().value_or(NoItem)),
                           row.text()}; // braces: from left to right
        });
}

/// What a step's new state means for a command that let it go; nothing while it is on its way.
std::optional<CommandOutcome> outcomeOf(const Checkpoint &checkpoint)
{
    switch (checkpoint.state) {
    case StepState::Succeeded: return CommandOutcome::Passed;
    case StepState::OutcomeUnknown: // its service is asked before a person is
        return checkpoint.nextAt ? std::nullopt : std::optional(CommandOutcome::Failed);
    case StepState::Blocked: return CommandOutcome::Failed;
    case StepState::Skipped:
    case StepState::Degraded:
    case StepState::Cancelled: return CommandOutcome::Left;
    default: return std::nullopt;
    }
}

QJsonObject countsOf(const Bulk &bulk)
{
    const BulkCounts &counts = bulk.counts;
    return {{u"asked"_s, counts.asked},   {u"refused"_s, counts.refused}, {u"passed"_s, counts.passed},
            {u"failed"_s, counts.failed}, {u"left"_s, counts.left},       {u"all"_s, bulk.listed}};
}

/// Who is meant, and how it goes about it.
QJsonObject orderOf(const Bulk &bulk)
{
    QJsonObject json{{u"bulk"_s, bulk.id}};
    if (bulk.incident != 0)
        json.insert(u"incident"_s, bulk.incident);
    else
        json.insert(u"filter"_s, bulk.filter);
    if (!bulk.arguments.isEmpty())
        json.insert(u"arguments"_s, bulk.arguments);
    if (bulk.canary)
        json.insert(u"stop_at"_s, bulk.stopAt);
    return json;
}

QString subjectOf(qint64 bulk)
{
    return u"bulk/%1"_s.arg(bulk);
}

} // namespace

Result<void> WriteExecutor::carryOut(const AddBulk &write)
{
    Bulk bulk = write.bulk;
    const auto newest = numberOf(m_connection, "newest_run"_L1, NothingBound);
    if (!newest)
        return tl::unexpected(newest.error());
    if (!bulk.newestRun.isValid())
        bulk.newestRun = RunId(*newest);
    auto inserted = run(
        "insert_bulk"_L1,
        [&](Statement &statement) {
            statement.text(word(bulk.kind))
                .text(bulk.filter)
                .optionalId(bulk.incident)
                .optionalBlob(bulk.arguments.isEmpty() ? QByteArray() : storedJson(bulk.arguments))
                .text(bulk.actor)
                .text(bulk.reason)
                .time(bulk.createdAt)
                .integer(bulk.newestRun.value())
                .integer(bulk.canary)
                .integer(std::lround(bulk.stopAt * 1'000));
        },
        [&](Statement &statement) {
            bulk.id = m_committed.bulkId = statement.insertedId();
            m_orders.append(bulk.id);
            return Result<void>();
        });
    if (!inserted)
        return inserted;
    return carryOut(AddAudit{{0,
                              bulk.createdAt,
                              bulk.actor,
                              u"bulk."_s + word(bulk.kind),
                              subjectOf(bulk.id),
                              bulk.reason,
                              {},
                              storedJson(orderOf(bulk))}});
}

Result<void> WriteExecutor::carryOut(const AskBulk &write)
{
    auto done = write.newWave == 0 ? Result<void>() : run("begin_bulk_wave"_L1, [&](Statement &statement) {
        statement.integer(write.newWave).integer(write.bulk);
    });
    if (!done)
        return done;
    done = run(
        "ask_bulk"_L1,
        [&](Statement &statement) {
            statement.integer(write.to.run.value())
                .text(write.to.key.step.name())
                .integer(write.to.key.item)
                .integer(write.listed)
                .integer(qint64(write.commands.size()))
                .integer(write.bulk)
                .integer(write.from.run.value())
                .text(write.from.key.step.name())
                .integer(write.from.key.item);
        },
        [&](Statement &statement) -> Result<void> {
            if (statement.affectedRows() == 1)
                return {};
            return failure(ErrorKind::Conflict, u"Order %1 does not stand there any more"_s.arg(write.bulk));
        });
    for (Command command : write.commands) {
        if (!done)
            return done;
        command.bulk = write.bulk;
        done = carryOut(AddCommand{command});
    }
    return done ? endBulkIfOver(write.bulk, write.at) : done;
}

Result<void> WriteExecutor::carryOut(const MoveBulk &write)
{
    const auto bulk = bulkById(write.bulk);
    if (!bulk)
        return tl::unexpected(bulk.error());
    if (!*bulk)
        return failure(ErrorKind::NotFound, u"There is no order %1"_s.arg(write.bulk), {}, u"`cairn bulk list` shows all"_s);
    const QLatin1String name = write.to == BulkState::Stopped   ? "stop_bulk"_L1
                               : write.to == BulkState::Running ? "continue_bulk"_L1
                                                                : "cancel_bulk"_L1;
    auto moved = run(
        name,
        [&](Statement &statement) {
            if (write.to == BulkState::Stopped)
                statement.text(write.reason);
            if (write.to == BulkState::Cancelled)
                statement.time(write.at);
            statement.integer(write.bulk);
        },
        [&](Statement &statement) -> Result<void> {
            if (statement.affectedRows() == 1)
                return {};
            return failure(ErrorKind::Conflict, u"Order %1 is %2"_s.arg(QString::number(write.bulk), word((*bulk)->state)), {},
                           u"`cairn bulk show %1` tells what came of it"_s.arg(write.bulk));
        });
    if (moved && write.to == BulkState::Running) // carefully again, from the first wave on
        moved = run("begin_bulk_wave"_L1, [&](Statement &statement) { statement.integer(0).integer(write.bulk); });
    if (!moved)
        return moved;
    const QString act = write.to == BulkState::Stopped   ? u"stopped"_s
                        : write.to == BulkState::Running ? u"continued"_s
                                                         : u"cancelled"_s;
    moved = auditBulk(write.bulk, act, write.actor, write.reason, write.at);
    if (moved && write.to == BulkState::Cancelled)
        moved = eraseWhatItKept(write.bulk);
    return moved ? endBulkIfOver(write.bulk, write.at) : moved;
}

/// A command of an order has ended. Where it let steps go, it is known later what came of it.
Result<void> WriteExecutor::noteEndInBulk(const Command &command, const FinishCommand &finish)
{
    if (!finish.accepted)
        return settle(command.id, command.bulk, CommandOutcome::Refused, finish.at);
    if (!isFollowedUp(command.kind))
        return settle(command.id, command.bulk, CommandOutcome::Passed, finish.at);
    m_changedSteps.removeDuplicates();
    if (m_changedSteps.isEmpty())
        return settle(command.id, command.bulk, CommandOutcome::Left, finish.at);
    if (const auto loaded = isBulkRun(command.run); !loaded)
        return tl::unexpected(loaded.error());
    m_bulkRuns->insert(command.run.value());
    return run("await_outcome"_L1, [&](Statement &statement) { statement.text(m_changedSteps.join(u'\n')).integer(command.id); });
}

Result<bool> WriteExecutor::isBulkRun(RunId run)
{
    if (!m_bulkRuns) {
        const auto runs = allOf(m_connection, "bulk_runs"_L1, NothingBound, [](Row &row) { return row.integer(); });
        if (!runs)
            return tl::unexpected(runs.error());
        m_bulkRuns = QSet<qint64>(runs->cbegin(), runs->cend());
    }
    return m_bulkRuns->contains(run.value());
}

/// What a step's new state tells of the orders' commands that let it go.
Result<void> WriteExecutor::noteOutcomes(const Checkpoint &checkpoint)
{
    const auto outcome = outcomeOf(checkpoint);
    if (!outcome)
        return {};
    const auto concerned = isBulkRun(checkpoint.run);
    if (!concerned || !*concerned)
        return concerned ? Result<void>() : tl::unexpected(concerned.error());
    const auto commands = awaitedOf(m_connection, checkpoint.run);
    if (!commands)
        return tl::unexpected(commands.error());
    Result<void> done;
    for (const Awaited &awaited : *commands) {
        QStringList steps = awaited.steps.split(u'\n');
        if (!done || awaited.item != checkpoint.item || !steps.removeOne(checkpoint.step.name()))
            continue;
        if (*outcome == CommandOutcome::Passed && !steps.isEmpty())
            done = run("await_outcome"_L1,
                       [&](Statement &statement) { statement.text(steps.join(u'\n')).integer(awaited.command); });
        else
            done = settle(awaited.command, awaited.bulk, *outcome, checkpoint.at);
    }
    return done;
}

/// The run has ended: what it was still waited for, it ended without.
Result<void> WriteExecutor::leaveOutcomes(RunId runId, Timestamp at)
{
    const auto concerned = isBulkRun(runId);
    if (!concerned || !*concerned)
        return concerned ? Result<void>() : tl::unexpected(concerned.error());
    const auto commands = awaitedOf(m_connection, runId);
    if (!commands)
        return tl::unexpected(commands.error());
    Result<void> done;
    for (const Awaited &awaited : *commands) {
        if (done)
            done = settle(awaited.command, awaited.bulk, CommandOutcome::Left, at);
    }
    return done;
}

Result<void> WriteExecutor::settle(qint64 command, qint64 bulk, CommandOutcome outcome, Timestamp at)
{
    auto done = run("settle_command"_L1, [&](Statement &statement) { statement.text(word(outcome)).integer(command); });
    if (!done)
        return done;
    done = run("count_outcome"_L1, [&](Statement &statement) {
        statement.integer(outcome == CommandOutcome::Refused)
            .integer(outcome == CommandOutcome::Passed)
            .integer(outcome == CommandOutcome::Failed)
            .integer(outcome == CommandOutcome::Left)
            .integer(bulk);
    });
    return done ? endBulkIfOver(bulk, at) : done;
}

Result<void> WriteExecutor::endBulkIfOver(qint64 bulk, Timestamp at)
{
    return run(
        "end_bulk"_L1, [&](Statement &statement) { statement.time(at).integer(bulk); },
        [&](Statement &statement) {
            if (statement.affectedRows() != 1)
                return Result<void>();
            const auto told = auditBulk(bulk, u"done"_s, u"runner"_s, {}, at);
            return told ? eraseWhatItKept(bulk) : told;
        });
}

/// An edited input stayed for the order's sake when runs that have it were erased: one of them is erased once more.
Result<void> WriteExecutor::eraseWhatItKept(qint64 id)
{
    const auto bulk = bulkById(id);
    if (!bulk)
        return tl::unexpected(bulk.error());
    if (!*bulk || !(*bulk)->arguments.contains("edited"_L1))
        return {};
    return run("erase_after_bulk"_L1, [&](Statement &statement) { statement.integer(id); });
}

/// What has become of an order, with its counts at this moment.
Result<void> WriteExecutor::auditBulk(qint64 id, const QString &action, const QString &actor, const QString &reason, Timestamp at)
{
    const auto bulk = bulkById(id);
    if (!bulk)
        return tl::unexpected(bulk.error());
    if (!*bulk)
        return failure(ErrorKind::NotFound, u"There is no order %1"_s.arg(id));
    QJsonObject after = countsOf(**bulk);
    after.insert(u"bulk"_s, id);
    return carryOut(
        AddAudit{{0, at, actor, u"bulk.%1.%2"_s.arg(word((*bulk)->kind), action), subjectOf(id), reason, {}, storedJson(after)}});
}

Result<std::optional<Bulk>> WriteExecutor::bulkById(qint64 id)
{
    return firstOf(
        m_connection, "bulk_by_id"_L1, [&](Statement &statement) { statement.integer(id); }, readBulk);
}

} // namespace cairn
