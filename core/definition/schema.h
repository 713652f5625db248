#pragma once

#include "base/ids.h"
#include "definition/schemaref.h"

#include <QJsonValue>
#include <QList>

#include <memory>

namespace cairn {

/// One way in which a value is not what its schema asks for. Names the place and the rule, never the value found there, which may
/// be confidential.
struct SchemaViolation
{
    QString pointer; ///< RFC 6901, into the value that was checked; cut off with "…" after 1,000 characters
    QString message; ///< without a full stop

    bool operator==(const SchemaViolation &) const = default;
};

/// A JSON Schema (draft 7), compiled once and used many times. Immutable: copies share the compiled form, and any thread may use
/// them at the same time.
class Schema
{
public:
    static constexpr qsizetype MaxBytes = 1 << 20; ///< of the canonical JSON
    static constexpr int MaxDepth = 64;            ///< of the JSON document
    static constexpr int MaxViolations = 20;       ///< that validate() returns

    /// Nothing is fetched: a `$ref` leads to a place in the document itself, to an `$id` in it, or by `name@version` (with or
    /// without a fragment) to another schema, which is asked of `lookup` now and never again. Errors: every fault of the schema,
    /// warnings among them; a document with nothing but warnings is compiled.
    static tl::expected<Schema, QList<SchemaFault>> compile(const SchemaRef &ref, const QJsonValue &document,
                                                            const SchemaLookup &lookup = {});
    /// From canonical JSON, as recorded. Errors: Damaged if it is no JSON, Definition for the first fault.
    static Result<Schema> fromCanonical(const SchemaRef &ref, const QByteArray &json, const SchemaLookup &lookup = {});

    const SchemaRef &ref() const;
    const QJsonValue &document() const;
    /// Compact JSON with sorted keys: schemas that differ only in how they were written down have equal bytes.
    const QByteArray &canonical() const;
    /// SHA-256 of the canonical JSON. Says nothing about the schemas that it refers to, whose versions do not change either.
    Digest digest() const;
    /// The schemas that this one needs, directly or not, in order of their first use.
    const QList<SchemaRef> &references() const;
    /// What is allowed and probably not meant.
    const QList<SchemaFault> &warnings() const;

    /// Empty if the value is valid. Bounded in time and stack whatever the value: what takes more work than that is a violation
    /// too.
    QList<SchemaViolation> validate(const QJsonValue &value) const;

private:
    struct Compiled;
    explicit Schema(std::shared_ptr<const Compiled> compiled) : m_compiled(std::move(compiled)) {}

    std::shared_ptr<const Compiled> m_compiled;
};

} // namespace cairn
