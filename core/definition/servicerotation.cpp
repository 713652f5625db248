#include "definition/servicerotation.h"

#include "definition/bodyreader.h"
#include "definition/expression.h"
#include "definition/jqvalue.h"

#include <QRegularExpression>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

const KeyRules RotationKeys{u"rotate"_s, {u"request"_s, u"secret"_s, u"expires"_s}, {}};
const KeyRules RequestKeys{u"the request of rotate"_s, {u"method"_s, u"path"_s, u"body"_s}, {}};

/// Asked once, by itself: there is no run that an expression could speak of.
void readRotationBody(const YamlNode &node, FileReport &report, QByteArray &out)
{
    QList<TemplateUse> uses;
    const RequestBody body = BodyReader(report, StepId(), uses).read(node);
    if (!uses.isEmpty())
        report.add(uses.first().node->at, u"an expression stands where there is no run that it could be about"_s,
                   u"Write the value itself"_s);
    else if (body.kind == RequestBody::Kind::Json && body.contentType.isEmpty())
        out = compactJson(body.json);
    else if (body.kind != RequestBody::Kind::None)
        report.add(node.at, u"the body of such a request is JSON"_s, u"Write body: { json: { … } }"_s);
}

void readRotationRequest(const YamlNode &node, FileReport &report, RotationRule &rule)
{
    const MapReader map(report, node, RequestKeys);
    QString method = u"POST"_s;
    const YamlNode *written = map.text(u"method"_s, method);
    static const QStringList methods{u"POST"_s, u"PUT"_s, u"PATCH"_s};
    if (written && !methods.contains(method))
        report.add(written->at, u"'%1' does not ask for anything new"_s.arg(method.left(40)), u"Write POST, PUT or PATCH"_s);
    rule.method = method.toLatin1();
    if (map.require(u"path"_s, u"Write path: /PATH, relative to the service's base_url"_s)) {
        const YamlNode *path = map.text(u"path"_s, rule.path);
        static const QRegularExpression safe(u"\\A/[^\\x00-\\x20#\\x7f]{0,2000}\\z"_s);
        if (path && !safe.match(rule.path).hasMatch())
            report.add(path->at, u"'%1' is not a path"_s.arg(rule.path.left(120)), u"Write it like /v1/keys"_s);
    }
    if (const YamlNode *body = map.value(u"body"_s))
        readRotationBody(*body, report, rule.json);
}

void readProgram(const MapReader &map, const QString &key, QString &out)
{
    const YamlNode *node = map.text(key, out);
    if (!node)
        return;
    ExpressionEngine engine;
    if (const auto compiled = engine.check(out); !compiled)
        map.report().add(node->at, u"'%1': %2"_s.arg(key, compiled.error().detail), compiled.error().remedy);
}

} // namespace

void readRotation(const YamlNode &node, FileReport &report, RotationRule &rule)
{
    const MapReader map(report, node, RotationKeys);
    if (map.require(u"request"_s, u"Write request: { method: POST, path: /v1/keys }"_s)) {
        if (const YamlNode *request = map.value(u"request"_s))
            readRotationRequest(*request, report, rule);
    }
    if (map.require(u"secret"_s, u"Write secret: .PATH, where the answer has the new one"_s))
        readProgram(map, u"secret"_s, rule.secret);
    readProgram(map, u"expires"_s, rule.expires);
}

QJsonObject rotationJson(const RotationRule &rule)
{
    QJsonObject json{{u"method"_s, QString::fromLatin1(rule.method)}, {u"path"_s, rule.path}, {u"secret"_s, rule.secret}};
    if (!rule.json.isEmpty())
        json.insert(u"json"_s, QString::fromUtf8(rule.json));
    if (!rule.expires.isEmpty())
        json.insert(u"expires"_s, rule.expires);
    return json;
}

void readRotationFields(JsonReader &json, RotationRule &rule)
{
    QString method, body;
    json.text(u"method"_s, method);
    json.text(u"path"_s, rule.path);
    json.text(u"json"_s, body);
    json.text(u"secret"_s, rule.secret);
    json.text(u"expires"_s, rule.expires);
    rule.method = method.toLatin1();
    rule.json = body.toUtf8();
    if (!rule.isDeclared())
        json.damaged(u"method"_s, u"a method"_s);
}

} // namespace cairn
