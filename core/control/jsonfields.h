#pragma once

#include "base/error.h"
#include "base/ids.h"
#include "base/timestamp.h"
#include "model/records.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace cairn {

/// Small documents that records hold as bytes; empty bytes are an empty object.
inline QJsonObject parsedObject(const QByteArray &json)
{
    return QJsonDocument::fromJson(json).object();
}
inline QByteArray compactObject(const QJsonObject &object)
{
    return object.isEmpty() ? QByteArray() : QJsonDocument(object).toJson(QJsonDocument::Compact);
}

/// Any JSON value, lone numbers, texts, true, false and null among them, which QJsonDocument does not take; nullopt: it is none.
std::optional<QJsonValue> anyJson(const QByteArray &json);

/// Reads the fields of a JSON object that comes from outside, and remembers the first that is not what it should be.
class JsonFields
{
public:
    explicit JsonFields(QJsonObject object) : m_object(std::move(object)) {}

    QString text(QLatin1String name); ///< absent: empty
    qint64 integer(QLatin1String name);
    int number(QLatin1String name);
    bool flag(QLatin1String name);
    QJsonObject object(QLatin1String name);
    QJsonArray array(QLatin1String name);
    Timestamp time(QLatin1String name);
    std::optional<Timestamp> optionalTime(QLatin1String name);
    std::optional<Milliseconds> optionalDuration(QLatin1String name);
    Digest digest(QLatin1String name); ///< absent: invalid
    PayloadRef payload(QLatin1String name);
    RunId run(QLatin1String name); ///< absent: invalid
    template <typename FromWord> auto word(QLatin1String name, FromWord fromWord)
    {
        const QString stored = text(name);
        const auto value = fromWord(QStringView(stored));
        if (!value)
            spoil(name);
        return value.value_or(typename decltype(value)::value_type{});
    }
    template <typename FromWord> auto optionalWord(QLatin1String name, FromWord fromWord) -> decltype(fromWord(QStringView()))
    {
        if (isAbsent(name))
            return std::nullopt;
        return word(name, fromWord);
    }

    bool isAbsent(QLatin1String name) const;
    /// An error (Damaged) if anything was wrong; `what` names the object.
    Result<void> check(const QString &what) const;

private:
    void spoil(QLatin1String name);

    QJsonObject m_object;
    QString m_wrong;
};

// Values for such objects; null where there is nothing.
QJsonValue jsonOf(const std::optional<Timestamp> &time);
QJsonValue jsonOf(const std::optional<Milliseconds> &duration);
QJsonValue jsonOf(const PayloadRef &payload);
QJsonValue jsonOf(const Digest &digest);
QJsonValue jsonOf(RunId run);
QJsonValue textOrNull(const QString &text);
template <typename E> QJsonValue wordOrNull(const std::optional<E> &value)
{
    return value ? QJsonValue(word(*value)) : QJsonValue();
}

} // namespace cairn
