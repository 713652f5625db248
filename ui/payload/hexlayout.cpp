#include "ui/payload/hexlayout.h"

#include <algorithm>
#include <cmath>

namespace cairn {

using namespace Qt::StringLiterals;

HexLayout::HexLayout(qint64 bytes) : size(bytes)
{
    for (qint64 rest = (std::max<qint64>(bytes, 1) - 1) >> (4 * digits); rest > 0; rest >>= 4)
        ++digits;
}

int HexLayout::placeAt(double column) const
{
    if (column >= textColumn(0))
        return std::clamp(int(std::floor(column)) - textColumn(0), 0, BytesPerLine - 1);
    int place = 0;
    while (place + 1 < BytesPerLine && column >= hexColumn(place + 1) - 0.5)
        ++place;
    return place;
}

QString HexLayout::offsetText(qint64 offset) const
{
    return QString::number(offset, 16).toUpper().rightJustified(digits, u'0');
}

QChar hexGlyph(uchar byte)
{
    return byte >= 0x20 && byte < 0x7f ? QChar::fromLatin1(char(byte)) : QChar(0x00b7);
}

qint64 parseOffset(const QString &text, qint64 current)
{
    QString number = text.trimmed();
    const bool relative = number.startsWith(u'+') || number.startsWith(u'-');
    const qint64 sign = number.startsWith(u'-') ? -1 : 1;
    if (relative)
        number.remove(0, 1);
    int base = 10;
    if (number.startsWith("0x"_L1, Qt::CaseInsensitive)) {
        number.remove(0, 2);
        base = 16;
    } else if (number.endsWith(u'h', Qt::CaseInsensitive)) {
        number.chop(1);
        base = 16;
    }
    bool good = false;
    const qint64 value = number.toLongLong(&good, base);
    if (!good || value < 0)
        return -1;
    return relative ? std::max<qint64>(0, current + sign * value) : value;
}

} // namespace cairn
