#include "runner/awaiting.h"
#include "runner/call.h"

// What becomes of an exchange's bytes: they are kept, or nothing is asked for until they can be.

namespace cairn {

namespace {

/// Hands a response's bytes to the payload store as they come.
class PayloadResponseSink final : public ResponseSink
{
public:
    explicit PayloadResponseSink(PayloadSink &sink) : m_sink(sink) {}
    Result<void> accept(QByteArrayView bytes) override { return m_sink.write(bytes); }

private:
    PayloadSink &m_sink;
};

} // namespace

bool RunCarrier::maySend() const
{
    const bool goesOn = !m_lost && !m_stopping && !m_cancelling && m_run.state != RunState::Paused;
    return goesOn && m_context.room.isThere(m_context.clock.now());
}

/// Where the store takes nothing at the moment, nothing is asked for: the step is begun again after a while, and stands as it did.
QCoro::Task<bool> RunCarrier::hasRoom()
{
    if (m_context.room.isThere(m_context.clock.now()))
        co_return true;
    co_await Pause{CommitRetryDelay};
    co_return false;
}

/// The disk does not take a list, or what is sent, at the moment: the step is tried again, as commits are.
QCoro::Task<> RunCarrier::awaitStore(Error error)
{
    error.where.clear(); // a temporary name, another each time
    m_context.storeTrouble(error);
    co_await Pause{CommitRetryDelay};
}

/// What nobody objects to may be kept; much of it becomes a file now. Where that finds no room, the step is begun again after a
/// while.
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
    call.lacksRoom = staged.error().kind == ErrorKind::DiskFull;
    if (call.lacksRoom)
        co_await awaitStore(staged.error());
    co_return tl::unexpected(BuildFailure{Category::Internal, describe(staged.error())});
}

QCoro::Task<> RunCarrier::exchange(Call &call, ServiceLane &lane)
{
    const auto payload = m_context.bridge.store().payloads().newPayload();
    PayloadResponseSink sink(*payload);
    const auto pending = lane.client.start(std::move(call.request.http), sink);
    if (m_exchanges.isEmpty())
        m_sendingSince = m_context.clock.now();
    m_exchanges.append(pending.get());
    if (m_aborted)
        pending->cancel();
    call.exchange = co_await Answer{*pending};
    m_exchanges.removeOne(pending.get());
    if (call.exchange.fault == TransportFault::Cancelled)
        co_return;

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
    if (!call.lacksRoom)
        return;
    const qint64 announced = headerValue(exchange.headers, "content-length").toLongLong();
    m_context.room.noteUnkept(std::max(exchange.bodySize, announced));
    m_context.storeTrouble({refusal.kind, refusal.detail, {}, refusal.remedy}); // without the temporary name, another each time
}

} // namespace cairn
