#include "security/archivewriter.h"

#include <archive.h>
#include <archive_entry.h>

#include <memory>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

struct FreeEntry
{
    void operator()(archive_entry *entry) const { archive_entry_free(entry); }
};

} // namespace

ssize_t ArchiveWriter::writeToFile(::archive *, void *self, const void *bytes, size_t size)
{
    auto &writer = *static_cast<ArchiveWriter *>(self);
    writer.m_written = writer.m_file.write(QByteArrayView(static_cast<const char *>(bytes), qsizetype(size)));
    return writer.m_written ? ssize_t(size) : -1;
}

ArchiveWriter::ArchiveWriter(const QString &path, Format format) : m_file(path), m_format(format), m_archive(archive_write_new())
{
}

ArchiveWriter::~ArchiveWriter()
{
    archive_write_free(m_archive);
}

Result<void> ArchiveWriter::open()
{
    if (auto opened = m_file.open(); !opened)
        return opened;
    const auto setFormat = m_format == Format::Pax ? archive_write_set_format_pax_restricted : archive_write_set_format_ustar;
    const bool ready = archive_write_add_filter_zstd(m_archive) == ARCHIVE_OK && setFormat(m_archive) == ARCHIVE_OK &&
                       archive_write_set_bytes_in_last_block(m_archive, 1) == ARCHIVE_OK &&
                       archive_write_open(m_archive, this, nullptr, writeToFile, nullptr) == ARCHIVE_OK;
    return ready ? Result<void>() : archiveError();
}

Result<void> ArchiveWriter::begin(const QString &name, qint64 size)
{
    const std::unique_ptr<archive_entry, FreeEntry> entry(archive_entry_new());
    archive_entry_set_pathname(entry.get(), name.toLatin1().constData());
    archive_entry_set_filetype(entry.get(), AE_IFREG);
    archive_entry_set_perm(entry.get(), 0600);
    archive_entry_set_size(entry.get(), size);
    archive_entry_set_mtime(entry.get(), 0, 0);
    return archive_write_header(m_archive, entry.get()) == ARCHIVE_OK ? Result<void>() : archiveError();
}

Result<void> ArchiveWriter::write(QByteArrayView bytes)
{
    const bool written = archive_write_data(m_archive, bytes.data(), size_t(bytes.size())) == bytes.size();
    return written ? Result<void>() : archiveError();
}

Result<void> ArchiveWriter::finish()
{
    if (archive_write_close(m_archive) != ARCHIVE_OK)
        return archiveError();
    return m_file.commit();
}

tl::unexpected<Error> ArchiveWriter::archiveError() const
{
    if (!m_written)
        return tl::unexpected(m_written.error());
    const char *why = archive_error_string(m_archive);
    return failure(ErrorKind::Io, u"the file cannot be written: %1"_s.arg(QString::fromUtf8(why ? why : "libarchive failed")),
                   m_file.path());
}

} // namespace cairn
