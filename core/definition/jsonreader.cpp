#include "definition/jsonreader.h"

#include <limits>

namespace cairn {

using namespace Qt::StringLiterals;

JsonReader::~JsonReader()
{
    for (auto it = m_object.constBegin(); it != m_object.constEnd() && !m_error; ++it) {
        if (!m_read.contains(it.key()))
            m_error = Error{ErrorKind::NewerStore,
                            u"%1 has the field '%2', which this version of Cairn does not know"_s.arg(m_path, it.key()),
                            {},
                            u"Use the version of Cairn that recorded it, or a newer one"_s};
    }
}

void JsonReader::damaged(const QString &key, const QString &what)
{
    if (!m_error)
        m_error = Error{ErrorKind::Damaged,
                        u"%1.%2 is not %3"_s.arg(m_path, key, what),
                        {},
                        u"Run `cairn doctor`, and restore the store from a backup"_s};
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
    out = typed(key, QJsonValue::String, u"a text"_s).toString(out);
}

void JsonReader::integer(const QString &key, qint64 &out)
{
    const QJsonValue found = typed(key, QJsonValue::Double, u"a whole number"_s);
    if (found.isUndefined())
        return;
    // two defaults tell a fraction, which takes on either, from a whole number
    if (found.toInteger(0) != found.toInteger(1))
        return damaged(key, u"a whole number"_s);
    out = found.toInteger();
}

void JsonReader::integer(const QString &key, int &out)
{
    qint64 wide = out;
    integer(key, wide);
    if (wide < std::numeric_limits<int>::min() || wide > std::numeric_limits<int>::max())
        return damaged(key, u"a number of 32 bits"_s);
    out = static_cast<int>(wide);
}

void JsonReader::number(const QString &key, double &out)
{
    out = typed(key, QJsonValue::Double, u"a number"_s).toDouble(out);
}

void JsonReader::boolean(const QString &key, bool &out)
{
    out = typed(key, QJsonValue::Bool, u"true or false"_s).toBool(out);
}

void JsonReader::object(const QString &key, const std::function<void(JsonReader &)> &read)
{
    const QJsonValue found = typed(key, QJsonValue::Object, u"an object"_s);
    if (found.isUndefined())
        return;
    JsonReader inner(found.toObject(), m_path + QLatin1Char('.') + key, m_error);
    read(inner);
}

void JsonReader::list(const QString &key, const std::function<void(const QJsonValue &)> &read)
{
    const QJsonArray items = typed(key, QJsonValue::Array, u"a list"_s).toArray();
    for (const QJsonValue &item : items)
        read(item);
}

void JsonReader::objects(const QString &key, const std::function<void(JsonReader &)> &read)
{
    int index = 0;
    list(key, [&](const QJsonValue &item) {
        if (!item.isObject())
            return damaged(key, u"a list of objects"_s);
        JsonReader inner(item.toObject(), u"%1.%2[%3]"_s.arg(m_path, key).arg(index++), m_error);
        read(inner);
    });
}

} // namespace cairn
