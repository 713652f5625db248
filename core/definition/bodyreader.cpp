#include "definition/bodyreader.h"

#include "definition/templatetext.h"

#include <QJsonArray>
#include <QJsonObject>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

const KeyRules BodyKeys{u"body"_s, {u"file"_s, u"raw"_s, u"json"_s, u"multipart"_s, u"content_type"_s}, {}};
const KeyRules PartKeys{u"a multipart field"_s, {u"value"_s, u"file"_s, u"filename"_s, u"content_type"_s}, {}};

} // namespace

RequestBody BodyReader::read(const YamlNode &node)
{
    const MapReader map(m_report, node, BodyKeys);
    RequestBody body;
    QStringList kinds;
    for (const QString &kind : {u"file"_s, u"raw"_s, u"json"_s, u"multipart"_s}) {
        if (map.has(kind))
            kinds.append(kind);
    }
    contentType(map, body.contentType);
    if (kinds.size() != 1) {
        if (node.kind == YamlNode::Kind::Map)
            m_report.add(kinds.isEmpty() ? node.at : map.keyPlace(kinds.last()),
                         kinds.isEmpty() ? u"body says nothing to send"_s
                                         : u"body has both '%1' and '%2'"_s.arg(kinds.first(), kinds.last()),
                         u"Write exactly one of file, raw, json and multipart"_s);
        return body;
    }
    const QString &kind = kinds.first();
    if (kind == "file"_L1) {
        body.kind = RequestBody::Kind::File;
        fileBody(map, body.text);
    } else if (kind == "raw"_L1) {
        body.kind = RequestBody::Kind::Raw;
        templateText(map, kind, body.text);
    } else if (kind == "json"_L1) {
        body.kind = RequestBody::Kind::Json;
        // null is a value here
        body.json = json(node.entry(kind)->value).value_or(QJsonValue());
    } else if (const YamlNode *fields = map.value(kind)) {
        body.kind = RequestBody::Kind::Multipart;
        body.parts = parts(*fields);
        if (map.has(u"content_type"_s))
            m_report.add(map.keyPlace(u"content_type"_s), u"a multipart body has its own content type"_s,
                         u"Leave content_type out, or set it on a field"_s);
    }
    return body;
}

void BodyReader::fileBody(const MapReader &map, QString &out)
{
    const YamlNode *node = templateText(map, u"file"_s, out);
    if (node && !hasExpressions(out))
        m_report.add(node->at, u"'file' is not an expression, and it names a payload, not a path"_s,
                     u"Write \"${{ .input }}\" or \"${{ .steps.NAME }}\""_s);
    else if (node && splitTemplate(out) && !isOneExpression(out))
        m_report.add(node->at, u"'file' has text around its expression"_s, u"Write just one expression: \"${{ .input }}\""_s);
}

void BodyReader::contentType(const MapReader &map, QString &out)
{
    const YamlNode *node = templateText(map, u"content_type"_s, out);
    if (node && hasControl(literalText(out)))
        m_report.add(node->at, u"content_type has a line break or another control character"_s, u"Write it in one line"_s);
    else if (node && !hasExpressions(out) && !out.contains(u'/'))
        m_report.add(node->at, u"'%1' is not a content type"_s.arg(out.left(64)), u"Write it like application/pdf"_s);
}

QList<RequestBody::Part> BodyReader::parts(const YamlNode &node)
{
    QList<RequestBody::Part> list;
    if (node.kind != YamlNode::Kind::Map || node.entries.empty())
        m_report.add(node.at, u"'multipart' must be a map of at least one field"_s,
                     u"Write multipart: { NAME: \"${{ .input }}\" }"_s);
    for (const YamlEntry &entry : node.entries) {
        if (hasControl(entry.key.text) || hasExpressions(entry.key.text))
            m_report.add(entry.key.at, u"a field's name must be a plain text in one line"_s, u"Write the name out"_s);
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
        noteTemplate(entry.value, m_step, m_templates, m_report);
        return part;
    }
    if (entry.value.kind == YamlNode::Kind::Null) {
        m_report.add(entry.key.at, u"'%1' has no value"_s.arg(entry.key.text.left(64)), u"Write a text; \"\" for an empty one"_s);
        return std::nullopt;
    }
    const MapReader map(m_report, entry.value, PartKeys);
    const bool isFile = map.has(u"file"_s);
    if (isFile == map.has(u"value"_s) && entry.value.kind == YamlNode::Kind::Map)
        m_report.add(entry.key.at, u"field '%1' must have either 'value' or 'file'"_s.arg(entry.key.text.left(64)),
                     u"Write exactly one of them"_s);
    else if (isFile)
        fileBody(map, part.value);
    else
        templateText(map, u"value"_s, part.value);
    templateText(map, u"filename"_s, part.fileName);
    contentType(map, part.contentType);
    return part;
}

std::optional<QJsonValue> BodyReader::json(const YamlNode &node)
{
    if (node.kind == YamlNode::Kind::Scalar || node.kind == YamlNode::Kind::Null) {
        noteTemplate(node, m_step, m_templates, m_report);
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
            m_report.add(entry.key.at, u"a name cannot hold an expression"_s,
                         u"Only values can; build the whole object in one expression instead"_s);
        fields.insert(entry.key.text, json(entry.value).value_or(QJsonValue()));
    }
    return fields;
}

} // namespace cairn
