#include "runner/runner.h"

#include "base/logging.h"
#include "net/authorizedtransport.h"
#include "runner/servicecommands.h"

namespace cairn {

namespace {
constexpr Milliseconds TickInterval{100};
constexpr Milliseconds TroublePause{1'000};
constexpr Milliseconds SealInterval{600'000};
constexpr int CommandPage = 200;
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

Result<void> Runner::start()
{
    const auto lease = m_store.acquireLease();
    if (!lease)
        return tl::unexpected(lease.error());
    auto reader = m_store.reader();
    if (!reader) {
        m_store.releaseLease();
        return tl::unexpected(reader.error());
    }
    m_reader = std::move(*reader);
    m_bridge = std::make_unique<StoreBridge>(m_store, m_home);
    const HttpTransportFactory transports =
        m_options.transports ? m_options.transports : overTheNetwork(m_credentials, m_options.workspaceRoot, m_clock);
    m_lanes = std::make_unique<ServiceLanes>(m_home, *m_reader, m_clock, transports, m_options.maxInFlight);
    if (const auto opened = m_lanes->open(); !opened) {
        m_store.releaseLease();
        return opened;
    }
    if (const auto listening = listen(); !listening) {
        m_store.releaseLease();
        return listening;
    }
    m_prober = std::make_unique<Prober>(m_home, m_clock, transports, [this](const Command &command, Transaction transaction) {
        finish(command, std::move(transaction));
    });
    m_builder = std::make_unique<RequestBuilder>(m_store.payloads(), *m_reader, m_engine);
    m_schemas = std::make_unique<SchemaShelf>(*m_reader);
    m_guard = std::make_unique<DataGuard>(*m_bridge, m_engine, *m_builder);
    m_context.reset(new CarrierContext{m_clock, *m_reader, *m_bridge, m_home, *m_lanes, m_engine, *m_builder, *m_schemas, *m_guard, m_random,
                                       m_options.workspaceRoot, m_incoming ? m_incoming->base() : QString(), lease->fence, [this](const Error &error) { noteTrouble(error); },
                                       [this](const Error &error) {
                                           if (!std::exchange(m_stopping, true))
                                               Q_EMIT failed(error);
                                       }});
    m_bulks = std::make_unique<BulkOrders>(BulkOrders::Context{m_store, *m_reader, m_clock, m_home, *m_lanes, lease->fence,
                                                               std::max(m_options.maxActive / 2, 1), [this](qint64 id) { return version(id); },
                                                               [this] { readCommands(); askForOrders(); },
                                                               [this](const Error &error) { error.kind == ErrorKind::LeaseLost ? m_context->leaseLost(error) : noteTrouble(error); }});
    m_tallier = std::make_unique<Tallier>(m_store, *m_reader, lease->fence);
    m_tuner = std::make_unique<Tuner>(m_store, *m_reader, lease->fence);
    m_expiry = std::make_unique<ExpiryWatch>(m_store, *m_reader);
    m_caretaker = std::make_unique<Caretaker>(m_store, m_options.retention, lease->fence);
    if (m_options.alerts)
        m_alerts = std::make_unique<AlertSender>(*m_options.alerts, m_credentials, m_options.workspace, lease->fence, *m_reader,
                                                 m_clock, *m_bridge, *m_lanes, m_random);
    if (m_options.watchFolders)
        m_watched = std::make_unique<WatchedFolders>(m_store, *m_reader, m_clock, *m_bridge, m_options.workspaceRoot);
    Transaction started(WakeMessaged{m_clock.now()}, AddEvent{Event{0, m_clock.now(), QStringLiteral("runner.started"), {}, lease->holder}});
    m_store.commit(std::move(started), {});
    openSealKey();
    m_tick.start(TickInterval);
    QTimer::singleShot(0, this, &Runner::tick);
    return {};
}

/// Begins to take in what services send, if the workspace says where.
Result<void> Runner::listen()
{
    if (m_options.events)
        m_sink = std::make_unique<EventSink>(*m_options.events, m_options.workspace, *m_reader, m_clock, *m_bridge, *m_lanes, m_random);
    if (!m_options.listener)
        return {};
    m_incoming = std::make_unique<IncomingMessages>(m_store, *m_reader, m_clock, m_home, m_credentials,
                                                    [this](RunId run, const StepKey &step) { noteMessage(run, step); });
    auto started = m_incoming->start(*m_options.listener);
    if (!started && started.error().kind == ErrorKind::Busy) // which says of a runner that another carries the store
        started.error().kind = ErrorKind::Io;
    return started;
}

void Runner::stop(Milliseconds grace)
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
    m_grace.start(grace);
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
    takeUpRefusedEnds();
    const auto counter = m_reader->changeCounter();
    if (counter && *counter != m_changeCounter) {
        m_changeCounter = *counter;
        m_maybeMore = true;
        m_lanes->refresh();
        readCommands();
        m_bulks->noteChange();
        m_tallier->noteChange();
        if (m_sink)
            m_sink->noteChange();
        if (m_alerts)
            m_alerts->noteChange();
    }
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
    fill();
    saveServices(false);
    if (m_clock.now() >= m_nextSeal)
        sealAudit();
    checkIdle();
}

void Runner::readCommands()
{
    const auto commands = m_reader->pendingCommands(CommandPage);
    if (!commands)
        return noteTrouble(commands.error());
    QSet<qint64> pending;
    for (const Command &command : *commands) {
        pending.insert(command.id);
        if (m_commandsTaken.contains(command.id))
            continue;
        m_commandsTaken.insert(command.id);
        takeUp(command);
    }
    if (pending.size() < CommandPage)
        m_commandsTaken.intersect(pending); // the others are finished in the store
}

void Runner::askForOrders()
{
    if (m_clock.now() >= m_troubledUntil)
        m_bulks->tick();
}

void Runner::takeUp(const Command &command)
{
    if (isAboutService(command.kind))
        return carryOutAboutService(command);
    if (const auto active = m_active.find(command.run); active != m_active.end()) {
        active->second->add(command);
    } else {
        const auto run = m_reader->run(command.run);
        if (!run)
            return finish(command, Transaction(FinishCommand{command.id, false, describe(run.error()), m_clock.now()}));
        begin(*run, command);
    }
    if (command.bulk != 0 && m_active.contains(command.run))
        m_bulks->noteBegun(command.run);
}

/// A command whose end the store refuses is carried out again: that does no harm, and it must not stay open for ever.
void Runner::finish(const Command &command, Transaction transaction)
{
    m_ending.append(command.id);
    m_store.commit(std::move(transaction), [refused = m_endRefused](const Result<Committed> &result) {
        if (!result)
            refused->store(true);
    });
}

void Runner::takeUpRefusedEnds()
{
    if (!m_endRefused->exchange(false))
        return;
    for (const qint64 id : std::exchange(m_ending, {}))
        m_commandsTaken.remove(id);
    m_changeCounter = -1;
}

void Runner::carryOutAboutService(const Command &command)
{
    const auto lane = m_lanes->lane(command.service);
    if (!lane) {
        finish(command, Transaction(FinishCommand{command.id, false, describe(lane.error()), m_clock.now()}));
        return;
    }
    if (command.kind == CommandKind::ProbeService) {
        m_prober->start(command, (*lane)->revision.service);
        m_wasIdle = false;
        return;
    }
    // The order and the word that it was carried out are one: neither is remembered without the other.
    Transaction transaction = carryOutServiceCommand(command, **lane, m_clock.now());
    for (Write &write : m_lanes->unsaved(false).writes)
        transaction.add(std::move(write));
    transaction.fence = m_context->fence;
    finish(command, std::move(transaction));
}

/// A message was stored for a run, or has started it. One that is just being put away may write its row over what the message
/// changed there: then it is begun once more.
void Runner::noteMessage(RunId run, const StepKey &step)
{
    if (m_stopping)
        return;
    if (const auto active = m_active.find(run); active != m_active.end()) {
        m_messagesFor.insert(run);
        active->second->noteMessage(step);
    }
    m_maybeMore = true;
    fill();
}

/// Without a key the audit is kept all the same, and `cairn audit verify` says that nothing is sealed.
void Runner::openSealKey()
{
    auto key = SigningKey::openOrCreate(m_options.workspaceRoot + QStringLiteral("/.cairn/audit.key"));
    if (key) {
        m_sealKey = std::move(*key);
        const auto changed = noteKeyChange(m_store, *m_reader, *m_sealKey, m_clock.now());
        if (changed && *changed)
            qCWarning(lcRunner) << "the audit is sealed with a new key from here on: .cairn/audit.key is not the one it was";
    } else
        qCWarning(lcRunner).noquote() << "the audit will not be sealed:" << describe(key.error());
}

void Runner::sealAudit()
{
    m_nextSeal = m_clock.now() + SealInterval;
    if (!m_sealKey)
        return;
    if (const auto sealed = cairn::sealAudit(m_store, *m_reader, *m_sealKey, m_clock.now()); !sealed)
        qCWarning(lcRunner).noquote() << "the audit could not be sealed:" << describe(sealed.error());
}

void Runner::saveServices(bool everything)
{
    Transaction unsaved = m_lanes->unsaved(everything);
    unsaved.fence = m_context->fence;
    if (!unsaved.writes.empty())
        m_store.commit(std::move(unsaved), {});
}

/// The row of a run that is being carried for the first time.
RunRecord Runner::started(RunRecord run) const
{
    run.state = RunState::Running;
    run.startedAt = m_clock.now();
    return run;
}

void Runner::begin(const RunRecord &run, std::optional<Command> command, const Claim &claimed)
{
    const auto pipeline = version(run.pipelineVersionId);
    if (!pipeline) {
        qCWarning(lcRunner) << "run" << run.id.toString() << "has no readable pipeline:" << describe(pipeline.error());
        RunRecord blocked = run;
        blocked.state = RunState::Blocked;
        blocked.category = Category::Internal;
        blocked.cause = describe(pipeline.error());
        Transaction transaction(UpdateRun{blocked, m_clock.now()});
        if (command)
            transaction.add(FinishCommand{command->id, false, blocked.cause, m_clock.now()});
        m_store.commit(std::move(transaction), {});
        return;
    }
    const bool fresh = run.state == RunState::Pending;
    auto carrier = std::make_unique<RunCarrier>(*m_context, fresh ? started(run) : run, *pipeline, fresh, claimed);
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
    if (m_messagesFor.remove(id) && !m_stopping) {
        if (const auto run = m_reader->run(id); run && !isFinished(run->state) && run->state != RunState::Paused)
            return begin(*run);
    }
    if (!heldFor.isEmpty())
        m_lanes->noteHeld(heldFor);
    if (m_stopping)
        return finishStopping();
    m_maybeMore = m_maybeMore || m_active.empty();
    askForOrders();
    fill();
    checkIdle();
}

void Runner::checkIdle()
{
    if (m_stopping || !m_active.empty() || m_wasIdle || (m_watched && m_watched->isBusy()) || (m_sink && !m_sink->isIdle()) ||
        !m_bulks->isIdle() || (m_prober && m_prober->isBusy()) ||
        (m_alerts && (!m_alerts->isIdle() || m_reader->changeCounter() != m_changeCounter)))
        return;
    const auto due = m_reader->duePipelines();
    const auto held = m_reader->holdingServices();
    if (!due || !held || !due->isEmpty() || !held->isEmpty())
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
    if (m_reader)
        sealAudit();
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

void Runner::noteTrouble(const Error &error)
{
    m_troubledUntil = m_clock.now() + TroublePause;
    qCWarning(lcRunner) << "the store cannot be used at the moment:" << describe(error);
    Q_EMIT troubled(error);
}

} // namespace cairn
