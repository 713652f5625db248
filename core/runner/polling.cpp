#include "control/judgement.h"
#include "control/storedheaders.h"
#include "runner/call.h"

namespace cairn {

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
    ServiceGate::Entry entry((*lane)->gate, {m_version->pipeline.name, repeats});
    ServiceGate::Admitted admitted = co_await entry.done();
    if (admitted.hold)
        co_await putOffQuestion(work, admitted.hold->until.value_or(m_context.clock.now() + AskGateAgain));
    if (!admitted.pass || !maySend())
        co_return;

    const Step question = asQuestion(work.step, work.step.poll->request);
    context->set(QStringLiteral("response"), answerSoFar(before));
    Call call({question, work.item}, (*lane)->revision, std::move(admitted.pass));
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
        co_await goOnWaiting(work);
    else
        co_await recordPoll(call);
}

/// The answer to the step's own request, as the poll's expressions see it.
QJsonObject RunCarrier::answerSoFar(const StepProgress &step)
{
    QJsonObject answer = toJson(StepResult{step.status, readHeaders(step.outputHeaders), step.output});
    const auto bytes = m_context.builder.bytesOf(step.output, ExpressionContext::MaxBody);
    if (!bytes)
        return answer;
    const QJsonDocument body = QJsonDocument::fromJson(*bytes);
    if (!body.isNull())
        answer.insert(QStringLiteral("body"), body.isArray() ? QJsonValue(body.array()) : QJsonValue(body.object()));
    return answer;
}

/// Whether a test of an answer holds. One that cannot be evaluated is a failed outcome.
bool RunCarrier::holds(Call &call, const QString &test)
{
    const auto passed = m_context.engine.test(test, call.result);
    if (!passed)
        call.outcome = {Category::Schema,
                        QStringLiteral("a test of the answer could not be evaluated: %1").arg(passed.error().detail),
                        false,
                        {}};
    return passed.value_or(false);
}

/// The same of the answer to a question: where the test looks at its body, that has to be the JSON that it promises to be.
bool RunCarrier::answerHolds(Call &call, const QString &test)
{
    const QString why = whyNoJson(call.result, test);
    if (why.isEmpty())
        return holds(call, test);
    call.outcome = {Category::Schema, why, false, {}};
    noteCutShort(call);
    return false;
}

/// The service says so itself. From then on it is another generation: asked for once more, it is another request, to which no
/// service repeats the answer that it gave this one, and no message about this one belongs.
void RunCarrier::noteFailure(Call &call, const QString &test)
{
    call.outcome = {Category::Data, QStringLiteral("the service says that it failed: %1").arg(test), false, {}};
    call.saidFailed = true;
}

/// Whether it is done. A question that failed, or whose answer says that it will never be, has a failed outcome.
bool RunCarrier::judgePoll(Call &call, const Polling &poll)
{
    readAnswer(call);
    if (!call.outcome.succeeded())
        return false;
    if (!poll.failWhen.isEmpty() && answerHolds(call, poll.failWhen))
        noteFailure(call, poll.failWhen);
    return call.outcome.succeeded() && answerHolds(call, poll.until);
}

/// It may wait until then, or has waited for as long as it may. Only after it was asked: what was done while nobody could ask is done.
QCoro::Task<> RunCarrier::putOffQuestion(Work work, Timestamp next)
{
    const Milliseconds timeout = work.step.poll->timeout;
    const Timestamp since = m_progress.step(work.key())->awaitedSince.value_or(Timestamp{});
    if (timeout.count() == 0 || m_context.clock.now() < since + timeout) {
        m_progress.postpone(work.key(), next);
        co_return;
    }
    const QString cause = QStringLiteral("it was not done within %1").arg(toText(timeout));
    co_await block(work, Category::Timeout, cause);
}

/// Not done yet. After questions that failed, that is written down: their row is over. Otherwise nothing is.
QCoro::Task<> RunCarrier::goOnWaiting(Work work)
{
    const Timestamp next = m_context.clock.now() + work.step.poll->every;
    const StepProgress before = *m_progress.step(work.key());
    if (before.attempts > 0 || before.category) {
        Checkpoint checkpoint = checkpointFor(work.key(), StepState::WaitingCallback);
        keepAnswer(checkpoint);
        checkpoint.attempts = 0;
        checkpoint.decision = Action::Hold;
        checkpoint.reason = QStringLiteral("the service answers again; not done yet");
        checkpoint.nextAt = next;
        if (!co_await write(checkpoint))
            co_return;
    }
    co_await putOffQuestion(work, next);
}

/// The end of the wait, or a question that failed, with its attempt. Until it is done, the answer to the step's own request
/// stays.
QCoro::Task<> RunCarrier::recordPoll(Call &call)
{
    const StepProgress before = *m_progress.step(call.key());
    call.verdict =
        decide(call.outcome, asHarmless(call.revision.service), decisionContext(call, before.attempts + 1, wasRefused(before)));
    giveUpIfNotCritical(call);
    call.verdict.delay = std::max(call.verdict.delay, call.step.poll->every);
    Checkpoint checkpoint = checkpointFor(call);
    checkpoint.inputDigest = before.inputDigest;
    if (checkpoint.state == StepState::WaitingRetry)
        checkpoint.state = StepState::WaitingCallback;
    if (call.saidFailed)
        checkpoint.generation += 1;
    else if (checkpoint.state != StepState::Succeeded)
        keepAnswer(checkpoint);
    co_await record(call, checkpoint);
}

} // namespace cairn
