#include "runner/call.h"

#include "control/judgement.h"
#include "control/storedheaders.h"

// What an answer means: for the step, and for what is done next.

namespace cairn {

using namespace Qt::StringLiterals;

void RunCarrier::judge(Call &call)
{
    readAnswer(call);
    if (call.outcome.succeeded()) {
        call.outcome = judgeContent(call.step, wantedDigest(call.work()).value_or(QString()), call.result, m_context.engine,
                                    m_context.schemas);
        if (!noteCutShort(call) && !call.outcome.succeeded())
            applyRules(call.outcome, call.exchange, call.revision.service.policy.categories, evidenceOf(call));
    }
    call.verdict = verdictOn(call, *m_progress.step(call.key()));
    const bool isConflict = call.outcome.category == Category::Conflict && call.verdict.action == Action::Block;
    if (isConflict && call.step.reconcile)
        call.verdict = {Action::AskOutcome, {}, u"it may have been done before"_s};
    giveUpIfNotCritical(call);
    if (call.verdict.action != Action::Succeed || !call.step.isAwaited())
        return;
    const Milliseconds pause = call.step.poll ? untilWishedFor(call) : Milliseconds(0);
    QString how =
        call.step.poll ? u"asked every %1 whether it is done"_s.arg(toText(call.step.poll->every)) : u"the service calls back"_s;
    if (call.step.poll && pause > call.step.poll->every)
        how += u", first in %1, as Retry-After says"_s.arg(toText(pause));
    call.verdict = {Action::Await, pause, u"taken up; "_s + how};
}

/// What the answer's bytes have to be; empty if anything will do. Before anything is sent it was there.
Result<QString> RunCarrier::wantedDigest(Work work)
{
    if (work.step.response.sha256.isEmpty())
        return QString();
    const auto context = contextFor(work);
    return context ? m_context.engine.renderText(work.step.response.sha256, *context) : tl::unexpected(context.error());
}

/// What is decided on with. `attempts`: made so far, this one included. `isRefused`: the one before was refused for its
/// credential; where this one is as well, although the credential was renewed, renewing it once more helps nobody.
DecisionContext RunCarrier::decisionContext(const Call &call, int attempts, bool isRefused)
{
    DecisionContext context{attempts, m_context.clock.now(), m_run.deadlineAt, random01()};
    context.canRefresh = call.exchange.renewable && !isRefused;
    return context;
}

bool RunCarrier::wasRefused(const StepProgress &step)
{
    return step.attempts > 0 && step.category == Category::Auth;
}

/// What its service's policy makes of an attempt.
Verdict RunCarrier::verdictOn(const Call &call, const StepProgress &progress)
{
    DecisionContext context = decisionContext(call, progress.attempts + 1, call.wasRefused);
    context.firstAttemptAt = progress.allowanceFirstAt.value_or(call.attempt.startedAt);
    context.keyFirstUsedAt = keyFirstUsed(progress, call.revision.service, call.attempt.startedAt);
    context.previousDelay = progress.lastDelay;
    // where the step can ask what became of it, it does
    context.mayBeUnderWay =
        call.exchange.status == 409 && call.revision.service.idempotent && !call.step.reconcile && progress.mayHaveHappened();
    return decide(call.outcome, call.revision.service, context);
}

/// Puts an answer into the forms in which it is judged, and classifies it by transport and status.
void RunCarrier::readAnswer(Call &call)
{
    const Timestamp now = m_context.clock.now();
    call.result = {call.exchange.status, merged(call.exchange.headers), call.response.ref};
    call.headersText = storedHeaders(call.result.headers);
    readBody(call);
    call.outcome = classify(call.exchange, call.step.response, now);
    if (!call.outcome.succeeded())
        call.outcome =
            classify(call.exchange, call.step.response, now, call.revision.service.policy.categories, evidenceOf(call));
    judgeRoom(call);
}

/// Whether what is wrong with an answer is that it was cut short: nothing but the connection's end told that its body was over,
/// and that came in the middle of its JSON. Then its outcome says so.
bool RunCarrier::noteCutShort(Call &call)
{
    const bool isCutShort = !call.outcome.succeeded() && call.exchange.endToldByClose && promisesJson(call.result.headers) &&
                            !call.result.body.isEmpty() && breaksOff(call.result.body);
    if (!isCutShort)
        return false;
    call.exchange.fault = TransportFault::TruncatedBody;
    call.exchange.detail = u"the connection ended in the middle of its JSON"_s;
    call.outcome = classify(call.exchange, ResponseRule(), m_context.clock.now());
    return true;
}

/// Qt tells of no difference between a connection that was ended and one that was lost, where a body has no other end.
void RunCarrier::noteUncertainEnd(Call &call, Checkpoint &checkpoint)
{
    const bool isChecked =
        !call.step.response.sha256.isEmpty() || (promisesJson(call.result.headers) && !call.result.body.isEmpty());
    if (!call.outcome.succeeded() || !call.exchange.endToldByClose || isChecked)
        return;
    call.outcome.cause = u"taken for whole: nothing but the connection's end told that the answer was over"_s;
    const bool isResult = checkpoint.state != StepState::WaitingCallback && call.response.ref.size > 0;
    if (checkpoint.cause.isEmpty() && isResult)
        checkpoint.cause = call.outcome.cause;
}

void RunCarrier::giveUpIfNotCritical(Call &call)
{
    if (call.verdict.action == Action::Block && call.work().mayFail())
        call.verdict = {Action::GiveUp, {}, call.verdict.reason + GoesOnWithout};
}

/// What cannot be read again was not kept.
void RunCarrier::readBody(Call &call)
{
    if (!call.response.ref.isValid() || !saysJson(call.exchange.headers) || call.response.ref.size > LargestJsonBody)
        return;
    const auto answer = m_context.bridge.store().payloads().open(call.response);
    if (answer)
        call.result.body = (*answer)->readAll();
    if (answer && call.result.body.size() == call.response.ref.size)
        return;
    call.result.body.clear();
    call.exchange.fault = TransportFault::SinkFailed;
    call.exchange.detail = answer ? (*answer)->errorString() : describe(answer.error());
}

/// What the service's category rules look at in an answer that did not succeed.
Evidence RunCarrier::evidenceOf(const Call &call)
{
    Evidence evidence;
    evidence.status = call.exchange.status;
    if (headerValue(call.exchange.headers, "content-type").toLower().startsWith("application/problem+json"))
        evidence.problemType = QJsonDocument::fromJson(call.result.body).object().value(u"type"_s).toString();
    const QList<CategoryRule> &rules = call.revision.service.policy.categories;
    evidence.testsPassed.resize(rules.size());
    for (qsizetype i = 0; i < rules.size(); ++i) {
        if (!rules[i].test.isEmpty()) // a test that cannot be evaluated on this answer does not speak of it
            evidence.testsPassed.setBit(i, answerSays(call.result, rules[i].test, m_context.engine).value_or(false));
    }
    return evidence;
}

} // namespace cairn
