#include "control/passedon.h"

#include "control/coveredattempt.h"
#include "security/redaction.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace cairn {

using namespace Qt::StringLiterals;

Result<PassedOn> PassedOn::of(StoreReader &reader, const QString &root)
{
    auto own = readOwnClasses(reader, root);
    const auto covering = own ? coveringOf(*own, {}) : tl::unexpected(own.error());
    if (!covering)
        return tl::unexpected(covering.error());
    own->removeIf([](const DataClass &one) { return one.by != DataClass::By::Regex; });
    auto alone = Cover::of(*own);
    if (!alone)
        return tl::unexpected(alone.error());
    PassedOn passedOn;
    passedOn.m_own = std::move(*alone);
    passedOn.m_beside = covering->beside;
    return passedOn;
}

QString PassedOn::text(const QString &text) const
{
    return redactText(m_own.address(text));
}

/// A number that is covered is a text.
QJsonValue PassedOn::value(const QJsonValue &value) const
{
    if (value.isObject()) {
        QJsonObject covered;
        const QJsonObject object = value.toObject();
        for (auto it = object.begin(); it != object.end(); ++it)
            covered.insert(m_own.address(it.key()), this->value(*it));
        return covered;
    }
    if (value.isArray()) {
        QJsonArray covered;
        for (const QJsonValue &one : value.toArray())
            covered.append(this->value(one));
        return covered;
    }
    if (!value.isString() && !value.isDouble())
        return value;
    const QString text = value.toVariant().toString();
    const QString shown = m_own.address(text);
    return shown == text ? value : QJsonValue(shown);
}

QJsonObject PassedOn::json(const QJsonObject &object) const
{
    return redactJson(m_own.isOn() ? value(object).toObject() : object);
}

QByteArray PassedOn::jsonText(const QByteArray &bytes) const
{
    if (bytes.isEmpty())
        return {};
    return QJsonDocument(json(QJsonDocument::fromJson(bytes).object())).toJson(QJsonDocument::Compact);
}

Attempt PassedOn::attempt(const Attempt &attempt) const
{
    Attempt told = covered(attempt, m_beside);
    told.url = redactText(told.url);
    told.cause = text(told.cause);
    return told;
}

AuditEntry PassedOn::entry(AuditEntry entry) const
{
    entry.reason = text(entry.reason);
    entry.before = jsonText(entry.before);
    entry.after = jsonText(entry.after);
    return entry;
}

} // namespace cairn
