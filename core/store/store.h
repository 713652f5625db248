#pragma once
// Room `store`: durable state. Rows are written by one thread that commits what waits in groups; read through readers, one per
// thread; payloads are content-addressed. SQLite stands behind these interfaces today; nothing here names it.

#include "store/alertreads.h"
#include "store/auditreads.h"
#include "store/bulkreads.h"
#include "store/definitionreads.h"
#include "store/eventreads.h"
#include "store/incidentreads.h"
#include "store/pastreads.h"
#include "store/payloadreads.h"
#include "store/queuereads.h"
#include "store/runbookreads.h"
#include "store/runreads.h"
#include "store/tallyreads.h"
#include "store/writes.h"

#include <functional>
#include <memory>

namespace cairn {

/// A row of which some word is not understood. It hurts what it belongs to, and nothing else.
struct UnreadableRow
{
    QString what; ///< "incident 3"
    QString why;
};

/// Reads a consistent snapshot per call. Belongs to the thread that made it. Errors: Io, DamagedStore, Damaged (a row, a
/// payload), NotFound. Lists leave out rows and definitions that cannot be read, and the log says so: the others go on. Damaged,
/// or NewerStore, comes of asking for such a one, or for the history of a run that has one.
class StoreReader : public RunReads,
                    public QueueReads,
                    public DefinitionReads,
                    public EventReads,
                    public TallyReads,
                    public PastReads,
                    public AuditReads,
                    public IncidentReads,
                    public BulkReads,
                    public AlertReads,
                    public RunbookReads,
                    public PayloadReads
{
public:
    virtual ~StoreReader() = default;

    /// What lists leave out of runs, incidents, orders and commands; all of them are gone through.
    virtual Result<QList<UnreadableRow>> unreadableRows() = 0;
    virtual Result<QList<CredentialRecord>> credentials() = 0; ///< by key
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
    QList<qint64> commands{};                  ///< of each AddCommand, those of AskBulk as well
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
};

} // namespace cairn
