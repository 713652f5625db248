#pragma once

#include "definition/servicechanges.h"
#include "definition/workspace.h"
#include "store/store.h"

#include <QMap>

#include <memory>

namespace cairn {

/// A definition of the workspace's files that is not the live one.
struct Drift
{
    enum class Kind {
        Pipeline,
        Service,
        Schema,
        Left, ///< a pipeline that no file says any more, and that goes on being started; applying retires it if it is told so
    };

    Kind kind = Kind::Pipeline;
    QString name;
    int live = 0;                   ///< version of a pipeline, revision of a service; 0: none is recorded, or it is damaged
    int next = 0;                   ///< what applying makes of it
    Error obstacle;                 ///< why it cannot be applied, with an empty detail if it can
    QList<ServiceChange> changes{}; ///< what the file makes of the live values: of a service all, of a pipeline its retention
    // of a service that is recorded already
    int backTo = 0;       ///< the earlier revision that the file still says; 0: it says something new
    QStringList undone{}; ///< values that were set in what is live, and that the file says as it said them before
    QString liveBy{};     ///< who made the live revision, when and why
    Timestamp liveSince{};
    QString liveReason{};
    // of one that is left
    QString watch{};          ///< the folder whose files it takes; empty: it is started by webhooks
    QStringList successors{}; ///< pipelines of the files that begin to take the same: they go on where it ends, if it is retired
    /// What somebody has made live since would be gone.
    bool undoes() const { return backTo > 0 || !undone.isEmpty(); }
    bool canApply() const { return obstacle.detail.isEmpty(); }
    bool operator==(const Drift &) const = default;
};

/// A pipeline that was retired, and one that takes the files which it took.
struct Succession
{
    QString from;
    QString to;
    bool operator==(const Succession &) const = default;
};

/// What a workspace's files are worth, and how they differ from what the store has.
struct WorkspaceReview
{
    std::shared_ptr<const Workspace> files;
    QStringList watched; ///< absolute paths whose changes may change the review
    QList<Drift> drift;  ///< services, schemas, pipelines: the order in which they are applied
};

/// Reads and checks the files under `root`; drift is left empty. For worker threads.
WorkspaceReview readWorkspaceFiles(const QString &root);
Result<QList<Drift>> findDrift(StoreReader &reader, const Workspace &workspace);
/// The live pipelines that no file says any more, and that files or webhooks go on starting.
QList<PipelineVersion> leftPipelines(const QList<PipelineVersion> &live, const Workspace &workspace);
/// "pipeline orders is live, and no file says it any more: …", with what ends it. English.
Error toldLeft(const QString &pipeline, const QString &watch);
/// Those of the files that take what a live one takes, or may.
QList<PipelineVersion> successorsOf(const PipelineVersion &left, const Workspace &workspace);
/// Those of them that begin to: what others have taken beside it, or have not, is their own affair.
QList<PipelineVersion> heirsOf(const PipelineVersion &left, const QList<PipelineVersion> &live, const Workspace &workspace);
/// What is to be done about one that is left before anything is applied: it takes the files of one that a file says.
Error leftObstacle(const PipelineVersion &left, const Workspace &workspace);

/// What is recorded last by a name. Of a damaged one number and digest are known: recording the same once more makes it whole.
template <typename T> struct Recorded
{
    std::optional<T> whole;
    int number = 0; ///< version or revision; 0: nothing is recorded
    Digest digest;
    /// To be recorded although that digest is: it is damaged.
    bool isMendedBy(const Digest &wanted) const { return !whole && number > 0 && digest == wanted; }
};
Result<Recorded<PipelineVersion>> recordedPipeline(StoreReader &reader, const QString &name);
Result<Recorded<ServiceRevision>> recordedService(StoreReader &reader, const QString &name);
Result<Recorded<SchemaRecord>> recordedSchema(StoreReader &reader, const SchemaRef &ref);

/// Nothing starts it any more but who submits to it: it was recorded in place of one that no file said any more.
inline bool isRetired(const PipelineVersion &version)
{
    return version.source.isEmpty();
}

/// Files or webhooks start it.
inline bool isStarted(const PipelineVersion &version)
{
    return !version.pipeline.input.watch.isEmpty() || !version.pipeline.input.webhookSecret.isEmpty();
}

/// Why a pipeline of this text cannot follow the live version; the same that applying it would answer.
Error versionObstacle(const PipelineVersion &wanted, const Recorded<PipelineVersion> &live);

} // namespace cairn
