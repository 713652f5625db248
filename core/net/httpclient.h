#pragma once
// Room `net`: HTTP exchanges over QNetworkAccessManager, made safe: a body is sent once, limits and timers are our own, a
// truncated answer is never taken for a whole one. Hands back values; no reply object leaves this room.

#include "base/error.h"
#include "model/exchange.h"
#include "model/service.h"

#include <QByteArray>
#include <QIODevice>
#include <QUrl>

#include <coroutine>
#include <functional>
#include <memory>
#include <vector>

namespace cairn {

struct TlsSettings;
class ExchangePool;
class NetworkThread;
class ResumeQueue;

/// The bytes of a request in the order they are sent; each segment is memory or a device, opened when its turn comes in the
/// NetworkThread, which reads and destroys it.
struct OutgoingBody
{
    struct Segment
    {
        QByteArray bytes;                                         ///< used if `open` is empty
        std::function<Result<std::unique_ptr<QIODevice>>()> open; ///< any thread: gives a readable device positioned at its start
        qint64 size = 0; ///< exact; a device that gives fewer or more is RequestUnreadable
    };
    std::vector<Segment> segments;
    bool present = false; ///< false: a request without a body (not even an empty one)

    qint64 size() const;
    static OutgoingBody ofBytes(QByteArray bytes);
    static OutgoingBody ofDevice(std::function<Result<std::unique_ptr<QIODevice>>()> open, qint64 size);
};

/// One part of a multipart/form-data body (RFC 7578).
struct FormPart
{
    QString name;
    QString fileName;       ///< empty: a plain field
    QByteArray contentType; ///< empty: left out
    OutgoingBody::Segment content;
};

/// Encodes parts; returns the body and the Content-Type with its boundary, which is derived from `boundarySeed` alone so
/// that every attempt sends the same bytes.
std::pair<OutgoingBody, QByteArray> multipartBody(std::vector<FormPart> parts, const QByteArray &boundarySeed);

bool sameOrigin(const QUrl &one, const QUrl &other);

/// One HTTP request, ready to send.
struct HttpRequest
{
    QByteArray method;
    QUrl url;           ///< absolute
    HeaderList headers; ///< as they go out; Content-Length is set from the body
    OutgoingBody body;
    TimeoutPolicy timeout;
    qint64 maxResponse = 0; ///< bytes of response body accepted
    bool readsBody = true;  ///< else only the answer's head matters, and it is all the same how its body is coded
};

/// Takes response bytes as they arrive, in the NetworkThread: what it waits for, all exchanges wait for. Belongs to the caller,
/// who keeps it, and leaves it alone, until the exchange is over or destroyed.
class ResponseSink
{
public:
    virtual ~ResponseSink() = default;
    /// A failure ends the exchange with SinkFailed and this error's text.
    virtual Result<void> accept(QByteArrayView bytes) = 0;
};

/// For an answer of which only the head matters.
class IgnoredBody final : public ResponseSink
{
public:
    Result<void> accept(QByteArrayView) override { return {}; }
};

/// An exchange under way. Awaitable once (`Exchange e = co_await *pending;`); destroying it aborts what is on the wire, soon, and
/// never resumes. Belongs to the thread of its HttpClient, in whose event loop the waiter is resumed; a waiter must not run an
/// event loop for another one of the same client, whose end may wait for this turn's.
class PendingExchange
{
public:
    virtual ~PendingExchange() = default;
    /// Ends it with fault Cancelled, asynchronously; nothing happens if it is over.
    virtual void cancel() = 0;

    virtual bool await_ready() const = 0;
    virtual void await_suspend(std::coroutine_handle<> waiter) = 0;
    virtual Exchange await_resume() = 0;
};

/// Awaits an exchange's end. In its stead gcc 12 would copy the abstract class into the coroutine's frame.
struct Answer
{
    PendingExchange &pending;
    bool await_ready() const { return pending.await_ready(); }
    void await_suspend(std::coroutine_handle<> waiter) { pending.await_suspend(waiter); }
    Exchange await_resume() { return pending.await_resume(); }
};
inline Answer operator co_await(PendingExchange &pending)
{
    return {pending};
}

/// Speaks to one service, by whatever means. Belongs to the thread that made it.
class HttpTransport
{
public:
    virtual ~HttpTransport() = default;
    /// `sink` must outlive the exchange.
    virtual std::unique_ptr<PendingExchange> start(HttpRequest request, ResponseSink &sink) = 0;
    /// Takes over a changed service definition for exchanges started from now on.
    virtual void setService(const Service &service) = 0;
};
using HttpTransportFactory = std::function<std::unique_ptr<HttpTransport>(const Service &)>;

/// The transport over the network. Opens up to the service's max_concurrency exchanges at once by
/// a pool of managers (one QNetworkAccessManager opens at most 6 HTTP/1.1 connections per host in Qt 6.4); the caller starts
/// no more than that. Never follows redirects, keeps no cookies, uses no proxy and no cached credentials. Belongs to the thread
/// that made it; the managers live in the NetworkThread.
class HttpClient final : public HttpTransport
{
public:
    explicit HttpClient(const Service &service);
    ~HttpClient() override;

    /// Checks the URL (http only to loopback unless the service allows it), then starts.
    std::unique_ptr<PendingExchange> start(HttpRequest request, ResponseSink &sink) override;
    void setService(const Service &service) override;
    /// For exchanges with the service's own address that start from now on; they use no connection that was opened before.
    void setTls(const TlsSettings &tls);

private:
    std::shared_ptr<NetworkThread> m_thread;
    std::shared_ptr<ResumeQueue> m_home;
    std::shared_ptr<ExchangePool> m_pool; ///< of that thread
    bool m_allowsInsecure = false;
};

} // namespace cairn
