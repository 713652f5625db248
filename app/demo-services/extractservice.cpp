#include "extractservice.h"

#include "base/ids.h"
#include "textstatistics.h"

#include <QBuffer>
#include <QImageReader>
#include <QJsonArray>
#include <QMimeDatabase>

using namespace Qt::StringLiterals;

namespace cairn::demo {

namespace {

/// Content decides; what the sender declared refines "some text" and "some bytes", never contradicts them.
QString mediaType(const Call &call, bool isText)
{
    const QMimeDatabase database;
    const QMimeType seen = database.mimeTypeForData(call.body);
    const QMimeType declared = database.mimeTypeForName(QString::fromLatin1(call.mediaType()));
    const QString plain = u"text/plain"_s;
    if (declared.isValid() && isText && seen.name() == plain && declared.inherits(plain))
        return declared.name();
    if (declared.isValid() && !isText && seen.isDefault() && !declared.inherits(plain))
        return declared.name();
    return isText && seen.isDefault() ? plain : seen.name();
}

void addText(const QString &text, QJsonObject &answer)
{
    const TextStatistics statistics = countText(text);
    answer[u"lines"_s] = statistics.lines;
    answer[u"words"_s] = statistics.words;
    answer[u"characters"_s] = statistics.characters;
    if (!statistics.language.isEmpty())
        answer[u"language_guess"_s] = statistics.language;
    QJsonArray frequent;
    for (const auto &[word, count] : statistics.mostFrequent)
        frequent.append(QJsonObject{{u"word"_s, word}, {u"count"_s, count}});
    answer[u"most_frequent"_s] = frequent;
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
    answer[u"image"_s] = QJsonObject{{u"format"_s, QString::fromLatin1(format)},
                                     {u"width"_s, image.width()},
                                     {u"height"_s, image.height()},
                                     {u"depth"_s, image.depth()},
                                     {u"alpha"_s, image.hasAlphaChannel()}};
}

} // namespace

Reply ExtractService::answer(const Call &call)
{
    if (call.path != QStringList{u"v1"_s, u"extract"_s})
        return notFound();
    if (call.method != "POST")
        return methodNotAllowed("POST");

    const std::optional<QString> text = decodeText(call.body);
    QJsonObject answer{{u"media_type"_s, mediaType(call, text.has_value())},
                       {u"bytes"_s, qint64(call.body.size())},
                       {u"lines"_s, QJsonValue::Null},
                       {u"words"_s, QJsonValue::Null},
                       {u"characters"_s, QJsonValue::Null},
                       {u"most_frequent"_s, QJsonArray()},
                       {u"sha256"_s, Digest::of(call.body).toHex()}};
    if (text)
        addText(*text, answer);
    else
        addImage(call.body, answer);
    return jsonReply(answer);
}

} // namespace cairn::demo
