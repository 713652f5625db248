#include "store/writeexecutor.h"

#include "store/faultword.h"
#include "store/rows.h"
#include "store/sealedrows.h"
#include "store/storedjson.h"

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

/// The states in which a run has a due_at in any case.
bool isRunnable(RunState state)
{
    return state == RunState::Pending || state == RunState::Running || state == RunState::WaitingRetry ||
           state == RunState::WaitingCallback;
}

/// When the clock wakes a run that waits for its service, or for a person.
std::optional<Timestamp> otherwiseDue(const RunRecord &run)
{
    const bool waits = run.state == RunState::Held || run.state == RunState::Blocked || run.state == RunState::OutcomeUnknown;
    return waits ? run.wakeAt : std::nullopt;
}

} // namespace

Result<Committed> WriteExecutor::execute(const Transaction &transaction)
{
    m_committed = {};
    m_lastAttempt = {};
    m_changedSteps.clear();
    m_orders.clear();
    if (transaction.fence) {
        if (auto checked = checkFence(*transaction.fence); !checked)
            return tl::unexpected(checked.error());
    }
    for (const Write &write : transaction.writes) {
        auto done = std::visit([this](const auto &one) { return carryOut(one); }, write.any());
        if (!done)
            return tl::unexpected(done.error());
    }
    return m_committed;
}

Result<void> WriteExecutor::checkFence(qint64 expected)
{
    if (!m_fence) {
        const auto current = currentFence();
        if (!current)
            return tl::unexpected(current.error());
        m_fence = *current;
    }
    if (*m_fence == expected)
        return {};
    return failure(ErrorKind::LeaseLost,
                   u"Another runner carries this store now (fence %1, ours was %2)"_s.arg(*m_fence).arg(expected),
                   m_connection.database(), u"Nothing is lost: the other runner goes on from the last checkpoint"_s);
}

Result<qint64> WriteExecutor::currentFence()
{
    return numberOf(m_connection, "lease_fence"_L1, NothingBound);
}

void WriteExecutor::forgetRuns()
{
    m_troubledRuns.reset();
    m_bulkRuns.reset();
}

Result<qint64> WriteExecutor::claimLease(const QString &holder, Timestamp at)
{
    forgetFence();
    forgetRuns();
    auto claimed = run("claim_lease"_L1, [&](Statement &statement) { statement.text(holder).time(at); });
    if (!claimed)
        return tl::unexpected(claimed.error());
    return currentFence();
}

Result<void> WriteExecutor::carryOut(const InsertRun &write)
{
    const RunRecord &r = write.run;
    if (!r.id.isValid())
        return failure(ErrorKind::Internal, u"A run without an id cannot be recorded"_s);
    qint64 version = r.pipelineVersionId;
    if (!version && r.pipelineDigest.isValid()) {
        const auto found = findPipelineVersion(r.pipelineDigest);
        if (!found)
            return tl::unexpected(found.error());
        version = *found;
    }
    const auto dueAt = isRunnable(r.state) ? std::optional(r.nextAt.value_or(r.submittedAt)) : otherwiseDue(r);
    return run(
        "insert_run"_L1,
        [&](Statement &statement) {
            statement.integer(r.id.value())
                .text(word(r.state))
                .optionalText(r.step.name())
                .optionalText(r.step.name())
                .optionalWord(r.category)
                .optionalText(r.cause)
                .integer(r.attempts)
                .text(r.inputName)
                .payload(r.input)
                .time(r.submittedAt)
                .optionalTime(r.startedAt)
                .optionalTime(r.finishedAt)
                .optionalTime(r.nextAt)
                .optionalTime(dueAt)
                .optionalTime(r.deadlineAt)
                .optionalId(r.rerunOf.value_or(RunId()).value())
                .optionalBlob(r.traceId)
                .optionalText(waitsText(r))
                .optionalText(gatesText(r))
                .integer(version);
        },
        [&](Statement &statement) -> Result<void> {
            if (statement.affectedRows() == 1)
                return {};
            return failure(ErrorKind::NotFound, u"The pipeline version of this run is not recorded"_s, r.id.toString(),
                           u"Apply the pipeline first (`cairn apply`)"_s);
        });
}

Result<void> WriteExecutor::carryOut(const UpdateRun &write)
{
    const RunRecord &r = write.run;
    const auto noted = run("note_run_state"_L1, [&](Statement &statement) {
        statement.time(write.at).text(u"run."_s + word(r.state)).text(r.cause).integer(r.id.value()).text(word(r.state));
    });
    if (!noted)
        return noted;
    return run(
        "update_run"_L1,
        [&](Statement &statement) {
            statement.text(word(r.state))
                .optionalText(r.step.name())
                .optionalText(r.step.name())
                .optionalWord(r.category)
                .optionalText(r.cause)
                .integer(r.attempts)
                .optionalTime(r.startedAt)
                .optionalTime(r.finishedAt)
                .optionalTime(r.deadlineAt)
                .optionalTime(r.nextAt)
                .integer(isRunnable(r.state))
                .optionalTime(r.nextAt)
                .optionalTime(otherwiseDue(r))
                .optionalText(waitsText(r))
                .optionalText(gatesText(r))
                .integer(r.id.value());
        },
        [&](Statement &statement) -> Result<void> {
            if (statement.affectedRows() != 1)
                return failure(ErrorKind::NotFound, u"There is no run %1"_s.arg(r.id.toString()), r.id.toString());
            if (isFinished(r.state))
                return noteFinished(r.id, r.state, write.at);
            return r.state == RunState::Blocked ? noteBlocked(r, write.at) : Result<void>();
        });
}

Result<void> WriteExecutor::carryOut(const BeginRun &write)
{
    return run(
        "begin_run"_L1, [&](Statement &statement) { statement.time(write.at).integer(write.run.value()); },
        [&](Statement &statement) {
            const bool isBegun = statement.affectedRows() == 1;
            return isBegun ? carryOut(AddEvent{Event{0, write.at, u"run.running"_s, write.run, {}}}) : Result<void>();
        });
}

Result<void> WriteExecutor::carryOut(const AddCheckpoint &write)
{
    const Checkpoint &c = write.checkpoint;
    return run(
        "insert_checkpoint"_L1,
        [&](Statement &statement) {
            statement.integer(c.run.value())
                .text(c.step.name())
                .integer(c.item)
                .text(word(c.state))
                .integer(c.generation)
                .optionalId(c.policyRevisionId)
                .digest(c.inputDigest)
                .payload(c.output)
                .integer(c.status)
                .optionalBlob(sealed(c.outputHeaders, outputHeadersContext(c)))
                .integer(c.attempts)
                .optionalWord(c.category)
                .optionalText(c.cause)
                .text(c.decision ? word(*c.decision) : u""_s)
                .optionalText(c.reason)
                .optionalTime(c.nextAt)
                .text(c.actor)
                .time(c.at)
                .optionalInteger(c.items)
                .payload(c.edited);
        },
        [&](Statement &) {
            m_changedSteps.append(c.step.name());
            const auto noted = noteCheckpoint(c);
            return noted ? noteOutcomes(c) : noted;
        });
}

Result<void> WriteExecutor::carryOut(const AddSending &write)
{
    const Sending &s = write.sending;
    return run("insert_sending"_L1, [&](Statement &statement) {
        statement.integer(s.run.value()).text(s.step.name()).integer(s.item).integer(s.generation).time(s.since);
    });
}

Result<void> WriteExecutor::carryOut(const AddAttempt &write)
{
    const Attempt &a = write.attempt;
    m_lastAttempt = a;
    return run("insert_attempt"_L1, [&](Statement &statement) {
        statement.integer(a.run.value())
            .text(a.step.name())
            .integer(a.item)
            .integer(a.generation)
            .integer(a.number)
            .text(a.idempotencyKey)
            .optionalBlob(a.spanId)
            .optionalId(a.policyRevisionId)
            .text(a.service)
            .text(QString::fromLatin1(a.method))
            .text(a.url)
            .optionalBlob(sealed(a.requestHeaders, requestHeadersContext(a)))
            .optionalBlob(sealed(a.responseHeaders, responseHeadersContext(a)))
            .payload(a.request)
            .payload(a.response)
            .integer(a.status)
            .optionalText(storedFault(a.fault))
            .optionalWord(a.category)
            .optionalText(a.cause)
            .text(word(a.decision))
            .optionalDuration(a.delay)
            .optionalDuration(a.advised)
            .duration(a.timing.queued)
            .duration(a.timing.connect)
            .duration(a.timing.firstByte)
            .duration(a.timing.total)
            .time(a.startedAt)
            .optionalWord(a.breaker);
    });
}

Result<void> WriteExecutor::carryOut(const AddCommand &write)
{
    const Command &c = write.command;
    return run(
        "insert_command"_L1,
        [&](Statement &statement) {
            statement.text(word(c.kind))
                .optionalId(c.run.value())
                .optionalText(c.step.name())
                .optionalInteger(c.item == NoItem ? std::nullopt : std::optional(c.item))
                .optionalText(c.service)
                .optionalBlob(c.arguments.isEmpty() ? QByteArray() : storedJson(c.arguments))
                .text(c.actor)
                .text(c.reason)
                .time(c.createdAt)
                .optionalId(c.bulk)
                .digest(Digest::fromHex(c.arguments.value("edited"_L1).toString()).value_or(Digest()));
        },
        [&](Statement &statement) {
            m_committed.commands.append(statement.insertedId());
            return auditRequest(c);
        });
}

Result<void> WriteExecutor::carryOut(const FinishCommand &write)
{
    return run(
        "finish_command"_L1,
        [&](Statement &statement) {
            statement.time(write.at).integer(write.accepted).optionalText(write.result).integer(write.id);
        },
        [&](Statement &statement) -> Result<void> {
            if (statement.affectedRows() != 1)
                return failure(ErrorKind::Conflict, u"Command %1 is carried out already, or was never given"_s.arg(write.id));
            const auto command = auditEnd(write);
            if (!command)
                return tl::unexpected(command.error());
            return *command && (*command)->bulk != 0 ? noteEndInBulk(**command, write) : Result<void>();
        });
}

Result<void> WriteExecutor::carryOut(const PutServiceState &write)
{
    return run("put_service_state"_L1,
               [&](Statement &statement) { statement.text(write.service).blob(storedJson(write.state)).time(write.at); });
}

Result<void> WriteExecutor::carryOut(const AddEvent &write)
{
    const Event &e = write.event;
    return run("insert_event"_L1,
               [&](Statement &statement) { statement.time(e.at).text(e.kind).optionalId(e.run.value()).text(e.detail); });
}

Result<void> WriteExecutor::carryOut(const MarkTaken &write)
{
    const auto bind = [&](Statement &statement) {
        statement.text(write.pipeline)
            .text(write.path)
            .integer(write.size)
            .integer(write.modifiedMs)
            .integer(qint64(write.inode))
            .optionalId(write.run.value())
            .time(write.at)
            .text(write.pipeline);
    };
    bool isRetired = false;
    auto marked = run("mark_taken"_L1, bind, [&](Statement &statement) {
        isRetired = statement.affectedRows() == 0;
        return Result<void>();
    });
    if (isRetired)
        return failure(ErrorKind::Conflict, u"Pipeline %1 was retired meanwhile"_s.arg(write.pipeline), write.path);
    if (!marked && marked.error().kind == ErrorKind::Conflict)
        return failure(ErrorKind::Conflict, u"This file was taken by pipeline %1 before"_s.arg(write.pipeline), write.path,
                       u"Submit it by hand (`cairn submit`) to run it once more"_s);
    return marked;
}

Result<void> WriteExecutor::carryOut(const InheritTaken &write)
{
    return run("inherit_taken"_L1, [&](Statement &statement) {
        const QString folder = write.folder + u'/';
        statement.text(write.to).text(folder).text(folder).text(write.sameFolder + u'/').text(folder).text(write.from);
    });
}

Result<void> WriteExecutor::carryOut(const PutRefused &write)
{
    const RefusedFile &f = write.file;
    return run("put_refused_file"_L1,
               [&](Statement &statement) { statement.text(f.pipeline).text(f.path).text(f.why).time(f.since); });
}

Result<void> WriteExecutor::carryOut(const ForgetRefused &write)
{
    return run("forget_refused_file"_L1, [&](Statement &statement) { statement.text(write.pipeline).text(write.path); });
}

} // namespace cairn
