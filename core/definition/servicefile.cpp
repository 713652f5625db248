#include "definition/canonical.h"
#include "definition/definitionfile.h"
#include "definition/mapreader.h"
#include "definition/nearest.h"

#include <QRegularExpression>

namespace cairn {

namespace {

const KeyRules ServiceKeys{
    QStringLiteral("a service"),
    {QStringLiteral("service"), QStringLiteral("base_url"), QStringLiteral("http"), QStringLiteral("idempotent"),
     QStringLiteral("allow_insecure"), QStringLiteral("max_response"), QStringLiteral("policy")},
    {QStringLiteral("credential"), QStringLiteral("contract"), QStringLiteral("idempotency")}};
const KeyRules PolicyKeys{QStringLiteral("policy"),
                          {QStringLiteral("timeout"), QStringLiteral("retry"), QStringLiteral("concurrency")},
                          {QStringLiteral("budget"), QStringLiteral("breaker"), QStringLiteral("rate"), QStringLiteral("categories")}};
const KeyRules TimeoutKeys{QStringLiteral("timeout"),
                           {QStringLiteral("connect"), QStringLiteral("idle"), QStringLiteral("attempt")},
                           {QStringLiteral("step")}};
const KeyRules RetryKeys{QStringLiteral("retry"),
                         {QStringLiteral("attempts"), QStringLiteral("backoff"), QStringLiteral("retry_after_max")},
                         {}};
const KeyRules BackoffKeys{
    QStringLiteral("backoff"),
    {QStringLiteral("initial"), QStringLiteral("factor"), QStringLiteral("max"), QStringLiteral("jitter")},
    {}};
const KeyRules ConcurrencyKeys{QStringLiteral("concurrency"), {QStringLiteral("max")}, {QStringLiteral("adaptive")}};

constexpr int MostAttempts = 100;
constexpr double LargestFactor = 10;
constexpr int MostConcurrency = 1024;

bool isLoopback(const QString &host)
{
    static const QRegularExpression fourParts(QStringLiteral("^127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}$"));
    return host == QLatin1String("localhost") || host.endsWith(QLatin1String(".localhost")) || host == QLatin1String("::1")
        || fourParts.match(host).hasMatch();
}

/// The word that stands for one of `choices`; leaves `out` alone, and reports, if it is none of them.
template <typename E>
void choice(const MapReader &map, const QString &key, const QList<std::pair<QString, E>> &choices, E &out)
{
    QString written;
    const YamlNode *found = map.text(key, written);
    if (!found)
        return;
    QStringList words;
    for (const auto &[word, value] : choices) {
        if (word == written) {
            out = value;
            return;
        }
        words.append(word);
    }
    map.report().add(found->at, QStringLiteral("'%1' cannot be '%2'").arg(key, written.left(40)),
                     QStringLiteral("Write one of: %1").arg(words.join(QStringLiteral(", "))));
}

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
    if (!secure && !allowInsecure && !isLoopback(url.host()))
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

void readBackoff(const MapReader &retry, RetryPolicy &policy)
{
    const YamlNode *node = retry.value(QStringLiteral("backoff"));
    if (!node)
        return;
    const MapReader map(retry.report(), *node, BackoffKeys);
    map.duration(QStringLiteral("initial"), policy.initial);
    map.number(QStringLiteral("factor"), policy.factor, 1, LargestFactor);
    map.duration(QStringLiteral("max"), policy.max);
    choice<Jitter>(map, QStringLiteral("jitter"), {{QStringLiteral("none"), Jitter::None}, {QStringLiteral("full"), Jitter::Full}}, policy.jitter);
    if (policy.max < policy.initial)
        map.report().add(map.has(QStringLiteral("max")) ? map.keyPlace(QStringLiteral("max")) : map.keyPlace(QStringLiteral("initial")),
                         QStringLiteral("backoff max (%1) is less than initial (%2)").arg(toText(policy.max), toText(policy.initial)),
                         QStringLiteral("Make max at least as long as initial"));
}

void readPolicy(const MapReader &service, Policy &policy)
{
    const YamlNode *node = service.value(QStringLiteral("policy"));
    if (!node)
        return;
    FileReport &report = service.report();
    const MapReader map(report, *node, PolicyKeys);
    if (const YamlNode *timeout = map.value(QStringLiteral("timeout"))) {
        const MapReader limits(report, *timeout, TimeoutKeys);
        limits.duration(QStringLiteral("connect"), policy.timeout.connect);
        limits.duration(QStringLiteral("idle"), policy.timeout.idle);
        limits.duration(QStringLiteral("attempt"), policy.timeout.attempt);
    }
    if (const YamlNode *retry = map.value(QStringLiteral("retry"))) {
        const MapReader rules(report, *retry, RetryKeys);
        rules.integer(QStringLiteral("attempts"), policy.retry.attempts, 1, MostAttempts);
        rules.duration(QStringLiteral("retry_after_max"), policy.retry.retryAfterMax);
        readBackoff(rules, policy.retry);
    }
    if (const YamlNode *concurrency = map.value(QStringLiteral("concurrency")))
        MapReader(report, *concurrency, ConcurrencyKeys).integer(QStringLiteral("max"), policy.maxConcurrency, 1, MostConcurrency);
}

} // namespace

ServiceFile readServiceFile(const QByteArray &yaml, const QString &file)
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
    choice<HttpVersion>(map, QStringLiteral("http"),
                        {{QStringLiteral("1.1"), HttpVersion::Http11}, {QStringLiteral("2"), HttpVersion::Http2}, {QStringLiteral("auto"), HttpVersion::Auto}},
                        service.http);
    map.boolean(QStringLiteral("idempotent"), service.idempotent);
    map.size(QStringLiteral("max_response"), service.maxResponse);
    readPolicy(map, service.policy);
    read.revision.digest = digestOf(service);
    read.revision.source = yaml;
    read.problems = report.sorted();
    return read;
}

} // namespace cairn
