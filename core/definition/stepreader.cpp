#include "definition/stepreader.h"

#include "base/ids.h"
#include "definition/templatetext.h"

#include <QDir>
#include <QJsonArray>
#include <QJsonObject>
#include <QRegularExpression>
#include <QUrl>

#include <algorithm>

namespace cairn {

namespace {

const KeyRules RequestKeys{QStringLiteral("request"),
                           {QStringLiteral("method"), QStringLiteral("path"), QStringLiteral("query"), QStringLiteral("headers"),
                            QStringLiteral("body")},
                           {QStringLiteral("schema")}};
const KeyRules BodyKeys{QStringLiteral("body"),
                        {QStringLiteral("file"), QStringLiteral("raw"), QStringLiteral("json"), QStringLiteral("multipart"),
                         QStringLiteral("content_type")},
                        {}};
const KeyRules PartKeys{
    QStringLiteral("a multipart field"),
    {QStringLiteral("value"), QStringLiteral("file"), QStringLiteral("filename"), QStringLiteral("content_type")},
    {}};
const KeyRules ResponseKeys{QStringLiteral("response"),
                            {QStringLiteral("status"), QStringLiteral("expect"), QStringLiteral("sha256")},
                            {QStringLiteral("schema"), QStringLiteral("fail_when")}};
const KeyRules DeliverKeys{
    QStringLiteral("deliver"), {QStringLiteral("to"), QStringLiteral("name"), QStringLiteral("content")}, {}};

bool hasControl(const QString &text)
{
    return std::any_of(text.begin(), text.end(), [](QChar c) { return c.unicode() < 0x20 || c.unicode() == 0x7f; });
}

/// The literal text around a template's expressions, which are free to hold line breaks of their own.
QString literalText(const QString &text)
{
    QString literal;
    if (const auto parts = splitTemplate(text)) {
        for (const TemplatePart &part : *parts) {
            if (!part.expression)
                literal += part.text;
        }
    }
    return literal;
}

bool isOneExpression(const QString &text)
{
    const auto parts = splitTemplate(text);
    return parts && parts->size() == 1 && parts->first().expression;
}

/// RFC 9110 §5.6.2.
bool isToken(const QString &text)
{
    static const QRegularExpression token(QStringLiteral("\\A[!#$%&'*+.^_`|~0-9A-Za-z-]+\\z"));
    return token.match(text).hasMatch();
}

/// Why a header may not be set by hand; empty if it may.
QString refuseHeader(const QString &name, bool hasBody)
{
    static const QStringList transport{
        QStringLiteral("host"),       QStringLiteral("content-length"), QStringLiteral("transfer-encoding"),
        QStringLiteral("connection"), QStringLiteral("upgrade"),        QStringLiteral("te"),
        QStringLiteral("trailer"),    QStringLiteral("keep-alive")};
    static const QStringList ours{QStringLiteral("idempotency-key"), QStringLiteral("traceparent"), QStringLiteral("tracestate")};
    if (transport.contains(name))
        return QStringLiteral("The connection decides it: leave it out");
    if (ours.contains(name))
        return QStringLiteral("Cairn sets it for every attempt: leave it out");
    return hasBody && name == QLatin1String("content-type") ? QStringLiteral("Write it as content_type in body") : QString();
}

} // namespace

const YamlNode *StepReader::templateText(const MapReader &map, const QString &key, QString &out)
{
    const YamlNode *node = map.text(key, out);
    if (node && hasExpressions(node->text))
        m_templates.append({node, m_step});
    return node;
}

Request StepReader::request(const YamlNode &node)
{
    const MapReader map(m_report, node, RequestKeys);
    Request request;
    method(map, request.method);
    path(map, request.path);
    request.query = pairs(map, QStringLiteral("query"));
    if (const YamlNode *found = map.value(QStringLiteral("body")))
        request.body = body(*found);
    headers(map, request);
    return request;
}

void StepReader::method(const MapReader &map, QString &out)
{
    QString written;
    const YamlNode *node = map.text(QStringLiteral("method"), written);
    if (!node)
        return;
    if (!isToken(written))
        m_report.add(node->at, QStringLiteral("'%1' is not an HTTP method").arg(written.left(40)),
                     QStringLiteral("Write one word, such as GET, POST, PUT or MKCOL"));
    else if (written != written.toUpper())
        m_report.add(node->at, QStringLiteral("method '%1' is not in capitals").arg(written.left(40)),
                     QStringLiteral("Write %1").arg(written.left(40).toUpper()));
    else if (written == QLatin1String("CONNECT"))
        m_report.add(node->at, QStringLiteral("method CONNECT opens a tunnel, which no step can use"),
                     QStringLiteral("Use another method"));
    else
        out = written;
}

void StepReader::path(const MapReader &map, QString &out)
{
    if (!map.require(QStringLiteral("path"), QStringLiteral("Write path: /PATH, relative to the service's base_url")))
        return;
    const YamlNode *node = templateText(map, QStringLiteral("path"), out);
    if (!node)
        return;
    const QString literal = literalText(out);
    if (hasControl(literal))
        m_report.add(node->at, QStringLiteral("path has a line break or another control character"),
                     QStringLiteral("Write it in one line"));
    else if (literal.contains(u'#'))
        m_report.add(node->at, QStringLiteral("path has a fragment (#), which is never sent"),
                     QStringLiteral("Leave it out, or write %23 if it is part of a name"));
    else if (!hasExpressions(out) && !QUrl(out, QUrl::TolerantMode).isValid())
        m_report.add(node->at, QStringLiteral("'%1' is not a path").arg(out.left(120)), QStringLiteral("Write it like /v1/jobs"));
}

auto StepReader::pairs(const MapReader &map, const QString &key) -> Pairs
{
    const YamlNode *node = map.value(key);
    if (!node)
        return {};
    if (node->kind != YamlNode::Kind::Map) {
        m_report.add(node->at, QStringLiteral("'%1' must be a map of names and texts").arg(key),
                     QStringLiteral("Write %1: { NAME: TEXT }").arg(key));
        return {};
    }
    Pairs found;
    for (const YamlEntry &entry : node->entries) {
        if (entry.value.kind != YamlNode::Kind::Scalar) {
            m_report.add(entry.key.at, QStringLiteral("'%1' must be a text").arg(entry.key.text.left(64)),
                         QStringLiteral("Write a text; \"\" for an empty one"));
            continue;
        }
        if (hasExpressions(entry.key.text))
            m_report.add(entry.key.at, QStringLiteral("a name cannot hold an expression"),
                         QStringLiteral("Only values can: write the name out"));
        if (hasExpressions(entry.value.text))
            m_templates.append({&entry.value, m_step});
        found.append({entry.key.text, entry.value.text});
    }
    return found;
}

void StepReader::headers(const MapReader &map, Request &request)
{
    request.headers = pairs(map, QStringLiteral("headers"));
    const YamlNode *node = map.value(QStringLiteral("headers"));
    if (!node)
        return;
    QStringList seen;
    for (const YamlEntry &entry : node->entries) {
        const QString name = entry.key.text.toLower();
        const QString refused = refuseHeader(name, request.body.kind != RequestBody::Kind::None);
        if (!isToken(name))
            m_report.add(entry.key.at, QStringLiteral("'%1' is not a header name").arg(entry.key.text.left(64).simplified()),
                         QStringLiteral("Use letters, digits and '-'"));
        else if (!refused.isEmpty())
            m_report.add(entry.key.at, QStringLiteral("header %1 cannot be set here").arg(entry.key.text), refused);
        else if (seen.contains(name))
            m_report.add(entry.key.at, QStringLiteral("duplicate header %1").arg(entry.key.text),
                         QStringLiteral("Case makes no difference in header names: keep one"));
        if (hasControl(literalText(entry.value.text)))
            m_report.add(entry.value.at,
                         QStringLiteral("the value of header %1 has a line break or another control character")
                             .arg(entry.key.text.left(64).simplified()),
                         QStringLiteral("Write it in one line"));
        seen.append(name);
    }
}

RequestBody StepReader::body(const YamlNode &node)
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

void StepReader::fileBody(const MapReader &map, QString &out)
{
    const YamlNode *node = templateText(map, QStringLiteral("file"), out);
    if (node && !hasExpressions(out))
        m_report.add(node->at, QStringLiteral("'file' is not an expression, and it names a payload, not a path"),
                     QStringLiteral("Write \"${{ .input }}\" or \"${{ .steps.NAME }}\""));
    else if (node && splitTemplate(out) && !isOneExpression(out))
        m_report.add(node->at, QStringLiteral("'file' has text around its expression"),
                     QStringLiteral("Write just one expression: \"${{ .input }}\""));
}

void StepReader::contentType(const MapReader &map, QString &out)
{
    const YamlNode *node = templateText(map, QStringLiteral("content_type"), out);
    if (node && hasControl(literalText(out)))
        m_report.add(node->at, QStringLiteral("content_type has a line break or another control character"),
                     QStringLiteral("Write it in one line"));
    else if (node && !hasExpressions(out) && !out.contains(u'/'))
        m_report.add(node->at, QStringLiteral("'%1' is not a content type").arg(out.left(64)),
                     QStringLiteral("Write it like application/pdf"));
}

QList<RequestBody::Part> StepReader::parts(const YamlNode &node)
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

std::optional<RequestBody::Part> StepReader::part(const YamlEntry &entry)
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

std::optional<QJsonValue> StepReader::json(const YamlNode &node)
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

ResponseRule StepReader::response(const YamlNode &node)
{
    const MapReader map(m_report, node, ResponseKeys);
    ResponseRule rule;
    if (const YamlNode *found = map.value(QStringLiteral("status")))
        status(*found, rule.status);
    if (const YamlNode *found = map.text(QStringLiteral("expect"), rule.expect)) {
        rule.expect = rule.expect.trimmed();
        if (isOneExpression(rule.expect))
            rule.expect = splitTemplate(rule.expect)->first().text;
        else if (hasExpressions(rule.expect) && splitTemplate(rule.expect))
            m_report.add(found->at, QStringLiteral("'expect' has text around its ${{ }}"),
                         QStringLiteral("Write one jq test, such as '.body.ok == true'"));
        m_templates.append({found, m_step, true});
    }
    const YamlNode *found = templateText(map, QStringLiteral("sha256"), rule.sha256);
    if (found && !hasExpressions(rule.sha256) && !Digest::fromHex(rule.sha256))
        m_report.add(found->at, QStringLiteral("'%1' is not a SHA-256 digest").arg(rule.sha256.left(80)),
                     QStringLiteral("Write 64 hexadecimal digits, or an expression that gives them"));
    return rule;
}

void StepReader::status(const YamlNode &node, QList<int> &out)
{
    constexpr int First = 200; // 1xx never ends an exchange
    constexpr int Last = 599;
    const std::vector<YamlNode> single{node};
    const std::vector<YamlNode> &codes = node.kind == YamlNode::Kind::List ? node.items : single;
    if (codes.empty())
        m_report.add(node.at, QStringLiteral("'status' is an empty list, so that no answer would do"),
                     QStringLiteral("List the codes to accept, or leave it out for any 2xx"));
    for (const YamlNode &code : codes) {
        bool good = code.kind == YamlNode::Kind::Scalar && code.plain;
        const int number = good ? code.text.toInt(&good) : 0;
        if (!good || number < First || number > Last)
            m_report.add(code.at, QStringLiteral("'%1' is not a status code").arg(code.text.left(40)),
                         QStringLiteral("Write a number from 200 to 599, or a list of them"));
        else if (!out.contains(number))
            out.append(number);
    }
}

Delivery StepReader::delivery(const YamlNode &node)
{
    const MapReader map(m_report, node, DeliverKeys);
    Delivery delivery;
    if (map.require(QStringLiteral("to"), QStringLiteral("Write to: FOLDER, inside the workspace")))
        readFolder(map, QStringLiteral("to"), delivery.to);
    if (map.require(QStringLiteral("name"), QStringLiteral("Write name: \"${{ .input.name }}\"")))
        fileName(map, delivery.name);
    if (map.require(QStringLiteral("content"), QStringLiteral("Write content: \"${{ .steps.NAME }}\"")))
        templateText(map, QStringLiteral("content"), delivery.content);
    return delivery;
}

void StepReader::fileName(const MapReader &map, QString &out)
{
    const YamlNode *node = templateText(map, QStringLiteral("name"), out);
    if (!node)
        return;
    const QString literal = literalText(out);
    const bool isDots = !hasExpressions(out) && (out == QLatin1String(".") || out == QLatin1String(".."));
    if (literal.contains(u'/') || literal.contains(u'\\') || hasControl(literal) || isDots)
        m_report.add(node->at, QStringLiteral("'%1' is not a file name").arg(out.left(120).simplified()),
                     QStringLiteral("Name a file, without a folder: the folder is 'to'"));
}

void readFolder(const MapReader &map, const QString &key, QString &out)
{
    static const QStringList reserved{QStringLiteral(".cairn"),    QStringLiteral(".git"),    QStringLiteral("services"),
                                      QStringLiteral("pipelines"), QStringLiteral("schemas"), QStringLiteral("runbooks")};
    QString written;
    const YamlNode *node = map.text(key, written);
    if (!node)
        return;
    const QString clean = QDir::cleanPath(written);
    const bool leaves = clean == QLatin1String("..") || clean.startsWith(QLatin1String("../"));
    if (hasExpressions(written))
        map.report().add(node->at, QStringLiteral("'%1' cannot hold an expression").arg(key), QStringLiteral("Name one folder"));
    else if (clean.startsWith(u'/') || clean.startsWith(u'~') || leaves || clean.contains(u'\\') || clean.contains(u':') ||
             hasControl(clean))
        map.report().add(node->at,
                         QStringLiteral("'%1' is '%2', which leaves the workspace").arg(key, written.left(120).simplified()),
                         QStringLiteral("Name a folder relative to the workspace, without '..'"));
    else if (clean == QLatin1String(".") || reserved.contains(clean.section(u'/', 0, 0)))
        map.report().add(node->at, QStringLiteral("'%1' is '%2', where Cairn keeps its own files").arg(key, written.left(120)),
                         QStringLiteral("Name a folder for this purpose, such as inbox or outbox"));
    else
        out = clean;
}

} // namespace cairn
