#include "runner/awaiting.h"
#include "runner/runcarrier.h"

#include "base/logging.h"
#include "security/masking.h"
#include "store/sqliteerror.h"

// What a carrier writes down: checkpoints that no answer goes with, and the run's row.

namespace cairn {

using namespace Qt::StringLiterals;

namespace {
constexpr Milliseconds NothingMoved{1'000};

/// It is let in as first attempts are, whatever the step has come through.
bool isFirstQuestion(const StepProgress &step)
{
    return !step.turnedAway.isEmpty() && (step.state == StepState::OutcomeUnknown || !step.category);
}

/// What was ordered, if this says what came of it.
std::optional<FinishCommand> commandOf(const Transaction &transaction)
{
    for (const Write &write : transaction.writes) {
        if (const auto *finish = write.as<FinishCommand>())
            return *finish;
    }
    return std::nullopt;
}
} // namespace

QCoro::Task<> RunCarrier::skip(const Step &step, QString reason)
{
    Checkpoint checkpoint = checkpointFor(step.id, StepState::Skipped);
    checkpoint.reason = reason;
    co_await write(checkpoint);
}

/// One change that nothing else goes with.
QCoro::Task<bool> RunCarrier::write(Checkpoint checkpoint)
{
    Transaction transaction(AddCheckpoint{checkpoint});
    if (!co_await commit(std::move(transaction)))
        co_return false;
    m_progress.apply(checkpoint);
    co_return true;
}

/// The service does not let it in at the moment. That uses up no attempt; one that is turned away again stays held as it was.
QCoro::Task<> RunCarrier::hold(Work work, Hold hold)
{
    const StepProgress &progress = *m_progress.step(work.key());
    if (progress.state != StepState::Held) {
        Checkpoint checkpoint = checkpointFor(work.key(), StepState::Held);
        checkpoint.category = progress.attempts > 0 ? progress.category : std::nullopt;
        checkpoint.cause = progress.attempts > 0 ? progress.cause : QString();
        keepAnswer(checkpoint);
        checkpoint.decision = Action::Hold;
        checkpoint.reason = hold.reason;
        checkpoint.nextAt = hold.until;
        if (!co_await write(checkpoint))
            co_return;
    }
    m_progress.postpone(work.key(), hold.until.value_or(m_context.clock.now() + AskGateAgain));
}

/// Of what is asked about a step, which stays as it is: the run's row tells that it is held. What is in doubt is asked about
/// after the run's deadline as well.
void RunCarrier::turnAway(const StepKey &key, const Hold &hold)
{
    const bool isAwaited = m_progress.step(key)->state == StepState::WaitingCallback;
    const Timestamp last = isAwaited ? m_run.deadlineAt.value_or(Timestamp::max()) : Timestamp::max();
    m_progress.postpone(key, std::min(hold.until.value_or(m_context.clock.now() + AskGateAgain), last), hold.reason);
}

/// Something that no repetition mends stopped the step before anything was sent.
QCoro::Task<> RunCarrier::block(Work work, Category category, QString cause)
{
    Checkpoint checkpoint = checkpointFor(work.key(), work.mayFail() ? StepState::Degraded : StepState::Blocked);
    checkpoint.category = category;
    checkpoint.cause = maskText(cause);
    checkpoint.decision = work.mayFail() ? Action::GiveUp : Action::Block;
    if (m_progress.step(work.key())->awaitedSince)
        keepAnswer(checkpoint);
    checkpoint.reason = work.mayFail() ? u"no repetition helps"_s + GoesOnWithout : u"needs a person"_s;
    qCInfo(lcRunner).noquote() << "run" << m_run.id.toString() << "step" << work.key().toString() << word(checkpoint.state) << ":"
                               << checkpoint.cause;
    if (category == Category::Policy && m_version->pipeline.data.quarantine)
        co_await quarantine(checkpoint);
    else
        co_await write(checkpoint);
}

/// Sets the whole run aside with the step: none of its data goes anywhere until a person lets it go on.
QCoro::Task<> RunCarrier::quarantine(Checkpoint checkpoint)
{
    m_run.state = RunState::Paused;
    m_run.step = checkpoint.step;
    m_run.category = checkpoint.category;
    m_run.cause = u"in quarantine: %1"_s.arg(checkpoint.cause);
    Transaction transaction(AddCheckpoint{checkpoint}, UpdateRun{m_run, checkpoint.at},
                            AddEvent{Event{0, checkpoint.at, u"run.quarantined"_s, m_run.id, checkpoint.cause}});
    addSendings(transaction);
    if (co_await commit(std::move(transaction)))
        m_progress.apply(checkpoint);
}

Checkpoint RunCarrier::checkpointFor(const StepKey &step, StepState state) const
{
    const StepProgress &progress = *m_progress.step(step);
    Checkpoint checkpoint;
    checkpoint.run = m_run.id;
    checkpoint.step = step.step;
    checkpoint.item = step.item;
    checkpoint.edited = progress.edited;
    checkpoint.state = state;
    checkpoint.generation = progress.generation;
    checkpoint.policyRevisionId = progress.policyRevisionId;
    checkpoint.inputDigest = progress.inputDigest;
    checkpoint.attempts = progress.attempts;
    checkpoint.actor = u"runner"_s;
    checkpoint.at = m_context.clock.now();
    return checkpoint;
}

/// The answer that the step had stays with it.
void RunCarrier::keepAnswer(Checkpoint &checkpoint) const
{
    const StepProgress &progress = *m_progress.step(checkpoint.key());
    checkpoint.output = progress.output;
    checkpoint.status = progress.status;
    checkpoint.outputHeaders = progress.outputHeaders;
}

bool RunCarrier::isLast(const StepKey &key) const
{
    return key.item == NoItem && std::all_of(m_progress.steps().begin(), m_progress.steps().end(), [&](const StepProgress &step) {
               return step.id == key.step || isPassed(step.state);
           });
}

RunRecord RunCarrier::finishedRow()
{
    const auto &steps = m_progress.steps();
    const auto degraded =
        std::find_if(steps.begin(), steps.end(), [](const StepProgress &step) { return step.state == StepState::Degraded; });
    const bool whole = degraded == steps.end();
    m_run.state = whole ? RunState::Succeeded : RunState::Degraded;
    m_run.step = whole ? StepId() : degraded->id;
    m_run.category = whole ? std::nullopt : degraded->category;
    m_run.cause = whole ? QString() : degraded->cause;
    m_run.finishedAt = m_context.clock.now();
    return m_run;
}

/// What is written along with the first that is recorded of a run. Its end may wait to be written: it is written along with its
/// last step, and with nothing else.
Write RunCarrier::beginning() const
{
    const Timestamp now = m_context.clock.now();
    if (m_run.state == RunState::Running || isFinished(m_run.state))
        return BeginRun{m_run.id, m_run.startedAt.value_or(now)};
    return UpdateRun{m_run, now};
}

/// Why a step stands, as the run's row says it: what went wrong, or else what it waits for.
QString RunCarrier::causeOf(const StepProgress &step)
{
    if (!step.turnedAway.isEmpty())
        return step.turnedAway;
    return step.state == StepState::Held || step.cause.isEmpty() ? step.reason : step.cause;
}

/// When the clock wakes a run that its service or a person wakes as well: when another of its steps goes on, or its deadline
/// ends what was turned away. It does not end what is in doubt.
std::optional<Timestamp> RunCarrier::wakeTime(const RunSummary &summary) const
{
    const QList<StepProgress> rows = m_progress.all();
    const StepKey explaining{summary.step, summary.item};
    const bool others = std::any_of(rows.begin(), rows.end(),
                                    [&](const StepProgress &row) { return row.waitsByClock() && row.key() != explaining; });
    const bool isEnded = summary.state == RunState::Held && std::any_of(rows.begin(), rows.end(), [](const StepProgress &row) {
                             return row.isTurnedAway() && row.state != StepState::OutcomeUnknown;
                         });
    const std::optional<Timestamp> deadline = isEnded ? m_run.deadlineAt : std::nullopt;
    if (!others || !summary.wakeAt)
        return deadline;
    return deadline ? std::min(*deadline, *summary.wakeAt) : *summary.wakeAt;
}

/// What another carrier has to know of its steps, and no checkpoint tells.
void RunCarrier::noteWaiting()
{
    m_run.waits.clear();
    m_run.gates.clear();
    const QString own = heldFor();
    const QList<StepProgress> rows = m_progress.all();
    for (const StepProgress &row : rows) {
        const Step &step = *m_version->pipeline.step(row.id);
        if (row.isTurnedAway() && step.service != own && !m_run.gates.contains(step.service))
            m_run.gates.append(step.service);
        else if (row.state == StepState::WaitingCallback && !row.isTurnedAway() && step.poll && row.nextAt)
            m_run.waits.append({row.key(), *row.nextAt});
    }
}

/// It was due and could do nothing: whatever the reason, it is not taken up again at once, and again.
void RunCarrier::restIfNothingMoves()
{
    const bool goesByNext =
        m_run.state == RunState::Running || m_run.state == RunState::WaitingRetry || m_run.state == RunState::WaitingCallback;
    std::optional<Timestamp> &due = goesByNext ? m_run.nextAt : m_run.wakeAt;
    const Timestamp now = m_context.clock.now();
    if (m_hasMoved || !due || *due > m_lookedAt)
        return;
    qCWarning(lcRunner) << "run" << m_run.id.toString() << "was due, and nothing of it could be begun";
    due = now + NothingMoved;
}

/// Leaves the run's row as its steps explain it, unless the last step's own commit has done so.
QCoro::Task<> RunCarrier::writeRunRow()
{
    const RunSummary summary = m_progress.summary();
    const bool isPaused = m_run.state == RunState::Paused && !isFinished(summary.state);
    if (isFinished(m_run.state) || isPaused || m_cancelling) // for which the next runner has the order still
        co_return;
    if (isLeft()) { // a message may have woken it
        m_run.wakeAt.reset();
        Transaction transaction(UpdateRun{m_run, m_context.clock.now()});
        co_await commit(std::move(transaction));
        co_return;
    }
    if (m_cutOff && summary.state == RunState::Running)
        co_return;
    m_run.state = summary.state;
    m_run.step = summary.step;
    const Timestamp now = m_context.clock.now();
    const Timestamp untold = std::min(m_run.nextAt.value_or(now), now); // see startableSince()
    m_run.nextAt = summary.nextAt.value_or(untold);
    m_run.wakeAt = wakeTime(summary);
    const StepProgress *step = m_progress.step({summary.step, summary.item});
    m_run.category = step ? step->category : std::nullopt;
    m_run.cause = step ? causeOf(*step) : QString();
    m_run.attempts = step && !isFirstQuestion(*step) ? step->attempts : 0;
    if (m_stopping)
        layDown();
    else
        restIfNothingMoves();
    if (isFinished(summary.state))
        m_run.finishedAt = m_context.clock.now();
    noteWaiting();
    Transaction transaction(UpdateRun{m_run, m_context.clock.now()});
    co_await commit(std::move(transaction));
}

QString RunCarrier::heldFor() const
{
    return m_run.state == RunState::Held ? m_version->pipeline.step(m_run.step)->service : QString();
}

/// Holds on to what must be written until it is: an answer that was paid for is not thrown away because the disk is full.
QCoro::Task<bool> RunCarrier::commit(Transaction transaction)
{
    transaction.fence = m_context.fence;
    // A row says Pending only as long as nothing else is recorded of its run: the next runner does not read the history then.
    if (m_fresh)
        transaction.writes.insert(transaction.writes.begin(), beginning());
    std::shared_ptr<const void> held;
    for (;;) {
        StoreBridge::Commit pending(m_context.bridge, transaction);
        const auto done = co_await pending.done();
        if (done) {
            m_fresh = false;
            m_hasMoved = true;
            co_return true;
        }
        if (done.error().kind == ErrorKind::LeaseLost || done.error().kind == ErrorKind::Cancelled) {
            m_lost = true;
            m_context.leaseLost(done.error());
            co_return false;
        }
        if (!concernsAll(done.error())) {
            co_await leave(done.error(), transaction);
            co_return false;
        }
        m_context.storeTrouble(done.error());
        if (m_aborted) {
            m_context.hasLost = true;
            co_return false;
        }
        if (!held)
            held = m_context.room.hold();
        co_await Pause{CommitRetryDelay};
    }
}

/// The step that could not be written down, or else the first that has not passed.
StepId RunCarrier::refusedStep(const Transaction &refused) const
{
    for (const Write &write : refused.writes) {
        if (const auto *added = write.as<AddCheckpoint>())
            return added->checkpoint.step;
    }
    const QList<StepProgress> &steps = m_progress.steps();
    const auto next = std::find_if(steps.begin(), steps.end(), [](const StepProgress &step) { return !isPassed(step.state); });
    return next == steps.end() ? StepId() : next->id;
}

/// The store refuses what is written of this run, and takes what is written of others: a person is to look at it. Its steps stand
/// where they stood before. Not even that is taken, perhaps: then the run is held here, for whoever carried it again would send
/// it all again.
QCoro::Task<> RunCarrier::leave(Error refusal, Transaction refused)
{
    if (std::exchange(m_lost, true))
        co_return; // another of its steps was refused as well
    std::optional<FinishCommand> command = commandOf(refused);
    refusal.where.clear();
    m_run.state = RunState::Blocked;
    m_run.step = refusedStep(refused);
    m_run.finishedAt.reset();
    m_run.wakeAt.reset();
    m_run.nextAt = untoldSince();
    m_run.category = Category::Internal;
    m_run.cause = maskText(u"%1: %2"_s.arg(NotWrittenDown, describe(refusal)));
    qCWarning(lcRunner).noquote() << "run" << m_run.id.toString() << "is blocked:" << m_run.cause;
    while (!m_aborted) {
        Transaction transaction(UpdateRun{m_run, m_context.clock.now()});
        addSendings(transaction);
        if (const auto given = std::exchange(command, std::nullopt))
            transaction.add(FinishCommand{given->id, false, m_run.cause, given->at});
        transaction.fence = m_context.fence;
        StoreBridge::Commit pending(m_context.bridge, std::move(transaction));
        const auto done = co_await pending.done();
        if (done)
            co_return;
        if (done.error().kind == ErrorKind::LeaseLost || done.error().kind == ErrorKind::Cancelled) {
            m_context.leaseLost(done.error());
            co_return;
        }
        if (m_stopping)
            break;
        m_isRefused = m_isRefused || !concernsAll(done.error());
        co_await Pause{CommitRetryDelay};
    }
    m_context.hasLost = true;
}

} // namespace cairn
