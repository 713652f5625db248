#include "definition/canonical.h"
#include "definition/definitionfile.h"
#include "definition/servicecredential.h"
#include "definition/servicefields.h"
#include "definition/servicepolicyfile.h"
#include "definition/soundness.h"
#include "definition/yamledit.h"
#include "model/loopback.h"

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

const KeyRules ServiceKeys{u"a service"_s,
                           {u"service"_s, u"base_url"_s, u"http"_s, u"idempotent"_s, u"allow_insecure"_s, u"max_response"_s,
                            u"policy"_s, u"contract"_s, u"idempotency"_s, u"tuning"_s, u"credential"_s, u"tls"_s, u"data"_s},
                           {}};

/// Why a base URL cannot be used, and what to do; nothing if it can.
std::optional<std::pair<QString, QString>> refuseUrl(const QUrl &url, bool allowInsecure)
{
    const bool secure = url.scheme() == "https"_L1;
    if (!url.isValid() || (!secure && url.scheme() != "http"_L1) || url.host().isEmpty())
        return std::pair(u"it is not an absolute http or https URL"_s, u"Write it like https://api.example.net/v1"_s);
    if (!url.userInfo().isEmpty())
        return std::pair(u"it holds a user name or password"_s, u"Secrets never belong in a definition: leave it out"_s);
    if (url.hasQuery() || url.hasFragment())
        return std::pair(u"it has a query or a fragment"_s, u"Write a step's query in its request"_s);
    if (!secure && !allowInsecure && !isLoopbackName(url.host()))
        return std::pair(u"it sends everything unencrypted to another machine"_s,
                         u"Use https, or write allow_insecure: true if that network is trusted"_s);
    return std::nullopt;
}

void readBaseUrl(const MapReader &map, Service &service)
{
    QString written;
    const YamlNode *found =
        map.require(u"base_url"_s, u"Write base_url: https://HOST"_s) ? map.text(u"base_url"_s, written) : nullptr;
    if (!found)
        return;
    const QUrl url(written, QUrl::StrictMode);
    if (const auto refused = refuseUrl(url, service.allowInsecure))
        map.report().add(found->at,
                         u"base_url '%1': %2"_s.arg(url.isValid() ? url.toDisplayString() : written.left(120), refused->first),
                         refused->second);
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
    static const KeyRules rules{u"what services inherit"_s, {u"policy"_s}, {}};
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

const QString Rules = u"policy.categories"_s;

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
        const QString what = isInherited ? objection.what + u" (cairn.yaml says so)"_s : objection.what;
        const QString remedy =
            isInherited ? u"Change it in cairn.yaml, or write a value of its own into this file"_s : objection.remedy;
        objection.warning ? report.warn(at, what, remedy) : report.add(at, what, remedy);
    }
}

} // namespace

QByteArray inheritedPolicy(const MapReader &workspace)
{
    const YamlNode *node = workspace.has(u"policy"_s) ? workspace.value(u"policy"_s) : nullptr;
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
    for (const auto &[outer, inner] : {std::pair(u"credential"_s, u"certificate"_s), std::pair(u"tls"_s, u"ca"_s)}) {
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
    read.namePlace = readName(map, u"service"_s, service.name);
    map.boolean(u"allow_insecure"_s, service.allowInsecure);
    readBaseUrl(map, service);
    readChoice<HttpVersion>(map, u"http"_s,
                            {{u"1.1"_s, HttpVersion::Http11}, {u"2"_s, HttpVersion::Http2}, {u"auto"_s, HttpVersion::Auto}},
                            service.http);
    map.boolean(u"idempotent"_s, service.idempotent);
    read.saysIdempotent = map.has(u"idempotent"_s);
    map.size(u"max_response"_s, service.maxResponse);
    service.policy = policyFrom(inherited);
    readPolicy(map, service.policy);
    readContract(map, service.contract);
    readIdempotency(map, service.idempotencyLifetime);
    readTuning(map, service);
    readCredential(map, service);
    read.certificates = certificatesIn(document->root);
    if (const YamlNode *node = map.value(u"data"_s))
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
