#include "runner/delivery.h"

#include "base/folder.h"
#include "base/hasher.h"

#include <QBuffer>
#include <QDir>
#include <QFile>

#include <cerrno>
#include <fcntl.h>
#include <unistd.h>

namespace cairn {

namespace {

constexpr qint64 Chunk = 256 * 1024;

Result<void> checkName(const QString &name)
{
    const bool bad = name.isEmpty() || name.contains(QLatin1Char('/')) || name.contains(QChar(0)) || name == QLatin1String(".") ||
                     name == QLatin1String("..") || QFile::encodeName(name).size() > 255;
    if (!bad)
        return {};
    return failure(ErrorKind::Usage, QStringLiteral("'%1' is not a usable file name").arg(name.left(300)), {},
                   QStringLiteral("deliver.name must give a plain name of at most 255 bytes without '/'"));
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
            return failure(ErrorKind::Io, QStringLiteral("reading the payload failed: %1").arg(source.errorString()));
        if (got == 0)
            break;
        hasher.add(QByteArrayView(buffer.constData(), got));
        errno = 0;
        if (target.write(buffer.constData(), got) != got)
            return tl::unexpected(systemError(errno ? errno : EIO, QStringLiteral("writing failed"), path));
        total += got;
    }
    if (hasher.finish() != content.digest)
        return failure(ErrorKind::Damaged, QStringLiteral("payload %1 is damaged").arg(content.digest.brief()), {},
                       QStringLiteral("Run `cairn doctor`, restore it from a backup, then retry"));
    if (::fsync(target.handle()) != 0)
        return tl::unexpected(systemError(errno, QStringLiteral("syncing failed"), path));
    return total;
}

Result<qint64> deliverFrom(QIODevice &source, const DeliveryOrder &order)
{
    // One temporary name per order: what a crash left behind is overwritten by the repeat.
    const QDir folder(order.folder);
    const QByteArray who = order.by.toUtf8() + '/' + order.name.toUtf8();
    const QString part = folder.filePath(QLatin1Char('.') + Digest::of(who).brief() + QStringLiteral(".cairn-part"));
    const QByteArray from = QFile::encodeName(part);
    // O_NOFOLLOW: whoever else may write into the folder has nothing overwritten by a link that he puts there
    const int fd = ::open(from.constData(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0666);
    QFile temporary; // (opened by its descriptor it knows no name)
    if (fd < 0 || !temporary.open(fd, QIODevice::WriteOnly | QIODevice::Unbuffered, QFileDevice::AutoCloseHandle))
        return tl::unexpected(systemError(errno, QStringLiteral("the file cannot be written"), part));
    const auto copied = copyVerified(source, temporary, part, order.content);
    temporary.close();
    if (!copied) {
        QFile::remove(part);
        return copied;
    }
    const QByteArray to = QFile::encodeName(folder.filePath(order.name));
    if (::rename(from.constData(), to.constData()) != 0)
        return tl::unexpected(
            systemError(errno, QStringLiteral("the file cannot be put into place"), folder.filePath(order.name)));
    if (auto synced = syncFolder(order.folder); !synced)
        return tl::unexpected(synced.error());
    return copied;
}

Result<void> prepare(const DeliveryOrder &order)
{
    if (auto good = checkName(order.name); !good)
        return good;
    if (!QDir().mkpath(order.folder))
        return tl::unexpected(systemError(errno, QStringLiteral("the folder cannot be made"), order.folder));
    return {};
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
