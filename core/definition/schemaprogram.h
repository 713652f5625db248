#pragma once

#include "base/error.h"

#include <QJsonValue>
#include <QList>

#include <memory>

namespace cairn {

struct LinkedSchema;
struct SchemaViolation;

/// A linked schema, parsed by valijson into constraints, and what walks over them (schemawalk.h). The walk is ours, behind
/// valijson's visitor interface: its own validator matches patterns by recursion, collects violations without end, and takes
/// whole numbers beyond 32 bits for fractions. Its source is the one that includes valijson.
class SchemaProgram
{
public:
    /// Errors: Internal, for what valijson cannot make sense of.
    static Result<SchemaProgram> compile(LinkedSchema linked);

    /// Any thread, at the same time as others.
    QList<SchemaViolation> run(const QJsonValue &value) const;

private:
    struct Data;
    explicit SchemaProgram(std::shared_ptr<const Data> data) : m_data(std::move(data)) {}

    std::shared_ptr<const Data> m_data;
};

} // namespace cairn
