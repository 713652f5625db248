#pragma once

#include "store/payloadfolder.h"
#include "store/queries.h"
#include "store/resealing.h"
#include "store/store.h"

namespace cairn {

/// Carries out writes on the writer's connection, inside the SQL transaction that its owner has begun.
class WriteExecutor
{
public:
    WriteExecutor(SqliteConnection &connection, const StoreKeys &keys, PayloadFolder &files)
        : m_connection(connection), m_keys(keys), m_files(files)
    {
    }

    /// To be called after each BEGIN: what was read in an earlier SQL transaction no longer counts.
    void forgetFence() { m_fence.reset(); }
    /// To be called after each ROLLBACK: what was read before it may never have been so.
    void forgetRuns();

    /// On an error the caller takes back what was done so far.
    Result<Committed> execute(const Transaction &transaction);
    /// Makes `holder` the one whose transactions pass; gives the new fencing token.
    Result<qint64> claimLease(const QString &holder, Timestamp at);

private:
    Result<void> carryOut(const PutPayload &write);
    Result<void> carryOut(const InsertRun &write);
    Result<void> carryOut(const UpdateRun &write);
    Result<void> carryOut(const BeginRun &write);
    Result<void> carryOut(const AddCheckpoint &write);
    Result<void> carryOut(const AddAttempt &write);
    Result<void> carryOut(const AddSending &write);
    Result<void> carryOut(const AddCommand &write);
    Result<void> carryOut(const FinishCommand &write);
    Result<void> carryOut(const PutServiceState &write);
    Result<void> carryOut(const AddEvent &write);
    Result<void> carryOut(const MarkTaken &write);
    Result<void> carryOut(const InheritTaken &write);
    Result<void> carryOut(const PutRefused &write);
    Result<void> carryOut(const ForgetRefused &write);

    Result<void> carryOut(const PutPipelineVersion &write);
    Result<void> carryOut(const PutServiceRevision &write);
    Result<void> carryOut(const PutSchema &write);
    Result<qint64> findPipelineVersion(const Digest &digest);
    Result<void> insertPipelineVersion(const PutPipelineVersion &write);
    Result<void> mendPipelineVersion(const PipelineVersion &version, qint64 id);
    Result<void> mendServiceRevision(const ServiceRevision &revision, qint64 id);

    Result<void> carryOut(const PutOrigin &write);

    Result<void> carryOut(const PutCallback &write);
    Result<void> carryOut(const AddCallbackMessage &write);
    Result<void> carryOut(const WakeMessaged &write);
    Result<void> carryOut(const WakeHeld &write);
    Result<void> carryOut(const WakeAhead &write);
    Result<void> carryOut(const EndLease &write);
    Result<void> carryOut(const MarkWebhook &write);
    Result<void> carryOut(const MoveRun &write);
    Result<void> carryOut(const PutEventCursor &write);

    Result<void> carryOut(const AddAudit &write);
    Result<void> carryOut(const PutAuditSeal &write);
    Result<void> auditRequest(const Command &command);
    Result<std::optional<Command>> auditEnd(const FinishCommand &finish);

    Result<void> carryOut(const HandleIncident &write);
    Result<QString> whyTooLate(const Incident &incident, const HandleIncident &write);

    Result<void> carryOut(const AddIncidentNote &write);
    Result<void> noteCheckpoint(const Checkpoint &checkpoint);
    Result<void> noteBlocked(const RunRecord &blocked, Timestamp at);
    Result<bool> isFailing(RunId run, const std::optional<StepKey> &key);
    Result<void> noteFinished(RunId run, RunState state, Timestamp at);
    Result<void> loadTroubledRuns();
    Result<bool> failsByItems(const Checkpoint &checkpoint);
    Result<QString> codeOf(const Checkpoint &checkpoint);
    Result<void> addFailure(const Checkpoint &checkpoint);
    Result<Incident> incidentFor(const Fingerprint &print, const Checkpoint &checkpoint);
    Result<std::optional<Incident>> incidentBy(QLatin1String query, const std::function<void(Statement &)> &bind);
    Result<void> addMember(Incident incident, const Checkpoint &checkpoint, const QString &pipeline);
    Result<void> putMember(qint64 incident, const Checkpoint &failed);
    Result<void> moveMember(qint64 incident, RunId run, const StepKey &key, MemberFate fate, Timestamp at);
    Result<void> leaveUndecided(RunId run, const StepKey &key);
    Result<void> moveMembers(RunId run, const std::optional<StepKey> &key, MemberFate fate, Timestamp at, qint64 except = 0);
    Result<void> updateIncident(Incident incident, IncidentState before, Timestamp at);

    Result<void> carryOut(const AddBulk &write);
    Result<void> carryOut(const AskBulk &write);
    Result<void> carryOut(const MoveBulk &write);
    Result<void> noteEndInBulk(const Command &command, const FinishCommand &finish);
    Result<void> noteOutcomes(const Checkpoint &checkpoint);
    Result<void> leaveOutcomes(RunId run, Timestamp at);
    Result<void> settle(qint64 command, qint64 bulk, CommandOutcome outcome, Timestamp at);
    Result<void> endBulkIfOver(qint64 bulk, Timestamp at);
    Result<void> eraseWhatItKept(qint64 bulk);
    Result<void> auditBulk(qint64 bulk, const QString &action, const QString &actor, const QString &reason, Timestamp at);
    Result<std::optional<Bulk>> bulkById(qint64 id);
    Result<bool> isBulkRun(RunId run);

    Result<void> carryOut(const PutCredential &write);
    Result<void> carryOut(const ForgetCredential &write);
    Result<void> carryOut(const PutAlertPlace &write);
    Result<void> carryOut(const PutAlertState &write);
    Result<void> carryOut(const AddAlertDelivery &write);
    Result<void> carryOut(const SettleAlertDelivery &write);

    Result<void> carryOut(const StartRunbook &write);
    Result<void> carryOut(const TickRunbook &write);
    Result<void> carryOut(const AddRunbookDeed &write);
    Result<std::optional<RunbookSession>> openRunbookSession(const RunbookSession &like);
    Result<RunbookSession> runbookSession(qint64 id);
    Result<void> tellOfRunbook(const RunbookSession &session, const AuditEntry &entry, const QString &told);

    Result<void> carryOut(const AddStoreKey &write);
    Result<void> carryOut(const RewrapStoreKeys &write);
    Result<void> carryOut(const ResealRows &write);
    Result<void> carryOut(const MovePayloadFile &write);
    Result<void> carryOut(const ForgetRemovals &write);
    Result<void> carryOut(const ForgetLog &write);
    Result<std::optional<Resealing>> resealing();
    Result<void> putResealing(const Resealing &how);
    Result<void> endResealing(const Resealing &how, Timestamp at);
    Result<void> retireKeysBefore(int number, const QSet<int> &kept, Timestamp at);
    Result<bool> resealAttempts(Resealing &how, int most);
    Result<bool> resealCheckpoints(Resealing &how, int most);
    Result<bool> resealMessages(Resealing &how, int most);
    Result<bool> resealPayloads(Resealing &how, int most);
    std::optional<QByteArray> resealed(const QByteArray &bytes, const QByteArray &context, Resealing &how);
    Result<void> auditUpkeep(const QString &action, const QString &subject, const QString &actor, const QString &reason,
                             const QJsonObject &after, Timestamp at);
    Result<void> addRemoval(const Digest &digest, int key);
    Result<void> mendPayload(const StagedPayload &good);

    Result<void> carryOut(const AskErasure &write);
    Result<void> carryOut(const EraseRuns &write);
    Result<QSet<Digest>> usedSince(const EraseRuns &write);
    Result<qint64> erasePayload(const Digest &digest, RunId run);
    Result<void> endErasure(RunId run, qint64 kept, Timestamp at);
    Result<void> erasePayloads(const EraseRuns &write);
    Result<void> eraseHeaders(const EraseRuns &write);
    Result<std::optional<Erasure>> erasureOf(RunId run);

    Result<void> carryOut(const RemoveRuns &write);
    Result<bool> removeRows(RunId run, int &mostRows);
    Result<void> forgetWebhooks(Timestamp now);
    Result<void> removeRun(RunId run, const QJsonObject &what, const RemoveRuns &write);

    Result<void> carryOut(const Tally &write);
    Result<void> count(QLatin1String name, qint64 after, qint64 upTo, Timestamp now);
    Result<TallyPlace> tallyPlace(QLatin1String name);

    /// Sealed with the key of today, if there is one.
    QByteArray sealed(const QByteArray &bytes, const QByteArray &context) const;
    Result<void> checkFence(qint64 expected);
    Result<qint64> currentFence();

    /// Prepares the query of that name, has `bind` fill it, runs it; `after` sees the statement once it ran.
    template <typename Bind, typename After> Result<void> run(QLatin1String name, Bind bind, After after);
    template <typename Bind> Result<void> run(QLatin1String name, Bind bind)
    {
        return run(name, bind, [](Statement &) { return Result<void>(); });
    }

    SqliteConnection &m_connection;
    const StoreKeys &m_keys;
    PayloadFolder &m_files;
    std::optional<qint64> m_fence;
    Committed m_committed;
    bool m_newDefinition = false; ///< by the last write of one
    QList<qint64> m_orders;       ///< added by this transaction
    Attempt m_lastAttempt;        ///< of this transaction: what it failed of tells incidents apart
    QStringList m_changedSteps;   ///< by this transaction: what a command let go
    /// Runs that commands of orders let go, or did: as the next.
    std::optional<QSet<qint64>> m_bulkRuns;
    /// Runs that belong to incidents, or did: the steps of all others are recorded without a look at incidents. Nothing: not read
    /// yet, because another process may have carried the store.
    std::optional<QSet<qint64>> m_troubledRuns;
    std::pair<QString, QString> m_webhookSeen; ///< pipeline and message: how far forgetWebhooks() has come
};

template <typename Bind, typename After> Result<void> WriteExecutor::run(QLatin1String name, Bind bind, After after)
{
    const auto query = m_connection.prepared(name);
    if (!query)
        return tl::unexpected(query.error());
    Statement statement(**query, m_connection.database());
    bind(statement);
    if (auto ran = statement.run(); !ran)
        return ran;
    return after(statement);
}

} // namespace cairn
