#include "rawstore.h"
#include "sealedstore.h"

#include <QElapsedTimer>

#include <numeric>

using namespace cairn;
using namespace storetesting;
using namespace Qt::StringLiterals;

/// Runs that were kept for as long as they should be go, and what was counted of them stays.
class TestStoreRemoval : public QObject, private SealedStore
{
    Q_OBJECT

private Q_SLOTS:
    void init() { begin(); }
    void cleanup() { end(); }

    void removesWhatIsOver();
    void goesByPages();
    void leavesWhatIsNeeded_data();
    void leavesWhatIsNeeded();
    void isTheCarriersAlone();
    void looksWithoutKeepingWritersWaiting();
    void removesALargeRunBySmallCommits();
    void saysToTheEndHowFarItCame();
    void remembersNothingThatWasTakenBack();
    void webhooksOfRunsThatAreGoneAreForgotten();
    void incidentsKeepTheirFigures();

private:
    void erase(const QList<RunId> &runs);
    void count();
    qint64 counted();
    qint64 remove(Timestamp endedBefore = at(100'000)) { return removed(endedBefore).runs; }
    RemovedRuns removed(Timestamp endedBefore = at(100'000));
    bool isThere(RunId run) { return storetesting::reader(*m_store)->run(run).has_value(); }
};

void TestStoreRemoval::erase(const QList<RunId> &runs)
{
    QVERIFY(upkeep().askErasure(runs, u"runner"_s, u"kept for 1d"_s, at(8'000)));
    work();
}

void TestStoreRemoval::count()
{
    for (bool more = true; more;) {
        const auto done = m_store->commitAndWait(Transaction(Tally{at(9'000)}));
        VERIFY_OK(done);
        more = done->tallyMore;
    }
}

qint64 TestStoreRemoval::counted()
{
    const auto tallies = storetesting::reader(*m_store)->attemptTallies(
        {std::chrono::seconds(86'400), at(0), at(1'000'000), Milliseconds(86'400'000)});
    qint64 attempts = 0;
    for (const AttemptTally &tally : tallies.value())
        attempts += tally.count;
    return attempts;
}

RemovedRuns TestStoreRemoval::removed(Timestamp endedBefore)
{
    const auto lease = m_store->acquireLease();
    if (!lease)
        qFatal("%s", qPrintable(describe(lease.error())));
    const auto removed = upkeep().removeRuns(u"intake"_s, at(0), endedBefore, u"kept for 90d"_s, lease->fence, at(9'000));
    m_store->releaseLease();
    if (!removed)
        qFatal("%s", qPrintable(describe(removed.error())));
    return *removed;
}

void TestStoreRemoval::removesWhatIsOver()
{
    const RunId first = fill(1, 'a');
    const RunId second = fill(2, 'b'); // ends at 4'000
    const RunId last = fill(3, 'c');
    QCOMPARE(remove(), 0); // they have their payloads
    erase({first, second, last});
    QCOMPARE(remove(), 0); // nobody has counted them
    count();
    QCOMPARE(counted(), 3);
    QCOMPARE(remove(at(4'000)), 1);
    QVERIFY(!isThere(first) && isThere(second));
    QCOMPARE(remove(), 1);
    QCOMPARE(remove(), 0);
    QVERIFY(!isThere(second));
    QVERIFY(isThere(last)); // its rows are the newest: their numbers must not be given again
    QCOMPARE(counted(), 3);

    const auto reader = storetesting::reader(*m_store);
    QCOMPARE(reader->checkIntegrity().value(), QStringList());
    QCOMPARE(reader->attemptFrom(0).value()->row, 3);
    QCOMPARE(reader->callbackMessages(u"callback-1"_s, 10)->size(), 0);
    COMPARE_ERROR(reader->openPayload(Digest::of(large('a'))), ErrorKind::NotFound);
    const auto audit = reader->auditEntries(0, 100);
    const auto entry = std::find_if(audit->begin(), audit->end(), [&](const AuditEntry &one) {
        return one.action == "run.removed"_L1 && one.subject == first.toString();
    });
    QVERIFY(entry != audit->end());
    QCOMPARE(entry->reason, u"kept for 90d"_s);
    QVERIFY2(entry->before.contains("\"pipeline\":\"intake\"") && entry->before.contains("\"state\":\"succeeded\""),
             entry->before.constData());

    fill(4, 'd');
    count();
    QCOMPARE(counted(), 4);
}

void TestStoreRemoval::goesByPages()
{
    QList<RunId> runs;
    for (int id = 1; id <= 70; ++id)
        runs.append(fill(id, char('a' + id % 26)));
    const RunId last = fill(100, '!');
    erase(runs);
    count();
    QList<qint64> pages;
    for (qint64 removed = remove(at(1'000'000)); removed > 0; removed = remove(at(1'000'000)))
        pages.append(removed);
    QVERIFY2(pages.size() >= 3, qPrintable(QString::number(pages.size())));
    QCOMPARE(std::accumulate(pages.begin(), pages.end(), qint64(0)), 70);
    QCOMPARE(storetesting::reader(*m_store)->countRuns({}).value(), 1);
    QVERIFY(isThere(last));
}

void TestStoreRemoval::leavesWhatIsNeeded_data()
{
    QTest::addColumn<QString>("need");
    for (const QString &need : {u"nothing"_s, u"a run was made from it"_s, u"somebody has asked something of it"_s,
                                u"its incident is open"_s, u"it has its payloads"_s, u"another pipeline"_s, u"it is blocked"_s})
        QTest::newRow(qPrintable(need)) << need;
}

void TestStoreRemoval::leavesWhatIsNeeded()
{
    QFETCH(const QString, need);
    const RunId run = fill(1, 'a');
    Transaction transaction;
    if (need == "a run was made from it"_L1) {
        RunRecord again = runRecord(5, m_pipeline, RunState::Running);
        again.rerunOf = run;
        transaction.add(InsertRun{again});
    } else if (need == "somebody has asked something of it"_L1) {
        Command command;
        command.run = run;
        command.actor = u"ann"_s;
        transaction.add(AddCommand{command});
    } else if (need == "its incident is open"_L1) {
        Checkpoint blocked = checkpoint(run);
        blocked.state = StepState::Blocked;
        blocked.category = Category::Data;
        transaction.add(AddCheckpoint{blocked});
    }
    if (!transaction.writes.empty())
        VERIFY_OK(m_store->commitAndWait(std::move(transaction)));
    if (need != "it has its payloads"_L1)
        erase({run});
    fill(2, 'b'); // the newest
    count();
    if (need == "another pipeline"_L1)
        sql(u"UPDATE run SET pipeline = 'other'"_s);
    if (need == "it is blocked"_L1)
        sql(u"UPDATE run SET state = 'blocked' WHERE id = 1"_s);
    const bool needed = need != "nothing"_L1;
    QCOMPARE(remove(), needed ? 0 : 1);
    QCOMPARE(isThere(run), needed);
}

void TestStoreRemoval::isTheCarriersAlone()
{
    erase({fill(1, 'a')});
    fill(2, 'b');
    count();
    const auto lease = m_store->acquireLease();
    VERIFY_OK(lease);
    m_store->releaseLease();
    VERIFY_OK(m_store->acquireLease());
    COMPARE_ERROR(upkeep().removeRuns(u"intake"_s, at(0), at(100'000), {}, lease->fence, at(9'000)), ErrorKind::LeaseLost);
}

void TestStoreRemoval::looksWithoutKeepingWritersWaiting()
{
    fill(1, 'a'); // which has its payloads
    const auto lease = m_store->acquireLease();
    VERIFY_OK(lease);
    QElapsedTimer waited;
    cairn::testing::RawStore other(folder());
    other.run(u"BEGIN IMMEDIATE"_s);
    waited.start();
    QVERIFY(!upkeep().removeRuns(u"intake"_s, at(0), at(100'000), {}, lease->fence, at(9'000)).value().next);
    QVERIFY2(waited.elapsed() < 5'000, qPrintable(QString::number(waited.elapsed())));
    const QString way = other.plan(SqlCatalog().text("runs_to_remove"_L1)).value(0);
    QVERIFY2(way.contains("run_by_pipeline_finish (pipeline=? AND finished_at>? AND finished_at<?)"_L1), qPrintable(way));
}

void TestStoreRemoval::removesALargeRunBySmallCommits()
{
    const RunId large = fill(1, 'a');
    Transaction filling;
    for (int item = 0; item < 3'000; ++item) {
        Attempt one = attempt(large);
        one.item = item;
        filling.add(AddAttempt{one});
    }
    VERIFY_OK(m_store->commitAndWait(std::move(filling)));
    erase({large});
    fill(2, 'b');
    count();
    const RemovedRuns first = removed();
    QCOMPARE(first.runs, 0);
    QVERIFY(first.next.has_value());
    QVERIFY(isThere(large));
    const auto left = storetesting::reader(*m_store)->history(large)->attempts.size();
    QVERIFY2(left > 500 && left < 3'001, qPrintable(QString::number(left)));
    QCOMPARE(removed().runs, 1);
    QVERIFY(!isThere(large));
    QVERIFY(!removed().next);
    QCOMPARE(counted(), 3'002);
    QCOMPARE(storetesting::reader(*m_store)->checkIntegrity().value(), QStringList());
}

/// Between two commits somebody may examine the store, or copy it.
void TestStoreRemoval::saysToTheEndHowFarItCame()
{
    const RunId large = fill(1, 'a');
    Transaction filling;
    for (int i = 0; i < 2'500; ++i)
        filling.add(AddEvent{{0, at(3'000), u"run.noted"_s, large, {}}});
    VERIFY_OK(m_store->commitAndWait(std::move(filling)));
    erase({large});
    fill(2, 'b');
    count();
    QCOMPARE(removed().runs, 0);
    QCOMPARE(storetesting::reader(*m_store)->history(large)->attempts.size(), 0);
    QCOMPARE(storetesting::reader(*m_store)->history(large)->checkpoints.size(), 1);
    QCOMPARE(removed().runs, 1);
    QVERIFY(!isThere(large));
}

/// What commits know of runs by heart was read in a group of which one failed: all of it is carried out once more.
void TestStoreRemoval::remembersNothingThatWasTakenBack()
{
    const RunId old = fill(1, 'a');
    erase({old});
    fill(2, 'b'); // the newest
    RunRecord failed = runRecord(5, m_pipeline, RunState::Running);
    Checkpoint blocked = checkpoint(failed.id);
    blocked.state = StepState::Blocked;
    blocked.category = Category::Data;
    VERIFY_OK(m_store->commitAndWait(Transaction(InsertRun{failed}, AddCheckpoint{blocked})));
    count();
    const auto incident = storetesting::reader(*m_store)->incidents({}, {}, 10).value().value(0).id;

    Semaphore begun;
    Semaphore all;
    Semaphore ended;
    const auto told = [&](const Result<Committed> &) { ended.release(); };
    m_store->commit(Transaction(AddEvent{{0, at(1), u"test"_s, {}, {}}}), [&](const Result<Committed> &) {
        begun.release();
        all.acquire(); // what follows is one group
    });
    begun.acquire();
    m_store->commit(Transaction(AddCheckpoint{checkpoint(failed.id)}), told);
    m_store->commit(Transaction(RemoveRuns{{old}, u"intake"_s, 2'000, {}, at(9'000)}), told);
    m_store->commit(Transaction(AddCheckpoint{checkpoint(failed.id, u"extract"_s)}), told);
    m_store->commit(Transaction(FinishCommand{4711, true, {}, at(1)}), told); // there is none
    all.release();
    ended.acquire(4);
    QVERIFY(!isThere(old));
    QCOMPARE(word(storetesting::reader(*m_store)->incident(incident)->state()), u"resolved"_s);
}

/// What became of failures, though these are gone with their runs.
void TestStoreRemoval::incidentsKeepTheirFigures()
{
    const RunId cancelled = fill(1, 'a');
    const RunId skipped = fill(2, 'b');
    for (const auto &[run, state] : {std::pair(cancelled, StepState::Cancelled), {skipped, StepState::Skipped}}) {
        Checkpoint step = checkpoint(run);
        step.state = StepState::Blocked;
        step.category = Category::Data;
        VERIFY_OK(m_store->commitAndWait(Transaction(AddCheckpoint{step})));
        step.state = state;
        VERIFY_OK(m_store->commitAndWait(Transaction(AddCheckpoint{step})));
    }
    erase({cancelled, skipped});
    fill(3, 'c'); // the newest
    count();
    const auto incident = [&] { return storetesting::reader(*m_store)->incidents({}, {}, 10).value().value(0); };
    QCOMPARE(incident().counts, (MemberCounts{0, 0, 0, 1, 1}));
    QCOMPARE(remove(), 2);
    QCOMPARE(storetesting::reader(*m_store)->incidentMembers(incident().id, {}, {}, 9)->size(), 0);
    QCOMPARE(incident().counts, (MemberCounts{0, 0, 0, 1, 1}));
}

/// Whoever sends it again within the month begins no other run.
void TestStoreRemoval::webhooksOfRunsThatAreGoneAreForgotten()
{
    constexpr qint64 Month = 30LL * 86'400'000;
    const RunId gone = fill(1, 'a');
    const RunId kept = fill(2, 'b'); // the newest
    Transaction marks;
    for (int i = 0; i < 50; ++i)
        marks.add(MarkWebhook{u"intake"_s, u"gone-%1"_s.arg(i, 2, 10, QLatin1Char('0')), gone, at(1'000)});
    marks.add(MarkWebhook{u"intake"_s, u"late"_s, gone, at(20'000)});
    marks.add(MarkWebhook{u"intake"_s, u"kept"_s, kept, at(1'000)});
    VERIFY_OK(m_store->commitAndWait(std::move(marks)));
    const auto known = [&](const QString &message) {
        return storetesting::reader(*m_store)->runOfWebhook(u"intake"_s, message).value().has_value();
    };
    erase({gone});
    count();
    // Some at each removal, and so over and over.
    VERIFY_OK(m_store->commitAndWait(Transaction(RemoveRuns{{gone}, u"intake"_s, 2'000, {}, at(Month + 9'000)})));
    QVERIFY(!isThere(gone));
    QVERIFY(!known(u"gone-00"_s));
    QVERIFY(known(u"gone-49"_s));
    for (int i = 0; i < 3; ++i) {
        const RunId another = fill(10 + i, 'c');
        fill(20 + i, 'd');
        erase({another});
        count();
        VERIFY_OK(m_store->commitAndWait(Transaction(RemoveRuns{{another}, u"intake"_s, 2'000, {}, at(Month + 9'000)})));
        QVERIFY(!isThere(another));
    }
    QVERIFY(!known(u"gone-49"_s));
    QVERIFY(known(u"late"_s));
    QVERIFY(known(u"kept"_s));
}

QTEST_GUILESS_MAIN(TestStoreRemoval)
#include "tst_store_removal.moc"
