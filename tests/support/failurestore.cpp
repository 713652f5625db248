#include "failurestore.h"

#include "expected.h"
#include "fleetworkspace.h"

#include "control/apply.h"
#include "store/sqlitestore.h"
#include "store/writeexecutor.h"

#include <QDir>
#include <QFile>

#include <cstdio>

namespace cairn::testing {

using namespace Qt::StringLiterals;

namespace {

constexpr int RunsInATransaction = 10'000;
constexpr int FailureForm = 2; ///< of cached stores: grows when they come out differently
const Timestamp End = Timestamp(Milliseconds(1'795'000'000'000));

/// Where runs of the fleet can stop: a pipeline's step that calls a service, of those that are the same in several pipelines the
/// first alone.
struct Place
{
    qint64 versionId = 0;
    QString pipeline;
    QString step;
};

QList<Place> prepare(const QString &folder)
{
    writeFleetWorkspace(folder);
    const auto store = expected(openSqliteStore({QDir(folder).filePath(u".cairn"_s)}));
    expected(applyWorkspace(*store, loadWorkspace(folder), SystemClock(), u"fleet"_s, u"generated"_s));
    const auto reader = expected(store->reader());
    QList<Place> places;
    for (const FleetPipeline &pipeline : fleetPipelines()) {
        const PipelineVersion version = expected(reader->pipeline(QLatin1String(pipeline.name)));
        for (const FleetStep &step : pipeline.steps) {
            const QString name = QString::fromLatin1(step.name);
            const bool isNew = std::none_of(places.begin(), places.end(), [&](const Place &place) { return place.step == name; });
            if (step.service && isNew)
                places.append({version.id, version.pipeline.name, name});
        }
    }
    return places;
}

/// The failure `number`, of the incident `incident`: its place and its status are its fingerprint.
Transaction failureOf(const Place &place, int number, int status)
{
    RunRecord run;
    run.submittedAt = End - std::chrono::seconds(200'000 - number);
    run.id = RunId((run.submittedAt.time_since_epoch().count() << 21) | number);
    run.pipelineVersionId = place.versionId;
    run.pipeline = place.pipeline;
    run.state = RunState::Blocked;
    run.inputName = u"failure-%1.pdf"_s.arg(number);
    run.input = {Digest::of("content"), 7};
    run.step = StepId(place.step);
    run.category = Category::Data;
    run.cause = u"HTTP %1: field 'amount' is missing"_s.arg(status);
    run.startedAt = run.submittedAt;
    Checkpoint checkpoint;
    checkpoint.run = run.id;
    checkpoint.step = run.step;
    checkpoint.state = StepState::Blocked;
    checkpoint.status = status;
    checkpoint.category = run.category;
    checkpoint.cause = run.cause;
    checkpoint.decision = Action::Block;
    checkpoint.actor = u"runner"_s;
    checkpoint.at = run.submittedAt + std::chrono::milliseconds(900);
    return Transaction(InsertRun{run}, AddCheckpoint{checkpoint});
}

void fill(const QString &folder, const QList<Place> &places, int failures, int incidents)
{
    const auto location = expected(makeStoreFolder(QDir(folder).filePath(u".cairn"_s)));
    const auto connection =
        expected(SqliteConnection::open(location, std::make_shared<const SqlCatalog>(), SqliteConnection::Role::Plain));
    expected(connection->runOnce({u"PRAGMA synchronous = OFF"_s}));
    const auto keys = std::make_shared<StoreKeys>(nullptr);
    PayloadFolder files(location.payloads(), keys);
    WriteExecutor executor(*connection, *keys, files);
    for (int done = 0; done < failures;) {
        expected(connection->run("begin_write"_L1));
        for (const int upTo = std::min(failures, done + RunsInATransaction); done < upTo; ++done) {
            const int incident = done % incidents;
            const int place = incident % int(places.size());
            expected(executor.execute(failureOf(places.at(place), done, 400 + incident / int(places.size()))));
        }
        expected(connection->run("commit"_L1));
    }
    expected(connection->runOnce({u"PRAGMA wal_checkpoint(TRUNCATE)"_s}));
}

} // namespace

QString cachedFailureStore(int failures, int incidents)
{
    const QString cache = qEnvironmentVariable("CAIRN_BENCH_CACHE", QDir::tempPath());
    const QDir folder(u"%1/cairn-failures-%2-%3-%4"_s.arg(cache).arg(FailureForm).arg(failures).arg(incidents));
    if (folder.exists(u"made"_s))
        return folder.path();
    QDir(folder).removeRecursively();
    std::fprintf(stderr, "making a store of %d failures in %s\n", failures, qPrintable(folder.path()));
    fill(folder.path(), prepare(folder.path()), failures, incidents);
    QFile made(folder.filePath(u"made"_s));
    if (!made.open(QIODevice::WriteOnly))
        qFatal("cannot write %s", qPrintable(made.fileName()));
    return folder.path();
}

} // namespace cairn::testing
