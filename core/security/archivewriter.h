#pragma once

#include "base/outputfile.h"

#include <QByteArrayView>

#include <sys/types.h>

struct archive;

namespace cairn {

/// Writes a tar archive compressed with zstd, by libarchive, into a file (0600; see OutputFile). Members have neither time
/// nor owner: the same contents give the same bytes. One thread. Errors: Io, DiskFull.
class ArchiveWriter
{
public:
    enum class Format {
        Ustar,
        Pax, ///< for members of any size
    };
    ArchiveWriter(const QString &path, Format format);
    ~ArchiveWriter();
    ArchiveWriter(const ArchiveWriter &) = delete;
    ArchiveWriter &operator=(const ArchiveWriter &) = delete;

    Result<void> open();
    Result<void> begin(const QString &name, qint64 size);
    Result<void> write(QByteArrayView bytes);
    /// Nothing is at the path, or what was there before, unless this succeeds.
    Result<void> finish();

private:
    static ssize_t writeToFile(::archive *, void *self, const void *bytes, size_t size);
    tl::unexpected<Error> archiveError() const;

    OutputFile m_file;
    Result<void> m_written; ///< to the file, so far
    Format m_format;
    ::archive *m_archive;
};

} // namespace cairn
