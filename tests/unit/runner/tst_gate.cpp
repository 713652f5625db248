#include "handclock.h"
#include "storetesting.h"

#include "runner/servicelanes.h"

#include <QCoroTask>
#include <QTest>

#include <map>

using namespace cairn;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

Settled ended(std::optional<Category> category, Timestamp startedAt)
{
    Settled settled;
    settled.category = category;
    settled.startedAt = startedAt;
    settled.duration = 10ms;
    return settled;
}

} // namespace

/// Admission as the runner's coroutines see it: who is let in, who waits here, who is sent to the store.
class TestGate : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();
    void admitsAsManyAsThePolicySays();
    void pipelinesTakeTurns();
    void tooManyAreSentToTheStore();
    void isFullUntilHalfHaveGone();
    void anOpenBreakerTurnsAllAway();
    void roomIsWhatMayBeReleased();
    void aReleaseLetsWavesThrough();
    void roomForRetriesIsWhatTheBudgetPays();
    void aProbeThatIsDroppedGivesItsPlaceBack();
    void retriesWithoutBudgetDoNotStopFirstAttempts();
    void aRateLetsTheNextInWhenItsTimeHasCome();
    void theGlobalCapHoldsForAll();
    void aFreePlaceGoesToOneWhoCanUseIt();
    void whoWaitsNoLongerLeaves();
    void closingTurnsAllAwayWithoutAHold();
    void aLargerLimitLetsMoreInAtOnce();
    void aQuickReopeningIsToldToo();

private:
    using Answers = std::map<QString, ServiceGate::Admitted>;

    QCoro::Task<> askFor(ServiceGate &gate, QString name, Ticket ticket)
    {
        ServiceGate::Entry entry(gate, std::move(ticket), &m_waiting);
        ServiceGate::Admitted admitted = co_await entry.done();
        m_order.append(name);
        m_answers.emplace(name, std::move(admitted));
    }
    void ask(ServiceGate &gate, const QString &name, const QString &pipeline, std::optional<Category> retryAfter = {})
    {
        askFor(gate, name, {pipeline, retryAfter});
        QCoreApplication::processEvents();
    }
    void ask(const QString &name, const QString &pipeline = u"p"_s) { ask(*m_gate, name, pipeline); }
    void end(const QString &name, std::optional<Category> category = {})
    {
        m_answers.at(name).pass.settle(ended(category, m_clock.now()));
        QCoreApplication::processEvents();
    }
    bool isIn(const QString &name) const
    {
        const auto found = m_answers.find(name);
        return found != m_answers.end() && found->second.pass;
    }
    const Hold *holdOf(const QString &name) const
    {
        const auto found = m_answers.find(name);
        return found != m_answers.end() && found->second.hold ? &*found->second.hold : nullptr;
    }
    void make(const Policy &policy, int cap = 100)
    {
        m_cap = std::make_unique<GlobalCap>(cap);
        m_gate = std::make_unique<ServiceGate>(m_queue, *m_cap, m_clock, policy, freshState(policy, m_clock.now()));
    }
    static Policy policyOf(int maxConcurrency)
    {
        Policy policy;
        policy.maxConcurrency = maxConcurrency;
        return policy;
    }

    HandClock m_clock;
    ResumeQueue m_queue;
    std::unique_ptr<GlobalCap> m_cap;
    std::unique_ptr<ServiceGate> m_gate;
    Answers m_answers;
    QList<ServiceGate::Entry *> m_waiting;
    QStringList m_order;
};

void TestGate::init()
{
    make(policyOf(2));
}

void TestGate::cleanup()
{
    m_gate->close();
    QCoreApplication::processEvents();
    m_answers.clear();
    m_order.clear();
}

void TestGate::admitsAsManyAsThePolicySays()
{
    for (const char *name : {"a", "b", "c"})
        ask(QString::fromLatin1(name));
    QVERIFY(isIn(u"a"_s) && isIn(u"b"_s) && !isIn(u"c"_s));
    QCOMPARE(m_gate->inFlight(), 2);
    QCOMPARE(m_gate->waiting(), 1);
    end(u"a"_s);
    QVERIFY(isIn(u"c"_s));
    QCOMPARE(m_gate->waiting(), 0);
}

void TestGate::pipelinesTakeTurns()
{
    make(policyOf(1));
    ask(u"first"_s);
    for (const char *name : {"p1", "p2"})
        ask(QString::fromLatin1(name), u"p"_s);
    ask(u"q1"_s, u"q"_s);
    end(u"first"_s);
    end(m_order.last());
    end(m_order.last());
    QCOMPARE(m_order, QStringList({u"first"_s, u"p1"_s, u"q1"_s, u"p2"_s}));
}

void TestGate::tooManyAreSentToTheStore()
{
    for (int i = 0; i < 7; ++i)
        ask(QString::number(i));
    QCOMPARE(m_gate->inFlight(), 2);
    QCOMPARE(m_gate->waiting(), 4); // twice what may be in flight
    const Hold *hold = holdOf(u"6"_s);
    QVERIFY(hold);
    QVERIFY(!hold->until);
    QCOMPARE(hold->reason, u"4 wait for their turn already"_s);
    ask(u"other"_s, u"q"_s); // another pipeline has a queue of its own
    QVERIFY(!holdOf(u"other"_s));
    QCOMPARE(m_gate->waiting(), 5);
}

void TestGate::isFullUntilHalfHaveGone()
{
    const QString p = u"p"_s;
    for (int i = 0; i < 6; ++i)
        ask(QString::number(i));
    QVERIFY(m_gate->isFull(p));
    QVERIFY(!m_gate->isFull(u"q"_s));
    QCOMPARE(m_gate->room(false), 0);
    end(u"0"_s);
    end(u"1"_s);
    QVERIFY(m_gate->isFull(p)); // two of four wait
    end(u"2"_s);
    QVERIFY(!m_gate->isFull(p));
    QCOMPARE(m_gate->room(false), 3);
}

void TestGate::anOpenBreakerTurnsAllAway()
{
    for (int i = 0; i < 4; ++i)
        ask(QString::number(i));
    m_gate->order(Breaker::Order{true, m_clock.now() + 10min, u"maintenance"_s});
    QCoreApplication::processEvents();
    QVERIFY(holdOf(u"2"_s) && holdOf(u"3"_s));
    QCOMPARE(*holdOf(u"2"_s)->until, m_clock.now() + 10min);
    QVERIFY(holdOf(u"2"_s)->reason.contains(u"maintenance"_s));
    QVERIFY(isIn(u"0"_s)); // what is under way comes to its end
    ask(u"late"_s);
    QVERIFY(holdOf(u"late"_s));
    m_gate->order(std::nullopt);
    end(u"0"_s);
    ask(u"after"_s);
    QVERIFY(isIn(u"after"_s));
}

void TestGate::roomIsWhatMayBeReleased()
{
    Policy policy = policyOf(8);
    policy.breaker.minCalls = 2;
    policy.breaker.probes = 3;
    make(policy);
    QCOMPARE(m_gate->room(false), 16);
    for (const char *name : {"a", "b"}) {
        ask(QString::fromLatin1(name));
        end(QString::fromLatin1(name), Category::Service);
    }
    QCOMPARE(m_gate->room(false), 0); // open
    m_clock.forward(policy.breaker.open);
    QCOMPARE(m_gate->room(false), 3); // half open: no more than probes
    ask(u"probe"_s);
    QCOMPARE(m_gate->room(false), 2);
}

void TestGate::aReleaseLetsWavesThrough()
{
    make(policyOf(8));
    m_gate->order(Breaker::Order{false, m_clock.now() + 10min, u"mended"_s, true});
    QCOMPARE(m_gate->room(false), 1);
    ask(u"first"_s);
    QVERIFY(isIn(u"first"_s));
    QCOMPARE(m_gate->room(false), 0);
    ask(u"early"_s);
    QVERIFY(holdOf(u"early"_s));
    end(u"first"_s);
    QCOMPARE(m_gate->room(false), 5);
    for (int i = 0; i < 5; ++i) {
        ask(QString::number(i));
        QVERIFY(isIn(QString::number(i)));
    }
    ask(u"sixth"_s);
    QVERIFY(holdOf(u"sixth"_s));
    for (int i = 0; i < 5; ++i)
        end(QString::number(i), Category::Service);
    QCOMPARE(m_gate->room(false), 0);
    QCOMPARE(m_gate->state().breaker.state(m_clock.now()), BreakerState::Open);
    QVERIFY(!m_gate->state().breaker.order());
}

void TestGate::roomForRetriesIsWhatTheBudgetPays()
{
    Policy policy = policyOf(8);
    policy.budget = {10, 5, 10};
    make(policy);
    QCOMPARE(m_gate->room(true), 3);
    for (const char *name : {"a", "b"}) {
        ask(*m_gate, QString::fromLatin1(name), u"p"_s, Category::Service);
        QVERIFY(isIn(QString::fromLatin1(name)));
    }
    QCOMPARE(m_gate->room(true), 1);   // the reserve brings the next within a second
    QCOMPARE(m_gate->room(false), 16); // those that need none of it are not kept waiting
    end(u"a"_s);
    QCOMPARE(m_gate->room(true), 2); // it went well: what it took is back
}

void TestGate::aProbeThatIsDroppedGivesItsPlaceBack()
{
    Policy policy = policyOf(8);
    policy.breaker.minCalls = 1;
    policy.breaker.probes = 1;
    make(policy);
    ask(u"a"_s);
    end(u"a"_s, Category::Network);
    m_clock.forward(policy.breaker.open);
    ask(u"probe"_s);
    QVERIFY(isIn(u"probe"_s));
    ask(u"second"_s);
    QVERIFY(holdOf(u"second"_s));
    m_answers.erase(u"probe"_s); // dropped without a word, as at a cancel
    ask(u"third"_s);
    QVERIFY(isIn(u"third"_s));
}

void TestGate::retriesWithoutBudgetDoNotStopFirstAttempts()
{
    Policy policy = policyOf(1);
    policy.budget = {5, 5, 5};
    make(policy);
    ask(*m_gate, u"retry1"_s, u"p"_s, Category::Service); // pays with all there is
    QVERIFY(isIn(u"retry1"_s));
    ask(*m_gate, u"retry2"_s, u"p"_s, Category::Service);
    ask(u"first"_s);
    end(u"retry1"_s, Category::Service);
    QVERIFY(isIn(u"first"_s));
    QVERIFY(!isIn(u"retry2"_s));
    m_clock.forward(1s); // the reserve comes back by itself
    end(u"first"_s);
    QVERIFY(isIn(u"retry2"_s));
}

void TestGate::aRateLetsTheNextInWhenItsTimeHasCome()
{
    Policy policy = policyOf(8);
    policy.rate = RatePolicy{100ms, 1, 1};
    make(policy);
    ask(u"a"_s);
    QVERIFY(isIn(u"a"_s));
    ask(u"b"_s);
    QVERIFY(!isIn(u"b"_s) && !holdOf(u"b"_s));
    m_clock.forward(100ms);
    QTRY_VERIFY(isIn(u"b"_s)); // by the gate's own timer
}

void TestGate::theGlobalCapHoldsForAll()
{
    make(policyOf(8), 2);
    ServiceGate other(m_queue, *m_cap, m_clock, policyOf(8), freshState(policyOf(8), m_clock.now()));
    ask(u"a"_s);
    ask(other, u"b"_s, u"p"_s);
    ask(u"c"_s);
    ask(other, u"d"_s, u"p"_s);
    QVERIFY(!isIn(u"c"_s) && !isIn(u"d"_s));
    end(u"a"_s);
    QVERIFY(isIn(u"c"_s) && !isIn(u"d"_s)); // in the order in which they came
    end(u"b"_s);
    QVERIFY(isIn(u"d"_s));
    m_answers.clear(); // passes do not outlive their gate
}

void TestGate::aFreePlaceGoesToOneWhoCanUseIt()
{
    make(policyOf(1), 2);
    ServiceGate other(m_queue, *m_cap, m_clock, policyOf(8), freshState(policyOf(8), m_clock.now()));
    ask(u"a"_s);
    ask(other, u"b"_s, u"p"_s);
    ask(u"c"_s);
    ask(other, u"d"_s, u"p"_s);
    end(u"b"_s);
    QVERIFY(!isIn(u"c"_s)); // first in line, but its service takes one at a time
    QVERIFY(isIn(u"d"_s));
    m_answers.clear();                 // passes do not outlive their gate
    QCoreApplication::processEvents(); // nor do those who wait
    m_answers.clear();
}

void TestGate::whoWaitsNoLongerLeaves()
{
    for (const char *name : {"0", "1", "patient", "leaving"})
        ask(QString::fromLatin1(name));
    askFor(*m_gate, u"short"_s, {u"q"_s, {}, m_clock.now() + 100ms});
    m_waiting.at(1)->leave();
    m_clock.forward(100ms);
    QTRY_VERIFY(m_answers.contains(u"short"_s));
    QCOMPARE(m_order.mid(2), QStringList({u"leaving"_s, u"short"_s}));
    QVERIFY(!isIn(u"leaving"_s) && !holdOf(u"leaving"_s) && !isIn(u"short"_s));
    QCOMPARE(m_gate->waiting(), 1);
    end(u"0"_s);
    QVERIFY(isIn(u"patient"_s));
}

void TestGate::closingTurnsAllAwayWithoutAHold()
{
    for (int i = 0; i < 3; ++i)
        ask(QString::number(i));
    m_gate->close();
    QCoreApplication::processEvents();
    QVERIFY(m_answers.contains(u"2"_s));
    QVERIFY(!isIn(u"2"_s) && !holdOf(u"2"_s));
    ask(u"late"_s);
    QVERIFY(!isIn(u"late"_s) && !holdOf(u"late"_s));
}

void TestGate::aLargerLimitLetsMoreInAtOnce()
{
    for (int i = 0; i < 4; ++i)
        ask(QString::number(i));
    m_gate->setPolicy(policyOf(4));
    QCoreApplication::processEvents();
    QVERIFY(isIn(u"3"_s));
}

/// Open, half open and open again between two looks: open at both.
void TestGate::aQuickReopeningIsToldToo()
{
    storetesting::Fixture fixture;
    Service service;
    service.name = u"ocr"_s;
    const BreakerPolicy &policy = service.policy.breaker;
    ServiceLanes lanes(
        m_queue, fixture.reader(), m_clock, [](const Service &to) { return std::make_unique<HttpClient>(to); }, 100);
    const auto lane = lanes.laneTo(service);
    VERIFY_OK(lane);
    const auto fail = [&](int calls) {
        for (int call = 0; call < calls; ++call) {
            m_answers.clear();
            ask((*lane)->gate, u"call"_s, u"p"_s);
            end(u"call"_s, Category::Service);
        }
    };
    const auto told = [&] {
        QStringList kinds;
        for (const Write &write : lanes.unsaved(false).transaction.writes) {
            if (const auto *event = write.as<AddEvent>())
                kinds.append(event->event.kind);
        }
        return kinds;
    };
    fail(policy.minCalls);
    QCOMPARE(told(), QStringList{u"breaker.open"_s});
    QCOMPARE(told(), QStringList());
    m_clock.forward(policy.open);
    fail(2); // probes
    QCOMPARE(told(), QStringList{u"breaker.open"_s});
    m_answers.clear();
    lanes.close();
}

QTEST_GUILESS_MAIN(TestGate)
#include "tst_gate.moc"
