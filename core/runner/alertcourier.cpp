#include "runner/alertcourier.h"

#include "base/logging.h"

#include <algorithm>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {
constexpr int DeliveriesAtOnce = 500;
constexpr qsizetype RemindersAtOnce = 100;
constexpr int RemindersPerTimeout = 3;
/// After what helps against certificates that are not trusted.
constexpr QLatin1String
    NoTlsOfItsOwn(". A route's url has no tls: write it as a service, and name service and path in the route");
} // namespace

AlertCourier::AlertCourier(AlertRoute route, const AlertPost &post, std::function<void()> settled)
    : m_route(std::move(route)), m_post(post), m_settled(std::move(settled)),
      m_poster(u"(alerts %1)"_s.arg(m_route.name), post.clock, post.random)
{
}

void AlertCourier::tick()
{
    if (m_busy || m_stopping || (!m_changed && !mustRemind()) || m_poster.rests())
        return;
    m_busy = true;
    sendAll(); // detached: whoever stops it waits until it is not busy
}

bool AlertCourier::mustRemind() const
{
    return m_route.kind == AlertRoute::Alertmanager && m_post.clock.now() >= m_remindAt;
}

QCoro::Task<> AlertCourier::sendAll()
{
    bool well = true;
    bool more = true;
    if (!m_stopping && mustRemind()) // first: it is not kept back by a message that cannot be taken
        co_await remind();
    while (well && more && !m_stopping) {
        m_changed = false;
        const auto waiting = m_post.reader.waitingAlerts(m_route.name, DeliveriesAtOnce);
        if (!waiting) {
            qCWarning(lcRunner).noquote() << "alerts cannot be read:" << describe(waiting.error());
            m_poster.waitALittle();
            m_changed = true;
            break;
        }
        more = waiting->size() == DeliveriesAtOnce;
        for (const AlertDelivery &delivery : inTurn(*waiting)) {
            well = !m_stopping;
            if (well)
                well = co_await deliver(delivery);
            if (!well)
                break;
        }
    }
    m_changed = m_changed || !well;
    m_busy = false;
    if (m_stopping)
        m_settled();
}

/// By how often each was tried in vain, then by age: a message that its receiver cannot digest keeps no other alert back. A test,
/// which somebody waits for, comes before the rest.
QList<AlertDelivery> AlertCourier::inTurn(QList<AlertDelivery> waiting) const
{
    QHash<AlertWatch::Key, int> ofAlerts; // its first message decides for all that is told of an alert
    for (const AlertDelivery &one : waiting) {
        if (const AlertWatch::Key alert{one.rule, one.incident}; !ofAlerts.contains(alert))
            ofAlerts.insert(alert, m_troubles.value(one.id).tries);
    }
    const auto rank = [&](const AlertDelivery &one) {
        const bool isTest = one.incident == 0;
        return std::pair(isTest ? m_troubles.value(one.id).tries : ofAlerts.value({one.rule, one.incident}), !isTest);
    };
    std::stable_sort(waiting.begin(), waiting.end(),
                     [&](const AlertDelivery &one, const AlertDelivery &other) { return rank(one) < rank(other); });
    return waiting;
}

Result<ServiceLane *> AlertCourier::lane()
{
    if (!m_route.service.isEmpty())
        return m_post.lanes.lane(m_route.service);
    Service service;
    service.name = u"alert:"_s + m_route.name; // which no service of a workspace can be called
    service.baseUrl = m_route.url;
    return m_post.lanes.laneTo(service);
}

QCoro::Task<Result<HttpRequest>> AlertCourier::requestFor(const AlertDelivery &delivery, const Result<ServiceLane *> &to)
{
    if (!to)
        co_return tl::unexpected(to.error());
    const auto facts = alertFactsFromJson(delivery.facts);
    if (!facts)
        co_return tl::unexpected(facts.error());
    if (m_route.kind == AlertRoute::Alertmanager) {
        const Timestamp endsAt = facts->endedAt.value_or(m_post.clock.now() + m_route.resolveTimeout);
        co_return alertRequest(m_route, (*to)->revision.service, {{"content-type", "application/json"}},
                               alertmanagerBody({alertmanagerAlert(*facts, endsAt)}));
    }
    AskedSecret asked(m_post.home, m_post.credentials, m_route.secret, m_post.clock.now());
    const auto secrets = co_await asked.done();
    if (!secrets)
        co_return tl::unexpected(secrets.error());
    const auto keys = webhookKeys(*secrets); // whichever the receiver knows during a rotation
    if (!keys)
        co_return tl::unexpected(keys.error());
    const QByteArray body = webhookBody(*facts);
    co_return alertRequest(m_route, (*to)->revision.service, webhookHeaders(delivery, *keys, body, m_post.clock.now()), body);
}

/// False if it has to be tried again later.
QCoro::Task<bool> AlertCourier::deliver(AlertDelivery delivery)
{
    const auto to = lane();
    Result<HttpRequest> request = co_await requestFor(delivery, to);
    Posted posted;
    if (request) {
        posted = co_await m_poster.post(**to, std::move(*request));
        if (posted.fault == TransportFault::TlsFailed && m_route.service.isEmpty())
            posted.told += NoTlsOfItsOwn;
    } else if (to && request.error().kind == ErrorKind::Damaged) { // the message itself is: nothing waits for it to be mended
        posted = {Posted::Refused, describe(request.error())};
    } else {
        posted.told = describe(request.error());
        m_poster.waitLonger({});
    }
    if (m_stopping && posted.fate == Posted::Later)
        co_return false;
    co_return co_await remember(std::move(delivery), std::move(posted));
}

QCoro::Task<bool> AlertCourier::remember(AlertDelivery delivery, Posted posted)
{
    if (posted.fate == Posted::Later) {
        Trouble &trouble = m_troubles[delivery.id];
        ++trouble.tries;
        if (trouble.told == posted.told)
            co_return false;
        qCWarning(lcRunner).noquote() << "an alert was not taken by route" << m_route.name << ":" << posted.told;
    }
    const Timestamp now = m_post.clock.now();
    const AlertFate fate = posted.fate == Posted::Taken     ? AlertFate::Sent
                           : posted.fate == Posted::Refused ? AlertFate::Refused
                                                            : AlertFate::Waiting;
    Transaction transaction(SettleAlertDelivery{delivery.id, fate, posted.told, now});
    transaction.fence = m_post.fence;
    const QString told = u"%1: %2 by %3"_s.arg(delivery.rule, word(delivery.news), m_route.name);
    if (fate != AlertFate::Waiting && delivery.incident > 0)
        transaction.add(
            AddIncidentNote{{0, delivery.incident, now, u"runner"_s, fate == AlertFate::Sent ? u"alerted"_s : u"alert_refused"_s,
                             fate == AlertFate::Sent ? told : told + u": "_s + posted.told}});
    if (fate == AlertFate::Refused)
        transaction.add(AddEvent{Event{0, now, u"alert.refused"_s, {}, told + u": "_s + posted.told}});
    StoreBridge::Commit committing(m_post.bridge, std::move(transaction));
    const auto done = co_await committing.done();
    if (!done)
        m_poster.waitALittle(); // it is sent once more, under the same id
    else if (fate == AlertFate::Waiting)
        m_troubles[delivery.id].told = posted.told;
    else
        m_troubles.remove(delivery.id);
    co_return done &&fate != AlertFate::Waiting;
}

/// Tells an Alertmanager that what it was told of still lasts.
QCoro::Task<bool> AlertCourier::remind()
{
    const Timestamp now = m_post.clock.now();
    QList<QJsonObject> alerts;
    for (const AlertState &state : m_post.watch.activeBy(m_route.name)) {
        const auto incident = m_post.reader.incident(state.incident);
        const auto facts = incident ? readAlertFacts(m_post.reader, *incident, state, AlertNews::Repeated, now, m_post.workspace)
                                    : Result<AlertFacts>(tl::unexpected(incident.error()));
        if (facts)
            alerts.append(alertmanagerAlert(*facts, now + m_route.resolveTimeout));
    }
    const auto to = lane();
    for (qsizetype from = 0; to && from < alerts.size() && !m_stopping; from += RemindersAtOnce) {
        const QByteArray body = alertmanagerBody(alerts.mid(from, RemindersAtOnce));
        HttpRequest request = alertRequest(m_route, (*to)->revision.service, {{"content-type", "application/json"}}, body);
        const Posted posted = co_await m_poster.post(**to, std::move(request));
        if (posted.fate == Posted::Later)
            co_return false;
        if (posted.fate == Posted::Refused)
            qCWarning(lcRunner).noquote() << "route" << m_route.name << "refuses alerts:" << posted.told;
    }
    m_remindAt = now + m_route.resolveTimeout / RemindersPerTimeout;
    co_return true;
}

} // namespace cairn
