#include "definition/bodyreader.h"

#include "definition/templatetext.h"

#include <QJsonArray>
#include <QJsonObject>

namespace cairn {

namespace {

const KeyRules BodyKeys{QStringLiteral("body"),
                        {QStringLiteral("file"), QStringLiteral("raw"), QStringLiteral("json"), QStringLiteral("multipart"),
                         QStringLiteral("content_type")},
                        {}};
const KeyRules PartKeys{
    QStringLiteral("a multipart field"),
    {QStringLiteral("value"), QStringLiteral("file"), QStringLiteral("filename"), QStringLiteral("content_type")},
    {}};

} // namespace

RequestBody BodyReader::read(const YamlNode &node)
{
    const MapReader map(m_report, node, BodyKeys);
    RequestBody body;
    QStringList kinds;
    for (const QString &kind :
         {QStringLiteral("file"), QStringLiteral("raw"), QStringLiteral("json"), QStringLiteral("multipart")}) {
        if (map.has(kind))
            kinds.append(kind);
    }
    contentType(map, body.contentType);
    if (kinds.size() != 1) {
        if (node.kind == YamlNode::Kind::Map)
            m_report.add(kinds.isEmpty() ? node.at : map.keyPlace(kinds.last()),
                         kinds.isEmpty() ? QStringLiteral("body says nothing to send")
                                         : QStringLiteral("body has both '%1' and '%2'").arg(kinds.first(), kinds.last()),
                         QStringLiteral("Write exactly one of file, raw, json and multipart"));
        return body;
    }
    const QString &kind = kinds.first();
    if (kind == QLatin1String("file")) {
        body.kind = RequestBody::Kind::File;
        fileBody(map, body.text);
    } else if (kind == QLatin1String("raw")) {
        body.kind = RequestBody::Kind::Raw;
        templateText(map, kind, body.text);
    } else if (kind == QLatin1String("json")) {
        body.kind = RequestBody::Kind::Json;
        // null is a value here
        body.json = json(node.entry(kind)->value).value_or(QJsonValue());
    } else if (const YamlNode *fields = map.value(kind)) {
        body.kind = RequestBody::Kind::Multipart;
        body.parts = parts(*fields);
        if (map.has(QStringLiteral("content_type")))
            m_report.add(map.keyPlace(QStringLiteral("content_type")),
                         QStringLiteral("a multipart body has its own content type"),
                         QStringLiteral("Leave content_type out, or set it on a field"));
    }
    return body;
}

void BodyReader::fileBody(const MapReader &map, QString &out)
{
    const YamlNode *node = templateText(map, QStringLiteral("file"), out);
    if (node && !hasExpressions(out))
        m_report.add(node->at, QStringLiteral("'file' is not an expression, and it names a payload, not a path"),
                     QStringLiteral("Write \"${{ .input }}\" or \"${{ .steps.NAME }}\""));
    else if (node && splitTemplate(out) && !isOneExpression(out))
        m_report.add(node->at, QStringLiteral("'file' has text around its expression"),
                     QStringLiteral("Write just one expression: \"${{ .input }}\""));
}

void BodyReader::contentType(const MapReader &map, QString &out)
{
    const YamlNode *node = templateText(map, QStringLiteral("content_type"), out);
    if (node && hasControl(literalText(out)))
        m_report.add(node->at, QStringLiteral("content_type has a line break or another control character"),
                     QStringLiteral("Write it in one line"));
    else if (node && !hasExpressions(out) && !out.contains(u'/'))
        m_report.add(node->at, QStringLiteral("'%1' is not a content type").arg(out.left(64)),
                     QStringLiteral("Write it like application/pdf"));
}

QList<RequestBody::Part> BodyReader::parts(const YamlNode &node)
{
    QList<RequestBody::Part> list;
    if (node.kind != YamlNode::Kind::Map || node.entries.empty())
        m_report.add(node.at, QStringLiteral("'multipart' must be a map of at least one field"),
                     QStringLiteral("Write multipart: { NAME: \"${{ .input }}\" }"));
    for (const YamlEntry &entry : node.entries) {
        if (hasControl(entry.key.text) || hasExpressions(entry.key.text))
            m_report.add(entry.key.at, QStringLiteral("a field's name must be a plain text in one line"),
                         QStringLiteral("Write the name out"));
        if (auto read = part(entry))
            list.append(*read);
    }
    return list;
}

std::optional<RequestBody::Part> BodyReader::part(const YamlEntry &entry)
{
    RequestBody::Part part;
    part.name = entry.key.text;
    if (entry.value.kind == YamlNode::Kind::Scalar) {
        part.value = entry.value.text;
        if (hasExpressions(part.value))
            m_templates.append({&entry.value, m_step});
        return part;
    }
    if (entry.value.kind == YamlNode::Kind::Null) {
        m_report.add(entry.key.at, QStringLiteral("'%1' has no value").arg(entry.key.text.left(64)),
                     QStringLiteral("Write a text; \"\" for an empty one"));
        return std::nullopt;
    }
    const MapReader map(m_report, entry.value, PartKeys);
    const bool isFile = map.has(QStringLiteral("file"));
    if (isFile == map.has(QStringLiteral("value")) && entry.value.kind == YamlNode::Kind::Map)
        m_report.add(entry.key.at, QStringLiteral("field '%1' must have either 'value' or 'file'").arg(entry.key.text.left(64)),
                     QStringLiteral("Write exactly one of them"));
    else if (isFile)
        fileBody(map, part.value);
    else
        templateText(map, QStringLiteral("value"), part.value);
    templateText(map, QStringLiteral("filename"), part.fileName);
    contentType(map, part.contentType);
    return part;
}

std::optional<QJsonValue> BodyReader::json(const YamlNode &node)
{
    if (node.kind == YamlNode::Kind::Scalar || node.kind == YamlNode::Kind::Null) {
        if (hasExpressions(node.text))
            m_templates.append({&node, m_step});
        return scalarValue(node, m_report);
    }
    if (node.kind == YamlNode::Kind::List) {
        QJsonArray items;
        for (const YamlNode &item : node.items)
            items.append(json(item).value_or(QJsonValue()));
        return items;
    }
    QJsonObject fields;
    for (const YamlEntry &entry : node.entries) {
        if (hasExpressions(entry.key.text))
            m_report.add(entry.key.at, QStringLiteral("a name cannot hold an expression"),
                         QStringLiteral("Only values can; build the whole object in one expression instead"));
        fields.insert(entry.key.text, json(entry.value).value_or(QJsonValue()));
    }
    return fields;
}

} // namespace cairn
