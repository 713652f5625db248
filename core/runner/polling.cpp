#include "control/judgement.h"
#include "control/storedheaders.h"
#include "policy/backoff.h"
#include "runner/call.h"

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

QString notDone(const Polling &poll)
{
    return u"it was not done within %1"_s.arg(toText(poll.timeout));
}

/// A failure of the asking says nothing of what is asked about.
bool passesByItself(const Outcome &outcome)
{
    return outcome.category &&
           (outcome.category == Category::Auth || outcome.automatic.value_or(traitsOf(*outcome.category).automatic));
}

/// What the test means by "not yet", as a 404 until the job is known there. What passes by itself is a failure all the same.
bool saysPending(const Outcome &outcome, const StepResult &answer, const QString &test, ExpressionEngine &engine)
{
    return !test.isEmpty() && !outcome.lacksRoom && !passesByItself(outcome) && whyNoJson(answer, test).isEmpty() &&
           answerSays(answer, test, engine).value_or(false);
}

} // namespace

/// Asks once whether what the step asked for is done. Answers that say "not yet" leave nothing but the time of the next question
/// in the run's row.
QCoro::Task<> RunCarrier::pollService(Work work)
{
    if (!co_await hasRoom())
        co_return;
    const StepProgress before = *m_progress.step(work.key());
    const auto lane = m_context.lanes.lane(work.step.service);
    auto context = contextFor(work);
    if (!lane || !context) {
        const QString cause = describe(lane ? context.error() : lane.error());
        co_await block(work, Category::Internal, cause);
        co_return;
    }
    const auto repeats = before.attempts > 0 ? before.category : std::nullopt;
    ServiceGate::Entry entry((*lane)->gate, {m_version->pipeline.name, repeats, m_run.deadlineAt}, &m_atGates);
    ServiceGate::Admitted admitted = co_await entry.done();
    if (admitted.hold)
        turnAway(work.key(), *admitted.hold);
    if (!admitted.pass || !maySend())
        co_return;

    const Step question = asQuestion(work.step, work.step.poll->request);
    provideAnswerSoFar(*context, before);
    Call call({question, work.item}, (*lane)->revision, std::move(admitted.pass), Call::Asking);
    const auto built = co_await build(call, std::move(*context));
    if (call.lacksRoom)
        co_return;
    if (!built) {
        call.pass.cancel();
        co_await block(work, built.error().category, built.error().cause);
        co_return;
    }
    if (!maySend())
        co_return;
    co_await exchange(call, **lane);
    if (call.exchange.fault == TransportFault::Cancelled)
        co_return;
    const bool isDone = judgePoll(call, *work.step.poll);
    settle(call, **lane);
    if (call.outcome.succeeded() && !isDone)
        co_await goOnWaiting(call);
    else
        co_await recordPoll(call);
}

/// Of what is written down as taken up, that which cannot be asked about, as its answer is not there; in words, empty: none.
QString RunCarrier::toldUnasked(const QList<Checkpoint> &checkpoints)
{
    QStringList unasked;
    for (const Checkpoint &checkpoint : checkpoints) {
        const StepProgress &row = *m_progress.step(checkpoint.key());
        const Step &step = *m_version->pipeline.step(row.id);
        const auto lane = m_context.lanes.lane(step.service);
        auto context = contextFor({step, row.item});
        if (checkpoint.decision != Action::Await || !step.poll || !lane || !context)
            continue;
        provideAnswerSoFar(*context, row);
        const Step question = asQuestion(step, step.poll->request);
        if (!m_context.builder.build(question, (*lane)->revision.service, *context, {}))
            unasked.append(row.key().toString());
    }
    return unasked.isEmpty()
               ? QString()
               : u"; nobody has the answer that its poll needs: once it is done, skip %1"_s.arg(unasked.join(u", "_s));
}

/// Adds the answer to the step's own request, as the expressions of a question see it: .response.
void RunCarrier::provideAnswerSoFar(ExpressionContext &context, const StepProgress &step)
{
    const QString name = u"response"_s;
    QJsonObject answer = toJson(StepResult{step.status, readHeaders(step.outputHeaders), step.output});
    if (step.output.isValid() && step.output.size <= ExpressionContext::MaxBody) {
        const auto bytes = m_context.builder.bytesOf(step.output, ExpressionContext::MaxBody);
        if (!bytes)
            return context.setUnreadable(name,
                                         unreadable(u"what step %1 was answered"_s.arg(step.key().toString()), bytes.error()));
        const QJsonDocument body = QJsonDocument::fromJson(*bytes);
        if (!body.isNull())
            answer.insert(u"body"_s, body.isArray() ? QJsonValue(body.array()) : QJsonValue(body.object()));
    }
    context.set(name, answer);
}

/// Whether the answer to a question says so. Where the test looks at its body, that has to be the JSON that it promises to be. A
/// test that cannot be evaluated is a failed outcome.
bool RunCarrier::says(Call &call, const QString &test)
{
    if (const QString why = whyNoJson(call.result, test); !why.isEmpty()) {
        call.outcome = {Category::Schema, why, false, {}};
        noteCutShort(call);
        return false;
    }
    const auto passed = answerSays(call.result, test, m_context.engine);
    if (!passed)
        call.outcome = {
            Category::Schema, u"a test of the answer could not be evaluated: %1"_s.arg(passed.error().detail), false, {}};
    return passed.value_or(false);
}

/// The service says so itself. From then on it is another generation: asked for once more, it is another request, to which no
/// service repeats the answer that it gave this one, and no message about this one belongs.
void RunCarrier::noteFailure(Call &call, const QString &test)
{
    call.outcome = {Category::Data, u"the service says that it failed: %1"_s.arg(test), false, {}};
    call.saidFailed = true;
}

/// Whether an answer that would be a failure by its status is what the test means: it holds because of the status, as
/// '.status == 303' does. What is said of a body that is not there holds whatever the status.
bool RunCarrier::saysByStatus(Call &call, const QString &test)
{
    const bool isAnswer = call.exchange.fault == TransportFault::None || call.exchange.fault == TransportFault::Redirected;
    if (test.isEmpty() || call.outcome.succeeded() || !isAnswer || !whyNoJson(call.result, test).isEmpty())
        return false;
    constexpr int Usual = 200;
    StepResult usual = call.result;
    usual.status = Usual;
    return answerSays(call.result, test, m_context.engine).value_or(false) &&
           !answerSays(usual, test, m_context.engine).value_or(false);
}

/// Whether it is done. A question that failed, or whose answer says that it will never be, has a failed outcome.
bool RunCarrier::judgePoll(Call &call, const Polling &poll)
{
    readAnswer(call);
    if ((!passesByItself(call.outcome) && saysByStatus(call, poll.failWhen)) || saysByStatus(call, poll.until)) {
        call.exchange.fault = TransportFault::None; // a redirect that is meant
        call.outcome = {};
    } else if (call.result.status != 0 && saysPending(call.outcome, call.result, poll.pending, m_context.engine)) {
        call.exchange.fault = TransportFault::None;
        call.outcome = {};
        return false;
    }
    if (!call.outcome.succeeded())
        return false;
    if (!poll.failWhen.isEmpty() && says(call, poll.failWhen))
        noteFailure(call, poll.failWhen);
    return call.outcome.succeeded() && says(call, poll.until);
}

/// Whether it had had its time when it was asked about. It is over only then: what was done while nobody could ask is done.
bool RunCarrier::isOverdue(const Work &work, Timestamp asked) const
{
    const Milliseconds timeout = work.step.poll->timeout;
    return timeout.count() > 0 && asked >= m_progress.step(work.key())->awaitedSince.value_or(Timestamp{}) + timeout;
}

/// No longer than until it has had its time, when it is asked about once more, or the run has.
Milliseconds RunCarrier::untilQuestion(const Work &work, Milliseconds delay) const
{
    const Timestamp now = m_context.clock.now();
    const Milliseconds timeout = work.step.poll->timeout;
    const Timestamp own = m_progress.step(work.key())->awaitedSince.value_or(now) + timeout;
    const Timestamp next = std::min(now + delay, m_run.deadlineAt.value_or(Timestamp::max()));
    return std::max(Milliseconds(0), (timeout.count() > 0 ? std::min(next, own) : next) - now);
}

/// No sooner than the answer that was had last wishes (RFC 9110 §10.2.3), as far as such advice is followed.
Milliseconds RunCarrier::untilWishedFor(const Call &call) const
{
    const auto wished = parseRetryAfter(headerValue(call.exchange.headers, "retry-after"), m_context.clock.now());
    const Milliseconds most = call.revision.service.policy.retry.retryAfterMax;
    return untilQuestion(call.work(), std::max(call.step.poll->every, std::min(wished.value_or(Milliseconds(0)), most)));
}

/// Not done yet. After questions that failed, that is written down: their row is over. Otherwise nothing is.
QCoro::Task<> RunCarrier::goOnWaiting(Call &call)
{
    const Work work = call.work();
    const Timestamp next = m_context.clock.now() + untilWishedFor(call);
    const StepProgress before = *m_progress.step(work.key());
    if (before.attempts > 0 || before.category) {
        Checkpoint checkpoint = checkpointFor(work.key(), StepState::WaitingCallback);
        keepAnswer(checkpoint);
        checkpoint.attempts = 0;
        checkpoint.decision = Action::Hold;
        checkpoint.reason = u"the service answers again; not done yet"_s;
        checkpoint.nextAt = next;
        if (!co_await write(checkpoint))
            co_return;
    }
    if (!isOverdue(work, m_context.clock.now())) {
        m_progress.postpone(work.key(), next);
        co_return;
    }
    const QString cause = notDone(*work.step.poll);
    co_await block(work, Category::Timeout, cause);
}

/// The end of the wait, or a question that failed, with its attempt. Until it is done, the answer to the step's own request
/// stays. Answers that again find no room are not written down each time, into a store that may be on the same disk.
QCoro::Task<> RunCarrier::recordPoll(Call &call)
{
    const StepProgress before = *m_progress.step(call.key());
    const bool isLate = isOverdue(call.work(), call.attempt.startedAt);
    if (call.outcome.lacksRoom && before.category == Category::Internal && !isLate) {
        const QString cause = call.outcome.cause;
        co_await waitForRoom(call.work(), cause);
        co_return;
    }
    DecisionContext context = decisionContext(call, before.attempts + 1, wasRefused(before));
    context.previousDelay = before.lastDelay;
    call.verdict = decide(call.outcome, asHarmless(call.revision.service), context);
    const bool isOver = isLate && call.verdict.action == Action::Retry;
    if (isOver)
        call.verdict = {Action::Block, {}, notDone(*call.step.poll)};
    giveUpIfNotCritical(call);
    call.verdict.delay = untilQuestion(call.work(), std::max(call.verdict.delay, call.step.poll->every));
    Checkpoint checkpoint = checkpointFor(call);
    checkpoint.inputDigest = before.inputDigest;
    if (isOver) {
        checkpoint.category = Category::Timeout;
        checkpoint.cause = u"%1; the last question: %2"_s.arg(notDone(*call.step.poll), call.outcome.cause);
    }
    if (checkpoint.state == StepState::WaitingRetry)
        checkpoint.state = StepState::WaitingCallback;
    if (call.saidFailed)
        checkpoint.generation += 1;
    else if (checkpoint.state != StepState::Succeeded)
        keepAnswer(checkpoint);
    co_await record(call, checkpoint);
}

} // namespace cairn
