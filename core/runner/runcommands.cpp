#include "model/bulk.h"
#include "runner/commandrules.h"
#include "runner/runcarrier.h"
#include "runner/servicecommands.h"
#include "security/masking.h"

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

QString stepList(const QList<Checkpoint> &checkpoints)
{
    QStringList names;
    for (const Checkpoint &checkpoint : checkpoints)
        names.append(checkpoint.key().toString());
    return names.join(u", "_s);
}

QString toldOfRetry(const QList<Checkpoint> &tried, const QList<Checkpoint> &asked)
{
    QStringList told;
    if (!tried.isEmpty())
        told.append(u"trying again: %1"_s.arg(stepList(tried)));
    if (!asked.isEmpty())
        told.append(u"asking again whether it happened: %1"_s.arg(stepList(asked)));
    return told.isEmpty() ? u"going on from where it stood"_s : told.join(u"; "_s);
}

/// Of the services that these wait for, those that are left alone: nothing is sent there yet.
QString toldOfSilences(const QList<Checkpoint> &checkpoints, const Pipeline &pipeline, ServiceLanes &lanes, Timestamp now)
{
    QStringList services;
    for (const Checkpoint &checkpoint : checkpoints)
        services.append(pipeline.step(checkpoint.step)->service);
    services.removeDuplicates();
    QString told;
    for (const QString &service : std::as_const(services)) {
        if (const auto lane = service.isEmpty() ? Result<ServiceLane *>(nullptr) : lanes.lane(service); lane && *lane)
            told += toldOfSilence(**lane, now);
    }
    return told;
}

/// Whatever its steps say. An order about many waits for what becomes of each, which would be nothing where the run is paused.
QString whyNotAtAll(const Command &command, const RunRecord &run)
{
    if (isFinished(run.state))
        return u"the run is %1 already"_s.arg(word(run.state));
    const bool waitsForPause = run.state == RunState::Paused && command.bulk != 0 && isFollowedUp(command.kind);
    return waitsForPause ? u"the run is paused: `cairn unpause %1` first"_s.arg(run.id.toString()) : QString();
}

constexpr qsizetype MostAudited = 20;

} // namespace

QJsonObject stoodBefore(const RunProgress &progress, const QList<Checkpoint> &changes)
{
    QJsonObject steps;
    for (const Checkpoint &change : changes.first(std::min(changes.size(), MostAudited))) {
        const StepProgress *step = progress.step(change.key());
        QJsonObject stood{{u"state"_s, word(step->state)}, {u"attempts"_s, step->attempts}};
        if (step->category)
            stood.insert(u"category"_s, word(*step->category));
        steps.insert(change.key().toString(), stood);
    }
    return steps.isEmpty() ? steps : QJsonObject{{u"steps"_s, steps}};
}

QCoro::Task<> RunCarrier::carryOutCommands()
{
    while (!m_commands.empty() && !m_lost) {
        const Command command = m_commands.front();
        m_commands.pop_front();
        // While a step with items is being judged as a whole, an order about one of them would come too late without saying so.
        const auto isJudged = [this](const StepKey &key) { return key.item == NoItem && m_progress.step(key)->isFannedOut(); };
        while (std::any_of(m_inFlight.begin(), m_inFlight.end(), isJudged))
            co_await m_wake.signalled();
        if (const QString why = whyNotAtAll(command, m_run); !why.isEmpty()) {
            co_await refuse(command, why);
            continue;
        }
        readAgain();
        co_await carryOut(command);
    }
}

QCoro::Task<> RunCarrier::carryOut(Command command)
{
    switch (command.kind) {
    case CommandKind::Retry: co_await retrySteps(command); break;
    case CommandKind::Resume: co_await resumeSteps(command); break;
    case CommandKind::Skip: co_await skipSteps(command); break;
    case CommandKind::Cancel: co_await cancelRun(command); break;
    case CommandKind::Pause: co_await pauseRun(command); break;
    case CommandKind::Unpause: co_await unpauseRun(command); break;
    case CommandKind::MarkHappened: co_await settleOutcome(command, StepState::Succeeded); break;
    case CommandKind::MarkNotHappened: co_await settleOutcome(command, StepState::Ready); break;
    case CommandKind::OpenBreaker:
    case CommandKind::CloseBreaker:
    case CommandKind::FreeBreaker:
    case CommandKind::ReleaseBreaker:
    case CommandKind::ProbeService: {
        const QString why = u"it is about a service, not a run"_s;
        co_await refuse(command, why);
        break;
    }
    }
}

QCoro::Task<> RunCarrier::accept(Command command, QList<Checkpoint> checkpoints, QString result)
{
    const std::optional<StagedPayload> nothing;
    co_await acceptWith(nothing, command, checkpoints, result);
}

/// Writes the command's checkpoints, the run's row and the command's result as one; with them a payload that they refer to.
QCoro::Task<> RunCarrier::acceptWith(std::optional<StagedPayload> fresh, Command command, QList<Checkpoint> checkpoints,
                                     QString result)
{
    if (command.kind != CommandKind::Pause)
        result += staysPaused();
    const QJsonObject before = stoodBefore(m_progress, checkpoints);
    Transaction transaction;
    if (fresh)
        transaction.add(PutPayload{*fresh});
    for (Checkpoint &checkpoint : checkpoints) {
        checkpoint.actor = command.actor;
        checkpoint.reason = command.reason;
        transaction.add(AddCheckpoint{checkpoint});
    }
    if (command.kind == CommandKind::Pause)
        addSendings(transaction);
    transaction.add(UpdateRun{m_run, m_context.clock.now()});
    transaction.add(FinishCommand{command.id, true, maskText(result), m_context.clock.now(), before});
    if (!co_await commit(std::move(transaction)))
        co_return;
    for (const Checkpoint &checkpoint : std::as_const(checkpoints))
        m_progress.apply(checkpoint);
}

QCoro::Task<> RunCarrier::refuse(Command command, QString why)
{
    Transaction transaction(
        FinishCommand{command.id, false, maskText(why), m_context.clock.now()}); // it may say what was in a body
    co_await commit(std::move(transaction));
}

QCoro::Task<> RunCarrier::retrySteps(Command command)
{
    QList<Checkpoint> checkpoints, asked;
    bool underWay = false;
    bool done = false;
    const QList<StepProgress> rows = m_progress.all();
    for (const StepProgress &row : rows) {
        const bool isUnderWay = m_inFlight.contains(row.key());
        const Fit fit = fitOf(command, row, m_progress, m_version->pipeline);
        const bool isDone = fit == Fit::AnsweredAlready && wouldBeDoneTwice(row);
        underWay = underWay || (isUnderWay && applies(command, row));
        done = done || isDone;
        if (fit == Fit::Asked && !isUnderWay)
            asked.append(askedAgain(row));
        else if (fit != Fit::No && !isDone && !isUnderWay)
            checkpoints.append(letGo(row));
    }
    if (checkpoints.isEmpty() && asked.isEmpty() && !isLeft()) {
        const QString why = done ? QString(DoneAlready) : whyNone(command, m_run, m_progress, m_version->pipeline, underWay);
        co_await refuse(command, why);
        co_return;
    }
    noteMoving();
    const QString told = toldOfRetry(checkpoints, asked) + renewDeadline(m_version->pipeline);
    checkpoints += asked;
    const QString result = told + toldOfSilences(checkpoints, m_version->pipeline, m_context.lanes, m_context.clock.now());
    reopenFannedOut(checkpoints);
    co_await accept(command, checkpoints, result);
}

/// What is under way may have succeeded by the time a command is written down, and items of a step that has passed are history.
bool RunCarrier::mayChange(const StepProgress &row) const
{
    return !m_inFlight.contains(row.key()) && (row.item == NoItem || !isPassed(m_progress.step(row.id)->state));
}

/// What is wrong with its answer is no matter of once more.
bool RunCarrier::wouldBeDoneTwice(const StepProgress &row) const
{
    if (!isAnsweredAmiss(row))
        return false;
    const auto lane = m_context.lanes.lane(m_version->pipeline.step(row.id)->service);
    return lane && !(*lane)->revision.service.idempotent;
}

/// A fresh allowance. What a service has taken up, and has not said to have failed, is not asked for a second time: it is asked
/// about.
Checkpoint RunCarrier::letGo(const StepProgress &step) const
{
    const bool goesOnAsking = step.awaitedSince.has_value();
    Checkpoint checkpoint = checkpointFor(step.key(), goesOnAsking ? StepState::WaitingCallback : StepState::Ready);
    checkpoint.attempts = 0;
    if (goesOnAsking) {
        keepAnswer(checkpoint);
        checkpoint.decision = Action::Await;
        checkpoint.nextAt = checkpoint.at;
    }
    return checkpoint;
}

/// It stands as it did, and its service is asked with a fresh allowance of questions: nothing is sent.
Checkpoint RunCarrier::askedAgain(const StepProgress &step) const
{
    Checkpoint checkpoint = checkpointFor(step.key(), StepState::OutcomeUnknown);
    keepAnswer(checkpoint);
    checkpoint.category = step.category;
    checkpoint.cause = step.cause;
    checkpoint.nextAt = checkpoint.at;
    return checkpoint;
}

/// Where items of a step go on that was judged already, the step does, unless it has a word of its own there.
void RunCarrier::reopenFannedOut(QList<Checkpoint> &checkpoints) const
{
    QList<Checkpoint> reopened;
    for (const StepProgress &step : m_progress.steps()) {
        const auto has = [&](bool item) {
            return std::any_of(checkpoints.begin(), checkpoints.end(), [&](const Checkpoint &checkpoint) {
                return checkpoint.step == step.id && (checkpoint.item != NoItem) == item;
            });
        };
        if (!has(true) || has(false) || step.isFannedOut())
            continue;
        Checkpoint checkpoint = checkpointFor(step.id, StepState::InFlight);
        keepAnswer(checkpoint);
        checkpoint.items = step.items;
        checkpoint.decision = Action::FanOut;
        reopened.append(checkpoint);
    }
    checkpoints += reopened;
}

QCoro::Task<> RunCarrier::skipSteps(Command command)
{
    QList<Checkpoint> checkpoints;
    const QList<StepProgress> rows = m_progress.all();
    for (const StepProgress &row : rows) {
        if (fitOf(command, row, m_progress, m_version->pipeline) != Fit::No && !m_inFlight.contains(row.key()))
            checkpoints.append(checkpointFor(row.key(), StepState::Skipped));
    }
    if (checkpoints.isEmpty()) {
        const QString why = whyNone(command, m_run, m_progress, m_version->pipeline, !m_inFlight.isEmpty());
        co_await refuse(command, why);
        co_return;
    }
    noteMoving();
    const QString result = u"going on without: %1"_s.arg(stepList(checkpoints)) + renewDeadline(m_version->pipeline);
    reopenFannedOut(checkpoints);
    co_await accept(command, checkpoints, result);
}

QCoro::Task<> RunCarrier::pauseRun(Command command)
{
    if (m_run.state == RunState::Paused) {
        const QString why = u"the run is paused already"_s;
        co_await refuse(command, why);
        co_return;
    }
    m_run.state = RunState::Paused;
    m_run.step = {};
    m_run.category.reset();
    m_run.cause = command.reason;
    const QString result = u"paused"_s;
    const QList<Checkpoint> nothing;
    co_await accept(command, nothing, result);
}

QCoro::Task<> RunCarrier::unpauseRun(Command command)
{
    if (m_run.state != RunState::Paused) {
        const QString why = u"the run is not paused"_s;
        co_await refuse(command, why);
        co_return;
    }
    m_run.state = RunState::Running;
    noteMoving();
    const QString result = u"going on"_s + renewDeadline(m_version->pipeline);
    const QList<Checkpoint> nothing;
    co_await accept(command, nothing, result);
}

QCoro::Task<> RunCarrier::settleOutcome(Command command, StepState state)
{
    QList<Checkpoint> checkpoints;
    const QList<StepProgress> rows = m_progress.all();
    for (const StepProgress &row : rows) {
        const Fit fit = fitOf(command, row, m_progress, m_version->pipeline);
        // that its service did nothing, whatever it answered, somebody may know of a step that he names
        const bool isInDoubt = fit == Fit::Meant || (fit == Fit::AnsweredAlready && wouldBeDoneTwice(row));
        if (!isInDoubt || m_inFlight.contains(row.key()))
            continue;
        // what happened is that the service has taken it up: whether it is done is still to be asked, or told
        const bool isTakenUp = state == StepState::Succeeded && m_version->pipeline.step(row.id)->isAwaited();
        Checkpoint checkpoint = checkpointFor(row.key(), isTakenUp ? StepState::WaitingCallback : state);
        if (isTakenUp) {
            checkpoint.decision = Action::Await;
            checkpoint.nextAt = checkpoint.at;
        } else if (state == StepState::Ready) {
            checkpoint.decision = Action::AskOutcome;
        }
        keepAnswer(checkpoint);
        checkpoint.attempts = 0;
        checkpoints.append(checkpoint);
    }
    if (checkpoints.isEmpty()) {
        const QString why = whyNone(command, m_run, m_progress, m_version->pipeline, false);
        co_await refuse(command, why);
        co_return;
    }
    noteMoving();
    const QString form =
        state == StepState::Succeeded ? u"recorded as happened: %1"_s : u"recorded as not happened, trying again: %1"_s;
    const QString result = form.arg(stepList(checkpoints)) + toldUnasked(checkpoints) + renewDeadline(m_version->pipeline);
    reopenFannedOut(checkpoints);
    co_await accept(command, checkpoints, result);
    for (const Checkpoint &checkpoint : std::as_const(checkpoints)) {
        if (checkpoint.state == StepState::Succeeded && checkpoint.item == NoItem)
            provideResult(*m_progress.step(checkpoint.step));
    }
}

QCoro::Task<> RunCarrier::cancelRun(Command command)
{
    m_cancelling = true;
    for (PendingExchange *exchange : std::as_const(m_exchanges))
        exchange->cancel();
    for (ServiceGate::Entry *entry : std::as_const(m_atGates))
        entry->leave();
    while (!m_inFlight.isEmpty())
        co_await m_wake.signalled();
    const std::optional<QString> told = co_await tellCancelled();
    if (!told)
        co_return; // the next runner finds the command as it was
    QList<Checkpoint> checkpoints;
    const QList<StepProgress> rows = m_progress.all();
    for (const StepProgress &row : rows) {
        const bool isHistory = row.item != NoItem && isPassed(m_progress.step(row.id)->state);
        if (!isPassed(row.state) && row.state != StepState::Cancelled && !isHistory)
            checkpoints.append(checkpointFor(row.key(), StepState::Cancelled));
    }
    if (m_progress.allPassed()) { // its last step came through while the exchange was being cut off
        m_cancelling = false;
        const QString why = u"the run had just succeeded"_s;
        co_await refuse(command, why);
        co_return;
    }
    m_run.state = RunState::Cancelled;
    m_run.step = {};
    m_run.category.reset();
    m_run.cause = command.reason;
    m_run.finishedAt = m_context.clock.now();
    const QString result = told->isEmpty() ? u"cancelled"_s : u"cancelled; %1"_s.arg(*told);
    co_await accept(command, checkpoints, result);
}

/// Who lets a run go on whose deadline has passed gives it its time anew; says so.
QString RunCarrier::renewDeadline(const Pipeline &pipeline)
{
    const Timestamp now = m_context.clock.now();
    if (!m_run.deadlineAt || now < *m_run.deadlineAt)
        return {};
    m_run.deadlineAt.reset();
    if (pipeline.deadline.count() == 0)
        return u"; it has no deadline any more"_s;
    m_run.deadlineAt = now + pipeline.deadline;
    return u"; its deadline had passed, and is %1 now"_s.arg(toRfc3339(*m_run.deadlineAt));
}

/// Nothing happens yet of what was asked for: says so.
QString RunCarrier::staysPaused() const
{
    if (m_run.state != RunState::Paused)
        return {};
    return u"; the run is paused and stays so until `cairn unpause %1`"_s.arg(m_run.id.toString());
}

/// The row of a run that a person has set going again; a paused one stays so.
void RunCarrier::noteMoving()
{
    if (m_run.state == RunState::Paused)
        return;
    m_run.state = RunState::Running;
    m_run.step = {};
    m_run.category.reset();
    m_run.cause.clear();
    m_run.attempts = 0;
    m_run.nextAt = untoldSince();
    m_run.waits.clear(); // what was asked for is done now, whoever carries it
    m_run.gates.clear();
}

} // namespace cairn
