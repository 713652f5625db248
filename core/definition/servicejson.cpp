#include "definition/canonical.h"
#include "definition/servicepolicyjson.h"

#include <QJsonDocument>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

QString word(HttpVersion version)
{
    switch (version) {
    case HttpVersion::Http11: return u"1.1"_s;
    case HttpVersion::Http2: return u"2"_s;
    case HttpVersion::Auto: break;
    }
    return u"auto"_s;
}

void readTimeout(JsonReader &json, TimeoutPolicy &timeout)
{
    readMilliseconds(json, u"connect_ms"_s, timeout.connect);
    readMilliseconds(json, u"idle_ms"_s, timeout.idle);
    readMilliseconds(json, u"attempt_ms"_s, timeout.attempt);
    readLaterTimeout(json, timeout);
}

void readRetry(JsonReader &json, RetryPolicy &retry)
{
    json.integer(u"attempts"_s, retry.attempts);
    readMilliseconds(json, u"initial_ms"_s, retry.initial);
    json.number(u"factor"_s, retry.factor);
    readMilliseconds(json, u"max_ms"_s, retry.max);
    readMilliseconds(json, u"retry_after_max_ms"_s, retry.retryAfterMax);
    QString jitter = word(retry.jitter);
    json.text(u"jitter"_s, jitter);
    if (const auto known = jitterFromWord(jitter))
        retry.jitter = *known;
    else
        json.damaged(u"jitter"_s, u"none, full, equal or decorrelated"_s);
    readLaterRetry(json, retry);
}

void readConcurrency(JsonReader &json, Policy &policy)
{
    json.integer(u"max"_s, policy.maxConcurrency);
    readLaterConcurrency(json, policy);
}

HttpVersion readHttp(JsonReader &json)
{
    QString written = u"auto"_s;
    json.text(u"http"_s, written);
    for (const HttpVersion version : {HttpVersion::Http11, HttpVersion::Http2, HttpVersion::Auto}) {
        if (word(version) == written)
            return version;
    }
    json.damaged(u"http"_s, u"1.1, 2 or auto"_s);
    return HttpVersion::Auto;
}

} // namespace

QJsonObject toJson(const Service &service)
{
    const TimeoutPolicy &timeout = service.policy.timeout;
    const RetryPolicy &retry = service.policy.retry;
    QJsonObject object{{u"service"_s, service.name},
                       {u"base_url"_s, service.baseUrl.toString(QUrl::FullyEncoded)},
                       {u"http"_s, word(service.http)},
                       {u"idempotent"_s, service.idempotent},
                       {u"allow_insecure"_s, service.allowInsecure},
                       {u"max_response"_s, service.maxResponse},
                       {u"timeout"_s, QJsonObject{{u"connect_ms"_s, qint64(timeout.connect.count())},
                                                  {u"idle_ms"_s, qint64(timeout.idle.count())},
                                                  {u"attempt_ms"_s, qint64(timeout.attempt.count())}}},
                       {u"retry"_s, QJsonObject{{u"attempts"_s, retry.attempts},
                                                {u"initial_ms"_s, qint64(retry.initial.count())},
                                                {u"factor"_s, retry.factor},
                                                {u"max_ms"_s, qint64(retry.max.count())},
                                                {u"jitter"_s, word(retry.jitter)},
                                                {u"retry_after_max_ms"_s, qint64(retry.retryAfterMax.count())}}},
                       {u"concurrency"_s, QJsonObject{{u"max"_s, service.policy.maxConcurrency}}}};
    addLaterFields(service, object);
    return object;
}

Result<Service> serviceFromJson(const QJsonObject &object)
{
    Service service;
    std::optional<Error> error;
    {
        JsonReader json(object, u"service"_s, error);
        json.text(u"service"_s, service.name);
        QString url;
        json.text(u"base_url"_s, url);
        service.baseUrl = QUrl(url, QUrl::StrictMode);
        if (service.name.isEmpty() || !service.baseUrl.isValid())
            json.damaged(service.name.isEmpty() ? u"service"_s : u"base_url"_s, u"filled in"_s);
        service.http = readHttp(json);
        json.boolean(u"idempotent"_s, service.idempotent);
        json.boolean(u"allow_insecure"_s, service.allowInsecure);
        json.integer(u"max_response"_s, service.maxResponse);
        json.object(u"timeout"_s, [&](JsonReader &inner) { readTimeout(inner, service.policy.timeout); });
        json.object(u"retry"_s, [&](JsonReader &inner) { readRetry(inner, service.policy.retry); });
        json.object(u"concurrency"_s, [&](JsonReader &inner) { readConcurrency(inner, service.policy); });
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
