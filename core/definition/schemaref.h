#pragma once

#include <QJsonValue>
#include <QString>

#include <functional>
#include <optional>

namespace cairn {

/// The address of one version of a schema, written `name@version`.
struct SchemaRef
{
    QString name;    ///< [a-z0-9-]+, at most 64 characters
    int version = 0; ///< from 1

    QString toString() const;
    /// Nothing unless the whole text is such an address, without leading zeros.
    static std::optional<SchemaRef> fromString(const QString &text);

    bool operator==(const SchemaRef &) const = default;
    friend bool operator<(const SchemaRef &one, const SchemaRef &other) // QString has no <=> in Qt 6.4
    {
        return one.name == other.name ? one.version < other.version : one.name < other.name;
    }
    friend size_t qHash(const SchemaRef &ref, size_t seed = 0) { return qHashMulti(seed, ref.name, ref.version); }
};

/// Finds the document of a schema that another one refers to; nothing if there is none by that address.
using SchemaLookup = std::function<std::optional<QJsonValue>(const SchemaRef &)>;

/// Something wrong in a schema.
struct SchemaFault
{
    QString pointer; ///< RFC 6901, into the schema's own document
    QString what;    ///< one sentence without a full stop
    QString remedy;  ///< likewise; may be empty
    bool warning = false;

    bool operator==(const SchemaFault &) const = default;
};

/// `pointer` with one more token, escaped as RFC 6901 §3 says.
QString childPointer(const QString &pointer, const QString &token);

} // namespace cairn
