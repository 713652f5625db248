#include "store/fileintake.h"

#include "store/filedescriptor.h"

#include <QFile>
#include <QFileInfo>

#include <cerrno>
#include <ctime>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 BlockSize = 1024 * 1024;

/// What tells one state of a file from another, as far as a file system tells at all.
struct FileState
{
    dev_t device = 0;
    ino_t inode = 0;
    off_t size = 0;
    std::time_t seconds = 0;
    long nanoseconds = 0;
    bool operator==(const FileState &) const = default;
};

FileState stateFrom(const struct stat &file)
{
#ifdef Q_OS_DARWIN
    return {file.st_dev, file.st_ino, file.st_size, file.st_mtimespec.tv_sec, file.st_mtimespec.tv_nsec};
#else
    return {file.st_dev, file.st_ino, file.st_size, file.st_mtim.tv_sec, file.st_mtim.tv_nsec};
#endif
}

tl::unexpected<Error> changedWhileRead(const QString &path)
{
    return failure(ErrorKind::Conflict, u"The file changed while it was read"_s, path,
                   u"Submit it again once it is complete; writers should write to another name and rename at the end"_s);
}

Result<FileDescriptor> openInput(const QString &path, FileState &state)
{
    // O_NONBLOCK: a pipe must not make us wait before it is refused. O_NOFOLLOW: nobody puts a link to what he may not read
    // himself in the place of a file that was seen in a watched folder.
    FileDescriptor file(::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY | O_NOFOLLOW));
    struct stat found = {};
    if (!file.isOpen() && errno == ENOENT && path.contains(QChar::ReplacementCharacter))
        return failure(ErrorKind::Usage, u"The file's name is not UTF-8"_s, path,
                       u"Rename it: names go into records and to services as text"_s);
    if (!file.isOpen() && errno == ELOOP)
        return QFileInfo::exists(path)
                   ? failure(ErrorKind::Usage, u"This is a symbolic link"_s, path, u"Put the file itself there"_s)
                   : failure(ErrorKind::Usage, u"This is a link to a file that is not there"_s, path,
                             u"Put the file where it leads"_s);
    if (!file.isOpen() || ::fstat(file.get(), &found) != 0)
        return tl::unexpected(systemError(errno, u"The file cannot be read"_s, path));
    if (!S_ISREG(found.st_mode))
        return failure(ErrorKind::Usage, S_ISDIR(found.st_mode) ? u"This is a folder"_s : u"This is not a regular file"_s, path,
                       u"Name a file"_s);
    state = stateFrom(found);
    return file;
}

Result<void> copyAll(int file, PayloadSink &sink, const QString &path, const std::function<bool(qint64)> &goOn)
{
    const auto block = std::make_unique_for_overwrite<char[]>(BlockSize);
    for (;;) {
        const auto got = ::read(file, block.get(), size_t(BlockSize));
        if (got == 0)
            return {};
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return tl::unexpected(systemError(errno, u"The file cannot be read"_s, path));
        if (auto written = sink.write(QByteArrayView(block.get(), got)); !written)
            return written;
        if (goOn && !goOn(sink.size()))
            return failure(ErrorKind::Cancelled, u"The file is not taken in: it was stopped"_s, path);
    }
}

/// The file under that name is still the one that was opened, as it was.
bool isUnchanged(const QString &path, int file, const FileState &before, qint64 bytesRead)
{
    struct stat open = {};
    struct stat named = {};
    return bytesRead == qint64(before.size) && ::fstat(file, &open) == 0 && stateFrom(open) == before &&
           ::stat(QFile::encodeName(path).constData(), &named) == 0 && stateFrom(named) == before;
}

} // namespace

Result<void> copyFile(const QString &path, PayloadSink &sink, const std::function<bool(qint64)> &goOn)
{
    FileState before;
    const auto file = openInput(path, before);
    if (!file)
        return tl::unexpected(file.error());
    if (auto copied = copyAll(file->get(), sink, path, goOn); !copied)
        return copied;
    if (!isUnchanged(path, file->get(), before, sink.size()))
        return changedWhileRead(path);
    return {};
}

} // namespace cairn
