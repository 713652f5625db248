#pragma once

#include "base/error.h"

#include <QJsonArray>
#include <QJsonObject>

#include <functional>
#include <optional>

namespace cairn {

/// Reads the fields of canonical JSON strictly: the first field of a wrong type, and then any that nobody asked for, is the
/// error that all readers of one document share.
class JsonReader
{
public:
    JsonReader(const QJsonObject &object, QString path, std::optional<Error> &error)
        : m_object(object), m_path(std::move(path)), m_error(error)
    {
    }
    /// Reports fields that were not read.
    ~JsonReader();
    JsonReader(const JsonReader &) = delete;
    JsonReader &operator=(const JsonReader &) = delete;

    bool has(const QString &key) const { return m_object.contains(key); }
    /// Any value; undefined if it is absent. The others leave `out` alone when the field is absent, and give the type's own
    /// default no second look: the caller's initial value is the default.
    QJsonValue value(const QString &key);
    void text(const QString &key, QString &out);
    void integer(const QString &key, int &out);
    void integer(const QString &key, qint64 &out);
    void number(const QString &key, double &out);
    void boolean(const QString &key, bool &out);
    void object(const QString &key, const std::function<void(JsonReader &)> &read);
    void objects(const QString &key, const std::function<void(JsonReader &)> &read);
    void list(const QString &key, const std::function<void(const QJsonValue &)> &read);
    void damaged(const QString &key, const QString &what);

private:
    QJsonValue typed(const QString &key, QJsonValue::Type type, const QString &name);

    QJsonObject m_object;
    QString m_path;
    std::optional<Error> &m_error;
    QStringList m_read;
};

} // namespace cairn
