#include "security/keyfile.h"

#include "base/folder.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>
#include <QUuid>

#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <pwd.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 MostKeyBytes = 64 * 1024;

Result<void> writeAll(int file, QByteArrayView bytes, const QString &path)
{
    while (!bytes.isEmpty()) {
        const auto written = ::write(file, bytes.data(), size_t(bytes.size()));
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return tl::unexpected(systemError(errno, u"The key cannot be written"_s, path));
        bytes = bytes.sliced(written);
    }
    return syncFile(file, path);
}

Result<void> makeKeyFolder(const QString &folder)
{
    const QString parent = QFileInfo(folder).path();
    if (!QDir().mkpath(parent))
        return failure(ErrorKind::Io, u"The folder for keys cannot be made"_s, folder,
                       u"Give the user that runs Cairn access to it"_s);
    if (::mkdir(QFile::encodeName(folder).constData(), 0700) == 0)
        return syncFolder(parent);
    return errno == EEXIST ? Result<void>() : tl::unexpected(systemError(errno, u"The folder for keys cannot be made"_s, folder));
}

/// For those who start programs without $HOME: cron, some service managers.
QString homeOfUser()
{
    const QString home = qEnvironmentVariable("HOME");
    const passwd *entry = QDir::isAbsolutePath(home) ? nullptr : ::getpwuid(::getuid());
    return entry ? QFile::decodeName(entry->pw_dir) : home;
}

tl::unexpected<Error> noSuchKey(const QString &path)
{
    return failure(ErrorKind::NotFound, u"There is no such key"_s, path,
                   u"Put it back from where its copy is kept (chmod 600)"_s);
}

/// One that only its owner reads. Opened first and looked at afterwards: what was looked at is what is read.
Result<SecretBytes> readOwn(int file, const QString &path, unsigned closedTo)
{
    struct stat found = {};
    if (::fstat(file, &found) != 0 || !S_ISREG(found.st_mode) || found.st_size > MostKeyBytes)
        return failure(ErrorKind::Damaged, u"This is no key"_s, path, u"Put the key back from where its copy is kept"_s);
    if (found.st_mode & closedTo)
        return failure(ErrorKind::Usage, u"Others than its owner may read the key"_s, path, u"chmod 600 %1"_s.arg(path));
    SecretBytes secret(qsizetype(found.st_size));
    qsizetype got = 0;
    while (got < secret.size()) {
        const auto more = ::read(file, secret.data() + got, size_t(secret.size() - got));
        if (more < 0 && errno == EINTR)
            continue;
        if (more <= 0)
            return failure(ErrorKind::Io, u"The key cannot be read"_s, path, u"Check the disk and the system's log"_s);
        got += more;
    }
    return secret;
}

} // namespace

QString KeyFile::userFolder()
{
    // Qt takes "/" for a home that is not told, and a relative $XDG_CONFIG_HOME, which its specification says to ignore: the key
    // would be another one there.
    const QString usual = QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation);
    const bool isTold = !qEnvironmentVariableIsEmpty("HOME") || !qEnvironmentVariableIsEmpty("XDG_CONFIG_HOME");
    return (isTold && QDir::isAbsolutePath(usual) ? usual : homeOfUser() + "/.config"_L1) + "/cairn/keys"_L1;
}

KeyFile KeyFile::given(QString folder)
{
    KeyFile file(std::move(folder));
    file.m_closedTo = 0007;
    return file;
}

QString KeyFile::pathOf(const QString &key) const
{
    return m_folder + u'/' + key;
}

Result<SecretBytes> KeyFile::read(const QString &key) const
{
    const QString path = pathOf(key);
    const int file = ::open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    if (file < 0 && errno == ENOENT)
        return noSuchKey(path);
    if (file < 0)
        return tl::unexpected(systemError(errno, u"The key cannot be read"_s, path));
    auto secret = readOwn(file, path, m_closedTo);
    ::close(file);
    return secret;
}

Result<void> KeyFile::write(const QString &key, const SecretBytes &secret)
{
    if (auto made = makeKeyFolder(m_folder); !made)
        return made;
    const QString path = pathOf(key);
    const QByteArray fresh = QFile::encodeName(m_folder + "/."_L1 + QUuid::createUuid().toString(QUuid::Id128));
    const int file = ::open(fresh.constData(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (file < 0)
        return tl::unexpected(systemError(errno, u"The key cannot be written"_s, path));
    auto written = writeAll(file, secret.view(), path);
    const bool isClosed = ::close(file) == 0;
    if (written && (!isClosed || std::rename(fresh.constData(), QFile::encodeName(path).constData()) != 0))
        written = tl::unexpected(systemError(errno, u"The key cannot be written"_s, path));
    if (!written) {
        ::unlink(fresh.constData());
        return written;
    }
    return syncFolder(m_folder); // what is sealed with it must not outlive it
}

Result<void> KeyFile::remove(const QString &key)
{
    const QString path = pathOf(key);
    if (::unlink(QFile::encodeName(path).constData()) != 0)
        return errno == ENOENT ? Result<void>(noSuchKey(path))
                               : tl::unexpected(systemError(errno, u"The key cannot be removed"_s, path));
    return syncFolder(m_folder);
}

} // namespace cairn
