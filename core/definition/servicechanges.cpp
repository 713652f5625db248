#include "definition/servicechanges.h"

#include "definition/quantity.h"

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

QString ruleText(const CategoryRule &rule)
{
    QStringList asked;
    if (rule.status != 0)
        asked.append(QString::number(rule.status));
    if (!rule.header.isEmpty())
        asked.append(QString::fromLatin1(rule.header));
    if (!rule.problemType.isEmpty())
        asked.append(rule.problemType);
    if (!rule.test.isEmpty())
        asked.append(rule.test);
    QString text = QStringLiteral("%1 as %2").arg(asked.join(QStringLiteral(" and ")), word(rule.as));
    if (rule.automatic)
        text += *rule.automatic ? QStringLiteral(", automatic") : QStringLiteral(", not automatic");
    if (rule.attempts > 0)
        text += QStringLiteral(", %1 attempts").arg(rule.attempts);
    return text;
}

QString rulesText(const Service &service)
{
    QStringList texts;
    for (const CategoryRule &rule : service.policy.categories)
        texts.append(ruleText(rule));
    return texts.join(QStringLiteral("; "));
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
    return changes;
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
