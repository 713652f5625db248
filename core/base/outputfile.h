#pragma once

#include "base/error.h"

#include <QByteArrayView>
#include <QFile>
#include <QSaveFile>

namespace cairn {

/// The one way in which whole files are written, but for the store's own. A file appears, or takes the place of what was there,
/// whose mode it keeps, only when all of it is on the disk; what is no regular file (a device, a pipe) is written to as it
/// stands, because a file would take its place. One thread. Errors: DiskFull, Io.
class OutputFile
{
public:
    enum class Readers {
        Owner,   ///< nobody else may read it (0600)
        AsUsual, ///< as the umask says
    };
    explicit OutputFile(const QString &path, Readers readers = Readers::Owner);

    Result<void> open();
    bool isOpen() const { return m_isOpen; }
    Result<void> write(QByteArrayView bytes);
    /// Without it nothing is changed, except that a device has what was written.
    Result<void> commit();
    QString path() const { return m_whole.fileName(); }

private:
    QFileDevice &target();
    tl::unexpected<Error> refused();

    QSaveFile m_whole;
    QFile m_direct;
    Readers m_readers;
    bool m_isDirect = false;
    bool m_isOpen = false;
};

/// All of a file at once.
Result<void> writeOutput(const QString &path, QByteArrayView bytes, OutputFile::Readers readers = OutputFile::Readers::Owner);

} // namespace cairn
