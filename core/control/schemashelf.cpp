#include "control/schemashelf.h"

#include "control/jsonfields.h"
#include "control/schemas.h"

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr int PlacesTold = 3;

} // namespace

Result<Schema> SchemaShelf::find(const QString &address)
{
    if (const auto known = m_known.constFind(address); known != m_known.cend())
        return *known;
    auto schema = readSchema(m_reader, address);
    if (schema)
        m_known.insert(address, *schema);
    return schema;
}

QString violationsOf(const Schema &schema, const QByteArray &body)
{
    const auto value = anyJson(body);
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
