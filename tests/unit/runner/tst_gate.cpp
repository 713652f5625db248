#include "runner/servicelanes.h"
#include "storetesting.h"

#include <QCoroTask>
#include <QTest>

#include <map>

using namespace cairn;
using namespace std::chrono_literals;

namespace {

class HandClock final : public Clock
{
public:
    Timestamp now() const override { return m_now; }
    std::chrono::nanoseconds steady() const override { return m_now.time_since_epoch(); }
    void forward(Milliseconds by) { m_now += by; }

private:
    Timestamp m_now{1'000'000s};
};

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
    void ask(const QString &name, const QString &pipeline = QStringLiteral("p")) { ask(*m_gate, name, pipeline); }
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
    QVERIFY(isIn(QStringLiteral("a")) && isIn(QStringLiteral("b")) && !isIn(QStringLiteral("c")));
    QCOMPARE(m_gate->inFlight(), 2);
    QCOMPARE(m_gate->waiting(), 1);
    end(QStringLiteral("a"));
    QVERIFY(isIn(QStringLiteral("c")));
    QCOMPARE(m_gate->waiting(), 0);
}

void TestGate::pipelinesTakeTurns()
{
    make(policyOf(1));
    ask(QStringLiteral("first"));
    for (const char *name : {"p1", "p2"})
        ask(QString::fromLatin1(name), QStringLiteral("p"));
    ask(QStringLiteral("q1"), QStringLiteral("q"));
    end(QStringLiteral("first"));
    end(m_order.last());
    end(m_order.last());
    QCOMPARE(m_order, QStringList({QStringLiteral("first"), QStringLiteral("p1"), QStringLiteral("q1"), QStringLiteral("p2")}));
}

void TestGate::tooManyAreSentToTheStore()
{
    for (int i = 0; i < 7; ++i)
        ask(QString::number(i));
    QCOMPARE(m_gate->inFlight(), 2);
    QCOMPARE(m_gate->waiting(), 4); // twice what may be in flight
    const Hold *hold = holdOf(QStringLiteral("6"));
    QVERIFY(hold);
    QVERIFY(!hold->until);
    QCOMPARE(hold->reason, QStringLiteral("4 wait for their turn already"));
    ask(QStringLiteral("other"), QStringLiteral("q")); // another pipeline has a queue of its own
    QVERIFY(!holdOf(QStringLiteral("other")));
    QCOMPARE(m_gate->waiting(), 5);
}

void TestGate::isFullUntilHalfHaveGone()
{
    const QString p = QStringLiteral("p");
    for (int i = 0; i < 6; ++i)
        ask(QString::number(i));
    QVERIFY(m_gate->isFull(p));
    QVERIFY(!m_gate->isFull(QStringLiteral("q")));
    QCOMPARE(m_gate->room(false), 0);
    end(QStringLiteral("0"));
    end(QStringLiteral("1"));
    QVERIFY(m_gate->isFull(p)); // two of four wait
    end(QStringLiteral("2"));
    QVERIFY(!m_gate->isFull(p));
    QCOMPARE(m_gate->room(false), 3);
}

void TestGate::anOpenBreakerTurnsAllAway()
{
    for (int i = 0; i < 4; ++i)
        ask(QString::number(i));
    m_gate->order(Breaker::Order{true, m_clock.now() + 10min, QStringLiteral("maintenance")});
    QCoreApplication::processEvents();
    QVERIFY(holdOf(QStringLiteral("2")) && holdOf(QStringLiteral("3")));
    QCOMPARE(*holdOf(QStringLiteral("2"))->until, m_clock.now() + 10min);
    QVERIFY(holdOf(QStringLiteral("2"))->reason.contains(QStringLiteral("maintenance")));
    QVERIFY(isIn(QStringLiteral("0"))); // what is under way comes to its end
    ask(QStringLiteral("late"));
    QVERIFY(holdOf(QStringLiteral("late")));
    m_gate->order(std::nullopt);
    end(QStringLiteral("0"));
    ask(QStringLiteral("after"));
    QVERIFY(isIn(QStringLiteral("after")));
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
    ask(QStringLiteral("probe"));
    QCOMPARE(m_gate->room(false), 2);
}

void TestGate::aReleaseLetsWavesThrough()
{
    make(policyOf(8));
    m_gate->order(Breaker::Order{false, m_clock.now() + 10min, QStringLiteral("mended"), true});
    QCOMPARE(m_gate->room(false), 1);
    ask(QStringLiteral("first"));
    QVERIFY(isIn(QStringLiteral("first")));
    QCOMPARE(m_gate->room(false), 0);
    ask(QStringLiteral("early"));
    QVERIFY(holdOf(QStringLiteral("early")));
    end(QStringLiteral("first"));
    QCOMPARE(m_gate->room(false), 5);
    for (int i = 0; i < 5; ++i) {
        ask(QString::number(i));
        QVERIFY(isIn(QString::number(i)));
    }
    ask(QStringLiteral("sixth"));
    QVERIFY(holdOf(QStringLiteral("sixth")));
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
        ask(*m_gate, QString::fromLatin1(name), QStringLiteral("p"), Category::Service);
        QVERIFY(isIn(QString::fromLatin1(name)));
    }
    QCOMPARE(m_gate->room(true), 1); // the reserve brings the next within a second
    QCOMPARE(m_gate->room(false), 16); // those that need none of it are not kept waiting
    end(QStringLiteral("a"));
    QCOMPARE(m_gate->room(true), 2); // it went well: what it took is back
}

void TestGate::aProbeThatIsDroppedGivesItsPlaceBack()
{
    Policy policy = policyOf(8);
    policy.breaker.minCalls = 1;
    policy.breaker.probes = 1;
    make(policy);
    ask(QStringLiteral("a"));
    end(QStringLiteral("a"), Category::Network);
    m_clock.forward(policy.breaker.open);
    ask(QStringLiteral("probe"));
    QVERIFY(isIn(QStringLiteral("probe")));
    ask(QStringLiteral("second"));
    QVERIFY(holdOf(QStringLiteral("second")));
    m_answers.erase(QStringLiteral("probe")); // dropped without a word, as at a cancel
    ask(QStringLiteral("third"));
    QVERIFY(isIn(QStringLiteral("third")));
}

void TestGate::retriesWithoutBudgetDoNotStopFirstAttempts()
{
    Policy policy = policyOf(1);
    policy.budget = {5, 5, 5};
    make(policy);
    ask(*m_gate, QStringLiteral("retry1"), QStringLiteral("p"), Category::Service); // pays with all there is
    QVERIFY(isIn(QStringLiteral("retry1")));
    ask(*m_gate, QStringLiteral("retry2"), QStringLiteral("p"), Category::Service);
    ask(QStringLiteral("first"));
    end(QStringLiteral("retry1"), Category::Service);
    QVERIFY(isIn(QStringLiteral("first")));
    QVERIFY(!isIn(QStringLiteral("retry2")));
    m_clock.forward(1s); // the reserve comes back by itself
    end(QStringLiteral("first"));
    QVERIFY(isIn(QStringLiteral("retry2")));
}

void TestGate::aRateLetsTheNextInWhenItsTimeHasCome()
{
    Policy policy = policyOf(8);
    policy.rate = RatePolicy{100ms, 1, 1};
    make(policy);
    ask(QStringLiteral("a"));
    QVERIFY(isIn(QStringLiteral("a")));
    ask(QStringLiteral("b"));
    QVERIFY(!isIn(QStringLiteral("b")) && !holdOf(QStringLiteral("b")));
    m_clock.forward(100ms);
    QTRY_VERIFY(isIn(QStringLiteral("b"))); // by the gate's own timer
}

void TestGate::theGlobalCapHoldsForAll()
{
    make(policyOf(8), 2);
    ServiceGate other(m_queue, *m_cap, m_clock, policyOf(8), freshState(policyOf(8), m_clock.now()));
    ask(QStringLiteral("a"));
    ask(other, QStringLiteral("b"), QStringLiteral("p"));
    ask(QStringLiteral("c"));
    ask(other, QStringLiteral("d"), QStringLiteral("p"));
    QVERIFY(!isIn(QStringLiteral("c")) && !isIn(QStringLiteral("d")));
    end(QStringLiteral("a"));
    QVERIFY(isIn(QStringLiteral("c")) && !isIn(QStringLiteral("d"))); // in the order in which they came
    end(QStringLiteral("b"));
    QVERIFY(isIn(QStringLiteral("d")));
    m_answers.clear(); // passes do not outlive their gate
}

void TestGate::aFreePlaceGoesToOneWhoCanUseIt()
{
    make(policyOf(1), 2);
    ServiceGate other(m_queue, *m_cap, m_clock, policyOf(8), freshState(policyOf(8), m_clock.now()));
    ask(QStringLiteral("a"));
    ask(other, QStringLiteral("b"), QStringLiteral("p"));
    ask(QStringLiteral("c"));
    ask(other, QStringLiteral("d"), QStringLiteral("p"));
    end(QStringLiteral("b"));
    QVERIFY(!isIn(QStringLiteral("c"))); // first in line, but its service takes one at a time
    QVERIFY(isIn(QStringLiteral("d")));
    m_answers.clear(); // passes do not outlive their gate
    QCoreApplication::processEvents(); // nor do those who wait
    m_answers.clear();
}

void TestGate::whoWaitsNoLongerLeaves()
{
    for (const char *name : {"0", "1", "patient", "leaving"})
        ask(QString::fromLatin1(name));
    askFor(*m_gate, QStringLiteral("short"), {QStringLiteral("q"), {}, m_clock.now() + 100ms});
    m_waiting.at(1)->leave();
    m_clock.forward(100ms);
    QTRY_VERIFY(m_answers.contains(QStringLiteral("short")));
    QCOMPARE(m_order.mid(2), QStringList({QStringLiteral("leaving"), QStringLiteral("short")}));
    QVERIFY(!isIn(QStringLiteral("leaving")) && !holdOf(QStringLiteral("leaving")) && !isIn(QStringLiteral("short")));
    QCOMPARE(m_gate->waiting(), 1);
    end(QStringLiteral("0"));
    QVERIFY(isIn(QStringLiteral("patient")));
}

void TestGate::closingTurnsAllAwayWithoutAHold()
{
    for (int i = 0; i < 3; ++i)
        ask(QString::number(i));
    m_gate->close();
    QCoreApplication::processEvents();
    QVERIFY(m_answers.contains(QStringLiteral("2")));
    QVERIFY(!isIn(QStringLiteral("2")) && !holdOf(QStringLiteral("2")));
    ask(QStringLiteral("late"));
    QVERIFY(!isIn(QStringLiteral("late")) && !holdOf(QStringLiteral("late")));
}

void TestGate::aLargerLimitLetsMoreInAtOnce()
{
    for (int i = 0; i < 4; ++i)
        ask(QString::number(i));
    m_gate->setPolicy(policyOf(4));
    QCoreApplication::processEvents();
    QVERIFY(isIn(QStringLiteral("3")));
}

/// Open, half open and open again between two looks: open at both.
void TestGate::aQuickReopeningIsToldToo()
{
    storetesting::Fixture fixture;
    Service service;
    service.name = QStringLiteral("ocr");
    const BreakerPolicy &policy = service.policy.breaker;
    ServiceLanes lanes(m_queue, fixture.reader(), m_clock,
                       [](const Service &to) { return std::make_unique<HttpClient>(to); }, 100);
    const auto lane = lanes.laneTo(service);
    VERIFY_OK(lane);
    const auto fail = [&](int calls) {
        for (int call = 0; call < calls; ++call) {
            m_answers.clear();
            ask((*lane)->gate, QStringLiteral("call"), QStringLiteral("p"));
            end(QStringLiteral("call"), Category::Service);
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
    QCOMPARE(told(), QStringList{QStringLiteral("breaker.open")});
    QCOMPARE(told(), QStringList());
    m_clock.forward(policy.open);
    fail(2); // probes
    QCOMPARE(told(), QStringList{QStringLiteral("breaker.open")});
    m_answers.clear();
    lanes.close();
}

QTEST_GUILESS_MAIN(TestGate)
#include "tst_gate.moc"
