#include "control/schemas.h"

#include "control/jsonfields.h"

namespace cairn {

using namespace Qt::StringLiterals;

Result<Schema> readSchema(StoreReader &reader, const QString &address)
{
    const auto ref = SchemaRef::fromString(address);
    if (!ref)
        return failure(ErrorKind::Usage, u"'%1' is not the address of a schema"_s.arg(address.left(80)), {},
                       u"Addresses are written name@version"_s);
    const auto record = reader.schema(ref->name, ref->version);
    if (!record)
        return tl::unexpected(record.error());
    return Schema::fromCanonical(*ref, record->document, [&reader](const SchemaRef &other) -> std::optional<QJsonValue> {
        const auto found = reader.schema(other.name, other.version);
        return found ? anyJson(found->document) : std::nullopt;
    });
}

} // namespace cairn
