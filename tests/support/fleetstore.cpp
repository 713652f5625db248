#include "fleetstore.h"

#include "expected.h"
#include "fleetrun.h"

#include "control/apply.h"
#include "store/sqlitestore.h"
#include "store/writeexecutor.h"

#include <QDir>
#include <QFile>

#include <cmath>
#include <cstdio>

namespace cairn::testing {

using namespace Qt::StringLiterals;

namespace {

constexpr int RunsInATransaction = 20'000;
constexpr int FleetForm = 2; ///< of cached stores: grows when they come out differently

/// Faster than durable: a store that is half made is thrown away.
const QStringList Careless{u"PRAGMA synchronous = OFF"_s, u"PRAGMA cache_size = -262144"_s,
                           u"PRAGMA wal_autocheckpoint = 20000"_s};

/// Of each state so many in ten thousand runs; the rest succeeded.
struct Share
{
    RunState state;
    int past; ///< of all
    int late; ///< of those of the last hours
};
constexpr Share Shares[] = {
    {RunState::Degraded, 190, 190},     {RunState::Cancelled, 110, 60},      {RunState::Blocked, 220, 700},
    {RunState::OutcomeUnknown, 12, 60}, {RunState::Paused, 3, 40},           {RunState::Held, 0, 420},
    {RunState::WaitingRetry, 0, 380},   {RunState::WaitingCallback, 6, 260}, {RunState::Running, 0, 90},
    {RunState::Pending, 0, 900},
};

class FleetMaker
{
public:
    FleetMaker(const QString &folder, const FleetPlan &plan) : m_folder(folder), m_plan(plan), m_random(plan.seed) {}

    void prepare();
    void fill(const std::function<void(qint64)> &progress);

private:
    Timestamp momentOf(qint64 index);
    RunId idAt(Timestamp moment);
    RunState stateOf(qint64 index);
    const FleetParts &partsFor(RunState state);
    void putPayloads(Store &store);
    void count(SqliteConnection &connection);

    QString m_folder;
    FleetPlan m_plan;
    FleetRandom m_random;
    QList<PipelineVersion> m_versions;
    QList<FleetParts> m_parts; ///< by pipeline
    QList<PayloadRef> m_inputs;
    QList<PayloadRef> m_outputs;
    qint64 m_lastId = 0;
};

void FleetMaker::putPayloads(Store &store)
{
    Transaction transaction;
    const auto put = [&](QList<PayloadRef> &list, const QByteArray &bytes) {
        const StagedPayload payload = expected(store.payloads().stage(bytes));
        transaction.add(PutPayload{payload});
        list.append(payload.ref);
    };
    for (int i = 0; i < 12; ++i)
        put(m_inputs, QByteArray("a page of a paper, a photo or a parcel\n").repeated(40 + 97 * i));
    for (int i = 0; i < 24; ++i)
        put(m_outputs, R"({"done":true,"id":"job-)" + QByteArray::number(40'000 + 37 * i) + R"(","pages":)" +
                           QByteArray::number(1 + i % 9) + R"(,"text":")" + QByteArray("lorem ipsum ").repeated(1 + i * 5) +
                           "\"}");
    expected(store.commitAndWait(std::move(transaction)));
}

/// Definitions and payloads, through the product.
void FleetMaker::prepare()
{
    writeFleetWorkspace(m_folder);
    const auto store = expected(openSqliteStore({QDir(m_folder).filePath(u".cairn"_s)}));
    const Workspace workspace = loadWorkspace(m_folder);
    for (const Problem &problem : workspace.problems)
        std::fprintf(stderr, "%s\n", qPrintable(problem.toString()));
    expected(applyWorkspace(*store, workspace, SystemClock(), u"fleet"_s, u"generated"_s));
    putPayloads(*store);
    const auto reader = expected(store->reader());
    QList<qint64> revisions;
    for (const QString &service : fleetServices())
        revisions.append(expected(reader->service(service)).id);
    for (const FleetPipeline &pipeline : fleetPipelines())
        m_versions.append(expected(reader->pipeline(QLatin1String(pipeline.name))));
    for (qsizetype i = 0; i < m_versions.size(); ++i)
        m_parts.append({&fleetPipelines().at(i), &m_versions.at(i), revisions, m_inputs, m_outputs});
}

/// In order, more by day than by night.
Timestamp FleetMaker::momentOf(qint64 index)
{
    const double days = double(m_plan.span.count()) / 24;
    const double even = days * double(index) / double(m_plan.runs);
    const double bent = even - 0.7 * std::sin(2 * M_PI * even) / (2 * M_PI);
    const auto start = m_plan.end - m_plan.span;
    return start + Milliseconds(qint64(bent * 86'400'000.0));
}

RunId FleetMaker::idAt(Timestamp moment)
{
    m_lastId = std::max(m_lastId + 1, (moment.time_since_epoch().count() << 21) | qint64(m_random.below(1 << 20)));
    return RunId(m_lastId);
}

/// The last three hours of thirty days, and some more of a small store, are not over yet.
RunState FleetMaker::stateOf(qint64 index)
{
    const qint64 unsettled = std::max(m_plan.runs / 240, std::min<qint64>(m_plan.runs / 8, 150));
    const qint64 place = index - (m_plan.runs - unsettled);
    const bool late = place >= 0;
    if (late && place < allRunStates().size())
        return allRunStates().at(place); // each at least once
    int at = m_random.below(10'000);
    for (const Share &share : Shares) {
        at -= late ? share.late : share.past;
        if (at < 0)
            return share.state;
    }
    return RunState::Succeeded;
}

/// Of a pipeline that can come to that state.
const FleetParts &FleetMaker::partsFor(RunState state)
{
    const auto fits = [&](const FleetPipeline &pipeline) {
        const auto has = [&](FleetStep::Kind kind) {
            return std::any_of(pipeline.steps.begin(), pipeline.steps.end(),
                               [&](const FleetStep &step) { return step.kind == kind; });
        };
        return (state != RunState::Degraded || has(FleetStep::Kind::Optional)) &&
               (state != RunState::WaitingCallback || has(FleetStep::Kind::CalledBack));
    };
    for (;;) {
        int at = m_random.below(100);
        qsizetype chosen = 0;
        while ((at -= fleetPipelines().at(chosen).share) >= 0)
            ++chosen;
        if (fits(fleetPipelines().at(chosen)))
            return m_parts.at(chosen);
    }
}

void FleetMaker::fill(const std::function<void(qint64)> &progress)
{
    const auto location = expected(makeStoreFolder(QDir(m_folder).filePath(u".cairn"_s)));
    const auto connection =
        expected(SqliteConnection::open(location, std::make_shared<const SqlCatalog>(), SqliteConnection::Role::Plain));
    expected(connection->runOnce(Careless));
    const auto keys = std::make_shared<StoreKeys>(nullptr);
    PayloadFolder files(location.payloads(), keys);
    WriteExecutor executor(*connection, *keys, files);
    for (qint64 done = 0; done < m_plan.runs;) {
        expected(connection->run("begin_write"_L1));
        const qint64 upTo = std::min(m_plan.runs, done + RunsInATransaction);
        for (; done < upTo; ++done) {
            const Timestamp moment = momentOf(done);
            const RunState state = stateOf(done);
            const FleetParts &parts = partsFor(state);
            expected(executor.execute(FleetRun(parts, m_random, idAt(moment), moment, state).transaction()));
        }
        expected(connection->run("commit"_L1));
        if (progress)
            progress(done);
    }
    if (m_plan.counted)
        count(*connection);
    expected(connection->runOnce(
        {u"UPDATE run SET due_at = 4102444800000 WHERE due_at IS NOT NULL"_s, u"PRAGMA wal_checkpoint(TRUNCATE)"_s}));
}

void FleetMaker::count(SqliteConnection &connection)
{
    const auto keys = std::make_shared<StoreKeys>(nullptr);
    PayloadFolder files(m_folder, keys);
    WriteExecutor executor(connection, *keys, files);
    for (bool more = true; more;) {
        expected(connection.run("begin_write"_L1));
        more = expected(executor.execute(Transaction(Tally{m_plan.end}))).tallyMore;
        expected(connection.run("commit"_L1));
    }
}

} // namespace

void generateFleetStore(const QString &folder, const FleetPlan &plan, const std::function<void(qint64)> &progress)
{
    FleetMaker maker(folder, plan);
    maker.prepare();
    maker.fill(progress);
}

QString cachedFleetStore(const FleetPlan &plan)
{
    const QString cache = qEnvironmentVariable("CAIRN_BENCH_CACHE", QDir::tempPath());
    const QString counted = plan.counted ? u"-%1h-counted"_s.arg(plan.span.count()) : QString();
    const QDir folder(u"%1/cairn-fleet-%2-%3-%4%5"_s.arg(cache).arg(FleetForm).arg(plan.runs).arg(plan.seed).arg(counted));
    if (folder.exists(u"made"_s))
        return folder.path();
    QDir(folder).removeRecursively();
    std::fprintf(stderr, "making a store of %lld runs in %s\n", static_cast<long long>(plan.runs), qPrintable(folder.path()));
    generateFleetStore(folder.path(), plan);
    QFile made(folder.filePath(u"made"_s));
    if (!made.open(QIODevice::WriteOnly))
        qFatal("cannot write %s", qPrintable(made.fileName()));
    return folder.path();
}

} // namespace cairn::testing
