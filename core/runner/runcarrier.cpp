#include "runner/runcarrier.h"

#include "base/logging.h"
#include "runner/call.h"

namespace cairn {

using namespace Qt::StringLiterals;

namespace {
constexpr Milliseconds LongestSleep{86'400'000}; ///< QTimer takes 24 days

bool triesAgain(const StepProgress &row)
{
    return row.state == StepState::WaitingRetry || row.state == StepState::Held;
}

/// The decision that it waits by.
Action waitsBy(const StepProgress &row, Timestamp now)
{
    if (row.state == StepState::WaitingRetry)
        return Action::Retry;
    const bool isTakenUp = row.state == StepState::WaitingCallback && row.awaitedSince && *row.awaitedSince > now;
    return isTakenUp ? Action::Await : Action::Hold;
}
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

void RunCarrier::noteMessage(const StepKey &key)
{
    const StepProgress *step = m_progress.step(key);
    if (step && step->state == StepState::WaitingCallback)
        m_progress.postpone(key, std::nullopt);
    m_messaged.insert(key); // one that is being judged may be blocked by an earlier one by then
    m_wake.signal();
}

bool RunCarrier::askGates(const QStringList &services)
{
    const auto isMeant = [&](const Step &step) { return services.contains(step.service); };
    const QList<Step> &steps = m_version->pipeline.steps;
    if (std::none_of(steps.begin(), steps.end(), isMeant))
        return false;
    const QList<StepProgress> rows = m_progress.all();
    for (const StepProgress &row : rows) {
        if (row.isTurnedAway() && isMeant(*m_version->pipeline.step(row.id)))
            m_progress.postpone(row.key(), std::nullopt);
    }
    m_wake.signal();
    return true;
}

void RunCarrier::stop()
{
    m_stopping = true;
    m_wake.signal();
}

/// Whatever is written of the run later comes later in the store as well.
void RunCarrier::tellUnderWay()
{
    const bool waits =
        m_run.state == RunState::WaitingRetry || m_run.state == RunState::Held || m_run.state == RunState::WaitingCallback;
    const Timestamp now = m_context.clock.now();
    if (!waits || m_lost || m_stopping || m_sending == 0 || now - m_sendingSince < ShownAfter)
        return;
    noteMoving();
    Transaction transaction(UpdateRun{m_run, now});
    transaction.fence = m_context.fence;
    m_context.bridge.store().commit(std::move(transaction), {});
}

void RunCarrier::abort()
{
    m_aborted = true;
    for (PendingExchange *exchange : std::as_const(m_exchanges))
        exchange->cancel();
}

QCoro::Task<> RunCarrier::carry()
{
    const bool hasHistory = !m_fresh;
    if (!co_await load())
        co_return;
    if (hasHistory)
        co_await noteMaybeSent();
    for (;;) {
        co_await carryOutCommands();
        if (m_unreadable)
            co_return;
        const bool stands = m_run.state == RunState::Paused || isFinished(m_run.state) || isLeft();
        const bool moves = !m_lost && !m_stopping && !stands;
        if (moves && co_await settleByMessages())
            continue;
        const bool started = moves && startSteps();
        if (m_inFlight.isEmpty() && !started && (m_lost || m_commands.empty()))
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
            Transaction transaction(UpdateRun{m_run, m_context.clock.now()});
            for (const Command &command : std::exchange(m_commands, {}))
                transaction.add(FinishCommand{command.id, false, m_run.cause, m_context.clock.now()});
            m_unreadable = true;
            co_await commit(std::move(transaction));
            co_return false;
        }
        history = std::move(*read);
    }
    m_progress = RunProgress(m_version->pipeline, history);
    fillContext();
    if (!m_fresh) {
        co_await countFromNow();
        noteWaits();
        co_await settleInterrupted();
    }
    co_return !m_lost;
}

/// What was written down by a clock that was ahead waits as long as it was to, from when this is found, rather than until the
/// times that the clock showed. By that clock a repeat may have been due, and begun, before the runner ended: it counts as sent.
/// (A question about an outcome is asked at once: nothing has to be written for that.)
QCoro::Task<> RunCarrier::countFromNow()
{
    if (isFinished(m_run.state) || isLeft())
        co_return;
    const Timestamp now = m_context.clock.now();
    Transaction transaction;
    QList<Checkpoint> written;
    QList<Sending> sendings;
    const QList<StepProgress> rows = m_progress.all();
    for (const StepProgress &row : rows) {
        if (!row.isAhead(now) || (!triesAgain(row) && row.state != StepState::WaitingCallback))
            continue;
        Checkpoint checkpoint = checkpointFor(row.key(), row.state);
        keepAnswer(checkpoint);
        checkpoint.category = row.category;
        checkpoint.cause = row.cause;
        checkpoint.reason = row.reason;
        checkpoint.decision = waitsBy(row, now);
        checkpoint.nextAt = row.nextFrom(now);
        written.append(checkpoint);
        transaction.add(AddCheckpoint{checkpoint});
        m_run.waits.removeIf([&](const Wait &wait) { return wait.key == row.key(); });
        if (!triesAgain(row) || !row.allowanceFirstAt || !isCall(row.key()))
            continue;
        sendings.append({m_run.id, row.id, row.item, row.generation, now});
        transaction.add(AddSending{sendings.last()});
    }
    if (written.isEmpty() || !co_await commit(std::move(transaction)))
        co_return;
    qCInfo(lcRunner) << "the clock was ahead when run" << m_run.id.toString() << "began to wait: it waits from now on";
    for (const Checkpoint &checkpoint : written)
        m_progress.apply(checkpoint);
    for (const Sending &sending : sendings)
        m_progress.note(sending);
}

/// When it is asked about next, as the run's row alone tells; nullopt: at once. So it is where that is further off than any
/// answer puts off its poll: a clock that was ahead told it. Where a policy was lowered since, that does no harm: it is asked,
/// and put away again.
std::optional<Timestamp> RunCarrier::questionAt(const Step &step, const StepKey &key)
{
    const auto wait = std::find_if(m_run.waits.begin(), m_run.waits.end(), [&](const Wait &one) { return one.key == key; });
    if (wait == m_run.waits.end())
        return std::nullopt;
    const auto lane = m_context.lanes.lane(step.service);
    const Milliseconds followed = lane ? (*lane)->revision.service.policy.retry.retryAfterMax : Milliseconds(0);
    const Timestamp last = m_context.clock.now() + std::max(step.poll->every, followed);
    return wait->at > last ? std::nullopt : std::optional(wait->at);
}

/// Of what waits, the history does not tell all: held steps were loaded in order to ask again; when an awaited one is asked about
/// next is in the run's row alone, unless that failed; and messages may have come.
void RunCarrier::noteWaits()
{
    const QList<Step> &steps = m_version->pipeline.steps;
    const bool hasCallbacks = std::any_of(steps.begin(), steps.end(), [](const Step &step) { return step.callback.has_value(); });
    const auto answered =
        hasCallbacks ? m_context.reader.answeredCallbacks(m_run.id) : Result<QList<Callback>>(QList<Callback>());
    QSet<StepKey> messaged;
    for (const Callback &callback : answered.value_or(QList<Callback>()))
        messaged.insert(callback.key);
    QHash<StepKey, QString> unchecked = m_context.unchecked.take(m_run.id);
    unchecked.removeIf([this](const auto &one) {
        const StepProgress *row = m_progress.step(one.key());
        return !row || row->state != StepState::WaitingCallback;
    });
    messaged.unite({unchecked.keyBegin(), unchecked.keyEnd()});
    if (!unchecked.isEmpty())
        m_context.unchecked.insert(m_run.id, unchecked);
    const QList<StepProgress> rows = m_progress.all();
    for (const StepProgress &row : rows) {
        const Step &step = *m_version->pipeline.step(row.id);
        if (row.state == StepState::Held || (row.state == StepState::OutcomeUnknown && row.isAhead(m_context.clock.now())))
            m_progress.postpone(row.key(), std::nullopt);
        else if (row.state == StepState::WaitingCallback && !step.callback)
            m_progress.postpone(row.key(), std::max(row.nextAt, questionAt(step, row.key())));
        else if (row.state == StepState::WaitingCallback && row.awaitedSince && answered && !messaged.contains(row.key()))
            m_progress.postpone(
                row.key(), std::min(*row.awaitedSince + step.callback->timeout, m_run.deadlineAt.value_or(Timestamp::max())));
        else if (row.state == StepState::WaitingCallback)
            m_progress.postpone(row.key(), std::nullopt);
        else if (mayBeEndedByMessage(row) && messaged.contains(row.key()))
            m_messaged.insert(row.key());
    }
}

/// What a killed runner left in flight at a service that is not idempotent may have happened: the service is asked, or a person.
QCoro::Task<> RunCarrier::settleInterrupted()
{
    Transaction transaction;
    QList<Checkpoint> written;
    const QList<StepProgress> rows = m_progress.all();
    for (const StepProgress &row : rows) {
        if (row.state != StepState::InFlight || row.isFannedOut())
            continue;
        Checkpoint checkpoint = checkpointFor(row.key(), StepState::OutcomeUnknown);
        checkpoint.category = Category::Internal;
        checkpoint.cause = u"the runner ended while the request was under way"_s;
        checkpoint.decision = Action::AskOutcome;
        checkpoint.reason = u"it may have happened, and the service is not idempotent"_s;
        doubtOutcome(checkpoint, *m_version->pipeline.step(row.id));
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
    setRun(m_expressions, m_run, m_version->pipeline, m_context.builder);
    for (const StepProgress &step : m_progress.steps()) {
        if (givesResult(step))
            provideResult(step);
    }
}

void RunCarrier::provideResult(const StepProgress &step)
{
    if (setResult(m_expressions, step, m_context.builder))
        m_unread.remove(step.id);
    else
        m_unread.insert(step.id);
}

/// What could not be read may have been put back since.
void RunCarrier::readAgain()
{
    const QSet<StepId> unread = m_unread;
    for (const StepId &step : unread)
        provideResult(*m_progress.step(step));
}

bool RunCarrier::startSteps()
{
    bool started = false;
    QHash<StepId, int> taken = placesTaken();
    m_lookedAt = m_context.clock.now();
    for (const StepKey &key : m_progress.startable(m_lookedAt)) {
        if (m_inFlight.contains(key) || (needsPlace(key) && taken[key.step]++ >= m_version->pipeline.step(key.step)->parallel))
            continue;
        m_inFlight.append(key);
        started = true;
        carryStep(key); // eager and detached: it ends by itself, and carry() does not end before it
    }
    return started;
}

/// A step's items are under way a few at once, from when they first ask to be let in until their service has said how it went:
/// what was turned away has its place, or all would be, one after the other.
QHash<StepId, int> RunCarrier::placesTaken() const
{
    QHash<StepId, int> taken;
    for (const StepProgress &step : m_progress.steps()) {
        if (!step.isFannedOut())
            continue;
        const QList<StepProgress> &items = m_progress.items(step.id);
        taken[step.id] =
            int(std::count_if(items.begin(), items.end(), [](const StepProgress &item) { return item.holdsPlace(); }));
    }
    for (const StepKey &key : m_inFlight) {
        if (needsPlace(key))
            ++taken[key.step];
    }
    return taken;
}

bool RunCarrier::needsPlace(const StepKey &key) const
{
    return key.item != NoItem && !m_progress.step(key)->holdsPlace();
}

/// A step that waits while others are in flight is woken in time; when none is, the run is parked in the store instead.
void RunCarrier::wakeAtNextDue()
{
    const auto next = m_progress.summary(m_inFlight).wakeAt;
    if (!next || m_inFlight.isEmpty() || m_stopping)
        return;
    m_due.start(std::clamp(*next - m_context.clock.now(), Milliseconds(1), LongestSleep));
}

QCoro::Task<> RunCarrier::carryStep(StepKey key)
{
    const Work work{*m_version->pipeline.step(key.step), key.item};
    co_await carryOut(work);
    m_inFlight.removeOne(key);
    m_sent.remove(key);
    m_wake.signal();
}

QCoro::Task<> RunCarrier::carryOut(Work work)
{
    const StepProgress &progress = *m_progress.step(work.key());
    if (progress.isFannedOut()) {
        co_await gather(work.step);
        co_return;
    }
    const bool isNew = progress.state == StepState::Pending || progress.state == StepState::Ready;
    const Result<bool> wanted = isNew && work.item == NoItem ? isWanted(work.step) : Result<bool>(true);
    if (!wanted) {
        const QString cause = describe(wanted.error());
        co_await block(work, categoryOf(wanted.error().kind), cause);
    } else if (!*wanted) {
        const QString reason = u"its condition does not hold: %1"_s.arg(work.step.when);
        co_await skip(work.step, reason);
    } else if (progress.state == StepState::OutcomeUnknown)
        co_await reconcile(work);
    else if (m_run.deadlineAt && m_context.clock.now() >= *m_run.deadlineAt) {
        const QString cause = DeadlinePassed;
        co_await block(work, Category::Timeout, cause);
    } else if (work.step.isFannedOut() && work.item == NoItem)
        co_await fanOut(work.step);
    else if (work.step.deliver)
        co_await deliverFile(work);
    else if (progress.state == StepState::WaitingCallback && work.step.callback)
        co_await takeCallback(work);
    else if (progress.state == StepState::WaitingCallback)
        co_await pollService(work);
    else
        co_await callService(work);
}

/// What a step's condition says of it, as jq means it: all but false and null hold.
Result<bool> RunCarrier::isWanted(const Step &step)
{
    if (step.when.isEmpty())
        return true;
    const auto value = m_context.engine.evaluate(step.when, seenBy(m_expressions, m_version->pipeline, step.id));
    if (!value)
        return tl::unexpected(value.error());
    return !value->isNull() && *value != QJsonValue(false);
}

double RunCarrier::random01()
{
    return std::uniform_real_distribution<double>(0, 1)(m_context.random);
}

} // namespace cairn
