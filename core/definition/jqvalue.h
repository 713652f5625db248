#pragma once

#include "base/error.h"
#include "definition/lostdigits.h"

#include <QByteArray>
#include <QJsonObject>
#include <QJsonValue>

extern "C" {
#include <jv.h>
}

#include <utility>

namespace cairn {

/// Owns one reference to a libjq value. The count is not atomic: a value and all its copies belong to one thread.
class JqValue
{
public:
    JqValue() : m_value(jv_null()) {}
    /// Takes over the caller's reference.
    explicit JqValue(jv owned) : m_value(owned) {}
    JqValue(const JqValue &other) : m_value(jv_copy(other.m_value)) {}
    JqValue(JqValue &&other) noexcept : m_value(std::exchange(other.m_value, jv_null())) {}
    JqValue &operator=(JqValue other) noexcept
    {
        std::swap(m_value, other.m_value);
        return *this;
    }
    ~JqValue() { jv_free(m_value); }

    /// For looking only.
    jv borrowed() const { return m_value; }
    /// A reference of its own, for the functions of libjq, which take over what they are given.
    jv copy() const { return jv_copy(m_value); }
    jv release() { return std::exchange(m_value, jv_null()); }
    jv_kind kind() const { return jv_get_kind(m_value); }

    void setField(const QString &key, JqValue value);

private:
    jv m_value;
};

JqValue toJq(const QJsonValue &value);
JqValue toJq(const QString &text);

/// What keeps a value that a program computed from becoming too much.
struct JqBounds
{
    qsizetype limit;        ///< bytes of the value as JSON text, about
    bool inexact = false;   ///< whole numbers beyond 2^53 may have lost digits on their way in: refuse them
    LostDigits lost{};      ///< those that did: refuse texts with them
    qsizetype left = limit; ///< conversions that share their bounds use it up together
};

/// Errors: Definition for values that are too large, too deep, or no JSON (not finite, digits lost).
Result<QJsonValue> fromJq(const JqValue &value, JqBounds &bounds);
QString textOfJq(jv borrowedString);

/// Compact JSON text of any value; QJsonDocument alone takes no bare scalars.
QByteArray compactJson(const QJsonValue &value);

/// JSON text as a libjq value.
struct JqDocument
{
    JqValue value;
    LostDigits lost{};
};

/// Errors: Usage if the text is no JSON, is not in UTF-8, is deeper than libjq reads (256), or would need too much memory.
Result<JqDocument> parseJq(const QByteArray &json);

} // namespace cairn
