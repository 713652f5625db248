#include "definition/schemavalue.h"

#include "definition/jqvalue.h"

#include <QJsonObject>
#include <QSet>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

namespace cairn {

using namespace Qt::StringLiterals;

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
    case QJsonValue::Bool: return u"boolean"_s;
    case QJsonValue::Double: return u"number"_s;
    case QJsonValue::String: return u"string"_s;
    case QJsonValue::Array: return u"array"_s;
    case QJsonValue::Object: return u"object"_s;
    case QJsonValue::Null:
    case QJsonValue::Undefined: break;
    }
    return u"null"_s;
}

bool hasJsonType(const QJsonValue &value, const QString &type)
{
    return type == "integer"_L1 ? value.isDouble() && isWhole(value) : jsonTypeOf(value) == type;
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
        const QByteArray item = items[i].isDouble() && items[i].toDouble() == 0 ? "0"_ba : compactJson(items[i]);
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
            texts.append(u"…"_s);
            break;
        }
    }
    if (texts.isEmpty())
        return u"what no value is"_s;
    return (texts.size() > 1 ? u"one of "_s : QString()) + texts.join(u", "_s);
}

} // namespace cairn
