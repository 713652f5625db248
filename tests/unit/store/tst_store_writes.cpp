#include "storetesting.h"

#include <atomic>

using namespace cairn;
using namespace storetesting;
using namespace Qt::StringLiterals;

namespace {

/// Keeps the writer thread busy, so that what is committed meanwhile becomes one group.
class HeldWriter
{
public:
    explicit HeldWriter(Store &store)
    {
        store.commit(Transaction(), [this](const Result<Committed> &) {
            m_held.release();
            m_release.acquire();
        });
        m_held.acquire();
    }
    void release() { m_release.release(); }

private:
    Semaphore m_held;
    Semaphore m_release;
};

Transaction eventOf(const QString &kind)
{
    return Transaction(AddEvent{{0, at(1), kind, {}, {}}});
}

} // namespace

class TestStoreWrites : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_fixture.emplace(); }
    void cleanup() { m_fixture.reset(); }

    void keepsEveryFieldOfARun();
    void keepsEveryFieldOfACheckpoint();
    void keepsEveryFieldOfAnAttempt();
    void updatesWhatChangesOfARun();
    void beginsARunOnce();
    void numbersCheckpointsInOrderOfCommit();
    void isAllOrNothing();
    void oneFailureTakesNoOtherWithIt();
    void everyFailureOfAGroupIsItsOwn();
    void listensOncePerGroupAfterTheAnswers();
    void refusesAStaleFence();
    void refusesWhatIsRecordedAlready();
    void takesAFileOnce();
    void refusesWhatRefersToNothing();
    void refusesWhatHasNoDigest();
    void commitsWhatWaitsBeforeItEnds();

private:
    Store &store() { return m_fixture->store(); }
    StoreReader &reader() { return m_fixture->reader(); }

    std::optional<Fixture> m_fixture;
};

void TestStoreWrites::keepsEveryFieldOfARun()
{
    RunRecord run = runRecord(77, m_fixture->pipelineId, RunState::WaitingRetry);
    run.step = StepId(u"extract"_s);
    run.category = Category::RateLimit;
    run.cause = u"429 Too Many Requests — später"_s;
    run.attempts = 3;
    run.startedAt = at(11);
    run.finishedAt = at(12);
    run.nextAt = at(13);
    run.deadlineAt = at(14);
    run.rerunOf = RunId(5);
    run.waits = {{StepId(u"extract"_s), at(15)}, {{StepId(u"pages"_s), 7}, at(16)}};
    run.gates = {u"ocr"_s, u"store"_s};
    VERIFY_OK(store().commitAndWait(Transaction(InsertRun{run})));
    run.pipeline = u"intake"_s;
    run.version = 1;
    run.pipelineDigest = pipelineVersion(u"intake"_s).digest;
    QCOMPARE(text(reader().run(run.id).value()), text(run));

    RunRecord plain = runRecord(78, m_fixture->pipelineId);
    plain.traceId.clear();
    plain.input = {};
    VERIFY_OK(store().commitAndWait(Transaction(InsertRun{plain})));
    plain.pipeline = run.pipeline;
    plain.version = run.version;
    plain.pipelineDigest = run.pipelineDigest;
    QCOMPARE(text(reader().run(plain.id).value()), text(plain));
}

void TestStoreWrites::keepsEveryFieldOfACheckpoint()
{
    const RunId run = m_fixture->addRun(1);
    Checkpoint full = checkpoint(run, u"extract"_s);
    full.item = 12;
    full.state = StepState::OutcomeUnknown;
    full.generation = 2;
    full.policyRevisionId = m_fixture->policyId;
    full.inputDigest = Digest::of("in");
    full.output = {Digest::of("out"), 1234567890123};
    full.status = 503;
    full.outputHeaders = R"({"content-type":"text/plain"})";
    full.attempts = 6;
    full.category = Category::Service;
    full.cause = u"503"_s;
    full.decision = Action::AskOutcome;
    full.reason = u"not idempotent"_s;
    full.nextAt = at(99);
    full.actor = u"ann"_s;
    const Checkpoint plain = checkpoint(run);
    VERIFY_OK(store().commitAndWait(Transaction(AddCheckpoint{full}, AddCheckpoint{plain})));
    const auto history = reader().history(run);
    VERIFY_OK(history);
    QCOMPARE(history->checkpoints.size(), 2);
    QCOMPARE(text(history->checkpoints[0]), text(full));
    QCOMPARE(text(history->checkpoints[1]), text(plain));
}

void TestStoreWrites::keepsEveryFieldOfAnAttempt()
{
    const RunId run = m_fixture->addRun(1);
    Attempt full = attempt(run, u"extract"_s);
    full.item = 3;
    full.generation = 1;
    full.number = 4;
    full.spanId = QByteArray("\0\1\2\3\4\5\6\7", 8);
    full.policyRevisionId = m_fixture->policyId;
    full.requestHeaders = R"({"accept":"*/*"})";
    full.responseHeaders = R"({"server":"nginx"})";
    full.request = {Digest::of("a"), 1};
    full.response = {Digest::of("b"), 2};
    full.status = 0;
    full.fault = TransportFault::TruncatedBody;
    full.category = Category::Network;
    full.cause = u"cut"_s;
    full.decision = Action::Retry;
    full.delay = Milliseconds(0);
    full.advised = Milliseconds(1500);
    full.timing = {Milliseconds(1), Milliseconds(2), Milliseconds(3), Milliseconds(4)};
    full.breaker = Passage::Probe;
    const Attempt plain = attempt(run);
    VERIFY_OK(store().commitAndWait(Transaction(AddAttempt{full}, AddAttempt{plain})));
    const auto history = reader().history(run);
    VERIFY_OK(history);
    QCOMPARE(history->attempts.size(), 2);
    QCOMPARE(text(history->attempts[0]), text(full));
    QCOMPARE(text(history->attempts[1]), text(plain));
}

void TestStoreWrites::updatesWhatChangesOfARun()
{
    const RunId id = m_fixture->addRun(1);
    RunRecord run = reader().run(id).value();
    run.state = RunState::Blocked;
    run.step = StepId(u"extract"_s);
    run.category = Category::Data;
    run.cause = u"no total"_s;
    run.attempts = 1;
    run.startedAt = at(5);
    run.waits = {{{StepId(u"pages"_s), 7}, at(16)}};
    run.gates = {u"ocr"_s};
    VERIFY_OK(store().commitAndWait(Transaction(UpdateRun{run, at(9)})));
    QCOMPARE(text(reader().run(id).value()), text(run));

    run.state = RunState::Running;
    run.step = {};
    run.category = {};
    run.cause.clear();
    VERIFY_OK(store().commitAndWait(Transaction(UpdateRun{run, at(9)})));
    QCOMPARE(text(reader().run(id).value()), text(run));
    QCOMPARE(reader().duePipelines()->value(u"intake"_s), run.submittedAt); // runnable again, although nothing said when

    run.state = RunState::Succeeded;
    run.finishedAt = at(9);
    VERIFY_OK(store().commitAndWait(Transaction(UpdateRun{run, at(9)})));
    run.waits.clear(); // for nothing any more
    run.gates.clear();
    QCOMPARE(text(reader().run(id).value()), text(run));
    QVERIFY(reader().duePipelines()->isEmpty());
}

void TestStoreWrites::beginsARunOnce()
{
    const RunId id = m_fixture->addRun(1);
    RunRecord run = reader().run(id).value();
    for (const int ms : {5, 6})
        VERIFY_OK(store().commitAndWait(Transaction(BeginRun{id, at(ms)})));
    run.state = RunState::Running;
    run.startedAt = at(5);
    QCOMPARE(text(reader().run(id).value()), text(run));
    QCOMPARE(reader().duePipelines()->value(u"intake"_s), run.submittedAt);

    run.state = RunState::Paused; // what came in between stands
    VERIFY_OK(store().commitAndWait(Transaction(UpdateRun{run, at(7)}, BeginRun{id, at(8)})));
    QCOMPARE(text(reader().run(id).value()), text(run));

    const auto events = reader().events(0, 9);
    VERIFY_OK(events);
    QCOMPARE(events->size(), 2);
    QCOMPARE(events->first().kind, u"run.running"_s);
    QCOMPARE(events->first().at, at(5));
    QCOMPARE(events->first().run, id);
    QCOMPARE(events->last().kind, u"run.paused"_s);
}

void TestStoreWrites::numbersCheckpointsInOrderOfCommit()
{
    const RunId run = m_fixture->addRun(1);
    HeldWriter held(store());
    Semaphore done;
    for (int i = 0; i < 300; ++i) {
        Checkpoint one = checkpoint(run);
        one.item = i;
        store().commit(Transaction(AddCheckpoint{one}), [&](const Result<Committed> &) { done.release(); });
    }
    held.release();
    done.acquire(300);
    const auto checkpoints = reader().history(run)->checkpoints;
    QCOMPARE(checkpoints.size(), 300);
    for (int i = 0; i < 300; ++i) {
        QCOMPARE(checkpoints[i].item, i);
        QCOMPARE(checkpoints[i].seq, checkpoints.first().seq + i);
    }
}

void TestStoreWrites::isAllOrNothing()
{
    const auto failed =
        store().commitAndWait(Transaction(InsertRun{runRecord(1, m_fixture->pipelineId)}, AddCheckpoint{checkpoint(RunId(1))},
                                          AddCheckpoint{checkpoint(RunId(999))}));
    COMPARE_ERROR(failed, ErrorKind::NotFound);
    COMPARE_ERROR(reader().run(RunId(1)), ErrorKind::NotFound);
}

void TestStoreWrites::oneFailureTakesNoOtherWithIt()
{
    const RunId known = m_fixture->addRun(1);
    HeldWriter held(store());
    QMap<int, QString> outcomes;
    Semaphore done;
    for (int i = 0; i < 50; ++i) {
        Transaction one(AddCheckpoint{checkpoint(i == 20 ? RunId(999) : known)},
                        AddEvent{{0, at(1), QString::number(i), {}, {}}});
        store().commit(std::move(one), [&outcomes, &done, i](const Result<Committed> &committed) {
            outcomes[i] = committed ? u"ok"_s : word(committed.error().kind);
            done.release();
        });
    }
    held.release();
    done.acquire(50);
    for (int i = 0; i < 50; ++i)
        QCOMPARE(outcomes[i], i == 20 ? u"not_found"_s : u"ok"_s);
    QCOMPARE(reader().events(0, 1000)->size(), 49);
    QCOMPARE(reader().history(known)->checkpoints.size(), 49);
}

void TestStoreWrites::everyFailureOfAGroupIsItsOwn()
{
    m_fixture->addRun(1);
    const Lease lease = store().acquireLease().value();
    HeldWriter held(store());
    QStringList outcomes;
    Semaphore done;
    const auto note = [&](const Result<Committed> &committed) {
        outcomes.append(committed ? u"ok"_s : word(committed.error().kind));
        done.release();
    };
    Transaction stale = eventOf(u"stale"_s);
    stale.fence = lease.fence - 1;
    Transaction fresh = eventOf(u"fresh"_s);
    fresh.fence = lease.fence;
    store().commit(Transaction(InsertRun{runRecord(1, m_fixture->pipelineId)}), note);
    store().commit(std::move(stale), note);
    store().commit(Transaction(InsertRun{runRecord(2, m_fixture->pipelineId)}), note);
    store().commit(Transaction(InsertRun{runRecord(2, m_fixture->pipelineId)}), note);
    store().commit(std::move(fresh), note);
    // the store itself tells only of what nobody waits for: who does, is told
    static std::atomic<int> told;
    told = 0;
    const auto before = qInstallMessageHandler([](QtMsgType, const QMessageLogContext &, const QString &text) {
        told += text.contains(u"a transaction was refused"_s);
    });
    store().commit(Transaction(FinishCommand{12345, true, {}, at(1)}), {});
    store().commit(Transaction(UpdateRun{runRecord(3, m_fixture->pipelineId), at(9)}), note);
    held.release();
    done.acquire(6);
    qInstallMessageHandler(before);
    QCOMPARE(told.load(), 1);
    QCOMPARE(outcomes, QStringList({u"conflict"_s, u"lease_lost"_s, u"ok"_s, u"conflict"_s, u"ok"_s, u"not_found"_s}));
}

void TestStoreWrites::listensOncePerGroupAfterTheAnswers()
{
    const QTemporaryDir folder;
    std::atomic<int> answered = 0;
    QList<int> heard;
    Semaphore heardAll;
    StoreOptions options{folder.path()};
    options.whenCommitted = [&] {
        heard.append(answered);
        heardAll.release();
    };
    const auto fresh = openSqliteStore(options).value();
    HeldWriter held(*fresh);
    for (int i = 0; i < 10; ++i)
        fresh->commit(eventOf(u"e"_s), [&](const Result<Committed> &) { ++answered; });
    held.release();
    heardAll.acquire(2);
    QCOMPARE(heard, QList<int>({0, 10}));
}

void TestStoreWrites::refusesAStaleFence()
{
    const auto first = store().acquireLease();
    VERIFY_OK(first);
    Transaction ours = eventOf(u"ours"_s);
    ours.fence = first->fence;
    VERIFY_OK(store().commitAndWait(ours));
    store().releaseLease();

    const auto other = open(m_fixture->folder());
    const auto second = other->acquireLease();
    VERIFY_OK(second);
    QVERIFY(second->fence > first->fence);
    const auto late = store().commitAndWait(ours);
    COMPARE_ERROR(late, ErrorKind::LeaseLost);
    VERIFY_OK(store().commitAndWait(eventOf(u"without a fence"_s)));
    QCOMPARE(reader().events(0, 10)->size(), 2);
}

void TestStoreWrites::refusesWhatIsRecordedAlready()
{
    m_fixture->addRun(1);
    COMPARE_ERROR(store().commitAndWait(Transaction(InsertRun{runRecord(1, m_fixture->pipelineId)})), ErrorKind::Conflict);
}

void TestStoreWrites::takesAFileOnce()
{
    const MarkTaken file{u"intake"_s, u"/in/ä.pdf"_s, 10, 1234, quint64(-2), RunId(1), at(1)};
    VERIFY_OK(store().commitAndWait(Transaction(InsertRun{runRecord(1, m_fixture->pipelineId)}, file)));
    const auto again = store().commitAndWait(Transaction(InsertRun{runRecord(2, m_fixture->pipelineId)}, file));
    COMPARE_ERROR(again, ErrorKind::Conflict);
    QCOMPARE(again.error().where, file.path);
    COMPARE_ERROR(reader().run(RunId(2)), ErrorKind::NotFound);
    QVERIFY(reader().isTaken(file).value());

    for (const MarkTaken &other : {MarkTaken{u"other"_s, file.path, 10, 1234, file.inode, {}, at(1)},
                                   MarkTaken{file.pipeline, u"/in/b.pdf"_s, 10, 1234, file.inode, {}, at(1)},
                                   MarkTaken{file.pipeline, file.path, 11, 1234, file.inode, {}, at(1)},
                                   MarkTaken{file.pipeline, file.path, 10, 1235, file.inode, {}, at(1)},
                                   MarkTaken{file.pipeline, file.path, 10, 1234, 7, {}, at(1)}}) {
        QVERIFY(!reader().isTaken(other).value());
        VERIFY_OK(store().commitAndWait(Transaction(other)));
    }
}

void TestStoreWrites::refusesWhatRefersToNothing()
{
    const RunId run = m_fixture->addRun(1);
    COMPARE_ERROR(store().commitAndWait(Transaction(InsertRun{runRecord(2, 12345)})), ErrorKind::NotFound);
    COMPARE_ERROR(store().commitAndWait(Transaction(UpdateRun{runRecord(3, m_fixture->pipelineId), at(9)})), ErrorKind::NotFound);
    COMPARE_ERROR(store().commitAndWait(Transaction(AddAttempt{attempt(RunId(4))})), ErrorKind::NotFound);
    Checkpoint ruled = checkpoint(run);
    ruled.policyRevisionId = 4711;
    COMPARE_ERROR(store().commitAndWait(Transaction(AddCheckpoint{ruled})), ErrorKind::NotFound);
    Command command;
    command.run = RunId(5);
    command.createdAt = at(1);
    COMPARE_ERROR(store().commitAndWait(Transaction(AddCommand{command})), ErrorKind::NotFound);
}

void TestStoreWrites::refusesWhatHasNoDigest()
{
    COMPARE_ERROR(store().commitAndWait(Transaction(PutPayload{})), ErrorKind::Internal);
    COMPARE_ERROR(store().commitAndWait(Transaction(PutPipelineVersion{})), ErrorKind::Internal);
    COMPARE_ERROR(store().commitAndWait(Transaction(PutServiceRevision{})), ErrorKind::Internal);
    COMPARE_ERROR(store().commitAndWait(Transaction(InsertRun{})), ErrorKind::Internal);
}

void TestStoreWrites::commitsWhatWaitsBeforeItEnds()
{
    std::atomic<int> committed = 0;
    QString late;
    Store *waiting = &store();
    for (int i = 0; i < 1000; ++i)
        waiting->commit(eventOf(QString::number(i)), [&](const Result<Committed> &outcome) { committed += outcome.has_value(); });
    Semaphore closing;
    waiting->commit(eventOf(u"last"_s), [&](const Result<Committed> &outcome) {
        committed += outcome.has_value();
        closing.acquire();
        QTest::qSleep(50); // by now the store is being destroyed
        waiting->commit(eventOf(u"late"_s), [&](const Result<Committed> &refused) { late = word(refused.error().kind); });
    });
    closing.release();
    m_fixture->close();
    QCOMPARE(committed.load(), 1001);
    QCOMPARE(late, u"cancelled"_s);
    const auto again = open(m_fixture->folder());
    QCOMPARE(storetesting::reader(*again)->events(0, 5000)->size(), 1001);
}

QTEST_GUILESS_MAIN(TestStoreWrites)
#include "tst_store_writes.moc"
