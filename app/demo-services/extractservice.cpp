#include "extractservice.h"

#include "base/ids.h"
#include "textstatistics.h"

#include <QBuffer>
#include <QImageReader>
#include <QJsonArray>
#include <QMimeDatabase>

namespace cairn::demo {

namespace {

/// Content decides; what the sender declared refines "some text" and "some bytes", never contradicts them.
QString mediaType(const Call &call, bool isText)
{
    const QMimeDatabase database;
    const QMimeType seen = database.mimeTypeForData(call.body);
    const QMimeType declared = database.mimeTypeForName(QString::fromLatin1(call.mediaType()));
    const QString plain = QStringLiteral("text/plain");
    if (declared.isValid() && isText && seen.name() == plain && declared.inherits(plain))
        return declared.name();
    if (declared.isValid() && !isText && seen.isDefault() && !declared.inherits(plain))
        return declared.name();
    return isText && seen.isDefault() ? plain : seen.name();
}

void addText(const QString &text, QJsonObject &answer)
{
    const TextStatistics statistics = countText(text);
    answer[QStringLiteral("lines")] = statistics.lines;
    answer[QStringLiteral("words")] = statistics.words;
    answer[QStringLiteral("characters")] = statistics.characters;
    if (!statistics.language.isEmpty())
        answer[QStringLiteral("language_guess")] = statistics.language;
    QJsonArray frequent;
    for (const auto &[word, count] : statistics.mostFrequent)
        frequent.append(QJsonObject{{QStringLiteral("word"), word}, {QStringLiteral("count"), count}});
    answer[QStringLiteral("most_frequent")] = frequent;
}

void addImage(const QByteArray &bytes, QJsonObject &answer)
{
    QBuffer buffer;
    buffer.setData(bytes);
    QImageReader reader(&buffer);
    if (!reader.canRead())
        return;
    const QByteArray format = reader.format();
    const QImage image = reader.read();
    if (image.isNull())
        return;
    answer[QStringLiteral("image")] = QJsonObject{{QStringLiteral("format"), QString::fromLatin1(format)},
                                                  {QStringLiteral("width"), image.width()},
                                                  {QStringLiteral("height"), image.height()},
                                                  {QStringLiteral("depth"), image.depth()},
                                                  {QStringLiteral("alpha"), image.hasAlphaChannel()}};
}

} // namespace

Reply ExtractService::answer(const Call &call)
{
    if (call.path != QStringList{QStringLiteral("v1"), QStringLiteral("extract")})
        return notFound();
    if (call.method != "POST")
        return methodNotAllowed("POST");

    const std::optional<QString> text = decodeText(call.body);
    QJsonObject answer{{QStringLiteral("media_type"), mediaType(call, text.has_value())},
                       {QStringLiteral("bytes"), qint64(call.body.size())},
                       {QStringLiteral("lines"), QJsonValue::Null},
                       {QStringLiteral("words"), QJsonValue::Null},
                       {QStringLiteral("characters"), QJsonValue::Null},
                       {QStringLiteral("most_frequent"), QJsonArray()},
                       {QStringLiteral("sha256"), Digest::of(call.body).toHex()}};
    if (text)
        addText(*text, answer);
    else
        addImage(call.body, answer);
    return jsonReply(answer);
}

} // namespace cairn::demo
