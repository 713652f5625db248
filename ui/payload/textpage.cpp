#include "ui/payload/textpage.h"

namespace cairn {

namespace {

bool continues(char c)
{
    return (uchar(c) & 0xc0) == 0x80;
}

/// Where the first character at or after `from` begins.
qsizetype characterFrom(QByteArrayView bytes, qsizetype from)
{
    qsizetype at = std::min(from, bytes.size());
    while (at < bytes.size() && at < from + TextPage::Beyond && continues(bytes[at]))
        ++at;
    return at;
}

bool isHighSurrogate(QByteArrayView bytes, qsizetype at, TextEncoding encoding)
{
    const uchar high = uchar(bytes[at + (encoding == TextEncoding::Utf16LittleEndian ? 1 : 0)]);
    return high >= 0xd8 && high <= 0xdb;
}

bool isLowSurrogate(QByteArrayView bytes, qsizetype at, TextEncoding encoding)
{
    const uchar high = uchar(bytes[at + (encoding == TextEncoding::Utf16LittleEndian ? 1 : 0)]);
    return high >= 0xdc && high <= 0xdf;
}

QByteArrayView trimmed(QByteArrayView bytes, bool isFirst, const PayloadNature &nature)
{
    qsizetype begin = isFirst ? std::min<qsizetype>(nature.markLength, bytes.size()) : 0;
    qsizetype end = std::min<qsizetype>(TextPage::Size, bytes.size());
    if (nature.encoding == TextEncoding::Utf8) {
        begin = isFirst ? begin : characterFrom(bytes, 0);
        end = characterFrom(bytes, end);
    } else if (nature.encoding != TextEncoding::Latin1) {
        if (!isFirst && bytes.size() >= 2 && isLowSurrogate(bytes, 0, nature.encoding))
            begin = 2;
        if (end + 2 <= bytes.size() && end >= 2 && isHighSurrogate(bytes, end - 2, nature.encoding))
            end += 2;
    }
    return bytes.sliced(std::min(begin, end), std::max<qsizetype>(0, end - begin));
}

} // namespace

TextPage TextPage::of(QByteArrayView bytes, bool isFirst, const PayloadNature &nature)
{
    TextPage page{decodeText(trimmed(bytes, isFirst, nature), nature.encoding)};
    page.brokenLines = breakLongLines(page.text, LongestLine);
    return page;
}

bool breakLongLines(QString &text, qsizetype longest)
{
    QString broken;
    qsizetype copied = 0;
    qsizetype lineStart = 0;
    for (qsizetype at = 0; at < text.size(); ++at) {
        if (text.at(at) == u'\n')
            lineStart = at + 1;
        else if (at - lineStart >= longest && !text.at(at).isLowSurrogate()) {
            broken += QStringView(text).mid(copied, at - copied);
            broken += u'\n';
            copied = lineStart = at;
        }
    }
    if (copied == 0)
        return false;
    text = broken.append(QStringView(text).mid(copied));
    return true;
}

} // namespace cairn
