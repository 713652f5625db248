#include "rawserver.h"

#include <QAbstractEventDispatcher>
#include <QFile>
#include <QSslConfiguration>
#include <QSslSocket>
#include <QTcpServer>
#include <QTimer>

#include <sys/socket.h>

using namespace Qt::StringLiterals;

namespace {
constexpr qint64 KeptBody = 1 << 20;
constexpr qint64 PourBlock = 256 * 1024;

/// One end of a connection, as the kernel tells of it (proc(5)).
struct End
{
    quint16 port = 0;
    quint16 peerPort = 0;
    bool isOpen = false; ///< not closed by whoever has it
    bool isEmpty = true; ///< all that came was read, and the other end knows that all that was sent came
};

QList<End> tcpEnds()
{
    QFile table(u"/proc/net/tcp"_s);
    if (!table.open(QIODevice::ReadOnly))
        qFatal("%s", qPrintable(table.errorString()));
    QList<End> ends;
    for (const QByteArray &line : table.readAll().split('\n').mid(1)) {
        const QList<QByteArray> cells = line.simplified().split(' '); // number, here, there, state, sending:receiving
        const auto port = [&cells](qsizetype cell) { return cells.value(cell).mid(9).toUShort(nullptr, 16); };
        const QByteArray state = cells.value(3);
        ends.append({port(1), port(2), state == "01" || state == "08", cells.value(4) == "00000000:00000000"});
    }
    return ends;
}
} // namespace

QByteArray RawRequest::header(QByteArrayView name) const
{
    for (const QByteArray &line : head.split('\n')) {
        const qsizetype colon = line.indexOf(':');
        if (colon > 0 && line.left(colon).compare(name, Qt::CaseInsensitive) == 0)
            return line.mid(colon + 1).trimmed();
    }
    return {};
}

void RawConnection::send(const QByteArray &bytes)
{
    m_socket->write(bytes);
    m_socket->flush();
}

void RawConnection::pour(qint64 size, std::function<void()> then)
{
    m_toPour = size;
    m_afterPour = std::move(then);
    connect(m_socket, &QTcpSocket::bytesWritten, this, &RawConnection::pourMore, Qt::UniqueConnection);
    pourMore();
}

void RawConnection::pourMore()
{
    while (m_toPour > 0 && m_socket->bytesToWrite() < PourBlock) {
        const qint64 size = qMin(m_toPour, PourBlock);
        m_socket->write(QByteArray(size, 'x'));
        m_toPour -= size;
    }
    if (m_toPour == 0 && m_afterPour)
        std::exchange(m_afterPour, {})();
}

void RawConnection::flood(const QByteArray &unit)
{
    const auto more = [this, unit] {
        while (m_socket->state() == QAbstractSocket::ConnectedState && m_socket->bytesToWrite() < 2 * PourBlock)
            m_socket->write(unit);
    };
    connect(m_socket, &QTcpSocket::bytesWritten, this, more);
    more();
}

void RawConnection::fin()
{
    m_socket->disconnectFromHost();
}

void RawConnection::rst()
{
    const linger now{1, 0};
    setsockopt(int(m_socket->socketDescriptor()), SOL_SOCKET, SO_LINGER, &now, sizeof now);
    m_socket->abort();
}

void RawConnection::later(int ms, std::function<void()> action)
{
    QTimer::singleShot(ms, Qt::PreciseTimer, this, std::move(action));
}

void RawConnection::whenTaken(std::function<void()> action)
{
    const quint16 here = m_socket->localPort();
    const quint16 there = m_socket->peerPort();
    const QList<End> ends = tcpEnds();
    const bool isTaken = std::all_of(ends.begin(), ends.end(), [&](const End &end) {
        const bool isOurs = (end.port == here && end.peerPort == there) || (end.port == there && end.peerPort == here);
        return !isOurs || end.isEmpty;
    });
    if (isTaken)
        return action();
    later(5, [this, action] { whenTaken(action); });
}

void RawConnection::stopReading()
{
    deaf = true;
    m_socket->setReadBufferSize(1);
}

class RawServer::Listener : public QTcpServer
{
public:
    explicit Listener(RawServer &server) : m_server(server) {}

protected:
    void incomingConnection(qintptr descriptor) override { m_server.accept(descriptor); }

private:
    RawServer &m_server;
};

RawServer::RawServer(Handler onRequest, const QHostAddress &address, quint16 port)
    : m_onRequest(std::move(onRequest)), m_address(address)
{
    m_listener = new Listener(*this);
    m_listener->moveToThread(&m_thread);
    m_thread.start();
    QMetaObject::invokeMethod(
        m_listener,
        [this, port] {
            if (!m_listener->listen(m_address, port))
                qFatal("the test server cannot listen");
            m_port = m_listener->serverPort();
        },
        Qt::BlockingQueuedConnection);
}

/// All that its thread touched is handed back under the mutex: that wait() does so as well, ThreadSanitizer does not see.
RawServer::~RawServer()
{
    QMetaObject::invokeMethod(
        m_thread.eventDispatcher(),
        [this] {
            const std::scoped_lock lock(m_mutex);
            delete m_listener;
        },
        Qt::BlockingQueuedConnection);
    m_thread.quit();
    m_thread.wait();
    const std::scoped_lock lock(m_mutex);
}

void RawServer::useTls(const QSslCertificate &certificate, const QSslKey &key, const QList<QByteArray> &alpn)
{
    const std::scoped_lock lock(m_mutex);
    m_certificate = certificate;
    m_key = key;
    m_alpn = alpn;
}

void RawServer::stopListening()
{
    QMetaObject::invokeMethod(
        m_listener, [this] { m_listener->close(); },
        QThread::currentThread() == &m_thread ? Qt::DirectConnection : Qt::BlockingQueuedConnection);
}

QUrl RawServer::url(const QString &path) const
{
    const QString scheme = m_key.isNull() ? u"http"_s : u"https"_s;
    return QUrl(u"%1://%2:%3%4"_s.arg(scheme, m_address.toString()).arg(port()).arg(path));
}

int RawServer::connectionsOfClients() const
{
    const QList<End> ends = tcpEnds();
    return int(std::count_if(ends.begin(), ends.end(), [this](const End &end) { return end.peerPort == m_port && end.isOpen; }));
}

int RawServer::requestCount() const
{
    return requestCount("");
}

int RawServer::requestCount(QByteArrayView targetPrefix) const
{
    const std::scoped_lock lock(m_mutex);
    return int(std::count_if(m_requests.begin(), m_requests.end(),
                             [&](const RawRequest &r) { return r.target.startsWith(targetPrefix); }));
}

QList<RawRequest> RawServer::requests() const
{
    const std::scoped_lock lock(m_mutex);
    return m_requests;
}

void RawServer::accept(qintptr descriptor)
{
    {
        const std::scoped_lock lock(m_mutex);
    } // what was set before it came is seen here from now on
    auto *tls = m_key.isNull() ? nullptr : new QSslSocket;
    QTcpSocket *socket = tls ? tls : new QTcpSocket;
    socket->setSocketDescriptor(descriptor);
    socket->setReadBufferSize(PourBlock);
    auto *connection = new RawConnection(socket, ++m_connections, m_listener);
    connect(socket, &QTcpSocket::readyRead, connection, [this, connection] { read(*connection); });
    connect(socket, &QTcpSocket::disconnected, connection, &QObject::deleteLater);
    if (m_onConnection)
        m_onConnection(*connection);
    if (tls && socket->state() == QAbstractSocket::ConnectedState) {
        QSslConfiguration configuration = tls->sslConfiguration();
        configuration.setLocalCertificate(m_certificate);
        configuration.setPrivateKey(m_key);
        configuration.setAllowedNextProtocols(m_alpn);
        tls->setSslConfiguration(configuration);
        tls->startServerEncryption();
    }
}

void RawServer::read(RawConnection &connection)
{
    if (connection.deaf)
        return;
    const QByteArray bytes = connection.socket()->readAll();
    m_bytes += bytes.size();
    connection.buffer += bytes;
    if (m_raw)
        return m_raw(connection);
    while (!connection.buffer.isEmpty()) {
        if (connection.bodyLeft < 0 && !readHead(connection))
            return;
        const QByteArray part = connection.buffer.left(connection.bodyLeft);
        connection.buffer.remove(0, part.size());
        connection.bodyLeft -= part.size();
        connection.current.bodySize += part.size();
        connection.current.body += part.left(qMax<qint64>(0, KeptBody - connection.current.body.size()));
        if (connection.bodyLeft > 0)
            return;
        requestComplete(connection);
    }
}

bool RawServer::readHead(RawConnection &connection)
{
    const qsizetype end = connection.buffer.indexOf("\r\n\r\n");
    if (end < 0)
        return false;
    RawRequest &request = connection.current;
    request = {};
    request.head = connection.buffer.left(end);
    connection.buffer.remove(0, end + 4);
    const QList<QByteArray> line = request.head.left(request.head.indexOf('\r')).split(' ');
    request.method = line.value(0);
    request.target = line.value(1);
    request.connection = connection.number();
    request.nth = ++connection.requests;
    connection.bodyLeft = request.header("content-length").toLongLong();
    if (m_onHead)
        m_onHead(connection, request);
    return !connection.deaf && connection.socket()->state() == QAbstractSocket::ConnectedState;
}

void RawServer::requestComplete(RawConnection &connection)
{
    connection.bodyLeft = -1;
    {
        const std::scoped_lock lock(m_mutex);
        m_requests.append(connection.current);
    }
    m_onRequest(connection, connection.current);
}

QByteArray okResponse(const QByteArray &body)
{
    return "HTTP/1.1 200 OK\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
}

RawServer::Handler answering(const QByteArray &response)
{
    return [response](RawConnection &connection, const RawRequest &) { connection.send(response); };
}
