#include "base/error.h"

#include "base/openfiles.h"

#include <cerrno>
#include <cstring>

namespace cairn {

using namespace Qt::StringLiterals;

QString word(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::Usage: return u"usage"_s;
    case ErrorKind::Definition: return u"definition"_s;
    case ErrorKind::NotFound: return u"not_found"_s;
    case ErrorKind::Conflict: return u"conflict"_s;
    case ErrorKind::Busy: return u"busy"_s;
    case ErrorKind::Io: return u"io"_s;
    case ErrorKind::DiskFull: return u"disk_full"_s;
    case ErrorKind::Damaged: return u"damaged"_s;
    case ErrorKind::DamagedStore: return u"damaged_store"_s;
    case ErrorKind::NewerStore: return u"newer_store"_s;
    case ErrorKind::LeaseLost: return u"lease_lost"_s;
    case ErrorKind::Cancelled: return u"cancelled"_s;
    case ErrorKind::Forbidden: return u"forbidden"_s;
    case ErrorKind::Internal: return u"internal"_s;
    }
    return u"internal"_s;
}

QString describe(const Error &error)
{
    const QString cause = describeCause(error);
    return error.remedy.isEmpty() ? cause : cause + u". "_s + error.remedy;
}

QString describeCause(const Error &error)
{
    return error.where.isEmpty() ? error.detail : error.where + u": "_s + error.detail;
}

Error systemError(int errnum, const QString &doing, const QString &path)
{
    const QString cause = QString::fromLocal8Bit(std::strerror(errnum));
    Error error{ErrorKind::Io, doing + u": "_s + cause, path, {}};
    switch (errnum) {
    case ENOSPC:
    case EDQUOT:
        error.kind = ErrorKind::DiskFull;
        error.remedy = u"Free some space on that disk; what is running goes on by itself then, a command is to be "
                       "given again"_s;
        break;
    case EACCES:
    case EPERM: error.remedy = u"Give the user that runs Cairn access to it"_s; break;
    case EROFS: error.remedy = u"The file system is mounted read-only: mount it writable or move the workspace"_s; break;
    case ENOENT:
        error.kind = ErrorKind::NotFound;
        error.remedy = u"Check that it still exists and that its name is spelled so"_s;
        break;
    case ENOTDIR: error.remedy = u"What stands before the last / of that path is a file: check how it is spelled"_s; break;
    case ENXIO:
    case EISDIR: error.remedy = u"Name a regular file: this is a folder, a socket or a device"_s; break;
    case EMFILE:
    case ENFILE: error.remedy = moreOpenFiles(); break;
    default: break;
    }
    return error;
}

} // namespace cairn
