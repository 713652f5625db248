#include "demoprocess.h"

#include <QDebug>
#include <QEventLoop>
#include <QJsonDocument>
#include <QNetworkReply>
#include <QNetworkRequest>
#include <QRegularExpression>
#include <QUrl>

#include <cerrno>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

using namespace Qt::StringLiterals;

namespace {
constexpr int PatienceMs = 20'000;
}

QByteArray Answer::header(const QByteArray &name) const
{
    for (const auto &[field, value] : headers) {
        if (field == name)
            return value;
    }
    return {};
}

QJsonObject Answer::json() const
{
    return QJsonDocument::fromJson(body).object();
}

DemoProcess::~DemoProcess()
{
    if (m_process.state() != QProcess::NotRunning && stop() != 0)
        kill();
}

QString DemoProcess::program()
{
    return qEnvironmentVariable("CAIRN_BIN") + u"/cairn-demo-services"_s;
}

bool DemoProcess::start(const QStringList &arguments)
{
    m_network.setAutoDeleteReplies(true);
    m_process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    m_process.start(program(), QStringList{u"--port"_s, u"0"_s, u"--exit-with-parent"_s} + arguments);
    while (!m_output.contains('\n')) {
        if (!m_process.waitForReadyRead(PatienceMs)) {
            qWarning() << program() << m_process.errorString() << m_process.exitCode();
            return false;
        }
        m_output += m_process.readAllStandardOutput();
    }
    static const QRegularExpression line(u"^cairn-demo-services listening on http://127\\.0\\.0\\.1:(\\d+)\n$"_s);
    m_port = line.match(QString::fromUtf8(m_output)).captured(1).toUShort();
    return m_port != 0;
}

int DemoProcess::stop()
{
    m_process.terminate();
    const bool ended = m_process.waitForFinished(PatienceMs) && m_process.exitStatus() == QProcess::NormalExit;
    return ended ? m_process.exitCode() : -1;
}

void DemoProcess::kill()
{
    m_process.kill();
    m_process.waitForFinished();
}

Answer DemoProcess::call(const QByteArray &method, const QString &path, const QByteArray &body, const Headers &headers)
{
    QNetworkRequest request(QUrl(u"http://127.0.0.1:%1%2"_s.arg(m_port).arg(path), QUrl::StrictMode));
    request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/octet-stream"_s);
    for (const auto &[name, value] : headers)
        request.setRawHeader(name, value);
    request.setTransferTimeout(PatienceMs);
    QNetworkReply *reply = m_network.sendCustomRequest(request, method, body);
    QEventLoop loop;
    QObject::connect(reply, &QNetworkReply::finished, &loop, &QEventLoop::quit);
    loop.exec();

    Answer answer;
    answer.status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    for (const auto &[name, value] : reply->rawHeaderPairs())
        answer.headers.append({name.toLower(), value});
    answer.body = reply->readAll();
    return answer;
}

bool DemoProcess::setFaults(const QString &service, const QJsonObject &settings)
{
    return call("PUT", u"/faults/"_s + service, QJsonDocument(settings).toJson()).status == 200;
}

RawClient::RawClient(quint16 port)
{
    m_socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    timeval patience{PatienceMs / 1000, 0};
    ::setsockopt(m_socket, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    ::setsockopt(m_socket, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(m_socket, reinterpret_cast<sockaddr *>(&address), sizeof address) != 0) {
        ::close(m_socket);
        m_socket = -1;
    }
}

RawClient::~RawClient()
{
    if (m_socket >= 0)
        ::close(m_socket);
}

bool RawClient::send(const QByteArray &bytes)
{
    qsizetype sent = 0;
    while (sent < bytes.size()) {
        const ssize_t count = ::send(m_socket, bytes.constData() + sent, size_t(bytes.size() - sent), MSG_NOSIGNAL);
        if (count <= 0)
            return false;
        sent += count;
    }
    return true;
}

bool RawClient::isSilent() const
{
    char byte = 0;
    return ::recv(m_socket, &byte, 1, MSG_PEEK | MSG_DONTWAIT) < 0 && (errno == EAGAIN || errno == EWOULDBLOCK);
}

bool RawClient::readMore()
{
    char chunk[64 << 10];
    ssize_t count = 0;
    do
        count = ::recv(m_socket, chunk, sizeof chunk, 0);
    while (count < 0 && errno == EINTR);
    if (count > 0) {
        m_buffer.append(chunk, count);
        ++m_reads;
        return true;
    }
    if (count == 0)
        m_end = End::Closed;
    else
        m_end = errno == ECONNRESET ? End::Reset : End::TimedOut;
    return false;
}

QByteArray RawClient::readAll()
{
    while (readMore()) {
    }
    return std::exchange(m_buffer, {});
}

Answer RawClient::readAnswer(bool hasBody)
{
    Answer answer;
    while (!m_buffer.contains("\r\n\r\n")) {
        if (!readMore())
            return answer;
    }
    const qsizetype headEnd = m_buffer.indexOf("\r\n\r\n");
    QList<QByteArray> lines = m_buffer.left(headEnd).split('\n');
    answer.status = lines.takeFirst().mid(9, 3).toInt();
    for (const QByteArray &line : std::as_const(lines)) {
        const qsizetype colon = line.indexOf(':');
        answer.headers.append({line.left(colon).toLower(), line.mid(colon + 1).trimmed()});
    }
    const qsizetype size = hasBody ? answer.header("content-length").toLongLong() : 0;
    while (m_buffer.size() < headEnd + 4 + size) {
        if (!readMore())
            break;
    }
    answer.body = m_buffer.mid(headEnd + 4, size);
    m_buffer.remove(0, headEnd + 4 + size);
    return answer;
}

QByteArray rawRequest(const QByteArray &method, const QByteArray &path, const QByteArray &body, const Headers &headers)
{
    QByteArray text =
        method + ' ' + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n";
    for (const auto &[name, value] : headers)
        text += name + ": " + value + "\r\n";
    return text + "\r\n" + body;
}
