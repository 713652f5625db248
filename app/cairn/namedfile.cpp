#include "namedfile.h"

#include "control/submission.h"

#include <QFile>
#include <QFileInfo>

namespace cairn {

using namespace Qt::StringLiterals;

Error aboutNamedFile(Error error, const QString &path)
{
    const QFileInfo named(path);
    const QStringList places{path, throughLinks(path), named.absoluteFilePath(), named.absolutePath()};
    const bool isAboutIt = places.contains(error.where) || error.where.startsWith(named.absoluteFilePath() + u'/');
    const bool isAboutAFile =
        error.kind == ErrorKind::Io || error.kind == ErrorKind::NotFound || error.kind == ErrorKind::Damaged;
    if (!isAboutAFile || !isAboutIt)
        return error;
    error.kind = ErrorKind::Usage;
    if (error.remedy.isEmpty())
        error.remedy = u"Name a file that is there, and that you may use"_s;
    return error;
}

Result<QByteArray> readNamedFile(const QString &path, qint64 most)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return tl::unexpected(
            aboutNamedFile({ErrorKind::Io, u"the file cannot be read: %1"_s.arg(file.errorString()), path, {}}, path));
    return file.read(most);
}

} // namespace cairn
