#include "ui/payload/jsonreading.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

/// The value at a pointer; the nearest that there is around it if nothing stands there: a field that is missing.
int nearest(const JsonIndex &index, QString pointer)
{
    int found = index.find(pointer);
    while (found < 0) {
        pointer.truncate(pointer.lastIndexOf(u'/'));
        found = index.find(pointer);
    }
    return found;
}

QList<JsonRemark> remarksOf(const JsonIndex &index, const Schema &schema)
{
    const QJsonDocument document = QJsonDocument::fromJson(index.text());
    // A lone scalar is JSON, but no document to Qt 6.4.
    const QJsonValue root = document.isArray()    ? QJsonValue(document.array())
                            : document.isObject() ? QJsonValue(document.object())
                                                  : QJsonDocument::fromJson('[' + index.text() + ']').array().first();
    QList<JsonRemark> remarks;
    for (const SchemaViolation &violation : schema.validate(root))
        remarks.append({nearest(index, violation.pointer), violation.pointer, violation.message});
    std::stable_sort(remarks.begin(), remarks.end(),
                     [](const JsonRemark &one, const JsonRemark &other) { return one.value < other.value; });
    return remarks;
}

QString joined(const QString &before, const QString &message)
{
    return before.isEmpty() ? message : before + u'\n' + message;
}

/// A short way of saying what it is about, where the place alone does not.
QString saidOf(const JsonRemark &remark, const JsonIndex &index)
{
    return index.pointer(remark.value) == remark.pointer ? remark.message : u"%1: %2"_s.arg(remark.pointer, remark.message);
}

} // namespace

QMap<int, QString> JsonReading::byLine(const QList<JsonRemark> &remarks, const JsonIndex &text)
{
    QMap<int, QString> lines;
    for (const JsonRemark &remark : remarks) {
        const JsonIndex::Value &value = text.at(remark.value);
        const quint32 place = value.keyEnd > 0 ? value.keyBegin : value.begin;
        const int line = int(QByteArrayView(text.text()).first(place).count('\n'));
        lines[line] = joined(lines.value(line), saidOf(remark, text));
    }
    return lines;
}

QHash<int, QString> JsonReading::byValue(const QList<JsonRemark> &remarks)
{
    QHash<int, QString> values;
    for (const JsonRemark &remark : remarks)
        values[remark.value] = joined(values.value(remark.value), remark.message);
    return values;
}

JsonReading readJson(const QByteArray &bytes, const PayloadNature &nature, const std::optional<Schema> &schema)
{
    JsonReading reading;
    const QByteArrayView text = QByteArrayView(bytes).sliced(std::min<qsizetype>(nature.markLength, bytes.size()));
    auto parsed =
        JsonIndex::parse(nature.encoding == TextEncoding::Utf8 ? text.toByteArray() : decodeText(text, nature.encoding).toUtf8());
    if (!parsed) {
        reading.fault = parsed.error();
        return reading;
    }
    if (schema)
        reading.remarks = remarksOf(*parsed, *schema);
    auto pretty = JsonIndex::parse(prettyJson(*parsed)); // fails if white space makes it too large
    if (pretty)
        reading.pretty = std::make_shared<const JsonIndex>(std::move(*pretty));
    reading.index = std::make_shared<const JsonIndex>(std::move(*parsed));
    return reading;
}

} // namespace cairn
