#include "definition/canonical.h"
#include "definition/servicepolicyjson.h"

#include <QJsonDocument>

namespace cairn {

namespace {

QString word(HttpVersion version)
{
    switch (version) {
    case HttpVersion::Http11: return QStringLiteral("1.1");
    case HttpVersion::Http2: return QStringLiteral("2");
    case HttpVersion::Auto: break;
    }
    return QStringLiteral("auto");
}

void readTimeout(JsonReader &json, TimeoutPolicy &timeout)
{
    readMilliseconds(json, QStringLiteral("connect_ms"), timeout.connect);
    readMilliseconds(json, QStringLiteral("idle_ms"), timeout.idle);
    readMilliseconds(json, QStringLiteral("attempt_ms"), timeout.attempt);
    readLaterTimeout(json, timeout);
}

void readRetry(JsonReader &json, RetryPolicy &retry)
{
    json.integer(QStringLiteral("attempts"), retry.attempts);
    readMilliseconds(json, QStringLiteral("initial_ms"), retry.initial);
    json.number(QStringLiteral("factor"), retry.factor);
    readMilliseconds(json, QStringLiteral("max_ms"), retry.max);
    readMilliseconds(json, QStringLiteral("retry_after_max_ms"), retry.retryAfterMax);
    QString jitter = word(retry.jitter);
    json.text(QStringLiteral("jitter"), jitter);
    if (const auto known = jitterFromWord(jitter))
        retry.jitter = *known;
    else
        json.damaged(QStringLiteral("jitter"), QStringLiteral("none, full, equal or decorrelated"));
    readLaterRetry(json, retry);
}

void readConcurrency(JsonReader &json, Policy &policy)
{
    json.integer(QStringLiteral("max"), policy.maxConcurrency);
    readLaterConcurrency(json, policy);
}

HttpVersion readHttp(JsonReader &json)
{
    QString written = QStringLiteral("auto");
    json.text(QStringLiteral("http"), written);
    for (const HttpVersion version : {HttpVersion::Http11, HttpVersion::Http2, HttpVersion::Auto}) {
        if (word(version) == written)
            return version;
    }
    json.damaged(QStringLiteral("http"), QStringLiteral("1.1, 2 or auto"));
    return HttpVersion::Auto;
}

} // namespace

QJsonObject toJson(const Service &service)
{
    const TimeoutPolicy &timeout = service.policy.timeout;
    const RetryPolicy &retry = service.policy.retry;
    QJsonObject object{
            {QStringLiteral("service"), service.name},
            {QStringLiteral("base_url"), service.baseUrl.toString(QUrl::FullyEncoded)},
            {QStringLiteral("http"), word(service.http)},
            {QStringLiteral("idempotent"), service.idempotent},
            {QStringLiteral("allow_insecure"), service.allowInsecure},
            {QStringLiteral("max_response"), service.maxResponse},
            {QStringLiteral("timeout"),
             QJsonObject{{QStringLiteral("connect_ms"), qint64(timeout.connect.count())},
                         {QStringLiteral("idle_ms"), qint64(timeout.idle.count())},
                         {QStringLiteral("attempt_ms"), qint64(timeout.attempt.count())}}},
            {QStringLiteral("retry"),
             QJsonObject{{QStringLiteral("attempts"), retry.attempts},
                         {QStringLiteral("initial_ms"), qint64(retry.initial.count())},
                         {QStringLiteral("factor"), retry.factor},
                         {QStringLiteral("max_ms"), qint64(retry.max.count())},
                         {QStringLiteral("jitter"), word(retry.jitter)},
                         {QStringLiteral("retry_after_max_ms"), qint64(retry.retryAfterMax.count())}}},
            {QStringLiteral("concurrency"), QJsonObject{{QStringLiteral("max"), service.policy.maxConcurrency}}}};
    addLaterFields(service, object);
    return object;
}

Result<Service> serviceFromJson(const QJsonObject &object)
{
    Service service;
    std::optional<Error> error;
    {
        JsonReader json(object, QStringLiteral("service"), error);
        json.text(QStringLiteral("service"), service.name);
        QString url;
        json.text(QStringLiteral("base_url"), url);
        service.baseUrl = QUrl(url, QUrl::StrictMode);
        if (service.name.isEmpty() || !service.baseUrl.isValid())
            json.damaged(service.name.isEmpty() ? QStringLiteral("service") : QStringLiteral("base_url"), QStringLiteral("filled in"));
        service.http = readHttp(json);
        json.boolean(QStringLiteral("idempotent"), service.idempotent);
        json.boolean(QStringLiteral("allow_insecure"), service.allowInsecure);
        json.integer(QStringLiteral("max_response"), service.maxResponse);
        json.object(QStringLiteral("timeout"), [&](JsonReader &inner) { readTimeout(inner, service.policy.timeout); });
        json.object(QStringLiteral("retry"), [&](JsonReader &inner) { readRetry(inner, service.policy.retry); });
        json.object(QStringLiteral("concurrency"), [&](JsonReader &inner) { readConcurrency(inner, service.policy); });
        readLaterFields(json, service);
    }
    if (error)
        return tl::unexpected(*error);
    return service;
}

Digest digestOf(const Service &service)
{
    return Digest::of(QJsonDocument(toJson(service)).toJson(QJsonDocument::Compact));
}

} // namespace cairn
