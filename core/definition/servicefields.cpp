#include "definition/servicefields.h"

#include "definition/quantity.h"
#include "definition/servicepolicyjson.h"
#include "definition/yamledit.h"
#include "definition/yamltree.h"

#include <algorithm>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

using Kind = ServiceField::Kind;

QString durationText(Milliseconds duration)
{
    return duration.count() > 0 ? formatDuration(duration) : QString();
}

QString ratioText(double value)
{
    return QString::number(value, 'g', 6);
}

QString switchText(bool on)
{
    return on ? u"true"_s : u"false"_s;
}

QString httpText(const Service &service)
{
    switch (service.http) {
    case HttpVersion::Http11: return u"1.1"_s;
    case HttpVersion::Http2: return u"2"_s;
    case HttpVersion::Auto: break;
    }
    return u"auto"_s;
}

template <Category C> QString attemptsText(const Service &service)
{
    const QMap<Category, int> &attempts = service.policy.retry.perCategory;
    return attempts.contains(C) ? QString::number(attempts.value(C)) : QString();
}

ServiceField duration(const QString &path, QString (*read)(const Service &), bool optional = false)
{
    return {path, Kind::Duration, 0, 0, {}, optional, read};
}

ServiceField count(const QString &path, double most, QString (*read)(const Service &), bool optional = false)
{
    return {path, Kind::Count, 1, most, {}, optional, read};
}

ServiceField ratio(const QString &path, double least, double most, QString (*read)(const Service &))
{
    return {path, Kind::Ratio, least, most, {}, false, read};
}

QList<ServiceField> timeoutFields()
{
    return {duration(u"policy.timeout.connect"_s, [](const Service &s) { return durationText(s.policy.timeout.connect); }),
            duration(u"policy.timeout.idle"_s, [](const Service &s) { return durationText(s.policy.timeout.idle); }),
            duration(u"policy.timeout.attempt"_s, [](const Service &s) { return durationText(s.policy.timeout.attempt); }),
            duration(
                u"policy.timeout.step"_s, [](const Service &s) { return durationText(s.policy.timeout.step); }, true)};
}

QList<ServiceField> retryFields()
{
    const QStringList jitters{u"none"_s, u"full"_s, u"equal"_s, u"decorrelated"_s};
    return {
        count(u"policy.retry.attempts"_s, MostAttempts,
              [](const Service &s) { return QString::number(s.policy.retry.attempts); }),
        duration(u"policy.retry.backoff.initial"_s, [](const Service &s) { return durationText(s.policy.retry.initial); }),
        ratio(u"policy.retry.backoff.factor"_s, 1, LargestFactor,
              [](const Service &s) { return ratioText(s.policy.retry.factor); }),
        duration(u"policy.retry.backoff.max"_s, [](const Service &s) { return durationText(s.policy.retry.max); }),
        {u"policy.retry.backoff.jitter"_s, Kind::Choice, 0, 0, jitters, false,
         [](const Service &s) { return word(s.policy.retry.jitter); }},
        duration(u"policy.retry.retry_after_max"_s, [](const Service &s) { return durationText(s.policy.retry.retryAfterMax); })};
}

template <Category C> ServiceField categoryField()
{
    return count(u"policy.retry.per_category.%1"_s.arg(word(C)), MostAttempts, attemptsText<C>, true);
}

QList<ServiceField> categoryFields()
{
    return {categoryField<Category::Network>(), categoryField<Category::Timeout>(),  categoryField<Category::RateLimit>(),
            categoryField<Category::Service>(), categoryField<Category::Auth>(),     categoryField<Category::Data>(),
            categoryField<Category::Schema>(),  categoryField<Category::Conflict>(), categoryField<Category::Policy>(),
            categoryField<Category::Internal>()};
}

QList<ServiceField> budgetFields()
{
    return {count(u"policy.budget.capacity"_s, MostTokens,
                  [](const Service &s) { return QString::number(s.policy.budget.capacity); }),
            count(u"policy.budget.cost"_s, MostTokens, [](const Service &s) { return QString::number(s.policy.budget.cost); }),
            count(u"policy.budget.timeout_cost"_s, MostTokens,
                  [](const Service &s) { return QString::number(s.policy.budget.timeoutCost); })};
}

QList<ServiceField> breakerFields()
{
    return {duration(u"policy.breaker.window"_s, [](const Service &s) { return durationText(s.policy.breaker.window); }),
            count(u"policy.breaker.min_calls"_s, MostTokens,
                  [](const Service &s) { return QString::number(s.policy.breaker.minCalls); }),
            ratio(u"policy.breaker.failure_ratio"_s, LeastRatio, 1,
                  [](const Service &s) { return ratioText(s.policy.breaker.failureRatio); }),
            duration(
                u"policy.breaker.slow_over"_s, [](const Service &s) { return durationText(s.policy.breaker.slowOver); }, true),
            ratio(u"policy.breaker.slow_ratio"_s, LeastRatio, 1,
                  [](const Service &s) { return ratioText(s.policy.breaker.slowRatio); }),
            duration(u"policy.breaker.open"_s, [](const Service &s) { return durationText(s.policy.breaker.open); }),
            duration(u"policy.breaker.open_max"_s, [](const Service &s) { return durationText(s.policy.breaker.openMax); }),
            count(u"policy.breaker.probes"_s, MostConcurrency,
                  [](const Service &s) { return QString::number(s.policy.breaker.probes); })};
}

QList<ServiceField> loadFields()
{
    return {count(u"policy.concurrency.max"_s, MostConcurrency,
                  [](const Service &s) { return QString::number(s.policy.maxConcurrency); }),
            {u"policy.concurrency.adaptive"_s,
             Kind::Switch,
             0,
             0,
             {},
             false,
             [](const Service &s) { return switchText(s.policy.adaptiveConcurrency); }},
            count(
                u"policy.rate.limit"_s, MostTokens,
                [](const Service &s) { return s.policy.rate ? QString::number(s.policy.rate->limit) : QString(); }, true),
            duration(
                u"policy.rate.per"_s,
                [](const Service &s) { return s.policy.rate ? durationText(s.policy.rate->per) : QString(); }, true),
            count(
                u"policy.rate.burst"_s, MostTokens,
                [](const Service &s) { return s.policy.rate ? QString::number(s.policy.rate->burst) : QString(); }, true)};
}

QList<ServiceField> otherFields()
{
    const QStringList versions{u"auto"_s, u"1.1"_s, u"2"_s};
    return {{u"base_url"_s, Kind::Text, 0, 0, {}, false, [](const Service &s) { return s.baseUrl.toString(QUrl::FullyEncoded); }},
            {u"http"_s, Kind::Choice, 0, 0, versions, false, httpText},
            {u"allow_insecure"_s, Kind::Switch, 0, 0, {}, false, [](const Service &s) { return switchText(s.allowInsecure); }},
            {u"max_response"_s, Kind::Text, 0, 0, {}, false, [](const Service &s) { return formatSize(s.maxResponse); }},
            {u"idempotent"_s, Kind::Switch, 0, 0, {}, false, [](const Service &s) { return switchText(s.idempotent); }},
            duration(u"idempotency.lifetime"_s, [](const Service &s) { return durationText(s.idempotencyLifetime); }),
            duration(
                u"contract.latency_budget"_s, [](const Service &s) { return durationText(s.contract.latencyBudget); }, true),
            duration(
                u"contract.recovery_budget"_s, [](const Service &s) { return durationText(s.contract.recoveryBudget); }, true),
            {u"contract.owner"_s, Kind::Text, 0, 0, {}, true, [](const Service &s) { return s.contract.owner; }},
            {u"contract.escalate_to"_s, Kind::Text, 0, 0, {}, true, [](const Service &s) { return s.contract.escalateTo; }}};
}

} // namespace

const QList<ServiceField> &serviceFields()
{
    static const QList<ServiceField> all =
        timeoutFields() + retryFields() + categoryFields() + budgetFields() + breakerFields() + loadFields() + otherFields();
    return all;
}

const ServiceField *serviceField(const QString &path)
{
    const QList<ServiceField> &all = serviceFields();
    const auto found = std::find_if(all.begin(), all.end(), [&](const ServiceField &field) { return field.path == path; });
    return found == all.end() ? nullptr : &*found;
}

namespace {

const QString Rate = u"policy.rate"_s;

void collect(const YamlNode &node, const QString &path, QSet<QString> &paths)
{
    if (!path.isEmpty())
        paths.insert(path);
    for (const YamlEntry &entry : node.entries)
        collect(entry.value, path.isEmpty() ? entry.key.text : path + u'.' + entry.key.text, paths);
}

QSet<QString> pathsIn(const QByteArray &yaml)
{
    QSet<QString> paths;
    if (const auto document = readYaml(yaml, {}))
        collect(document->root, {}, paths);
    return paths;
}

} // namespace

Result<QByteArray> withServiceValue(const QByteArray &yaml, const QString &path, const QString &value)
{
    if (value.isEmpty())
        return withoutYamlValue(yaml, path);
    const QSet<QString> own = path.startsWith(Rate) ? pathsIn(yaml) : QSet<QString>();
    const bool isMap = std::any_of(own.begin(), own.end(), [](const QString &one) { return one.startsWith(Rate + u'.'); });
    if (!own.contains(Rate) || isMap == (path != Rate))
        return withYamlValue(yaml, path, value);
    const auto without = withoutYamlValue(yaml, Rate); // a word stands where a map is to, or the other way round
    return without ? withYamlValue(*without, path, value) : without;
}

FieldOrigins::FieldOrigins(const QByteArray &yaml, const QByteArray &inherited)
    : m_own(pathsIn(yaml)), m_inherited(inherited.isEmpty() ? QSet<QString>() : pathsIn("policy: " + inherited))
{
}

FieldOrigin FieldOrigins::of(const QString &path) const
{
    const bool replaced = path.startsWith(Rate) && m_own.contains(Rate);  // taken as a whole
    if (m_own.contains(path) || (replaced && path == Rate + u".limit"_s)) // if not a number: none
        return FieldOrigin::Own;
    return m_inherited.contains(path) && !replaced ? FieldOrigin::Inherited : FieldOrigin::Preset;
}

} // namespace cairn
