#pragma once

#include <QDir>
#include <QFile>

#include <atomic>
#include <cstdio>

namespace cairn::testing {

/// Puts a file where it belongs whole, with the mode of the one that was there: a runner or a console may read it meanwhile.
/// `folder`: the workspace, in which it is made first, for the file's own may be watched. (QSaveFile does not know of that, and
/// waits for the disk.)
inline bool putWhole(const QString &folder, const QString &path, const QByteArray &content)
{
    static std::atomic<int> count = 0;
    QFile file(QDir(folder).filePath(QStringLiteral(".put-%1").arg(++count)));
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        return false;
    if (QFile::exists(path))
        file.setPermissions(QFile::permissions(path));
    file.close();
    return file.error() == QFile::NoError &&
           std::rename(QFile::encodeName(file.fileName()).constData(), QFile::encodeName(path).constData()) == 0;
}

} // namespace cairn::testing
