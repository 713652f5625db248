#include "nginxserver.h"

#include <QDir>
#include <QFile>
#include <QStandardPaths>
#include <QTcpServer>
#include <QTcpSocket>
#include <QThread>

#include <csignal>
#include <sys/prctl.h>

namespace cairn::testing {

quint16 freePort()
{
    QTcpServer probe;
    probe.listen(QHostAddress::LocalHost);
    return probe.serverPort();
}

NginxServer::NginxServer()
{
    m_process.setChildProcessModifier([] { ::prctl(PR_SET_PDEATHSIG, SIGTERM); });
}

NginxServer::~NginxServer()
{
    m_process.terminate();
    if (m_process.state() != QProcess::NotRunning && !m_process.waitForFinished(5'000))
        m_process.kill();
    m_process.waitForFinished(1'000);
}

bool NginxServer::start(const QString &configuration)
{
    const QString program =
        QStandardPaths::findExecutable(QStringLiteral("nginx"), {QStringLiteral("/usr/sbin"), QStringLiteral("/usr/bin")});
    if (program.isEmpty()) {
        m_error = QStringLiteral("nginx is not installed: run script/bootstrap");
        return false;
    }
    m_port = freePort();
    m_port2 = freePort();
    QString text = configuration;
    text.replace(QStringLiteral("@PORT@"), QString::number(m_port))
        .replace(QStringLiteral("@PORT2@"), QString::number(m_port2))
        .replace(QStringLiteral("@DIR@"), folder());
    // the workers run as "nobody" when started by root
    QFile::setPermissions(folder(), QFile::Permissions(0x7777));
    for (const char *sub : {"logs", "data", "temp"}) {
        QDir(folder()).mkdir(QString::fromLatin1(sub));
        QFile::setPermissions(QDir(folder()).filePath(QString::fromLatin1(sub)), QFile::Permissions(0x7777));
    }
    QFile file(QDir(folder()).filePath(QStringLiteral("nginx.conf")));
    if (!file.open(QIODevice::WriteOnly) || file.write(text.toUtf8()) < 0) {
        m_error = file.errorString();
        return false;
    }
    file.close();
    m_process.setProcessChannelMode(QProcess::MergedChannels);
    m_process.start(program, {QStringLiteral("-p"), folder(), QStringLiteral("-c"), file.fileName(), QStringLiteral("-e"),
                              QStringLiteral("stderr")});
    for (int tries = 0; tries < 200; ++tries) {
        QTcpSocket socket;
        socket.connectToHost(QHostAddress(QHostAddress::LocalHost), m_port);
        if (socket.waitForConnected(100))
            return true;
        if (m_process.state() == QProcess::NotRunning && m_process.waitForFinished(0))
            break;
        QThread::msleep(25);
    }
    m_error = QStringLiteral("nginx did not start: %1").arg(QString::fromLocal8Bit(m_process.readAll()));
    return false;
}

} // namespace cairn::testing
