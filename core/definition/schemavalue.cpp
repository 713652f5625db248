#include "definition/schemavalue.h"

#include "definition/jqvalue.h"

#include <QJsonObject>
#include <QSet>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

namespace cairn {

namespace {

bool isWhole(const QJsonValue &number)
{
    return std::floor(number.toDouble()) == number.toDouble();
}

/// Nothing if it has a fraction or more than 64 bits.
std::optional<qint64> wholeNumber(const QJsonValue &number)
{
    // two defaults tell what is not whole, which takes on either
    const qint64 value = number.toInteger(0);
    return value == number.toInteger(1) ? std::optional(value) : std::nullopt;
}

} // namespace

QString jsonTypeOf(const QJsonValue &value)
{
    switch (value.type()) {
    case QJsonValue::Bool:
        return QStringLiteral("boolean");
    case QJsonValue::Double:
        return QStringLiteral("number");
    case QJsonValue::String:
        return QStringLiteral("string");
    case QJsonValue::Array:
        return QStringLiteral("array");
    case QJsonValue::Object:
        return QStringLiteral("object");
    case QJsonValue::Null:
    case QJsonValue::Undefined:
        break;
    }
    return QStringLiteral("null");
}

bool hasJsonType(const QJsonValue &value, const QString &type)
{
    return type == QLatin1String("integer") ? value.isDouble() && isWhole(value) : jsonTypeOf(value) == type;
}

bool equalJson(const QJsonValue &one, const QJsonValue &other)
{
    if (one.type() != other.type())
        return false;
    if (one.isArray()) {
        const QJsonArray left = one.toArray();
        const QJsonArray right = other.toArray();
        return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                          [](const QJsonValue &a, const QJsonValue &b) { return equalJson(a, b); });
    }
    if (!one.isObject())
        return one == other;
    const QJsonObject left = one.toObject();
    const QJsonObject right = other.toObject();
    bool equal = left.size() == right.size();
    for (auto it = left.begin(); it != left.end() && equal; ++it) {
        const auto found = right.find(it.key());
        equal = found != right.end() && equalJson(it.value(), found.value());
    }
    return equal;
}

bool isMultipleOf(const QJsonValue &number, double divisor)
{
    const auto whole = wholeNumber(number);
    constexpr double ExactLimit = 9007199254740992.0; // 2^53
    if (whole && divisor < ExactLimit && std::floor(divisor) == divisor)
        return *whole % static_cast<qint64>(divisor) == 0;
    const double quotient = number.toDouble() / divisor;
    if (!std::isfinite(quotient))
        return std::fmod(number.toDouble(), divisor) == 0;
    // 19.99 is meant to be a multiple of 0.01, though their doubles are not: what is left may come from rounding both
    return std::fabs(quotient - std::round(quotient)) <= 4 * std::numeric_limits<double>::epsilon() * std::fabs(quotient);
}

qsizetype characters(const QString &text)
{
    return text.size() - std::count_if(text.begin(), text.end(), [](QChar c) { return c.isLowSurrogate(); });
}

qsizetype repeatedItem(const QJsonArray &items)
{
    QSet<QByteArray> seen;
    for (qsizetype i = 0; i < items.size(); ++i) {
        const QByteArray item = items[i].isDouble() && items[i].toDouble() == 0 ? QByteArrayLiteral("0") : compactJson(items[i]);
        if (seen.contains(item))
            return i;
        seen.insert(item);
    }
    return -1;
}

QString listOfJson(const QJsonArray &values)
{
    constexpr qsizetype MaxText = 200;
    QStringList texts;
    for (const QJsonValue &value : values) {
        texts.append(QString::fromUtf8(compactJson(value)).left(MaxText));
        if (texts.join(QString()).size() > MaxText) {
            texts.append(QStringLiteral("…"));
            break;
        }
    }
    if (texts.isEmpty())
        return QStringLiteral("what no value is");
    return (texts.size() > 1 ? QStringLiteral("one of ") : QString()) + texts.join(QStringLiteral(", "));
}

} // namespace cairn
