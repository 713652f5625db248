#pragma once

#include <QByteArray>
#include <QHostAddress>
#include <QObject>
#include <QSslCertificate>
#include <QSslKey>
#include <QTcpSocket>
#include <QThread>
#include <QUrl>

#include <atomic>
#include <functional>
#include <map>
#include <memory>
#include <mutex>

/// What reached the server as one whole request.
struct RawRequest
{
    QByteArray method;
    QByteArray target;
    QByteArray head; ///< request line and header lines as they came
    QByteArray body; ///< the first 1 MiB of it
    qint64 bodySize = 0;
    int connection = 0; ///< the first one is 1
    int nth = 0;        ///< of its connection, from 1

    /// Value of a header field; empty if absent.
    QByteArray header(QByteArrayView name) const;
};

/// One accepted connection, seen from the server's thread, in which all handlers run.
class RawConnection : public QObject
{
public:
    RawConnection(QTcpSocket *socket, int number, QObject *parent) : QObject(parent), m_socket(socket), m_number(number)
    {
        socket->setParent(this);
    }

    void send(const QByteArray &bytes);
    /// Sends `size` bytes of `x`, never holding more than a few hundred KiB; calls `then` when all of it is on its way.
    void pour(qint64 size, std::function<void()> then = {});
    /// Sends `unit` again and again until the client has enough.
    void flood(const QByteArray &unit);
    /// Closes in the orderly way, after what was sent.
    void fin();
    /// Closes by RST: SO_LINGER 0.
    void rst();
    void later(int ms, std::function<void()> action);
    /// Once the client has read all that was sent: an RST would discard the rest.
    void whenTaken(std::function<void()> action);
    /// Reads nothing more, so that the client's upload comes to a standstill.
    void stopReading();
    int number() const { return m_number; }
    QTcpSocket *socket() const { return m_socket; }

    QByteArray buffer;
    RawRequest current;
    qint64 bodyLeft = -1; ///< -1: reading headers
    int requests = 0;
    bool deaf = false;

private:
    void pourMore();

    QTcpSocket *m_socket;
    int m_number;
    qint64 m_toPour = 0;
    std::function<void()> m_afterPour;
};

/// A server on 127.0.0.1, or where else it is told, in a thread of its own, that does exactly what it is told, however wrong. It
/// reads requests and counts them; what it answers, if anything, its handlers decide.
class RawServer : public QObject
{
public:
    using Handler = std::function<void(RawConnection &, const RawRequest &)>;
    using RawHandler = std::function<void(RawConnection &)>;

    /// `onRequest` is called with each whole request.
    explicit RawServer(Handler onRequest, const QHostAddress &address = QHostAddress::LocalHost, quint16 port = 0);
    ~RawServer() override;

    /// Called when a request's headers are there, before its body. To be set before the first connection comes.
    void setOnHead(Handler handler) { set(m_onHead, std::move(handler)); }
    /// Called as soon as a connection is accepted.
    void setOnConnection(RawHandler handler) { set(m_onConnection, std::move(handler)); }
    /// Takes over all reading: bytes are appended to RawConnection::buffer and nothing is parsed.
    void setRaw(RawHandler handler) { set(m_raw, std::move(handler)); }
    void useTls(const QSslCertificate &certificate, const QSslKey &key, const QList<QByteArray> &alpn = {});
    /// Closes the listening socket; connections stay.
    void stopListening();

    QUrl url(const QString &path = QStringLiteral("/")) const;
    quint16 port() const { return m_port; }
    int connections() const { return m_connections; }
    /// Connections that clients have not closed, whether or not the server has.
    int connectionsOfClients() const;
    int requestCount() const;
    /// Requests whose target starts so.
    int requestCount(QByteArrayView targetPrefix) const;
    QList<RawRequest> requests() const;
    /// Bytes of any kind that came in on all connections.
    qint64 bytesReceived() const { return m_bytes; }

private:
    class Listener;
    template <typename Function> void set(Function &place, Function handler)
    {
        const std::scoped_lock lock(m_mutex);
        place = std::move(handler);
    }
    void accept(qintptr descriptor);
    void read(RawConnection &connection);
    bool readHead(RawConnection &connection);
    void requestComplete(RawConnection &connection);

    Handler m_onRequest;
    Handler m_onHead;
    RawHandler m_onConnection;
    RawHandler m_raw;
    QSslCertificate m_certificate;
    QSslKey m_key;
    QList<QByteArray> m_alpn;
    QHostAddress m_address;
    QThread m_thread;
    Listener *m_listener = nullptr; ///< lives in m_thread
    std::atomic<quint16> m_port = 0;
    std::atomic<int> m_connections = 0;
    std::atomic<qint64> m_bytes = 0;
    mutable std::mutex m_mutex;
    QList<RawRequest> m_requests;
};

/// "HTTP/1.1 200 OK" with Content-Length and this body.
QByteArray okResponse(const QByteArray &body = "ok");

/// A handler that answers 200 to all.
RawServer::Handler answering(const QByteArray &response = okResponse());
