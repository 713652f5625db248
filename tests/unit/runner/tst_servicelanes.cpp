#include "handclock.h"
#include "storetesting.h"

#include "runner/servicelanes.h"

#include <QTest>

using namespace cairn;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

Result<Committed> refused()
{
    return failure(ErrorKind::DiskFull, u"no room"_s);
}

} // namespace

/// What is remembered of services.
class TestServiceLanes : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void whatWasRefusedIsToldAgain();
    void whatWasTakenIsNotToldAgain();
    void ofSeveralThatWereRefusedTheOldestCounts();
    void aClockThatIsSetBackKeepsNothingFromBeingSaved();
    void probesOfTheRunnerBeforeAreGivenUp();
    void anotherPromiseIsCountedAnew();
    void afterASilenceThereIsRoomForATry();

private:
    static QStringList kinds(const Transaction &transaction);
    void order(bool opens);

    HandClock m_clock;
    ResumeQueue m_queue;
    std::unique_ptr<storetesting::Fixture> m_fixture;
    std::unique_ptr<ServiceLanes> m_lanes;
    ServiceLane *m_lane = nullptr;
};

void TestServiceLanes::init()
{
    m_lanes.reset();
    m_fixture = std::make_unique<storetesting::Fixture>();
    m_lanes = std::make_unique<ServiceLanes>(
        m_queue, m_fixture->reader(), m_clock, [](const Service &to) { return std::make_unique<HttpClient>(to); }, 100);
    Service service;
    service.name = u"ocr"_s;
    const auto lane = m_lanes->laneTo(service);
    VERIFY_OK(lane);
    m_lane = *lane;
}

QStringList TestServiceLanes::kinds(const Transaction &transaction)
{
    QStringList kinds;
    for (const Write &write : transaction.writes) {
        if (const auto *event = write.as<AddEvent>())
            kinds.append(event->event.kind);
        if (write.as<PutServiceState>())
            kinds.append(u"state"_s);
    }
    return kinds;
}

/// An operator's, to leave the service alone for an hour, or none any more.
void TestServiceLanes::order(bool opens)
{
    m_clock.forward(10ms);
    if (opens)
        m_lane->gate.order(Breaker::Order{true, m_clock.now() + 1h, u"maintenance"_s});
    else
        m_lane->gate.order(std::nullopt);
}

void TestServiceLanes::whatWasRefusedIsToldAgain()
{
    order(true);
    const QStringList told{u"state"_s, u"breaker.open"_s};
    for (int i = 0; i < 3; ++i) {
        const ServiceLanes::Unsaved unsaved = m_lanes->unsaved(false);
        QCOMPARE(kinds(unsaved.transaction), told);
        QVERIFY(m_lanes->unsaved(false).transaction.writes.empty()); // while it is being written
        unsaved.isTaken(refused());
        m_clock.forward(100ms);
    }
}

void TestServiceLanes::whatWasTakenIsNotToldAgain()
{
    order(true);
    const ServiceLanes::Unsaved unsaved = m_lanes->unsaved(false);
    unsaved.isTaken(Committed{});
    QVERIFY(m_lanes->unsaved(false).transaction.writes.empty());
    QVERIFY(m_lanes->unsaved(true).transaction.writes.empty());
}

/// Two at once: what had been written before the first of them is what has been.
void TestServiceLanes::ofSeveralThatWereRefusedTheOldestCounts()
{
    order(true);
    const ServiceLanes::Unsaved opened = m_lanes->unsaved(false);
    order(false);
    const ServiceLanes::Unsaved closed = m_lanes->unsaved(false);
    QCOMPARE(kinds(closed.transaction), QStringList({u"state"_s, u"breaker.half_open"_s}));
    order(true);
    opened.isTaken(refused());
    closed.isTaken(refused());
    QCOMPARE(kinds(m_lanes->unsaved(false).transaction), QStringList({u"state"_s, u"breaker.open"_s}));
}

void TestServiceLanes::aClockThatIsSetBackKeepsNothingFromBeingSaved()
{
    m_clock.setBack(1h);
    m_clock.forward(1s);
    ServiceGate::Entry entry(m_lane->gate, {u"intake"_s, {}});
    QVERIFY(entry.done().await_ready()); // a request is under way
    QCOMPARE(kinds(m_lanes->unsaved(false).transaction), QStringList(u"state"_s));
}

/// It was killed with one on the wire: who comes after it does not wait for what nobody will report.
void TestServiceLanes::probesOfTheRunnerBeforeAreGivenUp()
{
    Service service;
    service.name = u"publish"_s;
    service.policy.breaker.probes = 1;
    const auto lanes = [&] {
        return std::make_unique<ServiceLanes>(
            m_queue, m_fixture->reader(), m_clock, [](const Service &to) { return std::make_unique<HttpClient>(to); }, 100);
    };
    m_lanes = lanes();
    ServiceGate &killed = (*m_lanes->laneTo(service))->gate;
    killed.order(Breaker::Order{true, m_clock.now() + 1h, u"maintenance"_s});
    killed.order(std::nullopt);
    ServiceGate::Entry probe(killed, {u"intake"_s, {}});
    QVERIFY(probe.done().await_ready());
    QCOMPARE(killed.room(false), 0);
    VERIFY_OK(m_fixture->store().commitAndWait(m_lanes->unsaved(true).transaction));

    const auto next = lanes();
    const ServiceGate &gate = (*next->laneTo(service))->gate;
    QCOMPARE(gate.state().breaker.state(m_clock.now()), BreakerState::HalfOpen);
    QCOMPARE(gate.room(false), 1);
}

/// "3 of 40 over 1s" must not be said of what was counted against 200 ms.
void TestServiceLanes::anotherPromiseIsCountedAnew()
{
    const auto promise = [&](Milliseconds budget) {
        ServiceRevision revision = storetesting::serviceRevision(u"ocr"_s, QString::number(budget.count()));
        revision.service.contract.latencyBudget = budget;
        VERIFY_OK(m_fixture->store().commitAndWait(Transaction(PutServiceRevision{revision, m_clock.now(), u"ann"_s, {}})));
    };
    promise(200ms);
    m_lanes->refresh();
    m_lane->exchanges = 40;
    m_lane->overBudget = 3;
    m_lanes->refresh();
    QCOMPARE(m_lane->exchanges, 40);
    order(true);
    VERIFY_OK(m_fixture->store().commitAndWait(m_lanes->unsaved(false).transaction));
    const auto remembered = [&] {
        ServiceLanes later(
            m_queue, m_fixture->reader(), m_clock, [](const Service &to) { return std::make_unique<HttpClient>(to); }, 100);
        const auto lane = later.lane(u"ocr"_s);
        return lane ? (*lane)->exchanges : -1;
    };
    QCOMPARE(remembered(), 40);
    promise(1s);
    QCOMPARE(remembered(), 0); // while there was no runner
    m_lanes->refresh();
    QCOMPARE(m_lane->exchanges, 0);
    QCOMPARE(m_lane->overBudget, 0);
}

/// Of a quota that is used up: one finds out, and another is at hand when it has.
void TestServiceLanes::afterASilenceThereIsRoomForATry()
{
    ServiceGate &gate = m_lane->gate;
    const auto ended = [this](std::optional<Category> category) {
        Settled settled;
        settled.category = category;
        settled.quotaSpent = category.has_value();
        settled.startedAt = m_clock.now();
        return settled;
    };
    ServiceGate::Entry refused(gate, {u"intake"_s, {}});
    QVERIFY(refused.done().await_ready());
    refused.done().await_resume().pass.settle(ended(Category::RateLimit));
    QCOMPARE(gate.room(false), 0);
    m_clock.forward(gate.policy().retry.max);
    QCOMPARE(gate.room(false), 2);
    ServiceGate::Entry first(gate, {u"intake"_s, {}});
    QVERIFY(first.done().await_ready());
    ServiceGate::Entry second(gate, {u"intake"_s, {}});
    QVERIFY(!second.done().await_ready());
    first.done().await_resume().pass.settle(ended({}));
    QCOMPARE(gate.room(false), 2 * gate.policy().maxConcurrency);
}

QTEST_GUILESS_MAIN(TestServiceLanes)
#include "tst_servicelanes.moc"
