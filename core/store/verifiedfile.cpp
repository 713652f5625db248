#include "store/verifiedfile.h"

namespace cairn {

using namespace Qt::StringLiterals;

VerifiedFile::VerifiedFile(std::unique_ptr<QIODevice> file, QString path, const PayloadRef &expected, Kind kind)
    : m_file(std::move(file)), m_path(std::move(path)), m_expected(expected), m_kind(kind)
{
    open(QIODevice::ReadOnly | QIODevice::Unbuffered);
}

qint64 VerifiedFile::readData(char *data, qint64 most)
{
    if (m_damage)
        return -1;
    const qint64 wanted = std::min(most, m_expected.size - m_read);
    if (wanted <= 0)
        return 0;
    const qint64 got = m_file->read(data, wanted);
    if (got < 0)
        return refuse(u"The payload's file cannot be read: %1"_s.arg(m_file->errorString()));
    if (got == 0)
        return refuse(u"The payload is damaged: its file ends after %1 of %2 bytes"_s.arg(m_read).arg(m_expected.size));
    if (m_kind == Kind::Plain)
        m_hasher.add(QByteArrayView(data, got));
    m_read += got;
    if (m_read < m_expected.size || m_kind == Kind::Sealed)
        return got;
    const Digest found = m_hasher.finish();
    if (found != m_expected.digest)
        return refuse(u"The payload is damaged: its bytes have the digest %1"_s.arg(found.toHex()));
    return got;
}

qint64 VerifiedFile::refuse(const QString &what)
{
    m_damage = Error{
        ErrorKind::Damaged, what, m_path,
        u"Put it back: `cairn submit` the same file again, or take it out of a backup (`cairn doctor` says how); then retry"_s};
    setErrorString(what);
    return -1;
}

} // namespace cairn
