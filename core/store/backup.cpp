#include "store/backup.h"

#include "security/archivewriter.h"
#include "store/migrations.h"
#include "store/payloadfolder.h"
#include "store/rows.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr int BackupFormat = 1;
constexpr qsizetype CopyBlock = 256 * 1024;

/// A file that goes with this object.
class Removed
{
public:
    explicit Removed(QString path) : m_path(std::move(path)) {}
    ~Removed() { QFile::remove(m_path); }
    Removed(const Removed &) = delete;
    Removed &operator=(const Removed &) = delete;
    const QString &path() const { return m_path; }

private:
    QString m_path;
};

class BackupWriting
{
public:
    BackupWriting(const StoreLocation &location, const QString &path, const BackupProgress &progress)
        : m_location(location), m_output(path, ArchiveWriter::Format::Pax), m_progress(progress)
    {
    }

    Result<void> begin(Timestamp now, qint64 total)
    {
        m_total = total;
        if (auto opened = m_output.open(); !opened)
            return opened;
        return small(u"cairn-backup.json"_s,
                     {{u"kind"_s, u"cairn-backup"_s}, {u"format"_s, BackupFormat}, {u"created_at"_s, toRfc3339(now)}});
    }

    Result<void> copy(const QString &name, const QString &path)
    {
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly))
            return failure(file.exists() ? ErrorKind::Io : ErrorKind::Damaged,
                           u"A file of the store cannot be read: %1"_s.arg(file.errorString()), path,
                           u"Examine the store (`cairn doctor`)"_s);
        const qint64 size = file.size();
        if (auto begun = m_output.begin(name, size); !begun)
            return begun;
        QByteArray block(CopyBlock, Qt::Uninitialized);
        for (qint64 left = size; left > 0;) {
            const qint64 got = file.read(block.data(), std::min<qint64>(left, block.size()));
            if (got <= 0)
                return failure(ErrorKind::Io, u"A file of the store cannot be read: %1"_s.arg(file.errorString()), path);
            if (auto written = m_output.write(QByteArrayView(block).first(got)); !written)
                return written;
            left -= got;
            m_done += got;
            if (m_progress && !m_progress(m_done, std::max(m_total, m_done)))
                return failure(ErrorKind::Cancelled, u"Given up on request"_s);
        }
        return {};
    }

    Result<void> copyPayload(const QString &path)
    {
        ++m_payloads;
        return copy(path.mid(m_location.folder.size() + 1), path);
    }

    Result<void> finish()
    {
        auto ended = small(u"end.json"_s, {{u"payloads"_s, m_payloads}});
        return ended ? m_output.finish() : ended;
    }

private:
    Result<void> small(const QString &name, const QJsonObject &content)
    {
        const QByteArray bytes = QJsonDocument(content).toJson();
        auto begun = m_output.begin(name, bytes.size());
        return begun ? m_output.write(bytes) : begun;
    }

    const StoreLocation &m_location;
    ArchiveWriter m_output;
    const BackupProgress &m_progress;
    qint64 m_done = 0;
    qint64 m_total = 0;
    qint64 m_payloads = 0;
};

Result<qint64> bytesOfFiles(SqliteConnection &connection)
{
    const auto query = connection.prepared("bytes_of_payload_files"_L1);
    if (!query)
        return tl::unexpected(query.error());
    const auto bytes = Statement(**query, connection.database()).first([](Row &row) { return row.integer(); });
    return bytes ? Result<qint64>(bytes->value_or(0)) : tl::unexpected(bytes.error());
}

/// What has come since the copy was made comes along: no row of the copy refers to it.
Result<void> copyPayloads(BackupWriting &writing, SqliteConnection &connection, StoreKeys &keys, const StoreLocation &location)
{
    Digest after;
    for (;;) {
        const auto page = payloadFilesAfter(connection, after);
        if (!page || page->isEmpty())
            return page ? Result<void>() : tl::unexpected(page.error());
        for (const StoredFile &file : *page) {
            const auto key = keys.key(file.key, connection);
            if (!key)
                return tl::unexpected(key.error());
            const QByteArray name = payloadName(file.ref.digest, key->get());
            if (auto copied = writing.copyPayload(payloadPath(location.payloads(), name)); !copied)
                return copied;
        }
        after = page->last().ref.digest;
    }
}

} // namespace

FileDescriptor lockUpkeep(const StoreLocation &location, int how)
{
    const QByteArray path = QFile::encodeName(location.folder + "/upkeep.lock"_L1);
    FileDescriptor lock(::open(path.constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
    if (lock.isOpen() && ::flock(lock.get(), how) != 0)
        lock.reset();
    return lock;
}

Result<void> writeBackup(SqliteConnection &connection, StoreKeys &keys, const StoreLocation &location, const QString &path,
                         Timestamp now, const BackupProgress &progress)
{
    const auto held = lockUpkeep(location, LOCK_EX);
    if (!held.isOpen())
        return tl::unexpected(systemError(errno, u"The store cannot be held still"_s, location.folder));
    const Removed copy(location.folder + u'/' + DatabaseCopyName);
    if (auto copied = copyDatabase(connection, copy.path()); !copied)
        return copied;
    const auto bytes = bytesOfFiles(connection);
    if (!bytes)
        return tl::unexpected(bytes.error());
    BackupWriting writing(location, path, progress);
    auto done = writing.begin(now, QFile(copy.path()).size() + *bytes);
    if (done)
        done = writing.copy(u"store.sqlite"_s, copy.path());
    if (done)
        done = copyPayloads(writing, connection, keys, location);
    return done ? writing.finish() : done;
}

} // namespace cairn
