#include "control/apply.h"

#include "control/audit.h"
#include "control/review.h"
#include "control/revising.h"
#include "definition/canonical.h"
#include "definition/quantity.h"

#include <QDir>
#include <QJsonArray>

namespace cairn {

using namespace Qt::StringLiterals;

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
        const auto known = recordedService(m_reader, wanted.service.name);
        if (!known)
            return tl::unexpected(known.error());
        if (known->whole && known->digest == wanted.digest)
            return {};
        const bool mends = known->isMendedBy(wanted.digest);
        const int number = mends ? known->number : known->number + 1;
        applied.services.append(u"%1 revision %2"_s.arg(wanted.service.name).arg(number));
        if (mends) {
            transaction.add(PutServiceRevision{wanted, m_now, m_actor, m_reason});
            noteMended(u"service"_s, wanted.service.name, u"revision"_s, number, wanted.digest);
            return {};
        }
        auto revision = revisionTransaction(wanted, seen(*known, wanted.service), m_now, m_actor, m_reason, RevisedFrom::AFile);
        for (Write &write : revision.writes)
            transaction.add(std::move(write));
        return {};
    }

    Result<void> add(const Schema &schema)
    {
        const SchemaRef &ref = schema.ref();
        const auto known = recordedSchema(m_reader, ref);
        if (!known)
            return tl::unexpected(known.error());
        if (known->whole && known->digest == schema.digest())
            return {};
        if (known->isMendedBy(schema.digest()))
            noteMended(u"schema"_s, ref.toString(), u"version"_s, ref.version, schema.digest());
        applied.schemas.append(ref.toString());
        transaction.add(PutSchema{{ref.name, ref.version, schema.digest(), schema.canonical()}, m_now});
        transaction.add(audited(m_now, m_actor, u"schema.applied"_s, u"%1@%2"_s.arg(ref.name).arg(ref.version), m_reason, {},
                                {{u"digest"_s, schema.digest().toHex()}}, true));
        return {};
    }

    Result<void> add(const PipelineVersion &wanted)
    {
        const auto known = recordedPipeline(m_reader, wanted.pipeline.name);
        if (!known)
            return tl::unexpected(known.error());
        if (known->whole && known->digest == wanted.digest)
            return {};
        if (known->isMendedBy(wanted.digest))
            noteMended(u"pipeline"_s, wanted.pipeline.name, u"version"_s, known->number, wanted.digest);
        else if (const Error obstacle = versionObstacle(wanted, *known); !obstacle.detail.isEmpty())
            return tl::unexpected(obstacle);
        applied.pipelines.append(u"%1@%2"_s.arg(wanted.pipeline.name).arg(wanted.pipeline.version));
        transaction.add(PutPipelineVersion{wanted, m_now});
        transaction.add(audited(m_now, m_actor, u"pipeline.applied"_s, wanted.pipeline.name, m_reason,
                                known->whole ? described(*known->whole) : QJsonObject(), described(wanted), true));
        return {};
    }

    Result<void> addServices(const QList<ServiceRevision> &wanted, const QStringList &leave)
    {
        for (const ServiceRevision &one : wanted) {
            if (leave.contains(one.service.name))
                continue;
            if (auto added = add(one); !added)
                return added;
        }
        return {};
    }

    /// Once more as it is, but for what starts it.
    Result<void> retire(const QString &name, const Workspace &workspace)
    {
        const auto live = m_reader.pipeline(name);
        const auto others = m_reader.pipelines();
        if (!live || !others)
            return tl::unexpected(live ? others.error() : live.error());
        if (isSaid(name, workspace))
            return failure(ErrorKind::Usage, u"a file says pipeline %1"_s.arg(name), {},
                           u"Take its file away first, or leave out what starts it there: `watch` and `webhook`"_s);
        if (isRetired(*live))
            return {};
        PipelineVersion wanted{0, {}, {}, live->pipeline};
        wanted.pipeline.version += 1;
        wanted.pipeline.input.watch.clear();
        wanted.pipeline.input.webhookSecret.clear();
        wanted.digest = digestOf(wanted.pipeline);
        applied.retired.append(name);
        transaction.add(PutPipelineVersion{wanted, m_now});
        QJsonObject after = described(wanted);
        if (const QStringList heirs = passOnTaken(*live, *others, workspace); !heirs.isEmpty())
            after.insert(u"goes_on_in"_s, QJsonArray::fromStringList(heirs));
        transaction.add(audited(m_now, m_actor, u"pipeline.retired"_s, name, m_reason, described(*live), after, true));
        return {};
    }

    Result<void> checkLeft(const Workspace &workspace, const QStringList &retired)
    {
        const auto live = m_reader.pipelines();
        if (!live)
            return tl::unexpected(live.error());
        for (const PipelineVersion &left : leftPipelines(*live, workspace)) {
            const Error obstacle = leftObstacle(left, workspace);
            if (!retired.contains(left.pipeline.name) && !obstacle.detail.isEmpty())
                return tl::unexpected(obstacle);
        }
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
    static bool isSaid(const QString &name, const Workspace &workspace)
    {
        return std::any_of(workspace.pipelines.begin(), workspace.pipelines.end(),
                           [&](const PipelineVersion &file) { return file.pipeline.name == name; });
    }

    /// Gives who goes on where it ends.
    QStringList passOnTaken(const PipelineVersion &ended, const QList<PipelineVersion> &live, const Workspace &workspace)
    {
        QStringList names;
        const QString folder = QDir::cleanPath(ended.pipeline.input.watch);
        for (const PipelineVersion &heir : heirsOf(ended, live, workspace)) {
            const Pipeline &pipeline = heir.pipeline;
            transaction.add(InheritTaken{ended.pipeline.name, pipeline.name, folder, QDir::cleanPath(pipeline.input.watch)});
            applied.goesOn.append({ended.pipeline.name, pipeline.name});
            names.append(pipeline.name);
        }
        return names;
    }

    /// What a new revision is made from. Of a damaged one no value is known that it changes.
    static std::optional<ServiceRevision> seen(const Recorded<ServiceRevision> &known, const Service &wanted)
    {
        if (known.whole || known.number == 0)
            return known.whole;
        ServiceRevision damaged;
        damaged.revision = known.number;
        damaged.digest = known.digest;
        damaged.service = wanted;
        return damaged;
    }

    void noteMended(const QString &kind, const QString &name, const QString &numbered, int number, const Digest &digest)
    {
        transaction.add(audited(m_now, m_actor, kind + u".mended"_s, name, m_reason, {},
                                {{numbered, number}, {u"digest"_s, digest.toHex()}}, false));
    }

    static QJsonObject described(const PipelineVersion &version)
    {
        QJsonObject json{{u"version"_s, version.pipeline.version}, {u"digest"_s, version.digest.toHex()}};
        const Retention &kept = version.pipeline.retention;
        if (kept.payloads.count() > 0)
            json.insert(u"retention_payloads"_s, formatDuration(kept.payloads));
        if (kept.runs.count() > 0)
            json.insert(u"retention_runs"_s, formatDuration(kept.runs));
        return json;
    }

    StoreReader &m_reader;
    const Timestamp m_now;
    const QString &m_actor;
    const QString &m_reason;
};

} // namespace

Result<Applied> applyWorkspace(Store &store, const Workspace &workspace, const Clock &clock, const QString &actor,
                               const QString &reason, const QStringList &retire, const QStringList &leave)
{
    for (const Problem &problem : workspace.problems) {
        if (!problem.warning)
            return failure(ErrorKind::Definition, problem.what,
                           u"%1:%2:%3"_s.arg(problem.file, QString::number(problem.line), QString::number(problem.column)),
                           problem.remedy);
    }
    auto reader = store.reader();
    if (!reader)
        return tl::unexpected(reader.error());

    Applying applying(**reader, clock.now(), actor, reason);
    auto added = applying.addServices(workspace.services, leave);
    if (added)
        added = applying.addAll(workspace.schemas);
    if (added)
        added = applying.addAll(workspace.pipelines);
    for (const QString &name : retire) {
        if (added)
            added = applying.retire(name, workspace);
    }
    if (added)
        added = applying.checkLeft(workspace, retire);
    if (!added)
        return tl::unexpected(added.error());
    if (!applying.transaction.writes.empty()) {
        if (const auto committed = store.commitAndWait(std::move(applying.transaction)); !committed)
            return tl::unexpected(committed.error());
    }
    return applying.applied;
}

} // namespace cairn
