#pragma once

#include "definition/schema.h"
#include "store/store.h"

#include <QHash>

namespace cairn {

/// The recorded schemas, compiled when first asked for. Belongs to the thread of its reader.
class SchemaShelf
{
public:
    explicit SchemaShelf(StoreReader &reader) : m_reader(reader) {}

    /// As readSchema.
    Result<Schema> find(const QString &address);

private:
    StoreReader &m_reader;
    QHash<QString, Schema> m_known;
};

/// What is wrong with a JSON body by a schema: one sentence with the first places; empty if nothing is.
QString violationsOf(const Schema &schema, const QByteArray &body);

} // namespace cairn
