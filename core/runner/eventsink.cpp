#include "runner/eventsink.h"

#include "base/logging.h"
#include "runner/awaiting.h"
#include "policy/backoff.h"
#include "policy/classify.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace cairn {

namespace {

constexpr int EventsAtOnce = 200;
constexpr Milliseconds AskAgain{1'000};
const QString FairShare = QStringLiteral("(events)"); // as if it were a pipeline of its own, in turn with the others

/// What a sink answers does not matter beyond its status.
class Ignored final : public ResponseSink
{
public:
    Result<void> accept(QByteArrayView) override { return {}; }
};

HttpRequest requestOf(const EventPage &page, const Service &service, const QString &path)
{
    QJsonArray batch;
    for (const QJsonObject &event : page.events)
        batch.append(event);
    HttpRequest request;
    request.method = "POST";
    const bool slash = path.isEmpty() || path.startsWith(u'/');
    request.url = QUrl(service.baseUrl.toString(QUrl::StripTrailingSlash) + (slash ? QString() : QStringLiteral("/")) + path);
    request.headers = {{"content-type", "application/cloudevents-batch+json"},
                       {"idempotency-key", "\"events-" + toText(page.next).toLatin1() + '"'}};
    request.body = OutgoingBody::ofBytes(QJsonDocument(batch).toJson(QJsonDocument::Compact));
    request.timeout = service.policy.timeout;
    request.maxResponse = service.maxResponse;
    return request;
}

} // namespace

EventSink::EventSink(EventSinkSettings settings, QString workspace, StoreReader &reader, const Clock &clock, StoreBridge &bridge,
                     ServiceLanes &lanes, std::mt19937_64 &random)
    : m_settings(std::move(settings)), m_workspace(std::move(workspace)), m_reader(reader), m_clock(clock), m_bridge(bridge),
      m_lanes(lanes), m_random(random)
{
}

void EventSink::tick()
{
    if (m_sending || m_stopping || m_caughtUp || m_clock.now() < m_notBefore)
        return;
    m_sending = true;
    sendAll(); // detached: stop() waits for it
}

void EventSink::stop(std::function<void()> settled)
{
    m_stopping = true;
    m_settled = std::move(settled);
}

void EventSink::abort()
{
    if (m_exchange)
        m_exchange->cancel();
}

QCoro::Task<> EventSink::sendAll()
{
    bool more = co_await begin();
    while (more && !m_stopping) {
        auto page = readEvents(m_reader, *m_cursor, m_workspace, EventsAtOnce);
        if (!page) {
            qCWarning(lcRunner) << "events cannot be read:" << describe(page.error());
            m_notBefore = m_clock.now() + AskAgain;
            break;
        }
        m_caughtUp = page->events.isEmpty();
        more = !m_caughtUp && co_await sendPage(std::move(*page));
    }
    m_sending = false;
    if (m_stopping && m_settled)
        m_settled();
}

/// Finds out where it stood.
QCoro::Task<bool> EventSink::begin()
{
    if (m_cursor)
        co_return true;
    const auto known = m_reader.eventCursor(name());
    const auto last = m_reader.lastEvent();
    if (!known || !last) {
        qCWarning(lcRunner) << "events cannot be read:" << describe(known ? last.error() : known.error());
        m_notBefore = m_clock.now() + AskAgain;
        co_return false;
    }
    if (*known)
        m_cursor = **known;
    else
        co_return co_await remember(*last);
    co_return true;
}

QCoro::Task<bool> EventSink::remember(EventCursor cursor)
{
    StoreBridge::Commit pending(m_bridge, Transaction(PutEventCursor{name(), cursor}));
    const auto done = co_await pending.done();
    if (done)
        m_cursor = cursor;
    else
        m_notBefore = m_clock.now() + AskAgain;
    co_return done.has_value();
}

void EventSink::waitLonger(const RetryPolicy &retry)
{
    ++m_failures;
    m_notBefore = m_clock.now() + std::max(AskAgain, backoffDelay(retry, m_failures, std::uniform_real_distribution<double>(0, 1)(m_random), {}));
}

/// False if it has to be tried again later.
QCoro::Task<bool> EventSink::sendPage(EventPage page)
{
    const auto lane = m_lanes.lane(m_settings.service);
    if (!lane) {
        qCWarning(lcRunner) << "events cannot be sent:" << describe(lane.error());
        waitLonger({});
        co_return false;
    }
    ServiceGate::Entry entry((*lane)->gate, {FairShare, {}});
    ServiceGate::Admitted admitted = co_await entry.done();
    if (!admitted.pass) {
        m_notBefore = admitted.hold ? admitted.hold->until.value_or(m_clock.now() + AskAgain) : m_clock.now() + AskAgain;
        co_return false;
    }
    const ServiceRevision revision = (*lane)->revision;
    Settled settled;
    settled.startedAt = m_clock.now();
    Ignored sink;
    const auto pending = (*lane)->client.start(requestOf(page, revision.service, m_settings.path), sink);
    m_exchange = pending.get();
    const Exchange exchange = co_await Answer{*pending};
    m_exchange = nullptr;
    const Outcome outcome = classify(exchange, ResponseRule(), m_clock.now());
    settled.category = outcome.category;
    settled.cancelled = exchange.fault == TransportFault::Cancelled;
    settled.status = exchange.status;
    settled.advised = outcome.advised;
    settled.duration = exchange.timing.total;
    admitted.pass.settle(settled);
    if (!outcome.succeeded()) {
        qCWarning(lcRunner).noquote() << "events were not taken by" << m_settings.service << ":" << outcome.cause;
        waitLonger(revision.service.policy.retry);
        co_return false;
    }
    m_failures = 0;
    co_return co_await remember(page.next);
}

} // namespace cairn
