#include "control/jsonfields.h"

namespace cairn {

using namespace Qt::StringLiterals;

std::optional<QJsonValue> anyJson(const QByteArray &json)
{
    const QJsonArray within = QJsonDocument::fromJson('[' + json + ']').array();
    return within.size() == 1 ? std::optional(within.first()) : std::nullopt;
}

void JsonFields::spoil(QLatin1String name)
{
    if (m_wrong.isEmpty())
        m_wrong = name;
}

bool JsonFields::isAbsent(QLatin1String name) const
{
    const QJsonValue value = m_object.value(name);
    return value.isUndefined() || value.isNull();
}

QString JsonFields::text(QLatin1String name)
{
    if (!isAbsent(name) && !m_object.value(name).isString())
        spoil(name);
    return m_object.value(name).toString();
}

qint64 JsonFields::integer(QLatin1String name)
{
    const QJsonValue value = m_object.value(name);
    if (!isAbsent(name) && (!value.isDouble() || value.toInteger(-1) != value.toInteger(0)))
        spoil(name);
    return value.toInteger();
}

int JsonFields::number(QLatin1String name)
{
    const qint64 value = integer(name);
    if (value != int(value))
        spoil(name);
    return int(value);
}

bool JsonFields::flag(QLatin1String name)
{
    if (!isAbsent(name) && !m_object.value(name).isBool())
        spoil(name);
    return m_object.value(name).toBool();
}

QJsonObject JsonFields::object(QLatin1String name)
{
    if (!isAbsent(name) && !m_object.value(name).isObject())
        spoil(name);
    return m_object.value(name).toObject();
}

QJsonArray JsonFields::array(QLatin1String name)
{
    if (!isAbsent(name) && !m_object.value(name).isArray())
        spoil(name);
    return m_object.value(name).toArray();
}

std::optional<Timestamp> JsonFields::optionalTime(QLatin1String name)
{
    if (isAbsent(name))
        return std::nullopt;
    const auto time = fromRfc3339(text(name));
    if (!time)
        spoil(name);
    return time;
}

Timestamp JsonFields::time(QLatin1String name)
{
    const auto time = optionalTime(name);
    if (!time)
        spoil(name);
    return time.value_or(Timestamp());
}

std::optional<Milliseconds> JsonFields::optionalDuration(QLatin1String name)
{
    return isAbsent(name) ? std::nullopt : std::optional(Milliseconds(integer(name)));
}

Digest JsonFields::digest(QLatin1String name)
{
    if (isAbsent(name))
        return {};
    const auto digest = Digest::fromHex(text(name));
    if (!digest)
        spoil(name);
    return digest.value_or(Digest());
}

PayloadRef JsonFields::payload(QLatin1String name)
{
    if (isAbsent(name))
        return {};
    JsonFields fields(object(name));
    const PayloadRef payload{fields.digest("sha256"_L1), fields.integer("size"_L1)};
    if (!fields.check({}) || !payload.isValid() || payload.size < 0)
        spoil(name);
    return payload;
}

RunId JsonFields::run(QLatin1String name)
{
    if (isAbsent(name))
        return {};
    const auto id = RunId::fromString(text(name));
    if (!id)
        spoil(name);
    return id.value_or(RunId());
}

Result<void> JsonFields::check(const QString &what) const
{
    if (m_wrong.isEmpty())
        return {};
    return failure(ErrorKind::Damaged, u"%1: the field '%2' is not what it should be"_s.arg(what, m_wrong));
}

QJsonValue jsonOf(const std::optional<Timestamp> &time)
{
    return time ? QJsonValue(toRfc3339(*time)) : QJsonValue();
}

QJsonValue jsonOf(const std::optional<Milliseconds> &duration)
{
    return duration ? QJsonValue(qint64(duration->count())) : QJsonValue();
}

QJsonValue jsonOf(const PayloadRef &payload)
{
    if (!payload.isValid())
        return {};
    return QJsonObject{{u"sha256"_s, payload.digest.toHex()}, {u"size"_s, payload.size}};
}

QJsonValue jsonOf(const Digest &digest)
{
    return digest.isValid() ? QJsonValue(digest.toHex()) : QJsonValue();
}

QJsonValue textOrNull(const QString &text)
{
    return text.isEmpty() ? QJsonValue() : QJsonValue(text);
}

QJsonValue jsonOf(RunId run)
{
    return run.isValid() ? QJsonValue(run.toString()) : QJsonValue();
}

} // namespace cairn
