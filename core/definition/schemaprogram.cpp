#include "definition/schemaprogram.h"

// otherwise it ends the process instead of throwing
#define VALIJSON_USE_EXCEPTIONS 1
#include "definition/schemawalk.h"

#include <valijson/adapters/qtjson_adapter.hpp>
#include <valijson/schema_parser.hpp>

namespace cairn {

using namespace Qt::StringLiterals;

struct SchemaProgram::Data
{
    SchemaTargets targets;
    LinkedSchema linked; ///< without its targets, which these replace
};

Result<SchemaProgram> SchemaProgram::compile(LinkedSchema linked)
{
    const auto data = std::make_shared<Data>();
    try {
        valijson::SchemaParser parser;
        for (const QJsonValue &target : linked.targets) {
            data->targets.push_back(std::make_unique<valijson::Schema>());
            parser.populateSchema(valijson::adapters::QtJsonAdapter(target), *data->targets.back());
        }
    } catch (const std::exception &problem) {
        return failure(ErrorKind::Internal, u"the schema cannot be compiled: %1"_s.arg(QString::fromUtf8(problem.what())));
    }
    linked.targets = {};
    data->linked = std::move(linked);
    return SchemaProgram(data);
}

QList<SchemaViolation> SchemaProgram::run(const QJsonValue &value) const
{
    return SchemaWalk(m_data->targets, m_data->linked).run(value);
}

} // namespace cairn
