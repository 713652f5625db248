#pragma once

#include <QJsonArray>
#include <QJsonValue>
#include <QString>

namespace cairn {

// What draft 7 says about values: draft-handrews-json-schema-01 §4.2.

/// "object", "array", "string", "number", "boolean" or "null".
QString jsonTypeOf(const QJsonValue &value);
/// `type` may be "integer" too, which every number without a fraction is.
bool hasJsonType(const QJsonValue &value, const QString &type);
/// Numbers are equal if they have the same value, however they were written.
bool equalJson(const QJsonValue &one, const QJsonValue &other);
bool isMultipleOf(const QJsonValue &number, double divisor);
/// Unicode characters.
qsizetype characters(const QString &text);
/// The index of an item that is equal to one before it; -1 if there is none.
qsizetype repeatedItem(const QJsonArray &items);

/// "one of 1, 2 and 3", cut off when it becomes long.
QString listOfJson(const QJsonArray &values);

} // namespace cairn
