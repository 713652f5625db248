#include "advicetesting.h"

using namespace cairn;
using namespace cairn::advicetesting;

/// The same for advice about time limits, the breaker, and how much is sent at once.
class TestLoadAdvice : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void timeoutTooShort();
    void timeoutKeepsToTheStep();
    void timeoutThatOnlySilenceRunsInto();
    void idleTooShort();
    void idleThatIsNotTooShort_data();
    void idleThatIsNotTooShort();
    void timeoutThatIsNotTooShort_data();
    void timeoutThatIsNotTooShort();
    void timeoutTooLong();
    void timeoutThatIsNotTooLong_data();
    void timeoutThatIsNotTooLong();
    void flappingBreaker();
    void steadyBreaker_data();
    void steadyBreaker();
    void tooMuchAtOnce();
    void notTooMuchAtOnce_data();
    void notTooMuchAtOnce();
    void tooOften();
    void tooOftenByTheMinute();
    void notTooOften_data();
    void notTooOften();
    void rateTooLow();
    void rateHighEnough_data();
    void rateHighEnough();
    void polls();
};

void TestLoadAdvice::timeoutTooShort()
{
    Telemetry telemetry = quiet();
    telemetry.answers = latencies(40s, 1'900);
    telemetry.cutShort = seen(100);
    const Recommendation advice = only(telemetry, live());
    QCOMPARE(advice.key(), u"timeout_too_short"_s);
    QCOMPARE(advice.cases, 100);
    QCOMPARE(advice.among, 2'000);
    QVERIFY(advice.measured > 49'000 && advice.measured <= 50'000); // of the class from 40 s
    QCOMPARE(changes(advice, live()), QStringList{u"policy.timeout.attempt 1m 2m"_s});
}

void TestLoadAdvice::timeoutKeepsToTheStep()
{
    Telemetry telemetry = quiet();
    telemetry.answers = latencies(40s, 1'900);
    telemetry.cutShort = seen(100);
    Service service = live();
    service.policy.timeout.step = 90s;
    QCOMPARE(changes(only(telemetry, service), service), QStringList{u"policy.timeout.attempt 1m 90s"_s});
    service.policy.timeout.step = 60s;
    QCOMPARE(keys(telemetry, service), QStringList());
}

void TestLoadAdvice::timeoutThatOnlySilenceRunsInto()
{
    Telemetry telemetry = quiet();
    telemetry.answers = latencies(40s, 1'900);
    telemetry.cutShort = seen(100);
    telemetry.cutSilent = 80;
    Service service = live();
    service.policy.timeout.idle = 60s;
    QCOMPARE(changes(only(telemetry, service), service),
             (QStringList{u"policy.timeout.idle 1m 2m"_s, u"policy.timeout.attempt 1m 2m"_s}));
    telemetry.cutSilent = 20; // the others had begun to answer
    QCOMPARE(changes(only(telemetry, service), service), QStringList{u"policy.timeout.attempt 1m 2m"_s});
}

void TestLoadAdvice::idleTooShort()
{
    Telemetry telemetry = quiet();
    telemetry.cutIdle = seen(100);
    telemetry.silences = std::vector<Milliseconds>(1'900, 900ms);
    Service service = live();
    service.policy.timeout.idle = 1s;
    const Recommendation advice = only(telemetry, service);
    QCOMPARE(advice.key(), u"idle_too_short"_s);
    QCOMPARE(advice.cases, 100);
    QCOMPARE(advice.measured, 900.0);
    QCOMPARE(changes(advice, service), QStringList{u"policy.timeout.idle 1s 2s"_s});
    service.policy.timeout.attempt = 1s;
    QCOMPARE(changes(only(telemetry, service), service),
             (QStringList{u"policy.timeout.idle 1s 2s"_s, u"policy.timeout.attempt 1s 2s"_s}));
}

void TestLoadAdvice::idleThatIsNotTooShort_data()
{
    QTest::addColumn<qint64>("cut");
    QTest::addColumn<int>("answers");
    QTest::addColumn<qint64>("silentMs");
    QTest::newRow("too few cut off") << qint64(19) << 1'900 << qint64(900);
    QTest::newRow("too few answers") << qint64(100) << 99 << qint64(900);
    QTest::newRow("answers begin at once") << qint64(100) << 1'900 << qint64(20);
}

void TestLoadAdvice::idleThatIsNotTooShort()
{
    QFETCH(const qint64, cut);
    QFETCH(const int, answers);
    QFETCH(const qint64, silentMs);
    Telemetry telemetry = quiet();
    telemetry.cutIdle = seen(cut);
    telemetry.silences = std::vector<Milliseconds>(size_t(answers), Milliseconds(silentMs));
    Service service = live();
    service.policy.timeout.idle = 1s;
    QCOMPARE(keys(telemetry, service), QStringList());
}

void TestLoadAdvice::timeoutThatIsNotTooShort_data()
{
    QTest::addColumn<qint64>("cut");
    QTest::addColumn<qint64>("answers");
    QTest::addColumn<qint64>("tookMs");
    QTest::newRow("too few cut off") << qint64(19) << qint64(1'900) << qint64(40'000);
    QTest::newRow("too few answers") << qint64(100) << qint64(99) << qint64(40'000);
    QTest::newRow("what is cut off hangs") << qint64(100) << qint64(1'900) << qint64(10'000);
}

void TestLoadAdvice::timeoutThatIsNotTooShort()
{
    QFETCH(const qint64, cut);
    QFETCH(const qint64, answers);
    QFETCH(const qint64, tookMs);
    Telemetry telemetry = quiet();
    telemetry.answers = latencies(Milliseconds(tookMs), answers);
    telemetry.cutShort = seen(cut);
    QCOMPARE(keys(telemetry, live()), QStringList());
}

void TestLoadAdvice::timeoutTooLong()
{
    Telemetry telemetry = quiet();
    telemetry.cutShort = seen(12);
    const Recommendation advice = only(telemetry, live());
    QCOMPARE(advice.key(), u"timeout_too_long"_s);
    QCOMPARE(changes(advice, live()), QStringList{u"policy.timeout.attempt 1m 1s"_s});
    QCOMPARE(advice.beside, 12 * 59'000.0);
    telemetry.answers = latencies(2s, 2'000);
    QCOMPARE(changes(only(telemetry, live()), live()), QStringList{u"policy.timeout.attempt 1m 10s"_s});
}

void TestLoadAdvice::timeoutThatIsNotTooLong_data()
{
    QTest::addColumn<qint64>("cut");
    QTest::addColumn<qint64>("answers");
    QTest::addColumn<qint64>("tookMs");
    QTest::newRow("nothing hangs") << qint64(9) << qint64(2'000) << qint64(200);
    QTest::newRow("too few answers") << qint64(12) << qint64(99) << qint64(200);
    QTest::newRow("answers take a while") << qint64(12) << qint64(2'000) << qint64(6'300);
}

void TestLoadAdvice::timeoutThatIsNotTooLong()
{
    QFETCH(const qint64, cut);
    QFETCH(const qint64, answers);
    QFETCH(const qint64, tookMs);
    Telemetry telemetry = quiet();
    telemetry.answers = latencies(Milliseconds(tookMs), answers);
    telemetry.cutShort = seen(cut);
    QCOMPARE(keys(telemetry, live()), QStringList());
}

void TestLoadAdvice::flappingBreaker()
{
    Telemetry telemetry = quiet();
    telemetry.openings = seen(10);
    telemetry.reopenings = seen(6);
    QCOMPARE(only(telemetry, live()).key(), u"breaker_flaps"_s);
    QCOMPARE(changes(only(telemetry, live()), live()), QStringList{u"policy.breaker.open 30s 1m"_s});
    Service service = live();
    service.policy.breaker.open = service.policy.breaker.openMax = 2min;
    QCOMPARE(changes(only(telemetry, service), service),
             QStringList({u"policy.breaker.open 2m 4m"_s, u"policy.breaker.open_max 2m 4m"_s}));
}

void TestLoadAdvice::steadyBreaker_data()
{
    QTest::addColumn<qint64>("openings");
    QTest::addColumn<qint64>("reopenings");
    QTest::newRow("too few") << qint64(3) << qint64(3);
    QTest::newRow("mostly long after") << qint64(20) << qint64(7);
}

void TestLoadAdvice::steadyBreaker()
{
    QFETCH(const qint64, openings);
    QFETCH(const qint64, reopenings);
    Telemetry telemetry = quiet();
    telemetry.openings = seen(openings);
    telemetry.reopenings = seen(reopenings);
    QCOMPARE(keys(telemetry, live()), QStringList());
}

void TestLoadAdvice::tooMuchAtOnce()
{
    Telemetry telemetry = quiet(); // 40 a second from 4 in flight on, whatever is added
    telemetry.loads = {
        {1, load(100, 1, 50)}, {2, load(100, 2, 60)}, {4, load(100, 4, 100)}, {8, load(100, 8, 200)}, {16, load(100, 16, 400)}};
    const Recommendation advice = only(telemetry, live());
    QCOMPARE(advice.key(), u"concurrency_too_high"_s);
    QCOMPARE(advice.cases, 200);
    QCOMPARE(advice.among, 500);
    QCOMPARE(advice.measured, 400.0);
    QCOMPARE(advice.beside, 100.0);
    QCOMPARE(changes(advice, live()), QStringList{u"policy.concurrency.max 16 4"_s});
    Service service = live();
    service.policy.maxConcurrency = 4;
    QCOMPARE(keys(telemetry, service), QStringList());
}

void TestLoadAdvice::notTooMuchAtOnce_data()
{
    using Loads = QMap<int, LoadFacts>;
    QTest::addColumn<Loads>("loads");
    QTest::newRow("more bring more") << Loads{{1, load(100, 1, 50)}, {4, load(100, 4, 60)}, {16, load(100, 16, 120)}};
    QTest::newRow("hardly slower") << Loads{{8, load(100, 8, 100)}, {16, load(100, 12, 160)}};
    QTest::newRow("one class alone") << Loads{{16, load(1'000, 16, 900)}};
    QTest::newRow("too few answers") << Loads{{1, load(100, 1, 50)}, {16, load(49, 16, 900)}};
}

void TestLoadAdvice::notTooMuchAtOnce()
{
    using Loads = QMap<int, LoadFacts>;
    QFETCH(const Loads, loads);
    Telemetry telemetry = quiet();
    telemetry.loads = loads;
    QCOMPARE(keys(telemetry, live()), QStringList());
}

void TestLoadAdvice::tooOften()
{
    Telemetry telemetry = quiet();
    telemetry.limits = {std::vector<int>(12, 20), std::vector<int>(12, 600), seen(100)};
    const Recommendation advice = only(telemetry, live());
    QCOMPARE(advice.key(), u"rate_too_high"_s);
    QCOMPARE(advice.measured, 20.0);
    QCOMPARE(changes(advice, live()),
             QStringList({u"policy.rate.limit  18"_s, u"policy.rate.per  1s"_s, u"policy.rate.burst  18"_s}));
    Service service = live();
    service.policy.rate = RatePolicy{1s, 30, 60};
    QCOMPARE(changes(only(telemetry, service), service),
             QStringList({u"policy.rate.limit 30 18"_s, u"policy.rate.burst 60 18"_s}));
    service.policy.rate = RatePolicy{1s, 18, 18};
    QCOMPARE(keys(telemetry, service), QStringList());
}

void TestLoadAdvice::tooOftenByTheMinute()
{
    Telemetry telemetry = quiet();
    telemetry.limits = {std::vector<int>(40, 0), std::vector<int>(12, 10), seen(100)};
    const Recommendation advice = only(telemetry, live());
    QCOMPARE(advice.draft->policy.rate->limit, 9);
    QCOMPARE(advice.draft->policy.rate->per, Milliseconds(1min));
}

void TestLoadAdvice::notTooOften_data()
{
    QTest::addColumn<qint64>("limited");
    QTest::addColumn<int>("stretches");
    QTest::addColumn<int>("good");
    QTest::addColumn<qint64>("facts");
    QTest::newRow("too few") << qint64(19) << 12 << 20 << qint64(200);
    QTest::newRow("seldom") << qint64(30) << 12 << 20 << qint64(3'001);
    QTest::newRow("in one burst") << qint64(100) << 9 << 20 << qint64(2'000);
    QTest::newRow("nothing is taken at all") << qint64(100) << 12 << 0 << qint64(2'000); // an outage in other words
}

void TestLoadAdvice::notTooOften()
{
    QFETCH(const qint64, limited);
    QFETCH(const int, stretches);
    QFETCH(const int, good);
    QFETCH(const qint64, facts);
    Telemetry telemetry = quiet();
    telemetry.facts = facts;
    telemetry.limits = {std::vector<int>(size_t(stretches), good), std::vector<int>(size_t(stretches), good), seen(limited)};
    QCOMPARE(keys(telemetry, live()), QStringList());
}

void TestLoadAdvice::rateTooLow()
{
    Telemetry telemetry = quiet();
    telemetry.rate = {200, seen(80), 100, 110};
    Service service = live();
    service.policy.rate = RatePolicy{1s, 10, 12};
    const Recommendation advice = only(telemetry, service);
    QCOMPARE(advice.key(), u"rate_too_low"_s);
    QCOMPARE(changes(advice, service), QStringList({u"policy.rate.limit 10 15"_s, u"policy.rate.burst 12 15"_s}));
    QCOMPARE(keys(telemetry, live()), QStringList()); // there is no rate
}

void TestLoadAdvice::rateHighEnough_data()
{
    QTest::addColumn<qint64>("busy");
    QTest::addColumn<qint64>("full");
    QTest::addColumn<double>("tookFull");
    QTest::addColumn<qint64>("limited");
    QTest::newRow("seldom full") << qint64(1'000) << qint64(80) << 110.0 << qint64(0);
    QTest::newRow("too little") << qint64(100) << qint64(59) << 110.0 << qint64(0);
    QTest::newRow("slower when it is") << qint64(200) << qint64(80) << 140.0 << qint64(0);
    QTest::newRow("the service complains") << qint64(200) << qint64(80) << 110.0 << qint64(1);
}

void TestLoadAdvice::rateHighEnough()
{
    QFETCH(const qint64, busy);
    QFETCH(const qint64, full);
    QFETCH(const double, tookFull);
    QFETCH(const qint64, limited);
    Telemetry telemetry = quiet();
    telemetry.rate = {busy, seen(full), 100, tookFull};
    telemetry.limits.limited = seen(limited);
    Service service = live();
    service.policy.rate = RatePolicy{1s, 10, 12};
    QCOMPARE(keys(telemetry, service), QStringList());
}

void TestLoadAdvice::polls()
{
    Telemetry telemetry = quiet();
    const PollKey key{u"intake"_s, u"extract"_s};
    telemetry.polls[key] = {2s, std::vector<Milliseconds>(20, 2min), {1, 2, 3}};
    const Recommendation advice = only(telemetry, live());
    QCOMPARE(advice.key(), u"poll_too_tight:intake/extract"_s);
    QVERIFY(!advice.draft); // it is the pipeline that asks
    QCOMPARE(advice.beside, 60.0);
    QCOMPARE(advice.proposed, 15'000.0);
    telemetry.polls[key].waits.pop_back();
    QCOMPARE(keys(telemetry, live()), QStringList());
    telemetry.polls[key].waits.assign(20, 59s);
    QCOMPARE(keys(telemetry, live()), QStringList());
}

QTEST_GUILESS_MAIN(TestLoadAdvice)
#include "tst_loadadvice.moc"
