#include "runner/call.h"
#include "runner/judgement.h"

namespace cairn {

namespace {

/// Asking has no effect: whatever became of a question, it may be asked again.
Service asHarmless(Service service)
{
    service.idempotent = true;
    return service;
}

} // namespace

/// Asks once whether what the step asked for is done. Answers that say "not yet" leave nothing but the time of the next question in
/// the run's row.
QCoro::Task<> RunCarrier::pollService(const Step &step)
{
    const StepProgress before = *m_progress.step(step.id);
    const Milliseconds timeout = step.poll->timeout;
    if (timeout.count() > 0 && m_context.clock.now() >= before.awaitedSince.value_or(Timestamp{}) + timeout) {
        const QString cause = QStringLiteral("it was not done within %1").arg(toText(timeout));
        co_await block(step, Category::Timeout, cause);
        co_return;
    }
    const auto lane = m_context.lanes.lane(step.service);
    if (!lane) {
        const QString cause = describe(lane.error());
        co_await block(step, Category::Internal, cause);
        co_return;
    }
    const auto repeats = before.attempts > 0 ? before.category : std::nullopt;
    ServiceGate::Entry entry((*lane)->gate, {m_version->pipeline.name, repeats});
    ServiceGate::Admitted admitted = co_await entry.done();
    if (admitted.hold)
        m_progress.postpone(step.id, admitted.hold->until.value_or(m_context.clock.now() + AskGateAgain));
    if (!admitted.pass || m_stopping || m_cancelling)
        co_return;

    Step question = step;
    question.request = step.poll->request;
    question.response = {};
    ExpressionContext context = m_expressions;
    context.set(QStringLiteral("response"), answerSoFar(before));
    Call call{question, (*lane)->revision, {}, {}, {}, {}, {}, {}, {}, {}, {}, {}, std::move(admitted.pass), false};
    auto built = m_context.builder.build(question, call.revision.service, context);
    if (!built) {
        call.pass.cancel();
        co_await block(step, built.error().category, built.error().cause);
        co_return;
    }
    call.request = std::move(*built);
    prepareAttempt(call);
    co_await exchange(call, **lane);
    if (call.exchange.fault == TransportFault::Cancelled)
        co_return;
    const bool isDone = judgePoll(call, *step.poll);
    settle(call, **lane);
    if (call.outcome.succeeded() && !isDone)
        co_await goOnWaiting(step);
    else
        co_await recordPoll(call);
}

/// The answer to the step's own request, as the poll's expressions see it.
QJsonObject RunCarrier::answerSoFar(const StepProgress &step)
{
    QJsonObject answer = resultObject(step.status, QJsonDocument::fromJson(step.outputHeaders).object(), step.output);
    const auto bytes = m_context.builder.bytesOf(step.output, ExpressionContext::MaxBody);
    if (!bytes)
        return answer;
    const QJsonDocument body = QJsonDocument::fromJson(*bytes);
    if (!body.isNull())
        answer.insert(QStringLiteral("body"), body.isArray() ? QJsonValue(body.array()) : QJsonValue(body.object()));
    return answer;
}

/// Whether it is done. A question that failed, or whose answer says that it will never be, has a failed outcome.
bool RunCarrier::judgePoll(Call &call, const Polling &poll)
{
    readAnswer(call);
    if (!call.outcome.succeeded())
        return false;
    const auto holds = [&](const QString &test) -> bool {
        const auto passed = m_context.engine.test(test, call.result, call.body);
        if (!passed)
            call.outcome = {Category::Schema, QStringLiteral("await could not be evaluated: %1").arg(passed.error().detail), false, {}};
        return passed.value_or(false);
    };
    if (!poll.failWhen.isEmpty() && holds(poll.failWhen))
        call.outcome = {Category::Data, QStringLiteral("the service says that it failed: %1").arg(poll.failWhen), false, {}};
    return call.outcome.succeeded() && holds(poll.until);
}

/// Not done yet. After questions that failed, that is written down: their row is over. Otherwise nothing is.
QCoro::Task<> RunCarrier::goOnWaiting(const Step &step)
{
    const Timestamp next = m_context.clock.now() + step.poll->every;
    if (m_progress.step(step.id)->attempts > 0) {
        Checkpoint checkpoint = checkpointFor(step.id, StepState::WaitingCallback);
        keepAnswer(checkpoint);
        checkpoint.attempts = 0;
        checkpoint.decision = Action::Hold;
        checkpoint.reason = QStringLiteral("the service answers again; not done yet");
        checkpoint.nextAt = next;
        Transaction transaction(AddCheckpoint{checkpoint});
        if (!co_await commit(std::move(transaction)))
            co_return;
        m_progress.apply(checkpoint);
    }
    m_progress.postpone(step.id, next);
}

/// The end of the wait, or a question that failed, with its attempt. Until it is done, the answer to the step's own request stays.
QCoro::Task<> RunCarrier::recordPoll(Call &call)
{
    const StepProgress before = *m_progress.step(call.step.id);
    call.verdict = decide(call.outcome, asHarmless(call.revision.service),
                          {before.attempts + 1, m_context.clock.now(), m_run.deadlineAt, random01()});
    giveUpIfNotCritical(call);
    call.verdict.delay = std::max(call.verdict.delay, call.step.poll->every);
    Checkpoint checkpoint = checkpointFor(call);
    checkpoint.inputDigest = before.inputDigest;
    if (checkpoint.state == StepState::WaitingRetry)
        checkpoint.state = StepState::WaitingCallback;
    if (checkpoint.state != StepState::Succeeded)
        keepAnswer(checkpoint);
    co_await record(call, checkpoint);
}

} // namespace cairn
