#pragma once

#include "definition/schema.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace cairn {

inline const SchemaRef Ref{QStringLiteral("test"), 1};

inline QJsonValue json(const QByteArray &text)
{
    const QJsonDocument document = QJsonDocument::fromJson('[' + text + ']');
    if (document.array().size() != 1)
        qFatal("no JSON: %s", text.constData());
    return document.array().first();
}

inline Schema compiled(const QJsonValue &document, const SchemaLookup &lookup = {})
{
    const auto schema = Schema::compile(Ref, document, lookup);
    if (!schema)
        qFatal("%s: %s", qPrintable(schema.error().first().pointer), qPrintable(schema.error().first().what));
    return *schema;
}

inline QStringList texts(const QList<SchemaViolation> &violations)
{
    QStringList lines;
    for (const SchemaViolation &violation : violations)
        lines.append(violation.pointer + QStringLiteral(": ") + violation.message);
    return lines;
}

} // namespace cairn
