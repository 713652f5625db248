#include "net/authorizedexchange.h"

#include "base/hasher.h"
#include "base/logging.h"
#include "net/requestsigning.h"

namespace cairn {

using namespace Qt::StringLiterals;

namespace {
constexpr qint64 DigestedAtOnce = 1 << 20; ///< bytes, a few milliseconds: other exchanges of this thread go on between
constexpr int Unauthorized = 401;
const QString ClientClosed = u"the client was closed"_s;
} // namespace

/// Reads a body for its digest before it is read for being sent.
class AuthorizedExchange::Digesting
{
public:
    explicit Digesting(const OutgoingBody &body) : m_body(body) {}

    /// A part of it; true when all of it is through.
    Result<bool> more()
    {
        if (m_segment == m_body.segments.size())
            return true;
        const OutgoingBody::Segment &segment = m_body.segments[m_segment];
        if (!segment.open) {
            m_hasher.add(segment.bytes);
            ++m_segment;
            return false;
        }
        if (!m_device) {
            auto opened = segment.open();
            if (!opened)
                return tl::unexpected(opened.error());
            m_device = std::move(*opened);
        }
        const QByteArray part = m_device->read(DigestedAtOnce);
        m_hasher.add(part);
        if (part.isEmpty()) {
            m_device.reset();
            ++m_segment;
        }
        return false;
    }
    Digest digest() { return m_hasher.finish(); }

private:
    const OutgoingBody &m_body;
    size_t m_segment = 0;
    std::unique_ptr<QIODevice> m_device;
    Hasher m_hasher;
};

AuthorizedExchange::AuthorizedExchange(AuthorizedTransport &transport, HttpRequest request, ResponseSink &sink)
    : m_transport(&transport), m_request(std::move(request)), m_sink(sink)
{
}

AuthorizedExchange::~AuthorizedExchange()
{
    if (m_transport)
        m_transport->letGo(*this);
}

void AuthorizedExchange::proceed()
{
    m_showing = m_transport->showing();
    // Moved while this one waited: the old address must not see what the new one is shown.
    if (!sameOrigin(m_request.url, m_showing.baseUrl))
        return refuse(TransportFault::CredentialUnavailable, u"the service has got another address meanwhile"_s);
    if (m_showing.rule.kind != CredentialKind::Hmac) {
        present(m_request, m_showing.rule, m_showing.secret());
        return send();
    }
    if (!m_request.body.present)
        return sign({});
    m_digesting = std::make_unique<Digesting>(m_request.body);
    digestMore();
}

void AuthorizedExchange::digestMore()
{
    if (m_over)
        return;
    const auto through = m_digesting->more();
    if (!through)
        return refuse(TransportFault::RequestUnreadable, describe(through.error()));
    if (*through)
        return sign(m_digesting->digest());
    QMetaObject::invokeMethod(this, &AuthorizedExchange::digestMore, Qt::QueuedConnection);
}

void AuthorizedExchange::sign(const Digest &body)
{
    m_digesting.reset();
    if (!m_transport)
        return refuse(TransportFault::Cancelled, ClientClosed);
    const CredentialRule &rule = m_showing.rule;
    const QByteArray keyId = (rule.keyId.isEmpty() ? rule.key : rule.keyId).toLatin1();
    if (const auto done = signRequest(m_request, body, keyId, m_transport->now(), m_showing.secret()); !done)
        return refuse(TransportFault::CredentialUnusable, describe(done.error()));
    send();
}

void AuthorizedExchange::send()
{
    m_sink.setForms(quotableForms(m_showing.rule, m_showing.secret()));
    m_inner = m_transport->send(std::move(m_request), m_sink);
    if (m_waiter && m_inner->await_ready())
        wake();
    else if (m_waiter)
        m_inner->await_suspend(std::exchange(m_waiter, {}));
}

void AuthorizedExchange::refuse(TransportFault fault, const QString &detail)
{
    if (m_over || m_inner)
        return;
    m_over = true;
    m_digesting.reset();
    m_result.fault = fault;
    m_result.detail = detail;
    wake();
}

/// From the event loop, never from inside what called us.
void AuthorizedExchange::wake()
{
    QMetaObject::invokeMethod(
        this,
        [this] {
            if (const auto waiter = std::exchange(m_waiter, {}))
                waiter.resume();
        },
        Qt::QueuedConnection);
}

void AuthorizedExchange::orphan()
{
    m_transport = nullptr;
    refuse(TransportFault::Cancelled, ClientClosed);
}

void AuthorizedExchange::cancel()
{
    if (m_inner)
        return m_inner->cancel();
    if (m_transport)
        m_transport->letGo(*this);
    refuse(TransportFault::Cancelled, {});
}

void AuthorizedExchange::await_suspend(std::coroutine_handle<> waiter)
{
    if (m_inner)
        m_inner->await_suspend(waiter);
    else
        m_waiter = waiter;
}

Exchange AuthorizedExchange::await_resume()
{
    if (!m_inner)
        return std::move(m_result);
    Exchange exchange = m_inner->await_resume();
    if (exchange.status == Unauthorized && exchange.fault == TransportFault::None && m_transport)
        exchange.renewable = m_transport->noteRefused(m_showing.turn);
    if (const auto done = m_sink.finish(); !done && exchange.fault == TransportFault::None) {
        exchange.fault = TransportFault::SinkFailed;
        exchange.detail = describe(done.error());
    }
    if (m_sink.hasCovered())
        qCWarning(lcNet) << "what is called with credential" << m_showing.rule.key
                         << "sends it back; it is covered in what is kept";
    redactSecret(exchange, m_showing.rule, m_showing.secret());
    return exchange;
}

} // namespace cairn
