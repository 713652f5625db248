#include "simulation.h"

#include "definition/canonical.h"
#include "store/sqlitestore.h"

#include <QDir>
#include <QtEndian>

namespace cairn::simulator {

namespace {

constexpr qint64 MostEvents = 50'000;
constexpr Milliseconds Longest = std::chrono::hours(3);
constexpr int MostStepsToStop = 100'000;

QString memoryFolder()
{
    const QString shared = QStringLiteral("/dev/shm");
    return (QDir(shared).exists() ? shared : QDir::tempPath()) + QStringLiteral("/cairn-simulator-XXXXXX");
}

RunId runIdFor(quint64 seed, int run)
{
    return RunId(qint64(seed * 16 + quint64(run) + 1));
}

QByteArray traceIdFor(quint64 seed, int run)
{
    QByteArray id(16, '\0');
    qToBigEndian(seed + 1, id.data());
    qToBigEndian(quint64(run), id.data() + 8);
    return id;
}

} // namespace

StoreRoom::StoreRoom() : m_folder(memoryFolder())
{
    auto store = openSqliteStore({m_folder.filePath(QStringLiteral(".cairn")), false});
    if (!store)
        qFatal("%s", qPrintable(describe(store.error())));
    m_store = std::move(*store);
    auto reader = m_store->reader();
    if (!reader)
        qFatal("%s", qPrintable(describe(reader.error())));
    m_reader = std::move(*reader);
}

Simulation::Simulation(const Parts &parts, Plan plan, Mischief mischief, bool isPrinted)
    : m_parts(parts), m_world(parts.time, std::move(plan), mischief, isPrinted, parts.counts), m_network(m_world),
      m_operator(m_world,
                 [this](const Command &command) { return m_stores.back()->commitElsewhere(Transaction(AddCommand{command})); })
{
}

Ending Simulation::run()
{
    m_world.life = std::make_shared<Life>();
    prepare();
    beginLife();
    m_operator.begin();
    while (m_world.judge.violations().isEmpty() && !hasEnded()) {
        if (std::exchange(m_world.isEndDue, false)) {
            endLife();
            continue;
        }
        m_world.time.step();
        checkBounds();
    }
    const bool isSound = m_world.judge.violations().isEmpty();
    m_world.life->isDead = m_world.life->isDead || !isSound;
    buryRunner(Milliseconds(0));
    if (isSound) {
        m_world.judge.closes();
        compareWithStore();
    }
    const Ending outcome{m_world.judge.violations(), m_world.trace.hash(), m_world.events,
                         m_world.time.now() - VirtualTime::Beginning};
    m_world.time.reset();
    return outcome;
}

void Simulation::prepare()
{
    Transaction definitions;
    const Timestamp now = m_world.time.now();
    Store &store = m_parts.room.store();
    for (const ServicePlan &plan : m_world.plan.services)
        std::ignore = store.commitAndWait(
            Transaction(PutServiceRevision{{0, 0, digestOf(plan.service), {}, plan.service}, now, QStringLiteral("ann"), {}}));
    QList<qint64> versions;
    for (const Pipeline &pipeline : m_world.plan.pipelines) {
        const auto done = store.commitAndWait(Transaction(PutPipelineVersion{{0, digestOf(pipeline), {}, pipeline}, now}));
        versions.append(done ? done->definitionId : 0);
    }
    for (int run = 0; run < int(m_world.plan.runs.size()); ++run) {
        const RunPlan &plan = m_world.plan.runs[size_t(run)];
        m_world.durable.add(runIdFor(m_world.plan.seed, run), plan.pipeline,
                            int(m_world.plan.pipelines[plan.pipeline].steps.size()));
        m_world.time.after(plan.submitted, [this, run, id = versions[plan.pipeline]] { submit(run, id); });
    }
}

void Simulation::submit(int run, qint64 pipelineVersion)
{
    Store &store = m_parts.room.store();
    const Pipeline &pipeline = m_world.plan.pipelines[m_world.plan.runs[size_t(run)].pipeline];
    const auto input = store.payloads().stage("input " + QByteArray::number(m_world.plan.seed) + '.' + QByteArray::number(run));
    RunRecord record;
    record.id = runIdFor(m_world.plan.seed, run);
    record.pipelineVersionId = pipelineVersion;
    record.inputName = QStringLiteral("input.txt");
    record.input = input->ref;
    record.submittedAt = m_world.time.now();
    record.traceId = traceIdFor(m_world.plan.seed, run);
    if (pipeline.deadline.count() > 0)
        record.deadlineAt = record.submittedAt + pipeline.deadline;
    const Transaction transaction(PutPayload{*input}, InsertRun{record});
    if (const auto done = store.commitAndWait(transaction); !done)
        m_world.judge.accuse(run, -1, describe(done.error()));
    m_world.changes.count(transaction);
    m_world.durable.runs()[size_t(run)].isSubmitted = true;
    m_world.trace.add("submitted", run, -1);
    ++m_world.counts["runs"];
}

void Simulation::beginLife()
{
    m_world.judge.lifeBegins();
    m_stores.push_back(std::make_unique<SimStore>(m_parts.room.store(), m_parts.room.reader(), m_world));
    RunnerOptions options{{}, m_world.plan.maxActive, false};
    options.transports = [this](const Service &service) { return m_network.transport(service.name); };
    options.randomSeed = m_world.plan.seed * 8 + quint64(m_world.life->number);
    options.expressions = &m_parts.expressions;
    m_runner = std::make_unique<Runner>(*m_stores.back(), m_world.time, options);
    m_hasStopped = false;
    QObject::connect(m_runner.get(), &Runner::stopped, m_runner.get(), [this] { m_hasStopped = true; });
    QObject::connect(m_runner.get(), &Runner::idle, m_runner.get(), [this] { m_world.judge.comesToRest(); });
    endAfterTime();
    if (const auto started = m_runner->start(); !started)
        m_world.judge.accuse(-1, -1, describe(started.error()));
}

void Simulation::endAfterTime()
{
    const auto life = m_world.life;
    if (size_t(life->number) >= m_world.plan.ends.size())
        return;
    const EndPlan &end = m_world.plan.ends[size_t(life->number)];
    if (end.afterTime.count() == 0)
        return;
    m_world.time.after(end.afterTime, [this, life, &end] {
        if (life == m_world.life && !life->isDead)
            m_world.endsLife(end);
    });
}

void Simulation::endLife()
{
    const EndPlan end = m_world.plan.ends[size_t(m_world.life->number)];
    ++m_world.counts[end.grace ? "runners stopped" : "runners killed"];
    if (m_world.life->isDead)
        m_network.lifeEnds();
    buryRunner(end.grace.value_or(Milliseconds(0)));
    const Timestamp begins = m_world.time.now() + end.downtime;
    m_world.time.after(end.downtime, [] {});
    while (m_world.time.now() < begins)
        m_world.time.step();
    auto next = std::make_shared<Life>();
    next->number = m_world.life->number + 1;
    m_world.life = next;
    beginLife();
}

void Simulation::buryRunner(Milliseconds grace)
{
    m_runner->stop(grace);
    for (int steps = 0; !m_hasStopped && steps < MostStepsToStop; ++steps)
        m_world.time.step();
    if (!m_hasStopped)
        qFatal("seed %llu: the runner does not stop\n%s", m_world.plan.seed, qPrintable(standing()));
    if (!m_world.life->isDead)
        m_stores.back()->sync();
    m_runner.reset();
    m_world.trace.add("buried", -1, -1);
}

bool Simulation::hasEnded() const
{
    const Durable &durable = m_world.durable;
    return durable.allFinished() && durable.openCommands() == 0 && durable.openOrders() == 0 && m_network.onTheWay() == 0;
}

void Simulation::checkBounds()
{
    if (m_world.events > MostEvents || m_world.time.now() - VirtualTime::Beginning > Longest)
        m_world.judge.accuse(-1, -1, QStringLiteral("it does not come to an end:\n") + standing());
}

QString Simulation::standing() const
{
    QString text;
    for (const DurableRun &run : m_world.durable.runs()) {
        text += QStringLiteral("  run %1:").arg(word(run.state));
        for (const DurableStep &step : run.steps)
            text += QLatin1Char(' ') + word(step.state);
        text += QStringLiteral(", %1 commands\n").arg(run.openCommands);
    }
    return text + QStringLiteral("  %1 requests on their way\n").arg(m_network.onTheWay());
}

/// The model that judged and the rows that will be read must be the same.
void Simulation::compareWithStore()
{
    for (int run = 0; run < int(m_world.durable.runs().size()); ++run) {
        const DurableRun &durable = m_world.durable.runs()[size_t(run)];
        const auto row = m_parts.room.reader().run(durable.id);
        const auto history = m_parts.room.reader().history(durable.id);
        if (!row || !history || row->state != durable.state) {
            m_world.judge.accuse(run, -1, QStringLiteral("its row says something else than was committed"));
            continue;
        }
        std::vector<StepState> states(durable.steps.size(), StepState::Pending);
        for (const Checkpoint &checkpoint : history->checkpoints)
            states[size_t(Durable::stepIndex(checkpoint.step))] = checkpoint.state;
        for (size_t step = 0; step < states.size(); ++step) {
            if (states[step] != durable.steps[step].state)
                m_world.judge.accuse(run, int(step), QStringLiteral("its rows say something else than was committed"));
        }
        ++m_world.counts["ended " + word(row->state).toLatin1()];
        for (const DurableStep &step : durable.steps)
            m_world.counts["steps with an unknown outcome"] += step.lastUnknown > 0;
    }
}

} // namespace cairn::simulator
