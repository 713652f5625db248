#include "definition/servicechanges.h"

#include "definition/quantity.h"
#include "definition/servicecredential.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

QString ruleText(const CategoryRule &rule)
{
    QString text = u"%1 as %2"_s.arg(conditionsOf(rule).join(u" and "_s), word(rule.as));
    if (rule.automatic)
        text += *rule.automatic ? u", automatic"_s : u", not automatic"_s;
    if (rule.attempts > 0)
        text += u", %1 attempts"_s.arg(rule.attempts);
    return text;
}

QString rulesText(const Service &service)
{
    QStringList texts;
    for (const CategoryRule &rule : service.policy.categories)
        texts.append(ruleText(rule));
    return texts.join(u"; "_s);
}

QString textOf(const QJsonValue &value)
{
    if (value.isObject())
        return QString::fromUtf8(QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact));
    QStringList texts;
    for (const QJsonValue &one : value.toArray())
        texts.append(one.toString());
    return value.isArray() ? texts.join(u", "_s) : value.toString();
}

QString boundText(const TuningBound &bound)
{
    const ServiceField *field = tunableField(bound.setting);
    const bool isDuration = field && field->kind == ServiceField::Kind::Duration;
    const auto text = [isDuration](double value) {
        return isDuration ? formatDuration(Milliseconds(qint64(value))) : QString::number(value);
    };
    return u"%1 to %2"_s.arg(text(bound.least), text(bound.most));
}

using Parts = QList<std::pair<QString, QString>>; ///< path and text

/// What a definition says beside its fields and its rules.
Parts otherParts(const Service &service)
{
    QJsonObject said;
    addCredentialFields(service, said);
    Parts parts;
    for (const QString &part : {u"credential"_s, u"tls"_s}) {
        const QJsonObject values = said.value(part).toObject();
        for (auto it = values.begin(); it != values.end(); ++it)
            parts.append({u"%1.%2"_s.arg(part, it.key()), textOf(it.value())});
    }
    if (!service.clearedFor.isEmpty())
        parts.append({u"data.cleared_for"_s, service.clearedFor.join(u", "_s)});
    if (!service.tuning.bounds.isEmpty())
        parts.append({u"tuning.trial"_s, formatDuration(service.tuning.trial)});
    for (const TuningBound &bound : service.tuning.bounds)
        parts.append({u"tuning.bounds.%1"_s.arg(bound.setting), boundText(bound)});
    return parts;
}

QString textIn(const Parts &parts, const QString &path)
{
    const auto found = std::find_if(parts.begin(), parts.end(), [&](const auto &part) { return part.first == path; });
    return found == parts.end() ? QString() : found->second;
}

void addOtherChanges(const Service &before, const Service &after, QList<ServiceChange> &changes)
{
    const Parts old = otherParts(before);
    const Parts next = otherParts(after);
    for (const auto &[path, text] : old) {
        if (const QString now = textIn(next, path); now != text)
            changes.append({path, text, now});
    }
    for (const auto &[path, text] : next) {
        if (textIn(old, path).isEmpty())
            changes.append({path, {}, text});
    }
}

} // namespace

QList<ServiceChange> serviceChanges(const Service &before, const Service &after)
{
    QList<ServiceChange> changes;
    for (const ServiceField &field : serviceFields()) {
        const QString old = field.text(before);
        const QString next = field.text(after);
        if (old != next)
            changes.append({field.path, old, next});
    }
    if (before.policy.categories != after.policy.categories)
        changes.append({u"policy.categories"_s, rulesText(before), rulesText(after)});
    addOtherChanges(before, after, changes);
    return changes;
}

QStringList conditionsOf(const CategoryRule &rule)
{
    QStringList asked;
    if (rule.status != 0)
        asked.append(QString::number(rule.status));
    const QString value = rule.headerValue.isEmpty() ? QString() : u'=' + QString::fromUtf8(rule.headerValue);
    if (!rule.header.isEmpty())
        asked.append(QString::fromLatin1(rule.header) + value);
    if (!rule.problemType.isEmpty())
        asked.append(rule.problemType);
    if (!rule.test.isEmpty())
        asked.append(rule.test);
    return asked;
}

QString toText(const ServiceChange &change)
{
    const auto shown = [](const QString &text) { return text.isEmpty() ? u"none"_s : text; };
    return u"%1: %2 → %3"_s.arg(change.path, shown(change.before), shown(change.after));
}

std::optional<double> numberIn(const ServiceField &field, const QString &text)
{
    if (field.kind == ServiceField::Kind::Duration) {
        const auto duration = parseDuration(text);
        return duration ? std::optional(double(duration->count())) : std::nullopt;
    }
    bool isNumber = false;
    const double number = text.toDouble(&isNumber);
    return isNumber ? std::optional(number) : std::nullopt;
}

QStringList tunableSettings()
{
    QStringList settings{u"timeout.attempt"_s, u"retry.attempts"_s, u"retry.retry_after_max"_s,
                         u"budget.capacity"_s, u"breaker.open"_s,   u"concurrency.max"_s,
                         u"rate.limit"_s};
    for (const ServiceField &field : serviceFields()) {
        if (field.path.startsWith("policy.retry.per_category."_L1))
            settings.append(field.path.section(u'.', 1));
    }
    return settings;
}

const ServiceField *tunableField(const QString &setting)
{
    return tunableSettings().contains(setting) ? serviceField(u"policy."_s + setting) : nullptr;
}

} // namespace cairn
