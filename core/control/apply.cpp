#include "control/apply.h"

#include "control/audit.h"
#include "control/review.h"
#include "control/revising.h"

namespace cairn {

namespace {

/// What is to be written for one workspace, and what that changes.
class Applying
{
public:
    Applying(StoreReader &reader, Timestamp now, const QString &actor, const QString &reason)
        : m_reader(reader), m_now(now), m_actor(actor), m_reason(reason)
    {
    }

    Result<void> add(const ServiceRevision &wanted)
    {
        const auto live = m_reader.service(wanted.service.name);
        if (!live && live.error().kind != ErrorKind::NotFound)
            return tl::unexpected(live.error());
        if (live && live->digest == wanted.digest)
            return {};
        const int number = (live ? live->revision : 0) + 1;
        applied.services.append(QStringLiteral("%1 revision %2").arg(wanted.service.name).arg(number));
        auto revision = revisionTransaction(wanted, live ? std::optional(*live) : std::nullopt, m_now, m_actor, m_reason);
        for (Write &write : revision.writes)
            transaction.add(std::move(write));
        return {};
    }

    Result<void> add(const Schema &schema)
    {
        const SchemaRef &ref = schema.ref();
        const auto known = m_reader.schema(ref.name, ref.version);
        if (known && known->digest == schema.digest())
            return {};
        applied.schemas.append(ref.toString());
        transaction.add(PutSchema{{ref.name, ref.version, schema.digest(), schema.canonical()}, m_now});
        transaction.add(audited(m_now, m_actor, QStringLiteral("schema.applied"),
                                QStringLiteral("%1@%2").arg(ref.name).arg(ref.version), m_reason, {},
                                {{QStringLiteral("digest"), schema.digest().toHex()}}, true));
        return {};
    }

    Result<void> add(const PipelineVersion &wanted)
    {
        const auto live = m_reader.pipeline(wanted.pipeline.name);
        if (!live && live.error().kind != ErrorKind::NotFound)
            return tl::unexpected(live.error());
        if (live && live->digest == wanted.digest)
            return {};
        if (live) {
            if (const Error obstacle = versionObstacle(wanted, *live); !obstacle.detail.isEmpty())
                return tl::unexpected(obstacle);
        }
        applied.pipelines.append(QStringLiteral("%1@%2").arg(wanted.pipeline.name).arg(wanted.pipeline.version));
        transaction.add(PutPipelineVersion{wanted, m_now});
        transaction.add(audited(m_now, m_actor, QStringLiteral("pipeline.applied"), wanted.pipeline.name, m_reason,
                                live ? described(*live) : QJsonObject(), described(wanted), true));
        return {};
    }

    template <typename List> Result<void> addAll(const List &wanted)
    {
        for (const auto &one : wanted) {
            if (auto added = add(one); !added)
                return added;
        }
        return {};
    }

    Applied applied;
    Transaction transaction;

private:
    static QJsonObject described(const PipelineVersion &version)
    {
        return {{QStringLiteral("version"), version.pipeline.version}, {QStringLiteral("digest"), version.digest.toHex()}};
    }

    StoreReader &m_reader;
    const Timestamp m_now;
    const QString &m_actor;
    const QString &m_reason;
};

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

    Applying applying(**reader, clock.now(), actor, reason);
    auto added = applying.addAll(workspace.services);
    if (added)
        added = applying.addAll(workspace.schemas);
    if (added)
        added = applying.addAll(workspace.pipelines);
    if (!added)
        return tl::unexpected(added.error());
    if (!applying.transaction.writes.empty()) {
        if (const auto committed = store.commitAndWait(std::move(applying.transaction)); !committed)
            return tl::unexpected(committed.error());
    }
    return applying.applied;
}

} // namespace cairn
