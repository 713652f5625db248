#include "runner/commandrules.h"
#include "runner/runcarrier.h"

// Resume: the same step with something changed.

namespace cairn {

namespace {

/// Why other bytes cannot stand for the request's body; empty if they can.
QString refuseEdit(const Step &step, int item)
{
    if (step.isFannedOut() && item == NoItem)
        return QStringLiteral("step %1 has items, each with a body of its own: name one, as RUN/STEP/ITEM").arg(step.id.name());
    if (step.callback)
        return QStringLiteral("the request of step %1 tells where to call back, which a file cannot").arg(step.id.name());
    if (step.deliver)
        return QStringLiteral("step %1 delivers a file: there is no request whose body could be replaced").arg(step.id.name());
    if (step.request.body.kind == RequestBody::Kind::None)
        return QStringLiteral("the request of step %1 has no body").arg(step.id.name());
    if (step.request.body.kind == RequestBody::Kind::Multipart)
        return QStringLiteral("the request of step %1 is a form of several parts").arg(step.id.name());
    return {};
}

} // namespace

QCoro::Task<> RunCarrier::resumeSteps(Command command)
{
    if (command.arguments.value(QStringLiteral("latest")).toBool())
        co_await resumeLatest(command);
    else
        co_await resumeEdited(command);
}

/// Goes on with an operator's bytes in place of the request's body. A new generation, so that services take it for another request.
QCoro::Task<> RunCarrier::resumeEdited(Command command)
{
    const auto digest = Digest::fromHex(command.arguments.value(QStringLiteral("edited")).toString());
    const qint64 size = command.arguments.value(QStringLiteral("size")).toInteger();
    QList<Checkpoint> checkpoints;
    QString why = QStringLiteral("no step of it is blocked, waiting or held");
    const QList<StepProgress> rows = m_progress.all();
    for (const StepProgress &row : rows) {
        if (!applies(command, row) || !isStanding(row.state) || row.items || !mayChange(row))
            continue;
        if (const QString refused = refuseEdit(*m_version->pipeline.step(row.id), row.item); !refused.isEmpty()) {
            why = refused;
            continue;
        }
        Checkpoint checkpoint = checkpointFor(row.key(), StepState::Ready);
        checkpoint.generation += 1;
        checkpoint.attempts = 0;
        checkpoint.inputDigest = {};
        checkpoint.edited = PayloadRef{digest.value_or(Digest()), size};
        checkpoints.append(checkpoint);
    }
    if (checkpoints.size() > 1)
        why = QStringLiteral("several steps of it wait: name one, as RUN/STEP or RUN/STEP/ITEM");
    if (checkpoints.size() != 1 || !digest) {
        co_await refuse(command, why);
        co_return;
    }
    const QString result = QStringLiteral("going on with the edited input: %1").arg(checkpoints.first().key().toString());
    reopenFannedOut(checkpoints);
    noteMoving();
    co_await accept(command, checkpoints, result);
}

/// Goes on from where it stands on the newest version of its pipeline, if what is done is the same there.
QCoro::Task<> RunCarrier::resumeLatest(Command command)
{
    while (!m_inFlight.isEmpty())
        co_await m_wake.signalled();
    const auto newest = m_context.reader.pipeline(m_version->pipeline.name);
    QString why;
    if (isFinished(m_run.state))
        why = QStringLiteral("the run had just ended");
    else if (!newest)
        why = describe(newest.error());
    else if (newest->id == m_run.pipelineVersionId)
        why = QStringLiteral("the run is on the newest version already (%1)").arg(newest->pipeline.version);
    else
        why = differsFrom(newest->pipeline);
    if (!why.isEmpty()) {
        co_await refuse(command, why);
        co_return;
    }
    Transaction transaction(MoveRun{m_run.id, newest->id});
    const QList<StepProgress> rows = m_progress.all();
    QList<Checkpoint> checkpoints;
    for (const StepProgress &row : rows) {
        if (!isStanding(row.state) || row.items || !newest->pipeline.step(row.id))
            continue;
        checkpoints.append(letGo(row));
        checkpoints.last().edited = {}; // the new version's own body goes out
    }
    reopenFannedOut(checkpoints);
    noteMoving();
    m_run.pipelineVersionId = newest->id;
    m_run.version = newest->pipeline.version;
    for (Checkpoint &checkpoint : checkpoints) {
        checkpoint.actor = command.actor;
        checkpoint.reason = command.reason;
        transaction.add(AddCheckpoint{checkpoint});
    }
    transaction.add(UpdateRun{m_run, m_context.clock.now()});
    transaction.add(FinishCommand{command.id, true, QStringLiteral("going on with version %1").arg(newest->pipeline.version), m_context.clock.now()});
    if (!co_await commit(std::move(transaction)))
        co_return;
    m_version = std::make_shared<const PipelineVersion>(*newest);
    m_expressions = ExpressionContext();
    m_values.clear();
    m_fresh = false;
    co_await load();
}

/// Why a newer version cannot take over what is done; empty if it can.
QString RunCarrier::differsFrom(const Pipeline &newer) const
{
    const QList<StepProgress> rows = m_progress.all();
    for (const StepProgress &row : rows) {
        const bool isDone = isPassed(row.state) || row.isFannedOut();
        const Step *next = newer.step(row.id);
        if (row.state == StepState::OutcomeUnknown || row.awaitedSince)
            return QStringLiteral("step %1 is with its service, or may be (%2): settle that first").arg(row.key().toString(), word(row.state));
        if (isDone && (!next || *next != *m_version->pipeline.step(row.id)))
            return QStringLiteral("step %1 is done, and version %2 %3 it: rerun from there instead")
                .arg(row.id.name(), QString::number(newer.version), next ? QStringLiteral("changes") : QStringLiteral("does not have"));
    }
    return {};
}

} // namespace cairn
