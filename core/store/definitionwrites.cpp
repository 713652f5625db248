#include "definition/canonical.h"
#include "store/storedjson.h"
#include "store/writeexecutor.h"

// Pipeline versions, service revisions and schemas. A row of the digest to be recorded that holds anything else is damaged.

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

struct LiveService
{
    qint64 id;
    int number;
    Digest digest;
    Timestamp at;
    QString actor;
    QString reason;
};

tl::unexpected<Error> cameFirst(const QString &service, int expected, const std::optional<LiveService> &live)
{
    if (!live)
        return failure(ErrorKind::Conflict, u"There is no service '%1' any more"_s.arg(service), {},
                       u"Look at what is recorded (`cairn service list`)"_s);
    const QString why = live->reason.isEmpty() ? QString() : u" (%1)"_s.arg(live->reason);
    const QString seen = expected > 0 ? u"revision %1"_s.arg(expected) : u"no revision"_s;
    return failure(ErrorKind::Conflict,
                   u"%1 recorded revision %2 of %3 at %4%5, and this change was made from %6"_s.arg(
                       live->actor, QString::number(live->number), service, toRfc3339(live->at), why, seen),
                   {}, u"See what was changed (`cairn service diff %1`), and make the change again"_s.arg(service));
}

tl::unexpected<Error> noDigest(const QString &what)
{
    return failure(ErrorKind::Internal, u"%1 without a digest cannot be recorded"_s.arg(what));
}

} // namespace

Result<qint64> WriteExecutor::findPipelineVersion(const Digest &digest)
{
    return numberOf(m_connection, "find_pipeline_version"_L1, [&](Statement &statement) { statement.digest(digest); });
}

Result<void> WriteExecutor::carryOut(const PutPipelineVersion &write)
{
    if (!write.version.digest.isValid())
        return noDigest(u"A pipeline version"_s);
    const auto known = findPipelineVersion(write.version.digest);
    if (!known)
        return tl::unexpected(known.error());
    m_committed.definitionId = *known;
    m_newDefinition = *known == 0;
    if (*known)
        return mendPipelineVersion(write.version, *known);
    const Pipeline &pipeline = write.version.pipeline;
    const auto newest = firstOf(
        m_connection, "newest_pipeline_version"_L1, [&](Statement &statement) { statement.text(pipeline.name); },
        [](Row &row) {
            return std::pair<int, Timestamp>{row.number(), row.time()};
        });
    if (!newest)
        return tl::unexpected(newest.error());
    if (*newest && (*newest)->first >= pipeline.version) // somebody else's, since this one was looked into
        return failure(ErrorKind::Conflict,
                       u"Version %1 of pipeline %2 was recorded meanwhile, at %3, with another text"_s.arg(
                           QString::number((*newest)->first), pipeline.name, toRfc3339((*newest)->second)),
                       {}, u"See what it says, and write version: %1 in the file"_s.arg((*newest)->first + 1));
    return insertPipelineVersion(write);
}

Result<void> WriteExecutor::insertPipelineVersion(const PutPipelineVersion &write)
{
    const Pipeline &pipeline = write.version.pipeline;
    auto inserted = run(
        "insert_pipeline_version"_L1,
        [&](Statement &statement) {
            statement.text(pipeline.name)
                .integer(pipeline.version)
                .digest(write.version.digest)
                .blob(storedJson(toJson(pipeline)))
                .blob(write.version.source)
                .time(write.at);
        },
        [&](Statement &statement) {
            m_committed.definitionId = statement.insertedId();
            return Result<void>();
        });
    for (const Step &step : pipeline.steps) {
        if (!inserted)
            break;
        inserted = run("insert_pipeline_step"_L1, [&](Statement &statement) {
            statement.integer(m_committed.definitionId).text(step.id.name()).optionalText(step.service);
        });
    }
    return inserted;
}

Result<void> WriteExecutor::carryOut(const PutServiceRevision &write)
{
    const ServiceRevision &revision = write.revision;
    if (!revision.digest.isValid())
        return noDigest(u"A service revision"_s);
    const auto live = firstOf(
        m_connection, "live_service_revision"_L1, [&](Statement &statement) { statement.text(revision.service.name); },
        [](Row &row) { return LiveService{row.integer(), row.number(), row.digest(), row.time(), row.text(), row.text()}; });
    if (!live)
        return tl::unexpected(live.error());
    m_newDefinition = !*live || (*live)->digest != revision.digest;
    if (!m_newDefinition) {
        m_committed.definitionId = (*live)->id;
        return mendServiceRevision(revision, (*live)->id);
    }
    if (write.expected && *write.expected != (*live ? (*live)->number : 0))
        return cameFirst(revision.service.name, *write.expected, *live);
    return run(
        "insert_service_revision"_L1,
        [&](Statement &statement) {
            statement.text(revision.service.name)
                .integer(*live ? (*live)->number + 1 : 1)
                .digest(revision.digest)
                .blob(storedJson(toJson(revision.service)))
                .blob(revision.source)
                .time(write.at)
                .text(write.actor)
                .text(write.reason)
                .blob(revision.inherited);
        },
        [&](Statement &statement) {
            m_committed.definitionId = statement.insertedId();
            return Result<void>();
        });
}

Result<void> WriteExecutor::mendPipelineVersion(const PipelineVersion &version, qint64 id)
{
    const QByteArray good = storedJson(toJson(version.pipeline));
    return run("mend_pipeline_version"_L1,
               [&](Statement &statement) { statement.blob(good).blob(version.source).integer(id).blob(good); });
}

Result<void> WriteExecutor::mendServiceRevision(const ServiceRevision &revision, qint64 id)
{
    const QByteArray good = storedJson(toJson(revision.service));
    return run("mend_service_revision"_L1, [&](Statement &statement) {
        statement.blob(good).blob(revision.source).blob(revision.inherited).integer(id).blob(good);
    });
}

Result<void> WriteExecutor::carryOut(const PutSchema &write)
{
    const SchemaRecord &s = write.schema;
    const auto known = firstOf(
        m_connection, "find_schema"_L1, [&](Statement &statement) { statement.text(s.name).integer(s.version); },
        [](Row &row) { return row.digest(); });
    if (!known)
        return tl::unexpected(known.error());
    m_newDefinition = !*known;
    if (*known && **known == s.digest)
        return run("mend_schema"_L1,
                   [&](Statement &statement) { statement.blob(s.document).text(s.name).integer(s.version).blob(s.document); });
    if (*known)
        return failure(ErrorKind::Conflict, u"Schema %1@%2 is recorded already, and differs"_s.arg(s.name).arg(s.version), {},
                       u"Versions are immutable: write it as %1@%2"_s.arg(s.name).arg(s.version + 1));
    return run("insert_schema"_L1, [&](Statement &statement) {
        statement.text(s.name).integer(s.version).digest(s.digest).blob(s.document).time(write.at);
    });
}

} // namespace cairn
