#pragma once

#include "base/error.h"
#include "base/timestamp.h"
#include "model/exchange.h"

#include <QHostAddress>
#include <QJsonObject>
#include <QObject>
#include <QUrl>
#include <QUrlQuery>

#include <functional>
#include <memory>
#include <optional>

namespace cairn {

class CallbackServer;

/// Where a Listener listens, and how much of it anybody may take.
struct ListenerOptions
{
    QHostAddress address = QHostAddress(QHostAddress::LocalHost);
    quint16 port = 0;             ///< 0: any
    QString certificateFile = {}; ///< PEM, the server's own certificate first, then what signed it; empty: no TLS
    QString keyFile = {};         ///< PEM, not encrypted
    qint64 maxBody = 1 << 20;
    qint64 maxHeader = 16 << 10;
    Milliseconds requestTimeout = std::chrono::seconds(10); ///< from the connection to the last byte of the request, TLS included
    Milliseconds answerTimeout = std::chrono::seconds(30);  ///< for the handler, after which the peer is told 503
    int maxConnections = 64;                                ///< further ones wait
    Milliseconds certificateAge = std::chrono::minutes(1);  ///< after which its files are looked at anew, as they are renewed
};

/// A whole POST request.
struct ListenerRequest
{
    QByteArray method;
    QString path; ///< percent-encoded as it came, from its first slash
    QUrlQuery query;
    HeaderList headers;
    QByteArray body;
    QHostAddress peer;
};

/// The way to answer one request, from any thread and at any time, once: the first answer counts, later ones are ignored,
/// as is one that finds the peer or the Listener gone. Copies answer the same request. When the last one goes without an
/// answer the peer is told 500.
class Responder
{
public:
    /// Hands an answer to the peer; called from whatever thread answers, and ignores all answers but the first.
    using Send = std::function<void(int status, const std::optional<QJsonObject> &body)>;

    explicit Responder(Send send);

    void answer(int status, const std::optional<QJsonObject> &body = std::nullopt) const;

private:
    class Duty;
    std::shared_ptr<Duty> m_duty;
};

/// Receives webhooks and callbacks over HTTP/1.1, one request a connection. QtHttpServer reads them, but gets to see only
/// whole requests within the limits. Everything that is not a POST is refused here; which paths there are and who may call
/// them is the handler's to say. Lives in one thread, with an event loop; the handler is called there.
class Listener : public QObject
{
public:
    using Handler = std::function<void(ListenerRequest, Responder)>;

    explicit Listener(Handler handler, QObject *parent = nullptr);
    ~Listener() override;

    /// Errors: Usage (plain HTTP beyond this machine, a certificate without its key), Busy (the port is taken), NotFound (no
    /// such address here), Io (certificate or key unusable, port not allowed).
    Result<void> start(const ListenerOptions &options);
    /// Stops taking connections and drops those there are; their answers go nowhere. Not to be called by the handler.
    void stop();

    /// What callers on this machine reach it by; empty unless started.
    QUrl url() const { return m_url; }

private:
    Handler m_handler;
    std::unique_ptr<CallbackServer> m_server;
    QUrl m_url;
};

} // namespace cairn
