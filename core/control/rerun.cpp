#include "control/rerun.h"

#include "control/audit.h"
#include "control/editing.h"
#include "control/logic.h"
#include "control/submission.h"
#include "definition/stepgraph.h"
#include "store/upkeep.h"

#include <algorithm>
#include <utility>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

/// It is done, and does not come after `from`.
bool isTakenOver(const StepProgress &step, const Pipeline &next, const StepId &from)
{
    return step.id != from && isPassed(step.state) && next.step(step.id) && !transitiveNeeds(next.steps, step.id).contains(from);
}

Checkpoint copyFor(const RunRecord &run, const StepProgress &step, RunId old, const QString &actor)
{
    Checkpoint checkpoint;
    checkpoint.run = run.id;
    checkpoint.step = step.id;
    checkpoint.item = step.item;
    checkpoint.state = step.state;
    checkpoint.policyRevisionId = step.policyRevisionId;
    checkpoint.inputDigest = step.inputDigest;
    checkpoint.output = step.output;
    checkpoint.status = step.status;
    checkpoint.outputHeaders = step.outputHeaders;
    checkpoint.items = step.items;
    checkpoint.category = step.category;
    checkpoint.cause = step.cause;
    checkpoint.edited = step.edited; // what went out in place of the body: a person's doing, whoever reruns it
    checkpoint.reason = u"taken over from run %1"_s.arg(old.toString());
    checkpoint.actor = actor;
    checkpoint.at = run.submittedAt;
    return checkpoint;
}

/// What a person put in the place of its body goes out again, as long as what comes before it is the same and it is the same
/// body.
bool sendsEdit(const RunDetail &old, const Pipeline &next, const StepId &from)
{
    const StepProgress *step = old.progress.step(from);
    return step && step->edited.isValid() && keepsEdit(*old.version.pipeline.step(from), *next.step(from), NoItem) &&
           undoneBefore(old.progress, next, from).isEmpty();
}

/// What the new run begins with of one step.
struct TakenOver
{
    qint64 pipelineVersionId = 0; ///< by which it was made
    QList<Checkpoint> checkpoints;
};

/// With a step its items, whose answers are used as well and so are kept for as long as it is. What was made by the oldest
/// version comes first.
QList<TakenOver> takenOver(const RunDetail &old, const Pipeline &next, const StepId &from, const RunRecord &run,
                           const QString &actor)
{
    QList<TakenOver> taken;
    for (const StepProgress &step : old.progress.steps()) {
        if (!isTakenOver(step, next, from))
            continue;
        const auto logic = logicOf(old, step);
        QList<Checkpoint> checkpoints{copyFor(run, step, old.run.id, actor)};
        for (const StepProgress &item : old.progress.items(step.id)) {
            if (item.state == StepState::Succeeded)
                checkpoints.append(copyFor(run, item, old.run.id, actor));
        }
        taken.append({logic ? logic->pipelineVersionId : run.pipelineVersionId, checkpoints});
    }
    if (sendsEdit(old, next, from)) {
        StepProgress ready;
        ready.id = from;
        ready.state = StepState::Ready;
        ready.edited = old.progress.step(from)->edited;
        taken.append({run.pipelineVersionId, {copyFor(run, ready, old.run.id, actor)}});
    }
    std::stable_sort(taken.begin(), taken.end(), [](const TakenOver &one, const TakenOver &other) {
        return one.pipelineVersionId < other.pipelineVersionId;
    });
    return taken;
}

/// It begins with them, each told of as of the version that made it.
void insertWith(const QList<TakenOver> &taken, const RunRecord &run, Transaction &transaction)
{
    RunRecord moved = run;
    if (!taken.isEmpty())
        moved.pipelineVersionId = taken.first().pipelineVersionId;
    transaction.writes.front() = InsertRun{moved};
    const auto moveTo = [&](qint64 version) {
        if (std::exchange(moved.pipelineVersionId, version) != version)
            transaction.add(MoveRun{run.id, version});
    };
    for (const TakenOver &step : taken) {
        moveTo(step.pipelineVersionId);
        for (const Checkpoint &checkpoint : step.checkpoints)
            transaction.add(AddCheckpoint{checkpoint});
    }
    moveTo(run.pipelineVersionId);
}

/// What is erased is not sent once more, nor what is to be.
Result<void> checkNotErased(Store &store, RunId run)
{
    const auto erasure = store.upkeep() ? store.upkeep()->erasureOf(run) : Result<std::optional<Erasure>>(std::nullopt);
    if (!erasure)
        return tl::unexpected(erasure.error());
    if (!*erasure)
        return {};
    return failure(ErrorKind::Conflict, describe(**erasure), run.toString(), u"Submit the file again if it is needed"_s);
}

} // namespace

QString whyNotTakenOver(const RunDetail &old, const Pipeline &next, const StepId &from)
{
    const QList<StepProgress> &steps = old.progress.steps();
    const auto other = std::find_if(steps.begin(), steps.end(), [&](const StepProgress &step) {
        return !from.isEmpty() && isTakenOver(step, next, from) && *next.step(step.id) != *old.version.pipeline.step(step.id);
    });
    return other == steps.end() ? QString() : u"step %1 is another in version %2"_s.arg(other->id.name()).arg(next.version);
}

QStringList undoneBefore(const RunProgress &progress, const Pipeline &pipeline, const StepId &from)
{
    QStringList undone;
    for (const Step &step : pipeline.steps) {
        const StepProgress *done = progress.step(step.id);
        if ((!done || !isPassed(done->state)) && transitiveNeeds(pipeline.steps, from).contains(step.id))
            undone.append(step.id.name());
    }
    return undone;
}

QString toldUndone(const StepId &from, const QStringList &undone)
{
    return undone.isEmpty()
               ? QString()
               : u"it begins before %1, with what that needs and is not done: %2"_s.arg(from.name(), undone.join(u", "_s));
}

QString notBegunYet()
{
    return u"no runner has begun it yet"_s;
}

Result<RunId> rerun(Store &store, StoreReader &reader, RunId old, const StepId &from, bool latest, const Clock &clock,
                    const QString &actor, const QString &reason)
{
    const auto detail = readRunDetail(reader, old);
    if (!detail)
        return tl::unexpected(detail.error());
    const auto version = latest ? reader.pipeline(detail->run.pipeline) : Result<PipelineVersion>(detail->version);
    if (!version)
        return tl::unexpected(version.error());
    if (!from.isEmpty() && !version->pipeline.step(from))
        return failure(ErrorKind::Usage, u"pipeline %1 has no step %2"_s.arg(detail->run.pipeline, from.name()), {},
                       u"`cairn show %1` lists its steps"_s.arg(old.toString()));
    if (const auto kept = checkNotErased(store, old); !kept)
        return tl::unexpected(kept.error());
    RunRecord run = newRun(*version, detail->run.inputName, detail->run.input, clock.now());
    run.rerunOf = old;
    Transaction transaction(InsertRun{run});
    if (!from.isEmpty()) {
        if (const QString why = whyNotTakenOver(*detail, version->pipeline, from); !why.isEmpty())
            return failure(ErrorKind::Usage, why, {}, u"Rerun from that step or one before it"_s);
        run.state = RunState::Running; // it has a history from the start
        run.cause = notBegunYet();
        run.startedAt = run.submittedAt;
        insertWith(takenOver(*detail, version->pipeline, from, run, actor), run, transaction);
    }
    const QString told = u"rerun of %1 by %2%3"_s.arg(old.toString(), actor, reason.isEmpty() ? QString() : u": "_s + reason);
    transaction.add(AddEvent{Event{0, run.submittedAt, u"run.rerun"_s, run.id, told}});
    QJsonObject begun{{u"run"_s, run.id.toString()}, {u"from"_s, from.name()}};
    if (const QStringList undone = undoneBefore(detail->progress, version->pipeline, from); !undone.isEmpty())
        begun.insert(u"note"_s, toldUndone(from, undone));
    transaction.add(audited(run.submittedAt, actor, u"run.rerun"_s, old.toString(), reason, {}, begun));
    const auto committed = store.commitAndWait(std::move(transaction));
    if (!committed)
        return tl::unexpected(committed.error());
    return run.id;
}

} // namespace cairn
