#include "runner/runcarrier.h"

#include "base/logging.h"

#include "runner/judgement.h"

namespace cairn {

namespace {
constexpr qint64 LargestJsonBody = 8 << 20;
constexpr Milliseconds CommitRetryDelay{1'000};
const QString DeadlinePassed = QStringLiteral("the run's deadline has passed");

/// Awaits a moment on the runner's thread.
struct Pause
{
    Milliseconds duration;
    bool await_ready() const { return false; }
    void await_suspend(std::coroutine_handle<> waiter)
    {
        QTimer::singleShot(duration, [waiter] { waiter.resume(); });
    }
    void await_resume() {}
};

} // namespace

RunCarrier::RunCarrier(CarrierContext &context, RunRecord run, std::shared_ptr<const PipelineVersion> version, bool fresh)
    : m_context(context), m_run(std::move(run)), m_version(std::move(version)), m_wake(context.home), m_fresh(fresh)
{
    m_due.setSingleShot(true);
    QObject::connect(&m_due, &QTimer::timeout, &m_due, [this] { m_wake.signal(); });
}

void RunCarrier::add(Command command)
{
    m_commands.push_back(std::move(command));
    m_wake.signal();
}

void RunCarrier::stop()
{
    m_stopping = true;
    m_wake.signal();
}

void RunCarrier::abort()
{
    m_aborted = true;
    for (PendingExchange *exchange : std::as_const(m_exchanges))
        exchange->cancel();
}

QCoro::Task<> RunCarrier::carry()
{
    if (!co_await load())
        co_return;
    for (;;) {
        co_await carryOutCommands();
        if (m_lost)
            co_return;
        const bool moves = !m_stopping && m_run.state != RunState::Paused && !isFinished(m_run.state);
        const bool started = moves && startSteps();
        if (m_inFlight.isEmpty() && !started && m_commands.empty())
            break;
        wakeAtNextDue();
        co_await m_wake.signalled();
    }
    m_due.stop();
    if (!m_lost)
        co_await writeRunRow();
}

QCoro::Task<bool> RunCarrier::load()
{
    RunHistory history;
    if (!m_fresh) {
        auto read = m_context.reader.history(m_run.id);
        if (!read) {
            qCWarning(lcRunner) << "run" << m_run.id.toString() << "cannot be read:" << describe(read.error());
            m_run.state = RunState::Blocked;
            m_run.category = Category::Internal;
            m_run.cause = describe(read.error());
            Transaction transaction(UpdateRun{m_run});
            co_await commit(std::move(transaction));
            co_return false;
        }
        history = std::move(*read);
    }
    m_progress = RunProgress(m_version->pipeline, history);
    for (const StepProgress &step : m_progress.steps()) {
        if (step.state == StepState::Held)
            m_progress.postpone(step.id, std::nullopt); // it was loaded in order to ask again
        else if (step.state == StepState::WaitingCallback)
            m_progress.postpone(step.id, m_run.nextAt); // when it is asked about next is in the run's row alone
    }
    fillContext();
    co_await settleInterrupted();
    co_return !m_lost;
}

/// What a killed runner left in flight at a service that is not idempotent may have happened: only a person can tell.
QCoro::Task<> RunCarrier::settleInterrupted()
{
    Transaction transaction;
    QList<Checkpoint> written;
    for (const StepProgress &step : m_progress.steps()) {
        if (step.state != StepState::InFlight)
            continue;
        Checkpoint checkpoint = checkpointFor(step.id, StepState::OutcomeUnknown);
        checkpoint.category = Category::Internal;
        checkpoint.cause = QStringLiteral("the runner ended while the request was under way");
        checkpoint.decision = Action::AskOutcome;
        checkpoint.reason = QStringLiteral("it may have happened, and the service is not idempotent");
        written.append(checkpoint);
        transaction.add(AddCheckpoint{checkpoint});
    }
    if (written.isEmpty() || !co_await commit(std::move(transaction)))
        co_return;
    for (const Checkpoint &checkpoint : written)
        m_progress.apply(checkpoint);
}

void RunCarrier::fillContext()
{
    m_expressions.set(QStringLiteral("input"),
                      QJsonObject{{QStringLiteral("name"), m_run.inputName},
                                  {QStringLiteral("size"), m_run.input.size},
                                  {QStringLiteral("media_type"), m_context.builder.mediaType(m_run.inputName)},
                                  {QStringLiteral("sha256"), m_run.input.digest.toHex()}});
    m_expressions.set(QStringLiteral("run"), QJsonObject{{QStringLiteral("id"), m_run.id.toString()},
                                                         {QStringLiteral("pipeline"), m_version->pipeline.name},
                                                         {QStringLiteral("version"), m_version->pipeline.version}});
    for (const StepProgress &step : m_progress.steps()) {
        if (step.state == StepState::Succeeded)
            provideResult(step);
    }
}

void RunCarrier::provideResult(const StepProgress &step)
{
    const QJsonObject result = resultObject(step.status, QJsonDocument::fromJson(step.outputHeaders).object(), step.output);
    QByteArray body;
    if (step.output.isValid() && result.value(QStringLiteral("media_type")).toString().contains(QLatin1String("json"))) {
        const auto bytes = m_context.builder.bytesOf(step.output, LargestJsonBody);
        if (bytes)
            body = *bytes;
    }
    m_expressions.setStep(step.id.name(), result, body);
}

bool RunCarrier::startSteps()
{
    bool started = false;
    for (const StepId &id : m_progress.startable(m_context.clock.now())) {
        if (m_inFlight.contains(id))
            continue;
        m_inFlight.append(id);
        started = true;
        carryStep(id); // eager and detached: it ends by itself, and carry() does not end before it
    }
    return started;
}

/// A step that waits while others are in flight is woken in time; when none is, the run is parked in the store instead.
void RunCarrier::wakeAtNextDue()
{
    const auto next = m_progress.summary().wakeAt;
    if (!next || m_inFlight.isEmpty() || m_stopping)
        return;
    m_due.start(std::max(*next - m_context.clock.now(), Milliseconds(1)));
}

QCoro::Task<> RunCarrier::carryStep(StepId id)
{
    const Step &step = *m_version->pipeline.step(id);
    const Result<bool> wanted = isWanted(step);
    if (!wanted) {
        const QString cause = describe(wanted.error());
        co_await block(step, Category::Data, cause);
    } else if (!*wanted) {
        const QString reason = QStringLiteral("its condition does not hold: %1").arg(step.when);
        co_await skip(step, reason);
    } else if (m_run.deadlineAt && m_context.clock.now() >= *m_run.deadlineAt)
        co_await block(step, Category::Timeout, DeadlinePassed);
    else if (step.deliver)
        co_await deliverFile(step);
    else if (m_progress.step(id)->state == StepState::WaitingCallback)
        co_await pollService(step);
    else
        co_await callService(step);
    m_inFlight.removeOne(id);
    m_wake.signal();
}

/// What a step's condition says of it, as jq means it: all but false and null hold.
Result<bool> RunCarrier::isWanted(const Step &step)
{
    if (step.when.isEmpty())
        return true;
    const auto value = m_context.engine.evaluate(step.when, m_expressions);
    if (!value)
        return tl::unexpected(value.error());
    return !value->isNull() && *value != QJsonValue(false);
}

QCoro::Task<> RunCarrier::skip(const Step &step, QString reason)
{
    Checkpoint checkpoint = checkpointFor(step.id, StepState::Skipped);
    checkpoint.reason = reason;
    Transaction transaction(AddCheckpoint{checkpoint});
    if (co_await commit(std::move(transaction)))
        m_progress.apply(checkpoint);
}

/// The service does not let it in at the moment. That uses up no attempt; one that is turned away again stays held as it was.
QCoro::Task<> RunCarrier::hold(const Step &step, Hold hold)
{
    const StepProgress &progress = *m_progress.step(step.id);
    if (progress.state != StepState::Held) {
        Checkpoint checkpoint = checkpointFor(step.id, StepState::Held);
        checkpoint.category = progress.attempts > 0 ? progress.category : std::nullopt;
        checkpoint.cause = progress.attempts > 0 ? progress.cause : QString();
        keepAnswer(checkpoint);
        checkpoint.decision = Action::Hold;
        checkpoint.reason = hold.reason;
        checkpoint.nextAt = hold.until;
        Transaction transaction(AddCheckpoint{checkpoint});
        if (!co_await commit(std::move(transaction)))
            co_return;
        m_progress.apply(checkpoint);
    }
    m_progress.postpone(step.id, hold.until.value_or(m_context.clock.now() + AskGateAgain));
}

/// Something that no repetition mends stopped the step before anything was sent.
QCoro::Task<> RunCarrier::block(const Step &step, Category category, QString cause)
{
    Checkpoint checkpoint = checkpointFor(step.id, step.critical ? StepState::Blocked : StepState::Degraded);
    checkpoint.category = category;
    checkpoint.cause = cause;
    checkpoint.decision = step.critical ? Action::Block : Action::GiveUp;
    if (m_progress.step(step.id)->awaitedSince)
        keepAnswer(checkpoint);
    checkpoint.reason = step.critical ? QStringLiteral("needs a person") : QStringLiteral("no repetition helps") + GoesOnWithout;
    qCInfo(lcRunner).noquote() << "run" << m_run.id.toString() << "step" << step.id.name() << word(checkpoint.state) << ":" << cause;
    Transaction transaction(AddCheckpoint{checkpoint});
    if (co_await commit(std::move(transaction)))
        m_progress.apply(checkpoint);
}

Checkpoint RunCarrier::checkpointFor(const StepId &step, StepState state) const
{
    const StepProgress &progress = *m_progress.step(step);
    Checkpoint checkpoint;
    checkpoint.run = m_run.id;
    checkpoint.step = step;
    checkpoint.state = state;
    checkpoint.generation = progress.generation;
    checkpoint.policyRevisionId = progress.policyRevisionId;
    checkpoint.inputDigest = progress.inputDigest;
    checkpoint.attempts = progress.attempts;
    checkpoint.actor = QStringLiteral("runner");
    checkpoint.at = m_context.clock.now();
    return checkpoint;
}

/// The answer that the step had stays with it.
void RunCarrier::keepAnswer(Checkpoint &checkpoint) const
{
    const StepProgress &progress = *m_progress.step(checkpoint.step);
    checkpoint.output = progress.output;
    checkpoint.status = progress.status;
    checkpoint.outputHeaders = progress.outputHeaders;
}

bool RunCarrier::isLast(const StepId &id) const
{
    return std::all_of(m_progress.steps().begin(), m_progress.steps().end(),
                       [&](const StepProgress &step) { return step.id == id || isPassed(step.state); });
}

RunRecord RunCarrier::finishedRow()
{
    const auto &steps = m_progress.steps();
    const auto degraded = std::find_if(steps.begin(), steps.end(),
                                       [](const StepProgress &step) { return step.state == StepState::Degraded; });
    const bool whole = degraded == steps.end();
    m_run.state = whole ? RunState::Succeeded : RunState::Degraded;
    m_run.step = whole ? StepId() : degraded->id;
    m_run.category = whole ? std::nullopt : degraded->category;
    m_run.cause = whole ? QString() : degraded->cause;
    m_run.finishedAt = m_context.clock.now();
    return m_run;
}

/// Why a step stands, as the run's row says it: what went wrong, or else what it waits for.
QString RunCarrier::causeOf(const StepProgress &step)
{
    return step.state == StepState::Held || step.cause.isEmpty() ? step.reason : step.cause;
}

/// When the clock wakes a run that its service or a person wakes as well: when another of its steps goes on, or its deadline passes.
std::optional<Timestamp> RunCarrier::wakeTime(const RunSummary &summary) const
{
    const auto &steps = m_progress.steps();
    const bool others = std::any_of(steps.begin(), steps.end(), [&](const StepProgress &step) {
        return step.id != summary.step && step.waitsByClock();
    });
    const std::optional<Timestamp> deadline = summary.state == RunState::Held ? m_run.deadlineAt : std::nullopt;
    if (!others || !summary.wakeAt)
        return deadline;
    return deadline ? std::min(*deadline, *summary.wakeAt) : *summary.wakeAt;
}

/// Leaves the run's row as its steps explain it, unless the last step's own commit has done so.
QCoro::Task<> RunCarrier::writeRunRow()
{
    const RunSummary summary = m_progress.summary();
    const bool isPaused = m_run.state == RunState::Paused && !isFinished(summary.state);
    if (isFinished(m_run.state) || isPaused || (m_stopping && summary.state == RunState::Running))
        co_return;
    m_run.state = summary.state;
    m_run.step = summary.step;
    if (summary.nextAt)
        m_run.nextAt = summary.nextAt;
    m_run.wakeAt = wakeTime(summary);
    const StepProgress *step = m_progress.step(summary.step);
    m_run.category = step ? step->category : std::nullopt;
    m_run.cause = step ? causeOf(*step) : QString();
    m_run.attempts = step ? step->attempts : 0;
    if (isFinished(summary.state))
        m_run.finishedAt = m_context.clock.now();
    Transaction transaction(UpdateRun{m_run});
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
    for (;;) {
        StoreBridge::Commit pending(m_context.bridge, transaction);
        const auto done = co_await pending.done();
        if (done)
            co_return true;
        if (done.error().kind == ErrorKind::LeaseLost || done.error().kind == ErrorKind::Cancelled) {
            m_lost = true;
            m_context.leaseLost(done.error());
            co_return false;
        }
        m_context.storeTrouble(done.error());
        if (m_aborted)
            co_return false;
        co_await Pause{CommitRetryDelay};
    }
}

double RunCarrier::random01()
{
    return std::uniform_real_distribution<double>(0, 1)(m_context.random);
}

} // namespace cairn
