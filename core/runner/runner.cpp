#include "runner/runner.h"

#include "base/logging.h"

namespace cairn {

namespace {
constexpr Milliseconds TickInterval{100};
constexpr Milliseconds TroublePause{1'000};
constexpr int CommandPage = 200;
} // namespace

Runner::Runner(Store &store, const Clock &clock, RunnerOptions options, QObject *parent)
    : QObject(parent), m_store(store), m_clock(clock), m_options(std::move(options)), m_random(std::random_device{}())
{
    connect(&m_tick, &QTimer::timeout, this, &Runner::tick);
    m_grace.setSingleShot(true);
    connect(&m_grace, &QTimer::timeout, this, [this] {
        for (const auto &[id, carrier] : m_active)
            carrier->abort();
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
    m_lanes = std::make_unique<ServiceLanes>(m_home, *m_reader);
    m_builder = std::make_unique<RequestBuilder>(m_store, *m_reader, m_engine);
    m_context.reset(new CarrierContext{m_clock, *m_reader, *m_bridge, m_home, *m_lanes, m_engine, *m_builder, m_random,
                                       m_options.workspaceRoot, lease->fence, [this](const Error &error) { noteTrouble(error); },
                                       [this](const Error &error) {
                                           if (!std::exchange(m_stopping, true))
                                               Q_EMIT failed(error);
                                       }});
    if (m_options.watchFolders)
        m_watched = std::make_unique<WatchedFolders>(m_store, *m_reader, m_clock, *m_bridge, m_options.workspaceRoot);
    Transaction started(AddEvent{Event{0, m_clock.now(), QStringLiteral("runner.started"), {}, lease->holder}});
    m_store.commit(std::move(started), {});
    m_tick.start(TickInterval);
    QTimer::singleShot(0, this, &Runner::tick);
    return {};
}

void Runner::stop(Milliseconds grace)
{
    m_stopping = true;
    m_tick.stop();
    if (m_lanes)
        m_lanes->close();
    if (m_watched)
        m_watched->stop([this] { finishStopping(); });
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
    const auto counter = m_reader->changeCounter();
    if (counter && *counter != m_changeCounter) {
        m_changeCounter = *counter;
        m_maybeMore = true;
        m_lanes->refresh();
        readCommands();
    }
    if (m_nextDue && *m_nextDue <= m_clock.now())
        m_maybeMore = true;
    if (m_watched)
        m_watched->tick();
    fill();
    checkIdle();
}

void Runner::readCommands()
{
    const auto commands = m_reader->pendingCommands(CommandPage);
    if (!commands)
        return noteTrouble(commands.error());
    for (const Command &command : *commands) {
        if (m_commandsTaken.contains(command.id))
            continue;
        m_commandsTaken.insert(command.id);
        if (const auto active = m_active.find(command.run); active != m_active.end()) {
            active->second->add(command);
            continue;
        }
        const auto run = m_reader->run(command.run);
        if (run)
            begin(*run, command);
        else
            m_store.commit(Transaction(FinishCommand{command.id, false, describe(run.error()), m_clock.now()}), {});
    }
}

/// Refills when half of the places are free, so that the store is asked once for many runs.
void Runner::fill()
{
    const int active = activeRuns();
    if (m_stopping || !m_maybeMore || active > m_options.maxActive / 2 || m_clock.now() < m_troubledUntil)
        return;
    // Active runs are due as well and come first: ask for enough to see beyond them.
    const auto due = m_reader->runnable(m_clock.now(), active + m_options.maxActive);
    if (!due)
        return noteTrouble(due.error());
    m_maybeMore = due->size() >= active + m_options.maxActive;
    Transaction claims;
    for (const RunRecord &run : *due) {
        if (activeRuns() >= m_options.maxActive)
            break;
        if (m_active.contains(run.id))
            continue;
        begin(run);
        if (run.state == RunState::Pending)
            claims.add(UpdateRun{started(run)});
    }
    claims.fence = m_context->fence;
    if (!claims.writes.empty())
        m_store.commit(std::move(claims), {});
    const auto next = m_reader->nextDue();
    m_nextDue = next ? *next : std::nullopt;
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
        m_store.commit(Transaction(UpdateRun{blocked}), {});
        return;
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
    m_active.erase(carrier);
    if (m_stopping)
        return finishStopping();
    m_maybeMore = m_maybeMore || m_active.empty();
    fill();
    checkIdle();
}

void Runner::checkIdle()
{
    if (m_stopping || !m_active.empty() || m_wasIdle || (m_watched && m_watched->isBusy()))
        return;
    const auto next = m_reader->nextDue();
    if (!next || *next)
        return;
    m_wasIdle = true;
    Q_EMIT idle();
}

void Runner::finishStopping()
{
    if (!m_active.empty() || (m_watched && m_watched->isBusy()))
        return;
    m_grace.stop();
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
