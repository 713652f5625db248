#include "rawstore.h"
#include "storetesting.h"

using namespace cairn;
using namespace storetesting;
using namespace Qt::StringLiterals;

/// A row that cannot be understood hurts what it belongs to, and nothing else.
class TestStoreOddRows : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_fixture.emplace(); }
    void cleanup() { m_fixture.reset(); }
    void anIncidentKeepsNoCheckpointBack_data();
    void anIncidentKeepsNoCheckpointBack();
    void aCommandKeepsNoOtherCommitBack();
    void listsGoOnWithoutIncidents();
    void listsGoOnWithoutRuns();
    void listsGoOnWithoutAlerts();

private:
    Store &store() { return m_fixture->store(); }
    StoreReader &reader() { return m_fixture->reader(); }
    /// Behind the store's back.
    void change(const QString &statement) const { QCOMPARE(cairn::testing::RawStore(m_fixture->folder()).change(statement), 1); }
    Result<Committed> write(RunId run, StepState state, qint64 when, const QString &step = u"extract"_s)
    {
        Checkpoint c = checkpoint(run, step);
        c.state = state;
        c.status = 503;
        c.category = state == StepState::Blocked ? std::optional(Category::Service) : std::nullopt;
        c.at = at(when);
        return store().commitAndWait(Transaction(AddCheckpoint{c}));
    }

    std::optional<Fixture> m_fixture;
};

void TestStoreOddRows::anIncidentKeepsNoCheckpointBack_data()
{
    QTest::addColumn<QString>("damage");
    QTest::newRow("handling") << u"UPDATE incident SET handling = 'opeN'"_s;
    QTest::newRow("category") << u"UPDATE incident SET category = 'weather'"_s;
    QTest::newRow("fate") << u"UPDATE incident_member SET fate = 'lost'"_s;
}

void TestStoreOddRows::anIncidentKeepsNoCheckpointBack()
{
    QFETCH(const QString, damage);
    const RunId first = m_fixture->addRun(1);
    const RunId second = m_fixture->addRun(2);
    VERIFY_OK(write(first, StepState::Blocked, 1'000));
    change(damage);
    VERIFY_OK(write(second, StepState::Blocked, 2'000));
    VERIFY_OK(write(first, StepState::Blocked, 3'000)); // again, where it is known already
    VERIFY_OK(write(first, StepState::Succeeded, 4'000));
    VERIFY_OK(write(second, StepState::Succeeded, 5'000));
    QCOMPARE(reader().history(first)->checkpoints.size() + reader().history(second)->checkpoints.size(), 5);
    const auto incidents = reader().incidents({}, std::nullopt, 10);
    VERIFY_OK(incidents);
    QCOMPARE(incidents->size(), 1);
    QVERIFY(incidents->first().counts.passed >= 1);
}

void TestStoreOddRows::aCommandKeepsNoOtherCommitBack()
{
    Command command;
    command.kind = CommandKind::Retry;
    command.run = m_fixture->addRun(1);
    command.actor = u"ann"_s;
    command.createdAt = at(1);
    const auto first = store().commitAndWait(Transaction(AddCommand{command}));
    const auto second = store().commitAndWait(Transaction(AddCommand{command}));
    VERIFY_OK(second);
    change(u"UPDATE command SET kind = 'dance' WHERE id = %1"_s.arg(first->commands.last()));
    QCOMPARE(reader().pendingCommands(10)->size(), 1);
    QCOMPARE(reader().pendingCommands(1)->size(), 1);
    COMPARE_ERROR(reader().command(first->commands.last()), ErrorKind::Damaged);
    QCOMPARE(reader().unreadableRows()->value(0).what, u"command %1"_s.arg(first->commands.last()));

    Semaphore done;
    std::array<Result<Committed>, 3> outcomes;
    const auto into = [&](size_t place) {
        return [&, place](Result<Committed> outcome) {
            outcomes.at(place) = std::move(outcome);
            done.release();
        };
    };
    store().commit(Transaction(FinishCommand{second->commands.last(), true, {}, at(2)}), into(0));
    store().commit(Transaction(FinishCommand{first->commands.last(), true, {}, at(2)}), into(1));
    store().commit(Transaction(AddEvent{Event{0, at(3), u"test"_s, {}, {}}}), into(2));
    done.acquire(3);
    VERIFY_OK(outcomes.at(0));
    COMPARE_ERROR(outcomes.at(1), ErrorKind::Damaged); // of one row: no reason to end a runner
    VERIFY_OK(outcomes.at(2));
}

void TestStoreOddRows::listsGoOnWithoutIncidents()
{
    const QStringList steps{u"scan"_s, u"extract"_s, u"only"_s};
    const RunId run = m_fixture->addRun(1);
    for (qsizetype i = 0; i < steps.size(); ++i)
        VERIFY_OK(write(run, StepState::Blocked, 1'000 * (i + 1), steps[i]));
    QCOMPARE(reader().unreadableRows()->size(), 0);
    change(u"UPDATE incident SET handling = 'opeN', state = 'opeN' WHERE step = 'only'"_s); // the newest
    const auto page = reader().incidents({}, std::nullopt, 2);
    VERIFY_OK(page);
    QCOMPARE(page->size(), 2); // a page that is not full would be the last
    QCOMPARE(page->last().fingerprint.step.name(), u"scan"_s);
    QCOMPARE(reader().incidents({}, page->last(), 2)->size(), 0);
    QCOMPARE(reader().incidentsOf(run)->size(), 2);
    QCOMPARE(reader().countIncidents()->value(IncidentState::Open), 2);
    QCOMPARE(reader().unreadableRows()->value(0).what, u"incident 3"_s);
    COMPARE_ERROR(reader().incident(3), ErrorKind::Damaged);
    change(u"UPDATE incident_member SET fate = 'lost' WHERE step = 'scan'"_s);
    QCOMPARE(reader().incidentMembers(page->last().id, std::nullopt, std::nullopt, 10)->size(), 0);
}

void TestStoreOddRows::listsGoOnWithoutRuns()
{
    m_fixture->addRun(1);
    m_fixture->addRun(2);
    change(u"UPDATE run SET category = 'weather' WHERE id = 1"_s);
    const auto due = reader().runnable(u"intake"_s, at(1'000'000'000), 1);
    VERIFY_OK(due);
    QCOMPARE(due->size(), 1);
    QCOMPARE(due->first().id, RunId(2));
    COMPARE_ERROR(reader().run(RunId(1)), ErrorKind::Damaged);
    change(u"UPDATE run SET state = 'sleeping', due_at = NULL WHERE id = 1"_s);
    QCOMPARE(reader().runs({}, {}, 1)->value(0).id, RunId(2));
    QCOMPARE(reader().countByState(), (QMap<RunState, qint64>{{RunState::Pending, 1}}));
    QCOMPARE(reader().unreadableRows()->value(0).what, u"run "_s + RunId(1).toString());
}

void TestStoreOddRows::listsGoOnWithoutAlerts()
{
    VERIFY_OK(write(m_fixture->addRun(1), StepState::Blocked, 1'000));
    const qint64 incident = reader().incidents({}, std::nullopt, 1)->first().id;
    AlertDelivery delivery;
    delivery.rule = u"r"_s;
    delivery.route = u"pager"_s;
    delivery.incident = incident;
    delivery.facts = "{}";
    AlertState state;
    state.rule = u"r"_s;
    state.incident = incident;
    state.active = true;
    VERIFY_OK(store().commitAndWait(Transaction(AddAlertDelivery{delivery}, AddAlertDelivery{delivery}, PutAlertState{state})));
    change(u"UPDATE alert_delivery SET news = 'rumour' WHERE id = 1"_s);
    change(u"UPDATE alert_state SET told = 'rumour'"_s);
    QCOMPARE(reader().waitingAlerts(u"pager"_s, 1)->value(0).id, 2);
    QCOMPARE(reader().alertsAfter(u"pager"_s, 0, 1)->value(0).id, 2);
    QCOMPARE(reader().alertStates(at(0))->size(), 0);
}

QTEST_GUILESS_MAIN(TestStoreOddRows)
#include "tst_store_oddrows.moc"
