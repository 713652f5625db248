#include "rawstore.h"
#include "storetesting.h"

using namespace cairn;
using namespace storetesting;
using namespace Qt::StringLiterals;

namespace {

/// Whether the plan of a query of read.sql looks at every row.
bool scans(const QString &folder, const QString &query)
{
    return cairn::testing::RawStore(folder).plan(query).join(u'\n').contains("SCAN"_L1);
}

} // namespace

/// What belongs to one run: its reruns, events, commands, and the revisions that ruled it.
class TestStoreLineage : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_fixture.emplace(); }
    void cleanup() { m_fixture.reset(); }
    void findsReruns();
    void findsEventsAndCommandsOfARun();
    void findsRevisionsById();
    void remembersEarlierVersions();
    void readsWhatOlderVersionsWroteOfDecisions();
    void looksAtNoOtherRows();

private:
    Store &store() { return m_fixture->store(); }
    StoreReader &reader() { return m_fixture->reader(); }

    std::optional<Fixture> m_fixture;
};

void TestStoreLineage::findsReruns()
{
    m_fixture->addRun(1);
    for (qint64 id : {2, 3, 4}) {
        RunRecord run = runRecord(id, m_fixture->pipelineId);
        if (id != 3)
            run.rerunOf = RunId(1);
        VERIFY_OK(store().commitAndWait(Transaction(InsertRun{run})));
    }
    const auto reruns = reader().rerunsOf(RunId(1), 10);
    VERIFY_OK(reruns);
    QCOMPARE(reruns->size(), 2);
    QCOMPARE(reruns->at(0).id, RunId(2));
    QCOMPARE(reruns->at(1).id, RunId(4));
    QCOMPARE(reader().rerunsOf(RunId(1), 1)->size(), 1);
    QVERIFY(reader().rerunsOf(RunId(2), 10)->isEmpty());
}

void TestStoreLineage::findsEventsAndCommandsOfARun()
{
    m_fixture->addRun(1);
    m_fixture->addRun(2);
    Command command;
    command.kind = CommandKind::Retry;
    command.actor = u"ann"_s;
    command.reason = u"it is back"_s;
    command.createdAt = at(5);
    for (qint64 id : {1, 2, 1}) {
        command.run = RunId(id);
        VERIFY_OK(store().commitAndWait(
            Transaction(AddCommand{command}, AddEvent{Event{0, at(id), u"run.rerun"_s, RunId(id), u"of X"_s}})));
    }
    VERIFY_OK(store().commitAndWait(Transaction(FinishCommand{1, true, u"retried"_s, at(9)})));
    const auto commands = reader().commandsOf(RunId(1), 10);
    VERIFY_OK(commands);
    QCOMPARE(commands->size(), 2); // carried out or not
    QVERIFY(commands->at(0).done && !commands->at(1).done);
    const auto events = reader().eventsOf(RunId(2), 10);
    VERIFY_OK(events);
    QCOMPARE(events->size(), 1);
    QCOMPARE(events->at(0).detail, u"of X"_s);
}

void TestStoreLineage::findsRevisionsById()
{
    const auto revision = reader().serviceRevision(m_fixture->policyId);
    VERIFY_OK(revision);
    QCOMPARE(revision->service.name, u"ocr"_s);
    QCOMPARE(revision->revision, 1);
    COMPARE_ERROR(reader().serviceRevision(4711), ErrorKind::NotFound);
}

/// What was made by each, whether or not it made anything.
void TestStoreLineage::remembersEarlierVersions()
{
    const RunId run = m_fixture->addRun(1);
    m_fixture->addRun(2);
    QVERIFY(reader().history(run)->earlier.isEmpty());
    const auto second = store().commitAndWait(Transaction(PutPipelineVersion{pipelineVersion(u"intake"_s, 2), at(2)}));
    const auto third = store().commitAndWait(Transaction(PutPipelineVersion{pipelineVersion(u"intake"_s, 3), at(2)}));
    VERIFY_OK(second);
    VERIFY_OK(third);
    VERIFY_OK(store().commitAndWait(Transaction(AddAttempt{attempt(run)}, AddCheckpoint{checkpoint(run)},
                                                AddCheckpoint{checkpoint(RunId(2))}, MoveRun{run, second->definitionId},
                                                MoveRun{run, third->definitionId}, AddCheckpoint{checkpoint(run)})));
    const auto history = reader().history(run);
    VERIFY_OK(history);
    const QList<EarlierVersion> &earlier = history->earlier;
    QCOMPARE(earlier.size(), 2);
    QCOMPARE(earlier[0].pipelineVersionId, m_fixture->pipelineId);
    QCOMPARE(earlier[0].version, 1);
    QCOMPARE(earlier[0].untilSeq, history->checkpoints[0].seq);
    QCOMPARE(earlier[0].attempts, 1);
    QCOMPARE(earlier[1].version, 2);
    QCOMPARE(earlier[1].digest, pipelineVersion(u"intake"_s, 2).digest);
    QCOMPARE(earlier[1].untilSeq, earlier[0].untilSeq);
    QCOMPARE(reader().run(run)->version, 3);
    QVERIFY(reader().history(RunId(2))->earlier.isEmpty());
}

void TestStoreLineage::readsWhatOlderVersionsWroteOfDecisions()
{
    const RunId run = m_fixture->addRun(1);
    Transaction before;
    for (const auto &[state, actor] : {std::pair(StepState::Succeeded, u"runner"_s),
                                       {StepState::InFlight, u"runner"_s},
                                       {StepState::Succeeded, u"ann"_s},
                                       {StepState::Skipped, u"ann"_s}}) {
        Checkpoint one = checkpoint(run);
        one.state = state;
        one.actor = actor;
        one.decision = Action::Succeed;
        before.add(AddCheckpoint{one});
    }
    VERIFY_OK(store().commitAndWait(std::move(before)));
    const auto history = reader().history(run);
    VERIFY_OK(history);
    QCOMPARE(history->checkpoints[0].decision, Action::Succeed);
    for (const Checkpoint &other : history->checkpoints.mid(1))
        QVERIFY(!other.decision);
}

void TestStoreLineage::looksAtNoOtherRows()
{
    QVERIFY(!scans(m_fixture->folder(), u"SELECT id FROM run WHERE rerun_of = 1 ORDER BY id LIMIT 9"_s));
    QVERIFY(!scans(m_fixture->folder(), u"SELECT id FROM event WHERE run_id = 1 ORDER BY id LIMIT 9"_s));
    QVERIFY(!scans(m_fixture->folder(), u"SELECT id FROM command WHERE run_id = 1 ORDER BY id LIMIT 9"_s));
}

QTEST_GUILESS_MAIN(TestStoreLineage)
#include "tst_store_lineage.moc"
