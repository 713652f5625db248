#include "base/error.h"

#include <cerrno>
#include <cstring>

namespace cairn {

QString word(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::Usage:
        return QStringLiteral("usage");
    case ErrorKind::Definition:
        return QStringLiteral("definition");
    case ErrorKind::NotFound:
        return QStringLiteral("not_found");
    case ErrorKind::Conflict:
        return QStringLiteral("conflict");
    case ErrorKind::Busy:
        return QStringLiteral("busy");
    case ErrorKind::Io:
        return QStringLiteral("io");
    case ErrorKind::DiskFull:
        return QStringLiteral("disk_full");
    case ErrorKind::Damaged:
        return QStringLiteral("damaged");
    case ErrorKind::DamagedStore:
        return QStringLiteral("damaged_store");
    case ErrorKind::NewerStore:
        return QStringLiteral("newer_store");
    case ErrorKind::LeaseLost:
        return QStringLiteral("lease_lost");
    case ErrorKind::Cancelled:
        return QStringLiteral("cancelled");
    case ErrorKind::Forbidden:
        return QStringLiteral("forbidden");
    case ErrorKind::Internal:
        return QStringLiteral("internal");
    }
    return QStringLiteral("internal");
}

QString describe(const Error &error)
{
    QString text = error.where.isEmpty() ? error.detail : error.where + QStringLiteral(": ") + error.detail;
    if (!error.remedy.isEmpty())
        text += QStringLiteral(". ") + error.remedy;
    return text;
}

Error systemError(int errnum, const QString &doing, const QString &path)
{
    const QString cause = QString::fromLocal8Bit(std::strerror(errnum));
    Error error{ErrorKind::Io, doing + QStringLiteral(": ") + cause, path, {}};
    switch (errnum) {
    case ENOSPC:
    case EDQUOT:
        error.kind = ErrorKind::DiskFull;
        error.remedy = QStringLiteral("Free some space on that disk; what is running goes on by itself then, a command is to be "
                                       "given again");
        break;
    case EACCES:
    case EPERM:
        error.remedy = QStringLiteral("Give the user that runs Cairn access to it");
        break;
    case EROFS:
        error.remedy = QStringLiteral("The file system is mounted read-only: mount it writable or move the workspace");
        break;
    case ENOENT:
        error.kind = ErrorKind::NotFound;
        error.remedy = QStringLiteral("Check that it still exists and that its name is spelled so");
        break;
    case ENOTDIR:
        error.remedy = QStringLiteral("What stands before the last / of that path is a file: check how it is spelled");
        break;
    case ENXIO:
    case EISDIR:
        error.remedy = QStringLiteral("Name a regular file: this is a folder, a socket or a device");
        break;
    case EMFILE:
    case ENFILE:
        error.remedy = QStringLiteral("Raise the limit of open files (ulimit -n)");
        break;
    default:
        break;
    }
    return error;
}

} // namespace cairn
