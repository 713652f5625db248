#include "rawstore.h"
#include "storetesting.h"

#include "store/sqlcatalog.h"

#include <QElapsedTimer>
#include <QTest>

using namespace cairn;
using namespace storetesting;
using namespace Qt::StringLiterals;

/// What people asked for about the failures of an incident.
class TestStoreIncidentDeeds : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_fixture.emplace(); }
    void cleanup() { m_fixture.reset(); }
    void knowsWhatWasAskedFor();
    void ordersAreToldByTheirOwnRow();
    void aRunOfManyItemsIsGoneThroughOnce();

private:
    Store &store() { return m_fixture->store(); }
    StoreReader &reader() { return m_fixture->reader(); }
    void fail(RunId run, qint64 when)
    {
        Checkpoint failed = checkpoint(run, u"extract"_s);
        failed.state = StepState::Blocked;
        failed.category = Category::Service;
        failed.at = at(when);
        VERIFY_OK(store().commitAndWait(Transaction(AddCheckpoint{failed})));
    }

    std::optional<Fixture> m_fixture;
};

/// Of its failures, not of what else its runs do; an order is told once.
void TestStoreIncidentDeeds::knowsWhatWasAskedFor()
{
    for (int run = 1; run <= 3; ++run)
        fail(m_fixture->addRun(run), 10 + run);
    const qint64 incident = reader().incidents({}, std::nullopt, 1)->first().id;
    const auto made = [](int run, CommandKind kind, qint64 when, const QString &step) {
        Command command;
        command.run = RunId(run);
        command.kind = kind;
        command.step = StepId(step);
        command.actor = u"anna"_s;
        command.reason = u"the contract is back"_s;
        command.createdAt = at(when);
        return command;
    };
    const auto ask = [&](int run, CommandKind kind, qint64 when, const QString &step) {
        return store().commitAndWait(Transaction(AddCommand{made(run, kind, when, step)})).value().commands.last();
    };
    const qint64 refused = ask(1, CommandKind::Retry, 20, u"extract"_s);
    VERIFY_OK(store().commitAndWait(Transaction(FinishCommand{refused, false, u"it is cancelled"_s, at(21)})));
    ask(1, CommandKind::Skip, 22, u"publish"_s); // another step
    ask(2, CommandKind::Cancel, 9, QString());   // before it failed
    ask(2, CommandKind::Cancel, 23, QString());
    Bulk order;
    order.incident = incident;
    order.createdAt = at(24);
    const qint64 bulk = store().commitAndWait(Transaction(AddBulk{order})).value().bulkId;
    const QList<Command> commands{made(1, CommandKind::Retry, 25, u"extract"_s), made(3, CommandKind::Retry, 26, u"extract"_s)};
    VERIFY_OK(store().commitAndWait(Transaction(AskBulk{bulk, {}, BulkPlace{RunId(3)}, true, 0, commands, at(26)})));

    const auto deeds = reader().incidentDeeds(incident, 9).value();
    QCOMPARE(deeds.size(), 3);
    QCOMPARE(deeds.at(0).command.bulk, bulk);
    QCOMPARE(deeds.at(0).commands, 2);
    QCOMPARE(deeds.at(0).command.createdAt, at(24));
    QCOMPARE(deeds.at(1).command.kind, CommandKind::Cancel);
    QCOMPARE(deeds.at(1).command.createdAt, at(23));
    QCOMPARE(deeds.at(2).command.id, refused);
    QCOMPARE(deeds.at(2).refused, 1);
    QCOMPARE(deeds.at(2).command.result, u"it is cancelled"_s);
    QCOMPARE(deeds.at(2).inputName, reader().run(RunId(1))->inputName);
    QCOMPARE(reader().incidentDeeds(incident, 1)->size(), 1);
}

/// However many failures there are, and whatever became of their runs; the newest deed comes first though it is about the oldest.
void TestStoreIncidentDeeds::ordersAreToldByTheirOwnRow()
{
    fail(m_fixture->addRun(1), 1);
    fail(m_fixture->addRun(2), 2);
    const qint64 incident = reader().incidents({}, std::nullopt, 1)->first().id;
    Bulk order;
    order.kind = CommandKind::Skip;
    order.incident = incident;
    order.actor = u"anna"_s;
    order.reason = u"not needed"_s;
    order.createdAt = at(3);
    const qint64 bulk = store().commitAndWait(Transaction(AddBulk{order})).value().bulkId;
    const auto begun = reader().incidentDeeds(incident, 9).value();
    QCOMPARE(begun.size(), 1);
    QCOMPARE(begun.first().commands, 0);
    Command command;
    command.run = RunId(1);
    command.step = StepId(u"extract"_s);
    command.createdAt = at(4);
    VERIFY_OK(store().commitAndWait(Transaction(AddCommand{command})));
    cairn::testing::RawStore raw(m_fixture->folder());
    raw.run({u"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 12000) "
             "INSERT INTO incident_member (run_id, step, item, incident_id, fate, at) "
             "SELECT 2, 'extract', i, %1, 'failing', 1 FROM n"_s.arg(incident),
             u"UPDATE bulk SET asked = 30000, refused = 20000"_s});

    const auto deeds = reader().incidentDeeds(incident, 9).value();
    QCOMPARE(deeds.size(), 2);
    QCOMPARE(deeds.first().command.run, RunId(1));
    QCOMPARE(deeds.last().command.bulk, bulk);
    QCOMPARE(deeds.last().command.kind, CommandKind::Skip);
    QCOMPARE(deeds.last().command.actor, u"anna"_s);
    QCOMPARE(deeds.last().command.reason, u"not needed"_s);
    QCOMPARE(deeds.last().commands, 30'000);
    QCOMPARE(deeds.last().refused, 20'000);
    QCOMPARE(reader().incidentDeeds(incident, 1)->first().command.run, RunId(1));
}

/// Not once for each of its items, of which an order about them has as many commands.
void TestStoreIncidentDeeds::aRunOfManyItemsIsGoneThroughOnce()
{
    fail(m_fixture->addRun(1), 1);
    const qint64 incident = reader().incidents({}, std::nullopt, 1)->first().id;
    Bulk order;
    order.createdAt = at(2);
    order.filter = u"state:blocked"_s;
    const qint64 bulk = store().commitAndWait(Transaction(AddBulk{order})).value().bulkId;
    cairn::testing::RawStore raw(m_fixture->folder());
    const QString items = u"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 12000) "_s;
    raw.run({items + u"INSERT INTO incident_member (run_id, step, item, incident_id, fate, at) "
                     "SELECT 1, 'extract', i, %1, 'failing', 1 FROM n"_s.arg(incident),
             items + u"INSERT INTO command (kind, run_id, step, item, actor, reason, created_at, bulk_id) "
                     "SELECT 'retry', 1, 'extract', i, 'anna', '', 2, %1 FROM n"_s.arg(bulk)});

    QElapsedTimer took;
    took.start();
    const auto deeds = reader().incidentDeeds(incident, 9).value();
    QCOMPARE(deeds.size(), 1);
    QCOMPARE(deeds.first().commands, 12'000);
    QVERIFY2(took.elapsed() < 3'000, qPrintable(QString::number(took.elapsed()))); // squared, it is more than 20 s
    const QString steps = raw.plan(SqlCatalog().text("deeds_about_incident"_L1)).join("; "_L1);
    QVERIFY2(steps.contains("step=? AND item>? AND item<?)"_L1), qPrintable(steps));
}

QTEST_GUILESS_MAIN(TestStoreIncidentDeeds)
#include "tst_store_incidentdeeds.moc"
