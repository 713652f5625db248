#include "nginxserver.h"

#include <QDir>
#include <QFile>

using namespace Qt::StringLiterals;

namespace cairn::testing {

bool NginxServer::start(const QString &configuration)
{
    m_port = freePort();
    m_port2 = freePort();
    QString text = configuration;
    text.replace(u"@PORT@"_s, QString::number(m_port))
        .replace(u"@PORT2@"_s, QString::number(m_port2))
        .replace(u"@DIR@"_s, folder());
    // the workers run as "nobody" when started by root
    QFile::setPermissions(folder(), QFile::Permissions(0x7777));
    for (const char *sub : {"logs", "data", "temp"}) {
        QDir(folder()).mkdir(QString::fromLatin1(sub));
        QFile::setPermissions(QDir(folder()).filePath(QString::fromLatin1(sub)), QFile::Permissions(0x7777));
    }
    const QString file = m_process.write(u"nginx.conf"_s, text);
    return !file.isEmpty() && m_process.start(u"nginx"_s, {u"-p"_s, folder(), u"-c"_s, file, u"-e"_s, u"stderr"_s}, m_port);
}

} // namespace cairn::testing
