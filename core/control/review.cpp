#include "control/review.h"

#include "control/revising.h"
#include "definition/canonical.h"
#include "definition/definitionfile.h"
#include "definition/quantity.h"

#include <QDir>
#include <QRegularExpression>

#include <algorithm>

namespace cairn {

using namespace Qt::StringLiterals;

namespace {

constexpr int RevisionsCompared = 1'000;

QStringList watchedPaths(const QString &root)
{
    const QDir folder(root);
    QStringList paths{folder.absolutePath()};
    if (folder.exists(u"cairn.yaml"_s))
        paths.append(folder.absoluteFilePath(u"cairn.yaml"_s));
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

/// The last of that name that is damaged.
Result<std::optional<DamagedDefinition>> damagedOne(StoreReader &reader, DamagedDefinition::Kind kind, const QString &name)
{
    const auto damaged = reader.damagedDefinitions();
    if (!damaged)
        return tl::unexpected(damaged.error());
    const auto last = std::find_if(damaged->rbegin(), damaged->rend(),
                                   [&](const DamagedDefinition &one) { return one.kind == kind && one.name == name; });
    return last == damaged->rend() ? std::nullopt : std::optional(*last);
}

/// `actual`: the digest of what was found, as it is now.
template <typename T>
Result<Recorded<T>> recorded(StoreReader &reader, DamagedDefinition::Kind kind, const QString &name, Result<T> found, int number,
                             const Digest &actual)
{
    if (!found && found.error().kind == ErrorKind::NotFound)
        return Recorded<T>();
    if (!found && found.error().kind != ErrorKind::Damaged)
        return tl::unexpected(found.error());
    if (!found || found->digest != actual) {
        const auto damaged = damagedOne(reader, kind, name);
        if (!damaged)
            return tl::unexpected(damaged.error());
        if (*damaged && (!found || (*damaged)->digest == found->digest))
            return Recorded<T>{std::nullopt, (*damaged)->number, (*damaged)->digest};
    }
    if (!found) // the database is damaged, not the row
        return tl::unexpected(found.error());
    const Digest digest = found->digest;
    return Recorded<T>{std::move(*found), number, digest};
}

/// What a newer Cairn recorded is not looked into, and nothing is put in its place.
Result<std::optional<Drift>> refused(Drift::Kind kind, const QString &name, const Error &why)
{
    if (why.kind != ErrorKind::NewerStore)
        return tl::unexpected(why);
    return Drift{kind, name, 0, 0, why};
}

/// Values of which a second change makes what they were before the first.
QStringList takenBack(const QList<ServiceChange> &first, const QList<ServiceChange> &second)
{
    QStringList paths;
    for (const ServiceChange &one : first) {
        if (second.contains(ServiceChange{one.path, one.after, one.before}))
            paths.append(one.path);
    }
    return paths;
}

Result<std::optional<Drift>> serviceDrift(StoreReader &reader, const ServiceRevision &wanted)
{
    const auto known = recordedService(reader, wanted.service.name);
    if (!known)
        return refused(Drift::Kind::Service, wanted.service.name, known.error());
    const auto &live = known->whole;
    if (live && live->digest == wanted.digest)
        return std::nullopt;
    const int next = known->isMendedBy(wanted.digest) ? known->number : known->number + 1;
    Drift drift{Drift::Kind::Service, wanted.service.name, live ? live->revision : 0, next, {}};
    if (!live)
        return drift;
    const auto history = reader.serviceHistory(wanted.service.name, RevisionsCompared);
    if (!history)
        return tl::unexpected(history.error());
    const auto same = std::find_if(history->begin(), history->end(),
                                   [&](const ServiceRevision &earlier) { return earlier.digest == wanted.digest; });
    drift.backTo = same == history->end() ? 0 : same->revision;
    drift.changes = serviceChanges(live->service, wanted.service);
    const auto base = lastOfFile(reader, *history);
    if (!base)
        return tl::unexpected(base.error());
    if (*base && drift.backTo == 0)
        drift.undone = takenBack(serviceChanges((*base)->service, live->service), drift.changes);
    drift.liveBy = live->actor;
    drift.liveSince = live->recordedAt;
    drift.liveReason = live->reason;
    return drift;
}

Result<std::optional<Drift>> schemaDrift(StoreReader &reader, const Schema &wanted)
{
    const auto known = recordedSchema(reader, wanted.ref());
    if (!known)
        return tl::unexpected(known.error());
    if (known->number == 0 || known->isMendedBy(wanted.digest()))
        return Drift{Drift::Kind::Schema, wanted.ref().toString(), 0, wanted.ref().version, {}};
    if (known->digest == wanted.digest())
        return std::nullopt;
    const Error obstacle{ErrorKind::Definition,
                         u"schema %1 is recorded with another text"_s.arg(wanted.ref().toString()),
                         {},
                         u"Recorded schemas do not change: give it the next version"_s};
    return Drift{Drift::Kind::Schema, wanted.ref().toString(), wanted.ref().version, wanted.ref().version, obstacle};
}

/// The end that a pattern asks for and nothing else; empty: it asks for more, or for something else.
QStringView endOf(const QString &pattern)
{
    static const QRegularExpression plain(u"\\A\\*\\.[^*?\\[\\]\\\\]+\\z"_s);
    return plain.match(pattern).hasMatch() ? QStringView(pattern).mid(1) : QStringView();
}

/// The folder itself, by whatever path it is reached; one that is not there yet, as it is called.
QString folderOf(const InputRule &input, const QString &root)
{
    const QDir folder(QDir(root).filePath(input.watch));
    const QString itself = folder.canonicalPath();
    return itself.isEmpty() ? QDir::cleanPath(folder.path()) : itself;
}

/// Of two patterns only plain ends are certain never to meet in one name.
bool takesTheSame(const InputRule &one, const InputRule &other, const QString &root)
{
    const QStringView end = endOf(one.match);
    const QStringView otherEnd = endOf(other.match);
    const bool apart = !end.isEmpty() && !otherEnd.isEmpty() && !end.endsWith(otherEnd) && !otherEnd.endsWith(end);
    return !one.watch.isEmpty() && !other.watch.isEmpty() && !apart && folderOf(one, root) == folderOf(other, root);
}

QList<ServiceChange> retentionChanges(const Retention &before, const Retention &after)
{
    QList<ServiceChange> changes;
    const auto compare = [&](const QString &path, Milliseconds was, Milliseconds is) {
        const auto text = [](Milliseconds kept) { return kept.count() > 0 ? formatDuration(kept) : QString(); };
        if (was != is)
            changes.append({path, text(was), text(is)});
    };
    compare(u"retention.payloads"_s, before.payloads, after.payloads);
    compare(u"retention.runs"_s, before.runs, after.runs);
    return changes;
}

Result<std::optional<Drift>> pipelineDrift(StoreReader &reader, const PipelineVersion &wanted)
{
    const auto known = recordedPipeline(reader, wanted.pipeline.name);
    if (!known)
        return refused(Drift::Kind::Pipeline, wanted.pipeline.name, known.error());
    if (known->whole && known->digest == wanted.digest)
        return std::nullopt;
    Drift drift{Drift::Kind::Pipeline, wanted.pipeline.name, known->whole ? known->number : 0, wanted.pipeline.version, {}};
    if (!known->isMendedBy(wanted.digest))
        drift.obstacle = versionObstacle(wanted, *known);
    if (known->whole)
        drift.changes = retentionChanges(known->whole->pipeline.retention, wanted.pipeline.retention);
    return drift;
}

} // namespace

Result<Recorded<PipelineVersion>> recordedPipeline(StoreReader &reader, const QString &name)
{
    auto found = reader.pipeline(name);
    const int number = found ? found->pipeline.version : 0;
    const Digest actual = found ? digestOf(found->pipeline) : Digest();
    return recorded(reader, DamagedDefinition::Kind::Pipeline, name, std::move(found), number, actual);
}

Result<Recorded<ServiceRevision>> recordedService(StoreReader &reader, const QString &name)
{
    auto found = reader.service(name);
    const int number = found ? found->revision : 0;
    const Digest actual = found ? digestOf(found->service) : Digest();
    return recorded(reader, DamagedDefinition::Kind::Service, name, std::move(found), number, actual);
}

Result<Recorded<SchemaRecord>> recordedSchema(StoreReader &reader, const SchemaRef &ref)
{
    auto found = reader.schema(ref.name, ref.version); // as it was recorded, whatever has become of it
    if (!found && found.error().kind != ErrorKind::NotFound)
        return tl::unexpected(found.error());
    if (!found)
        return Recorded<SchemaRecord>();
    Recorded<SchemaRecord> known{std::nullopt, found->version, found->digest};
    if (Digest::of(found->document) == found->digest)
        known.whole = std::move(*found);
    return known;
}

Error versionObstacle(const PipelineVersion &wanted, const Recorded<PipelineVersion> &live)
{
    if (wanted.pipeline.version > live.number)
        return {};
    if (live.whole && isRetired(*live.whole))
        return {ErrorKind::Definition,
                u"pipeline %1 is retired, as version %2, and its file says version %3"_s.arg(wanted.pipeline.name)
                    .arg(live.number)
                    .arg(wanted.pipeline.version),
                {},
                u"To bring it back write version: %1 in its file; else take the file away"_s.arg(live.number + 1)};
    return {ErrorKind::Definition,
            u"pipeline %1 changed, but its version is %2 and version %3 is already recorded"_s.arg(wanted.pipeline.name)
                .arg(wanted.pipeline.version)
                .arg(live.number),
            {},
            u"Versions are immutable: write version: %1 in its file"_s.arg(live.number + 1)};
}

WorkspaceReview readWorkspaceFiles(const QString &root)
{
    WorkspaceReview review;
    review.watched = watchedPaths(root); // before they are read: what changes meanwhile is read again
    review.files = std::make_shared<const Workspace>(loadWorkspace(root));
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
    const auto live = reader.pipelines();
    if (!live)
        error = live.error();
    if (error)
        return tl::unexpected(*error);
    for (const PipelineVersion &left : leftPipelines(*live, workspace)) {
        Drift drift{Drift::Kind::Left, left.pipeline.name, left.pipeline.version, left.pipeline.version,
                    leftObstacle(left, workspace)};
        drift.watch = left.pipeline.input.watch;
        for (const PipelineVersion &successor : heirsOf(left, *live, workspace))
            drift.successors.append(successor.pipeline.name);
        all.append(drift);
    }
    return all;
}

QList<PipelineVersion> leftPipelines(const QList<PipelineVersion> &live, const Workspace &workspace)
{
    QList<PipelineVersion> left;
    if (!workspace.isSound()) // a file that cannot be read may say it
        return left;
    std::copy_if(live.begin(), live.end(), std::back_inserter(left), [&](const PipelineVersion &one) {
        return isStarted(one) && std::none_of(workspace.pipelines.begin(), workspace.pipelines.end(),
                                              [&](const auto &file) { return file.pipeline.name == one.pipeline.name; });
    });
    return left;
}

Error toldLeft(const QString &pipeline, const QString &watch)
{
    const QString takes = watch.isEmpty() ? u"webhooks"_s : u"the files of %1"_s.arg(watch);
    return {ErrorKind::Conflict,
            u"pipeline %1 is live, and no file says it any more: it goes on taking %2"_s.arg(pipeline, takes),
            {},
            u"`cairn apply --retire %1` ends that"_s.arg(pipeline)};
}

QList<PipelineVersion> successorsOf(const PipelineVersion &left, const Workspace &workspace)
{
    QList<PipelineVersion> all;
    std::copy_if(workspace.pipelines.begin(), workspace.pipelines.end(), std::back_inserter(all),
                 [&](const auto &file) { return takesTheSame(left.pipeline.input, file.pipeline.input, workspace.root); });
    return all;
}

QList<PipelineVersion> heirsOf(const PipelineVersion &left, const QList<PipelineVersion> &live, const Workspace &workspace)
{
    QList<PipelineVersion> heirs = successorsOf(left, workspace);
    heirs.removeIf([&](const PipelineVersion &heir) {
        return std::any_of(live.begin(), live.end(), [&](const PipelineVersion &one) {
            return one.pipeline.name == heir.pipeline.name &&
                   takesTheSame(left.pipeline.input, one.pipeline.input, workspace.root);
        });
    });
    return heirs;
}

Error leftObstacle(const PipelineVersion &left, const Workspace &workspace)
{
    const QList<PipelineVersion> others = successorsOf(left, workspace);
    if (others.isEmpty())
        return {};
    Error obstacle = toldLeft(left.pipeline.name, left.pipeline.input.watch);
    obstacle.detail += u", and pipeline %1 takes them as well: each would be taken twice"_s.arg(others.first().pipeline.name);
    return obstacle;
}

} // namespace cairn
