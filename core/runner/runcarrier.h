#pragma once

#include "definition/expression.h"
#include "policy/classify.h"
#include "policy/decide.h"
#include "policy/progress.h"
#include "runner/requestbuilder.h"
#include "runner/servicelanes.h"
#include "runner/storebridge.h"

#include <QCoroTask>

#include <deque>
#include <random>

namespace cairn {

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
    std::mt19937_64 &random;
    QString workspaceRoot;
    qint64 fence = 0;
    std::function<void(const Error &)> storeTrouble; ///< told each time a commit fails that is tried again
    std::function<void(const Error &)> leaseLost;
};

/// Carries one run forward: starts every step whose needs have passed, judges what comes back, and writes it down before
/// anything depends on it. One coroutine per run, one per step under way.
class RunCarrier
{
public:
    /// `fresh`: nothing was ever recorded of the run but its row, so there is no history to read.
    RunCarrier(CarrierContext &context, RunRecord run, std::shared_ptr<const PipelineVersion> version, bool fresh);

    /// Runs until nothing of the run can move at this time; then the run's row says why. Awaited once.
    QCoro::Task<> carry();

    /// Carried out between steps, in order. Only while carry() is under way, or before it.
    void add(Command command);
    /// Starts nothing new; carry() ends when what is in flight has come back.
    void stop();
    /// Cuts off what is on the wire. Steps of idempotent services are simply sent again by the next runner.
    void abort();

    RunId id() const { return m_run.id; }
    /// After carry(): the service that the run was left held for; empty if none.
    QString heldFor() const;
    /// Commands that came too late to be carried out here.
    const std::deque<Command> &pendingCommands() const { return m_commands; }

private:
    struct Call;           // one attempt under way
    struct DeliverySource; // what a delivery writes

    /// Of held and awaited steps, where the service's gate names no time.
    static constexpr Milliseconds AskGateAgain{5'000};
    /// Added to the reason where a step is given up rather than blocked.
    static inline const QString GoesOnWithout = QStringLiteral("; the step is not critical: the run goes on without it");

    // runcarrier.cpp
    QCoro::Task<bool> load();
    QCoro::Task<> settleInterrupted();
    QCoro::Task<> carryStep(StepId id);
    QCoro::Task<> block(const Step &step, Category category, QString cause);
    QCoro::Task<> hold(const Step &step, Hold hold);
    QCoro::Task<> skip(const Step &step, QString reason);
    Result<bool> isWanted(const Step &step);
    QCoro::Task<> writeRunRow();
    static QString causeOf(const StepProgress &step);
    std::optional<Timestamp> wakeTime(const RunSummary &summary) const;
    QCoro::Task<bool> commit(Transaction transaction);
    bool startSteps();
    void wakeAtNextDue();
    void provideResult(const StepProgress &step);
    void fillContext();
    Checkpoint checkpointFor(const StepId &step, StepState state) const;
    void keepAnswer(Checkpoint &checkpoint) const;
    RunRecord finishedRow();
    bool isLast(const StepId &step) const;
    double random01();

    // stepcalls.cpp
    QCoro::Task<> callService(const Step &step);
    void prepareAttempt(Call &call);
    QCoro::Task<bool> writeIntent(Call &call);
    QCoro::Task<> exchange(Call &call, ServiceLane &lane);
    void judge(Call &call);
    void readAnswer(Call &call);
    void giveUpIfNotCritical(Call &call);
    void readBody(Call &call);
    Evidence evidenceOf(const Call &call);
    void settle(Call &call, ServiceLane &lane);
    void completeAttempt(Call &call);
    Checkpoint checkpointFor(const Call &call) const;
    QCoro::Task<> record(Call &call, Checkpoint checkpoint);

    // polling.cpp
    QCoro::Task<> pollService(const Step &step);
    QJsonObject answerSoFar(const StepProgress &step);
    bool judgePoll(Call &call, const Polling &poll);
    QCoro::Task<> goOnWaiting(const Step &step);
    QCoro::Task<> recordPoll(Call &call);

    // deliverystep.cpp
    QCoro::Task<> deliverFile(const Step &step);
    tl::expected<DeliverySource, BuildFailure> deliverySource(const QJsonValue &content);
    QCoro::Task<> recordDelivery(const Step &step, DeliverySource source, QString path);

    // runcommands.cpp
    QCoro::Task<> carryOutCommands();
    QCoro::Task<> retrySteps(Command command);
    QCoro::Task<> cancelRun(Command command);
    QCoro::Task<> settleOutcome(Command command, StepState state);
    QCoro::Task<> refuse(Command command, QString why);
    Checkpoint letGo(const StepProgress &step) const;
    QCoro::Task<> skipSteps(Command command);
    QCoro::Task<> pauseRun(Command command);
    QCoro::Task<> unpauseRun(Command command);
    QCoro::Task<> accept(Command command, QList<Checkpoint> checkpoints, QString result);
    void noteMoving();

    CarrierContext &m_context;
    RunRecord m_run;
    std::shared_ptr<const PipelineVersion> m_version;
    RunProgress m_progress;
    ExpressionContext m_expressions;
    WakeSignal m_wake;
    QTimer m_due;
    QList<StepId> m_inFlight;
    QList<PendingExchange *> m_exchanges;
    std::deque<Command> m_commands;
    bool m_fresh;
    bool m_stopping = false;
    bool m_aborted = false;
    bool m_cancelling = false;
    bool m_lost = false; ///< the lease is gone: nothing may be written any more
};

} // namespace cairn
