#include "thumbnailservice.h"

#include "textstatistics.h"

#include <QBuffer>
#include <QFontDatabase>
#include <QImageReader>
#include <QPainter>

using namespace Qt::StringLiterals;

namespace cairn::demo {

namespace {

constexpr int DefaultSize = 128;
constexpr int SmallestSize = 16;
constexpr int LargestSize = 1024;
constexpr int BytesShown = 4096; ///< more never fits on a page

std::optional<int> wantedSize(const QUrlQuery &query)
{
    if (!query.hasQueryItem(u"size"_s))
        return DefaultSize;
    bool isNumber = false;
    const int size = query.queryItemValue(u"size"_s).toInt(&isNumber);
    if (!isNumber || size < SmallestSize || size > LargestSize)
        return std::nullopt;
    return size;
}

/// Null if the bytes say they are an image and are not; SVG counts as text, so that no picture pulls in files by reference.
QImage shrinkImage(QImageReader &reader, int size)
{
    const QSize bounds(size, size);
    const QSize full = reader.size();
    if (full.isValid() && (full.width() > size || full.height() > size))
        reader.setScaledSize(full.scaled(bounds, Qt::KeepAspectRatio).expandedTo(QSize(1, 1)));
    reader.setAutoTransform(true);
    return reader.read();
}

/// The first lines of a text, or of a hex dump of what is none.
QStringList linesOf(const QByteArray &body)
{
    QByteArray head = body.left(BytesShown);
    while (head.size() < body.size() && !head.isEmpty() && (uchar(body[head.size()]) & 0xC0) == 0x80)
        head.chop(1); // not in the middle of a UTF-8 sequence
    if (const std::optional<QString> text = decodeText(head))
        return text->split(u'\n');
    QStringList dump;
    for (qsizetype i = 0; i < head.size(); i += 8)
        dump.append(QString::fromLatin1(head.mid(i, 8).toHex(' ')));
    return dump;
}

QImage drawPage(const QStringList &lines, int size)
{
    QImage page(size * 3 / 4, size, QImage::Format_RGB32);
    page.fill(Qt::white);
    QPainter painter(&page);
    painter.setPen(QColor(0xb0, 0xb0, 0xb0));
    painter.drawRect(page.rect().adjusted(0, 0, -1, -1));
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    font.setPixelSize(qMax(5, size / 20));
    painter.setFont(font);
    painter.setPen(QColor(0x20, 0x20, 0x20));
    const int margin = qMax(2, size / 16);
    painter.setClipRect(page.rect().adjusted(margin, margin, -margin, -margin));
    const int lineHeight = painter.fontMetrics().lineSpacing();
    int baseline = margin + painter.fontMetrics().ascent();
    for (const QString &line : lines) {
        if (baseline > size)
            break;
        painter.drawText(margin, baseline, line.left(LargestSize).replace(u'\t', u"    "_s));
        baseline += lineHeight;
    }
    return page;
}

} // namespace

Reply ThumbnailService::answer(const Call &call)
{
    if (call.path != QStringList{u"v1"_s, u"thumbnail"_s})
        return notFound();
    if (call.method != "POST")
        return methodNotAllowed("POST");
    const std::optional<int> size = wantedSize(call.query);
    if (!size)
        return problem(400, u"invalid-size"_s, u"size must be a number from %1 to %2"_s.arg(SmallestSize).arg(LargestSize));

    QBuffer source;
    source.setData(call.body);
    QImageReader reader(&source);
    const bool isPicture = reader.canRead() && !reader.format().startsWith("svg");
    const QImage image = isPicture ? shrinkImage(reader, *size) : drawPage(linesOf(call.body), *size);
    if (image.isNull())
        return problem(422, u"undecodable-image"_s, reader.errorString());

    QByteArray png;
    QBuffer buffer(&png);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "PNG");
    return {200, "image/png", png, {}};
}

} // namespace cairn::demo
