#pragma once

#include "definition/schemapattern.h"
#include "definition/schemaref.h"

#include <QJsonArray>
#include <QJsonObject>

#include <vector>

namespace cairn {

/// A schema in the form that valijson compiles, without other keywords than those that check something. Each thing that a `$ref`
/// may lead to is one of `targets`, compiled by itself, and each `$ref` to target N has become the format "#N". So valijson,
/// which knows no
/// `$id` and calls itself for each reference, has none to follow. Patterns are numbers, into `patterns`. A schema's description
/// is its number, into `allowed`, where it lists values.
struct LinkedSchema
{
    QJsonArray targets; ///< the schema itself first
    std::vector<SchemaPattern> patterns;
    std::vector<QJsonArray> allowed;
    QList<SchemaRef> references; ///< other schemas that it needs
    QList<SchemaFault> faults;   ///< nothing else counts if one of them is more than a warning
};

LinkedSchema linkSchema(const SchemaRef &ref, const QJsonValue &document, const SchemaLookup &lookup);

} // namespace cairn
