#include "runner/call.h"

#include "base/logging.h"
#include "control/storedheaders.h"
#include "security/masking.h"
#include "security/redaction.h"

#include <QBuffer>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {
StepState stateAfter(Action action)
{
    switch (action) {
    case Action::GiveUp: return StepState::Degraded;
    case Action::Succeed: return StepState::Succeeded;
    case Action::Retry: return StepState::WaitingRetry;
    case Action::Block: return StepState::Blocked;
    case Action::AskOutcome: return StepState::OutcomeUnknown;
    case Action::Await: return StepState::WaitingCallback;
    case Action::Hold: return StepState::Held;
    case Action::FanOut: return StepState::InFlight;
    }
    Q_UNREACHABLE();
    return StepState::Blocked;
}
} // namespace

/// What the step's own expressions see.
Result<ExpressionContext> RunCarrier::contextFor(Work work)
{
    ExpressionContext context = seenBy(m_expressions, m_version->pipeline, work.step.id);
    if (work.item == NoItem)
        return context;
    const auto values = valuesOf(*m_progress.step(work.step.id));
    if (!values)
        return tl::unexpected(values.error());
    setItem(context, values->at(work.item), work.item);
    return context;
}

QCoro::Task<> RunCarrier::callService(Work work)
{
    if (!co_await hasRoom())
        co_return;
    const auto lane = m_context.lanes.lane(work.step.service);
    if (!lane) {
        const QString cause = describe(lane.error());
        co_await block(work, Category::Internal, cause);
        co_return;
    }
    const StepProgress before = *m_progress.step(work.key());
    const auto repeats = before.attempts > 0 ? before.category : std::nullopt;
    ServiceGate::Entry entry((*lane)->gate, {m_version->pipeline.name, repeats, m_run.deadlineAt}, &m_atGates);
    ServiceGate::Admitted admitted = co_await entry.done();
    if (!maySend()) // before hold(), which writes that down
        co_return;
    if (admitted.hold)
        co_await hold(work, *admitted.hold);
    if (!admitted.pass)
        co_return;

    Call call(work, (*lane)->revision, std::move(admitted.pass));
    call.wasRefused = wasRefused(before); // an intent does not tell it any more
    if (!co_await isKnownUndone(call, before) || !co_await isInTime(call, before))
        co_return;
    if (!co_await hasRoomFor(call) || !co_await prepare(call))
        co_return;
    const bool mayLeave = call.revision.service.idempotent ? co_await noteSending(call, before) : co_await writeIntent(call);
    if (!mayLeave || !co_await isInTime(call, before)) // what had to be written first may have taken long
        co_return;
    setOut(call);

    co_await exchange(call, **lane);
    if (co_await isOverByCutOff(call, before, **lane))
        co_return;
    judge(call);
    settle(call, **lane);
    Checkpoint checkpoint = checkpointFor(call);
    if (call.verdict.action == Action::AskOutcome)
        doubtOutcome(checkpoint, call.step);
    co_await record(call, checkpoint);
}

/// Builds the step's own request; false if the step went another way instead.
QCoro::Task<bool> RunCarrier::prepare(Call &call)
{
    auto context = contextFor(call.work());
    if (!context) {
        const QString cause = describe(context.error());
        co_await block(call.work(), Category::Internal, cause);
        co_return false;
    }
    if (call.step.callback && !co_await openCallback(call.work(), *context))
        co_return false;
    const auto built = co_await build(call, std::move(*context));
    if (built)
        co_return maySend();
    if (call.lacksRoom)
        co_return false;
    call.pass.cancel();
    co_await block(call.work(), built.error().category, built.error().cause);
    co_return false;
}

/// The request with all templates filled in, ready to be sent, and with nothing in it that may not go to its service. The context
/// is gone before anything is awaited: a copy would make every change of the original copy all of it.
QCoro::Task<tl::expected<void, BuildFailure>> RunCarrier::build(Call &call, ExpressionContext context)
{
    const auto rendered = render(call, context);
    context = {};
    const DataRule &rule = m_version->pipeline.data;
    if (rendered && DataGuard::concerns(rule, call.revision.service)) {
        const auto objection = co_await m_context.guard.objection(call.request, rule, call.revision.service);
        if (!objection)
            co_return tl::unexpected(BuildFailure{Category::Internal, describe(objection.error())});
        if (!objection->isEmpty())
            co_return tl::unexpected(BuildFailure{Category::Policy, *objection});
    }
    if (rendered && call.request.newRecord)
        co_return co_await keepSent(call);
    co_return rendered;
}

tl::expected<void, BuildFailure> RunCarrier::render(Call &call, const ExpressionContext &context)
{
    const PayloadRef edited = isOwnRequest(call) ? m_progress.step(call.key())->edited : PayloadRef();
    auto built = m_context.builder.build(call.step, call.revision.service, context, edited);
    if (!built)
        return tl::unexpected(built.error());
    if (!call.step.requestSchema.isEmpty()) {
        const auto schema = m_context.schemas.find(call.step.requestSchema);
        const auto bytes = m_context.builder.recordOf(*built);
        if (!schema || !bytes)
            return tl::unexpected(BuildFailure{Category::Internal, describe(schema ? bytes.error() : schema.error())});
        if (const QString wrong = violationsOf(*schema, *bytes); !wrong.isEmpty())
            return tl::unexpected(BuildFailure{Category::Schema, u"request: "_s + wrong});
    }
    if (!call.step.response.schema.isEmpty()) { // what could not be judged is not asked for
        if (const auto schema = m_context.schemas.find(call.step.response.schema); !schema)
            return tl::unexpected(BuildFailure{Category::Internal, describe(schema.error())});
    }
    if (const auto wanted = wantedDigest(call.work()); !wanted)
        return tl::unexpected(BuildFailure{categoryOf(wanted.error().kind), describe(wanted.error())});
    call.request = std::move(*built);
    prepareAttempt(call);
    return {};
}

void RunCarrier::prepareAttempt(Call &call)
{
    const StepProgress &progress = *m_progress.step(call.key());
    if (isOwnRequest(call) && progress.inputDigest.isValid())
        call.request.inputDigest = progress.inputDigest; // a retry is the same request, wherever its service has moved meanwhile
    Attempt &attempt = call.attempt;
    attempt.run = m_run.id;
    attempt.step = call.step.id;
    attempt.item = call.item;
    attempt.generation = progress.generation;
    attempt.number = progress.tries + 1;
    if (!call.asks) // a service that answers a key once would repeat what it said first
        attempt.idempotencyKey = idempotencyKey(m_run.id, call.step.id, call.item, call.request.inputDigest, progress.generation);
    const quint64 span = m_context.random();
    attempt.spanId = QByteArray(reinterpret_cast<const char *>(&span), sizeof span);
    attempt.policyRevisionId = call.revision.id;
    attempt.breaker = call.pass.passage();
    attempt.service = call.step.service;
    attempt.method = call.request.http.method;
    attempt.url = redactedUrl(call.request.address);
    attempt.request = call.request.record;
    setOut(call);

    HeaderList &headers = call.request.http.headers;
    if (!call.asks)
        headers.append({"idempotency-key"_ba, '"' + attempt.idempotencyKey.toLatin1() + '"'});
    headers.append({"traceparent"_ba, "00-" + m_run.traceId.toHex() + '-' + attempt.spanId.toHex() + "-01"});
    attempt.requestHeaders = storedHeaders(merged(headers));
}

/// The attempt begins now, but where it was told of already, when it may have begun; what is left of the run's time is its own.
void RunCarrier::setOut(Call &call)
{
    const Timestamp now = m_context.clock.now();
    if (!m_progress.step(call.key())->sendings.contains(call.attempt.startedAt))
        call.attempt.startedAt = now;
    if (m_run.deadlineAt && *m_run.deadlineAt > now) { // after it only services are asked or told
        TimeoutPolicy &timeout = call.request.http.timeout;
        timeout.attempt = std::clamp(*m_run.deadlineAt - now, Milliseconds(1), timeout.attempt);
    }
}

/// False if nothing may be sent.
QCoro::Task<bool> RunCarrier::writeIntent(Call &call)
{
    const StepProgress before = *m_progress.step(call.key());
    Checkpoint intent = checkpointFor(call.key(), StepState::InFlight);
    intent.policyRevisionId = call.revision.id;
    intent.inputDigest = call.request.inputDigest;
    intent.reason = u"about to send, attempt %1"_s.arg(call.attempt.number);
    if (!co_await write(intent))
        co_return false;
    call.intended = maySend();
    if (!call.intended)
        co_await withdrawIntent(call, before);
    co_return call.intended;
}

/// While it was being written, the run was cancelled or paused, or the runner told to stop, or there was no room left for an
/// answer: nothing is sent. The step stands as it did before, so that nobody has to find out whether it happened.
QCoro::Task<> RunCarrier::withdrawIntent(Call &call, StepProgress before)
{
    call.pass.cancel();
    const bool isPaused = m_run.state == RunState::Paused;
    Checkpoint checkpoint = checkpointFor(call.key(), before.state == StepState::Pending ? StepState::Ready : before.state);
    checkpoint.category = before.category;
    checkpoint.cause = before.cause;
    checkpoint.output = before.output;
    checkpoint.status = before.status;
    checkpoint.outputHeaders = before.outputHeaders;
    checkpoint.decision = Action::Hold;
    checkpoint.nextAt = before.nextAt;
    checkpoint.reason = u"not sent, because %1"_s.arg(m_cancelling ? u"the run is being cancelled"_s
                                                      : isPaused   ? u"the run was paused"_s
                                                      : m_stopping ? u"the runner is stopping"_s
                                                                   : u"the store takes nothing at the moment"_s);
    co_await write(checkpoint);
}

/// Whether it was cut off, and nothing is left to be judged. On the way to a stop an idempotent step is sent again with the same
/// key: there is nothing to write down.
QCoro::Task<bool> RunCarrier::isOverByCutOff(Call &call, const StepProgress &before, ServiceLane &lane)
{
    if (call.exchange.fault != TransportFault::Cancelled)
        co_return false;
    if (m_cancelling)
        co_await recordCutOff(call, lane);
    else if (call.intended && !call.exchange.maybeSent)
        co_await withdrawIntent(call, before);
    else if (!call.intended)
        co_await noteCutOff(call);
    else {
        call.exchange.detail = u"the runner was stopped while the request was on the wire"_s;
        co_return false;
    }
    co_return true;
}

/// A person has the run cancelled: the step ends with its attempt, for nobody will send it again or ask what became of it. No
/// failure, of the service or otherwise; but it may have happened, and nothing else tells.
QCoro::Task<> RunCarrier::recordCutOff(Call &call, ServiceLane &lane)
{
    const bool maybeHappened = call.exchange.maybeSent;
    const QString cause = maybeHappened ? u"the request was cut off; it may have happened"_s
                                        : u"the request was cut off before anything was sent"_s;
    call.headersText = storedHeaders(merged(call.exchange.headers));
    call.outcome = {Category::Internal, cause, maybeHappened, {}};
    call.verdict = {maybeHappened && !call.revision.service.idempotent ? Action::AskOutcome : Action::GiveUp,
                    {},
                    u"the run is being cancelled"_s};
    settle(call, lane);
    Checkpoint checkpoint = checkpointFor(call);
    checkpoint.state = StepState::Cancelled;
    checkpoint.category.reset();
    co_await record(call, checkpoint);
}

/// Tells the service's gate how it went, and counts what its contract promises.
void RunCarrier::settle(Call &call, ServiceLane &lane)
{
    Settled settled;
    settled.category = call.outcome.category;
    settled.status = call.exchange.status;
    settled.cancelled = tellsNothing(call.exchange.fault);
    settled.advised = call.outcome.advised;
    settled.quotaSpent = call.outcome.quotaSpent;
    settled.startedAt = call.attempt.startedAt;
    settled.duration = call.exchange.timing.total;
    call.pass.settle(settled);
    const Milliseconds own = call.step.latencyBudget;
    const Milliseconds promised = own.count() > 0 ? own : call.revision.service.contract.latencyBudget;
    if (promised.count() == 0 || settled.cancelled)
        return;
    ++lane.exchanges;
    lane.overBudget += settled.duration > promised;
}

Checkpoint RunCarrier::checkpointFor(const Call &call) const
{
    Checkpoint checkpoint = checkpointFor(call.key(), stateAfter(call.verdict.action));
    checkpoint.policyRevisionId = call.revision.id;
    checkpoint.inputDigest = call.request.inputDigest;
    checkpoint.output = call.response.ref;
    checkpoint.status = call.exchange.status;
    checkpoint.outputHeaders = call.headersText;
    checkpoint.attempts += call.outcome.lacksRoom ? 0 : 1;
    checkpoint.category = call.outcome.category;
    checkpoint.cause = call.outcome.cause;
    checkpoint.decision = call.verdict.action;
    checkpoint.reason = call.verdict.reason;
    if (call.verdict.action == Action::Retry || call.verdict.action == Action::Await)
        checkpoint.nextAt = checkpoint.at + call.verdict.delay;
    if (call.verdict.action == Action::Await)
        checkpoint.attempts = 0; // from now on it counts questions that failed one after the other
    return checkpoint;
}

/// Writes the attempt and what follows from it as one; the run's row with it, if that was the last step.
QCoro::Task<> RunCarrier::record(Call &call, Checkpoint checkpoint)
{
    noteUncertainEnd(call, checkpoint);
    // what a service answers may quote what it was sent
    call.outcome.cause = maskText(call.outcome.cause);
    checkpoint.cause = maskText(checkpoint.cause);
    completeAttempt(call);
    Transaction transaction;
    if (call.sent.ref.isValid())
        transaction.add(PutPayload{std::move(call.sent)});
    if (call.response.ref.isValid())
        transaction.add(PutPayload{call.response});
    transaction.add(AddAttempt{call.attempt});
    transaction.add(AddCheckpoint{checkpoint});
    if (checkpoint.state == StepState::Succeeded && isLast(call.key()))
        transaction.add(UpdateRun{finishedRow(), m_context.clock.now()});
    if (!co_await commit(std::move(transaction)))
        co_return;

    m_progress.countAttempt(call.attempt);
    m_progress.apply(checkpoint);
    if (!call.outcome.succeeded())
        qCInfo(lcRunner).noquote() << "run" << m_run.id.toString() << "step" << call.key().toString() << call.outcome.cause << ":"
                                   << call.verdict.reason;
    else if (checkpoint.state == StepState::Succeeded && call.item == NoItem)
        m_expressions.setStep(call.step.id.name(), call.result);
}

void RunCarrier::completeAttempt(Call &call)
{
    Attempt &attempt = call.attempt;
    attempt.responseHeaders = call.headersText;
    attempt.response = call.response.ref;
    attempt.status = call.exchange.status;
    attempt.fault = call.exchange.fault;
    attempt.category = call.outcome.category;
    attempt.cause = call.outcome.cause;
    attempt.decision = call.verdict.action;
    if (call.verdict.action == Action::Retry)
        attempt.delay = call.verdict.delay;
    attempt.advised = call.outcome.advised;
    attempt.timing = call.exchange.timing;
}

} // namespace cairn
