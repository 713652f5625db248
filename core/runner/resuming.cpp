#include "runner/commandrules.h"
#include "runner/runcarrier.h"

#include "control/editing.h"
#include "control/judgement.h"
#include "control/storedheaders.h"

// Resume: the same step with something changed.

namespace cairn {

using namespace Qt::StringLiterals;

/// What goes out in place of the body that a step describes.
struct RunCarrier::Edit
{
    PayloadRef body;
    std::optional<StagedPayload> fresh; ///< the same, if it is not recorded yet
};

QCoro::Task<> RunCarrier::resumeSteps(Command command)
{
    if (command.arguments.value(u"latest"_s).toBool())
        co_await resumeLatest(command);
    else
        co_await resumeEdited(command);
}

/// Goes on with other bytes in place of the request's body. A new generation, so that services take it for another request.
QCoro::Task<> RunCarrier::resumeEdited(Command command)
{
    QList<StepProgress> candidates;
    QString why;
    const QList<StepProgress> rows = m_progress.all();
    for (const StepProgress &row : rows) {
        if (!applies(command, row) || !isStanding(row.state) || row.items || !mayChange(row))
            continue;
        why = refuseEdit(*m_version->pipeline.step(row.id), row.item);
        if (why.isEmpty())
            why = whyInDoubt(row);
        if (why.isEmpty())
            candidates.append(row);
    }
    if (candidates.size() > 1)
        why = u"several steps of it wait: name one, as RUN/STEP or RUN/STEP/ITEM"_s;
    else if (candidates.isEmpty() && why.isEmpty())
        why = whyNothingStands(command);
    const auto edit =
        candidates.size() == 1 ? editFor(command, candidates.first()) : Result<Edit>(failure(ErrorKind::Conflict, why));
    if (!edit) {
        const QString told = describe(edit.error());
        co_await refuse(command, told);
        co_return;
    }
    Checkpoint checkpoint = checkpointFor(candidates.first().key(), StepState::Ready);
    checkpoint.generation += 1;
    checkpoint.attempts = 0;
    checkpoint.inputDigest = {};
    checkpoint.edited = edit->body;
    QList<Checkpoint> checkpoints{checkpoint};
    const QString result =
        u"going on with the edited input: %1"_s.arg(checkpoint.key().toString()) + renewDeadline(m_version->pipeline);
    reopenFannedOut(checkpoints);
    noteMoving();
    const std::optional<StagedPayload> fresh = edit->fresh;
    co_await acceptWith(fresh, command, checkpoints, result);
}

/// A step that was named has moved on since somebody looked at it; else there is nothing to say but that none stands.
QString RunCarrier::whyNothingStands(const Command &command)
{
    const StepKey key{command.step, command.item};
    const StepProgress *row = command.step.isEmpty() ? nullptr : m_progress.step(key);
    const auto history = row ? m_context.reader.history(m_run.id) : Result<RunHistory>(RunHistory());
    if (!row || !history)
        return u"no step of it is blocked, waiting or held"_s;
    return m_inFlight.contains(key) ? u"step %1 is being tried at this moment"_s.arg(key.toString())
                                    : whatBecameOf(key, *history);
}

/// The bytes that the command brings for this step, or that its patch makes of what the step sends. Errors: Conflict, if the step
/// is not as it was when somebody edited it; Usage, if they cannot go out; those of the store.
auto RunCarrier::editFor(const Command &command, const StepProgress &row) -> Result<Edit>
{
    const Step &step = *m_version->pipeline.step(row.id);
    const EditBasis basis = editBasis(command.arguments);
    const QString patch = command.arguments.value(u"patch"_s).toString();
    const bool looks = basis.body.isValid() || !patch.isEmpty();
    const auto sends = looks ? requestOf(row) : Result<BuiltRequest>(BuiltRequest());
    if ((basis.generation && *basis.generation != row.generation) ||
        (basis.body.isValid() && sends && sends->record.digest != basis.body)) {
        const auto history = m_context.reader.history(m_run.id);
        return failure(ErrorKind::Conflict, u"what was edited is no longer what the step sends: %1"_s.arg(
                                                history ? whatBecameOf(row.key(), *history) : describe(history.error())));
    }
    if (!patch.isEmpty())
        return sends ? patched(patch, step, *sends) : tl::unexpected(sends.error());
    const auto digest = Digest::fromHex(command.arguments.value(u"edited"_s).toString());
    const auto size = digest ? m_context.reader.payloadSize(*digest) : Result<qint64>(tl::unexpected(digest.error()));
    if (!size)
        return tl::unexpected(size.error());
    const PayloadRef body{*digest, *size};
    if (const QString refused = refuseSize(m_version->pipeline, step, *size); !refused.isEmpty())
        return failure(ErrorKind::Usage, refused);
    if (step.request.body.kind != RequestBody::Kind::Json && step.requestSchema.isEmpty())
        return Edit{body, {}};
    const auto bytes = m_context.builder.bytesOf(body, LargestJsonBody);
    if (!bytes)
        return tl::unexpected(bytes.error());
    const QString refused = refuseBytes(step, *bytes, m_context.schemas);
    return refused.isEmpty() ? Result<Edit>(Edit{body, {}}) : failure(ErrorKind::Usage, refused);
}

/// What the step would send if it were tried now.
Result<BuiltRequest> RunCarrier::requestOf(const StepProgress &row)
{
    const Step &step = *m_version->pipeline.step(row.id);
    const auto lane = m_context.lanes.lane(step.service);
    const auto context = contextFor({step, row.item});
    if (!lane || !context)
        return tl::unexpected(lane ? context.error() : lane.error());
    auto built = m_context.builder.build(step, (*lane)->revision.service, *context, row.edited);
    if (!built)
        return failure(ErrorKind::Usage, built.error().cause);
    return std::move(*built);
}

/// A patch is applied here and not by who ordered it: it may be ordered for thousands.
auto RunCarrier::patched(const QString &patch, const Step &step, const BuiltRequest &sends) -> Result<Edit>
{
    const auto body = m_context.builder.recordOf(sends);
    if (!body)
        return tl::unexpected(body.error());
    const auto bytes = patchBody(patch, *body, m_context.engine);
    if (!bytes)
        return tl::unexpected(bytes.error());
    if (const QString refused = refuseBytes(step, *bytes, m_context.schemas); !refused.isEmpty())
        return failure(ErrorKind::Usage, refused);
    const auto staged = m_context.bridge.store().payloads().stage(*bytes);
    if (!staged)
        return tl::unexpected(staged.error());
    return Edit{staged->ref, *staged};
}

/// Goes on from where it stands on the newest version of its pipeline, if what is done is the same there.
QCoro::Task<> RunCarrier::resumeLatest(Command command)
{
    for (ServiceGate::Entry *entry : std::as_const(m_atGates))
        entry->leave();
    while (!m_inFlight.isEmpty()) {
        if (const QString why = whyNotWait(); !why.isEmpty()) {
            co_await refuse(command, why);
            co_return;
        }
        co_await m_wake.signalled();
    }
    const auto newest = m_context.reader.pipeline(m_version->pipeline.name);
    if (const QString why = whyNotOn(newest); !why.isEmpty()) {
        co_await refuse(command, why);
        co_return;
    }
    Transaction transaction(MoveRun{m_run.id, newest->id});
    bool stays = false;
    QList<Checkpoint> checkpoints = onNewest(newest->pipeline, stays);
    if (stays && checkpoints.isEmpty()) {
        co_await refuse(command, DoneAlready);
        co_return;
    }
    reopenFannedOut(checkpoints);
    noteMoving();
    QJsonObject before = stoodBefore(m_progress, checkpoints);
    before.insert(u"version"_s, m_run.version);
    m_run.pipelineVersionId = newest->id;
    m_run.version = newest->pipeline.version;
    m_run.pipelineDigest = newest->digest;
    for (Checkpoint &checkpoint : checkpoints) {
        checkpoint.actor = command.actor;
        checkpoint.reason = command.reason;
        transaction.add(AddCheckpoint{checkpoint});
    }
    const QString result = u"going on with version %1"_s.arg(newest->pipeline.version) + editsDropped(checkpoints) +
                           renewDeadline(newest->pipeline) + staysPaused();
    transaction.add(UpdateRun{m_run, m_context.clock.now()});
    const QJsonObject after{{u"version"_s, m_run.version}};
    transaction.add(FinishCommand{command.id, true, result, m_context.clock.now(), before, after});
    if (!co_await commit(std::move(transaction)))
        co_return;
    m_version = std::make_shared<const PipelineVersion>(*newest);
    m_expressions = ExpressionContext();
    m_unread.clear();
    m_values.clear();
    m_judged.clear();
    m_fresh = false;
    co_await load(); // where that fails, carry() ends
}

/// What was ordered since is not to wait for what is on the wire.
QString RunCarrier::whyNotWait() const
{
    const auto next = std::find_if(m_commands.begin(), m_commands.end(), [](const Command &command) {
        return command.kind == CommandKind::Cancel || command.kind == CommandKind::Pause;
    });
    return next == m_commands.end() ? QString() : u"meanwhile somebody asked to %1 the run"_s.arg(word(next->kind));
}

/// How what stands goes on with the newest version; `stays` says that something does not.
QList<Checkpoint> RunCarrier::onNewest(const Pipeline &newest, bool &stays)
{
    QList<Checkpoint> checkpoints;
    const QList<StepProgress> rows = m_progress.all();
    for (const StepProgress &row : rows) {
        const Step *next = newest.step(row.id);
        if (next && canBeAsked(row, *next) && mayChange(row))
            checkpoints.append(askedAgain(row));
        if (!isStanding(row.state) || !mayChange(row) || !next)
            continue;
        const bool isAnew = m_progress.step(row.id)->items && hasOtherItems(*m_version->pipeline.step(row.id), *next);
        if (row.items && !isAnew)
            continue; // its items go on
        const auto goesOn = isAnew ? std::optional(madeAnew(row)) : onNewest(row, newest);
        stays = stays || !goesOn;
        if (goesOn)
            checkpoints.append(*goesOn);
    }
    return checkpoints;
}

/// A step that begins as if it had never been fanned out, or an item that it had: its failure is over.
Checkpoint RunCarrier::madeAnew(const StepProgress &step) const
{
    Checkpoint checkpoint = letGo(step);
    checkpoint.edited = {};
    checkpoint.inputDigest = {};
    if (step.item != NoItem)
        return checkpoint;
    for (const StepProgress &item : m_progress.items(step.id)) // of which an edited one may be ahead
        checkpoint.generation = std::max(checkpoint.generation, item.generation);
    checkpoint.generation += 1;
    return checkpoint;
}

/// How a step that stands goes on with the newest version; nothing: it stays as it is. What would be done twice is not sent
/// again, but the answer that it has may be one that the newest version takes.
std::optional<Checkpoint> RunCarrier::onNewest(const StepProgress &row, const Pipeline &newest)
{
    if (row.awaitedSince) // as for a retry, by what the newest says of when it is done
        return letGo(row);
    const Step &pinned = *m_version->pipeline.step(row.id);
    const Step &next = *newest.step(row.id);
    if (!wouldBeDoneTwice(row)) {
        Checkpoint checkpoint = letGo(row);
        if (!keepsEdit(pinned, next, row.item))
            checkpoint.edited = {}; // the new version's own body goes out
        if (checkpoint.edited != row.edited || !sendsTheSame(row, newest)) {
            checkpoint.inputDigest = {};
            if (next.callback) // at an address of its own: what is said of the other request is not about this one
                checkpoint.generation += 1;
        }
        return checkpoint;
    }
    if (!asksTheSame(pinned, next) || !takesAnswer(next, row))
        return std::nullopt;
    Checkpoint checkpoint = checkpointFor(row.key(), next.isAwaited() ? StepState::WaitingCallback : StepState::Succeeded);
    keepAnswer(checkpoint);
    if (next.isAwaited()) {
        checkpoint.decision = Action::Await;
        checkpoint.attempts = 0; // questions that failed
        checkpoint.nextAt = checkpoint.at;
    }
    return checkpoint;
}

/// Whether a step that is tried again sends what it sent: a request that reads the same may tell the version that it is of. What
/// cannot be told is taken for the same.
bool RunCarrier::sendsTheSame(const StepProgress &row, const Pipeline &newest)
{
    const Step &pinned = *m_version->pipeline.step(row.id);
    const Step &next = *newest.step(row.id);
    if (!asksTheSame(pinned, next))
        return false;
    const auto lane = m_context.lanes.lane(pinned.service);
    auto context = contextFor({pinned, row.item});
    if (!lane || !context)
        return true;
    if (pinned.callback) // its address is the same
        context->set(u"callback"_s, QJsonObject{{u"url"_s, QString()}});
    ExpressionContext moved = *context;
    setRun(moved, m_run, newest, m_context.builder);
    const Service &service = (*lane)->revision.service;
    const auto before = m_context.builder.build(pinned, service, *context, row.edited);
    const auto after = m_context.builder.build(next, service, moved, row.edited);
    return !before || !after || before->inputDigest == after->inputDigest;
}

/// Which edited inputs go out no more; empty: none.
QString RunCarrier::editsDropped(const QList<Checkpoint> &checkpoints) const
{
    QStringList steps;
    for (const Checkpoint &checkpoint : checkpoints) {
        if (!checkpoint.edited.isValid() && m_progress.step(checkpoint.key())->edited.isValid())
            steps.append(checkpoint.key().toString());
    }
    return steps.isEmpty() ? QString() : u", and with its body rather than the edited input of: %1"_s.arg(steps.join(u", "_s));
}

/// Whether the answer that the step has is good by what another version says of it.
bool RunCarrier::takesAnswer(const Step &next, const StepProgress &row)
{
    StepResult result{row.status, readHeaders(row.outputHeaders), row.output};
    if (row.output.isValid() && saysJson(result.headers) && row.output.size <= LargestJsonBody) {
        const auto body = m_context.builder.bytesOf(row.output, LargestJsonBody);
        if (!body)
            return false;
        result.body = *body;
    }
    const auto wanted = wantedDigest({next, row.item});
    return wanted && judgeRecorded(next, *wanted, result, m_context.engine, m_context.schemas).succeeded();
}

/// What keeps the run from going on with that version of its pipeline; empty: nothing.
QString RunCarrier::whyNotOn(const Result<PipelineVersion> &newest) const
{
    if (isFinished(m_run.state))
        return u"the run had just ended"_s;
    if (!newest)
        return describe(newest.error());
    if (newest->id == m_run.pipelineVersionId)
        return u"the run is on the newest version already (%1)"_s.arg(newest->pipeline.version);
    if (const QString why = whyNotNewest(m_progress, m_version->pipeline, newest->pipeline); !why.isEmpty())
        return why;
    const QList<StepProgress> rows = m_progress.all();
    for (const StepProgress &row : rows) {
        if (!mayChange(row))
            continue;
        const Step *next = newest->pipeline.step(row.id);
        const bool isAnew = row.item != NoItem && next && hasOtherItems(*m_version->pipeline.step(row.id), *next);
        if (isAnew && wouldBeDoneTwice(row))
            return DoneAlready;
        if (const QString why = whyInDoubt(row); !why.isEmpty())
            return why;
    }
    return {};
}

} // namespace cairn
