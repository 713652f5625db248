#include "base/outputfile.h"

#include "base/folder.h"

#include <QFileInfo>

namespace cairn {

using namespace Qt::StringLiterals;

OutputFile::OutputFile(const QString &path, Readers readers) : m_whole(path), m_direct(path), m_readers(readers) {}

Result<void> OutputFile::open()
{
    const QFileInfo there(path());
    if (there.isDir())
        return failure(ErrorKind::Io, u"that is a folder"_s, path(), u"Name a file in it"_s);
    if (!QFileInfo(there.absolutePath()).isDir())
        return failure(ErrorKind::Io, u"there is no such folder"_s, there.absolutePath(), u"Make it first, or name another"_s);
    m_isDirect = there.exists() && !there.isFile();
    m_isOpen = target().open(QIODevice::WriteOnly | QIODevice::Unbuffered); // or Qt cannot tell what refused the last bytes
    const bool isClosed = m_isDirect || m_readers == Readers::AsUsual ||
                          (m_isOpen && m_whole.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner));
    return m_isOpen && isClosed ? Result<void>() : refused();
}

Result<void> OutputFile::write(QByteArrayView bytes)
{
    while (!bytes.isEmpty()) {
        const qint64 written = target().write(bytes.data(), bytes.size());
        if (written <= 0)
            return refused();
        bytes = bytes.sliced(written); // the last room was taken: what refuses the rest is told only when it is tried
    }
    return {};
}

Result<void> OutputFile::commit()
{
    if (m_isDirect)
        return {};
    if (auto synced = syncFile(m_whole.handle(), path()); !synced)
        return synced; // QSaveFile does so, too, but keeps to itself what a disk says only then
    return m_whole.commit() ? Result<void>() : refused();
}

QFileDevice &OutputFile::target()
{
    return m_isDirect ? static_cast<QFileDevice &>(m_direct) : m_whole;
}

tl::unexpected<Error> OutputFile::refused()
{
    const bool isFull = target().error() == QFileDevice::ResourceError;
    return failure(isFull ? ErrorKind::DiskFull : ErrorKind::Io, u"the file cannot be written: %1"_s.arg(target().errorString()),
                   path(), isFull ? u"Make room on that disk"_s : u"See that its folder can be written to"_s);
}

Result<void> writeOutput(const QString &path, QByteArrayView bytes, OutputFile::Readers readers)
{
    OutputFile file(path, readers);
    auto done = file.open();
    if (done)
        done = file.write(bytes);
    return done ? file.commit() : done;
}

} // namespace cairn
