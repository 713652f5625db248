#pragma once

#include "store/queries.h"
#include "store/store.h"
#include "store/storekeys.h"

#include <limits>

namespace cairn {

/// Reads over a connection of its own.
class SqliteReader final : public StoreReader
{
public:
    static Result<std::unique_ptr<StoreReader>> open(const StoreLocation &location, std::shared_ptr<const SqlCatalog> catalog,
                                                     std::shared_ptr<StoreKeys> keys);

    Result<RunRecord> run(RunId id) override;
    Result<RunHistory> history(RunId id) override;
    Result<qint64> countAttempts(RunId run) override;
    Result<QList<RunRecord>> runnable(const QString &pipeline, Timestamp now, int limit, const FullServices &full,
                                      const QList<RunId> &butNot) override;
    Result<QMap<QString, Timestamp>> duePipelines() override;
    Result<LeaseEnd> leaseEnd() override;
    Result<std::optional<Timestamp>> oldestDue(Timestamp now) override;
    Result<QList<RunRecord>> heldRuns(const QString &service, bool failedBefore, int limit, const QStringList &butOf) override;
    Result<QStringList> holdingServices() override;
    Result<QList<RunRecord>> runs(const RunFilter &filter, RunId before, int limit) override;
    Result<qint64> countRuns(const RunFilter &filter) override;
    Result<RunPage> searchRuns(const RunFilter &filter, RunId before, int limit, int rows) override;
    Result<RunCount> countSome(const RunFilter &filter, RunId before, int rows) override;
    Result<QMap<RunState, qint64>> countByState() override;

    Result<QList<PipelineVersion>> pipelines() override;
    Result<PipelineVersion> pipeline(const QString &name) override;
    Result<PipelineVersion> pipelineVersion(qint64 id) override;
    Result<QList<PipelineHead>> pipelineHeads() override;
    Result<QList<VersionCount>> runsByVersion() override;
    Result<QList<ServiceRevision>> services() override;
    Result<QList<ServiceRevision>> serviceHistory(const QString &service, int limit) override;
    Result<ServiceRevision> service(const QString &name) override;

    Result<QList<DamagedDefinition>> damagedDefinitions() override;
    Result<QList<UnreadableRow>> unreadableRows() override;

    Result<QJsonObject> serviceState(const QString &service) override;

    Result<QList<Command>> pendingCommands(int limit) override;
    Result<Command> command(qint64 id) override;
    Result<QList<Event>> events(qint64 afterId, int limit) override;
    Result<bool> isTaken(const MarkTaken &file) override;
    Result<QList<RefusedFile>> refusedFiles(const std::optional<RefusedFile> &after, int limit) override;

    Result<QList<Checkpoint>> checkpoints(qint64 afterSeq, int limit) override;
    Result<EventCursor> lastEvent() override;
    Result<std::optional<EventCursor>> eventCursor(const QString &sink) override;
    Result<Callback> callback(const QString &id) override;
    Result<std::optional<Callback>> callbackOf(RunId run, const StepKey &step, int generation) override;
    Result<QList<Callback>> answeredCallbacks(RunId run) override;
    Result<QList<Message>> callbackMessages(const QString &id, int limit) override;
    Result<std::optional<RunId>> runOfWebhook(const QString &pipeline, const QString &message) override;
    Result<SchemaRecord> schema(const QString &name, int version) override;
    Result<ServiceRevision> serviceRevision(qint64 id) override;
    Result<QList<RunRecord>> rerunsOf(RunId run, int limit) override;
    Result<QList<Event>> eventsOf(RunId run, int limit) override;
    Result<QList<Command>> commandsOf(RunId run, int limit) override;

    Result<std::optional<RunOrigin>> originOf(RunId run) override;

    Result<TallyPlace> tallyEnds() override;
    Result<QList<AttemptTally>> attemptTallies(const TallySpan &span) override;
    Result<QList<RunTally>> runTallies(const TallySpan &span) override;
    Result<QList<RecoveryTally>> recoveryTallies(Timestamp from, Timestamp until) override;
    Result<QList<Trouble>> troubles(int limit) override;

    Result<std::optional<PastMoment>> attemptFrom(qint64 id) override;
    Result<std::optional<PastMoment>> checkpointFrom(qint64 seq) override;
    Result<QList<PastAttempt>> pastAttempts(const QString &service, qint64 after, qint64 upTo) override;
    Result<QList<PastWait>> pastWaits(const QString &service, qint64 after, qint64 upTo) override;
    Result<QList<FirstAttempt>> firstAttempts(RunId run, const QString &service) override;

    Result<QList<TrendTally>> attemptTrend(const TrendSpan &span) override;
    Result<QList<TrendTally>> recoveryTrend(const TrendSpan &span) override;
    Result<Timestamp> retriesCountedSince() override;
    Result<QList<Event>> breakerEvents(const QString &service, qint64 before, int limit) override;

    Result<QList<AttemptFact>> attemptFacts(const QString &service, qint64 after, qint64 upTo) override;

    Result<QList<AuditEntry>> auditEntries(qint64 afterSeq, int limit) override;
    Result<std::optional<AuditEntry>> lastAuditEntry() override;
    Result<QList<AuditSeal>> auditSeals(qint64 afterSeq, int limit) override;

    Result<AuditPage> searchAudit(const AuditFilter &filter, qint64 from, AuditOrder order, int limit, int rows) override;

    Result<QList<Incident>> incidents(const IncidentFilter &filter, const std::optional<Incident> &before, int limit) override;
    Result<QList<Incident>> urgentIncidents(const IncidentFilter &filter, const std::optional<Incident> &before,
                                            int limit) override;
    Result<Incident> incident(qint64 id) override;
    Result<QMap<IncidentState, qint64>> countIncidents() override;
    Result<QList<Incident>> incidentsOf(RunId run) override;
    Result<QList<IncidentMember>> incidentMembers(qint64 incident, std::optional<MemberFate> fate,
                                                  const std::optional<IncidentMember> &after, int limit) override;
    Result<QList<StandingStep>> standingIn(const QList<RunId> &runs) override;
    Result<qint64> failingOfUnknownOutcome(qint64 incident) override;
    Result<qint64> incidentFailures(qint64 incident, Timestamp since, Timestamp until) override;
    Result<QMap<QString, qint64>> incidentPipelines(qint64 incident) override;
    Result<QList<IncidentNote>> incidentNotes(qint64 incident, int limit) override;
    Result<QList<IncidentDeed>> incidentDeeds(qint64 incident, int limit) override;
    Result<QList<IncidentNote>> incidentNotesAfter(qint64 note, int limit) override;
    Result<QList<RunbookSession>> runbookSessions(qint64 incident, int limit) override;
    Result<RunbookSession> runbookSession(qint64 id) override;
    Result<QByteArray> runbookText(const Digest &digest) override;
    Result<QList<RunbookTick>> runbookTicks(qint64 session) override;
    Result<QList<RunbookDeed>> runbookDeeds(qint64 session) override;
    Result<QList<PastDeed>> pastRunbookDeeds(Category category, int limit) override;

    Result<Bulk> bulk(qint64 id) override;
    Result<QList<Bulk>> bulks(qint64 before, int limit) override;
    Result<QList<Bulk>> runningBulks() override;
    Result<QList<Command>> commandsOfBulk(qint64 bulk, std::optional<CommandOutcome> outcome, qint64 after, int limit) override;

    Result<qint64> lastIncidentNote() override;
    Result<qint64> failuresSince(qint64 incident, Timestamp since, int most) override;
    Result<std::optional<qint64>> alertPlace() override;
    Result<QList<AlertState>> alertStates(Timestamp endedSince) override;
    Result<QList<AlertDelivery>> waitingAlerts(const QString &route, int limit) override;
    Result<QList<AlertDelivery>> alertsAfter(const QString &route, qint64 delivery, int limit) override;
    Result<AlertDelivery> alertDelivery(qint64 id) override;
    Result<qint64> lastAlertDelivery() override;
    Result<QList<AlertDelivery>> newestAlerts() override;
    Result<QList<CredentialRecord>> credentials() override;

    Result<std::unique_ptr<QIODevice>> openPayload(const Digest &digest) override;
    Result<PayloadSource> payloadSource(const Digest &digest) override;
    Result<std::unique_ptr<QIODevice>> peekPayload(const Digest &digest) override;
    Result<qint64> payloadSize(const Digest &digest) override;
    Result<QList<PayloadRef>> payloads(const Digest &after, int limit) override;

    Result<qint64> changeCounter() override;
    Result<QStringList> checkIntegrity() override;

private:
    using Another = std::function<Result<std::unique_ptr<StoreReader>>()>;
    SqliteReader(std::unique_ptr<SqliteConnection> connection, QString payloadFolder, std::shared_ptr<StoreKeys> keys,
                 Another another);

    /// Nothing if the filter asks for more than states.
    Result<std::optional<qint64>> countOfStates(const RunFilter &filter);

    template <typename Bind, typename Read> auto all(QLatin1String name, Bind bind, Read read)
    {
        return allOf(*m_connection, name, bind, read);
    }
    template <typename Bind, typename Read> auto first(QLatin1String name, Bind bind, Read read)
    {
        return firstOf(*m_connection, name, bind, read);
    }
    /// As readableRows(), of a query by name.
    template <typename Bind, typename Read>
    auto readable(QLatin1String name, Bind bind, Read read, int limit = std::numeric_limits<int>::max())
    {
        return readableRows(m_connection->prepared(name), m_connection->database(), bind, read, limit);
    }
    template <typename Bind> Result<qint64> number(QLatin1String name, Bind bind) { return numberOf(*m_connection, name, bind); }
    struct StoredPayload;
    Result<StoredPayload> storedPayload(const Digest &digest);
    using OpenFile = Result<std::unique_ptr<QIODevice>> (*)(const QString &, const PayloadRef &,
                                                            const std::shared_ptr<const DataKey> &);
    Result<std::unique_ptr<QIODevice>> openFile(const Digest &digest, StoredPayload stored, OpenFile openIt);
    /// Nothing is stored by that digest: why.
    tl::unexpected<Error> noSuchPayload(const Digest &digest);
    Result<QList<Attempt>> unsealed(Result<QList<Attempt>> attempts);
    Result<QList<Checkpoint>> unsealed(Result<QList<Checkpoint>> checkpoints);
    Result<void> unsealHeaders(QByteArray &headers, const QByteArray &context, RunId run);
    Result<QList<AuditEntry>> auditBetween(const AuditFilter &filter, qint64 above, qint64 below, AuditOrder order, int limit);
    template <typename Read>
    Result<void> addUnreadable(QList<UnreadableRow> &unreadable, QLatin1String query, const QString &what, Read read);
    using WhyUnreadable = std::optional<QString> (*)(const QByteArray &json);
    Result<void> addDamaged(QList<DamagedDefinition> &damaged, DamagedDefinition::Kind kind, QLatin1String query,
                            WhyUnreadable why);
    template <typename Bind> Result<PipelineVersion> onePipeline(QLatin1String name, Bind bind, const QString &what);

    std::unique_ptr<SqliteConnection> m_connection;
    QString m_payloadFolder;
    std::shared_ptr<StoreKeys> m_keys;
    Another m_another; ///< opens a reader of the same store; any thread
};

} // namespace cairn
