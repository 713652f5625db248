#pragma once

#include "definition/schemakeywords.h"
#include "definition/schemaref.h"

#include <QHash>
#include <QJsonObject>
#include <QUrl>

namespace cairn {

/// One schema's document, and what its `$id`s make of addresses in it (draft-handrews-json-schema-01 §8.2).
class SchemaDocument
{
public:
    explicit SchemaDocument(const QJsonValue &root);

    /// The value at an RFC 6901 pointer; undefined if there is none.
    QJsonValue at(const QString &pointer) const;
    /// Where a reference leads that stands at `from`; nothing if `address` is not one of this document's. Whether there is
    /// something at that place is another question.
    std::optional<QString> resolve(const QString &from, const QString &address) const;

private:
    struct Base
    {
        QString pointer;
        QUrl url;
    };
    void collect(const QJsonValue &schema, const QString &pointer, QUrl base);
    Base baseAt(const QString &pointer) const;

    QJsonValue m_root;
    QHash<QString, QUrl> m_bases;     ///< pointer of a schema with an $id → what addresses in it are relative to
    QHash<QString, QString> m_places; ///< address → pointer
};

/// Calls `visit(pointer, schema)` for each schema right inside the value of a keyword.
template <typename Visit>
void eachSchemaIn(SchemaShape shape, const QJsonValue &value, const QString &pointer, const Visit &visit)
{
    const bool isMap = shape == SchemaShape::SchemaMap || shape == SchemaShape::Definitions || shape == SchemaShape::PatternMap ||
                       shape == SchemaShape::Dependencies;
    if (shape == SchemaShape::Schema || (shape == SchemaShape::Items && !value.isArray())) {
        visit(pointer, value);
    } else if (shape == SchemaShape::SchemaList || shape == SchemaShape::Items) {
        const QJsonArray items = value.toArray();
        for (qsizetype i = 0; i < items.size(); ++i)
            visit(childPointer(pointer, QString::number(i)), items[i]);
    } else if (isMap) {
        const QJsonObject fields = value.toObject();
        for (auto it = fields.begin(); it != fields.end(); ++it) {
            if (shape != SchemaShape::Dependencies || !it.value().isArray())
                visit(childPointer(pointer, it.key()), it.value());
        }
    }
}

} // namespace cairn
