#include "base/ids.h"

#include "base/hasher.h"

#include <QRandomGenerator>

#include <cstring>
#include <mutex>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {
constexpr char Alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr int IdLength = 13;
constexpr int SequenceBits = 21; // 42 bits of milliseconds (until the year 2109) and 21 bits within one

int digitValue(QChar c)
{
    const char upper = c.toUpper().toLatin1();
    if (upper == 'I' || upper == 'L')
        return 1;
    if (upper == 'O')
        return 0;
    const char *found = upper ? std::strchr(Alphabet, upper) : nullptr;
    return found ? int(found - Alphabet) : -1;
}
} // namespace

Result<RunId> RunId::fromString(QStringView text)
{
    const auto bad = [&] {
        return failure(ErrorKind::Usage, u"'%1' is not a run id"_s.arg(text), {},
                       u"Run ids have 13 letters and digits; `cairn runs` lists them"_s);
    };
    if (text.size() != IdLength)
        return bad();
    std::uint64_t value = 0;
    for (QChar c : text) {
        const int digit = digitValue(c);
        if (digit < 0)
            return bad();
        value = (value << 5) | std::uint64_t(digit);
    }
    if (value == 0 || value >> 63)
        return bad();
    return RunId(std::int64_t(value));
}

RunId RunId::generate(std::int64_t nowMs)
{
    static std::mutex mutex;
    static std::int64_t last = 0;
    const std::scoped_lock lock(mutex);
    // Starting at a random place in the lower half keeps two processes apart in the same millisecond;
    // counting up from the last keeps one process in order. The store's primary key catches the rest.
    const auto random = std::int64_t(QRandomGenerator::global()->bounded(1u << (SequenceBits - 1)));
    last = std::max(last + 1, (nowMs << SequenceBits) | random);
    return RunId(last);
}

QString RunId::toString() const
{
    QString text(IdLength, QLatin1Char('0'));
    auto rest = std::uint64_t(m_value);
    for (int i = IdLength - 1; i >= 0; --i, rest >>= 5)
        text[i] = QLatin1Char(Alphabet[rest & 31]);
    return text;
}

Digest Digest::fromBytes(QByteArrayView bytes)
{
    Digest digest;
    if (bytes.size() == Size) {
        std::memcpy(digest.m_bytes.data(), bytes.data(), Size);
        digest.m_valid = true;
    }
    return digest;
}

Result<Digest> Digest::fromHex(QStringView text)
{
    const QStringView hex = text.startsWith("sha256:"_L1) ? text.mid(7) : text;
    const QByteArray bytes = QByteArray::fromHex(hex.toLatin1());
    const Digest digest = fromBytes(bytes);
    if (!digest.isValid() || hex.size() != 2 * Size)
        return failure(ErrorKind::Usage, u"'%1' is not a SHA-256 digest"_s.arg(text), {},
                       u"A digest has 64 hexadecimal digits"_s);
    return digest;
}

Digest Digest::of(QByteArrayView content)
{
    thread_local Hasher hasher;
    hasher.add(content);
    return hasher.finish();
}

QByteArray Digest::toBytes() const
{
    return m_valid ? QByteArray(reinterpret_cast<const char *>(m_bytes.data()), Size) : QByteArray();
}

QString Digest::toHex() const
{
    return QString::fromLatin1(toBytes().toHex());
}

} // namespace cairn
