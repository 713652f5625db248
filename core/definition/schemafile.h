#pragma once

#include "definition/problem.h"
#include "definition/schema.h"

namespace cairn {

/// A file `schemas/NAME@VERSION.json` as it lies in a workspace.
struct SchemaSource
{
    QString file; ///< only its last part means something; the whole is named in problems
    QByteArray json;
};

/// What one of them came to.
struct SchemaFile
{
    std::optional<SchemaRef> ref; ///< by the file's name; nothing if that is no such name
    std::optional<Schema> schema; ///< nothing if there is a problem that is more than a warning
    QList<Problem> problems;      ///< in the order of the file
};

/// Reads the files of a workspace, each of which may refer to others of them in whatever order, and to those that `elsewhere`
/// knows. One result for each, in order.
QList<SchemaFile> readSchemaFiles(const QList<SchemaSource> &sources, const SchemaLookup &elsewhere = {});

/// One file alone, when warnings do not matter. Errors: its problems.
Parsed<Schema> parseSchema(const QByteArray &json, const QString &file, const SchemaLookup &lookup = {});

} // namespace cairn
