#include "runner/eventsink.h"

#include "base/logging.h"
#include "control/audit.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr int EventsAtOnce = 200;
constexpr int TooManyAtOnce = 413;
const QString FairShare = u"(events)"_s; // as if it were a pipeline of its own, in turn with the others

HttpRequest requestOf(const EventPage &page, const Service &service, const QString &path)
{
    QJsonArray batch;
    for (const QJsonObject &event : page.events)
        batch.append(event);
    const QByteArray body = QJsonDocument(batch).toJson(QJsonDocument::Compact);
    const QString what = toText(page.next) + u'-' + Digest::of(body).brief(); // some may be erased before the next try
    HttpRequest request;
    request.method = "POST";
    request.url = urlBelow(service.baseUrl, path);
    request.headers = {{"content-type", "application/cloudevents-batch+json"},
                       {"idempotency-key", "\"events-" + what.toLatin1() + '"'}};
    request.body = OutgoingBody::ofBytes(body);
    request.timeout = service.policy.timeout;
    request.maxResponse = service.maxResponse;
    return request;
}

} // namespace

EventSink::EventSink(EventSinkSettings settings, QString workspace, StoreReader &reader, const Clock &clock, StoreBridge &bridge,
                     ServiceLanes &lanes, std::mt19937_64 &random)
    : m_settings(std::move(settings)), m_workspace(std::move(workspace)), m_reader(reader), m_clock(clock), m_bridge(bridge),
      m_lanes(lanes), m_poster(FairShare, clock, random), m_atOnce(EventsAtOnce)
{
}

void EventSink::tick()
{
    if (m_sending || m_stopping || m_caughtUp || m_poster.rests())
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
    m_poster.abort();
}

QCoro::Task<> EventSink::sendAll()
{
    bool more = co_await begin();
    while (more && !m_stopping) {
        auto page = readEvents(m_reader, *m_cursor, m_workspace, m_atOnce);
        if (!page) {
            tellUnread(page.error());
            break;
        }
        m_caughtUp = page->events.isEmpty();
        if (m_caughtUp)
            m_atOnce = EventsAtOnce;
        more = !m_caughtUp && co_await sendPage(std::move(*page));
    }
    m_sending = false;
    if (m_stopping && m_settled)
        m_settled();
}

void EventSink::tellUnread(const Error &error)
{
    if (m_troubles.isDue(describe(error), m_clock.now()))
        qCWarning(lcRunner) << "events cannot be read:" << describe(error);
    m_poster.waitALittle();
}

/// Finds out where it stood.
QCoro::Task<bool> EventSink::begin()
{
    if (m_cursor)
        co_return true;
    const auto known = m_reader.eventCursor(name());
    const auto last = m_reader.lastEvent();
    if (!known || !last) {
        tellUnread(known ? last.error() : known.error());
        co_return false;
    }
    if (*known)
        m_cursor = **known;
    else
        co_return co_await remember(*last);
    co_return true;
}

QCoro::Task<bool> EventSink::remember(EventCursor cursor, QString refusal)
{
    Transaction transaction(PutEventCursor{name(), cursor});
    // in the audit rather than among the events, which would have to be sent as well
    if (!refusal.isEmpty())
        transaction.add(audited(m_clock.now(), u"runner"_s, u"events.refused"_s, u"sink/"_s + name(), refusal,
                                {{u"place"_s, toText(*m_cursor)}}, {{u"place"_s, toText(cursor)}}));
    StoreBridge::Commit pending(m_bridge, std::move(transaction));
    const auto done = co_await pending.done();
    if (done)
        m_cursor = cursor;
    else
        m_poster.waitALittle();
    co_return done.has_value();
}

/// False if it has to be tried again later. What the sink refuses is passed over: it would refuse it for ever.
QCoro::Task<bool> EventSink::sendPage(EventPage page)
{
    const auto lane = m_lanes.lane(m_settings.service);
    if (!lane) {
        qCWarning(lcRunner) << "events cannot be sent:" << describe(lane.error());
        m_poster.waitLonger({});
        co_return false;
    }
    const Posted posted = co_await m_poster.post(**lane, requestOf(page, (*lane)->revision.service, m_settings.path));
    if (posted.fate != Posted::Taken)
        qCWarning(lcRunner).noquote() << "events were not taken by" << m_settings.service << ":" << posted.told;
    if (posted.fate == Posted::Later)
        co_return false;
    if (posted.status == TooManyAtOnce && page.events.size() > 1) {
        m_atOnce = std::max(int(page.events.size()) / 2, 1);
        co_return true;
    }
    QString refusal;
    if (posted.fate == Posted::Refused)
        refusal = posted.told;
    co_return co_await remember(page.next, refusal);
}

} // namespace cairn
