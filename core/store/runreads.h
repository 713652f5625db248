#pragma once

#include "base/error.h"
#include "model/incident.h"
#include "model/past.h"
#include "model/records.h"

namespace cairn {

/// What a list of runs shows. All conditions hold together; empty ones do not restrict.
struct RunFilter
{
    QList<RunState> states;
    QString pipeline;
    int version = 0; ///< of that pipeline; 0: any
    // The next three of one step at which the run stands: the one that explains its state, or another that needs a person.
    QString service;
    QString step;
    std::optional<Category> category;
    std::optional<Timestamp> since;              ///< submitted at or after
    std::optional<Timestamp> until;              ///< submitted before
    std::optional<Timestamp> endedSince;         ///< finished at or after
    std::optional<Timestamp> endedUntil;         ///< finished before
    qint64 incident = 0;                         ///< a step of it failed so; 0: any
    qint64 bulk = 0;                             ///< target of that order; 0: any
    std::optional<CommandOutcome> bulkOutcome{}; ///< of that order's command to it
    QString text;                                ///< part of the input's name, or a run id
    /// Runs with an attempt like this one.
    struct Tried
    {
        QString what; ///< the service that was asked, or the step; empty: any
        QString as{}; ///< "failed", "retried" (a retry was decided upon it), or the word of a category; empty: any
        bool operator==(const Tried &) const = default;
    };
    std::optional<Tried> tried{};
    /// Runs that came to one of these states in this time; they may have gone on since.
    struct Reached
    {
        QList<RunState> states;
        std::optional<Timestamp> since{}; ///< at or after
        std::optional<Timestamp> until{}; ///< before
        bool operator==(const Reached &) const = default;
    };
    std::optional<Reached> reached{};
    bool operator==(const RunFilter &) const = default;
};

/// A page of a list of runs, as far as the search for it went.
struct RunPage
{
    QList<RunRecord> runs;
    RunId searchedTo;     ///< there the search stopped before the page was full; the rest is found below. Invalid: it did not
    Timestamp searchedAt; ///< when that run was submitted
};

/// The same for a count.
struct RunCount
{
    qint64 matching = 0;
    RunId searchedTo;
};

/// How many runs of a pipeline version are in a state, and the newest of them.
struct VersionCount
{
    qint64 versionId = 0;
    RunState state = RunState::Pending;
    qint64 runs = 0;
    RunId newest;
};

/// Runs, what belongs to each, and lists of them. Of a StoreReader, whose errors and thread are theirs.
class RunReads
{
public:
    virtual Result<RunRecord> run(RunId id) = 0;
    virtual Result<RunHistory> history(RunId id) = 0;
    /// Of all its steps, ever: counted in an index. 0 for a run that there is not.
    virtual Result<qint64> countAttempts(RunId run) = 0;
    /// Newest first, ids below `before` only (keyset; invalid: from the newest), at most `limit`.
    virtual Result<QList<RunRecord>> runs(const RunFilter &filter, RunId before, int limit) = 0;
    virtual Result<qint64> countRuns(const RunFilter &filter) = 0;
    /// As runs(), but gives what it has after looking at about `rows` runs, so that no question takes long.
    virtual Result<RunPage> searchRuns(const RunFilter &filter, RunId before, int limit, int rows);
    /// The same for the number of matching runs below `before`.
    virtual Result<RunCount> countSome(const RunFilter &filter, RunId before, int rows);
    virtual Result<QMap<RunState, qint64>> countByState() = 0;
    virtual Result<QList<VersionCount>> runsByVersion() = 0; ///< counted in an index, but all of it: not for every frame
    /// Nothing for runs of older versions, and for reruns: their input is the first run's.
    virtual Result<std::optional<RunOrigin>> originOf(RunId run) = 0;
    // What belongs to one run beside its history; oldest first, at most `limit`.
    virtual Result<QList<RunRecord>> rerunsOf(RunId run, int limit) = 0;
    virtual Result<QList<Event>> eventsOf(RunId run, int limit) = 0;
    virtual Result<QList<Command>> commandsOf(RunId run, int limit) = 0;
    virtual Result<QList<Incident>> incidentsOf(RunId run) = 0; ///< that steps of it belong to, newest first
    virtual Result<QList<FirstAttempt>> firstAttempts(RunId run, const QString &service) = 0;

protected:
    ~RunReads() = default;
};

} // namespace cairn
