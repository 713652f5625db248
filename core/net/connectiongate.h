#pragma once

#include "net/requestframe.h"

#include <QJsonObject>
#include <QSslConfiguration>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTimer>

#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>

namespace cairn {

class IncomingConnection;

/// The limits of every connection.
struct GateLimits
{
    FrameLimits frame;
    std::chrono::milliseconds requestTimeout{};
    std::chrono::milliseconds answerTimeout{};
    int maxConnections = 0;
};

/// From whoever answers, in whatever thread, to the connection, as long as there is one.
class ReplyLink
{
public:
    explicit ReplyLink(IncomingConnection *connection) : m_connection(connection) {}

    /// The first time, the answer is on its way; after that, and after cut(), nothing happens.
    void send(int status, const std::optional<QJsonObject> &body);
    void cut();

private:
    std::mutex m_mutex;
    IncomingConnection *m_connection;
};

/// Guards one socket from its first byte to its end: keeps the request back until all of it is there, refuses what breaks the
/// limits, sends the answer, and closes. Belongs to the socket.
class IncomingConnection : public QObject
{
    Q_OBJECT
public:
    /// `pass` is called once, when the socket holds a whole request, unread.
    IncomingConnection(QTcpSocket *socket, const GateLimits &limits, std::function<void(QTcpSocket *)> pass);
    ~IncomingConnection() override;

    /// The request was read: nothing more is, and the answer comes through the link.
    std::shared_ptr<ReplyLink> awaitAnswer();
    void answer(int status, const std::optional<QJsonObject> &body);

private:
    enum class Phase { Receiving, Passed, Answering, Closing };

    void receive();
    void refuse(int status);
    void write(const QByteArray &answer);
    void drain();
    void expire();

    QTcpSocket *m_socket;
    GateLimits m_limits;
    std::function<void(QTcpSocket *)> m_pass;
    RequestFrame m_frame;
    Phase m_phase = Phase::Receiving;
    QTimer m_deadline;
    std::shared_ptr<ReplyLink> m_link;
};

/// The listening socket: bounds how many connections there are, and offers to QAbstractHttpServer only those that have a
/// whole request to read.
class ConnectionGate : public QTcpServer
{
public:
    /// What the next connection is encrypted with; null: none is.
    using Tls = std::function<QSslConfiguration()>;

    ConnectionGate(const GateLimits &limits, Tls tls);
    ~ConnectionGate() override;

    QTcpSocket *nextPendingConnection() override;

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    bool isFull() const { return m_open >= m_limits.maxConnections; }
    void admit(qintptr descriptor);
    void connectionGone();
    void acceptFailed();

    GateLimits m_limits;
    Tls m_tls;
    int m_open = 0;
    QList<qintptr> m_waiting; ///< accepted, but nobody's turn yet
};

} // namespace cairn
