#include "control/apply.h"

#include "control/audit.h"
#include "control/review.h"
#include "control/revising.h"

namespace cairn {

namespace {

Result<bool> applyPipeline(Store &store, StoreReader &reader, const PipelineVersion &wanted, Timestamp now, const QString &actor,
                           const QString &reason)
{
    const auto live = reader.pipeline(wanted.pipeline.name);
    if (!live && live.error().kind != ErrorKind::NotFound)
        return tl::unexpected(live.error());
    if (live && live->digest == wanted.digest)
        return false;
    if (live) {
        if (const Error obstacle = versionObstacle(wanted, *live); !obstacle.detail.isEmpty())
            return tl::unexpected(obstacle);
    }
    const auto described = [](const PipelineVersion &version) {
        return QJsonObject{{QStringLiteral("version"), version.pipeline.version},
                           {QStringLiteral("digest"), version.digest.toHex()}};
    };
    const auto committed = store.commitAndWait(Transaction(
        PutPipelineVersion{wanted, now}, audited(now, actor, QStringLiteral("pipeline.applied"), wanted.pipeline.name, reason,
                                                 live ? described(*live) : QJsonObject(), described(wanted), true)));
    if (!committed)
        return tl::unexpected(committed.error());
    return true;
}

Result<std::optional<int>> applyService(Store &store, StoreReader &reader, const ServiceRevision &wanted, Timestamp now,
                                        const QString &actor, const QString &reason)
{
    const auto live = reader.service(wanted.service.name);
    if (!live && live.error().kind != ErrorKind::NotFound)
        return tl::unexpected(live.error());
    if (live && live->digest == wanted.digest)
        return std::nullopt;
    const int number = (live ? live->revision : 0) + 1;
    const auto committed =
        store.commitAndWait(revisionTransaction(wanted, live ? std::optional(*live) : std::nullopt, now, actor, reason));
    if (!committed)
        return tl::unexpected(committed.error());
    return number;
}

Result<bool> applySchema(Store &store, StoreReader &reader, const Schema &schema, Timestamp now, const QString &actor,
                         const QString &reason)
{
    const SchemaRef &ref = schema.ref();
    const auto known = reader.schema(ref.name, ref.version);
    if (known && known->digest == schema.digest())
        return false;
    const auto committed = store.commitAndWait(
        Transaction(PutSchema{{ref.name, ref.version, schema.digest(), schema.canonical()}, now},
                    audited(now, actor, QStringLiteral("schema.applied"), QStringLiteral("%1@%2").arg(ref.name).arg(ref.version),
                            reason, {}, {{QStringLiteral("digest"), schema.digest().toHex()}}, true)));
    if (!committed)
        return tl::unexpected(committed.error());
    return true;
}

} // namespace

Result<Applied> applyWorkspace(Store &store, const Workspace &workspace, const Clock &clock, const QString &actor,
                               const QString &reason)
{
    for (const Problem &problem : workspace.problems) {
        if (!problem.warning)
            return failure(ErrorKind::Definition, problem.what,
                           QStringLiteral("%1:%2:%3").arg(problem.file).arg(problem.line).arg(problem.column), problem.remedy);
    }
    auto reader = store.reader();
    if (!reader)
        return tl::unexpected(reader.error());

    Applied applied;
    for (const ServiceRevision &service : workspace.services) {
        const auto revision = applyService(store, **reader, service, clock.now(), actor, reason);
        if (!revision)
            return tl::unexpected(revision.error());
        if (*revision)
            applied.services.append(QStringLiteral("%1 revision %2").arg(service.service.name).arg(**revision));
    }
    for (const Schema &schema : workspace.schemas) {
        const auto isNew = applySchema(store, **reader, schema, clock.now(), actor, reason);
        if (!isNew)
            return tl::unexpected(isNew.error());
        if (*isNew)
            applied.schemas.append(schema.ref().toString());
    }
    for (const PipelineVersion &pipeline : workspace.pipelines) {
        const auto changed = applyPipeline(store, **reader, pipeline, clock.now(), actor, reason);
        if (!changed)
            return tl::unexpected(changed.error());
        if (*changed)
            applied.pipelines.append(QStringLiteral("%1@%2").arg(pipeline.pipeline.name).arg(pipeline.pipeline.version));
    }
    return applied;
}

} // namespace cairn
