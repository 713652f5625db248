#include "rawstore.h"
#include "sealedstore.h"
#include "store/migrations.h"

#include <QDir>
#include <QElapsedTimer>

#include <future>

using namespace cairn;
using namespace cairn::testing;
using namespace storetesting;
using namespace Qt::StringLiterals;

/// What was erased is gone, whoever reads, writes or waits meanwhile; and what comes later does not stay.
class TestStoreErasing : public QObject, private SealedStore
{
    Q_OBJECT

private Q_SLOTS:
    void init() { begin(); }
    void cleanup() { end(); }

    void emptiesTheLogOnceNobodySeesIt();
    void keepsNothingThatComesLater();
    void erasesWhatCameBeforeOnceMore();
    void erasesWhatWasEditedInVain();
    void keepsWhatACommandWaitsFor();
    void findsWhatWasEditedBefore();
    void keepsWhatAnOrderWillAskFor();
    void erasesWhatAnOrderNeverAskedFor();
    void searchesOnceForManyRuns();
    void erasesWhereRunnersComeAndGo();
    void emptiesTheLogWhileItsKeyIsChanged();
    void goesBySmallCommits();
    void oneFileThatStaysKeepsNoOther();
    void listsTheCopiesOfUpgrades();
    void readsChangesWhoseHeadersAreDamaged();

private:
    bool isAnywhere(const QByteArray &text) const;
    void ask(RunId run) { QCOMPARE(upkeep().askErasure({run}, u"ann"_s, u"asked for"_s, at(5'000)).value(), 1); }
    qint64 edit(RunId run, const StagedPayload &bytes, qint64 order = 0);
    qint64 order(const StagedPayload &bytes);
    void cancel(qint64 order)
    {
        QVERIFY(m_store->commitAndWait(Transaction(MoveBulk{order, BulkState::Cancelled, {}, u"ann"_s, at(7'000)})));
    }
    bool isStored(const QByteArray &bytes) { return storetesting::reader(*m_store)->payloadSize(Digest::of(bytes)).has_value(); }
    Result<bool> workOnce(const std::atomic<bool> &stop);
};

bool TestStoreErasing::isAnywhere(const QByteArray &text) const
{
    const auto files = filesBelow(folder());
    return std::any_of(files.begin(), files.end(), [&](const QString &file) { return contentOf(file).contains(text); });
}

Result<bool> TestStoreErasing::workOnce(const std::atomic<bool> &stop)
{
    const auto lease = m_store->acquireLease();
    if (!lease)
        return tl::unexpected(lease.error());
    auto worked = upkeep().work(lease->fence, at(9'000), stop);
    m_store->releaseLease();
    return worked;
}

void TestStoreErasing::emptiesTheLogOnceNobodySeesIt()
{
    m_store.reset();
    m_folder.emplace();
    reopen(false);
    const RunId run = fill(1, 'a');
    fill(2, 'b');
    {
        RawStore other(folder());
        other.run(u"BEGIN"_s);
        QVERIFY(other.run(u"SELECT count(*) FROM payload"_s).toInt() > 0);
        ask(run);
        QElapsedTimer waited;
        waited.start();
        work();
        QVERIFY2(waited.elapsed() < 5'000, qPrintable(QString::number(waited.elapsed())));
        QVERIFY((*upkeep().erasureOf(run))->doneAt.has_value());
        QVERIFY(isAnywhere(Planted + 'a')); // that one still sees it
        QCOMPARE(upkeep().pendingErasuresOf({run}).value(), 1);
        reopen(false); // and whatever is killed meanwhile
    }
    work();
    QCOMPARE(upkeep().pendingErasuresOf({run}).value(), 0);
    QCOMPARE(upkeep().pendingErasures().value(), 0);
    QVERIFY(!isAnywhere(Planted + 'a'));
    QVERIFY(isAnywhere(Planted + 'b'));
}

void TestStoreErasing::keepsNothingThatComesLater()
{
    const RunId run = fill(1, 'a');
    ask(run);
    const QByteArray late = Planted + " late";
    const auto come = [&] {
        const auto body = m_store->payloads().stage(late).value();
        return m_store->commitAndWait(
            Transaction(PutPayload{body}, AddCallbackMessage{u"callback-1"_s, {u"late"_s, "{}", body.ref, at(8'000)}, run}));
    };
    COMPARE_ERROR(come(), ErrorKind::Conflict);
    work();
    COMPARE_ERROR(come(), ErrorKind::Conflict);
    QVERIFY(!isStored(late));
    QCOMPARE(storetesting::reader(*m_store)->callbackMessages(u"callback-1"_s, 10)->size(), 1);
}

/// An older version took such messages in.
void TestStoreErasing::erasesWhatCameBeforeOnceMore()
{
    const RunId run = fill(1, 'a');
    ask(run);
    work();
    const qint64 erased = (*upkeep().erasureOf(run))->payloads;
    QCOMPARE(upkeep().askErasure({run}, u"bob"_s, {}, at(6'000)).value(), 0); // there is nothing to be done
    const auto late = recorded(Planted + " late");
    sql(u"INSERT INTO callback_message (callback_id, message_id, headers, body_digest, body_size, at) "
        "VALUES ('callback-1', 'late', x'7b7d', x'%1', 1, 7000)"_s.arg(late.ref.digest.toHex()));
    QCOMPARE(upkeep().askErasure({run}, u"bob"_s, u"the rest"_s, at(8'000)).value(), 1);
    work();
    QVERIFY(!isStored(Planted + " late"));
    QCOMPARE(storetesting::reader(*m_store)->callbackMessages(u"callback-1"_s, 10)->last().headers, QByteArray());
    QCOMPARE((*upkeep().erasureOf(run))->payloads, erased + 1);
    QCOMPARE(upkeep().askErasure({run}, u"bob"_s, {}, at(9'000)).value(), 0);
}

qint64 TestStoreErasing::edit(RunId run, const StagedPayload &bytes, qint64 order)
{
    Command command;
    command.kind = CommandKind::Resume;
    command.run = run;
    command.arguments = {{u"edited"_s, bytes.ref.digest.toHex()}, {u"size"_s, bytes.ref.size}};
    command.actor = u"ann"_s;
    command.bulk = order;
    const auto added = m_store->commitAndWait(Transaction(PutPayload{bytes}, AddCommand{command}));
    return added ? added->commands.last() : 0;
}

void TestStoreErasing::erasesWhatWasEditedInVain()
{
    const RunId run = fill(1, 'a');
    const qint64 command = edit(run, m_store->payloads().stage("EDITED of Bob").value());
    VERIFY_OK(m_store->commitAndWait(Transaction(FinishCommand{command, false, u"no step of it is blocked"_s, at(4'000)})));
    ask(run);
    work();
    QVERIFY(!isStored("EDITED of Bob"));
    QCOMPARE((*upkeep().erasureOf(run))->payloads, 3);
}

void TestStoreErasing::keepsWhatACommandWaitsFor()
{
    const RunId run = fill(1, 'a');
    RunRecord blocked = runRecord(2, m_pipeline, RunState::Blocked);
    blocked.input = {};
    VERIFY_OK(m_store->commitAndWait(Transaction(InsertRun{blocked})));
    QVERIFY(edit(blocked.id, m_store->payloads().stage(Planted + 'a').value()) > 0); // the same bytes
    ask(run);
    work();
    QVERIFY(isStored(Planted + 'a'));
    QCOMPARE((*upkeep().erasureOf(run))->payloads, 1);
    QCOMPARE((*upkeep().erasureOf(run))->kept, 1);
}

void TestStoreErasing::findsWhatWasEditedBefore()
{
    m_store.reset();
    m_folder.emplace();
    const auto location = makeStoreFolder(folder());
    VERIFY_OK(location);
    const auto catalog = std::make_shared<SqlCatalog>();
    auto migrations = catalog->migrations();
    migrations.resize(18);
    VERIFY_OK(migrate(**SqliteConnection::open(*location, catalog, SqliteConnection::Role::Plain), migrations));
    const Digest edited = Digest::of("EDITED");
    {
        RawStore other(folder());
        other.run(
            u"INSERT INTO payload (digest, size, bytes, key) VALUES (x'%1', 6, CAST('EDITED' AS BLOB), 0)"_s.arg(edited.toHex()));
        for (const QString &arguments : {u"{\"edited\":\"%1\",\"size\":6}"_s.arg(edited.toHex()), u"{\"edited\":\"nothing"_s})
            other.run(u"INSERT INTO command (kind, actor, reason, created_at, arguments) VALUES ('resume', 'ann', '', 1, "
                      "CAST('%1' AS BLOB))"_s.arg(arguments));
    }
    reopen(false);
    RawStore other(folder());
    QCOMPARE(other.run(u"SELECT count(*) FROM command WHERE edited_digest IS NOT NULL"_s).toInt(), 1);
    QCOMPARE(Digest::fromBytes(other.run(u"SELECT edited_digest FROM command WHERE id = 1"_s).toByteArray()), edited);
}

qint64 TestStoreErasing::order(const StagedPayload &bytes)
{
    Bulk order;
    order.kind = CommandKind::Resume;
    order.filter = u"state:blocked"_s;
    order.arguments = {{u"edited"_s, bytes.ref.digest.toHex()}, {u"size"_s, bytes.ref.size}};
    order.actor = u"ann"_s;
    order.createdAt = at(4'000);
    return m_store->commitAndWait(Transaction(PutPayload{bytes}, AddBulk{order})).value().bulkId;
}

/// Also where it is what a run had that is erased, and though a run that has got it is.
void TestStoreErasing::keepsWhatAnOrderWillAskFor()
{
    const RunId first = fill(1, 'a');
    const RunId second = fill(2, 'b');
    const qint64 id = order(m_store->payloads().stage(large('a')).value());
    FinishCommand done{edit(second, m_store->payloads().stage(large('a')).value(), id), true, {}, at(4'500)};
    QVERIFY(m_store->commitAndWait(Transaction(std::move(done))));
    ask(first);
    ask(second);
    work();
    QVERIFY(isStored(large('a')));
    QVERIFY(!isStored(large('b')));
    cancel(id);
    work();
    QVERIFY(!isStored(large('a')));
    QCOMPARE(upkeep().pendingErasures().value(), 0);
}

void TestStoreErasing::erasesWhatAnOrderNeverAskedFor()
{
    const RunId run = fill(1, 'a');
    const qint64 id = order(m_store->payloads().stage("given in vain " + Planted).value());
    cancel(id);
    ask(run);
    work();
    QVERIFY(!isStored("given in vain " + Planted));
}

/// The search reads all of the store.
void TestStoreErasing::searchesOnceForManyRuns()
{
    Transaction filling;
    QList<RunId> runs;
    for (int id = 1; id <= 1'200; ++id) {
        RunRecord run = runRecord(id, m_pipeline, RunState::Succeeded);
        run.finishedAt = at(2'000);
        runs.append(run.id);
        filling.add(InsertRun{run});
    }
    QVERIFY(m_store->commitAndWait(std::move(filling)));
    QCOMPARE(upkeep().askErasure(runs, u"ann"_s, u"asked for"_s, at(5'000)).value(), 1'200);
    QVERIFY(workOnce(false).value());
    QVERIFY((*upkeep().erasureOf(runs.last()))->doneAt);
}

/// They may stay for less time than a search of the store takes: what only one fence is good for would never be done.
void TestStoreErasing::erasesWhereRunnersComeAndGo()
{
    QList<RunId> runs;
    for (int id = 1; id <= 20; ++id)
        runs.append(fill(id, char('a' + id)));
    QCOMPARE(upkeep().askErasure(runs, u"ann"_s, u"asked for"_s, at(5'000)).value(), 20);
    const auto other = opened();
    std::atomic<bool> isOver = false;
    auto runners = std::async(std::launch::async, [&] {
        int begun = 0;
        for (; !isOver || begun == 0; ++begun) {
            if (!other->acquireLease())
                return -1;
            other->releaseLease();
        }
        return begun;
    });
    const auto worked = upkeep().work(std::nullopt, at(9'000), false);
    isOver = true;
    QVERIFY(runners.get() > 0);
    VERIFY_OK(worked);
    QVERIFY((*upkeep().erasureOf(runs.last()))->doneAt);
}

void TestStoreErasing::emptiesTheLogWhileItsKeyIsChanged()
{
    for (char seed = 'b'; seed < 'h'; ++seed)
        fill(seed, seed);
    const RunId run = fill(1, 'a');
    QVERIFY(upkeep().changeKey(u"ann"_s, {}, at(5'000)));
    ask(run);
    for (int i = 0; i < 4 && upkeep().pendingErasuresOf({run}).value() > 0; ++i)
        QVERIFY(workOnce(false).value());
    QVERIFY(upkeep().encryption()->change.has_value());
    QCOMPARE(upkeep().pendingErasuresOf({run}).value(), 0);
}

void TestStoreErasing::goesBySmallCommits()
{
    constexpr int Steps = 200; // more of a run than two commits take: one may be under way when the word to stop is heard
    struct Heard
    {
        std::atomic<int> commits = 0;
        std::atomic<int> most = std::numeric_limits<int>::max();
        std::atomic<bool> stop = false;
    };
    const auto heard = std::make_shared<Heard>();
    m_store.reset();
    m_store =
        openSqliteStore({folder(), false, m_vault, {}, {}, [heard] { heard->stop = ++heard->commits >= heard->most; }}).value();
    QList<RunId> runs;
    Transaction filling;
    for (int id = 1; id <= 3; ++id) {
        RunRecord run = runRecord(id, m_pipeline, RunState::Succeeded);
        run.finishedAt = at(2'000 * id);
        run.input = {};
        runs.append(run.id);
        filling.add(InsertRun{run});
        for (int step = 0; step < Steps; ++step) {
            Checkpoint done = checkpoint(run.id);
            const auto output =
                m_store->payloads().stage(QByteArray(50'000, 'x') + QByteArray::number(id * Steps + step)).value();
            done.output = output.ref;
            done.outputHeaders = "{\"x\":1}";
            filling.add(PutPayload{output});
            filling.add(AddCheckpoint{done});
        }
    }
    VERIFY_OK(m_store->commitAndWait(std::move(filling)));
    QCOMPARE(upkeep().askErasure(runs, u"ann"_s, {}, at(5'000)).value(), 3);
    QTRY_COMPARE(heard->commits, 2); // which is told after whoever asked goes on
    heard->most = 4;                 // after the first piece (before, the lease is taken)
    QVERIFY(workOnce(heard->stop).value());
    QCOMPARE(upkeep().pendingErasures().value(), 4); // the runs and the log
    const auto left = storetesting::reader(*m_store)->payloads({}, 1'000)->size();
    QVERIFY2(left > 0 && left < 3 * Steps, qPrintable(QString::number(left)));
    work(); // and whatever is killed meanwhile
    QVERIFY2(heard->commits >= 7, qPrintable(QString::number(heard->commits)));
    QCOMPARE(upkeep().pendingErasures().value(), 0);
    for (const RunId run : runs) {
        QCOMPARE((*upkeep().erasureOf(run))->payloads, Steps);
        QCOMPARE(storetesting::reader(*m_store)->history(run)->checkpoints.last().outputHeaders, QByteArray());
    }
}

void TestStoreErasing::oneFileThatStaysKeepsNoOther()
{
    const RunId stuck = fill(1, 'a');
    const QString file = filesBelow(folder() + "/payloads"_L1).value(0);
    const RunId other = fill(2, 'b');
    QVERIFY(QFile::remove(file) && QDir().mkpath(file + "/something"_L1));
    QCOMPARE(upkeep().askErasure({stuck, other}, u"ann"_s, {}, at(5'000)).value(), 2);
    Result<bool> worked = true;
    const std::atomic<bool> never = false;
    while (worked && *worked)
        worked = workOnce(never);
    COMPARE_ERROR(worked, ErrorKind::Io); // it is told
    QCOMPARE(filesBelow(folder() + "/payloads"_L1), QStringList());
    QCOMPARE(upkeep().pendingErasuresOf({other}).value(), 0);
    QCOMPARE(upkeep().pendingErasuresOf({stuck}).value(), 1);
    QVERIFY(QDir(file).removeRecursively());
    work();
    QCOMPARE(upkeep().pendingErasuresOf({stuck}).value(), 0);
}

void TestStoreErasing::listsTheCopiesOfUpgrades()
{
    for (const QString &name : {u"bak-v16"_s, u"bak-v17"_s, u"bak-v18"_s, u"bak-v18.12-1"_s}) {
        QFile copy(folder() + "/store.sqlite."_L1 + name);
        QVERIFY(copy.open(QIODevice::WriteOnly));
    }
    const auto how = upkeep().encryption();
    VERIFY_OK(how);
    QCOMPARE(how->plainCopies, QStringList{folder() + "/store.sqlite.bak-v16"_L1});
    QCOMPARE(how->otherCopies, (QStringList{folder() + "/store.sqlite.bak-v17"_L1, folder() + "/store.sqlite.bak-v18"_L1}));
}

/// One altered byte hurts its run, and keeps nobody from following all others.
void TestStoreErasing::readsChangesWhoseHeadersAreDamaged()
{
    const RunId run = fill(1, 'a');
    const RunId other = fill(2, 'b');
    sql(u"UPDATE checkpoint SET output_headers = CAST(substr(output_headers, 1, length(output_headers) - 1) || CASE "
        u"substr(output_headers, -1) WHEN x'00' THEN x'01' ELSE x'00' END AS BLOB) "
        "WHERE run_id = 1"_s);
    const auto reader = storetesting::reader(*m_store);
    COMPARE_ERROR(reader->history(run), ErrorKind::Damaged);
    const auto changes = reader->checkpoints(0, 10);
    VERIFY_OK(changes);
    QCOMPARE(changes->size(), 2);
    QCOMPARE(changes->last().run, other);
    QCOMPARE(changes->last().outputHeaders, QByteArray());
}

QTEST_GUILESS_MAIN(TestStoreErasing)
#include "tst_store_erasing.moc"
