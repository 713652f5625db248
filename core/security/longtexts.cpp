#include "security/longtexts.h"

#include "security/masking.h"

namespace cairn {

namespace {

constexpr quint64 Base = 0x9e3779b97f4a7c15;

constexpr quint64 power(qsizetype exponent)
{
    quint64 result = 1;
    for (qsizetype i = 0; i < exponent; ++i)
        result *= Base;
    return result;
}

/// Of the Piece bytes that were taken in last (Karp and Rabin, "Efficient randomized pattern-matching algorithms", 1987).
class Fingerprint
{
public:
    void take(char next) { m_value = m_value * Base + uchar(next) + 1; }
    void drop(char first) { m_value -= (uchar(first) + 1) * power(LongTexts::Piece - 1); }
    quint64 value() const { return m_value; }

private:
    quint64 m_value = 0;
};

quint64 fingerprintOf(QByteArrayView piece)
{
    Fingerprint print;
    for (const char c : piece)
        print.take(c);
    return print.value();
}

} // namespace

void LongTexts::add(QByteArrayView text)
{
    for (qsizetype at = 0; at + Piece <= text.size(); at += Piece)
        m_pieces.insert(fingerprintOf(text.sliced(at, Piece)));
    m_pieces.insert(fingerprintOf(text.last(Piece)));
}

void LongTexts::cover(QByteArray &covered, QByteArrayView bytes) const
{
    Fingerprint print;
    qsizetype done = 0; // all before is covered, if it has to be
    for (qsizetype end = 1; end <= bytes.size(); ++end) {
        if (end > Piece)
            print.drop(bytes[end - 1 - Piece]);
        print.take(bytes[end - 1]);
        if (end < Piece || !m_pieces.contains(print.value()))
            continue;
        done = std::max(done, end - Piece);
        covered.replace(done, end - done, coverAll(bytes.sliced(done, end - done).toByteArray()));
        done = end;
    }
}

} // namespace cairn
