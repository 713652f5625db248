#include "runner/delivery.h"

#include "base/folder.h"
#include "base/hasher.h"

#include <QBuffer>
#include <QDir>
#include <QFile>

#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 Chunk = 256 * 1024;

Result<void> checkName(const QString &name)
{
    const bool bad = name.isEmpty() || name.contains(QLatin1Char('/')) || name.contains(QChar(0)) || name == "."_L1 ||
                     name == ".."_L1 || QFile::encodeName(name).size() > 255;
    if (!bad)
        return {};
    return failure(ErrorKind::Usage, u"'%1' is not a usable file name"_s.arg(name.left(300)), {},
                   u"deliver.name must give a plain name of at most 255 bytes without '/'"_s);
}

/// Copies while checking that the bytes are those of the payload: damaged content is never put into place.
Result<qint64> copyVerified(QIODevice &source, QFile &target, const QString &path, const PayloadRef &content)
{
    QByteArray buffer(Chunk, Qt::Uninitialized);
    Hasher hasher;
    qint64 total = 0;
    for (;;) {
        const qint64 got = source.read(buffer.data(), buffer.size());
        if (got < 0)
            return failure(ErrorKind::Io, u"reading the payload failed: %1"_s.arg(source.errorString()));
        if (got == 0)
            break;
        hasher.add(QByteArrayView(buffer.constData(), got));
        errno = 0;
        if (target.write(buffer.constData(), got) != got)
            return tl::unexpected(systemError(errno ? errno : EIO, u"writing failed"_s, path));
        total += got;
    }
    if (hasher.finish() != content.digest)
        return failure(ErrorKind::Damaged, u"payload %1 is damaged"_s.arg(content.digest.brief()), {},
                       u"Run `cairn doctor`, restore it from a backup, then retry"_s);
    return syncFile(target.handle(), path).map([total] { return total; });
}

/// False: errno says why not, EEXIST where the name is taken.
bool renameToFreeName(const QByteArray &from, const QByteArray &to)
{
#ifdef RENAME_NOREPLACE
    if (::renameat2(AT_FDCWD, from.constData(), AT_FDCWD, to.constData(), RENAME_NOREPLACE) == 0)
        return true;
    if (errno != EINVAL && errno != ENOSYS)
        return false;
#endif
    // a file system that cannot do both at once: who takes the name in between is not seen
    struct stat there = {};
    if (::lstat(to.constData(), &there) == 0) {
        errno = EEXIST;
        return false;
    }
    return ::rename(from.constData(), to.constData()) == 0;
}

/// Of a regular file; nothing of anything else, and of what cannot be read.
std::optional<Digest> digestOf(const QByteArray &path)
{
    const int fd = ::open(path.constData(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    struct stat info = {};
    QFile file;
    if (fd < 0 || !file.open(fd, QIODevice::ReadOnly | QIODevice::Unbuffered, QFileDevice::AutoCloseHandle) ||
        ::fstat(fd, &info) != 0 || !S_ISREG(info.st_mode))
        return std::nullopt;
    QByteArray buffer(Chunk, Qt::Uninitialized);
    Hasher hasher;
    qint64 got = 0;
    while ((got = file.read(buffer.data(), buffer.size())) > 0)
        hasher.add(QByteArrayView(buffer.constData(), got));
    return got < 0 ? std::nullopt : std::optional(hasher.finish());
}

Result<void> putIntoPlace(const QString &part, const QString &target, const DeliveryOrder &order)
{
    const QByteArray from = QFile::encodeName(part);
    const QByteArray to = QFile::encodeName(target);
    if (renameToFreeName(from, to))
        return {};
    if (errno == EEXIST) {
        const auto there = digestOf(to);
        if (!there || (*there != order.content.digest && !order.replaces.contains(*there)))
            return failure(ErrorKind::Conflict, u"something else has that name already"_s, target,
                           u"Give deliver.name something of the run's own, such as ${{ .run.id }}, and resume; or move "
                           "away what is there, and retry"_s);
        if (::rename(from.constData(), to.constData()) == 0)
            return {};
    }
    return tl::unexpected(systemError(errno, u"the file cannot be put into place"_s, target));
}

/// A disk that has no room for the file is not filled with a part of it first.
Result<void> checkRoom(const DeliveryOrder &order)
{
    const auto free = freeSpace(order.folder);
    if (!free || *free >= order.content.size)
        return {};
    return tl::unexpected(systemError(ENOSPC, u"a file of %1 bytes cannot be written"_s.arg(order.content.size), order.folder));
}

Result<qint64> deliverFrom(QIODevice &source, const DeliveryOrder &order)
{
    // One temporary name per order: what a crash left behind is overwritten by the repeat.
    const QDir folder(order.folder);
    const QByteArray who = order.by.toUtf8() + '/' + order.name.toUtf8();
    const QString part = folder.filePath(QLatin1Char('.') + Digest::of(who).brief() + u".cairn-part"_s);
    const QByteArray from = QFile::encodeName(part);
    // O_NOFOLLOW: whoever else may write into the folder has nothing overwritten by a link that he puts there
    const int fd = ::open(from.constData(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0666);
    QFile temporary; // (opened by its descriptor it knows no name)
    if (fd < 0 || !temporary.open(fd, QIODevice::WriteOnly | QIODevice::Unbuffered, QFileDevice::AutoCloseHandle))
        return tl::unexpected(systemError(errno, u"the file cannot be written"_s, part));
    auto copied = copyVerified(source, temporary, part, order.content);
    temporary.close();
    if (copied) {
        if (auto placed = putIntoPlace(part, folder.filePath(order.name), order); !placed)
            copied = tl::unexpected(placed.error());
    }
    if (!copied) {
        QFile::remove(part);
        return copied;
    }
    if (auto synced = syncFolder(order.folder); !synced)
        return tl::unexpected(synced.error());
    return copied;
}

Result<void> prepare(const DeliveryOrder &order)
{
    if (auto good = checkName(order.name); !good)
        return good;
    if (!QDir().mkpath(order.folder))
        return tl::unexpected(systemError(errno, u"the folder cannot be made"_s, order.folder));
    return checkRoom(order);
}

} // namespace

Result<qint64> deliver(const DeliveryOrder &order, Store &store)
{
    if (auto ready = prepare(order); !ready)
        return tl::unexpected(ready.error());
    auto reader = store.reader();
    if (!reader)
        return tl::unexpected(reader.error());
    auto source = (*reader)->openPayload(order.content.digest);
    if (!source)
        return tl::unexpected(source.error());
    return deliverFrom(**source, order);
}

Result<qint64> deliver(const DeliveryOrder &order, const QByteArray &content)
{
    if (auto ready = prepare(order); !ready)
        return tl::unexpected(ready.error());
    QBuffer source;
    source.setData(content);
    source.open(QIODevice::ReadOnly);
    return deliverFrom(source, order);
}

} // namespace cairn
