#include "policy/budget.h"
#include "policy/limiter.h"

#include <QTest>

#include <random>

using namespace cairn;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// Retry budget, adaptive concurrency and rate.
class TestLimits : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void budgetIsSpentAndEarned();
    void timeoutsCostMore();
    void aRetryThatSucceedsGivesBackWhatItTook();
    void budgetComesBackByItself();
    void budgetIsNeverNegativeNorOverfull();
    void overloadLowersTheLimit();
    void oneOverloadCountsOnce();
    void successesRaiseItWhileItIsUsed();
    void fixedConcurrencyStays();
    void limitStaysInBounds();
    void overloadIsTold_data();
    void overloadIsTold();
    void burstThenRate();
    void rateIsNeverExceeded();
    void statesSurviveAsJson();
};

void TestLimits::budgetIsSpentAndEarned()
{
    const BudgetPolicy policy{10, 5, 10};
    const Timestamp now(1000s);
    RetryBudget budget = fullBudget(policy, now);
    QVERIFY(withdraw(budget, policy, Category::Service, now));
    QVERIFY(withdraw(budget, policy, Category::Network, now));
    QVERIFY(!withdraw(budget, policy, Category::Service, now));
    QCOMPARE(budget.tokens, 0.0);
    for (int i = 0; i < 5; ++i)
        deposit(budget, policy, {}, now);
    QCOMPARE(budget.tokens, 5.0);
    QVERIFY(withdraw(budget, policy, Category::Service, now));
    for (int i = 0; i < 50; ++i)
        deposit(budget, policy, {}, now);
    QCOMPARE(budget.tokens, 10.0);
}

void TestLimits::aRetryThatSucceedsGivesBackWhatItTook()
{
    const BudgetPolicy policy{100, 5, 10};
    const Timestamp now(1000s);
    RetryBudget budget = fullBudget(policy, now);
    for (const Category after : {Category::Service, Category::Timeout}) {
        QVERIFY(withdraw(budget, policy, after, now));
        QVERIFY(withdraw(budget, policy, after, now));
        const double before = budget.tokens;
        deposit(budget, policy, after, now);
        QCOMPARE(budget.tokens, before + (after == Category::Timeout ? 10 : 5) + 1);
    }
}

void TestLimits::timeoutsCostMore()
{
    const BudgetPolicy policy{12, 5, 10};
    const Timestamp now(1000s);
    RetryBudget budget = fullBudget(policy, now);
    QVERIFY(withdraw(budget, policy, Category::Timeout, now));
    QCOMPARE(budget.tokens, 2.0);
    QVERIFY(affordableAt(budget, policy, Category::Timeout, now) > affordableAt(budget, policy, Category::Service, now));
    const BudgetPolicy tooDear{3, 5, 10}; // cannot be written, but must not hold for ever
    QVERIFY(affordableAt({0, now}, tooDear, Category::Timeout, now) < now + 1s);
}

void TestLimits::budgetComesBackByItself()
{
    const BudgetPolicy policy;
    const Timestamp now(1000s);
    RetryBudget budget{0, now};
    const Timestamp next = affordableAt(budget, policy, Category::Service, now);
    QCOMPARE(next, now + 100ms); // ten retries a second
    QVERIFY(!withdraw(budget, policy, Category::Service, next - 1ms));
    QVERIFY(withdraw(budget, policy, Category::Service, next));
    QCOMPARE(tokensAt(budget, policy, now + 1h), 500.0);
    QCOMPARE(tokensAt({100, now}, policy, now - 1h), 100.0); // a clock set back
}

void TestLimits::budgetIsNeverNegativeNorOverfull()
{
    std::mt19937 engine(7);
    for (int round = 0; round < 200; ++round) {
        const BudgetPolicy policy{int(10 + engine() % 500), int(1 + engine() % 10), int(1 + engine() % 10)};
        Timestamp now(1000s);
        RetryBudget budget = fullBudget(policy, now);
        for (int i = 0; i < 200; ++i) {
            now += Milliseconds(int(engine() % 50) - 5);
            const Category after = engine() % 3 ? Category::Service : Category::Timeout;
            const Timestamp when = affordableAt(budget, policy, after, now);
            if (engine() % 4 == 0)
                deposit(budget, policy, {}, now);
            else
                QCOMPARE(withdraw(budget, policy, after, now), when == now);
            QVERIFY(budget.tokens >= 0 && budget.tokens <= policy.capacity);
        }
    }
}

void TestLimits::overloadLowersTheLimit()
{
    Policy policy;
    policy.maxConcurrency = 64;
    policy.adaptiveConcurrency = true;
    ConcurrencyLimit limit = initialLimit(policy);
    QCOMPARE(allowedInFlight(limit, policy), 20);
    Timestamp now(1000s);
    overloaded(limit, policy, now, now);
    QCOMPARE(allowedInFlight(limit, policy), 18);
    for (int i = 0; i < 100; ++i) {
        now += 1s;
        overloaded(limit, policy, now, now);
    }
    QCOMPARE(allowedInFlight(limit, policy), 1);
}

void TestLimits::oneOverloadCountsOnce()
{
    Policy policy;
    policy.maxConcurrency = 64;
    policy.adaptiveConcurrency = true;
    ConcurrencyLimit limit = initialLimit(policy);
    const Timestamp started(1000s);
    for (int i = 0; i < 20; ++i) // all that were in flight
        overloaded(limit, policy, started, started + 1s + Milliseconds(i));
    QCOMPARE(limit.limit, 18);
    overloaded(limit, policy, started - 1h, started - 1h + 1s); // a clock set back does not disable it
    QCOMPARE(limit.limit, 16);
}

void TestLimits::successesRaiseItWhileItIsUsed()
{
    Policy policy;
    policy.maxConcurrency = 12;
    policy.adaptiveConcurrency = true;
    ConcurrencyLimit limit{10, 0, {}};
    for (int i = 0; i < 100; ++i)
        succeeded(limit, policy, 4); // less than half of it is used
    QCOMPARE(limit.limit, 10);
    for (int i = 0; i < 9; ++i)
        succeeded(limit, policy, 10);
    QCOMPARE(limit.limit, 10);
    succeeded(limit, policy, 10);
    QCOMPARE(limit.limit, 11);
    for (int i = 0; i < 100; ++i)
        succeeded(limit, policy, 12);
    QCOMPARE(limit.limit, 12);
}

void TestLimits::fixedConcurrencyStays()
{
    Policy policy;
    policy.maxConcurrency = 64;
    ConcurrencyLimit limit = initialLimit(policy);
    overloaded(limit, policy, Timestamp(2s), Timestamp(3s));
    QCOMPARE(allowedInFlight(limit, policy), 64);
}

void TestLimits::limitStaysInBounds()
{
    std::mt19937 engine(11);
    for (int round = 0; round < 200; ++round) {
        Policy policy;
        policy.adaptiveConcurrency = true;
        policy.maxConcurrency = 1 + int(engine() % 100);
        ConcurrencyLimit limit = initialLimit(policy);
        Timestamp now(1000s);
        for (int i = 0; i < 500; ++i) {
            now += Milliseconds(engine() % 100);
            if (engine() % 20 == 0)
                overloaded(limit, policy, now - Milliseconds(engine() % 200), now);
            else
                succeeded(limit, policy, int(engine() % 100));
            const int allowed = allowedInFlight(limit, policy);
            QVERIFY(allowed >= 1 && allowed <= policy.maxConcurrency);
        }
    }
}

void TestLimits::overloadIsTold_data()
{
    QTest::addColumn<Category>("category");
    QTest::addColumn<int>("status");
    QTest::addColumn<bool>("overload");
    QTest::newRow("429") << Category::RateLimit << 429 << true;
    QTest::newRow("503") << Category::Service << 503 << true;
    QTest::newRow("429 by another name") << Category::Data << 429 << true;
    QTest::newRow("timeout") << Category::Timeout << 0 << true;
    QTest::newRow("500") << Category::Service << 500 << false;
    QTest::newRow("refused") << Category::Network << 0 << false;
}

void TestLimits::overloadIsTold()
{
    QFETCH(Category, category);
    QFETCH(int, status);
    QFETCH(bool, overload);
    QCOMPARE(meansOverload(category, status), overload);
}

void TestLimits::burstThenRate()
{
    const RatePolicy policy{1s, 10, 20};
    Timestamp now(1000s);
    RateBucket bucket = fullBucket(policy, now);
    for (int i = 0; i < 20; ++i)
        QVERIFY(take(bucket, policy, now));
    QVERIFY(!take(bucket, policy, now));
    QCOMPARE(earliest(bucket, policy, now), now + 100ms);
    QVERIFY(!take(bucket, policy, now + 99ms));
    QVERIFY(take(bucket, policy, now + 100ms));
    QCOMPARE(earliest(bucket, policy, now + 1h), now + 1h);
}

/// In any span the requests are at most burst + rate · span; and whoever comes at the time that was named may go.
void TestLimits::rateIsNeverExceeded()
{
    std::mt19937 engine(13);
    for (int round = 0; round < 100; ++round) {
        const int most = 1 + int(engine() % 200);
        const RatePolicy policy{Milliseconds(1 + engine() % 5'000), most, most + int(engine() % 100)};
        const Timestamp start(1000s);
        Timestamp now = start;
        RateBucket bucket = fullBucket(policy, now);
        int taken = 0;
        for (int i = 0; i < 500; ++i) {
            const Timestamp next = earliest(bucket, policy, now);
            QVERIFY(next >= now);
            now = engine() % 2 ? next : now + Milliseconds(engine() % 20);
            if (take(bucket, policy, now))
                ++taken;
            else
                QVERIFY(now < next);
            const double allowed = policy.burst + double((now - start).count()) * policy.limit / double(policy.per.count());
            QVERIFY(taken <= allowed + 0.01);
        }
    }
}

void TestLimits::statesSurviveAsJson()
{
    const RetryBudget budget{12.5, Timestamp(1234567ms)};
    QCOMPARE(budgetFromJson(toJson(budget)), std::optional(budget));
    QVERIFY(!budgetFromJson({}));
    QVERIFY(!budgetFromJson({{u"tokens"_s, -1}, {u"updated_ms"_s, 0}}));
    const RateBucket bucket{0.25, Timestamp(99ms)};
    QCOMPARE(rateFromJson(toJson(bucket)), std::optional(bucket));
    QVERIFY(!rateFromJson({{u"tokens"_s, u"1"_s}}));
    const ConcurrencyLimit limit{7, 3, Timestamp(5ms)};
    QCOMPARE(concurrencyFromJson(toJson(limit)), std::optional(limit));
    QVERIFY(!concurrencyFromJson({{u"limit"_s, 0}, {u"successes"_s, 0}}));
}

QTEST_GUILESS_MAIN(TestLimits)
#include "tst_limits.moc"
