#pragma once

#include "durable.h"

namespace cairn::simulator {

/// Lets many runners, one after the other, read through one open connection. Whether anything changed is counted, not asked; and
/// what they ask at every tick is read again only if something was written there.
class SimReader final : public StoreReader
{
public:
    SimReader(StoreReader &inner, const Changes &changes) : m_inner(inner), m_changes(changes) {}

    Result<qint64> changeCounter() override { return m_changes.all; }
    Result<ServiceRevision> service(const QString &name) override
    {
        return m_services[name].get(m_changes.services, [&] { return m_inner.service(name); });
    }
    Result<QList<Command>> pendingCommands(int limit) override
    {
        return m_commands.get(m_changes.commands, [&] { return m_inner.pendingCommands(limit); });
    }
    Result<QMap<QString, Timestamp>> duePipelines() override
    {
        return m_due.get(m_changes.runs, [&] { return m_inner.duePipelines(); });
    }
    Result<QStringList> holdingServices() override
    {
        return m_holding.get(m_changes.runs, [&] { return m_inner.holdingServices(); });
    }

    Result<RunRecord> run(RunId id) override { return m_inner.run(id); }
    Result<RunHistory> history(RunId id) override { return m_inner.history(id); }
    Result<QList<RunRecord>> runnable(const QString &p, Timestamp t, int limit, const FullServices &full,
                                      const QList<RunId> &butNot) override
    {
        return m_inner.runnable(p, t, limit, full, butNot);
    }
    Result<LeaseEnd> leaseEnd() override { return m_inner.leaseEnd(); }
    Result<std::optional<Timestamp>> oldestDue(Timestamp now) override { return m_inner.oldestDue(now); }
    Result<QList<RunRecord>> heldRuns(const QString &s, bool f, int limit, const QStringList &butOf) override
    {
        return m_inner.heldRuns(s, f, limit, butOf);
    }
    Result<QList<RunRecord>> runs(const RunFilter &f, RunId b, int limit) override { return m_inner.runs(f, b, limit); }
    Result<qint64> countAttempts(RunId run) override { return m_inner.countAttempts(run); }
    Result<qint64> countRuns(const RunFilter &filter) override { return m_inner.countRuns(filter); }
    Result<QMap<RunState, qint64>> countByState() override { return m_inner.countByState(); }
    Result<QList<PipelineVersion>> pipelines() override { return m_inner.pipelines(); }
    Result<PipelineVersion> pipeline(const QString &name) override { return m_inner.pipeline(name); }
    Result<PipelineVersion> pipelineVersion(qint64 id) override { return m_inner.pipelineVersion(id); }
    Result<QList<PipelineHead>> pipelineHeads() override { return m_inner.pipelineHeads(); }
    Result<QList<DamagedDefinition>> damagedDefinitions() override { return m_inner.damagedDefinitions(); }
    Result<QList<UnreadableRow>> unreadableRows() override { return m_inner.unreadableRows(); }
    Result<QList<VersionCount>> runsByVersion() override { return m_inner.runsByVersion(); }
    Result<QList<ServiceRevision>> services() override { return m_inner.services(); }
    Result<QJsonObject> serviceState(const QString &service) override { return m_inner.serviceState(service); }
    Result<Command> command(qint64 id) override { return m_inner.command(id); }
    Result<QList<Event>> events(qint64 afterId, int limit) override { return m_inner.events(afterId, limit); }
    Result<bool> isTaken(const MarkTaken &file) override { return m_inner.isTaken(file); }
    Result<QList<RefusedFile>> refusedFiles(const std::optional<RefusedFile> &after, int limit) override
    {
        return m_inner.refusedFiles(after, limit);
    }
    Result<std::unique_ptr<QIODevice>> openPayload(const Digest &digest) override { return m_inner.openPayload(digest); }
    Result<PayloadSource> payloadSource(const Digest &digest) override { return m_inner.payloadSource(digest); }
    Result<std::unique_ptr<QIODevice>> peekPayload(const Digest &digest) override { return m_inner.peekPayload(digest); }
    Result<qint64> payloadSize(const Digest &digest) override { return m_inner.payloadSize(digest); }
    Result<QList<PayloadRef>> payloads(const Digest &a, int limit) override { return m_inner.payloads(a, limit); }
    Result<QStringList> checkIntegrity() override { return m_inner.checkIntegrity(); }
    Result<QList<Checkpoint>> checkpoints(qint64 after, int limit) override { return m_inner.checkpoints(after, limit); }
    Result<EventCursor> lastEvent() override { return m_inner.lastEvent(); }
    Result<std::optional<EventCursor>> eventCursor(const QString &sink) override { return m_inner.eventCursor(sink); }
    Result<Callback> callback(const QString &id) override { return m_inner.callback(id); }
    Result<std::optional<Callback>> callbackOf(RunId r, const StepKey &s, int g) override { return m_inner.callbackOf(r, s, g); }
    Result<QList<Callback>> answeredCallbacks(RunId r) override { return m_inner.answeredCallbacks(r); }
    Result<QList<Message>> callbackMessages(const QString &id, int limit) override { return m_inner.callbackMessages(id, limit); }
    Result<std::optional<RunId>> runOfWebhook(const QString &p, const QString &m) override { return m_inner.runOfWebhook(p, m); }
    Result<SchemaRecord> schema(const QString &name, int version) override { return m_inner.schema(name, version); }
    Result<QList<ServiceRevision>> serviceHistory(const QString &s, int limit) override
    {
        return m_inner.serviceHistory(s, limit);
    }
    Result<ServiceRevision> serviceRevision(qint64 id) override { return m_inner.serviceRevision(id); }
    Result<std::optional<RunOrigin>> originOf(RunId run) override { return m_inner.originOf(run); }
    Result<QList<RunRecord>> rerunsOf(RunId run, int limit) override { return m_inner.rerunsOf(run, limit); }
    Result<QList<Event>> eventsOf(RunId run, int limit) override { return m_inner.eventsOf(run, limit); }
    Result<QList<Command>> commandsOf(RunId run, int limit) override { return m_inner.commandsOf(run, limit); }

    Result<QList<AuditEntry>> auditEntries(qint64 after, int limit) override { return m_inner.auditEntries(after, limit); }
    Result<std::optional<AuditEntry>> lastAuditEntry() override { return m_inner.lastAuditEntry(); }
    Result<QList<AuditSeal>> auditSeals(qint64 after, int limit) override { return m_inner.auditSeals(after, limit); }
    Result<AuditPage> searchAudit(const AuditFilter &f, qint64 from, AuditOrder o, int n, int rows) override
    {
        return m_inner.searchAudit(f, from, o, n, rows);
    }
    Result<QList<Incident>> urgentIncidents(const IncidentFilter &f, const std::optional<Incident> &b, int n) override
    {
        return m_inner.urgentIncidents(f, b, n);
    }
    Result<QList<Incident>> incidents(const IncidentFilter &f, const std::optional<Incident> &b, int n) override
    {
        return m_inner.incidents(f, b, n);
    }
    Result<Incident> incident(qint64 id) override { return m_inner.incident(id); }
    Result<QMap<IncidentState, qint64>> countIncidents() override { return m_inner.countIncidents(); }
    Result<QList<Incident>> incidentsOf(RunId run) override { return m_inner.incidentsOf(run); }
    Result<QList<IncidentMember>> incidentMembers(qint64 i, std::optional<MemberFate> f, const std::optional<IncidentMember> &a,
                                                  int n) override
    {
        return m_inner.incidentMembers(i, f, a, n);
    }
    Result<QList<StandingStep>> standingIn(const QList<RunId> &r) override { return m_inner.standingIn(r); }
    Result<qint64> failingOfUnknownOutcome(qint64 i) override { return m_inner.failingOfUnknownOutcome(i); }
    Result<qint64> incidentFailures(qint64 i, Timestamp s, Timestamp u) override { return m_inner.incidentFailures(i, s, u); }
    Result<QMap<QString, qint64>> incidentPipelines(qint64 i) override { return m_inner.incidentPipelines(i); }
    Result<QList<IncidentNote>> incidentNotes(qint64 i, int n) override { return m_inner.incidentNotes(i, n); }
    Result<QList<IncidentDeed>> incidentDeeds(qint64 i, int n) override { return m_inner.incidentDeeds(i, n); }
    Result<QList<IncidentNote>> incidentNotesAfter(qint64 n, int limit) override { return m_inner.incidentNotesAfter(n, limit); }
    Result<Bulk> bulk(qint64 id) override { return m_inner.bulk(id); }
    Result<QList<Bulk>> bulks(qint64 before, int limit) override { return m_inner.bulks(before, limit); }
    Result<QList<Bulk>> runningBulks() override { return m_inner.runningBulks(); }
    Result<QList<Command>> commandsOfBulk(qint64 b, std::optional<CommandOutcome> o, qint64 a, int n) override
    {
        return m_inner.commandsOfBulk(b, o, a, n);
    }
    Result<qint64> lastIncidentNote() override { return m_inner.lastIncidentNote(); }
    Result<qint64> failuresSince(qint64 i, Timestamp t, int most) override { return m_inner.failuresSince(i, t, most); }
    Result<std::optional<qint64>> alertPlace() override { return m_inner.alertPlace(); }
    Result<QList<AlertState>> alertStates(Timestamp t) override { return m_inner.alertStates(t); }
    Result<QList<AlertDelivery>> waitingAlerts(const QString &r, int limit) override { return m_inner.waitingAlerts(r, limit); }
    Result<QList<AlertDelivery>> alertsAfter(const QString &r, qint64 d, int n) override { return m_inner.alertsAfter(r, d, n); }
    Result<AlertDelivery> alertDelivery(qint64 id) override { return m_inner.alertDelivery(id); }
    Result<qint64> lastAlertDelivery() override { return m_inner.lastAlertDelivery(); }
    Result<QList<AlertDelivery>> newestAlerts() override { return m_inner.newestAlerts(); }
    Result<QList<CredentialRecord>> credentials() override { return m_inner.credentials(); }
    Result<QList<RunbookSession>> runbookSessions(qint64 i, int n) override { return m_inner.runbookSessions(i, n); }
    Result<RunbookSession> runbookSession(qint64 id) override { return m_inner.runbookSession(id); }
    Result<QByteArray> runbookText(const Digest &digest) override { return m_inner.runbookText(digest); }
    Result<QList<RunbookTick>> runbookTicks(qint64 s) override { return m_inner.runbookTicks(s); }
    Result<QList<RunbookDeed>> runbookDeeds(qint64 s) override { return m_inner.runbookDeeds(s); }
    Result<QList<PastDeed>> pastRunbookDeeds(Category c, int n) override { return m_inner.pastRunbookDeeds(c, n); }
    Result<TallyPlace> tallyEnds() override { return m_inner.tallyEnds(); }
    Result<QList<AttemptTally>> attemptTallies(const TallySpan &span) override { return m_inner.attemptTallies(span); }
    Result<QList<RunTally>> runTallies(const TallySpan &span) override { return m_inner.runTallies(span); }
    Result<QList<RecoveryTally>> recoveryTallies(Timestamp f, Timestamp u) override { return m_inner.recoveryTallies(f, u); }
    Result<QList<Trouble>> troubles(int limit) override { return m_inner.troubles(limit); }
    Result<std::optional<PastMoment>> attemptFrom(qint64 id) override { return m_inner.attemptFrom(id); }
    Result<std::optional<PastMoment>> checkpointFrom(qint64 seq) override { return m_inner.checkpointFrom(seq); }
    Result<QList<PastAttempt>> pastAttempts(const QString &s, qint64 a, qint64 u) override
    {
        return m_inner.pastAttempts(s, a, u);
    }
    Result<QList<PastWait>> pastWaits(const QString &s, qint64 a, qint64 u) override { return m_inner.pastWaits(s, a, u); }
    Result<QList<FirstAttempt>> firstAttempts(RunId r, const QString &s) override { return m_inner.firstAttempts(r, s); }
    Result<QList<TrendTally>> attemptTrend(const TrendSpan &span) override { return m_inner.attemptTrend(span); }
    Result<QList<TrendTally>> recoveryTrend(const TrendSpan &span) override { return m_inner.recoveryTrend(span); }
    Result<Timestamp> retriesCountedSince() override { return m_inner.retriesCountedSince(); }
    Result<QList<Event>> breakerEvents(const QString &s, qint64 b, int n) override { return m_inner.breakerEvents(s, b, n); }
    Result<QList<AttemptFact>> attemptFacts(const QString &s, qint64 a, qint64 u) override
    {
        return m_inner.attemptFacts(s, a, u);
    }

private:
    /// What was read, and of which state of the store.
    template <typename T> class Kept
    {
    public:
        template <typename Read> T get(qint64 state, Read read)
        {
            if (!m_value || m_state != state)
                m_value = read();
            m_state = state;
            return *m_value;
        }

    private:
        std::optional<T> m_value;
        qint64 m_state = 0;
    };

    StoreReader &m_inner;
    const Changes &m_changes;
    QHash<QString, Kept<Result<ServiceRevision>>> m_services;
    Kept<Result<QList<Command>>> m_commands;
    Kept<Result<QMap<QString, Timestamp>>> m_due;
    Kept<Result<QStringList>> m_holding;
};

} // namespace cairn::simulator
