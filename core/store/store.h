#pragma once
// Room `store`: durable state. Rows are written by one thread that commits what waits in groups; read through readers, one per
// thread; payloads are content-addressed. SQLite stands behind these interfaces today; nothing here names it.

#include "store/writes.h"

#include <functional>
#include <memory>

namespace cairn {

// ---- Reads -------------------------------------------------------------------------------------------------------------

/// What a list of runs shows. All conditions hold together; empty ones do not restrict.
struct RunFilter
{
    QList<RunState> states;
    QString pipeline;
    int version = 0; ///< of that pipeline; 0: any
    QString service; ///< of the run's explaining step
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

/// Services where enough runs of a pipeline wait already: with a first attempt, or to try again.
struct FullServices
{
    QStringList forFirst;
    QStringList forRetries;
};

/// How far things have been counted, or could be: the last attempt, event and checkpoint.
struct TallyPlace
{
    qint64 attempt = 0;
    qint64 event = 0;
    qint64 checkpoint = 0;
    bool operator==(const TallyPlace &) const = default;
};

/// A recorded pipeline version without its text.
struct PipelineHead
{
    qint64 id = 0;
    QString name;
    int version = 0;
    Digest digest;
    Timestamp recordedAt;
};
/// How many runs of a pipeline version are in a state, and the newest of them.
struct VersionCount
{
    qint64 versionId = 0;
    RunState state = RunState::Pending;
    qint64 runs = 0;
    RunId newest;
};
/// A recorded definition that is not what its digest says, or one that is and cannot be read: a newer Cairn wrote it.
struct DamagedDefinition
{
    enum class Kind { Pipeline, Service, Schema };
    Kind kind = Kind::Pipeline;
    QString name;
    int number = 0; ///< version or revision
    Digest digest;  ///< of what was recorded
    QString why;
    bool isNewer = false; ///< it is whole, and is to stay
};

/// A row of which some word is not understood. It hurts what it belongs to, and nothing else.
struct UnreadableRow
{
    QString what;
    QString why;
}; ///< "incident 3"

/// Which incidents are asked for. All conditions hold together; empty ones do not restrict.
struct IncidentFilter
{
    QList<IncidentState> states;
    QString service;
    QString pipeline;
    std::optional<Category> category;
    QString text; ///< part of step, service, code, cause or assignee
    bool operator==(const IncidentFilter &) const = default;
};

/// Which entries of the audit are asked for. All conditions hold together; empty ones do not restrict.
struct AuditFilter
{
    QString actor;                  ///< "ann@host", or "ann" on whatever host
    QString action;                 ///< "command.retry", which has "command.retry.done" below it
    QString subject;                ///< RUN, which has RUN/STEP below it; an index finds them
    std::optional<Timestamp> since; ///< at or after
    std::optional<Timestamp> until; ///< before
    QString text;                   ///< part of any of these, of the reason, or of what was or is
    bool operator==(const AuditFilter &) const = default;
};
enum class AuditOrder { NewestFirst, OldestFirst };
/// Some of the entries that match, as far as the search for them went.
struct AuditPage
{
    QList<AuditEntry> entries;
    qint64 reached = 0; ///< the entry that was looked at last: from it a search goes on
    bool whole = false; ///< there is nothing beyond it
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

/// Reads a consistent snapshot per call. Belongs to the thread that made it. Errors: Io, DamagedStore, Damaged (a row, a
/// payload), NotFound. Lists leave out rows and definitions that cannot be read, and the log says so: the others go on. Damaged,
/// or NewerStore, comes of asking for such a one, or for the history of a run that has one.
class StoreReader
{
public:
    virtual ~StoreReader() = default;

    virtual Result<RunRecord> run(RunId id) = 0;
    virtual Result<RunHistory> history(RunId id) = 0;
    /// Of all its steps, ever: counted in an index. 0 for a run that there is not.
    virtual Result<qint64> countAttempts(RunId run) = 0;
    /// Runs of one pipeline that can be carried forward and whose time has come, at most `limit`: those that were begun and wait
    /// for their time, then all others, each the longest due first.
    /// Of the former, those that go on at a service of `full` are left out, unless their deadline has passed.
    virtual Result<QList<RunRecord>> runnable(const QString &pipeline, Timestamp now, int limit,
                                              const FullServices &full = {}) = 0;
    /// Pipelines with runs that the clock wakes, and when the first of them is due.
    virtual Result<QMap<QString, Timestamp>> duePipelines() = 0;
    /// Since when the run that waits longest could have been carried on; nullopt if none waits for a runner at `now`.
    virtual Result<std::optional<Timestamp>> oldestDue(Timestamp now) = 0;
    /// Runs that are held for this service, oldest first, at most `limit`: those whose step failed before, or those whose did
    /// not. Runs of the pipelines `butOf` are left out.
    virtual Result<QList<RunRecord>> heldRuns(const QString &service, bool failedBefore, int limit,
                                              const QStringList &butOf = {}) = 0;
    /// Services that runs are held for.
    virtual Result<QStringList> holdingServices() = 0;
    /// Newest first, ids below `before` only (keyset; invalid: from the newest), at most `limit`.
    virtual Result<QList<RunRecord>> runs(const RunFilter &filter, RunId before, int limit) = 0;
    virtual Result<qint64> countRuns(const RunFilter &filter) = 0;
    /// As runs(), but gives what it has after looking at about `rows` runs, so that no question takes long.
    virtual Result<RunPage> searchRuns(const RunFilter &filter, RunId before, int limit, int rows);
    /// The same for the number of matching runs below `before`.
    virtual Result<RunCount> countSome(const RunFilter &filter, RunId before, int rows);
    virtual Result<QMap<RunState, qint64>> countByState() = 0;

    virtual Result<QList<PipelineVersion>> pipelines() = 0;            ///< the newest version of each name
    virtual Result<PipelineVersion> pipeline(const QString &name) = 0; ///< newest
    virtual Result<PipelineVersion> pipelineVersion(qint64 id) = 0;
    virtual Result<QList<PipelineHead>> pipelineHeads() = 0;          ///< all versions, by name, newest first
    virtual Result<QList<VersionCount>> runsByVersion() = 0;          ///< counted in an index, but all of it: not for every frame
    virtual Result<QList<ServiceRevision>> services() = 0;            ///< the live revision of each name
    virtual Result<ServiceRevision> service(const QString &name) = 0; ///< live
    /// What lists leave out of runs, incidents, orders and commands; all of them are gone through.
    virtual Result<QList<UnreadableRow>> unreadableRows() = 0;
    virtual Result<QList<DamagedDefinition>> damagedDefinitions() = 0; ///< looked for in all that were ever recorded

    /// What PutServiceState remembered; an empty object if nothing.
    virtual Result<QJsonObject> serviceState(const QString &service) = 0;

    virtual Result<QList<Command>> pendingCommands(int limit) = 0; ///< oldest first, of all runs and services
    virtual Result<Command> command(qint64 id) = 0;
    virtual Result<QList<Event>> events(qint64 afterId, int limit) = 0; ///< oldest first
    virtual Result<bool> isTaken(const MarkTaken &file) = 0;
    /// Step changes in the order of commit, after `afterSeq`; the headers of answers are left out: they may be large.
    virtual Result<QList<Checkpoint>> checkpoints(qint64 afterSeq, int limit) = 0;
    virtual Result<EventCursor> lastEvent() = 0;                                     ///< the newest of both
    virtual Result<std::optional<EventCursor>> eventCursor(const QString &sink) = 0; ///< nothing if none was put

    virtual Result<Callback> callback(const QString &id) = 0;
    virtual Result<std::optional<Callback>> callbackOf(RunId run, const StepKey &step, int generation) = 0;
    /// Those of a run that messages came for.
    virtual Result<QList<Callback>> answeredCallbacks(RunId run) = 0;
    /// In the order in which they came.
    virtual Result<QList<Message>> callbackMessages(const QString &id, int limit) = 0;
    virtual Result<std::optional<RunId>> runOfWebhook(const QString &pipeline, const QString &message) = 0;
    virtual Result<SchemaRecord> schema(const QString &name, int version) = 0;
    virtual Result<QList<ServiceRevision>> serviceHistory(const QString &service, int limit) = 0; ///< newest first
    virtual Result<ServiceRevision> serviceRevision(qint64 id) = 0;

    /// Nothing for runs of older versions, and for reruns: their input is the first run's.
    virtual Result<std::optional<RunOrigin>> originOf(RunId run) = 0;
    // What belongs to one run beside its history; oldest first, at most `limit`.
    virtual Result<QList<RunRecord>> rerunsOf(RunId run, int limit) = 0;
    virtual Result<QList<Event>> eventsOf(RunId run, int limit) = 0;
    virtual Result<QList<Command>> commandsOf(RunId run, int limit) = 0;

    virtual Result<TallyPlace> tallyEnds() = 0; ///< what could be counted by now
    virtual Result<QList<AttemptTally>> attemptTallies(const TallySpan &span) = 0;
    virtual Result<QList<RunTally>> runTallies(const TallySpan &span) = 0;
    virtual Result<QList<RecoveryTally>> recoveryTallies(Timestamp from, Timestamp until) = 0; ///< by the day
    virtual Result<QList<Trouble>> troubles(int limit) = 0;                                    ///< the most runs first
    virtual Result<QList<TrendTally>> attemptTrend(const TrendSpan &span) = 0;
    virtual Result<QList<TrendTally>> recoveryTrend(const TrendSpan &span) = 0;
    /// Since when retries are counted: of what was before, an older version has counted attempts alone. 1970: always.
    virtual Result<Timestamp> retriesCountedSince() = 0;
    /// What became of a service's breaker: newest first, ids below `before` only (0: from the newest), at most `limit`.
    virtual Result<QList<Event>> breakerEvents(const QString &service, qint64 before, int limit) = 0;

    // The past of one service (model/past.h), read in parts of the order of commit, which is about that of time.
    virtual Result<std::optional<PastMoment>> attemptFrom(qint64 id) = 0;     ///< the first with that id or a higher one
    virtual Result<std::optional<PastMoment>> checkpointFrom(qint64 seq) = 0; ///< likewise
    virtual Result<QList<PastAttempt>> pastAttempts(const QString &service, qint64 after,
                                                    qint64 upTo) = 0; ///< ids in (after, upTo]
    virtual Result<QList<PastWait>> pastWaits(const QString &service, qint64 after,
                                              qint64 upTo) = 0; ///< of checkpoints in (after, upTo]
    virtual Result<QList<FirstAttempt>> firstAttempts(RunId run, const QString &service) = 0;

    virtual Result<QList<AttemptFact>> attemptFacts(const QString &service, qint64 after,
                                                    qint64 upTo) = 0; ///< ids in (after, upTo]

    virtual Result<QList<AuditEntry>> auditEntries(qint64 afterSeq, int limit) = 0;
    virtual Result<std::optional<AuditEntry>> lastAuditEntry() = 0;
    virtual Result<QList<AuditSeal>> auditSeals(qint64 afterSeq, int limit) = 0;
    /// Matching entries beyond `from` (0: from the end that the order begins at), at most `limit`, after looking at about `rows`.
    virtual Result<AuditPage> searchAudit(const AuditFilter &filter, qint64 from, AuditOrder order, int limit, int rows) = 0;

    /// The newest failure first, those below `before` (its lastAt and id) only, at most `limit`.
    virtual Result<QList<Incident>> incidents(const IncidentFilter &filter, const std::optional<Incident> &before, int limit) = 0;
    virtual Result<Incident> incident(qint64 id) = 0;
    virtual Result<QMap<IncidentState, qint64>> countIncidents() = 0;
    virtual Result<QList<Incident>> incidentsOf(RunId run) = 0; ///< that steps of it belong to, newest first
    /// Of one fate (nullopt: all), in order of run, step and item, those after `after` only.
    virtual Result<QList<IncidentMember>> incidentMembers(qint64 incident, std::optional<MemberFate> fate,
                                                          const std::optional<IncidentMember> &after, int limit) = 0;
    /// How many of its failing steps wait for somebody to say whether they happened.
    virtual Result<qint64> failingOfUnknownOutcome(qint64 incident) = 0;
    /// How many of its steps came to need a person in [since, until).
    virtual Result<qint64> incidentFailures(qint64 incident, Timestamp since, Timestamp until) = 0;
    virtual Result<QMap<QString, qint64>> incidentPipelines(qint64 incident) = 0;       ///< failures by pipeline, ever
    virtual Result<QList<IncidentNote>> incidentNotes(qint64 incident, int limit) = 0;  ///< the newest, oldest first
    virtual Result<QList<IncidentNote>> incidentNotesAfter(qint64 note, int limit) = 0; ///< of all incidents

    virtual Result<Bulk> bulk(qint64 id) = 0;
    virtual Result<QList<Bulk>> bulks(qint64 before,
                                      int limit) = 0; ///< newest first, ids below `before` only (0: from the newest)
    virtual Result<QList<Bulk>> runningBulks() = 0;   ///< oldest first
    /// The commands of an order, in the order in which they were made, after the id `after`; of one outcome or of all.
    virtual Result<QList<Command>> commandsOfBulk(qint64 bulk, std::optional<CommandOutcome> outcome, qint64 after,
                                                  int limit) = 0;

    virtual Result<qint64> lastIncidentNote() = 0; ///< 0: there is none
    /// How many steps of an incident fail that came to do so at or after `since`; counts no further than `most`.
    virtual Result<qint64> failuresSince(qint64 incident, Timestamp since, int most) = 0;

    virtual Result<std::optional<qint64>> alertPlace() = 0;                  ///< nothing if none was put
    virtual Result<QList<AlertState>> alertStates(Timestamp endedSince) = 0; ///< the active ones, and those that ended since then
    virtual Result<QList<AlertDelivery>> waitingAlerts(const QString &route, int limit) = 0;                ///< oldest first
    virtual Result<QList<AlertDelivery>> alertsAfter(const QString &route, qint64 delivery, int limit) = 0; ///< of any fate
    virtual Result<AlertDelivery> alertDelivery(qint64 id) = 0;
    virtual Result<qint64> lastAlertDelivery() = 0;          ///< 0: there is none
    virtual Result<QList<AlertDelivery>> newestAlerts() = 0; ///< of each rule that which was sent last

    virtual Result<QList<RunbookSession>> runbookSessions(qint64 incident, int limit) = 0; ///< newest first
    virtual Result<RunbookSession> runbookSession(qint64 id) = 0;
    virtual Result<QByteArray> runbookText(const Digest &digest) = 0;
    virtual Result<QList<RunbookTick>> runbookTicks(qint64 session) = 0; ///< the last word on each step that had one, by step
    virtual Result<QList<RunbookDeed>> runbookDeeds(qint64 session) = 0; ///< oldest first
    /// What was done about incidents of a category, newest first.
    virtual Result<QList<PastDeed>> pastRunbookDeeds(Category category, int limit) = 0;

    virtual Result<QList<CredentialRecord>> credentials() = 0; ///< by key

    /// Opens a payload for reading once, from its start. The last bytes of a damaged one are withheld: reading fails instead.
    virtual Result<std::unique_ptr<QIODevice>> openPayload(const Digest &digest) = 0;
    /// Opens it likewise in any thread, as long as the store is open, though its file may be moved meanwhile.
    virtual Result<PayloadSource> payloadSource(const Digest &digest) = 0;
    /// Opens a payload for looking at any part of it, whatever has become of its bytes: nothing is verified. Only for showing it
    /// to people who are told so; what is read here is never handed on. Errors: NotFound, Damaged (its file is lost), Io.
    virtual Result<std::unique_ptr<QIODevice>> peekPayload(const Digest &digest) = 0;
    virtual Result<qint64> payloadSize(const Digest &digest) = 0;
    /// All payload digests above `after` in byte order, for integrity checks; at most `limit`.
    virtual Result<QList<PayloadRef>> payloads(const Digest &after, int limit) = 0;

    /// Changes whenever any other connection has committed since the last call; cheap, meant to be polled.
    virtual Result<qint64> changeCounter() = 0;
    /// Structural check of the database itself; one line per defect, empty if sound.
    virtual Result<QStringList> checkIntegrity() = 0;
};

/// Who may carry runs of this store.
struct Lease
{
    qint64 fence = 0; ///< grows with every new holder
    QString holder;   ///< "host pid 123"
};

/// What a commit produced, in the order of the transaction's writes that make ids.
struct Committed
{
    qint64 lastCheckpointSeq = 0;              ///< 0 if none was added
    qint64 commandId = 0;                      ///< of the last AddCommand
    qint64 alertId = 0;                        ///< of the last AddAlertDelivery
    qint64 definitionId = 0;                   ///< row id of the last PutPipelineVersion or PutServiceRevision (new or found)
    qint64 bulkId = 0;                         ///< of the last AddBulk
    bool tallyMore = false;                    ///< a Tally left something to be counted
    qint64 runbookSession = 0;                 ///< of the last StartRunbook (new or found)
    qint64 erasures = 0;                       ///< how many the last AskErasure asked for
    qint64 removedRuns = 0;                    ///< by the last RemoveRuns
    bool removeMore = false;                   ///< it left some of its runs to the next one
    bool resealMore = false;                   ///< a ResealRows left something to be done
    std::optional<StagedPayload> resealNext{}; ///< the file that it came to, which is to be written anew
};

class StoreUpkeep;

/// An open store. Thread-safe; lives until every reader and every pending commit is gone.
class Store
{
public:
    using Done = std::function<void(Result<Committed>)>;

    virtual ~Store() = default;

    /// Queues a transaction; `done` is called on the writer thread once it is durable, or has failed. Many waiting
    /// transactions share one commit; a failing one takes none of the others with it.
    virtual void commit(Transaction transaction, Done done) = 0;
    /// The same, waiting. Not for the UI or runner thread.
    Result<Committed> commitAndWait(Transaction transaction);

    virtual Result<std::unique_ptr<StoreReader>> reader() = 0;
    virtual PayloadStore &payloads() = 0;

    /// Takes the right to carry runs. Errors: Busy (with the holder's name) while another live process has it; a dead
    /// holder's lease is taken over at once. Released by releaseLease, by destruction and by death.
    virtual Result<Lease> acquireLease() = 0;
    virtual void releaseLease() = 0;
    /// Name of the live holder, if any (also if it is this process).
    virtual std::optional<QString> leaseHolder() = 0;

    /// Keys, erasure, copies; null where there are none of these.
    virtual StoreUpkeep *upkeep() { return nullptr; }

    /// Called on the writer thread after each group commit of this process. Set once, before the first commit.
    virtual void onCommitted(std::function<void()> listener) = 0;
};

} // namespace cairn
