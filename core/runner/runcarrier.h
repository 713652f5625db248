#pragma once

#include "base/logrest.h"
#include "control/runcontext.h"
#include "control/schemashelf.h"
#include "definition/expression.h"
#include "policy/classify.h"
#include "policy/decide.h"
#include "policy/eligible.h"
#include "policy/fanout.h"
#include "runner/dataguard.h"
#include "runner/deliveries.h"
#include "runner/servicelanes.h"
#include "runner/storebridge.h"
#include "runner/storeroom.h"

#include <QCoroTask>

#include <atomic>
#include <deque>
#include <random>

namespace cairn {

struct DeliveryOrder;

/// Messages that are kept for one callback, of which most services send one or two. After the first so many only those that may
/// decide how it went.
inline constexpr int MostProgressMessages = 200;
inline constexpr int MostCallbackMessages = 2 * MostProgressMessages;

/// What became of a call that was not taken: for what is wrong here, or with its signature.
inline constexpr QLatin1StringView CallNotChecked("could not be checked:");
inline constexpr QLatin1StringView CallTurnedAway("was turned away:");

/// What every carrier of one runner shares. Owned by the Runner; all of it belongs to the runner's thread.
struct CarrierContext
{
    const Clock &clock;
    StoreReader &reader;
    StoreBridge &bridge;
    ResumeQueue &home;
    ServiceLanes &lanes;
    ExpressionEngine &engine;
    RequestBuilder &builder;
    SchemaShelf &schemas;
    DataGuard &guard;
    StoreRoom &room;
    std::mt19937_64 &random;
    QString workspaceRoot;
    QString callbackBase; ///< what services reach our listener by; empty: there is none
    qint64 fence = 0;
    std::function<void(const Error &)>
        storeTrouble; ///< told each time a commit fails that is tried again, for all that is written
    std::function<void(const Error &)> leaseLost;
    LogRest shortages{}; ///< of steps that wait for room
    /// Why calls to steps were not taken, until the steps say so.
    QHash<RunId, QHash<StepKey, QString>> unchecked{};
    /// When a runner last took over from one that had not ended in order.
    Timestamp lostAt = clock.now();
    Timestamp listeningSince = clock.now();
    bool hasLost = false; ///< something that this one did could not be written down
};

/// Carries one run forward: starts every step whose needs have passed, judges what comes back, and writes it down before
/// anything depends on it. One coroutine per run, one per step or item under way.
class RunCarrier
{
public:
    /// `fresh`: nothing was ever recorded of the run but its row, so there is no history to read.
    RunCarrier(CarrierContext &context, RunRecord run, std::shared_ptr<const PipelineVersion> version, bool fresh);

    /// Runs until nothing of the run can move at this time; then the run's row says why. Awaited once.
    QCoro::Task<> carry();

    /// Carried out between steps, in order. Only while carry() is under way, or before it.
    void add(Command command);
    /// A message came for a step that waits for one.
    void noteMessage(const StepKey &key);
    /// What it knows of when these services let its steps in holds no longer. Whether it has to do with any of them.
    bool askGates(const QStringList &services);
    /// Starts nothing new; carry() ends when what is in flight has come back.
    void stop();
    /// To be called now and then: a run that its row says to wait, and that has had a request on the wire for `ShownAfter`, is
    /// said to be under way. Shorter ones are not worth a write each.
    void tellUnderWay();
    /// Cuts off what is on the wire. Steps of idempotent services are simply sent again by the next runner.
    void abort();

    RunId id() const { return m_run.id; }
    /// The store takes nothing of the run, not even that it is blocked: it is held here, and nobody waits for its end.
    bool isRefused() const { return m_isRefused; }
    const QString &pipeline() const { return m_run.pipeline; }
    std::chrono::nanoseconds begunAt() const { return m_begunAt; } ///< by the steady clock
    /// After carry(): the service that the run was left held for; empty if none.
    QString heldFor() const;
    /// Commands that came too late to be carried out here.
    const std::deque<Command> &pendingCommands() const { return m_commands; }

private:
    /// A step to carry out, or one item of it. The step outlives the coroutines that are handed it.
    struct Work
    {
        const Step &step;
        int item = NoItem;
        StepKey key() const { return {step.id, item}; }
        /// Where it fails for good, the run goes on without it. Items are judged together, by their step.
        bool mayFail() const { return !step.critical && item == NoItem; }
    };
    struct Call;           // one attempt under way
    struct DeliverySource; // what a delivery writes
    struct Tellings;       // of a cancel, to one step's service

    /// Of held and awaited steps, where the service's gate names no time.
    static constexpr Milliseconds AskGateAgain{5'000};
    static constexpr Milliseconds CommitRetryDelay{1'000};
    static constexpr Milliseconds ShownAfter{1'000};
    /// Added to the reason where a step is given up rather than blocked.
    static inline const QString GoesOnWithout = QStringLiteral("; the step is not critical: the run goes on without it");

    // runcarrier.cpp
    QCoro::Task<bool> load();
    void readAgain();
    QCoro::Task<> countFromNow();
    std::optional<Timestamp> questionAt(const Step &step, const StepKey &key);
    void noteWaits();
    QCoro::Task<> settleInterrupted();
    QCoro::Task<> carryStep(StepKey key);
    QCoro::Task<> carryOut(Work work);
    Result<bool> isWanted(const Step &step);
    bool startSteps();
    QHash<StepId, int> placesTaken() const;
    bool needsPlace(const StepKey &key) const;
    void wakeAtNextDue();
    void provideResult(const StepProgress &step);
    void fillContext();
    double random01();

    // runrecord.cpp
    QCoro::Task<> block(Work work, Category category, QString cause);
    QCoro::Task<> quarantine(Checkpoint checkpoint);
    QCoro::Task<> hold(Work work, Hold hold);
    void turnAway(const StepKey &key, const Hold &hold);
    QCoro::Task<> skip(const Step &step, QString reason);
    QCoro::Task<> writeRunRow();
    QCoro::Task<bool> commit(Transaction transaction);
    QCoro::Task<> leave(Error refusal, Transaction refused);
    StepId refusedStep(const Transaction &refused) const;
    bool isLeft() const { return cairn::isLeft(m_run); }
    void restIfNothingMoves();
    QCoro::Task<bool> write(Checkpoint checkpoint);
    static QString causeOf(const StepProgress &step);
    void noteWaiting();
    std::optional<Timestamp> wakeTime(const RunSummary &summary) const;
    Checkpoint checkpointFor(const StepKey &step, StepState state) const;
    void keepAnswer(Checkpoint &checkpoint) const;
    RunRecord finishedRow();
    Write beginning() const;
    bool isLast(const StepKey &step) const;

    // stepcalls.cpp
    QCoro::Task<> callService(Work work);
    Result<ExpressionContext> contextFor(Work work);
    QCoro::Task<tl::expected<void, BuildFailure>> build(Call &call, ExpressionContext context);
    tl::expected<void, BuildFailure> render(Call &call, const ExpressionContext &context);
    void prepareAttempt(Call &call);
    void setOut(Call &call);
    QCoro::Task<bool> writeIntent(Call &call);
    QCoro::Task<> withdrawIntent(Call &call, StepProgress before);
    QCoro::Task<bool> isOverByCutOff(Call &call, const StepProgress &before, ServiceLane &lane);
    QCoro::Task<> recordCutOff(Call &call, ServiceLane &lane);
    QCoro::Task<bool> prepare(Call &call);
    void settle(Call &call, ServiceLane &lane);
    void completeAttempt(Call &call);
    Checkpoint checkpointFor(const Call &call) const;
    QCoro::Task<> record(Call &call, Checkpoint checkpoint);

    // keeping.cpp
    /// Asked after each wait at a gate: meanwhile the run may have been paused, and everything else.
    bool maySend() const;
    QCoro::Task<bool> hasRoom();
    QCoro::Task<bool> hasRoomFor(Call &call);
    static qint64 roomWanted(const StepProgress &step);
    QCoro::Task<> waitForRoom(Work work, QString cause);
    void noteShort(const QString &who, const QString &cause);
    void judgeRoom(Call &call) const;
    QCoro::Task<> awaitStore(Error error);
    QCoro::Task<tl::expected<void, BuildFailure>> keepSent(Call &call);
    bool isOwnRequest(const Call &call) const;
    QCoro::Task<> exchange(Call &call, ServiceLane &lane);
    void noteUnkept(Call &call, const Error &refusal);

    // judging.cpp
    void judge(Call &call);
    Result<QString> wantedDigest(Work work);
    DecisionContext decisionContext(const Call &call, int attempts, bool isRefused);
    static bool wasRefused(const StepProgress &step);
    Verdict verdictOn(const Call &call, const StepProgress &progress);
    void readAnswer(Call &call);
    bool noteCutShort(Call &call);
    static void noteUncertainEnd(Call &call, Checkpoint &checkpoint);
    void giveUpIfNotCritical(Call &call);
    void readBody(Call &call);
    Evidence evidenceOf(const Call &call);

    // keylife.cpp
    Timestamp keyFirstUsed(const StepProgress &progress, const Service &service, Timestamp thisAttempt) const;
    QCoro::Task<bool> isInTime(Call &call, const StepProgress &before);
    Timestamp startableSince(const StepProgress &step) const;
    std::optional<Timestamp> maybeSentSince(const StepProgress &step) const;
    Timestamp untoldSince() const;
    void addSendings(Transaction &transaction);
    QCoro::Task<bool> noteSending(const Call &call, const StepProgress &before);
    QCoro::Task<> noteCutOff(const Call &call);
    QList<StepKey> unsent() const;
    QList<StepKey> begunPerhaps() const;
    QList<StepKey> repeatedPerhaps() const;
    bool isCall(const StepKey &key) const;
    QCoro::Task<> noteMaybeSent();
    void layDown();

    // fanoutsteps.cpp
    QCoro::Task<> fanOut(const Step &step);
    QCoro::Task<> gather(const Step &step);
    QCoro::Task<> recordShortfall(const Step &step, FanOutResult result);
    QByteArray listingOf(const Step &step, const FanOutResult &result) const;
    Result<QJsonArray> valuesOf(const StepProgress &step);

    // polling.cpp
    QCoro::Task<> pollService(Work work);
    QString toldUnasked(const QList<Checkpoint> &checkpoints);
    void provideAnswerSoFar(ExpressionContext &context, const StepProgress &step);
    bool says(Call &call, const QString &test);
    void noteFailure(Call &call, const QString &test);
    bool judgePoll(Call &call, const Polling &poll);
    bool saysByStatus(Call &call, const QString &test);
    QCoro::Task<> goOnWaiting(Call &call);
    bool isOverdue(const Work &work, Timestamp asked) const;
    Milliseconds untilQuestion(const Work &work, Milliseconds delay) const;
    Milliseconds untilWishedFor(const Call &call) const;
    QCoro::Task<> recordPoll(Call &call);

    // callbacks.cpp
    QCoro::Task<bool> openCallback(Work work, ExpressionContext &context);
    QCoro::Task<> takeCallback(Work work);
    QCoro::Task<bool> noteUnchecked(StepKey key);
    bool judgeMessage(Call &call, const Message &message);
    bool mayBeEndedByMessage(const StepProgress &row) const;
    bool decidesAnother(const StepProgress &row, const Callback &callback, const QList<Message> &messages);
    std::optional<Checkpoint> settledByMessage(const StepProgress &row);
    QCoro::Task<bool> settleByMessages();
    QCoro::Task<> recordCallback(Call &call, Message message);

    // reconciling.cpp
    QCoro::Task<> reconcile(Work work);
    QCoro::Task<> cannotAsk(Work work, Error why);
    Checkpoint reconciled(const Call &call, const StepProgress &before) const;
    void judgeReconciliation(Call &call, const StepProgress &before);
    QCoro::Task<std::optional<QString>> tellCancelled();
    std::deque<Tellings> toTell() const;
    QCoro::Task<bool> noteCancelling();
    QCoro::Task<> tellNext(Tellings &tellings);
    QCoro::Task<ServiceGate::Admitted> admittedToTell(ServiceGate &gate);
    QCoro::Task<std::optional<QString>> sendCancellation(Work work, Tellings &tellings);
    bool tellsAgain(const Call &call, bool isRefused);
    QCoro::Task<> recordTelling(Call &call, bool repeats, int tries);
    Verdict afterNotHappened(const Call &call, const StepProgress &before);

    // doubts.cpp
    void doubtOutcome(Checkpoint &checkpoint, const Step &step);
    std::optional<Doubt> inDoubt(const StepProgress &row, const Service &service) const;
    QString whyInDoubt(const StepProgress &row) const;
    QCoro::Task<bool> isKnownUndone(Call &call, const StepProgress &before);
    bool maybeSentAsIdempotent(const Service &service, Timestamp since) const;

    // deliverystep.cpp
    QCoro::Task<> deliverFile(Work work);
    Result<DeliverySource> deliverySource(const ExpressionContent &content);
    QCoro::Task<Result<qint64>> writeFile(DeliveryOrder order, const DeliverySource &source);
    QCoro::Task<> deliverTo(QString folder, QString name, ExpressionContent content, Work work);
    QCoro::Task<Result<qint64>> replaceOlder(Deliveries::File file, DeliveryOrder order, const DeliverySource &source);
    QCoro::Task<> recordUndelivered(Work work, Error error);
    QCoro::Task<> recordDelivery(Work work, DeliverySource source, QString place);

    // runcommands.cpp
    QCoro::Task<> carryOutCommands();
    QCoro::Task<> carryOut(Command command);
    QCoro::Task<> retrySteps(Command command);
    QCoro::Task<> cancelRun(Command command);
    QCoro::Task<> settleOutcome(Command command, StepState state);
    QCoro::Task<> refuse(Command command, QString why);
    bool mayChange(const StepProgress &row) const;
    bool wouldBeDoneTwice(const StepProgress &row) const;
    Checkpoint letGo(const StepProgress &step) const;
    Checkpoint askedAgain(const StepProgress &step) const;
    void reopenFannedOut(QList<Checkpoint> &checkpoints) const;
    QCoro::Task<> skipSteps(Command command);
    QCoro::Task<> pauseRun(Command command);
    QCoro::Task<> unpauseRun(Command command);
    QCoro::Task<> accept(Command command, QList<Checkpoint> checkpoints, QString result);
    QCoro::Task<> acceptWith(std::optional<StagedPayload> fresh, Command command, QList<Checkpoint> checkpoints, QString result);
    void noteMoving();
    QString renewDeadline(const Pipeline &pipeline);
    QString staysPaused() const;

    // resuming.cpp
    QCoro::Task<> resumeSteps(Command command);
    QCoro::Task<> resumeEdited(Command command);
    QCoro::Task<> resumeLatest(Command command);
    QString whyNotWait() const;
    QString whyNotOn(const Result<PipelineVersion> &newest) const;
    QList<Checkpoint> onNewest(const Pipeline &newest, bool &stays);
    std::optional<Checkpoint> onNewest(const StepProgress &row, const Pipeline &newest);
    Checkpoint madeAnew(const StepProgress &step) const;
    bool sendsTheSame(const StepProgress &row, const Pipeline &newest);
    QString editsDropped(const QList<Checkpoint> &checkpoints) const;
    bool takesAnswer(const Step &next, const StepProgress &row);
    struct Edit;
    Result<Edit> editFor(const Command &command, const StepProgress &row);
    Result<Edit> patched(const QString &patch, const Step &step, const BuiltRequest &sends);
    Result<BuiltRequest> requestOf(const StepProgress &row);
    QString whyNothingStands(const Command &command);

    CarrierContext &m_context;
    RunRecord m_run;
    std::shared_ptr<const PipelineVersion> m_version;
    const std::chrono::nanoseconds m_begunAt = m_context.clock.steady();
    RunProgress m_progress;
    ExpressionContext m_expressions;
    QSet<StepId> m_unread; ///< steps whose output could not be read into it
    WakeSignal m_wake;
    QTimer m_due;
    QList<StepKey> m_inFlight;
    QHash<StepId, QJsonArray> m_values; ///< of the steps whose items are carried out
    Deliveries m_deliveries{m_context.reader, m_context.clock, m_run};
    QHash<QString, qsizetype> m_judged; ///< messages of each callback that were looked at
    QSet<StepKey> m_messaged;           ///< whose messages may end what waits for a person
    QHash<StepKey, Timestamp> m_sent;   ///< steps' own requests, until what became of them is recorded
    QList<ServiceGate::Entry *> m_atGates;
    QList<PendingExchange *> m_exchanges;
    int m_sending = 0;          ///< of them, those that are no questions
    Timestamp m_sendingSince{}; ///< while there are such
    std::deque<Command> m_commands;
    bool m_fresh;
    bool m_hasMoved = false; ///< anything was written down since it was taken up
    Timestamp m_lookedAt{};  ///< for what could be begun
    bool m_stopping = false;
    bool m_aborted = false;
    bool m_cancelling = false;
    bool m_cutOff = false; ///< on the way to a stop, something that may have been sent
    bool m_lost = false;   ///< the lease is gone, or the store refuses the run: nothing is done with it any more
    bool m_isRefused = false;
    bool m_unreadable = false; ///< its history is: its row says so, and nothing is done with it
};

} // namespace cairn
