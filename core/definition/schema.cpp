#include "definition/schema.h"

#include "definition/jqvalue.h"
#include "definition/schemalink.h"
#include "definition/schemaprogram.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace cairn {

using namespace Qt::StringLiterals;

struct Schema::Compiled
{
    SchemaRef ref;
    QJsonValue document;
    QByteArray canonical;
    Digest digest;
    QList<SchemaRef> references;
    QList<SchemaFault> warnings;
    SchemaProgram program;
};

namespace {

bool isDeeperThan(const QJsonValue &value, int depth)
{
    if (!value.isArray() && !value.isObject())
        return false;
    if (depth == 0)
        return true;
    const auto deeper = [depth](const QJsonValue &child) { return isDeeperThan(child, depth - 1); };
    if (value.isArray()) {
        const QJsonArray items = value.toArray();
        return std::any_of(items.begin(), items.end(), deeper);
    }
    const QJsonObject fields = value.toObject();
    return std::any_of(fields.begin(), fields.end(), deeper);
}

std::optional<SchemaFault> sizeFault(const QJsonValue &document, const QByteArray &canonical)
{
    if (canonical.size() > Schema::MaxBytes)
        return SchemaFault{{}, u"the schema is larger than 1 MiB"_s, u"Divide it into several"_s, false};
    if (isDeeperThan(document, Schema::MaxDepth))
        return SchemaFault{{},
                           u"the schema is nested deeper than %1 levels"_s.arg(Schema::MaxDepth),
                           u"Move parts of it to definitions, and refer to them with $ref"_s,
                           false};
    return std::nullopt;
}

bool isFatal(const QList<SchemaFault> &faults)
{
    return !std::all_of(faults.begin(), faults.end(), [](const SchemaFault &fault) { return fault.warning; });
}

} // namespace

tl::expected<Schema, QList<SchemaFault>> Schema::compile(const SchemaRef &ref, const QJsonValue &document,
                                                         const SchemaLookup &lookup)
{
    const QByteArray canonical = compactJson(document);
    if (const auto fault = sizeFault(document, canonical))
        return tl::unexpected(QList{*fault});
    // a document within the bounds refers only to documents within them
    const SchemaLookup bounded = [&lookup](const SchemaRef &wanted) -> std::optional<QJsonValue> {
        auto found = lookup ? lookup(wanted) : std::nullopt;
        return found && !sizeFault(*found, compactJson(*found)) ? found : std::nullopt;
    };
    LinkedSchema linked = linkSchema(ref, document, bounded);
    if (isFatal(linked.faults))
        return tl::unexpected(linked.faults);
    const QList<SchemaFault> warnings = linked.faults;
    const QList<SchemaRef> references = linked.references;
    Result<SchemaProgram> program = SchemaProgram::compile(std::move(linked));
    if (!program)
        return tl::unexpected(QList{SchemaFault{{}, program.error().detail, {}, false}});
    return Schema(std::make_shared<const Compiled>(
        Compiled{ref, document, canonical, Digest::of(canonical), references, warnings, std::move(*program)}));
}

Result<Schema> Schema::fromCanonical(const SchemaRef &ref, const QByteArray &json, const SchemaLookup &lookup)
{
    // in brackets, because a schema may be a bare true or false, which QJsonDocument does not take
    QJsonParseError problem;
    const QJsonArray listed = QJsonDocument::fromJson('[' + json + ']', &problem).array();
    if (problem.error != QJsonParseError::NoError || listed.size() != 1)
        return failure(ErrorKind::Damaged, u"the schema %1 is not JSON"_s.arg(ref.toString()), {},
                       u"Run `cairn doctor`, and restore the store from a backup"_s);
    auto compiled = compile(ref, listed.first(), lookup);
    if (compiled)
        return std::move(*compiled);
    const auto first =
        std::find_if(compiled.error().cbegin(), compiled.error().cend(), [](const SchemaFault &fault) { return !fault.warning; });
    return failure(ErrorKind::Definition, first->what, ref.toString() + QLatin1Char('#') + first->pointer, first->remedy);
}

const SchemaRef &Schema::ref() const
{
    return m_compiled->ref;
}

const QJsonValue &Schema::document() const
{
    return m_compiled->document;
}

const QByteArray &Schema::canonical() const
{
    return m_compiled->canonical;
}

Digest Schema::digest() const
{
    return m_compiled->digest;
}

const QList<SchemaRef> &Schema::references() const
{
    return m_compiled->references;
}

const QList<SchemaFault> &Schema::warnings() const
{
    return m_compiled->warnings;
}

QList<SchemaViolation> Schema::validate(const QJsonValue &value) const
{
    return m_compiled->program.run(value);
}

} // namespace cairn
