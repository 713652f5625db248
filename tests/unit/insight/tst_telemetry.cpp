#include "insight/telemetry.h"

#include <QTest>

using namespace cairn;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;

namespace {

const Timestamp Start{std::chrono::sys_days(std::chrono::year(2026) / 11 / 16)};

struct Made
{
    int run = 1;
    Milliseconds at{0};
    Milliseconds took{100};
    std::optional<Category> category{};
    int number = 1;
    Action decision = Action::Succeed;
    TransportFault fault = TransportFault::None;
    Milliseconds silent{0};
};

AttemptFact fact(const Made &made)
{
    AttemptFact attempt;
    attempt.run = RunId(made.run);
    attempt.pipeline = u"intake"_s;
    attempt.step = StepId(u"scan"_s);
    attempt.startedAt = Start + made.at;
    attempt.took = made.took;
    attempt.category = made.category;
    attempt.number = made.number;
    attempt.decision = made.decision;
    attempt.fault = made.fault;
    attempt.silent = made.silent;
    return attempt;
}

AttemptFact failed(int run, Milliseconds at, Category category, int number = 1, Action decision = Action::Retry)
{
    return fact({run, at, 100ms, category, number, decision});
}

AttemptFact good(int run, Milliseconds at, int number = 1)
{
    return fact({run, at, 100ms, {}, number});
}

Telemetry of(std::vector<AttemptFact> facts, const Policy &policy = {}, const QMap<PollKey, Milliseconds> &polls = {})
{
    Telemetry telemetry;
    telemetry.since = telemetry.ruledSince = Start;
    addAttempts(telemetry, std::move(facts), policy, polls);
    return telemetry;
}

} // namespace

/// Attempts and events turned into what advice goes by.
class TestTelemetry : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void countsDays();
    void followsRepeats();
    void whatPeopleLetGoIsNoRepeat();
    void orderDoesNotMatter();
    void wastedAreThoseOfStepsThatDidNotPass();
    void replaysTheBudget();
    void countsWhatTheTimeoutEnded();
    void countsFromTheLiveRevision();
    void collectsAdviceBeyondTheCap();
    void seesWhatIsInFlight();
    void seesWhatIsTakenWhileLimited();
    void seesTheRateUsedUp();
    void seesBunches();
    void measuresWaitsOfPolls();
    void tellsFlappingFromAnOutage();
};

void TestTelemetry::countsDays()
{
    Sightings sightings;
    for (const Milliseconds at : {0ms, 1ms, 86'399'999ms, 86'400'000ms})
        sightings.add(Start + at);
    QCOMPARE(sightings.count, 4);
    QCOMPARE(sightings.days(), 2);
}

void TestTelemetry::followsRepeats()
{
    const Telemetry telemetry = of({failed(1, 0s, Category::Service), failed(1, 1s, Category::Network, 2), good(1, 2s, 3),
                                    failed(2, 0s, Category::Service), good(2, 1s, 2), good(3, 0s)});
    QCOMPARE(telemetry.facts, 6);
    QCOMPARE(telemetry.retries, 3);
    const RepeatFacts service = telemetry.repeats.value(Category::Service);
    QCOMPARE(service.made.value(2).count, 2);
    QCOMPARE(service.passed.value(2), 1);
    const RepeatFacts network = telemetry.repeats.value(Category::Network);
    QCOMPARE(network.made.value(3).count, 1);
    QCOMPARE(network.passed.value(3), 1);
    QCOMPARE(telemetry.repeats.size(), 2);
}

void TestTelemetry::whatPeopleLetGoIsNoRepeat()
{
    const Telemetry telemetry = of({failed(1, 0s, Category::Data, 1, Action::Block), good(1, 1h, 2)});
    QVERIFY(telemetry.repeats.isEmpty());
    QCOMPARE(telemetry.retries, 0);
}

void TestTelemetry::orderDoesNotMatter()
{
    std::vector<AttemptFact> facts;
    for (int run = 1; run <= 20; ++run) {
        facts.push_back(failed(run, run * 1s, Category::Timeout));
        facts.push_back(good(run, run * 1s + 500ms, 2));
    }
    const Telemetry forwards = of(facts);
    std::reverse(facts.begin(), facts.end());
    const Telemetry backwards = of(facts);
    QCOMPARE(backwards.retries, forwards.retries);
    QCOMPARE(backwards.repeats.value(Category::Timeout).passed, forwards.repeats.value(Category::Timeout).passed);
    QCOMPARE(backwards.loads.keys(), forwards.loads.keys());
    QCOMPARE(forwards.retries, 20);
}

void TestTelemetry::wastedAreThoseOfStepsThatDidNotPass()
{
    const Telemetry telemetry =
        of({failed(1, 0s, Category::Service), failed(1, 1s, Category::Service, 2),
            failed(1, 2s, Category::Service, 3, Action::Block), failed(2, 0s, Category::Service), good(2, 1s, 2), // passed
            failed(3, 0s, Category::Service), failed(3, 1s, Category::Service, 2)}); // nobody knows yet
    QCOMPARE(telemetry.retries, 4);
    QCOMPARE(telemetry.wasted, 2);
    QCOMPARE(telemetry.steps, 2);
    QCOMPARE(telemetry.left, 1);
    QCOMPARE(telemetry.recoveries, std::vector<Milliseconds>{1s});
}

void TestTelemetry::replaysTheBudget()
{
    Policy policy;
    policy.budget = {10, 5, 5}; // two retries' worth, and ten a second come back
    std::vector<AttemptFact> facts;
    for (int run = 1; run <= 4; ++run) { // all want to retry at once, the last two have to wait
        AttemptFact first = failed(run, 0s, Category::Service);
        first.delay = 1s;
        facts.push_back(first);
        const Milliseconds wait = run <= 2 ? 0ms : (run - 2) * 100ms;
        facts.push_back(failed(run, 1'100ms + wait, Category::Service, 2, Action::Block));
    }
    const Telemetry telemetry = of(facts, policy);
    QCOMPARE(telemetry.unpaid.count + telemetry.paid, 4);
    QCOMPARE(telemetry.unpaid.count, 2);
    policy.budget.capacity = 100;
    QCOMPARE(of(facts, policy).unpaid.count, 0);
}

void TestTelemetry::countsWhatTheTimeoutEnded()
{
    Policy policy;
    policy.timeout.attempt = 10s;
    policy.timeout.idle = 4s;
    const auto cut = [](int run, Milliseconds took, TransportFault fault, Milliseconds silent) {
        return fact({run, 0s, took, Category::Timeout, 1, Action::Block, fault, silent});
    };
    Made begunLate{7};
    begunLate.silent = 80ms;
    const Telemetry telemetry =
        of({cut(1, 10'003ms, TransportFault::AttemptTimeout, 10s), // nothing has moved in it
            cut(2, 9'990ms, TransportFault::AttemptTimeout, 1s),
            cut(3, 5s, TransportFault::AttemptTimeout, 5s),                                           // of an earlier revision
            cut(4, 4'010ms, TransportFault::IdleTimeout, 4s), cut(5, 10s, TransportFault::None, 10s), // a 504
            fact({6, 0s, 10s, Category::Network}), fact(begunLate)},
           policy);
    QCOMPARE(telemetry.cutShort.count, 2);
    QCOMPARE(telemetry.cutSilent, 1);
    QCOMPARE(telemetry.cutIdle.count, 1);
    QCOMPARE(telemetry.silences, (std::vector<Milliseconds>{80ms}));
    QCOMPARE(telemetry.ruled, 7);
}

void TestTelemetry::countsFromTheLiveRevision()
{
    Telemetry telemetry;
    telemetry.since = Start;
    telemetry.ruledSince = Start + 1h;
    Policy policy;
    policy.timeout.attempt = 10s;
    policy.rate = RatePolicy{1s, 1, 1};
    const TransportFault fault = TransportFault::AttemptTimeout;
    addAttempts(telemetry,
                {fact({1, 0s, 10s, Category::Timeout, 1, Action::Block, fault}),
                 fact({2, 2h, 10s, Category::Timeout, 1, Action::Block, fault})},
                policy, {});
    QCOMPARE(telemetry.facts, 2);
    QCOMPARE(telemetry.ruled, 1);
    QCOMPARE(telemetry.cutShort.count, 1);
    QCOMPARE(telemetry.rate.busy, 1);
}

void TestTelemetry::collectsAdviceBeyondTheCap()
{
    Policy policy;
    policy.retry.retryAfterMax = 60s;
    std::vector<AttemptFact> facts;
    for (const Milliseconds advised : {90s, 60s, 30s, 80s}) {
        facts.push_back(failed(int(facts.size()) + 1, 0s, Category::RateLimit));
        facts.back().advised = advised;
    }
    const Telemetry telemetry = of(facts, policy);
    QCOMPARE(telemetry.advised, 4);
    QCOMPARE(telemetry.beyondCap.count, 2);
    QCOMPARE(telemetry.advisedBeyond, (std::vector<Milliseconds>{80s, 90s}));
    QCOMPARE(telemetry.limits.limited.count, 4);
}

void TestTelemetry::seesWhatIsInFlight()
{
    // one alone; then three that overlap, the last of which begins as the first ends
    const Telemetry telemetry = of({fact({1, 0s, 1s}), fact({2, 10s, 1s}), fact({3, 10'500ms, 1s}), fact({4, 11s, 1s}),
                                    fact({5, 11'200ms, 1s, Category::Service})});
    QCOMPARE(telemetry.loads.keys(), (QList<int>{1, 2}));
    QCOMPARE(telemetry.loads.value(1).answers.count, 2);
    QCOMPARE(telemetry.loads.value(2).answers.count, 2);
    QCOMPARE(telemetry.loads.value(2).inFlight, 2.0);
    QCOMPARE(telemetry.loads.value(2).took, 1'000.0);
}

void TestTelemetry::seesWhatIsTakenWhileLimited()
{
    std::vector<AttemptFact> facts;
    for (int i = 0; i < 10; ++i)
        facts.push_back(good(i + 1, i * 50ms));
    facts.push_back(failed(11, 600ms, Category::RateLimit));
    facts.push_back(good(12, 5s)); // another second, the same minute
    const Telemetry telemetry = of(facts);
    QCOMPARE(telemetry.limits.goodPerSecond, std::vector<int>{10});
    QCOMPARE(telemetry.limits.goodPerMinute, std::vector<int>{11});
}

void TestTelemetry::seesTheRateUsedUp()
{
    Policy policy;
    policy.rate = RatePolicy{1s, 2, 2};
    const Telemetry telemetry =
        of({fact({1, 0s, 100ms}), fact({2, 10ms, 300ms}), fact({3, 5s, 100ms}), fact({4, 9s, 100ms}), fact({5, 9'100ms, 100ms})},
           policy);
    QCOMPARE(telemetry.rate.busy, 3);
    QCOMPARE(telemetry.rate.full.count, 2);
    QCOMPARE(telemetry.rate.tookFull, 150.0);
    QCOMPARE(telemetry.rate.tookBusy, 140.0);
}

void TestTelemetry::seesBunches()
{
    std::vector<AttemptFact> facts;
    for (int run = 1; run <= 7; ++run) { // four come back together, three do not
        facts.push_back(failed(run, 0s, Category::Service));
        facts.push_back(good(run, run <= 4 ? 1s + run * 20ms : run * 1s, 2));
    }
    QCOMPARE(of(facts).bunched.count, 4);
}

void TestTelemetry::measuresWaitsOfPolls()
{
    const PollKey key{u"intake"_s, u"scan"_s};
    std::vector<AttemptFact> facts{fact({1, 0s, 100ms, {}, 1, Action::Await}), good(1, 2min, 2),
                                   fact({2, 0s, 100ms, {}, 1, Action::Await}), good(2, 1min, 2),
                                   fact({3, 0s, 100ms, {}, 1, Action::Await})}; // not done yet
    const Telemetry telemetry = of(facts, {}, {{key, 2s}});
    QCOMPARE(telemetry.polls.value(key).waits, (std::vector<Milliseconds>{1min, 2min}));
    QCOMPARE(telemetry.polls.value(key).every, Milliseconds(2s));
    QVERIFY(of(facts).polls.isEmpty()); // no step of the live pipelines asks so
}

void TestTelemetry::tellsFlappingFromAnOutage()
{
    const auto moment = [](Milliseconds at, const QString &state) { return BreakerChange{Start + at, state}; };
    Telemetry telemetry;
    addBreaker(telemetry,
               {moment(0s, u"open"_s), moment(30s, u"half_open"_s), moment(31s, u"open"_s),     // a probe failed: the same outage
                moment(91s, u"half_open"_s), moment(92s, u"closed"_s), moment(120s, u"open"_s), // too early
                moment(150s, u"half_open"_s), moment(151s, u"closed"_s), moment(1h, u"open"_s)}, // another outage
               BreakerPolicy());
    QCOMPARE(telemetry.openings.count, 3);
    QCOMPARE(telemetry.reopenings.count, 1);
}

QTEST_GUILESS_MAIN(TestTelemetry)
#include "tst_telemetry.moc"
