#include "base/folder.h"

#include <QFile>
#include <QFileInfo>

#include <cerrno>
#include <fcntl.h>
#include <filesystem>
#include <unistd.h>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

/// 0, or an errno.
int sync(int descriptor)
{
#ifdef F_FULLFSYNC
    if (::fcntl(descriptor, F_FULLFSYNC) == 0) // not every file system can: then as usual
        return 0;
#endif
    return ::fsync(descriptor) == 0 ? 0 : errno;
}

} // namespace

Result<void> syncFile(int descriptor, const QString &path)
{
    if (const int failed = sync(descriptor); failed != 0)
        return tl::unexpected(systemError(failed, u"The file cannot be made durable"_s, path));
    return {};
}

Result<void> syncFolder(const QString &folder)
{
    const int descriptor = ::open(QFile::encodeName(folder).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const int failed = descriptor < 0 ? errno : sync(descriptor);
    if (descriptor >= 0)
        ::close(descriptor);
    // Some file systems cannot sync folders (EINVAL): they promise nothing, and nothing can be done about it.
    if (failed != 0 && (descriptor < 0 || failed != EINVAL))
        return tl::unexpected(systemError(failed, u"The folder cannot be made durable"_s, folder));
    return {};
}

std::optional<qint64> freeSpace(const QString &folder)
{
    QFileInfo there(QFileInfo(folder).absoluteFilePath());
    while (!there.exists() && !there.isRoot())
        there.setFile(there.path());
    std::error_code failed;
    const auto space = std::filesystem::space(QFile::encodeName(there.filePath()).toStdString(), failed);
    if (failed || space.capacity == 0)
        return std::nullopt;
    return qint64(space.available);
}

} // namespace cairn
