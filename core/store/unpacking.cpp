#include "store/backup.h"

#include "base/folder.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

#include <archive.h>
#include <archive_entry.h>
#include <cerrno>
#include <fcntl.h>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr int NewestBackup = 1;
constexpr qint64 MostOfSmall = 4'096;
constexpr size_t ReadBlock = 256 * 1024;

/// A disk that becomes full takes a part first, and says why only when it is given the rest.
bool writeAll(int file, QByteArrayView bytes)
{
    while (!bytes.isEmpty()) {
        const auto taken = ::write(file, bytes.data(), size_t(bytes.size()));
        if (taken < 0 && errno != EINTR)
            return false;
        bytes = bytes.sliced(std::max<qsizetype>(taken, 0));
    }
    return true;
}

/// Reads the members of a backup in the order in which they must come.
class BackupReading
{
public:
    BackupReading(const QString &path, QString folder, const BackupProgress &progress)
        : m_file(path), m_folder(std::move(folder)), m_progress(progress), m_reader(archive_read_new())
    {
        archive_read_support_filter_zstd(m_reader);
        archive_read_support_format_tar(m_reader);
    }
    ~BackupReading() { archive_read_free(m_reader); }
    BackupReading(const BackupReading &) = delete;
    BackupReading &operator=(const BackupReading &) = delete;

    Result<void> begin()
    {
        if (!m_file.open(QIODevice::ReadOnly))
            return failure(m_file.exists() ? ErrorKind::Io : ErrorKind::NotFound,
                           u"The backup cannot be read: %1"_s.arg(m_file.errorString()), m_file.fileName());
        if (archive_read_open_fd(m_reader, m_file.handle(), ReadBlock) != ARCHIVE_OK)
            return broken(u"it is no backup of Cairn"_s);
        return readHead();
    }

    /// False: not the bytes that were written.
    Result<bool> unpack()
    {
        auto taken = begin();
        if (taken)
            taken = expect(u"store.sqlite"_s);
        if (taken)
            taken = takeFile(u"store.sqlite"_s);
        return taken ? unpackPayloads() : tl::unexpected(taken.error());
    }

private:
    tl::unexpected<Error> broken(const QString &what) const
    {
        return failure(ErrorKind::Damaged, what, m_file.fileName(), u"Take another backup"_s);
    }

    Result<void> readHead()
    {
        if (auto first = expect(u"cairn-backup.json"_s); !first)
            return first;
        const auto head = readSmall();
        if (!head)
            return tl::unexpected(head.error());
        if (head->value("kind"_L1).toString() != "cairn-backup"_L1)
            return broken(u"it is no backup of Cairn"_s);
        if (head->value("format"_L1).toInt() > NewestBackup)
            return failure(ErrorKind::NewerStore, u"It was made by a newer Cairn"_s, m_file.fileName(), u"Use that version"_s);
        return {};
    }

    Result<bool> unpackPayloads()
    {
        static const QRegularExpression good(QRegularExpression::anchoredPattern(u"payloads/[0-9a-f]{2}/[0-9a-f]{62}"_s));
        for (qint64 count = 0;; ++count) {
            const auto name = next();
            if (!name)
                return tl::unexpected(name.error());
            if (*name == "end.json"_L1)
                return checkEnd(count);
            if (!good.match(*name).hasMatch())
                return broken(u"it holds something that does not belong there: %1"_s.arg(name->left(120)));
            if (auto made = makePrivateFolder(m_folder + u'/' + QFileInfo(*name).path()); !made)
                return tl::unexpected(made.error());
            if (auto taken = takeFile(*name); !taken)
                return tl::unexpected(taken.error());
        }
    }

    Result<bool> checkEnd(qint64 count)
    {
        const auto end = readSmall();
        if (!end)
            return tl::unexpected(end.error());
        if (end->value("payloads"_L1).toInteger(-1) != count)
            return broken(u"it is not whole"_s);
        archive_entry *entry = nullptr;
        if (archive_read_next_header(m_reader, &entry) != ARCHIVE_EOF)
            return broken(u"it goes on after its end"_s);
        const QString written = end->value("sha256"_L1).toString();
        return written.isEmpty() || written.toLatin1() == m_content.result().toHex();
    }

    /// The name of the next member, which is a plain file.
    Result<QString> next()
    {
        if (archive_read_next_header(m_reader, &m_entry) != ARCHIVE_OK)
            return broken(u"it is no backup of Cairn, or ends before it is whole"_s);
        const char *name = archive_entry_pathname(m_entry);
        const bool plain = archive_entry_filetype(m_entry) == AE_IFREG && !archive_entry_hardlink(m_entry) &&
                           !archive_entry_symlink(m_entry) && archive_entry_size_is_set(m_entry) &&
                           !archive_entry_sparse_count(m_entry);
        if (!name || !plain)
            return broken(u"a member of it is no plain file"_s);
        return QString::fromUtf8(name);
    }

    Result<void> expect(const QString &due)
    {
        const auto name = next();
        if (!name)
            return tl::unexpected(name.error());
        return *name == due ? Result<void>() : broken(u"it is no backup of Cairn: %1 is missing"_s.arg(due));
    }

    Result<QJsonObject> readSmall()
    {
        QByteArray bytes(MostOfSmall, '\0');
        const auto size = archive_entry_size(m_entry);
        if (size > MostOfSmall || archive_read_data(m_reader, bytes.data(), size_t(size)) != size)
            return broken(u"it is cut off"_s);
        return QJsonDocument::fromJson(bytes.left(size)).object();
    }

    /// Opened without following anything, and only if it is not there: whatever a backup says, nothing else is written.
    Result<void> takeFile(const QString &name)
    {
        const QString path = m_folder + u'/' + name;
        const FileDescriptor file(
            ::open(QFile::encodeName(path).constData(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
        if (!file.isOpen())
            return tl::unexpected(systemError(errno, u"The file cannot be written"_s, path));
        const auto block = std::make_unique_for_overwrite<char[]>(ReadBlock);
        for (qint64 left = archive_entry_size(m_entry); left > 0;) {
            const auto got = archive_read_data(m_reader, block.get(), ReadBlock);
            if (got <= 0 || got > left)
                return broken(u"%1 is cut off"_s.arg(name));
            const QByteArrayView part(block.get(), got);
            if (!writeAll(file.get(), part))
                return tl::unexpected(systemError(errno, u"The file cannot be written"_s, path));
            m_content.addData(part);
            left -= got;
            if (m_progress && !m_progress(m_file.pos(), m_file.size()))
                return failure(ErrorKind::Cancelled, u"Given up on request"_s);
        }
        return syncFile(file.get(), path);
    }

    QFile m_file;
    QString m_folder;
    const BackupProgress &m_progress;
    QCryptographicHash m_content{QCryptographicHash::Sha256};
    ::archive *m_reader;
    archive_entry *m_entry = nullptr;
};

/// That the files are where they are: their folders, from the innermost out.
Result<void> syncFolders(const QString &folder)
{
    const QDir payloads(folder + "/payloads"_L1);
    for (const QString &name : payloads.entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
        if (auto synced = syncFolder(payloads.filePath(name)); !synced)
            return synced;
    }
    const auto synced = syncFolder(payloads.path());
    return synced ? syncFolder(folder) : synced;
}

} // namespace

Result<void> checkBackupPlace(const QString &path, const StoreLocation &location)
{
    const QFileInfo file(path);
    const QString store = QFileInfo(location.folder).canonicalFilePath() + u'/';
    const QString folder = QFileInfo(file.absolutePath()).canonicalFilePath() + u'/';
    if (folder.startsWith(store) || file.canonicalFilePath().startsWith(store))
        return failure(ErrorKind::Usage, u"A backup does not go into the store's own folder"_s, path,
                       u"Name a file elsewhere, on another disk if there is one"_s);
    if (!file.isFile() || file.size() == 0)
        return {};
    const BackupProgress none;
    const auto earlier = BackupReading(path, {}, none).begin();
    const ErrorKind kind = earlier ? ErrorKind::NotFound : earlier.error().kind;
    if (kind == ErrorKind::NotFound || kind == ErrorKind::NewerStore) // it is one, or there is nothing any more
        return {};
    return failure(
        ErrorKind::Usage,
        kind == ErrorKind::Damaged
            ? u"There is a file already, and it is no backup of Cairn"_s
            : u"There is a file already, and whether it is a backup of Cairn is not known: %1"_s.arg(earlier.error().detail),
        path, u"Name another one, or move that one away"_s);
}

Result<bool> unpackBackup(const QString &path, const QString &folder, const BackupProgress &progress)
{
    if (QFileInfo::exists(folder))
        return failure(ErrorKind::Conflict, u"There is something already"_s, folder,
                       u"Name a folder that has no store, or move it away"_s);
    if (auto made = makePrivateFolder(folder); !made)
        return tl::unexpected(made.error());
    if (auto made = makePrivateFolder(folder + "/payloads"_L1); !made)
        return tl::unexpected(made.error());
    const auto asWritten = BackupReading(path, folder, progress).unpack();
    const auto unpacked = asWritten ? syncFolders(folder) : tl::unexpected(asWritten.error());
    if (!unpacked) {
        QDir(folder).removeRecursively();
        return tl::unexpected(unpacked.error());
    }
    return asWritten;
}

} // namespace cairn
