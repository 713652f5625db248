#include "ui/payload/temporarycopies.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

/// Opened and locked, if it is a folder of ours and nobody has it; -1 otherwise.
int lockedFolder(const QString &path, int wait)
{
    const int folder = ::open(QFile::encodeName(path).constData(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    struct stat found = {};
    if (folder >= 0 && ::fstat(folder, &found) == 0 && found.st_uid == ::geteuid() && ::flock(folder, LOCK_EX | wait) == 0)
        return folder;
    if (folder >= 0)
        ::close(folder);
    return -1;
}

} // namespace

TemporaryCopies::TemporaryCopies()
{
    const QDir all(QDir::tempPath());
    const QStringList names = all.entryList({u"cairn-payloads-*"_s}, QDir::Dirs | QDir::NoSymLinks);
    for (const QString &name : names) {
        const int left = lockedFolder(all.filePath(name), LOCK_NB);
        if (left < 0)
            continue;
        QDir(all.filePath(name)).removeRecursively();
        ::close(left);
    }
}

TemporaryCopies::~TemporaryCopies()
{
    m_folder.reset();
    if (m_lock >= 0)
        ::close(m_lock);
}

/// Again if somebody took it for one that was left, before it was locked.
bool TemporaryCopies::makeFolder()
{
    constexpr int Tries = 3;
    for (int tries = 0; tries < Tries; ++tries) {
        m_folder = std::make_unique<QTemporaryDir>(QDir::tempPath() + "/cairn-payloads-XXXXXX"_L1); // 0700, as mkdtemp makes it
        if (!m_folder->isValid())
            return false;
        m_lock = lockedFolder(m_folder->path(), 0);
        if (QFileInfo::exists(m_folder->path()))
            return true;
        if (m_lock >= 0)
            ::close(std::exchange(m_lock, -1));
    }
    return false;
}

Result<QString> TemporaryCopies::placeFor(const QString &name)
{
    const bool made = (m_folder && m_folder->isValid()) || makeFolder();
    const QString folder = u"%1/%2"_s.arg(m_folder->path()).arg(++m_count);
    if (!made || !QDir().mkdir(folder))
        return failure(
            ErrorKind::Io, QCoreApplication::translate("PayloadFiles", "There can be no temporary copy"), QDir::tempPath(),
            QCoreApplication::translate("PayloadFiles", "Make room there, or save the payload elsewhere and open it from there"));
    return folder + u'/' + name;
}

QString safeFileName(const QString &name, const QString &suffix)
{
    constexpr qsizetype Longest = 100;
    QString safe;
    const QString last = name.section(u'/', -1).section(u'\\', -1);
    for (const QChar c : last) {
        const bool good = c.isLetterOrNumber() || QStringView(u" ._-()+").contains(c);
        safe += good ? c : u'_';
    }
    if (safe.endsWith(suffix, Qt::CaseInsensitive))
        safe.chop(suffix.size());
    safe = safe.left(Longest).trimmed();
    while (safe.startsWith(u'.') || safe.startsWith(u'-'))
        safe.remove(0, 1);
    return (safe.isEmpty() ? u"payload"_s : safe) + suffix;
}

} // namespace cairn
