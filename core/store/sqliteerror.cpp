#include "store/sqliteerror.h"

#include "base/openfiles.h"

#include <QFileInfo>
#include <QSqlError>
#include <QStorageInfo>

#include <cerrno>
#include <fcntl.h>
#include <unistd.h>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

// Result codes of SQLite (sqlite.org/rescode.html); an extended code holds its primary one in the low byte.
enum Code {
    Busy = 5,
    Locked = 6,
    ReadOnly = 8,
    IoError = 10,
    Corrupt = 11,
    Full = 13,
    CannotOpen = 14,
    TooBig = 18,
    Constraint = 19,
    NotADatabase = 26,
    ForeignKey = 787,
    PrimaryKey = 1555,
    Unique = 2067,
};

constexpr qint64 AsGoodAsFull = 256 * 1024;

QString freeSpaceRemedy()
{
    return u"Free some space on that disk; what is running goes on by itself then, a command is to be given again"_s;
}

/// Some calls that fail for want of space are reported as plain I/O errors.
bool diskIsFull(const QString &database)
{
    const QStorageInfo disk(QFileInfo(database).path());
    return disk.isValid() && disk.bytesAvailable() < AsGoodAsFull;
}

/// What cannot be opened tells no more than that.
bool isShortOfFiles()
{
    const int file = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return errno == EMFILE || errno == ENFILE;
    ::close(file);
    return false;
}

Error constraintError(int code, const QString &text, const QString &database)
{
    switch (code) {
    case PrimaryKey:
    case Unique: return {ErrorKind::Conflict, u"It is recorded already (%1)"_s.arg(text), database, {}};
    case ForeignKey: return {ErrorKind::NotFound, u"It refers to something that the store does not hold"_s, database, {}};
    default: return {ErrorKind::Internal, u"The store refuses a row: %1"_s.arg(text), database, {}};
    }
}

} // namespace

Error sqliteError(const QSqlError &error, const QString &database)
{
    const int code = error.nativeErrorCode().toInt();
    const QString text = error.databaseText().isEmpty() ? error.driverText() : error.databaseText();
    switch (code & 0xff) {
    case Busy:
    case Locked:
        return {ErrorKind::Busy, u"Another program keeps the store's database locked"_s, database,
                u"Close other programs that use this workspace's .cairn folder, then try again"_s};
    case Full: return {ErrorKind::DiskFull, u"The store cannot grow: the disk is full"_s, database, freeSpaceRemedy()};
    case IoError:
        if (diskIsFull(database))
            return {ErrorKind::DiskFull, u"The store cannot be written: the disk is full"_s, database, freeSpaceRemedy()};
        return {ErrorKind::Io, u"The store's disk failed: %1 (SQLite error %2)"_s.arg(text).arg(code), database,
                u"Check the disk and the system's log, then start Cairn again"_s};
    case ReadOnly:
        return {ErrorKind::Io, u"The store is not writable"_s, database,
                u"Give the user that runs Cairn write access to the .cairn folder and the files in it"_s};
    case CannotOpen:
        if (isShortOfFiles())
            return {ErrorKind::Io, u"The store cannot be opened: this program has as many files open as it may"_s, database,
                    moreOpenFiles()};
        if (diskIsFull(database))
            return {ErrorKind::DiskFull, u"The store cannot be opened: the disk is full"_s, database, freeSpaceRemedy()};
        return {ErrorKind::Io, u"The store's database cannot be opened: %1"_s.arg(text), database,
                u"Check that the .cairn folder exists and is writable by the user that runs Cairn"_s};
    case Corrupt:
    case NotADatabase:
        return {ErrorKind::DamagedStore, u"The store's database is damaged: %1"_s.arg(text), database,
                u"Stop Cairn, move the .cairn folder away, and put a backup in its place (cairn restore)"_s};
    case TooBig: return {ErrorKind::Usage, u"A value is too large for the store"_s, database, {}};
    case Constraint: return constraintError(code, text, database);
    default: return {ErrorKind::Internal, u"The store's database says: %1 (SQLite error %2)"_s.arg(text).arg(code), database, {}};
    }
}

bool concernsAll(const Error &error)
{
    switch (error.kind) {
    case ErrorKind::DiskFull:
    case ErrorKind::Io:
    case ErrorKind::DamagedStore:
    case ErrorKind::Busy:
    case ErrorKind::NewerStore: return true;
    default: return false;
    }
}

} // namespace cairn
