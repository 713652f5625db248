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

using namespace Qt::StringLiterals;

namespace {

const KeyRules RequestKeys{u"request"_s, {u"method"_s, u"path"_s, u"query"_s, u"headers"_s, u"body"_s, u"schema"_s}, {}};
const KeyRules ResponseKeys{u"response"_s, {u"status"_s, u"expect"_s, u"sha256"_s, u"schema"_s}, {}};
const KeyRules DeliverKeys{u"deliver"_s, {u"to"_s, u"name"_s, u"content"_s}, {}};

/// RFC 9110 §5.6.2.
bool isToken(const QString &text)
{
    static const QRegularExpression token(u"\\A[!#$%&'*+.^_`|~0-9A-Za-z-]+\\z"_s);
    return token.match(text).hasMatch();
}

/// Of RFC 9110, WebDAV and what stands beside them. Others are possible, but one of letters alone that is nearly one of these may
/// be a slip.
const QStringList &knownMethods()
{
    static const QStringList known =
        u"GET HEAD POST PUT PATCH DELETE OPTIONS TRACE QUERY SEARCH REPORT PURGE LINK UNLINK BIND UNBIND "
        "REBIND PROPFIND PROPPATCH MKCOL COPY MOVE LOCK UNLOCK ACL LABEL MERGE UPDATE CHECKIN CHECKOUT "
        "UNCHECKOUT MKACTIVITY ORDERPATCH MKCALENDAR VERSION-CONTROL MKWORKSPACE MKREDIRECTREF "
        "UPDATEREDIRECTREF BCOPY BMOVE BDELETE BPROPFIND BPROPPATCH NOTIFY POLL SUBSCRIBE UNSUBSCRIBE"_s.split(u' ');
    return known;
}

bool isOfLetters(const QString &method)
{
    return std::all_of(method.begin(), method.end(), [](QChar c) { return c.isLetter(); });
}

/// What is one of those that everybody writes but for a letter that is missing, too many or in the wrong place. With another
/// letter in its place it may well be another word: PULL, READ.
bool isSlip(const QString &written, const QString &near)
{
    static const QStringList usual{u"GET"_s, u"HEAD"_s, u"POST"_s, u"PUT"_s, u"PATCH"_s, u"DELETE"_s, u"OPTIONS"_s};
    return usual.contains(near) &&
           (written.size() != near.size() || std::is_permutation(written.begin(), written.end(), near.begin(), near.end()));
}

/// Why a header may not be set by hand; empty if it may.
QString refuseHeader(const QString &name, bool hasBody)
{
    static const QStringList transport{u"host"_s, u"content-length"_s, u"transfer-encoding"_s, u"connection"_s, u"upgrade"_s,
                                       u"te"_s,   u"trailer"_s,        u"keep-alive"_s};
    static const QStringList ours{u"idempotency-key"_s, u"traceparent"_s, u"tracestate"_s};
    if (transport.contains(name))
        return u"The connection decides it: leave it out"_s;
    if (ours.contains(name))
        return u"Cairn sets it for every attempt: leave it out"_s;
    return hasBody && name == "content-type"_L1 ? u"Write it as content_type in body"_s : QString();
}

bool isSecretHeader(const QString &name)
{
    static const QRegularExpression secret(u"authorization|cookie|api-?key|token|secret|password"_s);
    return secret.match(name).hasMatch();
}

} // namespace

void StepReader::request(const YamlNode &node, Step &step)
{
    const MapReader map(m_report, node, RequestKeys);
    step.request = requestFrom(map);
    schema(map, step.requestSchema);
    if (!step.requestSchema.isEmpty() && step.request.body.kind != RequestBody::Kind::Json)
        m_report.add(map.keyPlace(u"schema"_s), u"only a JSON body can have a schema"_s,
                     u"Write body: { json: … }, or leave schema out"_s);
}

Request StepReader::requestFrom(const MapReader &map)
{
    Request request;
    method(map, request.method);
    path(map, request.path);
    request.query = pairs(map, u"query"_s);
    if (const YamlNode *found = map.value(u"body"_s))
        request.body = BodyReader(m_report, m_step, m_templates).read(*found);
    headers(map, request);
    return request;
}

void StepReader::method(const MapReader &map, QString &out)
{
    QString written;
    const YamlNode *node = map.text(u"method"_s, written);
    if (!node)
        return;
    if (!isToken(written))
        m_report.add(node->at, u"'%1' is not an HTTP method"_s.arg(written.left(40)),
                     u"Write one word, such as GET, POST, PUT or MKCOL"_s);
    else if (written != written.toUpper())
        m_report.add(node->at, u"method '%1' is not in capitals"_s.arg(written.left(40)),
                     u"Write %1"_s.arg(written.left(40).toUpper()));
    else if (written == "CONNECT"_L1)
        m_report.add(node->at, u"method CONNECT opens a tunnel, which no step can use"_s, u"Use another method"_s);
    else
        out = written;
    const QString near = out == written && isOfLetters(written) && !knownMethods().contains(written)
                             ? nearest(written, knownMethods())
                             : QString();
    if (near.isEmpty())
        return;
    const QString what = u"'%1' is no known HTTP method"_s.arg(written.left(40));
    const QString remedy = u"Did you mean %1?"_s.arg(near);
    isSlip(written, near) ? m_report.add(node->at, what, remedy) : m_report.warn(node->at, what, remedy);
}

void StepReader::path(const MapReader &map, QString &out)
{
    if (!map.require(u"path"_s, u"Write path: /PATH, relative to the service's base_url"_s))
        return;
    const YamlNode *node = templateText(map, u"path"_s, out);
    if (!node)
        return;
    const QString literal = literalText(out);
    if (hasControl(literal))
        m_report.add(node->at, u"path has a line break or another control character"_s, u"Write it in one line"_s);
    else if (literal.contains(u'#'))
        m_report.add(node->at, u"path has a fragment (#), which is never sent"_s,
                     u"Leave it out, or write %23 if it is part of a name"_s);
    else if (!hasExpressions(out) && !QUrl(out, QUrl::TolerantMode).isValid())
        m_report.add(node->at, u"'%1' is not a path"_s.arg(out.left(120)), u"Write it like /v1/jobs"_s);
    else
        checkNames(*node);
}

/// A name of a file may have '#', '?' and '%' in it.
void StepReader::checkNames(const YamlNode &path)
{
    static const QStringList names{u".input.name"_s, u".item"_s, u".item.name"_s};
    const auto parts = splitTemplate(path.text);
    for (qsizetype i = 0; parts && i < parts->size(); ++i) {
        const TemplatePart &part = parts->at(i);
        const bool isAddress = i == 0 && part.text.startsWith(".item"_L1);
        if (part.expression && names.contains(part.text) && !isAddress)
            m_report.warn(path.at, u"%1 may have '#', '?' or '%' in it, and the path would lead elsewhere"_s.arg(part.text),
                          u"Write ${{ %1 | @uri }}"_s.arg(part.text));
    }
}

auto StepReader::pairs(const MapReader &map, const QString &key) -> Pairs
{
    const YamlNode *node = map.value(key);
    if (!node)
        return {};
    if (node->kind != YamlNode::Kind::Map) {
        m_report.add(node->at, u"'%1' must be a map of names and texts"_s.arg(key), u"Write %1: { NAME: TEXT }"_s.arg(key));
        return {};
    }
    Pairs found;
    for (const YamlEntry &entry : node->entries) {
        if (entry.value.kind != YamlNode::Kind::Scalar) {
            m_report.add(entry.key.at, u"'%1' must be a text"_s.arg(entry.key.text.left(64)),
                         u"Write a text; \"\" for an empty one"_s);
            continue;
        }
        if (hasExpressions(entry.key.text))
            m_report.add(entry.key.at, u"a name cannot hold an expression"_s, u"Only values can: write the name out"_s);
        noteTemplate(entry.value, m_step, m_templates, m_report);
        found.append({entry.key.text, entry.value.text});
    }
    return found;
}

void StepReader::headers(const MapReader &map, Request &request)
{
    request.headers = pairs(map, u"headers"_s);
    const YamlNode *node = map.value(u"headers"_s);
    if (!node)
        return;
    QStringList seen;
    for (const YamlEntry &entry : node->entries) {
        const QString name = entry.key.text.toLower();
        const QString refused = refuseHeader(name, request.body.kind != RequestBody::Kind::None);
        if (!isToken(name))
            m_report.add(entry.key.at, u"'%1' is not a header name"_s.arg(entry.key.text.left(64).simplified()),
                         u"Use letters, digits and '-'"_s);
        else if (!refused.isEmpty())
            m_report.add(entry.key.at, u"header %1 cannot be set here"_s.arg(entry.key.text), refused);
        else if (seen.contains(name))
            m_report.add(entry.key.at, u"duplicate header %1"_s.arg(entry.key.text),
                         u"Case makes no difference in header names: keep one"_s);
        else if (isSecretHeader(name) && !hasExpressions(entry.value.text))
            m_report.warn(entry.value.at, u"header %1 looks like a secret, which belongs in no file"_s.arg(entry.key.text),
                          u"Write it as the service's credential: the guide says how, and how it is renewed"_s);
        if (hasControl(literalText(entry.value.text)))
            m_report.add(entry.value.at,
                         u"the value of header %1 has a line break or another control character"_s.arg(
                             entry.key.text.left(64).simplified()),
                         u"Write it in one line"_s);
        seen.append(name);
    }
}

ResponseRule StepReader::response(const YamlNode &node)
{
    const MapReader map(m_report, node, ResponseKeys);
    ResponseRule rule;
    if (const YamlNode *found = map.value(u"status"_s))
        status(*found, rule.status);
    test(map, u"expect"_s, rule.expect);
    const YamlNode *found = templateText(map, u"sha256"_s, rule.sha256);
    if (found && !hasExpressions(rule.sha256) && !Digest::fromHex(rule.sha256))
        m_report.add(found->at, u"'%1' is not a SHA-256 digest"_s.arg(rule.sha256.left(80)),
                     u"Write 64 hexadecimal digits, or an expression that gives them"_s);
    schema(map, rule.schema);
    return rule;
}

void StepReader::schema(const MapReader &map, QString &out)
{
    const YamlNode *node = map.text(u"schema"_s, out);
    if (!node)
        return;
    if (SchemaRef::fromString(out))
        m_schemas.append({out, node->at});
    else
        m_report.add(node->at, u"'%1' is not the address of a schema"_s.arg(out.left(80)),
                     u"Write schema: NAME@VERSION, of the file schemas/NAME@VERSION.json"_s);
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
        m_report.add(found->at, u"'%1' has text around its ${{ }}"_s.arg(key),
                     u"Write one jq test, such as '.body.ok == true'"_s);
    m_templates.append({found, m_step, {}, true});
}

void StepReader::status(const YamlNode &node, QList<int> &out)
{
    constexpr int First = 200; // 1xx never ends an exchange
    constexpr int Last = 599;
    const std::vector<YamlNode> single{node};
    const std::vector<YamlNode> &codes = node.kind == YamlNode::Kind::List ? node.items : single;
    if (codes.empty())
        m_report.add(node.at, u"'status' is an empty list, so that no answer would do"_s,
                     u"List the codes to accept, or leave it out for any 2xx"_s);
    for (const YamlNode &code : codes) {
        bool good = code.kind == YamlNode::Kind::Scalar && code.plain;
        const int number = good ? code.text.toInt(&good) : 0;
        if (!good || number < First || number > Last)
            m_report.add(code.at, u"'%1' is not a status code"_s.arg(code.text.left(40)),
                         u"Write a number from 200 to 599, or a list of them"_s);
        else if (!out.contains(number))
            out.append(number);
    }
}

Delivery StepReader::delivery(const YamlNode &node)
{
    const MapReader map(m_report, node, DeliverKeys);
    Delivery delivery;
    if (map.require(u"to"_s, u"Write to: FOLDER, inside the workspace"_s))
        readFolder(map, u"to"_s, delivery.to);
    if (map.require(u"name"_s, u"Write name: \"${{ .input.name }}\""_s))
        fileName(map, delivery.name);
    if (map.require(u"content"_s, u"Write content: \"${{ .steps.NAME }}\""_s))
        templateText(map, u"content"_s, delivery.content);
    return delivery;
}

void StepReader::fileName(const MapReader &map, QString &out)
{
    const YamlNode *node = templateText(map, u"name"_s, out);
    if (!node)
        return;
    const QString literal = literalText(out);
    const bool isDots = !hasExpressions(out) && (out == "."_L1 || out == ".."_L1);
    if (literal.contains(u'/') || literal.contains(u'\\') || hasControl(literal) || isDots)
        m_report.add(node->at, u"'%1' is not a file name"_s.arg(out.left(120).simplified()),
                     u"Name a file, without a folder: the folder is 'to'"_s);
}

void readFolder(const MapReader &map, const QString &key, QString &out)
{
    static const QStringList reserved{u".cairn"_s, u".git"_s, u"services"_s, u"pipelines"_s, u"schemas"_s, u"runbooks"_s};
    QString written;
    const YamlNode *node = map.text(key, written);
    if (!node)
        return;
    const QString clean = QDir::cleanPath(written);
    const bool leaves = clean == ".."_L1 || clean.startsWith("../"_L1);
    if (hasExpressions(written))
        map.report().add(node->at, u"'%1' cannot hold an expression"_s.arg(key), u"Name one folder"_s);
    else if (clean.startsWith(u'/') || clean.startsWith(u'~') || leaves || clean.contains(u'\\') || clean.contains(u':') ||
             hasControl(clean))
        map.report().add(node->at, u"'%1' is '%2', which leaves the workspace"_s.arg(key, written.left(120).simplified()),
                         u"Name a folder relative to the workspace, without '..'"_s);
    else if (clean == "."_L1 || reserved.contains(clean.section(u'/', 0, 0)))
        map.report().add(node->at, u"'%1' is '%2', where Cairn keeps its own files"_s.arg(key, written.left(120)),
                         u"Name a folder for this purpose, such as inbox or outbox"_s);
    else
        out = clean;
}

} // namespace cairn
