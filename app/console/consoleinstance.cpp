#include "consoleinstance.h"

#include "ui/parts/deeplink.h"

#include <QCryptographicHash>
#include <QDeadlineTimer>
#include <QDir>
#include <QLocalSocket>
#include <QLockFile>
#include <QLoggingCategory>
#include <QStandardPaths>
#include <QTimer>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 LongestLine = 8192;
constexpr int MostAtOnce = 8;
constexpr int AnswerMs = 2'000;
constexpr auto Owner = QFileDevice::ReadOwner | QFileDevice::WriteOwner;

Q_LOGGING_CATEGORY(lcInstance, "cairn.console")

} // namespace

ConsoleInstance::ConsoleInstance(const QString &folder, QObject *parent) : QObject(parent), m_folder(folder)
{
    m_server.setMaxPendingConnections(MostAtOnce);
    connect(&m_server, &QLocalServer::newConnection, this, &ConsoleInstance::receive);
}

ConsoleInstance::~ConsoleInstance()
{
    release();
}

QString ConsoleInstance::runtimeFolder()
{
    return QStandardPaths::writableLocation(QStandardPaths::RuntimeLocation) + "/cairn"_L1;
}

QString ConsoleInstance::socketPath(const QString &workspace) const
{
    const QString canonical = QFileInfo(workspace).canonicalFilePath();
    const QByteArray name = (canonical.isEmpty() ? QDir::cleanPath(workspace) : canonical).toUtf8();
    const QByteArray digest = QCryptographicHash::hash(name, QCryptographicHash::Sha256).toHex().first(16);
    return QDir(m_folder).filePath(u"console-%1"_s.arg(QString::fromLatin1(digest)));
}

ConsoleInstance::Role ConsoleInstance::claim(const QString &workspace, const QString &link)
{
    release();
    const QString path = socketPath(workspace);
    if (!QDir().mkpath(m_folder) || !QFile::setPermissions(m_folder, Owner | QFileDevice::ExeOwner)) {
        qCWarning(lcInstance, "no folder for sockets: %ls", qUtf16Printable(m_folder));
        return Role::Alone;
    }
    QLockFile starting(path + ".lock"_L1); // two that start together do not both take over a dead socket
    if (!starting.tryLock(2 * AnswerMs))
        return Role::Alone;
    if (listen(path))
        return Role::First;
    switch (handOver(path, link)) {
    case Answer::Taken: return Role::Second;
    case Answer::Silence: return Role::Alone;
    case Answer::Nobody: break;
    }
    QLocalServer::removeServer(path); // of a console that was killed
    return listen(path) ? Role::First : Role::Alone;
}

bool ConsoleInstance::handOverTo(const QString &workspace, const QString &link) const
{
    return handOver(socketPath(workspace), link) == Answer::Taken;
}

void ConsoleInstance::release()
{
    m_server.close();
}

/// Binding is atomic, and fails where a socket is; QLocalServer's own access options would replace one that is in use.
bool ConsoleInstance::listen(const QString &path)
{
    if (!m_server.listen(path))
        return false;
    if (QFile::setPermissions(path, Owner))
        return true;
    m_server.close();
    return false;
}

ConsoleInstance::Answer ConsoleInstance::handOver(const QString &path, const QString &link)
{
    QLocalSocket socket;
    socket.connectToServer(path);
    if (!socket.waitForConnected(AnswerMs)) {
        const auto error = socket.error();
        const bool dead = error == QLocalSocket::ConnectionRefusedError || error == QLocalSocket::ServerNotFoundError;
        return dead ? Answer::Nobody : Answer::Silence;
    }
    socket.write(link.toUtf8() + '\n');
    socket.waitForBytesWritten(AnswerMs);
    const QDeadlineTimer deadline(AnswerMs);
    while (!socket.canReadLine()) {
        if (!socket.waitForReadyRead(int(std::max<qint64>(deadline.remainingTime(), 1))) || deadline.hasExpired())
            return Answer::Silence;
    }
    return Answer::Taken; // what it could not make sense of, it told its user
}

void ConsoleInstance::receive()
{
    while (QLocalSocket *socket = m_server.nextPendingConnection()) {
        connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
        QTimer::singleShot(AnswerMs, socket, [socket] { socket->abort(); });
        socket->setReadBufferSize(LongestLine);
        const auto read = [this, socket] {
            if (!socket->canReadLine()) {
                if (socket->bytesAvailable() >= LongestLine)
                    socket->abort();
                return;
            }
            const QString link = QString::fromUtf8(socket->readLine(LongestLine)).trimmed();
            const bool good = link.isEmpty() || parseDeepLink(link);
            QObject::disconnect(socket, &QIODevice::readyRead, nullptr, nullptr); // one line, and no more
            socket->write(good ? "ok\n" : "no\n");
            socket->disconnectFromServer();
            if (good)
                Q_EMIT asked(link);
            else
                qCWarning(lcInstance, "what another start handed over is not a link");
        };
        connect(socket, &QLocalSocket::readyRead, this, read);
        if (socket->bytesAvailable() > 0)
            read();
    }
}

} // namespace cairn
