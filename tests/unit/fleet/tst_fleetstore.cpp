#include "fleetstore.h"
#include "fleetworkspace.h"

#include "control/doctor.h"
#include "definition/workspace.h"
#include "store/sqlitestore.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

using namespace cairn;
using namespace cairn::testing;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 Runs = 2'000;
const Timestamp End = Timestamp(Milliseconds(1'795'000'000'000));

struct Opened
{
    QTemporaryDir folder;
    std::unique_ptr<Store> store;
    std::unique_ptr<StoreReader> reader;

    explicit Opened(quint64 seed, qint64 runs)
    {
        generateFleetStore(folder.path(), {runs, seed, End});
        store = std::move(*openSqliteStore({folder.filePath(u".cairn"_s)}));
        reader = std::move(*store->reader());
    }
    QList<RunRecord> all(const RunFilter &filter = {}) const { return reader->runs(filter, {}, int(Runs)).value(); }
    /// What tells one generated store from another.
    QStringList told() const
    {
        QStringList lines;
        const QList<RunRecord> runs = all();
        for (const RunRecord &run : runs)
            lines.append(u"%1 %2 %3 %4 %5"_s.arg(run.id.toString(), run.pipeline, word(run.state), run.inputName, run.cause));
        return lines;
    }
};

} // namespace

/// The generated store that benchmarks look at is one that the product could have written.
class TestFleetStore : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isSound();
    void isVaried();
    void runsTellTheirStory();
    void isTheSameForTheSameSeed();
    void nothingIsDueForYears();
    void whatStoppedIsAnIncident();

private:
    Opened m_opened{1, Runs};
};

void TestFleetStore::isSound()
{
    const auto findings = examine(*m_opened.store, m_opened.folder.path(), SystemClock());
    QVERIFY(findings.has_value());
    for (const Finding &finding : *findings) {
        const bool ofTheMachine = finding.subject == "disk"_L1 || finding.subject == "clock"_L1;
        QVERIFY2(ofTheMachine || finding.severity != Finding::Severity::Bad,
                 qPrintable(finding.subject + u": "_s + finding.detail));
    }
    QVERIFY(loadWorkspace(m_opened.folder.path()).isSound());
}

void TestFleetStore::isVaried()
{
    const auto byState = m_opened.reader->countByState().value();
    for (const RunState state : allRunStates())
        QVERIFY2(byState.value(state) > 0, qPrintable(word(state)));
    QVERIFY(byState.value(RunState::Succeeded) > Runs * 8 / 10);
    for (const FleetPipeline &pipeline : fleetPipelines()) {
        RunFilter filter;
        filter.pipeline = QLatin1String(pipeline.name);
        QVERIFY2(m_opened.reader->countRuns(filter).value() > Runs / 25, pipeline.name);
    }
    QSet<Category> categories;
    RunFilter blocked;
    blocked.states = {RunState::Blocked};
    const QList<RunRecord> stopped = m_opened.all(blocked);
    for (const RunRecord &run : stopped) {
        QVERIFY(run.category && !run.cause.isEmpty() && !run.step.isEmpty());
        categories.insert(*run.category);
    }
    QVERIFY(categories.size() >= 5);
    const QList<RunRecord> newest = m_opened.all();
    QCOMPARE(newest.size(), Runs);
    QVERIFY(newest.first().submittedAt <= End);
    QVERIFY(newest.last().submittedAt >= End - std::chrono::hours(30 * 24));
    QVERIFY(newest.first().submittedAt - newest.last().submittedAt > std::chrono::hours(29 * 24));
}

void TestFleetStore::runsTellTheirStory()
{
    qsizetype checkpoints = 0;
    qsizetype attempts = 0;
    const QList<RunRecord> runs = m_opened.all();
    for (const RunRecord &run : runs) {
        const auto history = m_opened.reader->history(run.id);
        QVERIFY(history.has_value());
        checkpoints += history->checkpoints.size();
        attempts += history->attempts.size();
        const bool begun = run.state != RunState::Pending && run.state != RunState::Running && run.state != RunState::Paused;
        QVERIFY2(!begun || !history->checkpoints.isEmpty(), qPrintable(run.id.toString()));
        for (const Attempt &attempt : std::as_const(history->attempts))
            QVERIFY(attempt.startedAt >= run.submittedAt && fleetServices().contains(attempt.service));
    }
    QVERIFY(checkpoints > 5 * Runs && checkpoints < 6 * Runs);
    QVERIFY(attempts > 6 * Runs && attempts < 7 * Runs);
}

void TestFleetStore::isTheSameForTheSameSeed()
{
    const QStringList once = Opened(7, 200).told();
    QCOMPARE(once.size(), 200);
    QCOMPARE(Opened(7, 200).told(), once);
    QVERIFY(Opened(8, 200).told() != once);
}

void TestFleetStore::nothingIsDueForYears()
{
    const auto due = m_opened.reader->duePipelines().value();
    QVERIFY(!due.isEmpty());
    for (const Timestamp at : due)
        QVERIFY(at > SystemClock().now() + std::chrono::hours(24 * 365));
}

void TestFleetStore::whatStoppedIsAnIncident()
{
    RunFilter stopped;
    stopped.states = {RunState::Blocked, RunState::OutcomeUnknown};
    qint64 failing = 0;
    const QList<Incident> incidents = m_opened.reader->incidents({}, std::nullopt, 1'000).value();
    for (const Incident &incident : incidents)
        failing += incident.counts.failing;
    QCOMPARE(failing, m_opened.reader->countRuns(stopped).value());
    QVERIFY(incidents.size() > 10);
}

QTEST_GUILESS_MAIN(TestFleetStore)
#include "tst_fleetstore.moc"
