#include "rawstore.h"
#include "storetesting.h"

#include <QFile>

#include <atomic>
#include <thread>

using namespace cairn;
using namespace cairn::testing;
using namespace storetesting;
using namespace Qt::StringLiterals;

namespace {

} // namespace

class TestStoreReads : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_fixture.emplace(); }
    void cleanup() { m_fixture.reset(); }

    void listsRunnableRunsByDueTime();
    void passesOverWhatWaitsForAFullService();
    void tellsWhichPipelinesAreDue();
    void countsByState();
    void listsTheNewestOfEachDefinition();
    void listsCommandsUntilTheyAreCarriedOut();
    void listsEventsAfterOne();
    void listsRefusedFilesTheLongestFirst();
    void saysWhatItDoesNotHold();
    void noticesChangesOfOthers();
    void seesNothingHalfDone();
    void changesNothing();
    void saysThatARowIsDamaged_data();
    void saysThatARowIsDamaged();
    void findsADamagedDatabase();
    void isSoundWhenSound();
    void findsDanglingReferences();

private:
    Store &store() { return m_fixture->store(); }
    StoreReader &reader() { return m_fixture->reader(); }

    std::optional<Fixture> m_fixture;
};

void TestStoreReads::listsRunnableRunsByDueTime()
{
    const auto add = [&](qint64 id, RunState state, std::optional<Timestamp> nextAt) {
        RunRecord run = runRecord(id, m_fixture->pipelineId, state);
        run.submittedAt = at(1000);
        run.nextAt = nextAt;
        VERIFY_OK(store().commitAndWait(Transaction(InsertRun{run})));
    };
    add(1, RunState::Pending, {});
    add(2, RunState::WaitingRetry, at(3000));
    add(3, RunState::WaitingRetry, at(500));
    add(4, RunState::Running, {});
    add(5, RunState::Running, at(5001));
    for (const RunState state : allRunStates()) {
        if (state != RunState::Pending && state != RunState::Running && state != RunState::WaitingRetry &&
            state != RunState::WaitingCallback)
            add(10 + int(state), state, at(1));
    }
    const auto ids = [&](qint64 now, int limit) {
        QList<qint64> found;
        const auto runs = reader().runnable(u"intake"_s, at(now), limit);
        for (const RunRecord &run : *runs)
            found.append(run.id.value());
        return found;
    };
    QCOMPARE(ids(499, 10), QList<qint64>());
    QCOMPARE(ids(500, 10), QList<qint64>({3}));
    QCOMPARE(ids(5000, 10), QList<qint64>({3, 2, 1, 4})); // what was begun and waits for its time comes first
    QCOMPARE(ids(5000, 1), QList<qint64>({3}));
    QCOMPARE(ids(5000, 3), QList<qint64>({3, 2, 1}));
    QCOMPARE(ids(9999, 10), QList<qint64>({3, 2, 1, 4, 5}));
    const auto others = reader().runnable(u"intake"_s, at(9999), 2, {}, {RunId(3), RunId(1), RunId(9)});
    VERIFY_OK(others);
    QCOMPARE(others->size(), 2);
    QCOMPARE(others->first().id, RunId(2));
    QCOMPARE(others->last().id, RunId(4));
}

void TestStoreReads::passesOverWhatWaitsForAFullService()
{
    const auto add = [&](qint64 id, const QString &step, int attempts, std::optional<Timestamp> deadline = {},
                         RunState state = RunState::WaitingRetry) {
        RunRecord run = runRecord(id, m_fixture->pipelineId, state);
        run.step = StepId(step);
        run.attempts = attempts;
        run.category = Category::Network;
        run.nextAt = run.wakeAt = at(id);
        run.deadlineAt = deadline;
        VERIFY_OK(store().commitAndWait(Transaction(InsertRun{run})));
    };
    add(1, u"extract"_s, 1);
    add(2, u"extract"_s, 1, at(50));
    add(3, u"extract"_s, 0);
    add(4, u"scan"_s, 1);
    add(5, u"extract"_s, 1, {}, RunState::Blocked); // what goes on beside it does elsewhere
    const auto ids = [&](const FullServices &full) {
        QList<qint64> found;
        const auto runs = reader().runnable(u"intake"_s, at(100), 9, full);
        for (const RunRecord &run : *runs)
            found.append(run.id.value());
        return found;
    };
    QCOMPARE(ids({}), QList<qint64>({1, 2, 3, 4, 5}));
    QCOMPARE(ids({{}, {u"ocr"_s}}), QList<qint64>({2, 3, 4, 5})); // the deadline of the second has passed
    QCOMPARE(ids({{u"ocr"_s}, {}}), QList<qint64>({1, 2, 4, 5}));
    QCOMPARE(ids({{u"oc"_s, u"cr"_s}, {u"none"_s}}), QList<qint64>({1, 2, 3, 4, 5}));
    QCOMPARE(ids({{}, {u"ocr"_s, u"antivirus"_s}}), QList<qint64>({2, 3, 5}));
}

void TestStoreReads::tellsWhichPipelinesAreDue()
{
    QVERIFY(reader().duePipelines()->isEmpty());
    m_fixture->addRun(9, RunState::Succeeded);
    QVERIFY(reader().duePipelines()->isEmpty());
    m_fixture->addRun(8);
    m_fixture->addRun(7);
    const auto other = store().commitAndWait(Transaction(PutPipelineVersion{pipelineVersion(u"archive"_s), at(1)}));
    VERIFY_OK(other);
    VERIFY_OK(store().commitAndWait(Transaction(InsertRun{runRecord(3, other->definitionId)})));
    QCOMPARE(reader().duePipelines().value(), (QMap<QString, Timestamp>{{u"archive"_s, at(3000)}, {u"intake"_s, at(7000)}}));
    QVERIFY(reader().runnable(u"none"_s, at(99'999), 9)->isEmpty());
}

void TestStoreReads::countsByState()
{
    QVERIFY(reader().countByState()->isEmpty());
    for (int i = 1; i <= 10; ++i)
        m_fixture->addRun(i, i % 3 ? RunState::Succeeded : RunState::Blocked);
    QCOMPARE(reader().countByState().value(), (QMap<RunState, qint64>{{RunState::Succeeded, 7}, {RunState::Blocked, 3}}));
}

void TestStoreReads::listsTheNewestOfEachDefinition()
{
    VERIFY_OK(store().commitAndWait(Transaction(PutPipelineVersion{pipelineVersion(u"archive"_s, 1), at(1)},
                                                PutPipelineVersion{pipelineVersion(u"archive"_s, 2), at(2)},
                                                PutServiceRevision{serviceRevision(u"geo"_s, u"a"_s), at(1), {}, {}},
                                                PutServiceRevision{serviceRevision(u"geo"_s, u"b"_s), at(1), {}, {}})));
    const auto pipelines = reader().pipelines();
    VERIFY_OK(pipelines);
    QCOMPARE(pipelines->size(), 2);
    QCOMPARE(pipelines->at(0).pipeline.name, u"archive"_s);
    QCOMPARE(pipelines->at(0).pipeline.version, 2);
    QCOMPARE(pipelines->at(1).pipeline.name, u"intake"_s);
    QCOMPARE(pipelines->at(1).pipeline.steps.size(), 2);
    const auto services = reader().services();
    VERIFY_OK(services);
    QCOMPARE(services->size(), 2);
    QCOMPARE(services->at(0).service.name, u"geo"_s);
    QCOMPARE(services->at(0).revision, 2);
    QCOMPARE(services->at(1).service.name, u"ocr"_s);
}

void TestStoreReads::listsCommandsUntilTheyAreCarriedOut()
{
    const RunId run = m_fixture->addRun(1);
    Command asked;
    asked.kind = CommandKind::Cancel;
    asked.run = run;
    asked.step = StepId(u"scan"_s);
    asked.actor = u"ann"_s;
    asked.reason = u"wrong file"_s;
    asked.createdAt = at(5);
    const auto added = store().commitAndWait(Transaction(AddCommand{asked}));
    VERIFY_OK(added);
    const auto pending = reader().pendingCommands(10);
    QCOMPARE(pending->size(), 1);
    QCOMPARE(added->commands, QList<qint64>{pending->first().id});
    QCOMPARE(word(pending->first().kind), u"cancel"_s);
    QCOMPARE(pending->first().step.name(), u"scan"_s);
    QCOMPARE(pending->first().reason, u"wrong file"_s);
    QVERIFY(!pending->first().done);
    const auto more =
        store().commitAndWait(Transaction(AddCommand{asked}, AddEvent{{0, at(5), u"k"_s, run, {}}}, AddCommand{asked}));
    QCOMPARE(more->commands, (QList<qint64>{added->commands.first() + 1, added->commands.first() + 2}));
    for (const qint64 command : more->commands)
        VERIFY_OK(store().commitAndWait(Transaction(FinishCommand{command, false, {}, at(6)})));

    VERIFY_OK(store().commitAndWait(Transaction(FinishCommand{added->commands.last(), true, u"cancelled"_s, at(6)})));
    COMPARE_ERROR(store().commitAndWait(Transaction(FinishCommand{added->commands.last(), false, {}, at(7)})),
                  ErrorKind::Conflict);
    QVERIFY(reader().pendingCommands(10)->isEmpty());
    const auto done = reader().command(added->commands.last());
    VERIFY_OK(done);
    QVERIFY(done->done && done->accepted);
    QCOMPARE(done->doneAt, at(6));
    QCOMPARE(done->result, u"cancelled"_s);
}

void TestStoreReads::listsEventsAfterOne()
{
    const RunId run = m_fixture->addRun(1);
    for (int i = 0; i < 5; ++i)
        VERIFY_OK(store().commitAndWait(Transaction(AddEvent{{0, at(i), u"k%1"_s.arg(i), i ? run : RunId(), u"d"_s}})));
    const auto all = reader().events(0, 100);
    QCOMPARE(all->size(), 5);
    QVERIFY(!all->at(0).run.isValid());
    QCOMPARE(all->at(1).run, run);
    const auto later = reader().events(all->at(1).id, 2);
    QCOMPARE(later->size(), 2);
    QCOMPARE(later->at(0).kind, u"k2"_s);
    QCOMPARE(later->at(0).at, at(2));
}

void TestStoreReads::listsRefusedFilesTheLongestFirst()
{
    const RefusedFile c{u"intake"_s, u"in/c.pdf"_s, u"too large"_s, at(5)};
    const RefusedFile a{u"intake"_s, u"in/a.pdf"_s, u"too large"_s, at(7)};
    const RefusedFile b{u"intake"_s, u"in/b.pdf"_s, u"too large"_s, at(7)};
    const RefusedFile of{u"other"_s, u"in/a.pdf"_s, u"too large"_s, at(7)};
    VERIFY_OK(store().commitAndWait(Transaction(PutRefused{of}, PutRefused{b}, PutRefused{a}, PutRefused{c})));
    const auto first = reader().refusedFiles(std::nullopt, 2);
    VERIFY_OK(first);
    QCOMPARE(*first, (QList<RefusedFile>{c, a}));
    QCOMPARE(reader().refusedFiles(a, 9).value(), (QList<RefusedFile>{b, of}));
    const RefusedFile changed{c.pipeline, c.path, u"its signature is wrong"_s, at(9)};
    VERIFY_OK(store().commitAndWait(Transaction(PutRefused{changed}, ForgetRefused{a.pipeline, a.path})));
    QCOMPARE(reader().refusedFiles(std::nullopt, 9).value(), (QList<RefusedFile>{b, of, changed}));
}

void TestStoreReads::saysWhatItDoesNotHold()
{
    COMPARE_ERROR(reader().run(RunId(1)), ErrorKind::NotFound);
    COMPARE_ERROR(reader().history(RunId(1)), ErrorKind::NotFound);
    COMPARE_ERROR(reader().pipeline(u"none"_s), ErrorKind::NotFound);
    COMPARE_ERROR(reader().pipelineVersion(99), ErrorKind::NotFound);
    COMPARE_ERROR(reader().service(u"none"_s), ErrorKind::NotFound);
    COMPARE_ERROR(reader().command(1), ErrorKind::NotFound);
    COMPARE_ERROR(reader().openPayload(Digest::of("none")), ErrorKind::NotFound);
    COMPARE_ERROR(reader().payloadSize(Digest()), ErrorKind::NotFound);
}

void TestStoreReads::noticesChangesOfOthers()
{
    const auto before = reader().changeCounter();
    VERIFY_OK(before);
    QCOMPARE(reader().changeCounter().value(), *before);
    m_fixture->addRun(1);
    const auto after = reader().changeCounter();
    QVERIFY(*after != *before);
    QCOMPARE(reader().changeCounter().value(), *after);
}

void TestStoreReads::seesNothingHalfDone()
{
    const RunId run = m_fixture->addRun(1);
    std::atomic<bool> ended = false;
    std::thread writing([&] {
        for (int i = 0; i < 300; ++i)
            std::ignore = store().commitAndWait(Transaction(AddAttempt{attempt(run)}, AddCheckpoint{checkpoint(run)}));
        ended = true;
    });
    bool even = true;
    while (!ended && even) {
        const auto history = reader().history(run);
        even = history && history->attempts.size() == history->checkpoints.size();
    }
    writing.join();
    QVERIFY(even);
}

void TestStoreReads::changesNothing()
{
    QVERIFY(reader().countRuns({})); // reading leaves no lock behind: this write would wait for it
    RawStore(m_fixture->folder()).run({u"BEGIN EXCLUSIVE"_s, u"COMMIT"_s});
}

void TestStoreReads::saysThatARowIsDamaged_data()
{
    QTest::addColumn<QString>("damage");
    QTest::newRow("state") << u"UPDATE run SET state = 'sleeping', due_at = NULL"_s;
    QTest::newRow("category") << u"UPDATE run SET category = 'weather'"_s;
    QTest::newRow("pipeline") << u"UPDATE pipeline_version SET definition = x'7b'"_s;
    QTest::newRow("service") << u"UPDATE service_revision SET definition = x''"_s;
}

void TestStoreReads::saysThatARowIsDamaged()
{
    QFETCH(const QString, damage);
    m_fixture->addRun(1);
    RawStore(m_fixture->folder()).run(damage);
    if (damage.contains("UPDATE run"_L1)) {
        COMPARE_ERROR(reader().run(RunId(1)), ErrorKind::Damaged);
        QVERIFY(reader().runs({}, {}, 10).value().isEmpty());
    } else if (damage.contains("pipeline"_L1)) {
        COMPARE_ERROR(reader().pipeline(u"intake"_s), ErrorKind::Damaged);
        QVERIFY(reader().pipelines().value().isEmpty()); // the others would go on
        QCOMPARE(reader().pipelineHeads().value().size(), 1);
    } else {
        COMPARE_ERROR(reader().service(u"ocr"_s), ErrorKind::Damaged);
        QVERIFY(reader().services().value().isEmpty());
        QVERIFY(reader().serviceHistory(u"ocr"_s, 10).value().isEmpty());
    }
}

void TestStoreReads::findsADamagedDatabase()
{
    for (int i = 1; i <= 2000; ++i)
        store().commit(Transaction(InsertRun{runRecord(i, m_fixture->pipelineId)}), {});
    m_fixture->close(); // the log is carried over into the database
    QFile file(m_fixture->folder() + "/store.sqlite"_L1);
    QVERIFY(file.open(QIODevice::ReadWrite));
    const qint64 size = file.size();
    file.seek(40 * 4096);
    file.write(QByteArray(size - 60 * 4096, '\x5a'));
    file.close();
    const auto damaged = openSqliteStore({m_fixture->folder(), false});
    if (damaged) {
        const auto defects = storetesting::reader(**damaged)->checkIntegrity();
        QVERIFY(!defects || !defects->isEmpty());
        COMPARE_ERROR(storetesting::reader(**damaged)->runs({}, {}, 5000), ErrorKind::DamagedStore);
    } else {
        QCOMPARE(word(damaged.error().kind), u"damaged_store"_s);
    }
}

void TestStoreReads::isSoundWhenSound()
{
    m_fixture->addRun(1);
    QCOMPARE(reader().checkIntegrity().value(), QStringList());
}

void TestStoreReads::findsDanglingReferences()
{
    m_fixture->addRun(1);
    VERIFY_OK(store().commitAndWait(Transaction(AddCheckpoint{checkpoint(RunId(1))})));
    RawStore(m_fixture->folder()).run({u"PRAGMA foreign_keys = OFF"_s, u"DELETE FROM run"_s});
    const auto defects = reader().checkIntegrity();
    VERIFY_OK(defects);
    QCOMPARE(defects->size(), 1);
    QVERIFY2(defects->first().contains("checkpoint row 1"_L1), qPrintable(defects->first()));
}

QTEST_GUILESS_MAIN(TestStoreReads)
#include "tst_store_reads.moc"
