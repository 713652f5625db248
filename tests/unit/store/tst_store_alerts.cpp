#include "storetesting.h"

#include <QTest>

using namespace cairn;
using namespace storetesting;
using namespace Qt::StringLiterals;

/// Alerts in the store: what rules made of incidents, and messages until somebody has taken them.
class TestStoreAlerts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init() { m_fixture.emplace(); }
    void cleanup() { m_fixture.reset(); }
    void whereItStoodIsKnown();
    void statesAreReplaced();
    void messagesWaitUntilTheyAreTaken();
    void theOldestOfThoseTakenAreForgotten();
    void failuresAreCountedInTime();

private:
    Store &store() { return m_fixture->store(); }
    StoreReader &reader() { return m_fixture->reader(); }
    qint64 fail(qint64 run, qint64 when);
    qint64 add(const AlertDelivery &delivery);
    AlertDelivery delivery(const QString &route, qint64 when, AlertFate fate = AlertFate::Waiting) const;

    std::optional<Fixture> m_fixture;
};

/// Its incident.
qint64 TestStoreAlerts::fail(qint64 run, qint64 when)
{
    Checkpoint c = checkpoint(m_fixture->addRun(run), u"extract"_s);
    c.state = StepState::Blocked;
    c.status = 503;
    c.category = Category::Service;
    c.at = at(when);
    if (!store().commitAndWait(Transaction(AddCheckpoint{c})))
        return 0;
    return reader().incidents({}, std::nullopt, 1).value().first().id;
}

qint64 TestStoreAlerts::add(const AlertDelivery &delivery)
{
    return store().commitAndWait(Transaction(AddAlertDelivery{delivery})).value().alertId;
}

AlertDelivery TestStoreAlerts::delivery(const QString &route, qint64 when, AlertFate fate) const
{
    AlertDelivery made;
    made.rule = u"r"_s;
    made.route = route;
    made.at = at(when);
    made.facts = "{}";
    made.fate = fate;
    return made;
}

void TestStoreAlerts::whereItStoodIsKnown()
{
    QCOMPARE(reader().alertPlace().value(), std::nullopt);
    QCOMPARE(reader().lastIncidentNote().value(), 0);
    fail(1, 1);
    QCOMPARE(reader().lastIncidentNote().value(), 1);
    VERIFY_OK(store().commitAndWait(Transaction(PutAlertPlace{1})));
    VERIFY_OK(store().commitAndWait(Transaction(PutAlertPlace{7})));
    QCOMPARE(reader().alertPlace().value(), std::optional<qint64>(7));
}

void TestStoreAlerts::statesAreReplaced()
{
    const qint64 incident = fail(1, 1);
    AlertState state{u"r"_s, incident, true, AlertOccasion::Escalated, at(5), at(6), std::nullopt, 2, at(7)};
    VERIFY_OK(store().commitAndWait(Transaction(PutAlertState{state})));
    QCOMPARE(reader().alertStates(at(100)).value(), QList{state});
    state.active = false;
    state.endedAt = at(90);
    state.calmSince.reset();
    VERIFY_OK(store().commitAndWait(Transaction(PutAlertState{state})));
    QCOMPARE(reader().alertStates(at(90)).value(), QList{state});
    QVERIFY(reader().alertStates(at(91)).value().isEmpty()); // over for long
}

void TestStoreAlerts::messagesWaitUntilTheyAreTaken()
{
    const qint64 one = add(delivery(u"pager"_s, 1));
    const qint64 two = add(delivery(u"pager"_s, 2));
    add(delivery(u"other"_s, 3));
    QCOMPARE(reader().waitingAlerts(u"pager"_s, 10).value().size(), 2);
    QCOMPARE(reader().waitingAlerts(u"pager"_s, 1).value().first().id, one);
    VERIFY_OK(store().commitAndWait(Transaction(SettleAlertDelivery{one, AlertFate::Waiting, u"503"_s, at(4)})));
    QCOMPARE(reader().waitingAlerts(u"pager"_s, 1).value().first().result, u"503"_s);
    VERIFY_OK(store().commitAndWait(Transaction(SettleAlertDelivery{one, AlertFate::Sent, u"204"_s, at(5)})));
    QCOMPARE(reader().waitingAlerts(u"pager"_s, 10).value().first().id, two);
    QCOMPARE(reader().alertDelivery(one).value().fate, AlertFate::Sent);
    QCOMPARE(reader().alertDelivery(one).value().settledAt, at(5));
    VERIFY_OK(store().commitAndWait(Transaction(SettleAlertDelivery{one, AlertFate::Refused, u"late"_s, at(6)})));
    QCOMPARE(reader().alertDelivery(one).value().fate, AlertFate::Sent); // what is settled stays so
    QCOMPARE(reader().alertsAfter(u"pager"_s, one, 10).value().size(), 1);
    QCOMPARE(reader().newestAlerts().value().first().id, one);
    COMPARE_ERROR(reader().alertDelivery(99), ErrorKind::NotFound);
}

void TestStoreAlerts::theOldestOfThoseTakenAreForgotten()
{
    constexpr int Kept = 10'000;
    add(delivery(u"pager"_s, 1));
    Transaction many;
    for (int i = 0; i < Kept + 10; ++i)
        many.add(AddAlertDelivery{delivery(u"desktop"_s, i, AlertFate::Sent)});
    VERIFY_OK(store().commitAndWait(std::move(many)));
    QCOMPARE(reader().alertsAfter(u"desktop"_s, 0, 2 * Kept).value().size(), Kept);
    QCOMPARE(reader().waitingAlerts(u"pager"_s, 10).value().size(), 1); // waits still
}

void TestStoreAlerts::failuresAreCountedInTime()
{
    qint64 incident = 0;
    for (int i = 1; i <= 5; ++i)
        incident = fail(i, i * 100);
    QCOMPARE(reader().failuresSince(incident, at(0), 100).value(), 5);
    QCOMPARE(reader().failuresSince(incident, at(300), 100).value(), 3);
    QCOMPARE(reader().failuresSince(incident, at(0), 2).value(), 2);
    Checkpoint passed = checkpoint(RunId(5), u"extract"_s);
    passed.state = StepState::Succeeded;
    passed.at = at(600);
    VERIFY_OK(store().commitAndWait(Transaction(AddCheckpoint{passed})));
    QCOMPARE(reader().failuresSince(incident, at(300), 100).value(), 2);
}

QTEST_GUILESS_MAIN(TestStoreAlerts)
#include "tst_store_alerts.moc"
