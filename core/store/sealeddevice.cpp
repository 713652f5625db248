#include "store/sealeddevice.h"

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

tl::unexpected<Error> altered(const QString &what, const QString &path)
{
    return failure(
        ErrorKind::Damaged, what, path,
        u"Put it back: `cairn submit` the same file again, or take it out of a backup (`cairn doctor` says how); then retry"_s);
}

/// How much of a payload can be left in a file that is not as long as it should be: whole pieces.
qint64 leftOf(qint64 fileSize, qint64 size)
{
    const qint64 pieces = std::max<qint64>(fileSize - SealedHeadBytes, 0) / SealedPieceBytes;
    return std::min(pieces * SealedPiece, size);
}

} // namespace

Result<std::unique_ptr<QIODevice>> SealedDevice::open(std::unique_ptr<QFile> file, const PayloadRef &ref,
                                                      const std::shared_ptr<const DataKey> &key, Whole whole)
{
    const QString path = file->fileName();
    const qint64 due = sealedFileSize(ref.size);
    const bool isWhole = file->size() == due;
    if (!isWhole && whole == Whole::Needed)
        return altered(u"The payload's file has %1 bytes instead of %2"_s.arg(file->size()).arg(due), path);
    auto opener = FileOpener::of(*key, file->read(SealedHeadBytes));
    if (!opener)
        return altered(u"The payload's file does not begin as it was written"_s, path);
    if (isWhole) {
        const bool moved = file->seek(due - SealedEndBytes);
        if (!moved || !opener->isEnd(file->read(SealedEndBytes), ref.digest, ref.size))
            return altered(u"The payload's file was altered, or is that of another payload"_s, path);
    }
    const qint64 size = isWhole ? ref.size : leftOf(file->size(), ref.size);
    return std::unique_ptr<QIODevice>(new SealedDevice(std::move(file), std::move(*opener), size));
}

SealedDevice::SealedDevice(std::unique_ptr<QFile> file, FileOpener opener, qint64 size)
    : m_file(std::move(file)), m_opener(std::move(opener)), m_size(size)
{
    QIODevice::open(QIODevice::ReadOnly | QIODevice::Unbuffered);
}

bool SealedDevice::hold(qint64 piece)
{
    if (m_held == piece)
        return true;
    m_held = -1;
    const qint64 length = std::min<qint64>(SealedPiece, m_size - piece * SealedPiece);
    m_sealed.resize(length + (SealedPieceBytes - SealedPiece));
    m_piece.resize(length);
    const bool got = m_file->seek(SealedHeadBytes + piece * SealedPieceBytes) &&
                     m_file->read(m_sealed.data(), m_sealed.size()) == m_sealed.size();
    if (!got || !m_opener.openPiece(quint64(piece), m_sealed, m_piece.data())) {
        setErrorString(u"its encrypted bytes were altered (at %1)"_s.arg(piece * SealedPiece));
        return false;
    }
    m_held = piece;
    return true;
}

qint64 SealedDevice::readData(char *data, qint64 most)
{
    qint64 given = 0;
    while (given < most && pos() + given < m_size) {
        const qint64 at = pos() + given;
        if (!hold(at / SealedPiece))
            return given > 0 ? given : -1;
        const qint64 from = at % SealedPiece;
        const qint64 count = std::min(most - given, m_piece.size() - from);
        std::copy_n(m_piece.constData() + from, count, data + given);
        given += count;
    }
    return given;
}

} // namespace cairn
