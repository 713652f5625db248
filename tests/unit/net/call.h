#pragma once

#include "net/httpclient.h"

#include <QEventLoop>

/// A service on loopback with limits that no healthy test reaches.
cairn::Service serviceAt(const QUrl &url, cairn::HttpVersion http = cairn::HttpVersion::Http11, int maxConcurrency = 16);

/// A request with generous limits; tests tighten what they are about.
cairn::HttpRequest requestTo(const QUrl &url, const QByteArray &method = "GET", const QByteArray &body = {});

/// Keeps what comes, or refuses it.
class MemorySink : public cairn::ResponseSink
{
public:
    cairn::Result<void> accept(QByteArrayView bytes) override;

    QByteArray bytes;
    qint64 size = 0;
    QAtomicInt pieces = 0; ///< in which it came; may be looked at meanwhile
    bool keeps = true;
    std::function<cairn::Result<void>()> onAccept;
};

/// One exchange and the coroutine that awaits it.
class Call
{
public:
    /// `taking` takes the answer, in the client's own thread.
    Call(cairn::HttpTransport &transport, cairn::HttpRequest request, MemorySink taking = {});
    ~Call();
    Call(const Call &) = delete;

    /// Runs the event loop until the exchange is over; false after `ms`.
    bool wait(int ms = 20'000);
    bool isOver() const { return m_over; }
    const cairn::Exchange &exchange() const { return m_exchange; }
    cairn::TransportFault fault() const { return m_exchange.fault; }
    void cancel() { m_pending->cancel(); }
    /// Destroys the exchange, under way or not.
    void destroy() { m_pending.reset(); }
    int resumed() const { return m_resumed; }

    MemorySink sink;
    std::function<void()> onOver;

private:
    struct Waiter;
    static Waiter await(Call &call);

    std::unique_ptr<cairn::PendingExchange> m_pending;
    std::coroutine_handle<> m_coroutine;
    cairn::Exchange m_exchange;
    QEventLoop *m_loop = nullptr;
    int m_resumed = 0;
    bool m_over = false;
};

/// Runs the event loop until `done`; false after `ms`.
bool waitUntil(const std::function<bool()> &done, int ms = 10'000);

/// Bytes of memory this process holds (VmRSS).
qint64 residentBytes();
