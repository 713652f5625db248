#pragma once

#include <QJsonValue>
#include <QStringList>

namespace cairn {

/// What the value of a keyword of JSON Schema is.
enum class SchemaShape {
    Schema,
    SchemaList, ///< at least one
    SchemaMap,
    Definitions,  ///< a SchemaMap that nothing is checked against by itself
    Items,        ///< a schema, or a list of schemas
    Dependencies, ///< a map of schemas and lists of names
    Count,        ///< a whole number from 0
    Number,
    Positive,
    Boolean,
    Text,
    Pattern,
    PatternMap, ///< a SchemaMap whose keys are patterns
    Names,      ///< texts, each once
    Type,
    Values, ///< at least one value
    Any,
    Reference,
    Ignored, ///< says something to people only
};

/// One keyword of draft 7.
struct SchemaKeyword
{
    QLatin1String name;
    SchemaShape shape;
    bool samePlace = false; ///< its schemas are for the very value that the schema around them is for
};

/// Null if draft 7 has no such keyword.
const SchemaKeyword *findSchemaKeyword(const QString &name);
QStringList schemaKeywords();

/// What is wrong with a keyword's value, as the end of a sentence ("is not …"); empty if nothing. Schemas inside are not looked
/// at.
QString shapeFault(SchemaShape shape, const QJsonValue &value);

} // namespace cairn
