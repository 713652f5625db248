#include "relay.h"

#include <QHostAddress>

#include <algorithm>
#include <chrono>
#include <cmath>

#ifdef Q_OS_WIN
#include <winsock2.h>
#define SHUT_WR SD_SEND
#else
#include <sys/socket.h>
#endif

namespace cairn::demo {

using namespace std::chrono_literals;

namespace {

constexpr qint64 LargestHead = 64 << 10;
constexpr qint64 ReadBuffer = 1 << 20;
constexpr qint64 MostUnsent = 4 << 20; ///< bytes waiting to be passed on before reading pauses
constexpr auto IdleLimit = 120s;
constexpr auto DrainLimit = 5s;
constexpr double SmallestTickMs = 5;

} // namespace

Relay::Relay(QTcpSocket *client, quint16 servicesPort, qint64 largestBody, QObject *parent)
    : QObject(parent), m_client(client), m_servicesPort(servicesPort), m_largestBody(largestBody)
{
    m_client->setParent(this);
    m_client->setReadBufferSize(ReadBuffer);
    m_client->setSocketOption(QAbstractSocket::LowDelayOption, 1);
    connect(m_client, &QTcpSocket::readyRead, this, &Relay::readClient);
    connect(m_client, &QTcpSocket::disconnected, this, &Relay::clientGone);
    connect(&m_services, &QTcpSocket::connected, this, [this] {
        m_services.setSocketOption(QAbstractSocket::LowDelayOption, 1); // head and body go as two writes
    });
    connect(&m_services, &QTcpSocket::readyRead, this, &Relay::readServices);
    connect(&m_services, &QTcpSocket::bytesWritten, this, &Relay::readClient);
    connect(&m_services, &QTcpSocket::disconnected, this, &Relay::servicesGone);
    m_idle.setSingleShot(true);
    m_idle.setInterval(IdleLimit);
    connect(&m_idle, &QTimer::timeout, this, &Relay::resetConnection);
    m_delay.setSingleShot(true);
    connect(&m_delay, &QTimer::timeout, this, &Relay::deliver);
    connect(&m_trickle, &QTimer::timeout, this, &Relay::deliverSlowly);
    m_idle.start();
    readClient(); // what came before we listened
}

Relay::~Relay()
{
    m_services.disconnect(this); // it says goodbye while it is destroyed, when little of us is left
}

void Relay::readClient()
{
    if (m_phase == Phase::Draining) {
        m_client->skip(m_client->bytesAvailable());
        return;
    }
    while (m_client->bytesAvailable() > 0 && m_services.bytesToWrite() < MostUnsent) {
        const bool goesOn = m_phase == Phase::Head ? readHead() : m_phase == Phase::Body && readBody();
        if (!goesOn)
            return;
    }
}

/// False: the head is not whole yet, or refused.
bool Relay::readHead()
{
    const qsizetype end = m_client->peek(LargestHead).indexOf("\r\n\r\n");
    if (end < 0) {
        if (m_client->bytesAvailable() >= LargestHead)
            refuse(431, "Request Header Fields Too Large");
        return false;
    }
    m_request = MessageHead::parse(m_client->read(end));
    m_client->skip(4);
    m_bodyRead = 0;
    if (m_request.isMalformed) {
        refuse(400, "Bad Request");
        return false;
    }
    if (m_request.contentLength > m_largestBody) {
        refuse(413, "Content Too Large");
        return false;
    }
    if (m_request.expectsContinue)
        m_client->write("HTTP/1.1 100 Continue\r\n\r\n");
    if (m_services.state() == QAbstractSocket::UnconnectedState)
        m_services.connectToHost(QHostAddress(QHostAddress::LocalHost), m_servicesPort);
    m_services.write(m_request.forwarded);
    const bool hasBody = m_request.isChunked || m_request.contentLength > 0;
    m_phase = hasBody ? Phase::Body : Phase::Reply;
    if (hasBody)
        m_idle.start();
    else
        m_idle.stop();
    return hasBody;
}

/// False: the body is whole, or refused. The end of a chunked body is left to the services to find: their reply is the sign.
bool Relay::readBody()
{
    const qint64 wanted = m_request.isChunked ? ReadBuffer : std::min(ReadBuffer, m_request.contentLength - m_bodyRead);
    const QByteArray bytes = m_client->read(wanted);
    m_bodyRead += bytes.size();
    if (m_request.isChunked && m_bodyRead > m_largestBody) {
        refuse(413, "Content Too Large");
        return false;
    }
    m_services.write(bytes);
    m_idle.start();
    if (m_request.isChunked || m_bodyRead < m_request.contentLength)
        return true;
    m_phase = Phase::Reply;
    m_idle.stop();
    return false;
}

void Relay::readServices()
{
    m_incoming += m_services.readAll();
    const qsizetype end = m_incoming.indexOf("\r\n\r\n");
    if (end < 0 || m_phase == Phase::Draining)
        return;
    const MessageHead head = MessageHead::parse(m_incoming.left(end));
    if (m_incoming.size() < end + 4 + head.contentLength)
        return;
    m_replyHead = head.forwarded;
    m_replyBody = m_request.isHeadRequest() ? QByteArray() : m_incoming.mid(end + 4, head.contentLength);
    m_incoming.remove(0, end + 4 + head.contentLength);
    m_fault = TransportFault::fromHeader(head.fault);
    m_phase = Phase::Reply;
    m_idle.stop();
    m_delay.start(m_fault.delayMs);
}

void Relay::clientGone()
{
    m_services.disconnect(this);
    m_delay.stop();
    m_trickle.stop();
    m_idle.stop();
    deleteLater();
}

void Relay::servicesGone()
{
    const bool isAnswered = m_delay.isActive() || m_trickle.isActive();
    if (!isAnswered && (m_phase == Phase::Body || m_phase == Phase::Reply))
        refuse(400, "Bad Request"); // QHttpServer hangs up on what it cannot parse
}

void Relay::refuse(int status, const QByteArray &title)
{
    m_phase = Phase::Draining;
    m_services.abort();
    const QByteArray body =
        "{\"type\":\"about:blank\",\"title\":\"" + title + "\",\"status\":" + QByteArray::number(status) + "}";
    m_client->write("HTTP/1.1 " + QByteArray::number(status) + ' ' + title +
                    "\r\nContent-Type: application/problem+json\r\nConnection: close\r\nContent-Length: " +
                    QByteArray::number(body.size()) + "\r\n\r\n" + body);
    m_client->skip(m_client->bytesAvailable());
    m_idle.stop();
    // Closing with unread bytes would reset the connection, and the refusal with it: only our direction ends now.
    m_client->flush();
    ::shutdown(m_client->socketDescriptor(), SHUT_WR);
    QTimer::singleShot(DrainLimit, this, &Relay::closeWhenSent);
}

void Relay::deliver()
{
    switch (m_fault.cut) {
    case TransportFault::Cut::Reset: resetConnection(); return;
    case TransportFault::Cut::Truncate: {
        const QByteArray whole = m_replyHead + m_replyBody;
        m_client->write(whole.left(m_replyBody.isEmpty() ? whole.size() / 2 : m_replyHead.size() + m_replyBody.size() / 2));
        closeWhenSent();
        return;
    }
    case TransportFault::Cut::Silent:
        m_idle.start(); // ends it if the client does not
        return;
    case TransportFault::Cut::None: break;
    }
    m_client->write(m_replyHead);
    if (m_fault.trickleMsPerByte <= 0) {
        m_client->write(m_replyBody);
        delivered();
        return;
    }
    m_replySent = 0;
    m_trickle.start(int(std::lround(std::max(SmallestTickMs, m_fault.trickleMsPerByte))));
}

void Relay::deliverSlowly()
{
    const auto step = std::max<qsizetype>(1, std::lround(m_trickle.interval() / m_fault.trickleMsPerByte));
    const QByteArray bytes = m_replyBody.mid(m_replySent, step);
    m_client->write(bytes);
    m_replySent += bytes.size();
    if (m_replySent < m_replyBody.size())
        return;
    m_trickle.stop();
    delivered();
}

void Relay::delivered()
{
    m_replyBody.clear();
    if (m_request.wantsClose) {
        closeWhenSent();
        return;
    }
    m_phase = Phase::Head;
    m_idle.start();
    readClient(); // a request that came early
}

/// Closing with a linger time of 0 sends RST instead of FIN, and drops what was not sent.
void Relay::resetConnection()
{
    const linger atOnce{1, 0};
    ::setsockopt(m_client->socketDescriptor(), SOL_SOCKET, SO_LINGER, reinterpret_cast<const char *>(&atOnce), sizeof atOnce);
    m_client->abort();
}

void Relay::closeWhenSent()
{
    m_client->disconnectFromHost();
}

} // namespace cairn::demo
