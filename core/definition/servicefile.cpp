#include "definition/canonical.h"
#include "definition/definitionfile.h"
#include "definition/servicecredential.h"
#include "definition/servicefields.h"
#include "definition/servicepolicyfile.h"
#include "definition/soundness.h"
#include "definition/yamledit.h"
#include "model/loopback.h"

namespace cairn {

namespace {

const KeyRules ServiceKeys{
    QStringLiteral("a service"),
    {QStringLiteral("service"), QStringLiteral("base_url"), QStringLiteral("http"), QStringLiteral("idempotent"),
     QStringLiteral("allow_insecure"), QStringLiteral("max_response"), QStringLiteral("policy"), QStringLiteral("contract"),
     QStringLiteral("idempotency"), QStringLiteral("tuning"), QStringLiteral("credential"), QStringLiteral("tls"),
     QStringLiteral("data")},
    {}};

/// Why a base URL cannot be used, and what to do; nothing if it can.
std::optional<std::pair<QString, QString>> refuseUrl(const QUrl &url, bool allowInsecure)
{
    const bool secure = url.scheme() == QLatin1String("https");
    if (!url.isValid() || (!secure && url.scheme() != QLatin1String("http")) || url.host().isEmpty())
        return std::pair(QStringLiteral("it is not an absolute http or https URL"), QStringLiteral("Write it like https://api.example.net/v1"));
    if (!url.userInfo().isEmpty())
        return std::pair(QStringLiteral("it holds a user name or password"), QStringLiteral("Secrets never belong in a definition: leave it out"));
    if (url.hasQuery() || url.hasFragment())
        return std::pair(QStringLiteral("it has a query or a fragment"), QStringLiteral("Write a step's query in its request"));
    if (!secure && !allowInsecure && !isLoopbackName(url.host()))
        return std::pair(QStringLiteral("it sends everything unencrypted to another machine"),
                         QStringLiteral("Use https, or write allow_insecure: true if that network is trusted"));
    return std::nullopt;
}

void readBaseUrl(const MapReader &map, Service &service)
{
    QString written;
    const YamlNode *found = map.require(QStringLiteral("base_url"), QStringLiteral("Write base_url: https://HOST")) ? map.text(QStringLiteral("base_url"), written) : nullptr;
    if (!found)
        return;
    const QUrl url(written, QUrl::StrictMode);
    if (const auto refused = refuseUrl(url, service.allowInsecure))
        map.report().add(found->at, QStringLiteral("base_url '%1': %2").arg(url.isValid() ? url.toDisplayString() : written.left(120), refused->first), refused->second);
    else
        service.baseUrl = url;
}

/// What was written into cairn.yaml was checked there.
Policy policyFrom(const QByteArray &inherited)
{
    Policy policy;
    const auto document = readYaml("policy: " + inherited, {});
    if (inherited.isEmpty() || !document)
        return policy;
    static const KeyRules rules{QStringLiteral("what services inherit"), {QStringLiteral("policy")}, {}};
    FileReport report({});
    readPolicy(MapReader(report, document->root, rules), policy);
    return policy;
}

/// Where a path stands in the file, or as much of it as does.
SourcePosition placeOf(const YamlNode &root, const QString &path)
{
    const YamlNode *node = &root;
    SourcePosition at = root.at;
    for (const QString &key : path.split(u'.')) {
        const YamlEntry *entry = node->entry(key);
        if (!entry)
            break;
        at = entry->key.at;
        node = &entry->value;
    }
    return at;
}

const QString Rules = QStringLiteral("policy.categories");

/// Rules that each make sense, and together do not.
void reportObjections(FileReport &report, const YamlNode &root, const ServiceRevision &read)
{
    const QList<Objection> objections = objectionsTo(read.service);
    if (objections.isEmpty())
        return;
    const FieldOrigins origins(read.source, read.inherited);
    for (const Objection &objection : objections) {
        const SourcePosition at = placeOf(root, objection.path);
        const bool isListed = objection.path.startsWith(Rules + u'.') && origins.of(objection.path) == FieldOrigin::Preset;
        const bool isInherited = origins.of(isListed ? Rules : objection.path) == FieldOrigin::Inherited;
        const QString what = isInherited ? objection.what + QStringLiteral(" (cairn.yaml says so)") : objection.what;
        const QString remedy =
            isInherited ? QStringLiteral("Change it in cairn.yaml, or write a value of its own into this file") : objection.remedy;
        objection.warning ? report.warn(at, what, remedy) : report.add(at, what, remedy);
    }
}

} // namespace

QByteArray inheritedPolicy(const MapReader &workspace)
{
    const YamlNode *node = workspace.has(QStringLiteral("policy")) ? workspace.value(QStringLiteral("policy")) : nullptr;
    if (!node)
        return {};
    Policy policy;
    readPolicy(workspace, policy);
    return yamlInBrackets(*node);
}

namespace {

/// The files that readCredential() has read the names of.
QList<NamePlace> certificatesIn(const YamlNode &service)
{
    QList<NamePlace> files;
    for (const auto &[outer, inner] : {std::pair(QStringLiteral("credential"), QStringLiteral("certificate")),
                                       std::pair(QStringLiteral("tls"), QStringLiteral("ca"))}) {
        const YamlEntry *around = service.entry(outer);
        const YamlEntry *file = around ? around->value.entry(inner) : nullptr;
        if (file && !file->value.text.isEmpty())
            files.append({file->value.text, file->value.at});
    }
    return files;
}

} // namespace

ServiceFile readServiceFile(const QByteArray &yaml, const QString &file, const QByteArray &inherited)
{
    ServiceFile read;
    const auto document = readYaml(yaml, file);
    if (!document) {
        read.problems = {document.error()};
        return read;
    }
    FileReport report(file, document->problems);
    const MapReader map(report, document->root, ServiceKeys);
    Service &service = read.revision.service;
    read.namePlace = readName(map, QStringLiteral("service"), service.name);
    map.boolean(QStringLiteral("allow_insecure"), service.allowInsecure);
    readBaseUrl(map, service);
    readChoice<HttpVersion>(map, QStringLiteral("http"),
                        {{QStringLiteral("1.1"), HttpVersion::Http11}, {QStringLiteral("2"), HttpVersion::Http2}, {QStringLiteral("auto"), HttpVersion::Auto}},
                        service.http);
    map.boolean(QStringLiteral("idempotent"), service.idempotent);
    read.saysIdempotent = map.has(QStringLiteral("idempotent"));
    map.size(QStringLiteral("max_response"), service.maxResponse);
    service.policy = policyFrom(inherited);
    readPolicy(map, service.policy);
    readContract(map, service.contract);
    readIdempotency(map, service.idempotencyLifetime);
    readTuning(map, service);
    readCredential(map, service);
    read.certificates = certificatesIn(document->root);
    if (const YamlNode *node = map.value(QStringLiteral("data")))
        read.cleared = readClearance(*node, report, service);
    read.revision.digest = digestOf(service);
    read.revision.source = yaml;
    read.revision.inherited = inherited;
    if (report.isClean())
        reportObjections(report, document->root, read.revision);
    read.problems = report.sorted();
    return read;
}

} // namespace cairn
