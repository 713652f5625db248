#include "definition/servicefields.h"

#include "definition/quantity.h"
#include "definition/servicepolicyjson.h"
#include "definition/yamledit.h"
#include "definition/yamltree.h"

#include <algorithm>

namespace cairn {

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
    return on ? QStringLiteral("true") : QStringLiteral("false");
}

QString httpText(const Service &service)
{
    switch (service.http) {
    case HttpVersion::Http11:
        return QStringLiteral("1.1");
    case HttpVersion::Http2:
        return QStringLiteral("2");
    case HttpVersion::Auto:
        break;
    }
    return QStringLiteral("auto");
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
    return {
        duration(QStringLiteral("policy.timeout.connect"),
                 [](const Service &s) { return durationText(s.policy.timeout.connect); }),
        duration(QStringLiteral("policy.timeout.idle"), [](const Service &s) { return durationText(s.policy.timeout.idle); }),
        duration(QStringLiteral("policy.timeout.attempt"),
                 [](const Service &s) { return durationText(s.policy.timeout.attempt); }),
        duration(
            QStringLiteral("policy.timeout.step"), [](const Service &s) { return durationText(s.policy.timeout.step); }, true)};
}

QList<ServiceField> retryFields()
{
    const QStringList jitters{QStringLiteral("none"), QStringLiteral("full"), QStringLiteral("equal"),
                              QStringLiteral("decorrelated")};
    return {
        count(QStringLiteral("policy.retry.attempts"), MostAttempts,
              [](const Service &s) { return QString::number(s.policy.retry.attempts); }),
        duration(QStringLiteral("policy.retry.backoff.initial"),
                 [](const Service &s) { return durationText(s.policy.retry.initial); }),
        ratio(QStringLiteral("policy.retry.backoff.factor"), 1, LargestFactor,
              [](const Service &s) { return ratioText(s.policy.retry.factor); }),
        duration(QStringLiteral("policy.retry.backoff.max"), [](const Service &s) { return durationText(s.policy.retry.max); }),
        {QStringLiteral("policy.retry.backoff.jitter"), Kind::Choice, 0, 0, jitters, false,
         [](const Service &s) { return word(s.policy.retry.jitter); }},
        duration(QStringLiteral("policy.retry.retry_after_max"),
                 [](const Service &s) { return durationText(s.policy.retry.retryAfterMax); })};
}

template <Category C> ServiceField categoryField()
{
    return count(QStringLiteral("policy.retry.per_category.%1").arg(word(C)), MostAttempts, attemptsText<C>, true);
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
    return {count(QStringLiteral("policy.budget.capacity"), MostTokens,
                  [](const Service &s) { return QString::number(s.policy.budget.capacity); }),
            count(QStringLiteral("policy.budget.cost"), MostTokens,
                  [](const Service &s) { return QString::number(s.policy.budget.cost); }),
            count(QStringLiteral("policy.budget.timeout_cost"), MostTokens,
                  [](const Service &s) { return QString::number(s.policy.budget.timeoutCost); })};
}

QList<ServiceField> breakerFields()
{
    return {
        duration(QStringLiteral("policy.breaker.window"), [](const Service &s) { return durationText(s.policy.breaker.window); }),
        count(QStringLiteral("policy.breaker.min_calls"), MostTokens,
              [](const Service &s) { return QString::number(s.policy.breaker.minCalls); }),
        ratio(QStringLiteral("policy.breaker.failure_ratio"), LeastRatio, 1,
              [](const Service &s) { return ratioText(s.policy.breaker.failureRatio); }),
        duration(
            QStringLiteral("policy.breaker.slow_over"), [](const Service &s) { return durationText(s.policy.breaker.slowOver); },
            true),
        ratio(QStringLiteral("policy.breaker.slow_ratio"), LeastRatio, 1,
              [](const Service &s) { return ratioText(s.policy.breaker.slowRatio); }),
        duration(QStringLiteral("policy.breaker.open"), [](const Service &s) { return durationText(s.policy.breaker.open); }),
        duration(QStringLiteral("policy.breaker.open_max"),
                 [](const Service &s) { return durationText(s.policy.breaker.openMax); }),
        count(QStringLiteral("policy.breaker.probes"), MostConcurrency,
              [](const Service &s) { return QString::number(s.policy.breaker.probes); })};
}

QList<ServiceField> loadFields()
{
    return {count(QStringLiteral("policy.concurrency.max"), MostConcurrency,
                  [](const Service &s) { return QString::number(s.policy.maxConcurrency); }),
            {QStringLiteral("policy.concurrency.adaptive"),
             Kind::Switch,
             0,
             0,
             {},
             false,
             [](const Service &s) { return switchText(s.policy.adaptiveConcurrency); }},
            count(
                QStringLiteral("policy.rate.limit"), MostTokens,
                [](const Service &s) { return s.policy.rate ? QString::number(s.policy.rate->limit) : QString(); }, true),
            duration(
                QStringLiteral("policy.rate.per"),
                [](const Service &s) { return s.policy.rate ? durationText(s.policy.rate->per) : QString(); }, true),
            count(
                QStringLiteral("policy.rate.burst"), MostTokens,
                [](const Service &s) { return s.policy.rate ? QString::number(s.policy.rate->burst) : QString(); }, true)};
}

QList<ServiceField> otherFields()
{
    const QStringList versions{QStringLiteral("auto"), QStringLiteral("1.1"), QStringLiteral("2")};
    return {
        {QStringLiteral("base_url"),
         Kind::Text,
         0,
         0,
         {},
         false,
         [](const Service &s) { return s.baseUrl.toString(QUrl::FullyEncoded); }},
        {QStringLiteral("http"), Kind::Choice, 0, 0, versions, false, httpText},
        {QStringLiteral("allow_insecure"),
         Kind::Switch,
         0,
         0,
         {},
         false,
         [](const Service &s) { return switchText(s.allowInsecure); }},
        {QStringLiteral("max_response"), Kind::Text, 0, 0, {}, false, [](const Service &s) { return formatSize(s.maxResponse); }},
        {QStringLiteral("idempotent"), Kind::Switch, 0, 0, {}, false, [](const Service &s) { return switchText(s.idempotent); }},
        duration(QStringLiteral("idempotency.lifetime"), [](const Service &s) { return durationText(s.idempotencyLifetime); }),
        duration(
            QStringLiteral("contract.latency_budget"), [](const Service &s) { return durationText(s.contract.latencyBudget); },
            true),
        duration(
            QStringLiteral("contract.recovery_budget"), [](const Service &s) { return durationText(s.contract.recoveryBudget); },
            true),
        {QStringLiteral("contract.owner"), Kind::Text, 0, 0, {}, true, [](const Service &s) { return s.contract.owner; }},
        {QStringLiteral("contract.escalate_to"), Kind::Text, 0, 0, {}, true, [](const Service &s) {
             return s.contract.escalateTo;
         }}};
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

const QString Rate = QStringLiteral("policy.rate");

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
    const bool replaced = path.startsWith(Rate) && m_own.contains(Rate); // taken as a whole
    if (m_own.contains(path) || (replaced && path == Rate + QStringLiteral(".limit"))) // if not a number: none
        return FieldOrigin::Own;
    return m_inherited.contains(path) && !replaced ? FieldOrigin::Inherited : FieldOrigin::Preset;
}

} // namespace cairn
