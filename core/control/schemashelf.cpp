#include "control/schemashelf.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr int PlacesTold = 3;

/// Any JSON value: QJsonDocument takes arrays and objects alone, so the value is read within an array.
std::optional<QJsonValue> parseValue(const QByteArray &json)
{
    const QJsonDocument document = QJsonDocument::fromJson('[' + json + ']');
    if (!document.isArray() || document.array().size() != 1)
        return std::nullopt;
    return document.array().first();
}

} // namespace

Result<Schema> SchemaShelf::find(const QString &address)
{
    if (const auto known = m_known.constFind(address); known != m_known.cend())
        return *known;
    const auto ref = SchemaRef::fromString(address);
    if (!ref)
        return failure(ErrorKind::Definition, u"'%1' is not the address of a schema"_s.arg(address.left(80)));
    const auto record = m_reader.schema(ref->name, ref->version);
    if (!record)
        return tl::unexpected(record.error());
    auto schema = Schema::fromCanonical(*ref, record->document, [this](const SchemaRef &other) -> std::optional<QJsonValue> {
        const auto found = m_reader.schema(other.name, other.version);
        return found ? parseValue(found->document) : std::nullopt;
    });
    if (schema)
        m_known.insert(address, *schema);
    return schema;
}

QString violationsOf(const Schema &schema, const QByteArray &body)
{
    const auto value = body.isEmpty() ? std::nullopt : parseValue(body);
    if (!value)
        return u"the body is no JSON, as %1 asks for"_s.arg(schema.ref().toString());
    const QList<SchemaViolation> found = schema.validate(*value);
    QStringList places;
    for (const SchemaViolation &violation : found.first(std::min<qsizetype>(found.size(), PlacesTold)))
        places.append(u"%1: %2"_s.arg(violation.pointer.isEmpty() ? u"the whole"_s : violation.pointer, violation.message));
    if (places.isEmpty())
        return {};
    const QString more = found.size() > PlacesTold ? u"; and %1 more"_s.arg(found.size() - PlacesTold) : QString();
    return u"the body breaks %1: %2%3"_s.arg(schema.ref().toString(), places.join(u"; "_s), more);
}

} // namespace cairn
