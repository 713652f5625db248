#include "serverprocess.h"

#include <QDeadlineTimer>
#include <QDir>
#include <QFile>
#include <QStandardPaths>
#include <QTcpSocket>
#include <QThread>

#include <csignal>
#include <sys/prctl.h>

using namespace Qt::StringLiterals;

namespace cairn::testing {

ServerProcess::ServerProcess()
{
    m_process.setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGTERM); });
    m_process.setProcessChannelMode(QProcess::MergedChannels);
}

ServerProcess::~ServerProcess()
{
    m_process.terminate();
    if (m_process.state() != QProcess::NotRunning && !m_process.waitForFinished(5'000))
        m_process.kill();
    m_process.waitForFinished(1'000);
}

QString ServerProcess::write(const QString &name, const QString &content)
{
    QFile file(QDir(folder()).filePath(name));
    const QByteArray bytes = content.toUtf8();
    if (file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size())
        return file.fileName();
    m_error = file.errorString();
    return {};
}

bool ServerProcess::start(const QString &program, const QStringList &arguments, quint16 port)
{
    const QString path = QStandardPaths::findExecutable(program, {u"/usr/sbin"_s, u"/usr/bin"_s});
    if (path.isEmpty()) {
        m_error = u"%1 is not installed: run script/bootstrap"_s.arg(program);
        return false;
    }
    m_process.setProgram(path);
    m_process.setArguments(arguments);
    m_port = port;
    return restart();
}

bool ServerProcess::restart()
{
    m_process.start();
    for (const QDeadlineTimer patience(30'000); !patience.hasExpired();) {
        QTcpSocket socket;
        socket.connectToHost(QHostAddress(QHostAddress::LocalHost), m_port);
        if (socket.waitForConnected(100))
            return true;
        if (m_process.state() == QProcess::NotRunning || m_process.waitForFinished(0))
            break;
        QThread::msleep(25);
    }
    m_error = u"%1 did not start: %2"_s.arg(m_process.program(), QString::fromLocal8Bit(m_process.readAll()));
    return false;
}

} // namespace cairn::testing
