#include "ledgerserver.h"

#include <QCryptographicHash>
#include <QPointer>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTimer>

#include <memory>
#include <sys/socket.h>

namespace cairn::testing {

struct LedgerServer::Connection
{
    QTcpSocket *socket = nullptr;
    QByteArray buffer;
    bool busy = false; ///< an answer is being delayed
};

namespace {
void resetNow(QTcpSocket &socket)
{
    const linger hard{1, 0};
    ::setsockopt(int(socket.socketDescriptor()), SOL_SOCKET, SO_LINGER, &hard, sizeof hard);
    socket.abort();
}

LedgerEntry parseHead(const QByteArray &head)
{
    LedgerEntry entry;
    const QList<QByteArray> lines = head.split('\n');
    const QList<QByteArray> first = lines.value(0).trimmed().split(' ');
    entry.method = first.value(0);
    entry.path = first.value(1);
    for (const QByteArray &line : lines.mid(1)) {
        const qsizetype colon = line.indexOf(':');
        if (colon > 0)
            entry.headers.insert(line.left(colon).trimmed().toLower(), line.mid(colon + 1).trimmed());
    }
    entry.key = entry.headers.value("idempotency-key").replace("\"", "");
    entry.trace = entry.headers.value("traceparent");
    return entry;
}
} // namespace

LedgerAnswer silent()
{
    LedgerAnswer answer;
    answer.end = LedgerAnswer::End::Silent;
    return answer;
}

LedgerAnswer reset()
{
    LedgerAnswer answer;
    answer.end = LedgerAnswer::End::ResetBeforeReply;
    return answer;
}

LedgerServer::LedgerServer(Behaviour behaviour) : m_behaviour(std::move(behaviour))
{
    start();
    while (m_port == 0)
        QThread::msleep(1);
}

LedgerServer::~LedgerServer()
{
    quit();
    wait();
}

QList<LedgerEntry> LedgerServer::entries() const
{
    const QMutexLocker lock(&m_mutex);
    return m_entries;
}

std::chrono::milliseconds LedgerServer::pauseBefore(int number) const
{
    const QMutexLocker lock(&m_mutex);
    return std::chrono::duration_cast<std::chrono::milliseconds>(m_entries.at(number - 1).arrived -
                                                                 m_entries.at(number - 2).arrived);
}

void LedgerServer::run()
{
    QTcpServer server;
    server.listen(QHostAddress::LocalHost);
    QObject::connect(&server, &QTcpServer::newConnection, &server, [&] {
        while (QTcpSocket *socket = server.nextPendingConnection()) {
            const auto connection = std::make_shared<Connection>();
            connection->socket = socket;
            QObject::connect(socket, &QTcpSocket::readyRead, socket, [this, connection] { read(*connection); });
            QObject::connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
        }
    });
    m_port = server.serverPort();
    exec();
}

void LedgerServer::read(Connection &connection)
{
    connection.buffer += connection.socket->readAll();
    while (!connection.busy && takeRequest(connection)) {
    }
}

bool LedgerServer::takeRequest(Connection &connection)
{
    const qsizetype end = connection.buffer.indexOf("\r\n\r\n");
    if (end < 0)
        return false;
    LedgerEntry entry = parseHead(connection.buffer.left(end));
    const qint64 length = entry.headers.value("content-length", "0").toLongLong();
    if (connection.buffer.size() < end + 4 + length)
        return false;
    const QByteArray body = connection.buffer.mid(end + 4, length);
    connection.buffer.remove(0, end + 4 + length);
    entry.arrived = std::chrono::steady_clock::now();
    entry.bodySize = length;
    entry.body = body.left(64 << 10);
    entry.bodySha256 = QCryptographicHash::hash(body, QCryptographicHash::Sha256).toHex();
    {
        const QMutexLocker lock(&m_mutex);
        m_entries.append(entry);
    }
    const int number = ++m_count;
    const LedgerAnswer answer = m_behaviour ? m_behaviour(entry, number) : LedgerAnswer{};
    if (answer.delayMs == 0 && !answer.until) {
        const QPointer<QTcpSocket> socket(connection.socket);
        reply(connection, answer);
        return socket && socket->state() == QTcpSocket::ConnectedState;
    }
    connection.busy = true;
    replyLater(connection, answer);
    return false;
}

void LedgerServer::replyLater(Connection &connection, const LedgerAnswer &answer)
{
    QTimer::singleShot(answer.delayMs, connection.socket, [this, &connection, answer = LedgerAnswer(answer)]() mutable {
        if (answer.until && !*answer.until) {
            answer.delayMs = 5;
            return replyLater(connection, answer);
        }
        connection.busy = false;
        reply(connection, answer);
        if (connection.socket->state() == QTcpSocket::ConnectedState)
            read(connection);
    });
}

void LedgerServer::reply(Connection &connection, const LedgerAnswer &answer)
{
    switch (answer.end) {
    case LedgerAnswer::End::ResetBeforeReply: return resetNow(*connection.socket);
    case LedgerAnswer::End::CloseBeforeReply: return connection.socket->close();
    case LedgerAnswer::End::Silent: return;
    case LedgerAnswer::End::Normal:
    case LedgerAnswer::End::Truncate:
    case LedgerAnswer::End::CutWithoutLength:
    case LedgerAnswer::End::WholeWithoutLength: write(*connection.socket, answer);
    }
}

void LedgerServer::write(QTcpSocket &socket, const LedgerAnswer &answer)
{
    const bool cut = answer.end == LedgerAnswer::End::Truncate || answer.end == LedgerAnswer::End::CutWithoutLength;
    const bool hasLength = answer.end == LedgerAnswer::End::Normal || answer.end == LedgerAnswer::End::Truncate;
    const QByteArray type = answer.extraHeaders.contains("Content-Type:") ? QByteArray() : "Content-Type: application/json\r\n";
    socket.write("HTTP/1.1 " + QByteArray::number(answer.status) + " Status\r\n" + type +
                 (hasLength ? "Content-Length: " + QByteArray::number(answer.body.size()) + "\r\n" : "Connection: close\r\n") +
                 answer.extraHeaders + "\r\n" + (cut ? answer.body.left(answer.body.size() / 2) : answer.body));
    if (cut || !hasLength)
        socket.close();
}

} // namespace cairn::testing
