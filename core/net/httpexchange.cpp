#include "net/httpexchange.h"

#include "net/faults.h"

#include <QCoreApplication>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

/// What Qt may hold of a response before it stops reading from the connection.
constexpr qint64 ReplyBuffer = 64 * 1024;
/// How long to wait for the manager's thread before giving up certainty.
constexpr auto FencePatience = std::chrono::seconds(1);

/// What the kernel may hold of an upload that it has not sent: Linux's default for the largest send buffer (tcp_wmem).
constexpr qint64 SendBuffer = 4 * 1024 * 1024;

Milliseconds between(HttpExchange::Moment from, HttpExchange::Moment to)
{
    return std::chrono::round<Milliseconds>(to - from);
}

QString overdueText(TransportFault fault, const TimeoutPolicy &limits)
{
    switch (fault) {
    case TransportFault::ConnectTimeout: return u"no connection after %1"_s.arg(toText(limits.connect));
    case TransportFault::IdleTimeout: return u"nothing moved for %1"_s.arg(toText(limits.idle));
    default: return u"not over after %1"_s.arg(toText(limits.attempt));
    }
}

} // namespace

HttpExchange::HttpExchange(HttpRequest request, std::shared_ptr<ExchangeLink> link, ExchangeHost &host, Moment started)
    : m_request(std::move(request)), m_link(std::move(link)), m_host(&host), m_secure(m_request.url.scheme() == "https"_L1),
      m_started(started), m_begun(started), m_moved(started)
{
    m_link->speaker = this;
}

HttpExchange::~HttpExchange()
{
    m_link->speaker = nullptr;
    const bool wasOver = m_stage == Stage::Over;
    m_stage = Stage::Over;
    letGoOfReply();
    if (!wasOver && m_host)
        m_host->over(*this);
}

void HttpExchange::begin(Lane &lane, const RequestTemplate &common, bool priorKnowledge)
{
    m_lane = &lane;
    m_begun = m_moved = std::chrono::steady_clock::now();
    m_host->hasBegun(*this);
    m_priorKnowledge = priorKnowledge && !m_secure;
    m_toHead = m_request.method == "HEAD";
    m_uploadSize = m_request.body.size();
    if (m_secure)
        m_pins = common.pins();
    m_stage = Stage::Running;

    // Over HTTP/2 Qt repeats nothing, and an empty upload would cost a frame of its own.
    if (m_request.body.present || !m_priorKnowledge) {
        m_device = new SendOnceDevice(std::move(m_request.body));
        if (!m_device->prepare()) {
            m_result.fault = TransportFault::RequestUnreadable;
            m_result.detail = describe(*m_device->error());
            delete std::exchange(m_device, nullptr);
            end(false);
            return;
        }
        m_device->setObserver(this);
    }
    send(common);
}

void HttpExchange::send(const RequestTemplate &common)
{
    const std::optional<qint64> length = m_device ? std::optional(m_uploadSize) : std::nullopt;
    // Custom even where Qt has a verb of its own: that one would add a Content-Type to a POST, and costs no less.
    m_reply = m_lane->manager->sendCustomRequest(common.fill(m_request, length), m_request.method, m_device);
    if (m_device) {
        m_device->setParent(m_reply);
        // Qt begins an unbuffered upload on the next turn of the event loop, and what is set before does not reach the thread
        // that reads: the answer would then be taken in without a limit.
        QMetaObject::invokeMethod(
            m_reply, [reply = m_reply] { reply->setReadBufferSize(ReplyBuffer); }, Qt::QueuedConnection);
    } else {
        m_reply->setReadBufferSize(ReplyBuffer);
    }
    listen();
}

void HttpExchange::listen()
{
    connect(m_reply, &QNetworkReply::metaDataChanged, this, &HttpExchange::headCame);
    connect(m_reply, &QNetworkReply::readyRead, this, &HttpExchange::bytesCame);
    connect(m_reply, &QNetworkReply::finished, this, &HttpExchange::replyFinished);
    // An upload tells by being read that the connection is up; the rest have to be told by what Qt signals, which for an empty
    // upload over HTTP/1.1 in the clear is nothing at all.
    if (m_secure) {
        connect(m_reply, &QNetworkReply::socketStartedConnecting, this, &HttpExchange::connectStarted);
        connect(m_reply, &QNetworkReply::encrypted, this, &HttpExchange::handshakeDone);
    }
    if (m_secure || m_priorKnowledge) {
        connect(m_reply, &QNetworkReply::requestSent, this, &HttpExchange::connectionUp);
        connect(m_reply, &QNetworkReply::errorOccurred, this, &HttpExchange::errorCame);
    }
}

/// Of an HTTP/2 stream that is reset with NO_ERROR Qt tells here alone: afterwards it looks like one that was ended.
void HttpExchange::errorCame(QNetworkReply::NetworkError error)
{
    m_resetSilently = error == QNetworkReply::NoError;
}

void HttpExchange::uploadMoved()
{
    connectionUp();
    const Moment now = std::chrono::steady_clock::now();
    if (m_mark.at == Moment() || now - m_up >= 2 * (m_mark.at - m_up))
        m_markBefore = std::exchange(m_mark, Mark{now, m_device->delivered()});
    m_moved = now;
}

/// How long nothing may move. While an upload goes on, and after its last byte was handed over, the kernel may be sending what it
/// holds, of which Qt shows nothing: it is given as long as that takes at the pace seen lately. (At first the kernel takes in no
/// time what it then sends, which tells nothing.)
HttpExchange::Moment::duration HttpExchange::patience() const
{
    Moment::duration patience = m_request.timeout.idle;
    if (m_markBefore.at == Moment() || m_result.status != 0)
        return patience;
    const qint64 sentSince = m_device->delivered() - m_markBefore.bytes;
    if (sentSince > 0) {
        const double share = double(qMin(SendBuffer, m_device->delivered())) / double(sentSince);
        patience += std::chrono::duration_cast<Moment::duration>((m_moved - m_markBefore.at) * share);
    }
    return patience;
}

void HttpExchange::connectStarted()
{
    m_connecting = true;
}

/// The manager's thread waits for us here, and has sent nothing yet.
void HttpExchange::handshakeDone()
{
    if (m_stage != Stage::Running || checkPin())
        connectionUp();
}

/// False if the exchange is over thereby.
bool HttpExchange::checkPin()
{
    if (m_pins.isEmpty() || m_pinned)
        return true;
    m_pinned = isPinned(m_reply->sslConfiguration().peerCertificate(), m_pins);
    if (!m_pinned)
        stop(TransportFault::TlsFailed,
             u"its certificate has another public key than the pinned ones; if the service has changed it on "
             "purpose, write the new key under tls: { pin: … }"_s);
    return m_pinned;
}

void HttpExchange::connectionUp()
{
    if (std::exchange(m_sent, true))
        return;
    m_up = m_moved = std::chrono::steady_clock::now();
}

/// Whether the moment from which bytes can leave would have been noticed.
bool HttpExchange::connectTells() const
{
    return m_uploadSize > 0 || m_priorKnowledge || (m_secure && m_connecting);
}

bool HttpExchange::certainlyUnsent(QNetworkReply::NetworkError error) const
{
    // What tells of sending is queued to us by the same thread as the error, and before it.
    if (m_sent || (m_device && m_device->rewindAsked()))
        return false;
    return connectTells() || endsBeforeSending(error);
}

TransportFault HttpExchange::overdue(Moment now) const
{
    if (m_stage == Stage::Over)
        return TransportFault::None;
    const TimeoutPolicy &limits = m_request.timeout;
    if (m_stage == Stage::Settling)
        return now - m_moved >= FencePatience ? m_result.fault : TransportFault::None;
    if (now - m_started >= limits.attempt)
        return TransportFault::AttemptTimeout;
    if (m_stage == Stage::Waiting)
        return TransportFault::None;
    if (!m_sent && connectTells())
        return now - m_begun >= limits.connect ? TransportFault::ConnectTimeout : TransportFault::None;
    return now - m_moved >= patience() ? TransportFault::IdleTimeout : TransportFault::None;
}

void HttpExchange::expire(Moment now)
{
    const TransportFault fault = overdue(now);
    if (fault == TransportFault::None)
        return;
    if (m_stage == Stage::Settling)
        end(true);
    else
        stop(fault, overdueText(fault, m_request.timeout));
}

void HttpExchange::cancel()
{
    stop(TransportFault::Cancelled, {});
}

/// Ends it for a reason of our own.
void HttpExchange::stop(TransportFault fault, const QString &detail)
{
    if (m_stage != Stage::Waiting && m_stage != Stage::Running)
        return;
    const bool waiting = m_stage == Stage::Waiting;
    m_result.fault = fault;
    m_result.detail = detail;
    m_stage = Stage::Settling; // from here on Qt's verdict counts no more; abort() emits finished() before it returns
    if (waiting)
        return end(false);
    m_reply->abort();
    if (m_sent || !connectTells())
        end(true);
    else
        raiseFence();
}

/// The manager's thread may have sent something before our abort reached it, and may just be telling us. A request that goes
/// nowhere follows the abort through that thread: when it comes back, all that was to be told has been told.
void HttpExchange::raiseFence()
{
    m_moved = std::chrono::steady_clock::now();
    QNetworkRequest nowhere(QUrl(u"http://127.0.0.1:0/"_s));
    nowhere.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    m_fence = m_lane->manager->get(nowhere);
    connect(m_fence, &QNetworkReply::finished, this, &HttpExchange::fenceReached);
}

void HttpExchange::fenceReached()
{
    if (m_stage == Stage::Settling)
        end(m_sent);
}

void HttpExchange::end(bool maybeSent)
{
    const Moment now = std::chrono::steady_clock::now();
    m_stage = Stage::Over;
    m_result.maybeSent = maybeSent;
    m_result.requestSize = m_device ? m_device->delivered() : 0;
    m_result.timing.queued = m_lane ? between(m_started, m_begun) : between(m_started, now);
    if (m_up != Moment())
        m_result.timing.connect = between(m_begun, m_up);
    m_result.timing.total = between(m_started, now);
    letGoOfReply();
    if (m_host)
        m_host->over(*this);
    m_link->finish(std::move(m_result));
    deleteLater(); // we may be inside one of its slots
}

void HttpExchange::letGoOfReply()
{
    if (m_device)
        m_device->abandon();
    m_device = nullptr;
    // Later: we may be inside one of their slots.
    for (QNetworkReply *reply : {std::exchange(m_reply, nullptr), std::exchange(m_fence, nullptr)}) {
        if (!reply)
            continue;
        reply->disconnect(this);
        if (!reply->isFinished())
            reply->abort();
        // What Qt's own thread has told it of before would still be worked through: many megabytes of header fields are joined in
        // minutes.
        QCoreApplication::removePostedEvents(reply, QEvent::MetaCall);
        reply->deleteLater();
    }
}

void HttpExchange::orphan()
{
    m_host = nullptr;
    if (m_stage == Stage::Over)
        return;
    if (m_stage != Stage::Settling) {
        m_result.fault = TransportFault::Cancelled;
        m_result.detail = u"the client was closed"_s;
    }
    const bool waiting = m_stage == Stage::Waiting;
    m_stage = Stage::Settling;
    end(!waiting);
}

} // namespace cairn
