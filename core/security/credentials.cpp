#include "security/credentials.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace cairn {

namespace {
constexpr qint64 LargestSecret = 64 << 10;
} // namespace

Credentials::Credentials(const QString &workspaceRoot)
{
    if (const QString given = qEnvironmentVariable("CREDENTIALS_DIRECTORY"); !given.isEmpty())
        m_folders.append(given);
    m_folders.append(QDir(workspaceRoot).filePath(QStringLiteral(".cairn/credentials")));
}

Result<QString> Credentials::secret(const QString &key) const
{
    for (const QString &folder : m_folders) {
        const QString path = QDir(folder).filePath(key);
        const QFileInfo info(path);
        if (!info.isFile())
            continue;
        constexpr auto Others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
        if (info.permissions() & Others)
            return failure(ErrorKind::Usage, QStringLiteral("credential %1 can be read by others").arg(key), path,
                           QStringLiteral("Run chmod 600 on it"));
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly))
            return failure(ErrorKind::Io, QStringLiteral("credential %1 cannot be read: %2").arg(key, file.errorString()), path);
        QByteArray bytes = file.read(LargestSecret);
        while (bytes.endsWith('\n') || bytes.endsWith('\r'))
            bytes.chop(1);
        return QString::fromUtf8(bytes);
    }
    return failure(ErrorKind::NotFound, QStringLiteral("there is no credential %1").arg(key), m_folders.join(QStringLiteral(", ")),
                   QStringLiteral("Put it into a file of that name there, with mode 600"));
}

} // namespace cairn
