#include "net/connectiongate.h"

#include "base/logging.h"

#include <QHostAddress>
#include <QHttpServerResponder>
#include <QJsonDocument>
#include <QMetaEnum>
#include <QSslSocket>

#include <unistd.h>

namespace cairn {

using namespace std::chrono_literals;

namespace {

constexpr auto CloseTimeout = 2s;        ///< for the peer to take its answer
constexpr auto AcceptPause = 500ms;      ///< after the system had no more sockets to give
constexpr qsizetype LongestQueue = 128;  ///< more than the system's own, which QTcpServer empties in one go
constexpr qint64 ReadBufferSlack = 8192; ///< what chunks may add to a body, beyond its own size again

/// The answer as it goes out. It names neither the program nor its version.
QByteArray answerText(int status, const std::optional<QJsonObject> &body)
{
    QByteArray reason = QMetaEnum::fromType<QHttpServerResponder::StatusCode>().valueToKey(status);
    for (qsizetype at = reason.size() - 1; at > 0; --at) { // "NotFound"
        if (isupper(uchar(reason[at])) && islower(uchar(reason[at - 1])))
            reason.insert(at, ' ');
    }
    const QByteArray json = body ? QJsonDocument(*body).toJson(QJsonDocument::Compact) : QByteArray();
    QByteArray text = "HTTP/1.1 " + QByteArray::number(status) + ' ' + reason + "\r\nConnection: close\r\n";
    if (status != 204) // RFC 9110 section 8.6
        text += "Content-Length: " + QByteArray::number(json.size()) + "\r\n";
    if (body)
        text += "Content-Type: application/json\r\n";
    if (status == 405)
        text += "Allow: POST\r\n";
    return text + "\r\n" + json;
}

} // namespace

void ReplyLink::send(int status, const std::optional<QJsonObject> &body)
{
    const std::lock_guard lock(m_mutex);
    if (!m_connection)
        return;
    // Queued even in the same thread: QtHttpServer is still busy with the socket when a handler answers at once.
    QMetaObject::invokeMethod(
        m_connection, [connection = m_connection, status, body] { connection->answer(status, body); }, Qt::QueuedConnection);
    m_connection = nullptr;
}

void ReplyLink::cut()
{
    const std::lock_guard lock(m_mutex);
    m_connection = nullptr;
}

IncomingConnection::IncomingConnection(QTcpSocket *socket, const GateLimits &limits, std::function<void(QTcpSocket *)> pass)
    : QObject(socket), m_socket(socket), m_limits(limits), m_pass(std::move(pass)), m_frame(limits.frame)
{
    socket->setReadBufferSize(limits.frame.maxHeader + 2 * limits.frame.maxBody + ReadBufferSlack);
    connect(socket, &QTcpSocket::readyRead, this, &IncomingConnection::receive);
    connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
    m_deadline.setSingleShot(true);
    connect(&m_deadline, &QTimer::timeout, this, &IncomingConnection::expire);
    m_deadline.start(limits.requestTimeout);
}

IncomingConnection::~IncomingConnection()
{
    if (m_link)
        m_link->cut();
}

/// Reads to see, in a transaction that is rolled back: the request stays in the socket.
void IncomingConnection::receive()
{
    if (!m_socket->isTransactionStarted())
        m_socket->startTransaction();
    const RequestFrame::State state = m_frame.feed(m_socket->readAll());
    if (state == RequestFrame::State::Refused)
        return refuse(m_frame.status());
    if (state == RequestFrame::State::Incomplete) {
        if (m_frame.awaitsContinue())
            m_socket->write("HTTP/1.1 100 Continue\r\n\r\n");
        return;
    }
    m_socket->rollbackTransaction();
    m_phase = Phase::Passed;
    disconnect(m_socket, &QTcpSocket::readyRead, this, nullptr);
    disconnect(m_socket, &QTcpSocket::disconnected, m_socket, nullptr); // from now on QtHttpServer deletes it
    m_pass(m_socket);
}

std::shared_ptr<ReplyLink> IncomingConnection::awaitAnswer()
{
    // Whoever reads on would take what follows the request for another one, which would be answered out of turn.
    disconnect(m_socket, &QTcpSocket::readyRead, nullptr, nullptr);
    connect(m_socket, &QTcpSocket::readyRead, this, &IncomingConnection::drain);
    m_phase = Phase::Answering;
    m_deadline.start(m_limits.answerTimeout);
    m_link = std::make_shared<ReplyLink>(this);
    return m_link;
}

void IncomingConnection::answer(int status, const std::optional<QJsonObject> &body)
{
    if (m_socket->state() != QAbstractSocket::ConnectedState)
        return; // the peer left while the answer was on its way here
    drain();
    write(answerText(status, body));
    m_socket->disconnectFromHost();
}

void IncomingConnection::refuse(int status)
{
    qCDebug(lcNet, "a request from %ls is refused with %d", qUtf16Printable(m_socket->peerAddress().toString()), status);
    if (m_socket->isTransactionStarted())
        m_socket->commitTransaction();
    disconnect(m_socket, &QTcpSocket::readyRead, nullptr, nullptr);
    connect(m_socket, &QTcpSocket::readyRead, this, &IncomingConnection::drain);
    // More is on its way: closing now would reset the connection, and the peer could lose the answer. Let it close.
    write(answerText(status, std::nullopt));
    drain();
}

void IncomingConnection::write(const QByteArray &answer)
{
    m_phase = Phase::Closing;
    m_deadline.start(CloseTimeout);
    m_socket->write(answer);
}

void IncomingConnection::drain()
{
    m_socket->skip(m_socket->bytesAvailable());
}

void IncomingConnection::expire()
{
    switch (m_phase) {
    case Phase::Receiving:
    case Phase::Passed: refuse(408); return m_socket->disconnectFromHost();
    case Phase::Answering: m_link->cut(); return answer(503, std::nullopt);
    case Phase::Closing: m_socket->abort();
    }
}

ConnectionGate::ConnectionGate(const GateLimits &limits, Tls tls) : m_limits(limits), m_tls(std::move(tls))
{
    connect(this, &QTcpServer::acceptError, this, &ConnectionGate::acceptFailed);
}

ConnectionGate::~ConnectionGate()
{
    for (const qintptr descriptor : std::as_const(m_waiting))
        ::close(int(descriptor));
}

/// QTcpServer takes in all that knock, even after pauseAccepting(): those beyond the limit wait their turn as bare
/// descriptors, which cost next to nothing.
void ConnectionGate::incomingConnection(qintptr descriptor)
{
    if (!isFull())
        return admit(descriptor);
    pauseAccepting();
    if (m_waiting.size() < LongestQueue)
        m_waiting.append(descriptor);
    else
        ::close(int(descriptor));
}

/// QTcpServer's own starts to accept again, whoever paused it.
QTcpSocket *ConnectionGate::nextPendingConnection()
{
    QTcpSocket *socket = QTcpServer::nextPendingConnection();
    if (isFull())
        pauseAccepting();
    return socket;
}

void ConnectionGate::admit(qintptr descriptor)
{
    auto *tls = m_tls ? new QSslSocket(this) : nullptr;
    QTcpSocket *socket = tls ? tls : new QTcpSocket(this);
    if (!socket->setSocketDescriptor(descriptor)) {
        ::close(int(descriptor));
        delete socket;
        return;
    }
    new IncomingConnection(socket, m_limits, [this](QTcpSocket *whole) {
        addPendingConnection(whole);
        Q_EMIT whole->readyRead();
    });
    ++m_open;
    connect(socket, &QObject::destroyed, this, &ConnectionGate::connectionGone);
    if (tls) {
        tls->setSslConfiguration(m_tls());
        tls->startServerEncryption();
    }
}

void ConnectionGate::connectionGone()
{
    --m_open;
    while (!isFull() && !m_waiting.isEmpty())
        admit(m_waiting.takeFirst());
    if (!isFull())
        resumeAccepting();
}

/// Qt stops accepting for good when the process has no file descriptor left.
void ConnectionGate::acceptFailed()
{
    qCWarning(lcNet, "a connection could not be accepted: %ls", qUtf16Printable(errorString()));
    QTimer::singleShot(AcceptPause, this, [this] {
        if (!isFull())
            resumeAccepting();
    });
}

} // namespace cairn
