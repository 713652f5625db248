#include "policy/admission.h"

#include <QTest>

using namespace cairn;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

/// Who may start, and what how it ended means for those who come after.
class TestAdmission : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void holdsInWords_data();
    void holdsInWords();
    void heldTakesNothing();
    void aClockSetBackStopsNoTokens();
    void firstAttemptsNeedNoBudget();
    void adviceQuietensTheService();
    void aSpentQuotaQuietensTheService_data();
    void aSpentQuotaQuietensTheService();
    void afterASilenceOneFindsOut_data();
    void afterASilenceOneFindsOut();
    void aClockSetBackEndsNoTestForEver();
    void settlingFeedsAll();
    void stateSurvivesRestart();
};

void TestAdmission::holdsInWords_data()
{
    QTest::addColumn<QString>("what");
    QTest::addColumn<qint64>("wait"); // ms; -1: until an exchange ends
    QTest::addColumn<QString>("says");
    QTest::newRow("breaker") << "breaker" << qint64(30'000) << "breaker open";
    QTest::newRow("advice") << "quiet" << qint64(5'000) << "asked to be left alone";
    QTest::newRow("quota") << "quota" << qint64(60'000) << "said that a quota is used up";
    QTest::newRow("budget") << "budget" << qint64(100) << "retry budget used up";
    QTest::newRow("rate") << "rate" << qint64(500) << "rate limit of 2 in 1s";
    QTest::newRow("concurrency") << "concurrency" << qint64(-1) << "16 of 16 requests in flight";
}

void TestAdmission::holdsInWords()
{
    QFETCH(QString, what);
    QFETCH(qint64, wait);
    QFETCH(QString, says);
    Policy policy;
    policy.rate = RatePolicy{1s, 2, 2};
    const Timestamp now(1'000'000s);
    ServiceState state = freshState(policy, now);
    Candidate candidate{Category::Service, 0};
    QVERIFY(admit(state, policy, candidate, now).admitted);
    state = freshState(policy, now);
    if (what == "breaker"_L1)
        for (int i = 0; i < 20; ++i)
            settle(state, policy, {0, Category::Service, 500}, now);
    else if (what == "quiet"_L1)
        settle(state, policy, {0, Category::RateLimit, 429, false, Milliseconds(5s)}, now);
    else if (what == "quota"_L1)
        settle(state, policy, {0, Category::RateLimit, 402, false, {}, {}, {}, 0, {}, true}, now);
    else if (what == "budget"_L1)
        state.budget.tokens = 0;
    else if (what == "rate"_L1)
        state.rate = RateBucket{0, now};
    else
        candidate.inFlight = 16;
    const Admission held = admit(state, policy, candidate, now);
    QVERIFY(!held.admitted);
    QCOMPARE(held.until ? qint64((*held.until - now).count()) : -1, wait);
    QVERIFY2(held.reason.text().contains(says), qPrintable(held.reason.text()));
    if (held.until)
        QVERIFY(admit(state, policy, candidate, *held.until).admitted);
}

void TestAdmission::heldTakesNothing()
{
    Policy policy;
    policy.rate = RatePolicy{1s, 2, 2};
    const Timestamp now(1'000'000s);
    ServiceState state = freshState(policy, now);
    QVERIFY(admit(state, policy, {Category::Service, 0}, now).admitted);
    const ServiceState before = state;
    QVERIFY(before.budget.tokens == 495 && before.rate->tokens == 1);
    QVERIFY(!admit(state, policy, {Category::Service, 16}, now).admitted);
    QVERIFY(state == before);
}

/// They stood still for as long as the clock was set back.
void TestAdmission::aClockSetBackStopsNoTokens()
{
    Policy policy;
    policy.rate = RatePolicy{1s, 1, 1};
    const Timestamp now(1'000'000s);
    ServiceState state = freshState(policy, now);
    QVERIFY(admit(state, policy, {}, now).admitted);
    const Timestamp back = now - 3h;
    QVERIFY(!admit(state, policy, {}, back).admitted);
    QVERIFY(admit(state, policy, {}, back + 1s).admitted);
    policy.rate.reset();
    state = freshState(policy, now);
    state.budget.tokens = 0;
    QVERIFY(!admit(state, policy, {Category::Service, 0}, back).admitted);
    QVERIFY(admit(state, policy, {Category::Service, 0}, back + 1s).admitted);
}

void TestAdmission::firstAttemptsNeedNoBudget()
{
    const Policy policy;
    const Timestamp now(1'000'000s);
    ServiceState state = freshState(policy, now);
    state.budget.tokens = 0;
    QVERIFY(admit(state, policy, {std::nullopt, 0}, now).admitted);
    QVERIFY(!admit(state, policy, {Category::Service, 0}, now).admitted);
}

void TestAdmission::adviceQuietensTheService()
{
    const Policy policy;
    const Timestamp now(1'000'000s);
    ServiceState state = freshState(policy, now);
    settle(state, policy, {0, Category::RateLimit, 429, false, Milliseconds(60s)}, now);
    settle(state, policy, {0, Category::RateLimit, 429, false, Milliseconds(5s)}, now); // the longest advice holds
    QCOMPARE(*admit(state, policy, {}, now).until, now + 60s);
    QVERIFY(admit(state, policy, {}, now - 24h).admitted); // a clock set back
    ServiceState other = freshState(policy, now);
    settle(other, policy, {0, Category::Service, 500, false, Milliseconds(5s)}, now);
    QVERIFY(admit(other, policy, {}, now).admitted);
    // Advice that is not followed blocks its step; the others would be told the same.
    settle(other, policy, {0, Category::RateLimit, 429, false, Milliseconds(24h)}, now);
    QCOMPARE(*admit(other, policy, {}, now).until, now + policy.retry.retryAfterMax);
    QVERIFY(admit(other, policy, {}, now + policy.retry.retryAfterMax).admitted);
}

void TestAdmission::aSpentQuotaQuietensTheService_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<bool>("quotaSpent");
    QTest::addColumn<Category>("category");
    QTest::addColumn<qint64>("seconds"); // of silence
    QTest::newRow("402") << 402 << true << Category::RateLimit << qint64(60);
    QTest::newRow("a quota problem") << 429 << true << Category::RateLimit << qint64(60);
    QTest::newRow("too many at once") << 429 << false << Category::RateLimit << qint64(0);
    QTest::newRow("402, which a rule calls otherwise") << 402 << true << Category::Data << qint64(0);
}

void TestAdmission::aSpentQuotaQuietensTheService()
{
    QFETCH(int, status);
    QFETCH(bool, quotaSpent);
    QFETCH(Category, category);
    QFETCH(qint64, seconds);
    const Policy policy;
    const Timestamp now(1'000'000s);
    ServiceState state = freshState(policy, now);
    Settled settled{0, category, status};
    settled.quotaSpent = quotaSpent;
    settle(state, policy, settled, now);
    const Admission admission = admit(state, policy, {}, now);
    QCOMPARE(admission.until.value_or(now), now + std::chrono::seconds(seconds));
    QVERIFY(admit(state, policy, {}, now + std::chrono::seconds(seconds)).admitted);
}

/// Of 16 that ask once it is over, 16 would be blocked if it is not.
void TestAdmission::afterASilenceOneFindsOut_data()
{
    QTest::addColumn<std::optional<Milliseconds>>("advised");
    QTest::addColumn<bool>("quotaSpent");
    QTest::addColumn<bool>("isTested");
    QTest::newRow("advice that is not followed") << std::optional<Milliseconds>(24h) << false << true;
    QTest::newRow("a quota") << std::optional<Milliseconds>() << true << true;
    QTest::newRow("advice that is") << std::optional<Milliseconds>(10s) << false << false;
}

void TestAdmission::afterASilenceOneFindsOut()
{
    QFETCH(std::optional<Milliseconds>, advised);
    QFETCH(bool, quotaSpent);
    QFETCH(bool, isTested);
    const Policy policy;
    Timestamp now(1'000'000s);
    ServiceState state = freshState(policy, now);
    Settled refusal{0, Category::RateLimit, 429, false, advised, now - 1s};
    refusal.quotaSpent = quotaSpent;
    settle(state, policy, refusal, now);
    now = *quietUntil(state, policy, now);
    QVERIFY(admit(state, policy, {{}, 0}, now).admitted);
    QCOMPARE(admit(state, policy, {{}, 1}, now).admitted, !isTested);
    if (!isTested)
        return;
    settle(state, policy, {0, {}, 200, false, {}, now - 2h, 3h}, now); // begun before the refusal
    QVERIFY(!admit(state, policy, {{}, 1}, now).admitted);
    refusal.startedAt = now;
    settle(state, policy, refusal, now);
    now = *quietUntil(state, policy, now);
    state = serviceStateFromJson(toJson(state), policy, now);
    const Admission second = admit(state, policy, {{}, 1}, now);
    QVERIFY(!second.admitted && !second.until);
    settle(state, policy, {0, {}, 200, false, {}, now, 1s}, now + 1s);
    QVERIFY(admit(state, policy, {{}, 1}, now + 1s).admitted);
}

void TestAdmission::aClockSetBackEndsNoTestForEver()
{
    const Policy policy;
    const Timestamp now(1'000'000s);
    ServiceState state = freshState(policy, now);
    settle(state, policy, {0, Category::RateLimit, 429, false, Milliseconds(24h)}, now);
    settle(state, policy, {0, {}, 200, false, {}, now - 3h}, now - 3h);
    QVERIFY(admit(state, policy, {{}, 1}, now - 3h).admitted);
}

void TestAdmission::settlingFeedsAll()
{
    Policy policy;
    policy.adaptiveConcurrency = true;
    policy.maxConcurrency = 40;
    const Timestamp now(1'000'000s);
    ServiceState state = freshState(policy, now);
    settle(state, policy, {0, Category::Timeout, 0, true, {}, now}, now); // cancelled: tells nothing
    QCOMPARE(allowedInFlight(state.concurrency, policy), 20);
    settle(state, policy, {0, Category::Timeout, 0, false, {}, now}, now);
    QCOMPARE(allowedInFlight(state.concurrency, policy), 18);
    state.budget.tokens = 7;
    settle(state, policy, {0, {}, 200, false, {}, now, 1ms, 18}, now);
    QCOMPARE(state.budget.tokens, 8.0);
    QCOMPARE(state.concurrency.successes, 1);
}

void TestAdmission::stateSurvivesRestart()
{
    Policy policy;
    policy.rate = RatePolicy{1s, 2, 2};
    const Timestamp now(1'000'000s);
    ServiceState state = freshState(policy, now);
    for (int i = 0; i < 20; ++i)
        settle(state, policy, {0, Category::Service, 500}, now);
    settle(state, policy, {0, Category::RateLimit, 429, false, Milliseconds(5s)}, now);
    state.rate = RateBucket{0.5, now};
    state.budget.tokens = 3;
    QVERIFY(serviceStateFromJson(toJson(state), policy, now + 1s) == state);
    QVERIFY(serviceStateFromJson({}, policy, now) == freshState(policy, now));
}

QTEST_GUILESS_MAIN(TestAdmission)
#include "tst_admission.moc"
