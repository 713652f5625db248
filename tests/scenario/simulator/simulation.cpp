#include "simulation.h"

#include "control/rerun.h"
#include "definition/canonical.h"
#include "store/sqlitestore.h"

#include <QDir>
#include <QtEndian>

using namespace Qt::StringLiterals;

namespace cairn::simulator {

namespace {

constexpr qint64 MostEvents = 50'000;
constexpr Milliseconds Longest = std::chrono::hours(3);
/// What somebody else cannot write while the disk is full is tried again.
constexpr Milliseconds DiskPause{500};
constexpr int MostStepsToStop = 100'000;

QString memoryFolder()
{
    const QString shared = u"/dev/shm"_s;
    return (QDir(shared).exists() ? shared : QDir::tempPath()) + u"/cairn-simulator-XXXXXX"_s;
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

StoreInMemory::StoreInMemory() : m_folder(memoryFolder())
{
    auto store = openSqliteStore({m_folder.filePath(u".cairn"_s), false});
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
      m_operator(m_world, hands())
{
}

Ending Simulation::run()
{
    m_world.life = std::make_shared<Life>();
    prepareLease();
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
    forgetServices();
    const Ending outcome{m_world.judge.violations(), m_world.trace.hash(), m_world.events, m_world.time.elapsed()};
    m_world.isOver = true;
    m_world.time.reset();
    return outcome;
}

Operator::Hands Simulation::hands()
{
    return {[this](const Transaction &transaction) { return m_stores.back()->commitElsewhere(transaction).has_value(); },
            [this](const QByteArray &bytes) { return *m_parts.room.store().payloads().stage(bytes); },
            [this](int run, int from, bool latest) { rerun(run, from, latest); }};
}

void Simulation::prepare()
{
    m_versionIds.resize(qsizetype(m_world.plan.pipelines.size()));
    for (int pipeline = 0; pipeline < int(m_world.plan.pipelines.size()); ++pipeline)
        preparePipeline(pipeline);
    prepareServices();
    for (int run = 0; run < int(m_world.plan.runs.size()); ++run) {
        const RunPlan &plan = m_world.plan.runs[size_t(run)];
        RunRecord row;
        row.id = runIdFor(m_world.plan.seed, run);
        row.traceId = traceIdFor(m_world.plan.seed, run);
        m_world.durable.add(row, plan.pipeline, 0, int(m_world.plan.pipelines[size_t(plan.pipeline)].versions[0].steps.size()));
        m_world.time.after(plan.submitted, [this, run] { submit(run); });
    }
    for (const JumpPlan &jump : m_world.plan.jumps) {
        m_world.time.after(jump.at, [this, by = jump.by] {
            m_world.time.setWallClock(by);
            m_world.trace.add("clock", {}, by.count());
            m_world.judge.wallClockIsSet(by);
            ++m_world.counts[by.count() > 0 ? "clock set forward" : "clock set back"];
        });
    }
}

/// As in a store that no runner had before: how the last one of another seed ended is no matter of this one.
void Simulation::prepareLease()
{
    Store &store = m_parts.room.store();
    if (store.acquireLease())
        std::ignore = store.commitAndWait(Transaction(EndLease{Timestamp{}}));
    store.releaseLease();
}

void Simulation::prepareServices()
{
    for (int i = 0; i < int(m_world.plan.services.size()); ++i) {
        const ServicePlan &plan = m_world.plan.services[size_t(i)];
        const auto put = m_parts.room.store().commitAndWait(
            Transaction(PutServiceRevision{{0, 0, digestOf(plan.service), {}, plan.service}, m_world.time.now(), u"ann"_s, {}}));
        m_world.judge.isRevised(i, put ? put->definitionId : 0, plan.service.policy);
        for (const RevisionPlan &revision : plan.revisions)
            m_world.time.after(revision.at, [this, i, policy = revision.policy] { revise(i, policy); });
    }
}

void Simulation::preparePipeline(int pipeline)
{
    const PipelinePlan &plan = m_world.plan.pipelines[size_t(pipeline)];
    const Pipeline &first = plan.versions.front();
    const auto put =
        m_parts.room.store().commitAndWait(Transaction(PutPipelineVersion{{0, digestOf(first), {}, first}, m_world.time.now()}));
    m_versionIds[pipeline].append(put ? put->definitionId : 0);
    m_world.durable.know(m_versionIds[pipeline].last(), 0);
    if (plan.versions.size() > 1)
        m_world.time.after(plan.newerAt, [this, pipeline] { apply(pipeline, 1); });
}

/// A person gives the service another policy, whatever is under way.
void Simulation::revise(int service, Policy policy)
{
    Service revised = m_world.plan.services[size_t(service)].service;
    revised.policy = policy;
    const auto put = m_stores.back()->commitElsewhere(
        Transaction(PutServiceRevision{{0, 0, digestOf(revised), {}, revised}, m_world.time.now(), u"ann"_s, {}}));
    if (!put)
        return m_world.time.after(DiskPause, [this, service, policy] { revise(service, policy); });
    m_world.judge.isRevised(service, put->definitionId, policy);
    m_world.trace.add("revised", {}, service);
    ++m_world.counts["policies revised"];
}

void Simulation::apply(int pipeline, int version)
{
    const Pipeline &newer = m_world.plan.pipelines[size_t(pipeline)].versions[size_t(version)];
    const auto put =
        m_stores.back()->commitElsewhere(Transaction(PutPipelineVersion{{0, digestOf(newer), {}, newer}, m_world.time.now()}));
    if (!put)
        return m_world.time.after(DiskPause, [this, pipeline, version] { apply(pipeline, version); });
    m_versionIds[pipeline].append(put->definitionId);
    m_world.durable.know(put->definitionId, version);
    m_world.trace.add("applied", {}, pipeline);
}

void Simulation::submit(int run)
{
    Store &store = m_parts.room.store();
    const int index = m_world.plan.runs[size_t(run)].pipeline;
    const Pipeline &pipeline = m_world.plan.pipelines[size_t(index)].versions.front();
    const auto input = store.payloads().stage("input " + QByteArray::number(m_world.plan.seed) + '.' + QByteArray::number(run));
    RunRecord record;
    record.id = runIdFor(m_world.plan.seed, run);
    record.pipelineVersionId = m_versionIds[index].first();
    record.inputName = u"input.txt"_s;
    record.input = input->ref;
    record.submittedAt = m_world.time.now();
    record.traceId = traceIdFor(m_world.plan.seed, run);
    if (pipeline.deadline.count() > 0)
        record.deadlineAt = record.submittedAt + pipeline.deadline;
    const Transaction transaction(PutPayload{*input}, InsertRun{record});
    if (const auto done = store.commitAndWait(transaction); !done)
        m_world.judge.accuse({run}, describe(done.error()));
    m_world.changes.count(transaction);
    DurableRun &durable = m_world.durable.runs()[size_t(run)];
    durable.deadlineAt = record.deadlineAt;
    durable.isSubmitted = true;
    m_world.trace.add("submitted", {run});
    ++m_world.counts["runs"];
}

/// As `cairn rerun` does it. What is taken over from the old run is what was told there.
void Simulation::rerun(int run, int from, bool latest)
{
    if (m_stores.back()->isDiskFull() || m_world.mischief == Mischief::ForgetsCommits)
        return;
    StoreReader &reader = m_parts.room.reader();
    const DurableRun old = m_world.durable.runs()[size_t(run)];
    const StepId first = from < 0 ? StepId() : StepId(u"s%1"_s.arg(from));
    const auto id = cairn::rerun(m_parts.room.store(), reader, old.id, first, latest, m_world.time, u"olga"_s, {});
    m_world.trace.add("rerun", {run, from}, id.has_value());
    const auto row = id ? reader.run(*id) : tl::unexpected(id.error());
    const auto history = row ? reader.history(row->id) : tl::unexpected(row.error());
    if (!history)
        return; // refused: the newest version does otherwise what would be taken over
    m_world.changes.count(Transaction(InsertRun{*row}));
    const int fresh =
        m_world.durable.add(*row, old.pipeline, m_world.durable.versionOf(row->pipelineVersionId), int(old.steps.size()));
    m_world.durable.runs()[size_t(fresh)].state = row->state;
    m_world.durable.runs()[size_t(fresh)].isSubmitted = true;
    for (const Checkpoint &checkpoint : history->checkpoints) {
        m_world.durable.apply(checkpoint);
        const int step = Durable::stepIndex(checkpoint.step);
        m_world.durable.step({fresh, step}).told = old.steps[size_t(step)].told;
    }
    ++m_world.counts["reruns"];
}

void Simulation::beginLife()
{
    m_world.judge.lifeBegins();
    m_stores.push_back(std::make_unique<SimStore>(m_parts.room.store(), m_parts.room.reader(), m_world));
    RunnerOptions options{{}, m_world.plan.maxActive, false};
    options.transports = [this](const Service &service) { return m_network.transport(service.name); };
    options.randomSeed = m_world.plan.seed * 8 + quint64(m_world.life->number);
    options.expressions = &m_parts.expressions;
    options.door = [this](Listener::Handler handler) {
        m_world.door = std::move(handler);
        return u"https://cairn.example"_s;
    };
    m_runner = std::make_unique<Runner>(*m_stores.back(), m_world.time, options);
    m_hasStopped = false;
    QObject::connect(m_runner.get(), &Runner::stopped, m_runner.get(), [this] { m_hasStopped = true; });
    QObject::connect(m_runner.get(), &Runner::idle, m_runner.get(), [this] { m_world.judge.comesToRest(); });
    endAfterTime();
    if (const auto started = m_runner->start(); !started)
        m_world.judge.accuse({}, describe(started.error()));
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
    const Milliseconds begins = m_world.time.elapsed() + end.downtime;
    m_world.time.after(end.downtime, [] {});
    while (m_world.time.elapsed() < begins)
        m_world.time.step();
    auto next = std::make_shared<Life>();
    next->number = m_world.life->number + 1;
    m_world.life = next;
    beginLife();
}

void Simulation::buryRunner(Milliseconds grace)
{
    m_world.door = {};
    m_runner->stop(grace);
    for (int steps = 0; !m_hasStopped && steps < MostStepsToStop; ++steps)
        m_world.time.step();
    if (!m_hasStopped)
        qFatal("seed %llu: the runner does not stop\n%s", m_world.plan.seed, qPrintable(standing()));
    if (!m_world.life->isDead)
        m_stores.back()->sync();
    m_runner.reset();
    m_world.trace.add("buried");
}

/// Else what stands of them as being in flight, where the last word of the last runner came too late, is looked after by the
/// first one of another seed.
void Simulation::forgetServices()
{
    Transaction transaction;
    for (const ServicePlan &service : m_world.plan.services)
        transaction.add(PutServiceState{service.service.name, {}, m_world.time.now()});
    std::ignore = m_parts.room.store().commitAndWait(std::move(transaction));
}

bool Simulation::hasEnded() const
{
    const Durable &durable = m_world.durable;
    return durable.allFinished() && durable.openCommands() == 0 && durable.openOrders() == 0 && m_network.onTheWay() == 0;
}

/// Where the clock is set back, what waits for a time waits for so much longer.
Milliseconds Simulation::longest() const
{
    Milliseconds longest = Longest;
    for (const JumpPlan &jump : m_world.plan.jumps)
        longest += std::max(Milliseconds(0), -jump.by);
    return longest;
}

void Simulation::checkBounds()
{
    if (m_world.events > MostEvents || m_world.time.elapsed() > longest())
        m_world.judge.accuse({}, u"it does not come to an end:\n"_s + standing());
}

QString Simulation::standing() const
{
    QString text;
    for (const DurableRun &run : m_world.durable.runs()) {
        text += u"  run %1:"_s.arg(word(run.state));
        for (const DurableStep &step : run.steps) {
            text += QLatin1Char(' ') + word(step.state);
            for (const DurableStep &item : step.items)
                text += QLatin1Char('/') + word(item.state);
        }
        text += u", %1 commands\n"_s.arg(run.openCommands);
    }
    return text + u"  %1 requests on their way\n"_s.arg(m_network.onTheWay());
}

/// The model that judged and the rows that will be read must be the same.
void Simulation::compareWithStore()
{
    for (int run = 0; run < int(m_world.durable.runs().size()); ++run)
        compareRun(run);
}

void Simulation::compareRun(int run)
{
    const DurableRun &durable = m_world.durable.runs()[size_t(run)];
    const auto row = m_parts.room.reader().run(durable.id);
    const auto history = m_parts.room.reader().history(durable.id);
    if (!row || !history || row->state != durable.state)
        return m_world.judge.accuse({run}, u"its row says something else than was committed"_s);
    QHash<Place, StepState> states;
    for (const Checkpoint &checkpoint : history->checkpoints)
        states[m_world.durable.placeOf(checkpoint.run, checkpoint.key())] = checkpoint.state;
    for (const Place &place : m_world.durable.places(run)) {
        const DurableStep &step = m_world.durable.step(place);
        if (states.value(place, StepState::Pending) != step.state)
            m_world.judge.accuse(place, u"its rows say something else than was committed"_s);
        m_world.counts["items"] += place.item != NoItem;
        m_world.counts["steps with an unknown outcome"] += step.lastUnknown > 0;
        m_world.counts["edits that went out"] += step.edited.isValid();
    }
    m_world.counts["moved to a newer version"] += durable.version > 0;
    ++m_world.counts["ended " + word(row->state).toLatin1()];
}

} // namespace cairn::simulator
