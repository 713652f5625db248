#include "runner/awaiting.h"
#include "runner/call.h"
#include "security/masking.h"

// What may have happened at a service, and what should no longer happen: its outcome is asked about, and it is told of a cancel.

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr int MostTellings = 3;
constexpr Milliseconds BetweenTellings{1'000};
const QString NowhereSaid = u"its step does not say how"_s;
/// A row's reason, by which the next runner knows how far this one came. Where it was not told its attempts count how often that
/// was tried.
constexpr QLatin1String Told("the service was told of the cancel");
constexpr QLatin1String NotTold("the service was not told of the cancel: ");
constexpr qsizetype MostToldOf = 10;
/// Between what went wrong with a request in doubt and what came of asking about it.
constexpr QLatin1String Asked("; asked whether it happened: ");

QString ownCause(const StepProgress &step)
{
    return step.cause.left(step.cause.indexOf(Asked)); // all of it, if there is no such part
}

/// How often it was tried already.
int tellingsOf(const StepProgress &row)
{
    return row.reason.startsWith(NotTold) ? row.attempts : 0;
}

QString couldNotBeTold(const QString &cause)
{
    return u"the service could not be told: %1"_s.arg(cause);
}

/// Of a few each.
QString inWords(const QStringList &told, const QStringList &untold)
{
    QStringList words = untold.first(std::min(untold.size(), MostToldOf));
    if (told.size() + untold.size() <= MostToldOf) {
        for (const QString &key : told)
            words.append(u"%1: the service was told"_s.arg(key));
        return words.join(u"; "_s);
    }
    if (untold.size() > words.size())
        words.append(u"and %1 more"_s.arg(untold.size() - words.size()));
    const QString counts = u"%1 were told, %2 were not"_s.arg(told.size()).arg(untold.size());
    return words.isEmpty() ? counts : u"%1: %2"_s.arg(counts, words.join(u"; "_s));
}

} // namespace

/// Asks the service once whether the request in doubt took effect.
QCoro::Task<> RunCarrier::reconcile(Work work)
{
    if (!co_await hasRoom())
        co_return;
    const StepProgress before = *m_progress.step(work.key());
    const auto lane = m_context.lanes.lane(work.step.service);
    auto context = contextFor(work);
    if (!lane || !context || !work.step.reconcile) {
        const Error why = !lane ? lane.error() : !context ? context.error() : Error{ErrorKind::NotFound, NowhereSaid, {}, {}};
        co_await cannotAsk(work, why);
        co_return;
    }
    ServiceGate::Entry entry((*lane)->gate, {m_version->pipeline.name, {}}, &m_atGates);
    ServiceGate::Admitted admitted = co_await entry.done();
    if (admitted.hold)
        turnAway(work.key(), *admitted.hold);
    if (!admitted.pass || !maySend())
        co_return;

    const Step question = asQuestion(work.step, work.step.reconcile->request);
    context->set(u"idempotency_key"_s, idempotencyKey(m_run.id, work.step.id, work.item, before.inputDigest, before.generation));
    Call call({question, work.item}, (*lane)->revision, std::move(admitted.pass), Call::Asking);
    const auto built = co_await build(call, *context);
    if (call.lacksRoom || !maySend())
        co_return;
    if (built) {
        co_await exchange(call, **lane);
        if (call.exchange.fault == TransportFault::Cancelled)
            co_return;
        readAnswer(call);
        settle(call, **lane);
    } else {
        call.pass.cancel();
        call.outcome = {built.error().category, built.error().cause, false, {}};
    }
    judgeReconciliation(call, before);
    const Checkpoint checkpoint = reconciled(call, before);
    co_await record(call, checkpoint);
}

/// What passes is waited for. What does not, such as a damaged definition, is left to a person: nobody would be told by waiting.
QCoro::Task<> RunCarrier::cannotAsk(Work work, Error why)
{
    if (why.kind == ErrorKind::Busy || why.kind == ErrorKind::Io || why.kind == ErrorKind::DiskFull) {
        m_progress.postpone(work.key(), m_context.clock.now() + AskGateAgain);
        co_return;
    }
    const StepProgress before = *m_progress.step(work.key());
    Checkpoint checkpoint = checkpointFor(work.key(), StepState::OutcomeUnknown);
    keepAnswer(checkpoint);
    checkpoint.category = before.category;
    checkpoint.cause = before.cause;
    checkpoint.decision = Action::AskOutcome;
    checkpoint.reason = u"the service cannot be asked whether it happened (%1); a person must"_s.arg(describe(why));
    co_await write(checkpoint);
}

/// A question is no attempt of the step, and as long as nobody knows, the step stands as it did.
Checkpoint RunCarrier::reconciled(const Call &call, const StepProgress &before) const
{
    Checkpoint checkpoint = checkpointFor(call);
    checkpoint.inputDigest = before.inputDigest;
    if (call.verdict.action != Action::Await)
        checkpoint.attempts = before.attempts;
    if (call.verdict.action != Action::AskOutcome) {
        if (!call.outcome.succeeded())
            checkpoint.status = 0; // it did not happen: the step has no answer, this is one to the question
        return checkpoint;
    }
    keepAnswer(checkpoint);
    checkpoint.category = before.category;
    checkpoint.cause = ownCause(before) + Asked + call.outcome.cause;
    if (call.verdict.delay.count() > 0)
        checkpoint.nextAt = checkpoint.at + call.verdict.delay;
    return checkpoint;
}

/// What the answer says of the request in doubt: it happened, it did not, or nothing yet.
void RunCarrier::judgeReconciliation(Call &call, const StepProgress &before)
{
    const Reconciliation &rule = *m_version->pipeline.step(call.step.id)->reconcile;
    const Service &service = call.revision.service;
    const bool isAnswer = call.exchange.fault == TransportFault::None && call.exchange.status > 0;
    Outcome asked; // the tests look at any status
    std::swap(call.outcome, asked);
    if (isAnswer && says(call, rule.happened)) {
        const Step &step = *m_version->pipeline.step(call.step.id);
        const Milliseconds pause = step.poll ? untilQuestion(call.work(), step.poll->every) : Milliseconds(0);
        call.verdict = {step.isAwaited() ? Action::Await : Action::Succeed, pause, u"the service says that it happened"_s};
        return;
    }
    if (isAnswer && call.outcome.succeeded() && says(call, rule.notHappened)) {
        call.outcome = {before.category.value_or(Category::Network), ownCause(before), false, {}};
        call.verdict = afterNotHappened(call, before);
        giveUpIfNotCritical(call);
        return;
    }
    if (call.outcome.succeeded())
        call.outcome = asked.succeeded() ? Outcome{Category::Data, u"its answer says neither"_s, false, {}} : asked;
    const QString failed = call.outcome.cause;
    const Verdict again = decide({Category::Service, failed, false, {}}, asHarmless(service),
                                 {before.questions + 1, m_context.clock.now(), {}, random01()});
    const bool more = again.action == Action::Retry;
    const QString then = more ? again.reason : u"a person must"_s;
    call.verdict = {Action::AskOutcome, more ? std::max(again.delay, Milliseconds(1)) : Milliseconds(0),
                    u"the service could not tell whether it happened (%1); %2"_s.arg(failed, then)};
}

/// It may be sent again, as often as the service's policy tries anything; at once if no attempt was counted yet.
Verdict RunCarrier::afterNotHappened(const Call &call, const StepProgress &before)
{
    Verdict verdict{Action::Retry, {}, u"sent again"_s};
    if (before.attempts > 0)
        verdict = decide({Category::Service, ownCause(before), false, {}}, call.revision.service,
                         {before.attempts, m_context.clock.now(), m_run.deadlineAt, random01()});
    verdict.reason = u"the service says that it did not happen; "_s + verdict.reason;
    return verdict;
}

/// For whom there is something to tell, and how it went.
struct RunCarrier::Tellings
{
    const Step &step;
    QList<int> items{}; ///< NoItem: the step itself
    QStringList told{};
    QStringList untold{}; ///< each with the reason
    bool isDeaf = false;  ///< the service did not answer, however often it was told: others are told once
    bool isStopped = false;
};

/// Less what was done of it before the runner was stopped.
auto RunCarrier::toTell() const -> std::deque<Tellings>
{
    std::deque<Tellings> all;
    for (const Step &step : m_version->pipeline.steps) {
        if (!step.cancel)
            continue;
        Tellings &tellings = all.emplace_back(Tellings{step});
        for (const StepProgress &row : QList<StepProgress>{*m_progress.step(step.id)} + m_progress.items(step.id)) {
            if (!row.awaitedSince || isPassed(row.state))
                continue;
            if (row.reason == Told)
                tellings.told.append(row.key().toString());
            else if (tellingsOf(row) >= MostTellings)
                tellings.untold.append(u"%1: %2"_s.arg(row.key().toString(), couldNotBeTold(row.reason.mid(NotTold.size()))));
            else
                tellings.items.append(row.item);
        }
    }
    return all;
}

/// Which may take a while, of which the run's row tells whoever asks; it stays so where the runner is stopped meanwhile.
QCoro::Task<bool> RunCarrier::noteCancelling()
{
    noteMoving();
    m_run.cause = u"being cancelled: its services are told"_s;
    Transaction transaction(UpdateRun{m_run, m_context.clock.now()});
    co_return co_await commit(std::move(transaction));
}

/// Tells the services of a run that is being cancelled to give up what they have taken up, as far as its steps declare how; of a
/// step's items a few at once. In words for the command's result; empty if there was nobody to tell, nothing if the runner stops
/// before it is done.
QCoro::Task<std::optional<QString>> RunCarrier::tellCancelled()
{
    std::deque<Tellings> all = toTell(); // whose elements stay where they are
    const bool hasAny = std::any_of(all.begin(), all.end(), [](const Tellings &one) { return !one.items.isEmpty(); });
    if (hasAny && !co_await noteCancelling())
        co_return std::nullopt;
    std::vector<QCoro::Task<>> underWay;
    for (Tellings &tellings : all) {
        for (qsizetype i = std::min<qsizetype>(tellings.step.parallel, tellings.items.size()); i > 0; --i)
            underWay.push_back(tellNext(tellings));
    }
    for (QCoro::Task<> &task : underWay)
        co_await task;
    QStringList told, untold;
    for (const Tellings &tellings : all) {
        if (tellings.isStopped)
            co_return std::nullopt;
        told += tellings.told;
        untold += tellings.untold;
    }
    co_return inWords(told, untold);
}

QCoro::Task<> RunCarrier::tellNext(Tellings &tellings)
{
    while (!tellings.items.isEmpty() && !tellings.isStopped && !m_lost) {
        const Work work{tellings.step, tellings.items.takeFirst()};
        const std::optional<QString> whyNot = co_await sendCancellation(work, tellings);
        if (!whyNot)
            tellings.isStopped = true;
        else if (whyNot->isEmpty())
            tellings.told.append(work.key().toString());
        else
            tellings.untold.append(u"%1: %2"_s.arg(work.key().toString(), *whyNot));
    }
}

/// Where only too many wait already, it waits as well.
QCoro::Task<ServiceGate::Admitted> RunCarrier::admittedToTell(ServiceGate &gate)
{
    for (;;) {
        ServiceGate::Entry entry(gate, {m_version->pipeline.name, {}});
        ServiceGate::Admitted admitted = co_await entry.done();
        if (!admitted.hold || admitted.hold->until || !gate.isFull(m_version->pipeline.name, false))
            co_return admitted;
        co_await Pause{BetweenTellings};
    }
}

/// Why it could not be told; empty: it was; nothing: the runner stops.
QCoro::Task<std::optional<QString>> RunCarrier::sendCancellation(Work work, Tellings &tellings)
{
    const auto lane = m_context.lanes.lane(work.step.service);
    auto context = contextFor(work);
    if (!lane || !context)
        co_return describe(lane ? context.error() : lane.error());
    const Step question = asQuestion(work.step, *work.step.cancel);
    provideAnswerSoFar(*context, *m_progress.step(work.key()));
    QString cause;
    bool isRefused = false;
    const int before = tellingsOf(*m_progress.step(work.key()));
    for (int tries = before; tries == before || (tries < MostTellings && !tellings.isDeaf); ++tries) {
        ServiceGate::Admitted admitted = co_await admittedToTell((*lane)->gate);
        if (!admitted.pass && !admitted.hold)
            co_return std::nullopt; // the runner is stopping
        if (!admitted.pass)
            co_return u"not told, because %1"_s.arg(admitted.hold->reason);
        Call call({question, work.item}, (*lane)->revision, std::move(admitted.pass));
        const auto built = co_await build(call, *context);
        if (!built)
            co_return u"not told, because %1"_s.arg(built.error().cause);
        co_await exchange(call, **lane);
        if (call.exchange.fault == TransportFault::Cancelled)
            co_return std::nullopt;
        readAnswer(call);
        settle(call, **lane);
        const bool repeats = tellsAgain(call, isRefused);
        isRefused = call.outcome.category == Category::Auth;
        co_await recordTelling(call, repeats, tries + 1);
        if (call.outcome.succeeded())
            co_return QString();
        cause = call.outcome.cause;
        if (!repeats || m_lost)
            co_return couldNotBeTold(cause);
        co_await Pause{BetweenTellings};
    }
    tellings.isDeaf = true;
    co_return couldNotBeTold(cause);
}

/// Whether it may help to tell it once more; the run's deadline no longer counts.
bool RunCarrier::tellsAgain(const Call &call, bool isRefused)
{
    DecisionContext context = decisionContext(call, 1, isRefused);
    context.deadline.reset();
    return !call.outcome.succeeded() && decide(call.outcome, asHarmless(call.revision.service), context).action == Action::Retry;
}

QCoro::Task<> RunCarrier::recordTelling(Call &call, bool repeats, int tries)
{
    call.verdict = {repeats ? Action::Retry : Action::Succeed, BetweenTellings, u"told that it is cancelled"_s};
    Checkpoint unchanged = checkpointFor(call.key(), StepState::WaitingCallback);
    keepAnswer(unchanged);
    unchanged.decision = Action::Hold;
    unchanged.reason = call.outcome.succeeded() ? QString(Told) : NotTold + maskText(call.outcome.cause);
    if (!call.outcome.succeeded())
        unchanged.attempts = repeats ? tries : MostTellings;
    co_await record(call, unchanged);
}

} // namespace cairn
