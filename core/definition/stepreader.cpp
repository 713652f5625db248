#include "definition/stepreader.h"

#include "base/ids.h"
#include "definition/bodyreader.h"
#include "definition/nearest.h"
#include "definition/schemaref.h"
#include "definition/templatetext.h"

#include <QDir>
#include <QRegularExpression>
#include <QUrl>

#include <algorithm>

namespace cairn {

namespace {

const KeyRules RequestKeys{QStringLiteral("request"),
                           {QStringLiteral("method"), QStringLiteral("path"), QStringLiteral("query"), QStringLiteral("headers"),
                            QStringLiteral("body"), QStringLiteral("schema")},
                           {}};
const KeyRules ResponseKeys{QStringLiteral("response"),
                            {QStringLiteral("status"), QStringLiteral("expect"), QStringLiteral("sha256"), QStringLiteral("schema")},
                            {}};
const KeyRules DeliverKeys{
    QStringLiteral("deliver"), {QStringLiteral("to"), QStringLiteral("name"), QStringLiteral("content")}, {}};

/// RFC 9110 §5.6.2.
bool isToken(const QString &text)
{
    static const QRegularExpression token(QStringLiteral("\\A[!#$%&'*+.^_`|~0-9A-Za-z-]+\\z"));
    return token.match(text).hasMatch();
}

/// Of RFC 9110, WebDAV and what stands beside them. Others are possible, but one of letters alone that is nearly one of these may be a slip.
const QStringList &knownMethods()
{
    static const QStringList known{
        QStringLiteral("GET"),       QStringLiteral("HEAD"),     QStringLiteral("POST"),       QStringLiteral("PUT"),
        QStringLiteral("PATCH"),     QStringLiteral("DELETE"),   QStringLiteral("OPTIONS"),    QStringLiteral("TRACE"),
        QStringLiteral("QUERY"),     QStringLiteral("SEARCH"),   QStringLiteral("REPORT"),     QStringLiteral("PURGE"),
        QStringLiteral("LINK"),      QStringLiteral("UNLINK"),   QStringLiteral("BIND"),       QStringLiteral("UNBIND"),
        QStringLiteral("REBIND"),    QStringLiteral("PROPFIND"), QStringLiteral("PROPPATCH"),  QStringLiteral("MKCOL"),
        QStringLiteral("COPY"),      QStringLiteral("MOVE"),     QStringLiteral("LOCK"),       QStringLiteral("UNLOCK"),
        QStringLiteral("ACL"),       QStringLiteral("LABEL"),    QStringLiteral("MERGE"),      QStringLiteral("UPDATE"),
        QStringLiteral("CHECKIN"),   QStringLiteral("CHECKOUT"), QStringLiteral("UNCHECKOUT"), QStringLiteral("MKACTIVITY"),
        QStringLiteral("ORDERPATCH"), QStringLiteral("MKCALENDAR"), QStringLiteral("VERSION-CONTROL"),
        QStringLiteral("MKWORKSPACE"), QStringLiteral("MKREDIRECTREF"), QStringLiteral("UPDATEREDIRECTREF"),
        QStringLiteral("BCOPY"),     QStringLiteral("BMOVE"),    QStringLiteral("BDELETE"),    QStringLiteral("BPROPFIND"),
        QStringLiteral("BPROPPATCH"), QStringLiteral("NOTIFY"),  QStringLiteral("POLL"),       QStringLiteral("SUBSCRIBE"),
        QStringLiteral("UNSUBSCRIBE")};
    return known;
}

bool isOfLetters(const QString &method)
{
    return std::all_of(method.begin(), method.end(), [](QChar c) { return c.isLetter(); });
}

/// What is one of those that everybody writes but for a letter that is missing, too many or in the wrong place. With another letter in
/// its place it may well be another word: PULL, READ.
bool isSlip(const QString &written, const QString &near)
{
    static const QStringList usual{QStringLiteral("GET"),   QStringLiteral("HEAD"),   QStringLiteral("POST"),   QStringLiteral("PUT"),
                                   QStringLiteral("PATCH"), QStringLiteral("DELETE"), QStringLiteral("OPTIONS")};
    return usual.contains(near) &&
           (written.size() != near.size() || std::is_permutation(written.begin(), written.end(), near.begin(), near.end()));
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

bool isSecretHeader(const QString &name)
{
    static const QRegularExpression secret(QStringLiteral("authorization|cookie|api-?key|token|secret|password"));
    return secret.match(name).hasMatch();
}

} // namespace

void StepReader::request(const YamlNode &node, Step &step)
{
    const MapReader map(m_report, node, RequestKeys);
    step.request = requestFrom(map);
    schema(map, step.requestSchema);
    if (!step.requestSchema.isEmpty() && step.request.body.kind != RequestBody::Kind::Json)
        m_report.add(map.keyPlace(QStringLiteral("schema")), QStringLiteral("only a JSON body can have a schema"),
                     QStringLiteral("Write body: { json: … }, or leave schema out"));
}

Request StepReader::requestFrom(const MapReader &map)
{
    Request request;
    method(map, request.method);
    path(map, request.path);
    request.query = pairs(map, QStringLiteral("query"));
    if (const YamlNode *found = map.value(QStringLiteral("body")))
        request.body = BodyReader(m_report, m_step, m_templates).read(*found);
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
    const QString near = out == written && isOfLetters(written) && !knownMethods().contains(written) ? nearest(written, knownMethods()) : QString();
    if (near.isEmpty())
        return;
    const QString what = QStringLiteral("'%1' is no known HTTP method").arg(written.left(40));
    const QString remedy = QStringLiteral("Did you mean %1?").arg(near);
    isSlip(written, near) ? m_report.add(node->at, what, remedy) : m_report.warn(node->at, what, remedy);
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
    else
        checkNames(*node);
}

/// A name of a file may have '#', '?' and '%' in it.
void StepReader::checkNames(const YamlNode &path)
{
    static const QStringList names{QStringLiteral(".input.name"), QStringLiteral(".item"), QStringLiteral(".item.name")};
    const auto parts = splitTemplate(path.text);
    for (qsizetype i = 0; parts && i < parts->size(); ++i) {
        const TemplatePart &part = parts->at(i);
        const bool isAddress = i == 0 && part.text.startsWith(QLatin1String(".item"));
        if (part.expression && names.contains(part.text) && !isAddress)
            m_report.warn(path.at, QStringLiteral("%1 may have '#', '?' or '%' in it, and the path would lead elsewhere").arg(part.text),
                          QStringLiteral("Write ${{ %1 | @uri }}").arg(part.text));
    }
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
            m_templates.append({&entry.value, m_step, {}});
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
        else if (isSecretHeader(name) && !hasExpressions(entry.value.text))
            m_report.warn(entry.value.at, QStringLiteral("header %1 looks like a secret, which belongs in no file").arg(entry.key.text),
                          QStringLiteral("Write it as the service's credential: the guide says how, and how it is renewed"));
        if (hasControl(literalText(entry.value.text)))
            m_report.add(entry.value.at,
                         QStringLiteral("the value of header %1 has a line break or another control character")
                             .arg(entry.key.text.left(64).simplified()),
                         QStringLiteral("Write it in one line"));
        seen.append(name);
    }
}

ResponseRule StepReader::response(const YamlNode &node)
{
    const MapReader map(m_report, node, ResponseKeys);
    ResponseRule rule;
    if (const YamlNode *found = map.value(QStringLiteral("status")))
        status(*found, rule.status);
    test(map, QStringLiteral("expect"), rule.expect);
    const YamlNode *found = templateText(map, QStringLiteral("sha256"), rule.sha256);
    if (found && !hasExpressions(rule.sha256) && !Digest::fromHex(rule.sha256))
        m_report.add(found->at, QStringLiteral("'%1' is not a SHA-256 digest").arg(rule.sha256.left(80)),
                     QStringLiteral("Write 64 hexadecimal digits, or an expression that gives them"));
    schema(map, rule.schema);
    return rule;
}

void StepReader::schema(const MapReader &map, QString &out)
{
    const YamlNode *node = map.text(QStringLiteral("schema"), out);
    if (!node)
        return;
    if (SchemaRef::fromString(out))
        m_schemas.append({out, node->at});
    else
        m_report.add(node->at, QStringLiteral("'%1' is not the address of a schema").arg(out.left(80)),
                     QStringLiteral("Write schema: NAME@VERSION, of the file schemas/NAME@VERSION.json"));
}

/// A bare jq test over an answer, or one wrapped in ${{ }}.
void StepReader::test(const MapReader &map, const QString &key, QString &out)
{
    const YamlNode *found = map.text(key, out);
    if (!found)
        return;
    out = out.trimmed();
    if (isOneExpression(out))
        out = splitTemplate(out)->first().text;
    else if (hasExpressions(out) && splitTemplate(out))
        m_report.add(found->at, QStringLiteral("'%1' has text around its ${{ }}").arg(key),
                     QStringLiteral("Write one jq test, such as '.body.ok == true'"));
    m_templates.append({found, m_step, {}, true});
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
