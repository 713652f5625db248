#include "base/folder.h"

#include <QFile>

#include <cerrno>
#include <fcntl.h>
#include <unistd.h>

namespace cairn {

Result<void> syncFolder(const QString &folder)
{
    const int descriptor = ::open(QFile::encodeName(folder).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const int failed = descriptor < 0 || ::fsync(descriptor) != 0 ? errno : 0;
    if (descriptor >= 0)
        ::close(descriptor);
    // Some file systems cannot sync folders (EINVAL): they promise nothing, and nothing can be done about it.
    if (failed != 0 && (descriptor < 0 || failed != EINVAL))
        return tl::unexpected(systemError(failed, QStringLiteral("The folder cannot be made durable"), folder));
    return {};
}

} // namespace cairn
