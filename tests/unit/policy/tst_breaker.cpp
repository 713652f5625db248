#include "breakertesting.h"

#include <QTest>

#include <random>

using namespace cairn;
using namespace Qt::StringLiterals;
using namespace cairn::testing;
using namespace std::chrono_literals;

class TestBreaker : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void trips_data();
    void trips();
    void oldCallsAreForgotten();
    void opensAndProbes();
    void failedProbesOpenItForTwiceAsLong();
    void aStreakOfSuccessesForgetsOpenings();
    void ignoredProbesGiveTheirPlaceBack();
    void lostProbesAreGivenUp();
    void lateReportsDoNotCount();
    void slowProbesKeepItOpen();
    void forcedOpen();
    void forcedClosed();
    void tellsHowItStands();
    void clockSetBack();
    void survivesRestart();
    void damagedStateIsRefused();
    void results_data();
    void results();
    void anySequenceKeepsItsPromises();
};

void TestBreaker::trips_data()
{
    QTest::addColumn<int>("good");
    QTest::addColumn<int>("bad");
    QTest::addColumn<int>("slow");
    QTest::addColumn<int>("ignored");
    QTest::addColumn<BreakerState>("state");
    QTest::newRow("nothing") << 0 << 0 << 0 << 0 << BreakerState::Closed;
    QTest::newRow("too few calls") << 0 << 19 << 0 << 0 << BreakerState::Closed;
    QTest::newRow("enough") << 0 << 20 << 0 << 0 << BreakerState::Open;
    QTest::newRow("just below half") << 21 << 20 << 0 << 0 << BreakerState::Closed;
    QTest::newRow("half") << 20 << 20 << 0 << 0 << BreakerState::Open;
    QTest::newRow("ignored are no calls") << 10 << 9 << 0 << 50 << BreakerState::Closed;
    QTest::newRow("slow below the ratio") << 21 << 0 << 79 << 0 << BreakerState::Closed;
    QTest::newRow("slow") << 20 << 0 << 80 << 0 << BreakerState::Open;
}

void TestBreaker::trips()
{
    QFETCH(int, good);
    QFETCH(int, bad);
    QFETCH(int, slow);
    QFETCH(int, ignored);
    QFETCH(BreakerState, state);
    BreakerPolicy policy;
    policy.slowOver = 2s;
    Breaker breaker;
    calls(breaker, policy, good, CallResult::Succeeded, Start, 2s);
    calls(breaker, policy, ignored, CallResult::Ignored, Start, 9s);
    calls(breaker, policy, bad, CallResult::Failed, Start);
    calls(breaker, policy, slow, CallResult::Succeeded, Start, 2001ms);
    QCOMPARE(breaker.state(Start), state);
    const auto admission = breaker.admit(policy, ProbeLease, Start);
    QCOMPARE(admission.admitted, state == BreakerState::Closed);
    if (!admission.admitted) {
        QCOMPARE(admission.until, Start + 30s);
        QVERIFY(admission.reason.text().startsWith("breaker open"_L1));
    }
}

void TestBreaker::oldCallsAreForgotten()
{
    const BreakerPolicy policy;
    Breaker breaker;
    calls(breaker, policy, 19, CallResult::Failed, Start);
    calls(breaker, policy, 1, CallResult::Failed, Start + 60s);
    QCOMPARE(breaker.state(Start + 60s), BreakerState::Closed);
    Breaker sooner;
    calls(sooner, policy, 19, CallResult::Failed, Start);
    calls(sooner, policy, 1, CallResult::Failed, Start + 50s);
    QCOMPARE(sooner.state(Start + 50s), BreakerState::Open);
}

void TestBreaker::opensAndProbes()
{
    const BreakerPolicy policy;
    Breaker breaker = opened(policy, Start);
    QVERIFY(!breaker.admit(policy, ProbeLease, Start + 29'999ms).admitted);
    const Timestamp later = Start + 30s;
    QCOMPARE(breaker.state(later), BreakerState::HalfOpen);
    QList<qint64> probes;
    for (int i = 0; i < 3; ++i) {
        const auto admission = breaker.admit(policy, ProbeLease, later);
        QVERIFY(admission.admitted && admission.probe != 0 && !probes.contains(admission.probe));
        QCOMPARE(breaker.passage(later), Passage::Probe);
        probes.append(admission.probe);
    }
    const auto fourth = breaker.admit(policy, ProbeLease, later + 1s);
    QVERIFY(!fourth.admitted);
    QCOMPARE(fourth.until, later + ProbeLease);
    QCOMPARE(fourth.reason.text(), "breaker half open; waits for 3 of 3 probes"_L1);
    for (const qint64 probe : probes) {
        QCOMPARE(breaker.state(later + 2s), BreakerState::HalfOpen);
        breaker.record(policy, probe, CallResult::Succeeded, 1ms, later + 2s);
    }
    QCOMPARE(breaker.state(later + 2s), BreakerState::Closed);
    QCOMPARE(breaker.admit(policy, ProbeLease, later + 2s).probe, 0);
    QCOMPARE(breaker.passage(later + 2s), Passage::Closed);
}

void TestBreaker::failedProbesOpenItForTwiceAsLong()
{
    const BreakerPolicy policy;
    Breaker breaker = opened(policy, Start);
    Timestamp now = Start;
    for (const Milliseconds open : {30s, 60s, 120s, 240s, 300s, 300s}) {
        QCOMPARE(breaker.state(now + open - 1ms), BreakerState::Open);
        now += open;
        QCOMPARE(breaker.state(now), BreakerState::HalfOpen);
        calls(breaker, policy, 1, CallResult::Failed, now); // one of three is not half of them
        QCOMPARE(breaker.state(now), BreakerState::HalfOpen);
        calls(breaker, policy, 1, CallResult::Failed, now);
        QCOMPARE(breaker.state(now), BreakerState::Open);
    }
}

void TestBreaker::aStreakOfSuccessesForgetsOpenings()
{
    const BreakerPolicy policy;
    for (const int streak : {19, 20}) {
        Breaker breaker = opened(policy, Start);
        const Timestamp back = Start + 30s;
        calls(breaker, policy, 3, CallResult::Succeeded, back);
        calls(breaker, policy, streak, CallResult::Succeeded, back);
        calls(breaker, policy, 20, CallResult::Failed, back);
        QCOMPARE(breaker.state(back + 30s), streak == 20 ? BreakerState::HalfOpen : BreakerState::Open);
        QCOMPARE(breaker.state(back + 60s), BreakerState::HalfOpen);
    }
}

void TestBreaker::ignoredProbesGiveTheirPlaceBack()
{
    const BreakerPolicy policy;
    Breaker breaker = opened(policy, Start);
    const Timestamp now = Start + 30s;
    calls(breaker, policy, 50, CallResult::Ignored, now);
    QCOMPARE(breaker.state(now), BreakerState::HalfOpen);
    calls(breaker, policy, 3, CallResult::Succeeded, now);
    QCOMPARE(breaker.state(now), BreakerState::Closed);
}

void TestBreaker::lostProbesAreGivenUp()
{
    const BreakerPolicy policy;
    Breaker breaker = opened(policy, Start);
    Timestamp now = Start + 30s;
    for (int i = 0; i < 3; ++i)
        QVERIFY(breaker.admit(policy, ProbeLease, now).admitted);
    QVERIFY(!breaker.admit(policy, ProbeLease, now + ProbeLease - 1ms).admitted);
    now += ProbeLease;
    calls(breaker, policy, 3, CallResult::Succeeded, now);
    QCOMPARE(breaker.state(now), BreakerState::Closed);
}

void TestBreaker::lateReportsDoNotCount()
{
    const BreakerPolicy policy;
    Breaker breaker = opened(policy, Start);
    Timestamp now = Start + 30s;
    const qint64 lost = breaker.admit(policy, ProbeLease, now).probe;
    calls(breaker, policy, 2, CallResult::Failed, now); // opens again for 60 s
    now += 60s;
    const qint64 present = breaker.admit(policy, ProbeLease, now).probe;
    QVERIFY(present != lost);
    for (int i = 0; i < 5; ++i) {
        breaker.record(policy, lost, CallResult::Failed, 1ms, now); // of the earlier half-open time
        breaker.record(policy, 0, CallResult::Failed, 1ms, now);    // admitted before it opened
    }
    QCOMPARE(breaker.state(now), BreakerState::HalfOpen);
    breaker.record(policy, present, CallResult::Succeeded, 1ms, now);
    breaker.record(policy, present, CallResult::Succeeded, 1ms, now); // reported twice
    breaker.record(policy, present, CallResult::Succeeded, 1ms, now);
    QCOMPARE(breaker.state(now), BreakerState::HalfOpen);
}

void TestBreaker::slowProbesKeepItOpen()
{
    BreakerPolicy policy;
    policy.slowOver = 1s;
    Breaker breaker = opened(policy, Start);
    const Timestamp now = Start + 30s;
    calls(breaker, policy, 3, CallResult::Succeeded, now, 2s);
    QCOMPARE(breaker.state(now), BreakerState::Open);
}

void TestBreaker::forcedOpen()
{
    const BreakerPolicy policy;
    Breaker breaker;
    breaker.force({true, Start + 1h, u"maintenance"_s}, Start);
    const auto admission = breaker.admit(policy, ProbeLease, Start + 59min);
    QVERIFY(!admission.admitted);
    QCOMPARE(admission.until, Start + 1h);
    QVERIFY(admission.reason.text().contains("maintenance"_L1));
    QCOMPARE(breaker.state(Start + 1h), BreakerState::HalfOpen); // carefully
    Breaker ended = breaker;
    ended.endOrder(policy, Start + 1min);
    QCOMPARE(ended.state(Start + 1min), BreakerState::HalfOpen);
    QVERIFY(!ended.order());
    calls(breaker, policy, 3, CallResult::Succeeded, Start + 1h);
    QCOMPARE(breaker.state(Start + 1h), BreakerState::Closed);
}

void TestBreaker::forcedClosed()
{
    const BreakerPolicy policy;
    Breaker breaker = opened(policy, Start);
    breaker.force({false, Start + 1h, u"we know better"_s}, Start);
    QCOMPARE(breaker.state(Start), BreakerState::Closed);
    QCOMPARE(breaker.passage(Start), Passage::Forced);
    calls(breaker, policy, 500, CallResult::Failed, Start + 59min + 59s);
    QCOMPARE(breaker.state(Start + 59min + 59s), BreakerState::Closed);
    calls(breaker, policy, 1, CallResult::Failed, Start + 1h); // the window still knows
    QCOMPARE(breaker.state(Start + 1h), BreakerState::Open);
}

void TestBreaker::tellsHowItStands()
{
    BreakerPolicy policy;
    policy.slowOver = 2s;
    Breaker breaker;
    calls(breaker, policy, 3, CallResult::Succeeded, Start, 3s);
    calls(breaker, policy, 2, CallResult::Failed, Start);
    Breaker::Picture picture = breaker.picture(policy, Start);
    QCOMPARE(picture.recent, (CallWindow::Counts{5, 2, 3}));
    QVERIFY(!picture.nextAt);
    QCOMPARE(openedForText(picture.openedFor), QString());
    calls(breaker, policy, 15, CallResult::Failed, Start);
    picture = breaker.picture(policy, Start + 1s);
    QCOMPARE(picture.state, BreakerState::Open);
    QCOMPARE(openedForText(picture.openedFor), u"17 of 20 calls failed"_s);
    QCOMPARE(picture.openedAt, Start);
    QCOMPARE(picture.openings, 1);
    QCOMPARE(*picture.nextAt, Start + 30s);
    breaker.force({true, Start + 1h, u"maintenance"_s}, Start + 2s);
    picture = breaker.picture(policy, Start + 3s);
    QCOMPARE(picture.openedFor.calls, 0); // by order, not for any calls
    QCOMPARE(*picture.nextAt, Start + 1h);
}

void TestBreaker::clockSetBack()
{
    const BreakerPolicy policy;
    Breaker breaker = opened(policy, Start);
    QCOMPARE(breaker.state(Start - 24h), BreakerState::HalfOpen);
    for (int i = 0; i < 3; ++i)
        QVERIFY(breaker.admit(policy, ProbeLease, Start + 30s).admitted);
    QVERIFY(breaker.admit(policy, ProbeLease, Start - 24h).admitted);
}

void TestBreaker::survivesRestart()
{
    const BreakerPolicy policy;
    Breaker breaker = opened(policy, Start);
    breaker.admit(policy, ProbeLease, Start + 30s);
    calls(breaker, policy, 1, CallResult::Succeeded, Start + 30s);
    breaker.force({true, Start + 1h, u"x"_s}, Start + 31s);
    const auto back = Breaker::fromJson(breaker.toJson());
    QVERIFY(back);
    QVERIFY(*back == breaker);
    Breaker half = opened(policy, Start);
    const qint64 out = half.admit(policy, ProbeLease, Start + 30s).probe;
    auto again = Breaker::fromJson(half.toJson());
    QVERIFY(again && *again == half);
    QVERIFY(again->admit(policy, ProbeLease, Start + 31s).probe > out);
    Breaker released = opened(policy, Start);
    released.force({false, Start + 1h, u"x"_s, true}, Start + 1s);
    released.record(policy, released.admit(policy, ProbeLease, Start + 1s).probe, CallResult::Succeeded, 1ms, Start + 2s);
    released.admit(policy, ProbeLease, Start + 2s);
    QCOMPARE(released.passage(Start + 2s), Passage::Wave);
    auto releasing = Breaker::fromJson(released.toJson());
    QVERIFY(releasing && *releasing == released);
    QCOMPARE(releasing->waveRoom(Start + 3s), 4);
    const Breaker counting = [&] {
        Breaker closed;
        calls(closed, policy, 19, CallResult::Failed, Start);
        return closed;
    }();
    auto restarted = Breaker::fromJson(counting.toJson());
    QVERIFY(restarted && *restarted == counting);
    calls(*restarted, policy, 1, CallResult::Failed, Start);
    QCOMPARE(restarted->state(Start), BreakerState::Open);
}

void TestBreaker::damagedStateIsRefused()
{
    QVERIFY(!Breaker::fromJson({}));
    QJsonObject json = Breaker().toJson();
    json.insert(u"state"_s, u"ajar"_s);
    QVERIFY(!Breaker::fromJson(json));
    json = opened({}, Start).toJson();
    json.insert(u"calls"_s, QJsonObject{});
    QVERIFY(!Breaker::fromJson(json));
}

void TestBreaker::results_data()
{
    QTest::addColumn<Category>("category");
    QTest::addColumn<CallResult>("result");
    for (const Category category : {Category::Network, Category::Timeout, Category::Service})
        QTest::newRow(word(category).toLatin1().constData()) << category << CallResult::Failed;
    for (const Category category : {Category::RateLimit, Category::Auth, Category::Data, Category::Schema, Category::Conflict,
                                    Category::Policy, Category::Internal})
        QTest::newRow(word(category).toLatin1().constData()) << category << CallResult::Ignored;
}

void TestBreaker::results()
{
    QFETCH(Category, category);
    QFETCH(CallResult, result);
    QCOMPARE(callResult(category, false), result);
    QCOMPARE(callResult(category, true), CallResult::Ignored);
    QCOMPARE(callResult(std::nullopt, false), CallResult::Succeeded);
}

/// Random calls, ends, lost probes, restarts and orders: never admits while open, never more probes out than may be, and a
/// service that is well again is always used again.
void TestBreaker::anySequenceKeepsItsPromises()
{
    struct Call
    {
        qint64 probe;
        Timestamp until;
    };
    for (unsigned seed = 1; seed <= 300; ++seed) {
        std::mt19937 engine(seed);
        BreakerPolicy policy;
        policy.minCalls = 1 + int(engine() % 20);
        policy.probes = 1 + int(engine() % 5);
        policy.open = Milliseconds(1 + engine() % 20'000);
        policy.openMax = policy.open * (1 + int(engine() % 10));
        policy.slowOver = Milliseconds(engine() % 2 * 500);
        Breaker breaker;
        Timestamp now = Start;
        std::vector<Call> out;
        for (int step = 0; step < 400; ++step) {
            now += Milliseconds(engine() % 2'000);
            std::erase_if(out, [now](const Call &call) { return call.probe != 0 && call.until <= now; });
            const unsigned what = engine() % 16;
            if (what == 0)
                breaker = *Breaker::fromJson(breaker.toJson());
            else if (what == 1 && engine() % 8 == 0)
                breaker.force({engine() % 2 == 0, now + Milliseconds(engine() % 30'000), u"seed"_s}, now);
            else if (what < 10) {
                const BreakerState before = breaker.state(now);
                const auto admission = breaker.admit(policy, ProbeLease, now);
                if (before != BreakerState::Closed)
                    QVERIFY2(!admission.admitted || (before == BreakerState::HalfOpen && admission.probe != 0),
                             qPrintable(QString::number(seed)));
                else
                    QVERIFY(admission.admitted && admission.probe == 0);
                QVERIFY(admission.admitted || admission.until > now);
                if (admission.admitted)
                    out.push_back({admission.probe, now + ProbeLease});
            } else if (!out.empty()) {
                const size_t index = engine() % out.size();
                breaker.record(policy, out[index].probe, CallResult(engine() % 3), Milliseconds(engine() % 1'000), now);
                out.erase(out.begin() + qsizetype(index));
            }
            if (breaker.state(now) != BreakerState::HalfOpen)
                std::erase_if(out, [](const Call &call) { return call.probe != 0; }); // of a time that is over
            QVERIFY2(std::count_if(out.begin(), out.end(), [](const Call &call) { return call.probe != 0; }) <= policy.probes,
                     qPrintable(QString::number(seed)));
        }
        now += 1h; // orders, leases and openings are over
        calls(breaker, policy, policy.probes, CallResult::Succeeded, now);
        QCOMPARE(breaker.state(now), BreakerState::Closed);
    }
}

QTEST_GUILESS_MAIN(TestBreaker)
#include "tst_breaker.moc"
