#include "base/hasher.h"
#include "security/sealedfile.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QSaveFile>

#include <archive.h>
#include <archive_entry.h>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 ChunkSize = 64 * 1024;

struct FreeEntry
{
    void operator()(archive_entry *entry) const { archive_entry_free(entry); }
};

/// libarchive's writer into a file that appears when it is whole.
class Output
{
public:
    explicit Output(const QString &path) : m_file(path), m_archive(archive_write_new()) {}
    ~Output() { archive_write_free(m_archive); }
    Output(const Output &) = delete;
    Output &operator=(const Output &) = delete;

    Result<void> open()
    {
        if (!m_file.open(QIODevice::WriteOnly) || !m_file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner))
            return fileError();
        const bool ready = archive_write_add_filter_zstd(m_archive) == ARCHIVE_OK &&
                           archive_write_set_format_ustar(m_archive) == ARCHIVE_OK &&
                           archive_write_set_bytes_in_last_block(m_archive, 1) == ARCHIVE_OK &&
                           archive_write_open(m_archive, &m_file, nullptr, &Output::toFile, nullptr) == ARCHIVE_OK;
        return ready ? Result<void>() : archiveError();
    }

    /// Neither time nor owner: the same contents give the same bytes.
    Result<void> begin(const QString &name, qint64 size)
    {
        const std::unique_ptr<archive_entry, FreeEntry> entry(archive_entry_new());
        archive_entry_set_pathname(entry.get(), name.toLatin1().constData());
        archive_entry_set_filetype(entry.get(), AE_IFREG);
        archive_entry_set_perm(entry.get(), 0600);
        archive_entry_set_size(entry.get(), size);
        archive_entry_set_mtime(entry.get(), 0, 0);
        return archive_write_header(m_archive, entry.get()) == ARCHIVE_OK ? Result<void>() : archiveError();
    }

    Result<void> write(QByteArrayView bytes)
    {
        const bool written = archive_write_data(m_archive, bytes.data(), size_t(bytes.size())) == bytes.size();
        return written ? Result<void>() : archiveError();
    }

    Result<void> finish()
    {
        if (archive_write_close(m_archive) != ARCHIVE_OK)
            return archiveError();
        return m_file.commit() ? Result<void>() : fileError();
    }

private:
    static la_ssize_t toFile(::archive *, void *file, const void *bytes, size_t size)
    {
        const qint64 written = static_cast<QSaveFile *>(file)->write(static_cast<const char *>(bytes), qint64(size));
        return written == qint64(size) ? la_ssize_t(written) : -1;
    }

    tl::unexpected<Error> fileError() const
    {
        const ErrorKind kind = m_file.error() == QFileDevice::ResourceError ? ErrorKind::DiskFull : ErrorKind::Io;
        return failure(kind, u"the file cannot be written: %1"_s.arg(m_file.errorString()), m_file.fileName(),
                       u"Choose a folder that you may write to and that has room"_s);
    }

    tl::unexpected<Error> archiveError() const
    {
        if (m_file.error() != QFileDevice::NoError)
            return fileError();
        const char *why = archive_error_string(m_archive);
        return failure(ErrorKind::Io, u"the file cannot be written: %1"_s.arg(QString::fromUtf8(why ? why : "libarchive failed")),
                       m_file.fileName());
    }

    QSaveFile m_file;
    ::archive *m_archive;
};

QByteArray manifestOf(QJsonObject head, const std::vector<SealedSource> &sources)
{
    QJsonArray members;
    for (const SealedSource &source : sources)
        members.append(QJsonObject{
            {u"name"_s, source.member.name}, {u"size"_s, source.member.size}, {u"sha256"_s, source.member.digest.toHex()}});
    head.insert(u"members"_s, members);
    return QJsonDocument(head).toJson();
}

QByteArray sealOf(const QByteArray &manifest, const SigningKey &key)
{
    return QJsonDocument(QJsonObject{{u"key"_s, QString::fromLatin1(key.publicKey().toBase64())},
                                     {u"signature"_s, QString::fromLatin1(key.sign(SealedPrefix + manifest).toBase64())}})
        .toJson();
}

Result<void> writeSmall(Output &output, const QString &name, const QByteArray &bytes)
{
    auto done = output.begin(name, bytes.size());
    return done ? output.write(bytes) : done;
}

Result<void> copySource(Output &output, const SealedSource &source, qint64 &written, const std::function<bool(qint64)> &progress)
{
    auto opened = source.open();
    if (!opened)
        return tl::unexpected(opened.error());
    if (auto begun = output.begin(source.member.name, source.member.size); !begun)
        return begun;
    Hasher hasher;
    for (qint64 got = 0; got < source.member.size;) {
        const QByteArray block = (*opened)->read(std::min(ChunkSize, source.member.size - got));
        if (block.isEmpty())
            return failure(ErrorKind::Conflict, u"%1 ended early: %2"_s.arg(source.member.name, (*opened)->errorString()));
        hasher.add(block);
        got += block.size();
        written += block.size();
        if (auto done = output.write(block); !done)
            return done;
        if (progress && !progress(written))
            return failure(ErrorKind::Cancelled, u"the work was stopped"_s);
    }
    if (hasher.finish() != source.member.digest)
        return failure(ErrorKind::Conflict, u"%1 is not what it was when it was listed"_s.arg(source.member.name));
    return {};
}

} // namespace

Result<void> writeSealedFile(const QString &path, const QJsonObject &head, const std::vector<SealedSource> &sources,
                             const SigningKey &key, const std::function<bool(qint64)> &progress)
{
    if (qsizetype(sources.size()) > SealedFile::MostMembers)
        return failure(ErrorKind::Usage, u"that is more than one file takes"_s, path);
    Output output(path);
    if (auto opened = output.open(); !opened)
        return opened;
    const QByteArray manifest = manifestOf(head, sources);
    if (auto done = writeSmall(output, u"manifest.json"_s, manifest); !done)
        return done;
    if (auto done = writeSmall(output, u"manifest.sig"_s, sealOf(manifest, key)); !done)
        return done;
    qint64 written = 0;
    for (const SealedSource &source : sources) {
        if (auto done = copySource(output, source, written, progress); !done)
            return done;
    }
    return output.finish();
}

} // namespace cairn
