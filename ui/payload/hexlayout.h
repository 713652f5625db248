#pragma once

#include <QString>

namespace cairn {

/// Where the parts of a hex dump are, in characters and lines. Pure.
struct HexLayout
{
    static constexpr int BytesPerLine = 16;
    static constexpr int Gap = 2; ///< characters between offsets, bytes and text

    explicit HexLayout(qint64 bytes);

    qint64 size = 0;
    int digits = 8; ///< of an offset

    qint64 lines() const { return (size + BytesPerLine - 1) / BytesPerLine; }
    int hexColumn(int place) const { return digits + Gap + place * 3 + (place >= BytesPerLine / 2 ? 1 : 0); }
    int textColumn(int place) const { return digits + Gap + BytesPerLine * 3 + 1 + Gap - 1 + place; }
    int columns() const { return textColumn(BytesPerLine); }
    /// The place within its line that stands at a column (fractional: between two bytes the nearer one); before and after the
    /// bytes the first and the last.
    int placeAt(double column) const;
    QString offsetText(qint64 offset) const;
};

/// "7A" → printable, others as a dot.
QChar hexGlyph(uchar byte);
/// Reads "4096", "0x1000", "1000h" (hexadecimal), "+16"/"-16" relative to `current`; -1 if it is none.
qint64 parseOffset(const QString &text, qint64 current);

} // namespace cairn
