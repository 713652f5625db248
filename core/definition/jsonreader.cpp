#include "definition/jsonreader.h"

#include <limits>

namespace cairn {

JsonReader::~JsonReader()
{
    for (auto it = m_object.constBegin(); it != m_object.constEnd() && !m_error; ++it) {
        if (!m_read.contains(it.key()))
            m_error = Error{ErrorKind::NewerStore, QStringLiteral("%1 has the field '%2', which this version of Cairn does not know").arg(m_path, it.key()),
                            {}, QStringLiteral("Use the version of Cairn that recorded it, or a newer one")};
    }
}

void JsonReader::damaged(const QString &key, const QString &what)
{
    if (!m_error)
        m_error = Error{ErrorKind::Damaged, QStringLiteral("%1.%2 is not %3").arg(m_path, key, what), {},
                        QStringLiteral("Run `cairn doctor`, and restore the store from a backup")};
}

QJsonValue JsonReader::value(const QString &key)
{
    m_read.append(key);
    return m_object.value(key);
}

QJsonValue JsonReader::typed(const QString &key, QJsonValue::Type type, const QString &name)
{
    const QJsonValue found = value(key);
    if (found.isUndefined() || found.type() == type)
        return found;
    damaged(key, name);
    return QJsonValue::Undefined;
}

void JsonReader::text(const QString &key, QString &out)
{
    out = typed(key, QJsonValue::String, QStringLiteral("a text")).toString(out);
}

void JsonReader::integer(const QString &key, qint64 &out)
{
    const QJsonValue found = typed(key, QJsonValue::Double, QStringLiteral("a whole number"));
    if (found.isUndefined())
        return;
    // two defaults tell a fraction, which takes on either, from a whole number
    if (found.toInteger(0) != found.toInteger(1))
        return damaged(key, QStringLiteral("a whole number"));
    out = found.toInteger();
}

void JsonReader::integer(const QString &key, int &out)
{
    qint64 wide = out;
    integer(key, wide);
    if (wide < std::numeric_limits<int>::min() || wide > std::numeric_limits<int>::max())
        return damaged(key, QStringLiteral("a number of 32 bits"));
    out = static_cast<int>(wide);
}

void JsonReader::number(const QString &key, double &out)
{
    out = typed(key, QJsonValue::Double, QStringLiteral("a number")).toDouble(out);
}

void JsonReader::boolean(const QString &key, bool &out)
{
    out = typed(key, QJsonValue::Bool, QStringLiteral("true or false")).toBool(out);
}

void JsonReader::object(const QString &key, const std::function<void(JsonReader &)> &read)
{
    const QJsonValue found = typed(key, QJsonValue::Object, QStringLiteral("an object"));
    if (found.isUndefined())
        return;
    JsonReader inner(found.toObject(), m_path + QLatin1Char('.') + key, m_error);
    read(inner);
}

void JsonReader::list(const QString &key, const std::function<void(const QJsonValue &)> &read)
{
    const QJsonArray items = typed(key, QJsonValue::Array, QStringLiteral("a list")).toArray();
    for (const QJsonValue &item : items)
        read(item);
}

void JsonReader::objects(const QString &key, const std::function<void(JsonReader &)> &read)
{
    int index = 0;
    list(key, [&](const QJsonValue &item) {
        if (!item.isObject())
            return damaged(key, QStringLiteral("a list of objects"));
        JsonReader inner(item.toObject(), QStringLiteral("%1.%2[%3]").arg(m_path, key).arg(index++), m_error);
        read(inner);
    });
}

} // namespace cairn
