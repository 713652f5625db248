#include "security/foldervault.h"

#include "base/folder.h"
#include "base/outputfile.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>
#include <QScopeGuard>

#include <cerrno>
#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 LargestFile = LargestSecret + 2; // and a line break

} // namespace

/// Keys become names of files: nothing in them may lead elsewhere.
Result<QString> FolderVault::pathOf(const QString &key) const
{
    static const QRegularExpression safe(u"\\A[A-Za-z0-9][A-Za-z0-9._-]{0,127}\\z"_s);
    if (!safe.match(key).hasMatch())
        return failure(ErrorKind::Usage, u"'%1' is not the name of a credential"_s.arg(key.left(64)), {},
                       u"Use letters, digits, '.', '_' and '-'"_s);
    return QDir(m_folder).filePath(key);
}

Result<SecretBytes> FolderVault::read(const QString &key) const
{
    const auto path = pathOf(key);
    if (!path)
        return tl::unexpected(path.error());
    QFile file(*path);
    const QFileInfo info(*path);
    if (!info.isFile())
        return failure(ErrorKind::NotFound, u"there is no credential %1"_s.arg(key), m_folder);
    // systemd shows an access list's mask as the group's rights, and keeps everybody else out of the folder.
    const auto others = m_kind == Kind::Own ? QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther
                                            : QFile::ReadOther | QFile::WriteOther;
    if (info.permissions() & others)
        return failure(ErrorKind::Usage, u"credential %1 can be read by others"_s.arg(key), *path, u"Run chmod 600 on it"_s);
    if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return failure(ErrorKind::Io, u"credential %1 cannot be read: %2"_s.arg(key, file.errorString()), *path,
                       u"Give the user that runs Cairn access to it"_s);
    QByteArray bytes = file.read(LargestFile + 1);
    const auto wipe = qScopeGuard([&bytes] { sodium_memzero(bytes.data(), size_t(bytes.size())); });
    if (bytes.size() > LargestFile)
        return failure(ErrorKind::Usage, u"credential %1 is larger than %2 KiB"_s.arg(key).arg(LargestSecret / 1024), *path,
                       u"Put the secret there, and nothing else"_s);
    qsizetype size = bytes.size();
    while (size > 0 && (bytes.at(size - 1) == '\n' || bytes.at(size - 1) == '\r'))
        --size;
    if (size == 0)
        return failure(ErrorKind::Usage, u"credential %1 is empty"_s.arg(key), *path, u"Set it once more"_s);
    return SecretBytes::copyOf(QByteArrayView(bytes).first(size));
}

Result<void> FolderVault::wantWritable() const
{
    if (m_kind == Kind::Own)
        return {};
    return failure(ErrorKind::Usage, u"the service manager's credentials cannot be changed from here"_s, m_folder,
                   u"Change the unit's LoadCredential= or SetCredentialEncrypted= and restart it"_s);
}

Result<void> FolderVault::write(const QString &key, const SecretBytes &secret)
{
    if (const auto writable = wantWritable(); !writable)
        return writable;
    const auto path = pathOf(key);
    if (!path)
        return tl::unexpected(path.error());
    QDir().mkpath(QFileInfo(m_folder).absolutePath());
    if (::mkdir(QFile::encodeName(m_folder).constData(), 0700) != 0 && errno != EEXIST)
        return tl::unexpected(systemError(errno, u"The folder for credentials cannot be made"_s, m_folder));
    if (::chmod(QFile::encodeName(m_folder).constData(), 0700) != 0)
        return tl::unexpected(systemError(errno, u"The folder for credentials cannot be closed to others"_s, m_folder));
    if (auto written = writeOutput(*path, secret.view()); !written)
        return written;
    return syncFolder(m_folder); // what was acknowledged survives a power cut
}

Result<void> FolderVault::remove(const QString &key)
{
    if (const auto writable = wantWritable(); !writable)
        return writable;
    const auto path = pathOf(key);
    if (!path)
        return tl::unexpected(path.error());
    if (::unlink(QFile::encodeName(*path).constData()) != 0) {
        if (errno == ENOENT)
            return failure(ErrorKind::NotFound, u"there is no credential %1"_s.arg(key), m_folder);
        return tl::unexpected(systemError(errno, u"The credential cannot be removed"_s, *path));
    }
    return syncFolder(m_folder);
}

} // namespace cairn
