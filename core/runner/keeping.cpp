#include "runner/awaiting.h"
#include "runner/call.h"

#include "base/logging.h"
#include "control/storedheaders.h"
#include "security/masking.h"

// What becomes of an exchange's bytes: they are kept, or nothing is asked for until they can be.

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr Milliseconds ShortestPause{1'000};
constexpr Milliseconds LongestPause{60'000};
constexpr QLatin1String NoRoom("tried again once there is room; no attempt is used");
constexpr QLatin1String StillNoRoom("tried again until there is room; no attempt is used");
constexpr qint64 LargestAnnounced = 1LL << 50;

/// Bytes; 0: nobody said so.
qint64 announcedSize(const HeaderList &headers)
{
    return std::clamp(headerValue(headers, "content-length").toLongLong(), 0LL, LargestAnnounced);
}

/// Of an answer that was not taken so much is kept: enough to see what came. The rest would fill the disk at each attempt.
/// (It lies in memory until the answer is over, of each exchange that is under way.)
constexpr qsizetype KeptBeginning = InlineLimit;

/// Hands a response's bytes to the payload store as they come, and remembers how they began.
class PayloadResponseSink final : public ResponseSink
{
public:
    explicit PayloadResponseSink(PayloadSink &sink) : m_sink(sink) {}
    Result<void> accept(QByteArrayView bytes) override
    {
        m_beginning.append(bytes.first(std::min(bytes.size(), KeptBeginning - m_beginning.size())));
        return m_sink.write(bytes);
    }
    const QByteArray &beginning() const { return m_beginning; }

private:
    PayloadSink &m_sink;
    QByteArray m_beginning;
};

/// Whether no more than its beginning is kept of an answer; then its exchange says so.
bool isCutDown(Exchange &exchange, const PayloadSink &whole)
{
    const bool isTaken = exchange.fault == TransportFault::None || exchange.fault == TransportFault::SinkFailed;
    if (isTaken || whole.size() <= KeptBeginning)
        return false;
    const QString kept = u"of %1 bytes that came the first 64 KiB are kept"_s.arg(whole.size());
    exchange.detail += exchange.detail.isEmpty() ? kept : u"; "_s + kept;
    return true;
}

} // namespace

bool RunCarrier::maySend() const
{
    const bool goesOn = !m_lost && !m_stopping && !m_cancelling && m_run.state != RunState::Paused;
    return goesOn && m_context.room.isThere();
}

/// Where the store takes nothing at the moment, nothing is asked for: the step is begun again after a while, and stands as it
/// did.
QCoro::Task<bool> RunCarrier::hasRoom()
{
    if (m_context.room.isThere())
        co_return true;
    co_await Pause{CommitRetryDelay};
    co_return false;
}

/// The disk does not take a list, or what a question sends, at the moment: the step is tried again, as commits are. That it is
/// full for this says nothing of what is smaller.
QCoro::Task<> RunCarrier::awaitStore(Error error)
{
    error.where.clear(); // a temporary name, another each time
    if (error.kind == ErrorKind::DiskFull)
        noteShort(m_run.pipeline, describe(error));
    else
        m_context.storeTrouble(error);
    co_await Pause{CommitRetryDelay};
}

void RunCarrier::noteShort(const QString &who, const QString &cause)
{
    m_context.room.noteShort();
    if (m_context.shortages.isDue(who, m_context.clock.now()))
        qCWarning(lcRunner).noquote() << who << "waits for room in run" << m_run.id.toString() << ":" << cause;
}

/// The step waits for room, which is no failure of it and uses up no attempt; others go on. That there is still none the second
/// time is an incident: somebody has to make some. From then on nothing is written down but when it is tried next, in the run's
/// row.
QCoro::Task<> RunCarrier::waitForRoom(Work work, QString cause)
{
    const StepProgress before = *m_progress.step(work.key());
    const bool isAsked = before.state == StepState::WaitingCallback;
    const bool isAgain = (isAsked || before.state == StepState::WaitingRetry) && before.category == Category::Internal;
    Checkpoint checkpoint = checkpointFor(work.key(), isAsked ? StepState::WaitingCallback : StepState::WaitingRetry);
    keepAnswer(checkpoint);
    checkpoint.category = Category::Internal;
    checkpoint.cause = maskText(cause);
    checkpoint.decision = isAgain ? Action::Hold : Action::Retry;
    checkpoint.reason = isAgain ? StillNoRoom : NoRoom;
    const Milliseconds waited = isAgain ? checkpoint.at - before.changedAt.value_or(checkpoint.at) : Milliseconds(0);
    const Milliseconds pause =
        std::max(std::clamp(waited, ShortestPause, LongestPause), isAsked ? work.step.poll->every : Milliseconds(0));
    checkpoint.nextAt = std::min(checkpoint.at + pause, m_run.deadlineAt.value_or(Timestamp::max()));
    if (isAgain && before.reason == checkpoint.reason && before.cause == checkpoint.cause)
        m_progress.postpone(work.key(), checkpoint.nextAt);
    else
        co_await write(checkpoint);
}

/// Of an answer that was not kept: so much is needed for the next.
qint64 RunCarrier::roomWanted(const StepProgress &step)
{
    const bool isRepeated = step.state == StepState::WaitingRetry || step.state == StepState::Held;
    return isRepeated && step.status > 0 && !step.output.isValid() ? announcedSize(readHeaders(step.outputHeaders)) : 0;
}

/// A request is sent again only if its answer can be kept this time.
QCoro::Task<bool> RunCarrier::hasRoomFor(Call &call)
{
    const qint64 wanted = roomWanted(*m_progress.step(call.key()));
    call.place = m_context.room.keep(wanted);
    if (call.place)
        co_return true;
    call.pass.cancel();
    const QString cause = u"the answer takes %1 bytes, for which the disk has no room"_s.arg(wanted);
    noteShort(m_run.pipeline + u'/' + call.step.id.name(), cause);
    co_await waitForRoom(call.work(), cause);
    co_return false;
}

/// An answer that found no room is asked for again as soon as there is as much as it takes, which uses up no attempt. It does
/// where nobody knows how much that is, or there was as much (but a quota, say): the service is not asked without end for what it
/// has given. Questions have no effect there.
void RunCarrier::judgeRoom(Call &call) const
{
    if (!call.lacksRoom || call.outcome.succeeded())
        return;
    const bool isKnown = announcedSize(call.exchange.headers) > 0 && roomWanted(*m_progress.step(call.key())) == 0;
    call.outcome.lacksRoom = !isOwnRequest(call) || isKnown;
    if (!call.outcome.lacksRoom && !call.outcome.automatic)
        call.outcome.automatic = true;
}

/// What nobody objects to may be kept; much of it becomes a file now. Where that finds no room, the step waits for it.
QCoro::Task<tl::expected<void, BuildFailure>> RunCarrier::keepSent(Call &call)
{
    QByteArray bytes = *std::exchange(call.request.newRecord, std::nullopt);
    if (bytes.size() <= InlineLimit) {
        call.sent = {call.request.record, std::move(bytes), false};
        co_return {};
    }
    const auto payload = m_context.bridge.store().payloads().newPayload();
    std::ignore = payload->write(bytes); // what it refuses it says again at the end
    StoreBridge::Finish finishing(m_context.bridge, *payload);
    auto staged = co_await finishing.done();
    if (staged) {
        call.sent = std::move(*staged);
        co_return {};
    }
    Error error = staged.error();
    call.lacksRoom = error.kind == ErrorKind::DiskFull;
    if (call.lacksRoom && !isOwnRequest(call)) {
        co_await awaitStore(error);
    } else if (call.lacksRoom) {
        call.pass.cancel();
        error.where.clear(); // a temporary name, another each time
        const QString cause = u"what is sent cannot be kept: %1"_s.arg(describe(error));
        noteShort(m_run.pipeline + u'/' + call.step.id.name(), cause);
        co_await waitForRoom(call.work(), cause);
    }
    co_return tl::unexpected(BuildFailure{Category::Internal, describe(error)});
}

/// And no question on its behalf.
bool RunCarrier::isOwnRequest(const Call &call) const
{
    return &call.step == m_version->pipeline.step(call.step.id);
}

QCoro::Task<> RunCarrier::exchange(Call &call, ServiceLane &lane)
{
    if (m_aborted) {
        call.exchange.fault = TransportFault::Cancelled;
        co_return;
    }
    std::unique_ptr<PayloadSink> payload = m_context.bridge.store().payloads().newPayload();
    PayloadResponseSink sink(*payload);
    const auto pending = lane.client.start(std::move(call.request.http), sink);
    const bool isOwn = isOwnRequest(call);
    if (isOwn && m_sending++ == 0)
        m_sendingSince = m_context.clock.now();
    if (isOwn)
        m_sent.insert(call.key(), call.attempt.startedAt);
    m_exchanges.append(pending.get());
    call.exchange = co_await Answer{*pending};
    m_exchanges.removeOne(pending.get());
    m_sending -= isOwn;
    if (call.exchange.fault == TransportFault::Cancelled)
        co_return;
    if (isCutDown(call.exchange, *payload)) {
        payload = m_context.bridge.store().payloads().newPayload();
        std::ignore = payload->write(sink.beginning()); // what it refuses it says again at the end
    }

    StoreBridge::Finish finishing(m_context.bridge, *payload);
    auto staged = co_await finishing.done();
    if (staged)
        call.response = std::move(*staged);
    else
        noteUnkept(call, staged.error());
}

/// The answer could not be kept. If the disk is full, those to come could not be either.
void RunCarrier::noteUnkept(Call &call, const Error &refusal)
{
    Exchange &exchange = call.exchange;
    if (exchange.fault == TransportFault::None)
        exchange.fault = TransportFault::SinkFailed;
    if (exchange.fault != TransportFault::SinkFailed)
        return;
    exchange.detail = refusal.detail; // without the remedy, which comes too late for this one
    call.lacksRoom = refusal.kind == ErrorKind::DiskFull;
    if (call.lacksRoom)
        noteShort(m_run.pipeline + u'/' + call.step.id.name(), refusal.detail);
}

} // namespace cairn
