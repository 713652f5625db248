#include "storetesting.h"

#include <QTest>

using namespace cairn;
using namespace storetesting;
using namespace Qt::StringLiterals;

/// What the store keeps of services: their state, the runs that are held for them, commands about them.
class TestStoreServices : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_fixture.emplace(); }
    void cleanup() { m_fixture.reset(); }
    void waitingRunsAreDueOnlyIfTheySaySo();
    void findsHeldRunsByService();
    void wakesWhatItTurnedAwayBesideOthers();
    void wakesWhatAClockThatWasAheadPutOff();
    void remembersServices();
    void commandsMayBeAboutAService();

private:
    Store &store() { return m_fixture->store(); }
    StoreReader &reader() { return m_fixture->reader(); }

    std::optional<Fixture> m_fixture;
};

void TestStoreServices::waitingRunsAreDueOnlyIfTheySaySo()
{
    const RunId id = m_fixture->addRun(1);
    RunRecord run = reader().run(id).value();
    run.step = StepId(u"extract"_s);
    run.nextAt = at(77);
    for (const RunState state : {RunState::Held, RunState::Blocked, RunState::OutcomeUnknown}) {
        run.state = state;
        run.wakeAt.reset();
        VERIFY_OK(store().commitAndWait(Transaction(UpdateRun{run, at(9)})));
        QVERIFY(reader().duePipelines()->isEmpty());
        run.wakeAt = at(99);
        VERIFY_OK(store().commitAndWait(Transaction(UpdateRun{run, at(9)})));
        QCOMPARE(reader().duePipelines()->value(u"intake"_s), at(99));
    }
    run.state = RunState::WaitingCallback;
    VERIFY_OK(store().commitAndWait(Transaction(UpdateRun{run, at(9)})));
    QCOMPARE(reader().duePipelines()->value(u"intake"_s), at(77));
}

void TestStoreServices::remembersServices()
{
    QVERIFY(reader().serviceState(u"ocr"_s)->isEmpty());
    VERIFY_OK(store().commitAndWait(Transaction(PutServiceState{u"ocr"_s, QJsonObject{{u"tokens"_s, 3}}, at(1)})));
    VERIFY_OK(store().commitAndWait(Transaction(PutServiceState{u"ocr"_s, QJsonObject{{u"tokens"_s, 4}}, at(2)})));
    QCOMPARE(reader().serviceState(u"ocr"_s)->value(u"tokens"_s).toInt(), 4);
}

void TestStoreServices::commandsMayBeAboutAService()
{
    Command command;
    command.kind = CommandKind::OpenBreaker;
    command.service = u"ocr"_s;
    command.arguments = {{u"for_ms"_s, 600'000}};
    command.actor = u"ada"_s;
    command.createdAt = at(1);
    const auto id = store().commitAndWait(Transaction(AddCommand{command}));
    VERIFY_OK(id);
    const Command read = reader().command(id->commands.last()).value();
    QCOMPARE(read.kind, command.kind);
    QCOMPARE(read.service, command.service);
    QCOMPARE(read.arguments, command.arguments);
    QVERIFY(!read.run.isValid());
}

void TestStoreServices::findsHeldRunsByService()
{
    const auto hold = [&](qint64 id, const QString &step, int attempts = 0) {
        m_fixture->addRun(id);
        RunRecord run = reader().run(RunId(id)).value();
        run.state = RunState::Held;
        run.step = StepId(step);
        run.attempts = attempts;
        VERIFY_OK(store().commitAndWait(Transaction(UpdateRun{run, at(9)})));
    };
    QVERIFY(reader().holdingServices()->isEmpty());
    hold(5, u"extract"_s);
    hold(4, u"extract"_s);
    hold(6, u"scan"_s);
    hold(3, u"extract"_s, 2);
    m_fixture->addRun(7, RunState::Blocked);
    QStringList services = reader().holdingServices().value();
    services.sort();
    QCOMPARE(services, QStringList({u"antivirus"_s, u"ocr"_s}));
    const auto held = reader().heldRuns(u"ocr"_s, false, 10);
    QCOMPARE(held->size(), 2);
    QCOMPARE(held->first().id, RunId(4));
    QCOMPARE(reader().heldRuns(u"ocr"_s, false, 1)->size(), 1);
    const auto failedBefore = reader().heldRuns(u"ocr"_s, true, 10);
    QCOMPARE(failedBefore->size(), 1);
    QCOMPARE(failedBefore->first().id, RunId(3));
    QVERIFY(reader().heldRuns(u"none"_s, false, 10)->isEmpty());
    QVERIFY(reader().heldRuns(u"ocr"_s, false, 10, {u"other"_s, u"intake"_s})->isEmpty());
    QCOMPARE(reader().heldRuns(u"ocr"_s, false, 10, {u"int"_s})->size(), 2);
}

/// What waits for a service alone is found by that, and what never was turned away by it is left as it is.
void TestStoreServices::wakesWhatItTurnedAwayBesideOthers()
{
    const auto park = [&](qint64 id, RunState state, const QStringList &gates) {
        m_fixture->addRun(id);
        RunRecord run = reader().run(RunId(id)).value();
        run.state = state;
        run.step = StepId(u"extract"_s);
        run.nextAt = run.wakeAt = at(500);
        run.gates = gates;
        VERIFY_OK(store().commitAndWait(Transaction(UpdateRun{run, at(9)})));
    };
    park(1, RunState::Held, {});
    park(2, RunState::Held, {u"scan"_s});
    park(3, RunState::WaitingCallback, {u"scan"_s, u"ocr"_s});
    park(4, RunState::Blocked, {u"scanner"_s});
    park(5, RunState::WaitingRetry, {});
    const auto due = [&] {
        QList<qint64> ids;
        const auto runs = reader().runnable(u"intake"_s, at(499), 10);
        for (const RunRecord &run : *runs)
            ids.append(run.id.value());
        return ids;
    };
    VERIFY_OK(store().commitAndWait(Transaction(WakeHeld{at(20), u"extract"_s})));
    QCOMPARE(due(), QList<qint64>());
    VERIFY_OK(store().commitAndWait(Transaction(WakeHeld{at(20), u"ocr"_s})));
    QCOMPARE(due(), QList<qint64>{3});
    VERIFY_OK(store().commitAndWait(Transaction(WakeHeld{at(20), u"scan"_s})));
    QCOMPARE(due(), (QList<qint64>{2, 3}));
    VERIFY_OK(store().commitAndWait(Transaction(WakeHeld{at(20)})));
    QCOMPARE(due(), (QList<qint64>{2, 3, 4}));
}

/// The clock shows 200. What has waited since before, and is to wait for long, does so.
void TestStoreServices::wakesWhatAClockThatWasAheadPutOff()
{
    const auto park = [&](qint64 id, RunState state, const QList<qint64> &changes, const QList<Wait> &waits = {}) {
        m_fixture->addRun(id);
        RunRecord run = reader().run(RunId(id)).value();
        run.state = state;
        run.nextAt = run.wakeAt = at(900);
        run.waits = waits;
        Transaction transaction(UpdateRun{run, at(9)});
        for (const qint64 changed : changes) {
            Checkpoint one = checkpoint(run.id);
            one.state = StepState::WaitingRetry;
            one.at = at(changed);
            transaction.add(AddCheckpoint{one});
        }
        VERIFY_OK(store().commitAndWait(transaction));
    };
    park(1, RunState::WaitingRetry, {100, 200});
    park(2, RunState::WaitingRetry, {100, 201});
    park(3, RunState::Running, {100});
    park(4, RunState::Blocked, {300});
    park(5, RunState::WaitingCallback, {300, 200}); // one of its steps, by a clock that was right again
    park(6, RunState::Paused, {300});
    m_fixture->addRun(7);                                                        // submitted at 7'000
    park(8, RunState::WaitingCallback, {100}, {{{StepId(u"scan"_s)}, at(900)}}); // who asked wrote down nothing else
    const auto due = [&] {
        QList<qint64> ids;
        const auto runs = reader().runnable(u"intake"_s, at(200), 10);
        for (const RunRecord &run : *runs)
            ids.append(run.id.value());
        return ids;
    };
    QCOMPARE(due(), QList<qint64>());
    VERIFY_OK(store().commitAndWait(Transaction(WakeAhead{at(200)})));
    QList<qint64> woken = due();
    std::sort(woken.begin(), woken.end());
    QCOMPARE(woken, (QList<qint64>{2, 3, 4, 5, 7, 8}));
}

QTEST_GUILESS_MAIN(TestStoreServices)
#include "tst_store_services.moc"
