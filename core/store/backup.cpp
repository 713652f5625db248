#include "store/backup.h"

#include "security/archivewriter.h"
#include "store/migrations.h"
#include "store/payloadfolder.h"
#include "store/queries.h"
#include "store/rows.h"

#include <QCryptographicHash>
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

    Result<void> copyDatabase(const QString &path)
    {
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly))
            return cannotBeRead(file);
        const auto whole = copy(u"store.sqlite"_s, file);
        if (!whole)
            return tl::unexpected(whole.error());
        return *whole ? Result<void>() : cannotBeRead(file);
    }

    /// `name`: that of its file.
    Result<void> copyPayload(const Digest &digest, const QByteArray &name)
    {
        QFile file(payloadPath(m_location.payloads(), name));
        if (!file.open(QIODevice::ReadOnly)) {
            if (file.exists())
                return cannotBeRead(file);
            noteDamage(digest, u"its file is lost"_s);
            return {};
        }
        ++m_payloads;
        const auto whole = copy(file.fileName().mid(m_location.folder.size() + 1), file);
        if (whole && !*whole)
            noteDamage(digest, u"its file cannot be read: %1"_s.arg(file.errorString()));
        return whole ? Result<void>() : tl::unexpected(whole.error());
    }

    void noteDamage(const Digest &digest, const QString &why) { m_damage.append(u"payload %1: %2"_s.arg(digest.brief(), why)); }

    Result<QStringList> finish()
    {
        const QString content = QString::fromLatin1(m_content.result().toHex());
        auto ended = small(u"end.json"_s, {{u"payloads"_s, m_payloads}, {u"sha256"_s, content}});
        if (ended)
            ended = m_output.finish();
        return ended ? Result<QStringList>(m_damage) : tl::unexpected(ended.error());
    }

private:
    static tl::unexpected<Error> cannotBeRead(const QFile &file)
    {
        return failure(ErrorKind::Io, u"A file of the store cannot be read: %1"_s.arg(file.errorString()), file.fileName(),
                       u"Examine the store (`cairn doctor`)"_s);
    }

    /// False: from somewhere on it could not be read, and is zeros.
    Result<bool> copy(const QString &name, QFile &file)
    {
        const qint64 size = file.size();
        if (auto begun = m_output.begin(name, size); !begun)
            return tl::unexpected(begun.error());
        bool whole = true;
        QByteArray block(CopyBlock, Qt::Uninitialized);
        for (qint64 left = size; left > 0;) {
            const qint64 due = std::min<qint64>(left, block.size());
            qint64 got = whole ? file.read(block.data(), due) : 0;
            if (got <= 0) {
                whole = false;
                got = due;
                block.fill('\0');
            }
            const auto part = QByteArrayView(block).first(got);
            m_content.addData(part);
            if (auto written = m_output.write(part); !written)
                return tl::unexpected(written.error());
            left -= got;
            m_done += got;
            if (m_progress && !m_progress(m_done, std::max(m_total, m_done)))
                return failure(ErrorKind::Cancelled, u"Given up on request"_s);
        }
        return whole;
    }

    Result<void> small(const QString &name, const QJsonObject &content)
    {
        const QByteArray bytes = QJsonDocument(content).toJson();
        auto begun = m_output.begin(name, bytes.size());
        return begun ? m_output.write(bytes) : begun;
    }

    const StoreLocation &m_location;
    ArchiveWriter m_output;
    const BackupProgress &m_progress;
    QCryptographicHash m_content{QCryptographicHash::Sha256};
    QStringList m_damage;
    qint64 m_done = 0;
    qint64 m_total = 0;
    qint64 m_payloads = 0;
};

/// Those that the copy of the database refers to, by the names that they had then: what is not needed any more is removed later.
Result<void> copyPayloads(BackupWriting &writing, SqliteConnection &connection, StoreKeys &keys)
{
    Digest after;
    for (;;) {
        const auto page = payloadFilesAfter(connection, after);
        if (!page || page->isEmpty())
            return page ? Result<void>() : tl::unexpected(page.error());
        for (const StoredFile &file : *page) {
            const auto key = keys.key(file.key, connection);
            if (!key && key.error().kind == ErrorKind::Damaged) {
                writing.noteDamage(file.ref.digest, key.error().detail);
                continue;
            }
            if (!key)
                return tl::unexpected(key.error());
            if (auto copied = writing.copyPayload(file.ref.digest, payloadName(file.ref.digest, key->get())); !copied)
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

Result<QStringList> writeBackup(SqliteConnection &connection, StoreKeys &keys, const StoreLocation &location, const QString &path,
                                Timestamp now, const BackupProgress &progress)
{
    const auto held = lockUpkeep(location, LOCK_EX);
    if (!held.isOpen())
        return tl::unexpected(systemError(errno, u"The store cannot be held still"_s, location.folder));
    const Removed copy(location.folder + u'/' + DatabaseCopyName);
    if (auto copied = copyDatabase(connection, copy.path()); !copied)
        return tl::unexpected(copied.error());
    const auto frozen = SqliteConnection::open({location.folder, StoreLocation::Access::Frozen, DatabaseCopyName},
                                               connection.sharedCatalog(), SqliteConnection::Role::Reader);
    const auto bytes = frozen ? numberOf(**frozen, "bytes_of_payload_files"_L1, NothingBound) : tl::unexpected(frozen.error());
    if (!bytes)
        return tl::unexpected(bytes.error());
    BackupWriting writing(location, path, progress);
    auto done = writing.begin(now, QFile(copy.path()).size() + *bytes);
    if (done)
        done = writing.copyDatabase(copy.path());
    if (done)
        done = copyPayloads(writing, **frozen, keys);
    return done ? writing.finish() : tl::unexpected(done.error());
}

} // namespace cairn
