#include "multipart.h"

#include <QHash>

namespace cairn::demo {

namespace {

constexpr int MostParts = 64;

/// Parameters of a header value, names in lower case: `form-data; name="a"; filename="b"`. In a quoted string a backslash
/// takes the next quote or backslash literally, and %22 is a quote, as browsers write it.
QHash<QByteArray, QByteArray> parameters(const QByteArray &value)
{
    QHash<QByteArray, QByteArray> found;
    qsizetype i = value.indexOf(';');
    while (i >= 0 && i < value.size()) {
        const qsizetype equals = value.indexOf('=', ++i);
        if (equals < 0)
            break;
        const QByteArray name = value.mid(i, equals - i).trimmed().toLower();
        QByteArray text;
        i = equals + 1;
        if (i < value.size() && value[i] == '"') {
            for (++i; i < value.size() && value[i] != '"'; ++i) {
                if (value[i] == '\\' && i + 1 < value.size() && (value[i + 1] == '"' || value[i + 1] == '\\'))
                    ++i;
                text.append(value[i]);
            }
            i = value.indexOf(';', i);
            text.replace("%22", "\"");
        } else {
            const qsizetype end = value.indexOf(';', i);
            text = value.mid(i, end < 0 ? -1 : end - i).trimmed();
            i = end;
        }
        found.insert(name, text);
    }
    return found;
}

/// RFC 8187: UTF-8''percent-encoded.
QString extendedValue(const QByteArray &value)
{
    const QByteArray prefix = "utf-8''";
    return value.toLower().startsWith(prefix) ? QString::fromUtf8(QByteArray::fromPercentEncoding(value.mid(prefix.size())))
                                              : QString();
}

FormPart parsePart(const QByteArray &head, const QByteArray &content)
{
    FormPart part;
    part.content = content;
    for (const QByteArray &line : head.split('\n')) {
        const qsizetype colon = line.indexOf(':');
        const QByteArray field = line.left(colon).trimmed().toLower();
        const QByteArray value = line.mid(colon + 1).trimmed();
        if (field == "content-type")
            part.contentType = value;
        if (field != "content-disposition" || !value.toLower().startsWith("form-data"))
            continue;
        const QHash<QByteArray, QByteArray> found = parameters(value);
        part.name = QString::fromUtf8(found.value("name"));
        part.fileName = extendedValue(found.value("filename*"));
        if (part.fileName.isEmpty())
            part.fileName = QString::fromUtf8(found.value("filename"));
    }
    return part;
}

} // namespace

std::optional<QList<FormPart>> parseMultipart(const QByteArray &contentType, const QByteArray &body)
{
    const QByteArray boundary = parameters(contentType).value("boundary");
    if (!contentType.trimmed().toLower().startsWith("multipart/form-data") || boundary.isEmpty() || boundary.size() > 70)
        return std::nullopt;

    const QByteArray delimiter = "\r\n--" + boundary;
    QList<FormPart> parts;
    qsizetype at = body.startsWith(delimiter.mid(2)) ? delimiter.size() - 2 : -1;
    if (at < 0) {
        const qsizetype preamble = body.indexOf(delimiter);
        at = preamble < 0 ? -1 : preamble + delimiter.size();
    }
    while (at >= 0) {
        if (body.mid(at, 2) == "--")
            return parts;
        const qsizetype headStart = body.indexOf("\r\n", at) + 2;
        const qsizetype end = headStart < 2 ? -1 : body.indexOf(delimiter, headStart - 2);
        const qsizetype headEnd = end < 0 ? -1 : body.indexOf("\r\n\r\n", headStart - 2);
        if (headEnd < 0 || headEnd > end || parts.size() == MostParts)
            return std::nullopt;
        const qsizetype contentStart = headEnd + 4;
        if (contentStart > end + 2)
            return std::nullopt;
        parts.append(parsePart(body.mid(headStart, qMax<qsizetype>(0, headEnd - headStart)),
                               body.mid(contentStart, qMax<qsizetype>(0, end - contentStart))));
        if (parts.last().name.isEmpty())
            return std::nullopt;
        at = end + delimiter.size();
    }
    return std::nullopt;
}

} // namespace cairn::demo
