#pragma once

#include <QByteArray>
#include <QSet>

namespace cairn {

/// Texts that are recognised by any piece of them, for they may be longer than what is at hand at a time. Any thread, once they
/// are all in; about 20 ms a MiB.
class LongTexts
{
public:
    static constexpr qsizetype Piece = 64; ///< bytes

    /// At least a Piece.
    void add(QByteArrayView text);
    bool isEmpty() const { return m_pieces.isEmpty(); }
    /// `bytes`, with each letter and digit covered in `covered`, which is as long, that belongs to a text. Where `bytes` begin or
    /// end within one, what is not a whole piece of it may stay: fewer than Piece bytes at that end.
    void cover(QByteArray &covered, QByteArrayView bytes) const;

private:
    QSet<quint64> m_pieces; ///< fingerprints of the texts, piece by piece
};

} // namespace cairn
