#include "control/review.h"

#include <QDir>
#include <QFile>

#include <algorithm>

namespace cairn {

namespace {

constexpr qint64 MostOfAFile = 1 << 20;
constexpr int RevisionsCompared = 1'000;

QStringList watchedPaths(const QString &root)
{
    const QDir folder(root);
    QStringList paths{folder.absolutePath()};
    if (folder.exists(QStringLiteral("cairn.yaml")))
        paths.append(folder.absoluteFilePath(QStringLiteral("cairn.yaml")));
    for (const auto *name : {"services", "pipelines", "schemas", "runbooks"}) {
        const QDir sub(folder.absoluteFilePath(QLatin1String(name)));
        if (!sub.exists())
            continue;
        paths.append(sub.absolutePath());
        for (const QString &file : sub.entryList(QDir::Files, QDir::Name))
            paths.append(sub.absoluteFilePath(file));
    }
    return paths;
}

QByteArray textOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.read(MostOfAFile) : QByteArray();
}

/// What is live of a name, or nothing if nothing is.
template <typename T> Result<std::optional<T>> live(Result<T> found)
{
    if (found)
        return std::optional<T>(std::move(*found));
    if (found.error().kind == ErrorKind::NotFound)
        return std::optional<T>();
    return tl::unexpected(found.error());
}

Result<std::optional<Drift>> serviceDrift(StoreReader &reader, const ServiceRevision &wanted)
{
    const auto known = live(reader.service(wanted.service.name));
    if (!known)
        return tl::unexpected(known.error());
    if (*known && (*known)->digest == wanted.digest)
        return std::nullopt;
    const int revision = *known ? (*known)->revision : 0;
    Drift drift{Drift::Kind::Service, wanted.service.name, revision, revision + 1, {}};
    if (!*known)
        return drift;
    const auto history = reader.serviceHistory(wanted.service.name, RevisionsCompared);
    if (!history)
        return tl::unexpected(history.error());
    const auto same = std::find_if(history->begin(), history->end(),
                                   [&](const ServiceRevision &earlier) { return earlier.digest == wanted.digest; });
    drift.backTo = same == history->end() ? 0 : same->revision;
    drift.changes = serviceChanges((*known)->service, wanted.service);
    drift.liveBy = (*known)->actor;
    drift.liveSince = (*known)->recordedAt;
    drift.liveReason = (*known)->reason;
    return drift;
}

Result<std::optional<Drift>> schemaDrift(StoreReader &reader, const Schema &wanted)
{
    const auto known = live(reader.schema(wanted.ref().name, wanted.ref().version));
    if (!known)
        return tl::unexpected(known.error());
    if (!*known)
        return Drift{Drift::Kind::Schema, wanted.ref().toString(), 0, wanted.ref().version, {}};
    if ((*known)->digest == wanted.digest())
        return std::nullopt;
    const Error obstacle{ErrorKind::Definition,
                         QStringLiteral("schema %1 is recorded with another text").arg(wanted.ref().toString()),
                         {},
                         QStringLiteral("Recorded schemas do not change: give it the next version")};
    return Drift{Drift::Kind::Schema, wanted.ref().toString(), wanted.ref().version, wanted.ref().version, obstacle};
}

Result<std::optional<Drift>> pipelineDrift(StoreReader &reader, const PipelineVersion &wanted)
{
    const auto known = live(reader.pipeline(wanted.pipeline.name));
    if (!known)
        return tl::unexpected(known.error());
    if (*known && (*known)->digest == wanted.digest)
        return std::nullopt;
    Drift drift{Drift::Kind::Pipeline, wanted.pipeline.name, 0, wanted.pipeline.version, {}};
    if (*known) {
        drift.live = (*known)->pipeline.version;
        drift.obstacle = versionObstacle(wanted, **known);
    }
    return drift;
}

} // namespace

Error versionObstacle(const PipelineVersion &wanted, const PipelineVersion &live)
{
    if (wanted.pipeline.version > live.pipeline.version)
        return {};
    return {ErrorKind::Definition,
            QStringLiteral("pipeline %1 changed, but its version is %2 and version %3 is already recorded")
                .arg(wanted.pipeline.name)
                .arg(wanted.pipeline.version)
                .arg(live.pipeline.version),
            {},
            QStringLiteral("Versions are immutable: write version: %1 in its file").arg(live.pipeline.version + 1)};
}

WorkspaceReview readWorkspaceFiles(const QString &root)
{
    WorkspaceReview review;
    review.watched = watchedPaths(root); // before they are read: what changes meanwhile is read again
    const auto files = std::make_shared<const Workspace>(loadWorkspace(root));
    for (const Problem &problem : files->problems) {
        if (!review.faulty.contains(problem.file))
            review.faulty.insert(problem.file, textOf(QDir(root).filePath(problem.file)));
    }
    review.files = files;
    return review;
}

Result<QList<Drift>> findDrift(StoreReader &reader, const Workspace &workspace)
{
    QList<Drift> all;
    std::optional<Error> error;
    const auto add = [&](const Result<std::optional<Drift>> &found) {
        if (!found)
            error = found.error();
        else if (*found)
            all.append(**found);
    };
    for (const ServiceRevision &service : workspace.services)
        add(serviceDrift(reader, service));
    for (const Schema &schema : workspace.schemas)
        add(schemaDrift(reader, schema));
    for (const PipelineVersion &pipeline : workspace.pipelines)
        add(pipelineDrift(reader, pipeline));
    if (error)
        return tl::unexpected(*error);
    return all;
}

} // namespace cairn
