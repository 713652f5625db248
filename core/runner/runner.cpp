#include "runner/runner.h"

#include "base/logging.h"
#include "definition/workspace.h"
#include "net/authorizedtransport.h"
#include "store/storelocation.h"

namespace cairn {

using namespace Qt::StringLiterals;

namespace {
constexpr Milliseconds TickInterval{100};
} // namespace

Runner::Runner(Store &store, const Clock &clock, RunnerOptions options, QObject *parent)
    : QObject(parent), m_store(store), m_clock(clock), m_options(std::move(options)),
      m_credentials(m_options.workspaceRoot, m_options.vaultCommand),
      m_ownEngine(m_options.expressions ? nullptr : std::make_unique<ExpressionEngine>()),
      m_engine(m_options.expressions ? *m_options.expressions : *m_ownEngine),
      m_random(m_options.randomSeed ? *m_options.randomSeed : std::random_device{}())
{
    connect(&m_tick, &QTimer::timeout, this, &Runner::tick);
    m_grace.setSingleShot(true);
    connect(&m_grace, &QTimer::timeout, this, [this] {
        for (const auto &[id, carrier] : m_active)
            carrier->abort();
        if (m_sink)
            m_sink->abort();
        if (m_alerts)
            m_alerts->abort();
    });
}

Runner::~Runner()
{
    Q_ASSERT(m_active.empty()); // carriers await the store and the network: stop() and stopped() come first
}

/// Too few open files make Qt end the program, or block runs for nothing.
Result<void> Runner::limitRequests()
{
    const qint64 files = mostOpenFiles();
    const auto requests = requestsWithin(files, m_options.maxInFlight);
    if (!requests)
        return tl::unexpected(requests.error());
    if (*requests < m_options.maxInFlight)
        qCWarning(lcRunner).noquote() << "only" << files << "files may be open at once: at most" << *requests
                                      << "requests are under way at a time." << moreOpenFiles();
    m_options.maxInFlight = *requests;
    return {};
}

Result<void> Runner::start()
{
    if (auto limited = limitRequests(); !limited)
        return limited;
    const auto lease = m_store.acquireLease();
    if (!lease)
        return tl::unexpected(lease.error());
    if (auto made = make(lease->fence); !made) {
        Transaction nothingCarried(EndLease{});
        nothingCarried.fence = lease->fence;
        m_store.commit(std::move(nothingCarried), {});
        m_store.releaseLease();
        return made;
    }
    qCInfo(lcRunner).noquote() << lease->holder << "carries runs now, fence" << lease->fence;
    const Timestamp now = m_clock.now();
    m_store.commit(Transaction(WakeMessaged{now}, WakeHeld{now}, WakeAhead{now},
                               AddEvent{Event{0, now, u"runner.started"_s, {}, lease->holder}}),
                   {});
    m_sealer = std::make_unique<AuditSealer>(m_store, *m_reader, m_options.workspaceRoot, m_clock.now());
    m_tick.start(TickInterval);
    QTimer::singleShot(0, this, &Runner::tick);
    return {};
}

Result<void> Runner::make(qint64 fence)
{
    auto reader = m_store.reader();
    if (!reader)
        return tl::unexpected(reader.error());
    m_reader = std::move(*reader);
    m_bridge = std::make_unique<StoreBridge>(m_store, m_home);
    const HttpTransportFactory transports =
        m_options.transports ? m_options.transports : overTheNetwork(m_credentials, m_options.workspaceRoot, m_clock);
    m_lanes = std::make_unique<ServiceLanes>(m_home, *m_reader, m_clock, transports, m_options.maxInFlight);
    if (auto opened = m_lanes->open(); !opened)
        return opened;
    if (auto listening = listen(); !listening)
        return listening;
    makeCarriers(fence);
    makeAssistants(fence, transports);
    return {};
}

/// What carries runs, alone and many by one order.
void Runner::makeCarriers(qint64 fence)
{
    m_builder = std::make_unique<RequestBuilder>(*m_reader, m_engine);
    m_schemas = std::make_unique<SchemaShelf>(*m_reader);
    m_guard = std::make_unique<DataGuard>(*m_bridge, m_engine, *m_builder);
    m_room = std::make_unique<StoreRoom>(m_clock, StoreLocation{storeFolderOf(m_options.workspaceRoot)}.payloads());
    const auto trouble = [this](const Error &error) {
        m_room->noteRefused();
        error.kind == ErrorKind::DamagedStore ? giveUp(error) : noteTrouble(error); // nothing mends it while it is open
    };
    const auto leaseLost = [this](const Error &error) { giveUp(error); };
    m_context.reset(new CarrierContext{m_clock, *m_reader, *m_bridge, m_home, *m_lanes, m_engine, *m_builder, *m_schemas,
                                       *m_guard, *m_room, m_random, m_options.workspaceRoot,
                                       m_incoming ? m_incoming->base() : QString(), fence, trouble, leaseLost});
    if (const auto end = m_reader->leaseEnd(); end && end->fence == fence - 1) // the last one ended in order
        m_context->lostAt = std::min(end->lostAt, m_context->lostAt);
    const auto pipeline = [this](qint64 id) { return version(id); };
    const auto commandsWritten = [this] {
        readCommands();
        askForOrders();
    };
    const auto orderTrouble = [trouble, leaseLost](const Error &error) {
        error.kind == ErrorKind::LeaseLost ? leaseLost(error) : trouble(error);
    };
    m_bulks = std::make_unique<BulkOrders>(BulkOrders::Context{m_store, *m_reader, m_clock, m_home, *m_lanes, fence,
                                                               std::max(m_options.maxActive / 2, 1), pipeline, commandsWritten,
                                                               orderTrouble});
}

/// What a runner does beside.
void Runner::makeAssistants(qint64 fence, const HttpTransportFactory &transports)
{
    m_prober = std::make_unique<Prober>(m_home, m_clock, transports, [this](const Command &command, Transaction transaction) {
        finish(command, std::move(transaction));
    });
    m_tallier = std::make_unique<Tallier>(m_store, *m_reader, fence);
    m_tuner = std::make_unique<Tuner>(m_store, *m_reader, fence);
    m_expiry = std::make_unique<ExpiryWatch>(m_store, *m_reader);
    m_caretaker = std::make_unique<Caretaker>(
        m_store, [root = m_options.workspaceRoot] { return loadSettings(root).retention; }, fence);
    if (m_options.alerts)
        m_alerts = std::make_unique<AlertSender>(*m_options.alerts, m_credentials, m_options.workspace, fence, *m_reader, m_clock,
                                                 *m_bridge, m_home, *m_lanes, m_random);
    if (m_options.watchFolders)
        m_watched = std::make_unique<WatchedFolders>(m_store, *m_reader, m_clock, *m_bridge, m_options.workspaceRoot);
}

/// Begins to take in what services send, if the workspace says where.
Result<void> Runner::listen()
{
    if (m_options.events)
        m_sink = std::make_unique<EventSink>(*m_options.events, m_options.workspace, *m_reader, m_clock, *m_bridge, *m_lanes,
                                             m_random);
    if (!m_options.listener && !m_options.door)
        return {};
    m_incoming = std::make_unique<IncomingMessages>(
        m_store, *m_reader, m_clock, m_home, m_engine, m_credentials,
        [this](RunId run, const StepKey &step) { noteMessage(run, step); },
        [this](RunId run, const StepKey &step, const QString &why) { noteUnchecked(run, step, why); });
    auto started = m_options.door ? m_incoming->start(m_options.door) : m_incoming->start(*m_options.listener);
    if (!started && started.error().kind == ErrorKind::Busy) // which says of a runner that another carries the store
        started.error().kind = ErrorKind::Io;
    return started;
}

void Runner::stop(Milliseconds grace)
{
    m_grace.start(grace);
    finish();
}

void Runner::finish()
{
    m_stopping = true;
    m_tick.stop();
    if (m_lanes)
        m_lanes->close();
    if (m_sink)
        m_sink->stop([this] { m_home.post([this] { finishStopping(); }); });
    if (m_alerts)
        m_alerts->stop([this] { m_home.post([this] { finishStopping(); }); });
    if (m_prober)
        m_prober->stop([this] { finishStopping(); });
    if (m_incoming)
        m_incoming->stop([this] { finishStopping(); });
    if (m_watched)
        m_watched->stop([this] { finishStopping(); });
    if (m_bulks)
        m_bulks->stop([this] { finishStopping(); });
    for (const auto &[id, carrier] : m_active)
        carrier->stop();
    finishStopping();
}

void Runner::wake()
{
    m_maybeMore = true;
    QTimer::singleShot(0, this, &Runner::tick);
}

/// The rows are the truth: whatever anyone else committed is found here, wake-ups only make it faster.
void Runner::tick()
{
    if (m_stopping)
        return;
    if (!m_options.carriesRuns)
        return tellAlerts();
    takeUpRefusedEnds();
    const QStringList revised = takeUpChanges();
    askGates(m_lanes->reopened() + revised);
    askForOrders();
    m_tallier->tick(m_clock.now());
    m_tuner->tick(m_clock.now());
    m_expiry->tick(m_clock.now());
    m_caretaker->tick(m_clock.now());
    if (m_sink)
        m_sink->tick();
    if (m_alerts)
        m_alerts->tick();
    if (m_nextDue && *m_nextDue <= m_clock.now())
        m_maybeMore = true;
    if (m_watched)
        m_watched->tick();
    countHanging();
    fill(Asking::ByTheClock);
    for (const auto &[id, carrier] : m_active)
        carrier->tellUnderWay();
    saveServices(false);
    noteRecovery();
    m_sealer->tick(m_clock.now());
    checkIdle();
}

/// The services that are under another revision.
QStringList Runner::takeUpChanges()
{
    const auto counter = m_reader->changeCounter();
    if (!counter || *counter == m_changeCounter)
        return {};
    m_changeCounter = *counter;
    m_maybeMore = true;
    const QStringList revised = m_lanes->refresh();
    readCommands();
    m_bulks->noteChange();
    m_tallier->noteChange();
    if (m_sink)
        m_sink->noteChange();
    if (m_alerts)
        m_alerts->noteChange();
    return revised;
}

/// Who came for this alone begins no run and no order: it would be cut off again in a moment.
void Runner::tellAlerts()
{
    const auto counter = m_reader->changeCounter();
    if (counter && *counter != std::exchange(m_changeCounter, *counter)) {
        m_lanes->refresh();
        m_alerts->noteChange();
    }
    m_alerts->tick();
}

void Runner::saveServices(bool everything)
{
    ServiceLanes::Unsaved unsaved = m_lanes->unsaved(everything);
    if (everything && !m_context->hasLost)
        unsaved.transaction.add(EndLease{m_context->lostAt});
    unsaved.transaction.fence = m_context->fence;
    if (!unsaved.transaction.writes.empty())
        m_store.commit(std::move(unsaved.transaction), unsaved.isTaken);
}

/// The row of a run that is being carried for the first time.
RunRecord Runner::started(RunRecord run) const
{
    run.state = RunState::Running;
    run.startedAt = m_clock.now();
    return run;
}

void Runner::begin(const RunRecord &run, std::optional<Command> command)
{
    const auto pipeline = version(run.pipelineVersionId);
    if (!pipeline) {
        qCWarning(lcRunner) << "run" << run.id.toString() << "has no readable pipeline:" << describe(pipeline.error());
        RunRecord blocked = run;
        blocked.state = RunState::Blocked;
        blocked.category = Category::Internal;
        blocked.cause = describe(pipeline.error());
        Transaction transaction(UpdateRun{blocked, m_clock.now()});
        transaction.fence = m_context->fence;
        if (!command)
            return m_store.commit(std::move(transaction), {});
        transaction.add(FinishCommand{command->id, false, blocked.cause, m_clock.now()});
        return finish(*command, std::move(transaction));
    }
    const bool fresh = run.state == RunState::Pending;
    auto carrier = std::make_unique<RunCarrier>(*m_context, fresh ? started(run) : run, *pipeline, fresh);
    if (command)
        carrier->add(*command);
    m_active.emplace(run.id, std::move(carrier));
    m_wasIdle = false;
    carry(run.id);
}

QCoro::Task<> Runner::carry(RunId id)
{
    co_await m_active.at(id)->carry();
    // The carrier's own frames are still on the stack here: it is put away on the next turn.
    m_home.post([this, id] { ended(id); });
}

void Runner::ended(RunId id)
{
    const auto carrier = m_active.find(id);
    // A command that came while the run was being put away is found again at the next tick.
    for (const Command &command : carrier->second->pendingCommands()) {
        m_commandsTaken.remove(command.id);
        m_changeCounter = -1;
    }
    const QString heldFor = carrier->second->heldFor();
    m_active.erase(carrier);
    m_released.remove(id);
    m_bulks->noteEnded(id);
    if (m_onceMore.remove(id) && !m_stopping) {
        if (const auto run = m_reader->run(id); run && !isFinished(run->state) && run->state != RunState::Paused)
            return begin(*run);
    }
    m_context->unchecked.remove(id); // its steps have said so, or wait for no call any more
    if (!heldFor.isEmpty())
        m_lanes->noteHeld(heldFor);
    if (m_stopping)
        return finishStopping();
    askForOrders();
    refill();
    if (m_active.empty())
        wake(); // whether that was all is found out now, not at the next tick
}

void Runner::checkIdle()
{
    const bool moves =
        std::any_of(m_active.begin(), m_active.end(), [](const auto &active) { return !active.second->isRefused(); });
    if (m_stopping || moves || m_wasIdle || (m_watched && m_watched->isBusy()) || (m_sink && !m_sink->isIdle()) ||
        !m_bulks->isIdle() || (m_prober && m_prober->isBusy()) ||
        (m_alerts && (!m_alerts->isIdle() || m_reader->changeCounter() != m_changeCounter)) || m_caretaker->isErasing())
        return;
    const auto due = m_reader->duePipelines();
    const auto held = m_reader->holdingServices();
    const auto hasReadable = [this](const QString &pipeline) {
        const auto next = m_reader->runnable(pipeline, Timestamp::max(), int(m_active.size()) + 1);
        return !next ||
               std::any_of(next->begin(), next->end(), [this](const RunRecord &run) { return !m_active.contains(run.id); });
    };
    if (!due || !held || std::any_of(due->keyBegin(), due->keyEnd(), hasReadable) || !held->isEmpty())
        return;
    m_wasIdle = true;
    Q_EMIT idle();
}

void Runner::finishStopping()
{
    if (!m_stopping || !m_active.empty() || (m_watched && m_watched->isBusy()) || (m_incoming && m_incoming->isBusy()) ||
        (m_sink && m_sink->isBusy()) || (m_bulks && m_bulks->isBusy()) || (m_alerts && m_alerts->isBusy()) ||
        (m_prober && m_prober->isBusy()))
        return;
    m_grace.stop();
    if (m_lanes)
        saveServices(true);
    if (m_sealer)
        m_sealer->seal(m_clock.now());
    m_store.releaseLease();
    Q_EMIT stopped();
}

Result<std::shared_ptr<const PipelineVersion>> Runner::version(qint64 id)
{
    if (const auto known = m_versions.constFind(id); known != m_versions.cend())
        return *known;
    auto read = m_reader->pipelineVersion(id);
    if (!read)
        return tl::unexpected(read.error());
    auto shared = std::make_shared<const PipelineVersion>(std::move(*read));
    m_versions.insert(id, shared);
    return std::shared_ptr<const PipelineVersion>(shared);
}

} // namespace cairn
