#pragma once
// Room `runner`: carries runs forward. Pulls what is due from the store under a bound, one coroutine per run; recovers what a
// killed runner left; carries out operators' commands; takes files from watched folders.

#include "base/logrest.h"
#include "base/openfiles.h"
#include "base/resumequeue.h"
#include "base/timestamp.h"
#include "insight/tallier.h"
#include "runner/alertsender.h"
#include "runner/auditsealer.h"
#include "runner/bulkorders.h"
#include "runner/caretaker.h"
#include "runner/eventsink.h"
#include "runner/expirywatch.h"
#include "runner/incomingmessages.h"
#include "runner/prober.h"
#include "runner/runcarrier.h"
#include "runner/tuner.h"
#include "runner/watchedfolders.h"

#include <QObject>
#include <QSet>

#include <atomic>
#include <map>

namespace cairn {

/// How one runner works.
struct RunnerOptions
{
    QString workspaceRoot;
    int maxActive = 128;                        ///< runs in memory at once; all others wait in the store
    bool watchFolders = true;                   ///< take files from the pipelines' watched folders
    bool carriesRuns = true;                    ///< else alerts are told, and nothing is begun or carried out
    int maxInFlight = MostRequests;             ///< exchanges at once, with all services together
    std::optional<ListenerSettings> listener{}; ///< where callbacks and webhooks come in; nullopt: nowhere
    std::optional<EventSinkSettings> events{};  ///< where events are sent as they happen; nullopt: nowhere
    std::optional<AlertSettings> alerts{};      ///< whom incidents are told; nullopt: nobody
    QStringList vaultCommand{};                 ///< that gives secrets; empty: there is none
    QString workspace{};                        ///< its name, as events and alerts tell it

    // What tests put in the place of the real thing; empty: the real thing.
    HttpTransportFactory transports{};       ///< how services are spoken to
    MessageDoor door{};                      ///< how they speak to us
    std::optional<quint64> randomSeed{};     ///< of jitter and of span ids
    ExpressionEngine *expressions = nullptr; ///< of the runner's thread; outlives it
};

/// Carries the runs of one store. Lives in one thread with an event loop, in which all of it is used; several threads may be
/// running runners of different stores. The lease is acquired by start() and given back when it has stopped.
class Runner : public QObject
{
    Q_OBJECT
public:
    Runner(Store &store, const Clock &clock, RunnerOptions options, QObject *parent = nullptr);
    ~Runner() override;

    /// Takes the lease and begins. Errors: Busy while another runner lives; those of the store.
    Result<void> start();
    /// Starts nothing new; emits stopped() once what is in flight is written down, at the latest after `grace`, when what is
    /// still on the wire is cut off.
    void stop(Milliseconds grace);
    /// The same without an end to waiting but what each exchange's own limits set.
    void finish();
    /// Looks for new work at once rather than at the next tick.
    void wake();

    int activeRuns() const { return int(m_active.size()); }

Q_SIGNALS:
    /// Nothing is left that can move by itself. Emitted again after each time there was something.
    void idle();
    void stopped();
    /// The store cannot be written; what must be written is held and tried again. Empty detail: it works again.
    void troubled(const cairn::Error &error);
    /// The runner gave up and starts nothing new, but waits to be stopped: the lease went to another (LeaseLost, Cancelled), or
    /// the store is damaged (DamagedStore), where nothing can be waited for.
    void failed(const cairn::Error &error);

private:
    Result<void> limitRequests();
    Result<void> listen();
    Result<void> make(qint64 fence);
    void makeCarriers(qint64 fence);
    void makeAssistants(qint64 fence, const HttpTransportFactory &transports);
    void tick();
    QStringList takeUpChanges();
    void tellAlerts();
    void readCommands();
    void carryOutAboutService(const Command &command);
    void askForOrders();
    void takeUp(const Command &command);
    void finish(const Command &command, Transaction transaction, const Store::Done &told = {});
    void takeUpRefusedEnds();
    int ownRuns() const { return activeRuns() - m_bulks->underWay(); }
    /// How often the store is asked for runs of a pipeline that has enough waiting for a service: then only what has begun moves.
    enum class Asking { AsRunsEnd, ByTheClock };
    void fill(Asking asking);
    void refill();
    void countHanging();
    int placesFor(const QString &pipeline) const;
    QList<RunId> carried() const;
    QStringList pipelinesWithoutPlaces() const;
    bool waitsForTurn(const RunRecord &run);
    void fillFrom(const QString &pipeline, int places, Asking asking, Transaction &claims);
    void releaseHeld();
    bool releaseHeld(ServiceLane &lane, bool failedBefore);
    bool isHolding(const QString &service, bool failedBefore);
    bool beginHeld(const QString &service, bool failedBefore, int room);
    void blockUnreadable();
    void endRelease(ServiceLane &lane);
    void askGates(const QStringList &services);
    void noteMessage(RunId run, const StepKey &step);
    void noteUnchecked(RunId run, const StepKey &step, const QString &why);
    void saveServices(bool everything);
    void begin(const RunRecord &run, std::optional<Command> command = {});
    RunRecord started(RunRecord run) const;
    void ended(RunId id);
    void checkIdle();
    void finishStopping();
    Result<std::shared_ptr<const PipelineVersion>> version(qint64 id);
    void noteTrouble(const Error &error);
    bool isTroubled() const;
    void noteRecovery();
    void giveUp(const Error &error);
    QCoro::Task<> carry(RunId id);

    Store &m_store;
    const Clock &m_clock;
    RunnerOptions m_options;
    const Credentials m_credentials;
    std::unique_ptr<StoreReader> m_reader;
    ResumeQueue m_home;
    std::unique_ptr<StoreBridge> m_bridge;
    std::unique_ptr<ServiceLanes> m_lanes;
    std::unique_ptr<ExpressionEngine> m_ownEngine;
    ExpressionEngine &m_engine;
    std::unique_ptr<RequestBuilder> m_builder;
    std::unique_ptr<SchemaShelf> m_schemas;
    std::unique_ptr<DataGuard> m_guard;
    std::unique_ptr<StoreRoom> m_room;
    std::mt19937_64 m_random;
    std::unique_ptr<CarrierContext> m_context;
    std::unique_ptr<WatchedFolders> m_watched;
    std::unique_ptr<IncomingMessages> m_incoming;
    std::unique_ptr<BulkOrders> m_bulks;
    std::unique_ptr<EventSink> m_sink;
    std::unique_ptr<AlertSender> m_alerts;
    std::unique_ptr<Prober> m_prober;
    std::unique_ptr<Tallier> m_tallier;
    std::unique_ptr<Tuner> m_tuner;
    std::unique_ptr<ExpiryWatch> m_expiry;
    std::unique_ptr<Caretaker> m_caretaker;
    std::unique_ptr<AuditSealer> m_sealer;
    QSet<RunId> m_released; ///< active runs that were held before
    QSet<RunId>
        m_onceMore; ///< active runs whose row was changed by others meanwhile: they may write over it as they are put away
    std::map<RunId, std::unique_ptr<RunCarrier>> m_active;
    QHash<qint64, std::shared_ptr<const PipelineVersion>> m_versions;
    QTimer m_tick;
    QTimer m_grace;
    QSet<qint64> m_commandsTaken; ///< handed to a carrier, not finished in the store yet
    QList<qint64> m_ending;       ///< commands that were carried out here rather than by a carrier
    const std::shared_ptr<std::atomic<bool>> m_endRefused =
        std::make_shared<std::atomic<bool>>(false); ///< set by the store's thread
    qint64 m_changeCounter = -1;
    QString m_lastServed; ///< the pipeline that began a run last: the next in turn is another's
    std::optional<Timestamp> m_nextDue;
    std::optional<std::chrono::nanoseconds> m_troubledAt; ///< by the steady clock; until it has been told that it works again
    LogRest m_troubles;
    int m_hanging = 0;       ///< runs that had their place for long when that was last looked at
    bool m_maybeMore = true; ///< the store may have runs that are due and not active
    bool m_stopping = false;
    bool m_wasIdle = false;
};

} // namespace cairn
