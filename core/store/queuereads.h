#pragma once

#include "store/writes.h"

namespace cairn {

/// Services where enough runs of a pipeline wait already: with a first attempt, or to try again.
struct FullServices
{
    QStringList forFirst;
    QStringList forRetries;
};

/// The last runner that ended in order, with all that it did written down.
struct LeaseEnd
{
    qint64 fence = 0;
    Timestamp lostAt{}; ///< when a runner last took over from one that had not: what that one had begun, nothing tells
};

/// What a runner takes up next. Of a StoreReader, whose errors and thread are theirs.
class QueueReads
{
public:
    /// Runs of one pipeline that can be carried forward and whose time has come, at most `limit`: those that were begun and wait
    /// for their time, then all others, each the longest due first.
    /// Of the former, those that go on at a service of `full` are left out, unless their deadline has passed; and so are the runs
    /// `butNot`.
    virtual Result<QList<RunRecord>> runnable(const QString &pipeline, Timestamp now, int limit, const FullServices &full = {},
                                              const QList<RunId> &butNot = {}) = 0;
    /// Pipelines with runs that the clock wakes, and when the first of them is due.
    virtual Result<QMap<QString, Timestamp>> duePipelines() = 0;
    virtual Result<LeaseEnd> leaseEnd() = 0; ///< the fence is 0 if none ever did
    /// Since when the run that waits longest could have been carried on; nullopt if none waits for a runner at `now`.
    virtual Result<std::optional<Timestamp>> oldestDue(Timestamp now) = 0;
    /// Runs that are held for this service, oldest first, at most `limit`: those whose step failed before, or those whose did
    /// not. Runs of the pipelines `butOf` are left out.
    virtual Result<QList<RunRecord>> heldRuns(const QString &service, bool failedBefore, int limit,
                                              const QStringList &butOf = {}) = 0;
    /// Services that runs are held for.
    virtual Result<QStringList> holdingServices() = 0;
    virtual Result<QList<Command>> pendingCommands(int limit) = 0; ///< oldest first, of all runs and services
    virtual Result<Command> command(qint64 id) = 0;
    virtual Result<bool> isTaken(const MarkTaken &file) = 0;
    /// Watched files that are not taken: the longest refused first, those behind `after` only, at most `limit`.
    virtual Result<QList<RefusedFile>> refusedFiles(const std::optional<RefusedFile> &after, int limit) = 0;
    /// What PutServiceState remembered; an empty object if nothing.
    virtual Result<QJsonObject> serviceState(const QString &service) = 0;

protected:
    ~QueueReads() = default;
};

} // namespace cairn
