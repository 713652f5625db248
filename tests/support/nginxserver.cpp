#include "nginxserver.h"

#include <QDir>
#include <QFile>

namespace cairn::testing {

bool NginxServer::start(const QString &configuration)
{
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
    const QString file = m_process.write(QStringLiteral("nginx.conf"), text);
    return !file.isEmpty() && m_process.start(QStringLiteral("nginx"),
                                              {QStringLiteral("-p"), folder(), QStringLiteral("-c"), file, QStringLiteral("-e"),
                                               QStringLiteral("stderr")},
                                              m_port);
}

} // namespace cairn::testing
