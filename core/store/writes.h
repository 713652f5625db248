#pragma once

#include "base/error.h"
#include "model/alert.h"
#include "model/attemptfact.h"
#include "model/audit.h"
#include "model/bulk.h"
#include "model/credential.h"
#include "model/incident.h"
#include "model/past.h"
#include "model/pipeline.h"
#include "model/records.h"
#include "model/runbook.h"
#include "model/service.h"
#include "model/tally.h"
#include "model/upkeep.h"
#include "store/payload.h"
#include "store/upkeepwrites.h"
#include <functional>
#include <memory>
#include <variant>
#include <vector>

namespace cairn {

// ---- Writes: plain values, carried out in order within one transaction -------------------------------------------------

// clang-format off
struct PutPayload { StagedPayload payload; };
/// Nothing happens if its digest is recorded already; where that row is damaged, it is made whole. So with the definitions below.
struct PutPipelineVersion { PipelineVersion version; Timestamp at; };
/// Its number is given by the store; nothing happens if it is equal to the live one. Conflict, with who came first, if the
/// live one is another than `expected` (0: there is none yet; nullopt: whichever it is).
struct PutServiceRevision
{
    ServiceRevision revision;
    Timestamp at;
    QString actor;
    QString reason;
    std::optional<int> expected{};
};
struct InsertRun { RunRecord run; };
/// Where the input of a run came from; along with InsertRun.
struct PutOrigin { RunId run; RunOrigin origin; };
/// Replaces the changeable columns of a run: state, step, category, cause, attempts, startedAt, finishedAt, nextAt, wakeAt, waits,
/// gates. A change of its state is an event of the time `at`.
struct UpdateRun { RunRecord run; Timestamp at; };
/// A run is carried from now on, which is an event. Nothing happens if its row says already that it was begun.
struct BeginRun { RunId run; Timestamp at; };
struct AddCheckpoint { Checkpoint checkpoint; };
struct AddAttempt { Attempt attempt; };
/// Nothing happens if it is remembered already.
struct AddSending { Sending sending; };
struct AddCommand { Command command; };
/// `before` and `after`: of what it changed, for the audit.
struct FinishCommand { qint64 id = 0; bool accepted = false; QString result; Timestamp at; QJsonObject before{}; QJsonObject after{}; };
struct AddEvent { Event event; };
/// Remembers what the runner knows of a service, in place of what was remembered.
struct PutServiceState { QString service; QJsonObject state; Timestamp at; };
/// A callback's address, before the request that tells the service leaves. Conflict if the step's generation has one already.
struct PutCallback { Callback callback; };
/// A message for a callback, whose run is due from then on if it waits for one. Nothing happens if one with its id came
/// before. Conflict if the run is erased, or is to be: nothing that comes for it is kept.
struct AddCallbackMessage { QString callback; Message message; RunId run; };
/// Makes all runs due that wait for what may have come while their rows were being written: callbacks' messages.
struct WakeMessaged { Timestamp at; };
/// Makes all runs due of which this service turned something away beside what their rows wait for: it is asked again. Empty: any
/// service.
struct WakeHeld { Timestamp at; QString service{}; };
/// Makes all runs due whose time a clock that was ahead may have told: new and begun ones that wait for any, those of which a
/// change is still to come, and those that are asked about by the clock.
struct WakeAhead { Timestamp at; };
/// The runner whose fencing token the transaction has ended, and all that it did is written down. `lostAt`: see LeaseEnd; nullopt:
/// it carried nothing, and the one before it may have ended in order, or not.
struct EndLease { std::optional<Timestamp> lostAt; };
/// Remembers which run a webhook started. The whole transaction fails with Conflict if it started one before.
struct MarkWebhook { QString pipeline; QString message; RunId run; Timestamp at; };
/// Records a schema; Conflict if another is recorded by that name and version, nothing if it is the same.
struct PutSchema { SchemaRecord schema; Timestamp at; };
/// Pins a run to another version of its pipeline, and remembers which it was on until then.
struct MoveRun { RunId run; qint64 pipelineVersionId = 0; };
/// How far events have been sent to a sink.
struct EventCursor { qint64 checkpoint = 0; qint64 event = 0; };
/// Counts what was recorded since the last time, a chunk of it: see AttemptTally, RunTally, RecoveryTally.
struct Tally { Timestamp now; };
/// Adds a link to the audit's chain; the store gives seq and hashes. Commands and their ends are linked by themselves.
struct AddAudit
{
    AuditEntry entry;
    bool onlyIfNew = false; ///< if the definition written before it was not recorded yet
};
struct PutAuditSeal { AuditSeal seal; };
/// Does something about an incident as a whole, notes and audits it. Conflict, with what was done meanwhile, if its revision
/// is not the expected one (nullopt: whatever it is).
struct HandleIncident
{
    qint64 incident = 0;
    IncidentAct act = IncidentAct::Note;
    QString detail;
    QString actor;
    QString reason;
    Timestamp at;
    std::optional<int> expectedRevision{};
};
/// Adds a line to an incident's history that is no act of a person: an alert was sent, a runbook's step had this result.
struct AddIncidentNote { IncidentNote note; };
/// How far the notes of incidents have been looked at for alerts.
struct PutAlertPlace { qint64 note = 0; };
struct PutAlertState { AlertState state; };
/// A message to be sent, or one that a console shows (fate Sent). Of those that are settled, the oldest are forgotten.
struct AddAlertDelivery { AlertDelivery delivery; };
/// What became of a message; Waiting: why it could not be sent yet.
struct SettleAlertDelivery { qint64 id = 0; AlertFate fate = AlertFate::Sent; QString result; Timestamp at; };
struct PutEventCursor { QString sink; EventCursor cursor; };
/// Records an order about many targets. With no newest run, that of this moment is its newest.
struct AddBulk { Bulk bulk; };
/// Makes commands of the next targets of an order and remembers how far that went, as one. Conflict if the order does not run any
/// more, or was gone through further than `from` already.
struct AskBulk
{
    qint64 bulk = 0;
    BulkPlace from;
    BulkPlace to;
    bool listed = false;
    int newWave = 0; ///< they begin one of this size; 0: they belong to the present one
    QList<Command> commands;
    Timestamp at;
};
/// Stops an order (Stopped), ends it (Cancelled), or lets a stopped one go on (Running); audited. Conflict, saying where it
/// stands, if it cannot be.
struct MoveBulk { qint64 bulk = 0; BulkState to = BulkState::Cancelled; QString actor; QString reason; Timestamp at; };
/// Remembers a watched file as taken. The whole transaction fails with Conflict if it was taken before: exactly once.
struct MarkTaken
{
    QString pipeline;
    QString path;
    qint64 size = 0;
    qint64 modifiedMs = 0;
    quint64 inode = 0;
    RunId run;
    Timestamp at;
};
/// Remembers a watched file as refused, in place of what was remembered of it.
struct PutRefused { RefusedFile file; };
/// It is not refused any more: it was taken, or is gone.
struct ForgetRefused { QString pipeline; QString path; };
/// What a pipeline has taken of a folder counts as taken by another as well, which may reach that folder by another path.
struct InheritTaken { QString from; QString to; QString folder; QString sameFolder; };

/// Somebody begins to follow a runbook; noted and audited. Nothing happens if the incident has a session of that text that
/// has not ended.
struct StartRunbook { RunbookSession session; QByteArray text; };
/// Ticks or unticks a step; noted (with its text) and audited. Conflict, with who came first, if it is so already.
struct TickRunbook { qint64 session = 0; RunbookTick tick; QString text; };
/// Records an action as asked for; noted and audited. Its commands are those that the same transaction has added before.
/// Conflict, with who came first, if the same action was asked for after the deed `seen`.
struct AddRunbookDeed { RunbookDeed deed; qint64 seen = 0; };

/// Remembers when and by whom a secret was put into a vault, in place of what was remembered of it.
struct PutCredential { CredentialRecord record; };
/// Nothing happens if nothing is remembered of it.
struct ForgetCredential { QString key; };
// clang-format on

using AnyWrite =
    std::variant<PutPayload, PutPipelineVersion, PutServiceRevision, InsertRun, PutOrigin, UpdateRun, AddCheckpoint, AddAttempt,
                 AddCommand, FinishCommand, AddEvent, MarkTaken, PutServiceState, PutCallback, AddCallbackMessage, MarkWebhook,
                 WakeMessaged, PutSchema, MoveRun, PutEventCursor, Tally, AddAudit, PutAuditSeal, HandleIncident, AddIncidentNote,
                 AddBulk, AskBulk, MoveBulk, PutAlertPlace, PutAlertState, AddAlertDelivery, SettleAlertDelivery, StartRunbook,
                 TickRunbook, AddRunbookDeed, PutCredential, ForgetCredential, AddStoreKey, RewrapStoreKeys, ResealRows,
                 MovePayloadFile, ForgetRemovals, ForgetLog, AskErasure, EraseRuns, RemoveRuns, AddSending, WakeHeld, WakeAhead,
                 InheritTaken, EndLease, BeginRun, PutRefused, ForgetRefused>;

/// One of them. What it is made, copied and destroyed by is compiled once, in write.cpp: with so many kinds it would be most of
/// the compilation of whoever writes.
class Write
{
public:
    template <typename W>
    requires(!std::is_same_v<W, Write>) Write(W write);
    Write(const Write &other);
    Write(Write &&other) noexcept;
    Write &operator=(const Write &other);
    Write &operator=(Write &&other) noexcept;
    ~Write();

    const AnyWrite &any() const { return m_any; }
    /// As one of that kind; nullptr: it is another.
    template <typename W> const W *as() const { return std::get_if<W>(&m_any); }

private:
    AnyWrite m_any;
};

/// All or nothing.
struct Transaction
{
    std::vector<Write> writes;
    std::optional<qint64> fence; ///< set by a runner: fails with LeaseLost unless this is still the lease's fencing token

    Transaction();
    template <typename... W> explicit Transaction(W &&...w) : Transaction() { (add(Write(std::forward<W>(w))), ...); }
    Transaction(const Transaction &other);
    Transaction(Transaction &&other) noexcept;
    Transaction &operator=(const Transaction &other);
    Transaction &operator=(Transaction &&other) noexcept;
    ~Transaction();

    void add(Write write);
};

} // namespace cairn
