#include "store/sweeping.h"

#include "base/logging.h"
#include "store/backup.h"
#include "store/payloadfolder.h"
#include "store/rows.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QRegularExpression>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>

namespace cairn {

using namespace Qt::StringLiterals;

// Why no file that somebody records meanwhile is lost: whoever makes one puts it in place anew, and so with a new time, and holds
// its subfolder until the row is there. What is old, and lies in a subfolder that nobody held when reading the rows began, has
// its row among those read, or never gets one.

namespace {

constexpr Milliseconds FirstRest{60'000}; ///< a program that does its work and ends need not do this as well
constexpr Milliseconds Interval{24 * 3'600'000};
constexpr qint64 AtOnceMs = 20;
/// Seconds: a week, so that a database that is put back to look at an older state costs no file of the newer one.
constexpr std::time_t Old = 7 * 24 * 3'600;

QString subfolderName(int number)
{
    return QString::number(number, 16).rightJustified(2, u'0');
}

bool isOld(const QString &path)
{
    struct stat found = {};
    return ::stat(QFile::encodeName(path).constData(), &found) == 0 && S_ISREG(found.st_mode) &&
           found.st_mtime < std::time(nullptr) - Old;
}

bool isQuiet(const QString &folder)
{
    const FileDescriptor held(::open(QFile::encodeName(folder).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    return held.isOpen() && ::flock(held.get(), LOCK_EX | LOCK_NB) == 0;
}

/// Copies of the database that were being made when their program was killed.
void removeCopies(const QString &folder)
{
    static const QRegularExpression unfinished(u"^store\\.sqlite\\.bak-v\\d+\\.\\d+-\\d+$"_s);
    const QDir found(folder);
    for (const QString &name : found.entryList({u"store.sqlite.bak-v*"_s, DatabaseCopyName}, QDir::Files)) {
        const QString path = found.filePath(name);
        if ((name == DatabaseCopyName || (unfinished.match(name).hasMatch() && isOld(path))) && QFile::remove(path))
            qCInfo(lcStore).noquote() << "removed an unfinished copy:" << path;
    }
}

} // namespace

Sweeping::Name Sweeping::nameFrom(const QByteArray &bytes)
{
    Name name{};
    std::copy_n(bytes.begin(), std::min<qsizetype>(bytes.size(), qsizetype(name.size())), name.begin());
    return name;
}

Result<bool> Sweeping::goOn(SqliteConnection &connection, Timestamp now)
{
    if (!m_next)
        m_next = now + FirstRest;
    if (now < *m_next && *m_next - now <= std::max(FirstRest, Interval)) // else the clock was set back
        return false;
    if (!m_isUnderWay)
        begin();
    QElapsedTimer spent;
    spent.start();
    Result<bool> more = true;
    while (more && *more && spent.elapsed() < AtOnceMs)
        more = doPiece(connection);
    if (more && *more)
        return true;
    m_isUnderWay = false;
    m_next = now + Interval;
    m_named = {};
    return more;
}

Result<bool> Sweeping::doPiece(SqliteConnection &connection)
{
    if (!m_allRead)
        return readPage(connection).map([] { return true; });
    if (m_subfolder < int(m_quiet.size()))
        sweepSubfolder(m_subfolder++);
    return m_subfolder < int(m_quiet.size());
}

void Sweeping::begin()
{
    removeCopies(m_location.folder);
    m_isUnderWay = true;
    m_allRead = false;
    m_subfolder = 0;
    m_after = {};
    m_named.clear();
    for (int i = 0; i < int(m_quiet.size()); ++i)
        m_quiet[size_t(i)] = isQuiet(m_location.payloads() + u'/' + subfolderName(i));
}

Result<void> Sweeping::readPage(SqliteConnection &connection)
{
    const auto page = payloadFilesAfter(connection, m_after);
    if (!page)
        return tl::unexpected(page.error());
    for (const StoredFile &file : *page) {
        // One that is not sealed although all else is by now, since it was damaged then, goes by its digest.
        const auto key = file.key == 0 ? Result<std::shared_ptr<const DataKey>>() : m_keys->key(file.key, connection);
        if (!key)
            return tl::unexpected(key.error());
        m_named.push_back(nameFrom(payloadName(file.ref.digest, key->get())));
    }
    m_allRead = page->isEmpty();
    if (m_allRead)
        std::sort(m_named.begin(), m_named.end());
    else
        m_after = page->last().ref.digest;
    return {};
}

void Sweeping::sweepSubfolder(int number)
{
    if (!m_quiet[size_t(number)])
        return;
    const QString folder = m_location.payloads() + u'/' + subfolderName(number);
    static const QRegularExpression rest(u"^[0-9a-f]{62}$"_s);
    for (const QString &file : QDir(folder).entryList(QDir::Files)) {
        const QString path = folder + u'/' + file;
        if (!rest.match(file).hasMatch() || !isOld(path))
            continue;
        const QByteArray name = QByteArray::fromHex((subfolderName(number) + file).toLatin1());
        if (std::binary_search(m_named.begin(), m_named.end(), nameFrom(name)))
            continue;
        const auto removed = removePayloadFile(m_location.payloads(), name, [&] { return Result<bool>(!isOld(path)); });
        if (!removed)
            qCWarning(lcStore).noquote() << describe(removed.error());
        else if (*removed)
            qCInfo(lcStore).noquote() << "removed a payload that was never recorded:" << path;
    }
}

} // namespace cairn
